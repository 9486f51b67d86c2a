"""What one paper to join is, and how recent it must be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case, Person
from pcb.domain.explain import Source
from pcb.domain.income import name_of
from pcb.domain.law.reading import rule
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.wording import MONTHS

SOURCE = "service-public F134 (version du 7 janvier 2025) ; résumés de la liste de la Banque de France"


class PaperHeading(Choice):
    """Headings of the list, in its order."""

    DOSSIER = "dossier", "Le dossier"
    SITUATION = "situation", "Situation personnelle et familiale"
    LOGEMENT = "logement", "Logement"
    RESSOURCES = "ressources", "Ressources"
    CHARGES = "charges", "Charges"
    PATRIMOINE = "patrimoine", "Patrimoine et comptes"
    ENDETTEMENT = "endettement", "Dettes"
    PROCEDURES = "procedures", "Procédures en cours"


@dataclass(frozen=True, slots=True)
class Age:
    """How recent a paper must be. One dated before ``oldest`` is too old; one that tells about months must cover those
    from ``covers_from`` to ``covers_to``. ``source`` says how sure that is."""

    oldest: date
    source: Source
    covers_from: date | None = None
    covers_to: date | None = None


@dataclass(frozen=True, slots=True)
class PaperToJoin:
    """One paper. ``key`` names it for ever (its note and its files are kept under it); ``concerns`` says which person,
    debt or months; ``path`` opens the fact that asks for it; ``seen`` that the original was seen at a meeting;
    ``owner`` whose name it must bear (a person's id, or the couple), where only one is possible; ``age`` how recent it
    must be, where that matters."""

    key: str
    heading: PaperHeading
    label: str
    concerns: str
    path: str
    seen: bool = False
    owner: str | None = None
    age: Age | None = None


def last_months(day: date, count: int = 3) -> str:
    """The last full months before ``day``: « août, septembre et octobre 2026 »."""
    months = [(day.year * 12 + day.month - 1 - back) for back in range(count, 0, -1)]
    years = {month // 12 for month in months}
    if len(years) == 1:
        names = [MONTHS[month % 12] for month in months]
        return f"{', '.join(names[:-1])} et {names[-1]} {years.pop()}"
    names = [f"{MONTHS[month % 12]} {month // 12}" for month in months]
    return f"{', '.join(names[:-1])} et {names[-1]}"


def monthly_statements(day: date) -> Age:
    """The last full months before ``day``: payslips, statements."""
    found = rule("papers.monthly_statements")
    first = day.replace(day=1)
    start = first - relativedelta(months=found.fields["full_months"])
    return Age(start, found.source, start, first - timedelta(days=1))


def recent(day: date) -> Age:
    """A bill, a receipt, a statement of debt."""
    return _dated("papers.recent", day)


def yearly(day: date) -> Age:
    """A tax notice, a notification of rights, a yearly schedule."""
    return _dated("papers.yearly", day)


def _dated(key: str, day: date) -> Age:
    found = rule(key)
    return Age(day - relativedelta(months=found.fields["months"]), found.source)


def who(person: Person) -> str:
    """« Nadia (déposant) »."""
    name = name_of(person)
    return name if name == person.role.label else f"{name} ({person.role.label.lower()})"


def concerning(case: Case, item: object, what: str) -> str:
    """``what``, and whose it is."""
    owner = known(getattr(item, "owner", None))
    if owner == JOINT:
        return f"{what} — les deux"
    person = case.person(owner)
    return f"{what} — {name_of(person)}" if person else what


def owner_of(case: Case, item: object) -> str | None:
    """The person whose name the paper of an item must bear; nothing for the couple, either of them will do."""
    owner = known(getattr(item, "owner", None))
    return owner if case.person(owner) else None
