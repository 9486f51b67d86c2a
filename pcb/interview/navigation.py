"""The way through the interview: the stop of a key or of a field, the one before, the one after."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, find_item, get
from pcb.errors import UnknownPath
from pcb.interview.journey import Stop, journey
from pcb.interview.plan import BY_KEY, PLAN

_RANKS: Mapping[str, int] = MappingProxyType({plan.step.key: rank for rank, plan in enumerate(PLAN)})


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
