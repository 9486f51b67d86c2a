"""Who stands in the two columns of the form."""

from __future__ import annotations

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.income import filers, files_alone
from pcb.domain.vocabulary.people import FilingMode, Role


def columns_of(case: Case) -> tuple[Person, ...]:
    """The déposant, and the co-déposant if two people file or nobody said yet how they file; one who was not entered
    yet has an empty place. A partner who does not file is never one of them, even where budget advice reads the
    couple as one household."""
    people = tuple(person for person in filers(case) if person.role in (Role.DEPOSANT, Role.CODEPOSANT))
    if case.deposant is None:
        people = (Person("deposant-not-named", Role.DEPOSANT), *people)
    if len(people) == 1 and not files_alone(case) and (not case.persons or _says_joint(case)):
        people = (*people, Person("codeposant-not-named", Role.CODEPOSANT))
    return people


def _says_joint(case: Case) -> bool:
    return known(case.filing.mode) is FilingMode.JOINT
