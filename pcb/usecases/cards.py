"""How a case is named in a list, and found by what is typed: without accents, case, ligatures or dashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.folding import fold
from pcb.domain.vocabulary.people import Title

NO_NAME = "Dossier sans nom"
DAMAGED = "Dossier abîmé : restaurez une sauvegarde"
_TITLES = {Title.MONSIEUR: "M.", Title.MADAME: "Mme"}


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One line of the list of cases. ``updated_by`` is the name of the counsellor."""

    id: str
    reference: str
    title: str
    commune: str
    updated_at: datetime
    updated_by: str
    site: str = ""


def title(case: Case) -> str:
    """« M. et Mme Martin », « Mme Œuvrard et M. Diallo », or the alias of who gives no name."""
    alias = known(case.welcome.alias)
    if known(case.welcome.anonymous) and alias:
        return alias
    pair = [person for person in (case.deposant, case.codeposant) if person is not None and _name(person)]
    if len(pair) == 2 and fold(_name(pair[0])) == fold(_name(pair[1])):
        titles = [_TITLES[known_title] for p in pair if (known_title := known(p.title))]
        if len(titles) == 2:
            return f"{' et '.join(titles)} {_name(pair[0])}"
    if pair:
        return " et ".join(_called(person) for person in pair)
    return alias or NO_NAME


def facts(case: Case) -> dict[str, str]:
    """What the card of a case keeps, sealed: its title, its commune, and the words by which it is found."""
    words = [title(case), known(case.address.city) or "", known(case.welcome.alias) or ""]
    for person in case.persons:
        words += [known(person.birth_name) or "", known(person.used_name) or "", known(person.first_names) or ""]
    return {
        "title": title(case),
        "commune": known(case.address.city) or "",
        "words": fold(" ".join(words)),
        "linked": known(case.filing.linked_reference) or "",
    }


def _name(person: Person) -> str:
    return known(person.used_name) or known(person.birth_name) or ""


def _called(person: Person) -> str:
    told = known(person.title)
    return (
        f"{_TITLES[told]} {_name(person)}"
        if told
        else " ".join(filter(None, (known(person.first_names), _name(person))))
    )
