"""The case as it counts: answers to questions that do not apply are kept in the case, and left out here.

The script is followed in order. A condition sees only what was counted before it, so an answer to a hidden question
can open no other. Two readings of the facts are made on the way:

* when one person files alone, someone noted as co-déposant is read as a partner who does not file: still of the
  household, no longer of the dossier;
* what belongs to somebody who is not in the case any more belongs to nobody in particular.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from pcb.domain.case import JOINT, Case
from pcb.domain.case_path import COLLECTIONS, put
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.interview.conditions import kind_of
from pcb.interview.plan import BLANKS, PLAN, KindPlan, StepPlan

_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: ("id", *blanks) for name, blanks in BLANKS.items()},
)
_VALUES: Mapping[str, Callable[[Any], tuple[Any, ...]]] = MappingProxyType(
    {name: attrgetter(*fields) for name, fields in _NAMES.items()},
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
    readers: dict[Enum, _Reader | None] = {}
    after = []
    changed = False
    for item in getattr(case, collection):
        kind = kind_of(item)
        if kind not in readers:
            asked = plan.kinds.get(kind)
            readers[kind] = _Reader(case, collection, asked) if asked else None
        reader = readers[kind]
        read = reader.read(item) if reader else item
        changed = changed or read is not item
        after.append(read)
    changes: dict[str, Any] = {collection: tuple(after)}
    return replace(case, **changes) if changed else case


class _Reader:
    """Reads the items of one kind, in one step: what depends on the case alone is settled once."""

    __slots__ = ("_blanks", "_case", "_collection", "_hidden", "_of_item", "_owners", "_values")

    def __init__(self, case: Case, collection: str, plan: KindPlan) -> None:
        blanks = BLANKS[collection]
        off = [*plan.hidden, *(name for name, when in plan.of_case if when.of_case and not when.of_case(case))]
        names = off * 2 if len(off) == 1 else off  # attrgetter gives a tuple from two names on
        self._case = case
        self._collection = collection
        self._hidden = {name: blanks[name] for name in off}
        self._values = attrgetter(*names) if names else None
        self._blanks = tuple(blanks[name] for name in names)
        self._of_item = [(name, blanks[name], test) for name, test in plan.of_item]
        self._owners = owners_of(case) if plan.has_owner and "owner" not in off else None

    def read(self, item: Any) -> Any:
        """The item without the answers that do not apply; the very same one when there is none."""
        if self._values is not None and self._values(item) != self._blanks:
            item = self._with(item, self._hidden)
        for name, blank, test in self._of_item:
            if getattr(item, name) is not blank and not test(self._case, item):
                item = self._with(item, {name: blank})
        if self._owners is not None and isinstance(item.owner, str) and item.owner not in self._owners:
            item = self._with(item, {"owner": None})
        return item

    def _with(self, item: Any, changes: Mapping[str, Any]) -> Any:
        """:func:`dataclasses.replace`, four times as fast: it is the whole cost of a household read from a file."""
        values = zip(_NAMES[self._collection], _VALUES[self._collection](item), strict=True)
        return COLLECTIONS[self._collection](*[changes.get(name, value) for name, value in values])


def owners_of(case: Case) -> frozenset[str]:
    """Who can own something: the ids of the persons, and the couple when there is one."""
    persons = {person.id for person in case.persons}
    return frozenset(persons | {JOINT}) if has_couple(case) else frozenset(persons)


def has_couple(case: Case) -> bool:
    """Whether two members of a couple are in the case."""
    return sum(p.role in (Role.DEPOSANT, Role.CODEPOSANT, Role.PARTNER) for p in case.persons) > 1
