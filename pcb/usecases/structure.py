"""Whether an answer changes what is asked: the page is drawn again then, and only then.

It says the same as comparing :func:`pcb.interview.engine.shape` before and after (a test holds them together), but a
condition that reads the case alone is looked at once a step, not once an item: a household of 60 debts would spend
most of the time of a save there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pcb.domain.case import Case
from pcb.domain.case_path import items
from pcb.interview.conditions import kind_of
from pcb.interview.effective import effective
from pcb.interview.plan import PLAN, KindPlan, StepPlan

Structure: TypeAlias = tuple[tuple[object, ...], ...]
"""Two cases of equal structure are asked the same questions on the same pages."""


def structure(case: Case) -> Structure:
    """The questions that apply to ``case``, in a form that is quick to make and to compare."""
    facts = effective(case)
    return tuple(part for plan in PLAN for part in _of_step(facts, plan))


def _of_step(facts: Case, plan: StepPlan) -> Iterator[tuple[object, ...]]:
    step = plan.step
    if not step.each:
        yield (step.key, *(q.path for q in step.questions if q.when is None or q.when.holds(facts)))
        return
    kinds: dict[int, tuple[KindPlan | None, tuple[object, ...]]] = {}  # by id(): an Enum is slow to hash
    for item in items(facts, step.each):
        kind = kind_of(item)
        if id(kind) not in kinds:
            found = plan.kinds.get(kind)
            kinds[id(kind)] = (found, (step.key, kind.value, *_of_kind(facts, found)) if found else ())
        found, of_kind = kinds[id(kind)]
        if found is not None:
            yield (of_kind, item.id, *[test(facts, item) for _, test in found.of_item])


def _of_kind(facts: Case, plan: KindPlan) -> Iterator[str]:
    return (name for name, when in plan.of_case if when.of_case is None or when.of_case(facts))
