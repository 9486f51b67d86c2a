"""The pages that list items: what can be added, what is there, what can be removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case, Person
from pcb.domain.case_path import COLLECTIONS, Item, find_item, items
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.errors import UnknownPath
from pcb.interview.journey import Stop, journey
from pcb.interview.plan import KIND_FIELD, KINDS
from pcb.interview.questions import Options
from pcb.interview.steps import Step
from pcb.interview.texts import refused
from pcb.interview.titles import item_title

_ONE_ONLY = (Role.DEPOSANT, Role.CODEPOSANT, Role.PARTNER)


@dataclass(frozen=True, slots=True)
class Offer:
    """Buttons of a list page: kinds that can be added now, under one heading."""

    label: str
    options: Options


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list page: the item, what it says, and the stop that opens it."""

    item_id: str
    stop_key: str
    title: str
    said: str
    answered: int
    visible: int
    removable: bool


def new_item(collection: str, kind_code: str | None, item_id: str, case: Case) -> Item:
    """A new item of that kind, with nothing asked yet. Raises :class:`InvalidAnswer`, :class:`UnknownPath`."""
    if collection not in COLLECTIONS:
        raise UnknownPath(f"Liste inconnue : {collection}")
    try:
        kind = KINDS[collection](kind_code)
    except ValueError:
        raise refused("Choisissez ce qu'il faut ajouter.") from None
    if isinstance(kind, Role):
        check_role(case, None, kind)
    fields: dict[str, Any] = {"id": item_id, KIND_FIELD[collection]: kind}
    made: Item = COLLECTIONS[collection](**fields)
    return made


def removable(case: Case, collection: str, item_id: str) -> bool:
    """Whether the item can be removed: all can, but the déposant."""
    item = find_item(case, collection, item_id)
    return not (isinstance(item, Person) and item.role is Role.DEPOSANT)


def offers(case: Case, step: Step) -> tuple[Offer, ...]:
    """What a list page offers to add, by heading. A place in the couple that is taken is not offered again."""
    taken: set[Enum] = set()
    if step.collection == "persons":
        taken = {person.role for person in case.persons if person.role in _ONE_ONLY}
        if case.filing.mode is FilingMode.ALONE:
            taken.add(Role.CODEPOSANT)
    groups = ((group.label, tuple(k for k in group.kinds if k not in taken)) for group in step.groups)
    return tuple(Offer(label, tuple((k.value, str(k)) for k in kinds)) for label, kinds in groups if kinds)


def listed(case: Case, stop: Stop) -> tuple[Listed, ...]:
    """The items shown on a list page, in the order they were told."""
    kinds = stop.step.kinds
    stops: dict[str | None, list[Stop]] = {}
    for other in journey(case):
        if other.step.each == stop.step.collection:
            stops.setdefault(other.item_id, []).append(other)
    found = []
    for item in items(case, stop.step.collection):
        own = stops.get(item.id, [])
        if getattr(item, KIND_FIELD[stop.step.collection]) not in kinds or not own:
            continue
        counts = [each.progress for each in own]
        found.append(
            Listed(
                item.id,
                own[0].key,
                item_title(stop.interviewed.facts, stop.step.collection, own[0].item),
                _said(item),
                sum(answered for answered, _ in counts),
                sum(visible for _, visible in counts),
                removable(case, stop.step.collection, item.id),
            )
        )
    return tuple(found)


def _said(item: Item) -> str:
    """The amount that sums the item up, in words."""
    for name in ("amount", "balance", "value", "withheld", "birth_date", "next_date"):
        value = getattr(item, name, None)
        if value is not None:
            said = value.label if isinstance(value, NoAnswer) else value
            period = getattr(item, "period", None) if name == "amount" and not isinstance(value, NoAnswer) else None
            return f"{said:%d/%m/%Y}" if isinstance(said, date) else f"{said} {period}" if period else str(said)
    return ""


def check_role(case: Case, person_id: str | None, role: Role) -> None:
    """Refuse a second déposant, co-déposant or partner, and a case without déposant. Raises
    :class:`InvalidAnswer`."""
    others = [person.role for person in case.persons if person.id != person_id]
    if role in _ONE_ONLY and role in others:
        raise refused("Il y a déjà une personne à cette place : « {role} ».", role=role.label)
    if role is not Role.DEPOSANT and Role.DEPOSANT not in others:
        raise refused("Le dossier doit garder un déposant. Choisissez d'abord qui le devient.")
