"""The interview: what to ask for a case, how to read an answer, what counts. The one door for screens and use cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from pcb.domain.answers import NoAnswer, known
from pcb.domain.case import Case, Person
from pcb.domain.case_path import COLLECTIONS, Item, find_item, get, items, put
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.errors import UnknownPath
from pcb.interview.communes import cities_of
from pcb.interview.contacts import Postcode
from pcb.interview.effective import effective
from pcb.interview.journey import Asked, Stop, journey, owner_options
from pcb.interview.plan import BY_KEY, KIND_FIELD, KINDS, PLAN, question_at
from pcb.interview.questions import Options, Owner, Question, Raw, Text
from pcb.interview.recap import Notice, RecapLine, missing, notices, progress, recap
from pcb.interview.script.order import CHAPTERS
from pcb.interview.steps import Chapter, Step
from pcb.interview.texts import refused
from pcb.interview.titles import item_title

__all__ = [
    "Asked",
    "Chapter",
    "Listed",
    "Notice",
    "Offer",
    "Question",
    "RecapLine",
    "Step",
    "Stop",
    "answer",
    "chapters",
    "effective",
    "find_stop",
    "journey",
    "listed",
    "missing",
    "new_case",
    "new_item",
    "next_stop",
    "notices",
    "offers",
    "parse",
    "previous_stop",
    "progress",
    "question_for",
    "recap",
    "removable",
    "shape",
    "stop_of",
    "suggestions",
]

_FRANCE = ("france", "france métropolitaine", "fr")
_RANKS = MappingProxyType({plan.step.key: rank for rank, plan in enumerate(PLAN)})
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


def chapters() -> tuple[Chapter, ...]:
    """The chapters of the interview, in order."""
    return CHAPTERS


def new_case(person_id: str, reference: str = "") -> Case:
    """A new case: one person, the déposant, and nothing asked yet."""
    return Case(reference=reference, persons=(Person(person_id, Role.DEPOSANT),))


def question_for(path: str) -> Question:
    """The question asked about a field. Raises :class:`UnknownPath`."""
    return question_at(path)[0]


def parse(case: Case, path: str, raw: Raw, today: date) -> Any:
    """The value typed for the field at ``path``: ``None`` when it was emptied, ``NoAnswer`` as it came.

    Raises :class:`InvalidAnswer` with a French sentence, :class:`UnknownPath`.
    """
    question, item_id = question_at(path)
    get(case, path)  # the item must still be there
    if isinstance(question.kind, Postcode) and not _in_france(case):
        question = Question(question.path, Text(longest=20), question.label)
    value = question.parse(raw, today)
    if isinstance(question.kind, Owner) and isinstance(value, str):
        _check_owner(case, value)
    if path.startswith("persons.") and question.field_name == "role":
        _check_role(case, item_id, value)
    return value


def answer(case: Case, path: str, raw: Raw, today: date) -> Case:
    """The case with that answer. Raises :class:`InvalidAnswer`, :class:`UnknownPath`."""
    return put(case, path, parse(case, path, raw, today))


def _in_france(case: Case) -> bool:
    country = known(case.address.country)
    return country is None or country.strip().lower() in _FRANCE


def _check_owner(case: Case, owner: str) -> None:
    if owner not in dict(owner_options(case)):
        raise refused("Cette personne n'est pas dans le foyer.")


def _check_role(case: Case, person_id: str | None, role: Role) -> None:
    others = [person.role for person in case.persons if person.id != person_id]
    if role in _ONE_ONLY and role in others:
        raise refused("Il y a déjà une personne à cette place : « {role} ».", role=role.label)
    if role is not Role.DEPOSANT and Role.DEPOSANT not in others:
        raise refused("Le dossier doit garder un déposant. Choisissez d'abord qui le devient.")


def new_item(collection: str, kind_code: str | None, item_id: str, case: Case) -> Item:
    """A new item of that kind, with nothing asked yet. Raises :class:`InvalidAnswer`, :class:`UnknownPath`."""
    if collection not in COLLECTIONS:
        raise UnknownPath(f"Liste inconnue : {collection}")
    try:
        kind = KINDS[collection](kind_code)
    except ValueError:
        raise refused("Choisissez ce qu'il faut ajouter.") from None
    if isinstance(kind, Role):
        _check_role(case, None, kind)
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


def suggestions(case: Case, path: str) -> tuple[str, ...]:
    """What can be proposed while typing: the communes of the postcode, for the city."""
    question = question_for(path)
    postcode = known(case.address.postcode)
    return cities_of(postcode) if question.suggest == "cities" and postcode else ()


def shape(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The stops and the fields they ask: equal before and after an answer, the screen needs no redraw."""
    return tuple((stop.key, tuple(question.path for question in stop.visible)) for stop in journey(case))


def find_stop(case: Case, key: str) -> Stop:
    """The stop of that key. When it is gone: the list its item was in, or the nearest stop before it; the first stop
    for a key that never was. Never raises."""
    return _found(journey(case), key)


def _found(stops: tuple[Stop, ...], key: str) -> Stop:
    for stop in stops:
        if stop.key == key:
            return stop
    step_key = key.partition(".")[0]
    rank = _RANKS.get(step_key, 0)
    before = [stop for stop in stops if _RANKS[stop.step.key] < rank]
    each = BY_KEY[step_key].step.each if step_key in BY_KEY else ""
    own_list = [stop for stop in before if each and stop.step.collection == each]
    return (own_list or before or list(stops[:1]))[-1]


def next_stop(case: Case, key: str) -> str | None:
    """The key of the stop after that one; ``None`` at the end."""
    return _beside(case, key, 1)


def previous_stop(case: Case, key: str) -> str | None:
    """The key of the stop before that one; ``None`` at the start."""
    return _beside(case, key, -1)


def _beside(case: Case, key: str, by: int) -> str | None:
    stops = journey(case)
    place = stops.index(_found(stops, key)) + by
    return stops[place].key if 0 <= place < len(stops) else None


def stop_of(case: Case, path: str) -> str:
    """The key of the stop where a field can be changed; where it is hidden, the nearest stop about the same thing.

    ``path`` may also name a list (``debts``), an item (``debts.7f3a``) or a section (``address``), as findings do.
    Raises :class:`UnknownPath`.
    """
    stops = journey(case)
    for stop in stops:
        if any(question.path_of(stop.item_id) == path for question in stop.visible):
            return stop.key
    head, _, rest = path.partition(".")
    if head in COLLECTIONS:
        item_id = rest.partition(".")[0]
        about = [s for s in stops if s.step.each == head and s.item_id == item_id]
        lists = [s for s in stops if s.step.collection == head]
        if item_id:
            find_item(case, head, item_id)
        return (about or lists[-1:])[0].key
    get(case, path)
    near = [
        plan.step.key
        for plan in PLAN
        if any(q.path == path or q.path.startswith(f"{path}.") for q in plan.step.questions)
    ]
    if not near:
        raise UnknownPath(f"Aucune question ne porte sur ce champ : {path}")
    return _found(stops, near[0]).key
