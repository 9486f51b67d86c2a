"""Amounts in the two columns of the form: whose column takes them, and what is in neither.

The form has one column for the déposant and one for the co-déposant, and none for what belongs to both. What is joint
goes whole in the column of the déposant; what belongs to somebody else is told apart, never added to those who file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pcb.domain.answers import Answer, NoAnswer, known
from pcb.domain.case import JOINT
from pcb.domain.money import Money, total
from pcb.domain.wording import plural
from pcb.reports.rubrics.rubric import CODEPOSANT, DEPOSANT, Facts, Value

ELSEWHERE = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One amount of a line: whose it is, what it comes to (``None`` when it is not known), and the answer given."""

    owner: Answer[str]
    amount: Money | None
    given: Answer[Money]


def column_of(facts: Facts, owner: Answer[str]) -> str:
    """``deposant``, ``codeposant``, or :data:`ELSEWHERE`. Nobody was asked whose it is where one person files."""
    if owner == JOINT or owner == facts.deposant.id:
        return DEPOSANT
    if facts.codeposant is not None and owner == facts.codeposant.id:
        return CODEPOSANT
    return DEPOSANT if owner is None and facts.codeposant is None else ELSEWHERE


def in_column(facts: Facts, parts: Iterable[Part], column: str) -> Value:
    """What goes in the box: the sum, with how many amounts are not in it; nothing when nothing was told."""
    here = [part for part in parts if column_of(facts, part.owner) == column]
    if not here:
        return None
    lacking = [part for part in here if part.amount is None]
    if not lacking:
        return total(part.amount for part in here if part.amount is not None)
    if len(lacking) == len(here):
        said = [part.given for part in lacking if isinstance(part.given, NoAnswer)]
        return said[0] if said else None
    known_sum = total(part.amount for part in here if part.amount is not None)
    return f"{known_sum} + {plural(len(lacking), 'montant inconnu', 'montants inconnus')}"


def whose(facts: Facts, owner: Answer[str]) -> str:
    """The person of the home to whom something in no column belongs."""
    person = facts.case.person(known(owner))
    return "Non précisé" if person is None else known(person.first_names) or person.role.label
