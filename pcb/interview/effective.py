"""The case as it counts: answers to questions that do not apply are kept in the case, and left out here.

The script is followed in order. A condition sees only what was counted before it, so an answer to a hidden question
can open no other. Two readings of the facts are made on the way:

* when one person files alone, someone noted as co-déposant is read as a partner who does not file: still of the
  household, no longer of the dossier;
* what belongs to somebody who is not in the case any more belongs to nobody in particular.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from operator import attrgetter, is_
from types import MappingProxyType
from typing import Any

from pcb.domain.case import JOINT, Case
from pcb.domain.case_path import COLLECTIONS, put
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.interview.conditions import Condition, kind_of
from pcb.interview.plan import BLANKS, PLAN, KindPlan, StepPlan

_VALUES: Mapping[str, Callable[[Any], tuple[Any, ...]]] = MappingProxyType(
    {name: attrgetter("id", *blanks) for name, blanks in BLANKS.items()}
)
_PLACES: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {name: {field: place for place, field in enumerate(blanks, 1)} for name, blanks in BLANKS.items()}
)


def effective(case: Case) -> Case:
    """The case without the answers that do not apply. Never raises; applied twice it changes nothing more."""
    for plan in PLAN:
        if plan.step.collection == "persons":
            case = _as_filed(case)
        if plan.step.each:
            case = _with_items(case, plan)
        else:
            for question, value in plan.conditional:
                if question.when and value(case) is not None and not question.when.holds(case):
                    case = put(case, question.path, None)
    return case


def _as_filed(case: Case) -> Case:
    if case.filing.mode is not FilingMode.ALONE or case.codeposant is None:
        return case
    read = (replace(p, role=Role.PARTNER) if p.role is Role.CODEPOSANT else p for p in case.persons)
    return replace(case, persons=tuple(read))


def _with_items(case: Case, plan: StepPlan) -> Case:
    collection = plan.step.each
    before = getattr(case, collection)
    if not before:
        return case
    step = _StepReader(case, plan)
    after = tuple([step.read(item) for item in before])
    changes: dict[str, Any] = {collection: after}
    return case if all(map(is_, before, after)) else replace(case, **changes)


class _StepReader:
    """Reads the items of one step: what depends on the case alone is settled once, what depends on the kind once a
    kind."""

    __slots__ = ("_case", "_kinds", "_owners", "_plan", "_settled")

    def __init__(self, case: Case, plan: StepPlan) -> None:
        self._case = case
        self._plan = plan
        self._owners = owners_of(case)
        self._settled: dict[Condition, bool] = {}
        self._kinds: dict[Enum, tuple[KindPlan, _Probe, bool] | None] = {}

    def read(self, item: Any) -> Any:
        """The item without the answers that do not apply; the very same one when there is none."""
        kind = kind_of(item)
        if kind not in self._kinds:
            self._kinds[kind] = self._of_kind(self._plan.kinds.get(kind))
        settled = self._kinds[kind]
        if settled is None:
            return item
        plan, probe, reads_owner = settled
        collection = self._plan.step.each
        if probe.values is not None and probe.values(item) != probe.blanks:
            item = _with(collection, item, probe.hidden)
        for name, test in plan.of_item:
            if getattr(item, name) is not BLANKS[collection][name] and not test(self._case, item):
                item = _with(collection, item, (name,))
        if reads_owner and isinstance(item.owner, str) and item.owner not in self._owners:
            item = _with(collection, item, ("owner",))
        return item

    def _of_kind(self, plan: KindPlan | None) -> tuple[KindPlan, _Probe, bool] | None:
        if plan is None:
            return None
        off = tuple([name for name, when in plan.of_case if not self._holds(when)])
        return plan, _probe(self._plan.step.each, plan.hidden + off), plan.has_owner and "owner" not in off

    def _holds(self, when: Condition) -> bool:
        if when not in self._settled:
            self._settled[when] = when.of_case is None or when.of_case(self._case)
        return self._settled[when]


@dataclass(frozen=True, slots=True)
class _Probe:
    """Sees at a glance whether an item holds answers that are hidden: ``values`` reads them all at once."""

    values: Callable[[Any], tuple[Any, ...]] | None
    blanks: tuple[Any, ...]
    hidden: tuple[str, ...]


@cache
def _probe(collection: str, hidden: tuple[str, ...]) -> _Probe:
    names = hidden * 2 if len(hidden) == 1 else hidden  # attrgetter gives a tuple from two names on
    blanks = BLANKS[collection]
    return _Probe(attrgetter(*names) if names else None, tuple(blanks[name] for name in names), hidden)


def _with(collection: str, item: Any, hidden: Iterable[str]) -> Any:
    """The item with those fields blank: :func:`dataclasses.replace`, some times faster. It is the whole cost of a
    household read from a file."""
    values = list(_VALUES[collection](item))
    places, blanks = _PLACES[collection], BLANKS[collection]
    for name in hidden:
        values[places[name]] = blanks[name]
    return COLLECTIONS[collection](*values)


def owners_of(case: Case) -> frozenset[str]:
    """Who can own something: the ids of the persons, and the couple when there is one."""
    persons = {person.id for person in case.persons}
    return frozenset(persons | {JOINT}) if has_couple(case) else frozenset(persons)


def has_couple(case: Case) -> bool:
    """Whether two members of a couple are in the case."""
    return sum(p.role in (Role.DEPOSANT, Role.CODEPOSANT, Role.PARTNER) for p in case.persons) > 1
