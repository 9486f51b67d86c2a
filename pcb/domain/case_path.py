"""Read and change one path of an immutable case: ``home.occupancy``, ``incomes.7f3a.amount``, ``note``.

Values are checked for their place in the tree, not for their type: a question parses what is typed, the codec checks
what is read from a file.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, TypeVar

from pcb.domain.case import (
    Account,
    Asset,
    Case,
    Debt,
    Expense,
    Income,
    Person,
    Proceeding,
    Vehicle,
)
from pcb.domain.letter_notes import Addressee, LetterNote
from pcb.domain.noted import PaperNote, SetAside
from pcb.domain.plan_notes import DebtChoices, OfferNote, ReceivedAmount, ReceivedDebt, ReceivedPalier
from pcb.domain.take_home_notes import ActionNote, AppointmentNote, ContactNote, HandingNote, PayChoice
from pcb.errors import UnknownPath

Owner = TypeVar("Owner", bound=Any)
Note = (
    PaperNote
    | SetAside
    | DebtChoices
    | OfferNote
    | ReceivedDebt
    | ReceivedPalier
    | ReceivedAmount
    | LetterNote
    | Addressee
    | ActionNote
    | AppointmentNote
    | ContactNote
    | PayChoice
    | HandingNote
)
Item = Person | Income | Expense | Debt | Asset | Vehicle | Account | Proceeding | Note

COLLECTIONS: dict[str, type[Item]] = {
    "persons": Person,
    "incomes": Income,
    "expenses": Expense,
    "debts": Debt,
    "assets": Asset,
    "vehicles": Vehicle,
    "accounts": Account,
    "proceedings": Proceeding,
}
"""The lists that the interview fills, with the class of their items."""

NOTES: dict[str, type[Item]] = {
    "papers": PaperNote,
    "set_aside": SetAside,
    "plan_debts": DebtChoices,
    "offers": OfferNote,
    "received_debts": ReceivedDebt,
    "received_paliers": ReceivedPalier,
    "received_amounts": ReceivedAmount,
    "letters": LetterNote,
    "addressees": Addressee,
    "actions": ActionNote,
    "appointments": AppointmentNote,
    "contacts": ContactNote,
    "pay_choices": PayChoice,
    "handed": HandingNote,
}
"""The lists of records named by what they are about: one that is absent is blank, and one that became blank is gone."""

NOTE_KEY = re.compile(r"[A-Za-z0-9_-]{1,120}")
"""What such a record may be named by: fit for a path."""

LISTS: dict[str, type[Item]] = {**COLLECTIONS, **NOTES}
"""Every list of the case."""


def get(case: Case, path: str) -> Any:
    """The value at ``path``. Raises :class:`UnknownPath`."""
    head, _, rest = path.partition(".")
    if head in LISTS:
        item_id, _, name = rest.partition(".")
        found = _noted(case, head, item_id) if head in NOTES else find_item(case, head, item_id)
        return _attribute(found, name, path)
    section = _attribute(case, head, path)
    return _attribute(section, rest, path) if rest else section


def put(case: Case, path: str, value: Any) -> Case:
    """The case with ``value`` at ``path``. Raises :class:`UnknownPath`; ids cannot be changed."""
    head, _, rest = path.partition(".")
    if head in NOTES:
        item_id, _, name = rest.partition(".")
        return _with_note(case, head, _replaced(_noted(case, head, item_id), name, value, path))
    if head in COLLECTIONS:
        item_id, _, name = rest.partition(".")
        changed = _replaced(find_item(case, head, item_id), name, value, path)
        return _with_items(case, head, [changed if i.id == item_id else i for i in items(case, head)])
    if not rest:
        return _replaced(case, head, value, path)
    changes: dict[str, Any] = {head: _replaced(_attribute(case, head, path), rest, value, path)}
    return replace(case, **changes)


def items(case: Case, collection: str) -> tuple[Item, ...]:
    """The items of one list of the case."""
    found: tuple[Item, ...] = _attribute(case, collection, collection)
    return found


def find_item(case: Case, collection: str, item_id: str) -> Item:
    """The item of that id. Raises :class:`UnknownPath`."""
    for item in items(case, collection):
        if item.id == item_id:
            return item
    raise UnknownPath(f"Cette ligne n’existe plus dans le dossier : {collection}.{item_id}")


def add_item(case: Case, collection: str, item: Item, at: int | None = None) -> Case:
    """The case with ``item`` at the end of the list, or at index ``at``."""
    there = list(items(case, collection))
    there.insert(len(there) if at is None else at, item)
    return _with_items(case, collection, there)


def remove_item(case: Case, collection: str, item_id: str) -> Case:
    """The case without that item. Raises :class:`UnknownPath`."""
    find_item(case, collection, item_id)
    return _with_items(case, collection, [i for i in items(case, collection) if i.id != item_id])


def _noted(case: Case, head: str, item_id: str) -> Item:
    """The record about ``item_id``, blank when there is none. What could not be read again is no name."""
    if not NOTE_KEY.fullmatch(item_id):
        raise UnknownPath(f"Ce nom ne convient pas : {head}.{item_id}")
    blank: dict[str, Any] = {"id": item_id}
    return next((item for item in items(case, head) if item.id == item_id), None) or NOTES[head](**blank)


def _with_note(case: Case, head: str, note: Item) -> Case:
    blank: dict[str, Any] = {"id": note.id}
    kept = [note] if note != NOTES[head](**blank) else []
    there = items(case, head)
    if any(item.id == note.id for item in there):
        return _with_items(case, head, [one for i in there for one in (kept if i.id == note.id else [i])])
    return _with_items(case, head, [*there, *kept])


def _with_items(case: Case, collection: str, new: list[Item]) -> Case:
    changes: dict[str, Any] = {collection: tuple(new)}
    return replace(case, **changes)


def _attribute(owner: Any, name: str, path: str) -> Any:
    if name not in {f.name for f in fields(owner)}:
        raise UnknownPath(f"Champ inconnu : {path}")
    return getattr(owner, name)


def _replaced(owner: Owner, name: str, value: Any, path: str) -> Owner:
    if name == "id" or name not in {f.name for f in fields(owner)}:
        raise UnknownPath(f"Champ inconnu ou non modifiable : {path}")
    changed: Owner = replace(owner, **{name: value})
    return changed
