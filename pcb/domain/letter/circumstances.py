"""What the letter tells of the household: family, home, work, causes, budget. What is not known gives nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.answers import known
from pcb.domain.budget import lived_budget
from pcb.domain.case import Address, Case, Person
from pcb.domain.income import filers, monthly_incomes
from pcb.domain.letter.voice import Voice, called
from pcb.domain.money import NARROW_SPACE, total
from pcb.domain.monthly import monthly_debts, monthly_expenses
from pcb.domain.vocabulary.debts import DebtTable
from pcb.domain.vocabulary.people import Cause, Custody, MaritalStatus, Occupancy, Role, WorkStatus
from pcb.domain.wording import french_date

_CAUSES = {
    Cause.JOB_LOSS: "une perte d’emploi",
    Cause.INCOME_DROP: "une baisse des ressources",
    Cause.SEPARATION: "une séparation",
    Cause.DEATH: "le décès d’un proche",
    Cause.ILLNESS: "la maladie, un accident ou un handicap",
    Cause.BIRTH: "une famille qui s’est agrandie",
    Cause.TIGHT_BUDGET: "un budget trop serré depuis longtemps",
    Cause.CREDIT_USE: "le recours au crédit pour vivre",
    Cause.HOUSING_COST: "le coût du logement ou de travaux",
    Cause.ENERGY_COST: "le coût de l’énergie ou des transports",
    Cause.BUSINESS: "les difficultés d’une activité professionnelle",
    Cause.FAMILY_HELP: "l’aide à un proche ou une caution",
    Cause.PENALTY: "des amendes, des frais ou des condamnations",
    Cause.FRAUD_VICTIM: "une escroquerie",
    Cause.ADDICTION: "une dépendance",
}
"""« Autre » says nothing by itself: the story does."""
_NUMBERS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_WORK = {
    WorkStatus.CDI: "CDI ou fonction publique",
    WorkStatus.CDD: "CDD",
    WorkStatus.INTERIM: "intérim",
    WorkStatus.RETIRED: "retraite",
    WorkStatus.PARENTAL_LEAVE: "congé parental",
    WorkStatus.JOBSEEKER: "recherche d’emploi",
    WorkStatus.STUDENT: "études",
    WorkStatus.INACTIVE: "sans activité",
}


def address_lines(address: Address) -> Iterator[str]:
    """The address as it is written on an envelope."""
    building, stair = known(address.building), known(address.stair)
    floor, apartment = known(address.floor), known(address.apartment)
    inside = (
        f"bâtiment {building}" if building else "",
        f"escalier {stair}" if stair else "",
        f"étage {floor}" if floor and floor.isdigit() else floor,
        f"appartement {apartment}" if apartment else "",
    )
    lines = (
        " ".join(filter(None, (known(address.number), known(address.street)))),
        ", ".join(filter(None, inside)),
        known(address.locality),
        " ".join(filter(None, (known(address.postcode), known(address.city)))),
        _foreign(known(address.country)),
    )
    yield from filter(None, lines)


def _foreign(country: str | None) -> str:
    return country if country and country.casefold() != "france" else ""


def marital(case: Case, voice: Voice) -> Iterator[str]:
    """« Nous sommes mariés depuis le 21/06/2014. »"""
    status, since = known(case.family.status), known(case.family.status_since)
    if status is None:
        return
    depuis = f" depuis le {french_date(since)}" if since else ""
    are = voice.of("Je suis", "Nous sommes")
    match status:
        case MaritalStatus.CONCUBINAGE:
            yield f"{voice.of('Je vis', 'Nous vivons')} en concubinage{depuis}."
        case MaritalStatus.SINGLE:
            yield f"{are} {voice.of('célibataire', 'célibataires')}."
        case MaritalStatus.WIDOWED:
            one = {True: "veuve", False: "veuf", None: "veuf ou veuve"}[voice.feminine]
            many = "veuves" if voice.feminine else "veufs"
            yield f"{are} {voice.of(one, many)}{depuis}."
        case MaritalStatus.OTHER:
            detail = known(case.family.status_detail)
            if detail:
                yield f"Situation familiale{NARROW_SPACE}: {_sentence(detail)}"
        case _:
            words = {
                MaritalStatus.MARRIED: "marié",
                MaritalStatus.PACS: "pacsé",
                MaritalStatus.SEPARATED: "séparé",
                MaritalStatus.DIVORCED: "divorcé",
            }
            yield f"{are} {voice.agree(words[status])}{depuis}."


def household(case: Case, voice: Voice) -> Iterator[str]:
    """Who else lives there, counted; nobody is named."""
    children = [known(p.custody) for p in case.persons if p.role is Role.CHILD]
    me = voice.of("moi", "nous")
    for custody, one, many in (
        (Custody.FULL, f"enfant vit avec {me}", f"enfants vivent avec {me}"),
        (Custody.ALTERNATE, "enfant est en garde alternée", "enfants sont en garde alternée"),
        (
            Custody.VISITING,
            "enfant vient au titre du droit de visite et d’hébergement",
            "enfants viennent au titre du droit de visite et d’hébergement",
        ),
    ):
        yield from _counted(children.count(custody), one, many)
    others = sum(p.role in (Role.ASCENDANT, Role.OTHER) and p.alimony_paid_for is not True for p in case.persons)
    yield from _counted(others, f"autre personne vit avec {me}", f"autres personnes vivent avec {me}", "une")


def _counted(number: int, one: str, many: str, single: str = "un") -> Iterator[str]:
    if number:
        word = single if number == 1 else _NUMBERS[number] if number < len(_NUMBERS) else str(number)
        yield f"{word.capitalize()} {one if number == 1 else many}."


def housing(case: Case, voice: Voice) -> Iterator[str]:
    """The home of who files; the co-déposant's own when they live elsewhere."""
    occupancy = known(case.home.occupancy)
    first, second = (*filers(case), None, None)[:2]
    apart = second is not None and case.home.codeposant_lives_here is False
    if occupancy is not None:
        since, landlord = known(case.home.since), known(case.home.landlord)
        depuis = f" depuis le {french_date(since)}" if since else ""
        lessor = f" (bailleur{NARROW_SPACE}: {landlord})" if landlord and occupancy is Occupancy.TENANT else ""
        if apart and first is not None:
            yield from _housed(occupancy, f"{called(first) or 'Le déposant'} est", Voice(False, None), depuis + lessor)
        else:
            detail = known(case.home.occupancy_detail)
            if occupancy is Occupancy.OTHER:
                yield from (f"Logement{NARROW_SPACE}: {_sentence(detail)}",) if detail else ()
            else:
                yield from _housed(occupancy, voice.of("Je suis", "Nous sommes"), voice, depuis + lessor)
    if apart and second is not None and (elsewhere := known(second.occupancy)) is not None:
        yield from _housed(elsewhere, f"{called(second) or 'Le co-déposant'} est", Voice(False, None), "")


def _housed(occupancy: Occupancy, subject: str, voice: Voice, more: str) -> Iterator[str]:
    words = {
        Occupancy.TENANT: voice.of("locataire", "locataires"),
        Occupancy.OWNER: voice.of("propriétaire du logement", "propriétaires du logement"),
        Occupancy.HOSTED: voice.agree("hébergé"),
        Occupancy.FREE_OCCUPANT: voice.agree("logé") + " à titre gratuit",
        Occupancy.HOMELESS: "sans domicile fixe",
        Occupancy.RETIREMENT_HOME: "en maison de retraite",
    }
    if occupancy in words:
        yield f"{subject} {words[occupancy]}{more}."


def work(person: Person, voice: Voice) -> Iterator[str]:
    """« Activité de Madame Nadia Ferrand : aide-soignante, CDI depuis le 01/10/2012. »"""
    status, since = known(person.work_status), known(person.work_since)
    situation = _WORK.get(status) if status else None
    if status is WorkStatus.OTHER:
        detail = known(person.work_detail)
        situation = _lowered(detail) if detail else None
    told = ", ".join(filter(None, (known(person.occupation), situation)))
    if not told:
        return
    whose = f" de {called(person)}" if voice.plural and called(person) else ""
    depuis = f" depuis le {french_date(since)}" if since else ""
    yield f"Activité ou situation{whose}{NARROW_SPACE}: {_lowered(told)}{depuis}."


def causes(case: Case, voice: Voice) -> Iterator[str]:
    """The causes told, the story in its own words, and what was tried."""
    told = known(case.history.causes) or frozenset()
    named = [words for cause, words in _CAUSES.items() if cause in told]
    since = known(case.history.since)
    mine = voice.of("Mes", "Nos")
    if named:
        listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} et {named[-1]}"
        depuis = f", depuis le {french_date(since)}" if since else ""
        yield f"{mine} difficultés viennent de ceci{NARROW_SPACE}: {listed}{depuis}."
    elif since:
        yield f"{mine} difficultés ont commencé le {french_date(since)}."
    story, tried = known(case.history.story), known(case.history.tried)
    if story:
        yield _sentence(story)
    if tried:
        yield f"{voice.of('Ce que j’ai', 'Ce que nous avons')} déjà essayé{NARROW_SPACE}: {_sentence(tried)}"


def budget(case: Case, voice: Voice, day: date) -> Iterator[str]:
    """Resources, charges and debts in three figures, when all of what makes them is known."""
    lived = lived_budget(case, monthly_incomes(case, day), monthly_expenses(case), monthly_debts(case))
    mine = voice.of("Mes", "Nos")
    if lived.complete and lived.resources.lines:
        told = f"Les ressources du foyer sont de {lived.resources.total} par mois, ses charges de {lived.charges.total}"
        due = lived.instalments.total
        yield f"{told} et les mensualités à payer de {due}." if due else f"{told}."
    owed = [known(d.balance) or known(d.unpaid) for d in case.debts if d.kind.table is not DebtTable.CAUTIONS]
    amounts = [amount for amount in owed if amount is not None]
    if owed and len(amounts) == len(owed):
        yield f"{mine} dettes déclarées sont au nombre de {len(owed)}, pour un total de {total(amounts)}."


def _lowered(text: str) -> str:
    """With a small first letter, unless it opens an acronym: « aide-soignante », « ESAT »."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _sentence(text: str) -> str:
    """What was told, on one line and with its full stop."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "…", "»")) else f"{line}."
