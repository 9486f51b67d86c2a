"""How an answer is printed. Nothing said, nothing known, nothing owned and nothing asked are never the same words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from pcb.domain.answers import Answer, NoAnswer
from pcb.domain.case import JOINT, Case
from pcb.domain.income import name_of
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import Role
from pcb.domain.wording import french_date, plural
from pcb.reports.blocks import Cell, Look, Part

T = TypeVar("T")

NONE = "néant"
NOT_ASKED = "non renseigné"
NOT_APPLICABLE = "sans objet"
NOTHING_ON_LINE = "—"
"""Nothing was told on this line of the form, while other lines of the same table were filled."""

LEGEND = (
    "« néant » : la personne a déclaré qu’il n’y en a pas. « non renseigné » : la question n’a pas encore été posée. "
    "« ne sait pas » et « ne veut pas dire » : la question a été posée. « sans objet » : elle ne se pose pas. "
    "« — » : rien n’a été indiqué sur cette ligne."
)


def said(answer: Answer[T], show: Callable[[T], str] | None = None) -> str:
    """The answer in French: its value, « non renseigné » when not asked, « ne sait pas », « ne veut pas dire »."""
    if answer is None or answer == "":
        return NOT_ASKED
    if isinstance(answer, NoAnswer):
        return "ne sait pas" if answer is NoAnswer.DOES_NOT_KNOW else "ne veut pas dire"
    return show(answer) if show else _shown(answer)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return french_date(value) if isinstance(value, date) else str(value)


def said_if(applies: bool, answer: Answer[T]) -> str:
    """The answer, or « sans objet » when the question does not arise and nothing was answered."""
    return said(answer) if applies or answer is not None else NOT_APPLICABLE


def nothing(declared: Answer[bool]) -> str:
    """What stands in an empty list: « néant » only where the household said that it has none."""
    if declared is True:
        return NONE
    if declared is False:
        return "à compléter : le foyer dit en avoir"
    return said(declared)


def optional(prefix: str, answer: Answer[T], show: Callable[[T], str] | None = None) -> str:
    """``prefix`` and the answer when there is one, whatever it is; nothing when the question was not asked."""
    return "" if answer is None or answer == "" else f"{prefix}{said(answer, show)}"


def joined(*pieces: str, by: str = " ; ") -> str:
    """The pieces that say something, one after the other, each said once."""
    return by.join(dict.fromkeys(piece for piece in pieces if piece))


def owner_label(case: Case, owner: Answer[str]) -> str:
    """Whose something is: « déposant », « les deux », or the name of another person of the household."""
    if owner is None or isinstance(owner, NoAnswer):
        return said(owner)
    if owner == JOINT:
        return "les deux"
    person = case.person(owner)
    if person is None:
        return NOT_ASKED
    if person.role in (Role.DEPOSANT, Role.CODEPOSANT):
        return person.role.label.lower()
    name = name_of(person)
    return name if name == person.role.label else f"{name} ({person.role.label.lower()})"


def sum_with_unknown(amount: Money, unknown: int, look: Look = Look.TOTAL) -> Cell:
    """A total that says, on a line of its own, how many amounts are not in it."""
    lacking = plural(unknown, "montant inconnu", "montants inconnus")
    if not unknown:
        return Part(str(amount), look)
    return (Part(str(amount), look), Part(f"+ {lacking}", Look.SMALL)) if amount else Part(lacking, Look.SMALL)
