"""The script worked out once: for each step and kind of item, which questions can be asked and what is left blank.

It makes :func:`pcb.interview.effective.effective` cheap: a household of 60 debts is read in a fraction of a
millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, LISTS
from pcb.errors import UnknownPath
from pcb.interview.conditions import Condition
from pcb.interview.questions import Owner, Question
from pcb.interview.script.beside import BESIDE
from pcb.interview.script.order import STEPS
from pcb.interview.steps import Chapter, Step

ItemTest = Callable[[Case, Any], bool]


@dataclass(frozen=True, slots=True)
class KindPlan:
    """What one step asks about one kind of item. ``hidden`` are the fields that this kind is never asked;
    ``of_case`` and ``of_item`` the questions that also depend on other answers."""

    questions: tuple[Question, ...]
    hidden: tuple[str, ...]
    of_case: tuple[tuple[str, Condition], ...]
    of_item: tuple[tuple[str, ItemTest], ...]
    has_owner: bool
    always: bool  # some question of the step is asked whatever was answered before


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step, its chapter, and its questions by kind of item (``kinds`` is empty for a step that has no item)."""

    chapter: Chapter
    step: Step
    kinds: Mapping[Enum, KindPlan]
    conditional: tuple[tuple[Question, Callable[[Case], Any]], ...]


KIND_FIELD: Mapping[str, str] = MappingProxyType(
    {name: "role" if name == "persons" else "kind" for name in COLLECTIONS}
)
"""The field that holds the kind of an item of each list."""


def _vocabulary(collection: str) -> type[Enum]:
    kinds = {kind for _, step in STEPS if step.collection == collection for kind in step.kinds}
    return type(next(iter(kinds)))


KINDS: Mapping[str, type[Enum]] = MappingProxyType({name: _vocabulary(name) for name in COLLECTIONS})
"""The closed list of the kinds of each list."""

BLANKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        name: MappingProxyType({f.name: f.default for f in fields(item_class) if f.name != "id"})
        for name, item_class in COLLECTIONS.items()
    }
)
"""What each field of an item holds when nobody answered: ``None``, or the period by default."""


def _kind_plan(step: Step, kind: Enum) -> KindPlan:
    asked, hidden = [], []
    for question in step.questions:
        kinds = question.when.kinds if question.when else None
        if kinds is None or kind in kinds:
            asked.append(question)
        else:
            hidden.append(question.field_name)
    return KindPlan(
        tuple(asked),
        tuple(hidden),
        tuple((q.field_name, q.when) for q in asked if q.when and q.when.of_case),
        tuple((q.field_name, q.when.of_item) for q in asked if q.when and q.when.of_item),
        any(isinstance(q.kind, Owner) for q in asked),
        any(q.when is None or not (q.when.of_case or q.when.of_item) for q in asked),
    )


def _step_plan(chapter: Chapter, step: Step) -> StepPlan:
    kinds: dict[Enum, KindPlan] = {}
    if step.each:
        kinds = {kind: _kind_plan(step, kind) for kind in step.kinds or tuple(KINDS[step.each])}
    conditional = () if step.each else tuple((q, attrgetter(q.path)) for q in step.questions if q.when)
    return StepPlan(chapter, step, MappingProxyType(kinds), conditional)


PLAN: tuple[StepPlan, ...] = tuple(_step_plan(chapter, step) for chapter, step in STEPS)
"""Every step of the interview, in order."""

BY_KEY: Mapping[str, StepPlan] = MappingProxyType({plan.step.key: plan for plan in PLAN})
"""The steps by their key."""

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {question.path: question for step in (*(plan.step for plan in PLAN), *BESIDE) for question in step.questions}
)
"""Every question by its path, with ``*`` for the id of an item: those of the interview, and those asked beside it."""


def question_at(path: str) -> tuple[Question, str | None]:
    """The question asked about that field, and the id of its item if any. Raises :class:`UnknownPath`."""
    head, _, rest = path.partition(".")
    item_id: str | None = None
    if head in LISTS:
        item_id, _, name = rest.rpartition(".")
        path = f"{head}.*.{name}"
    question = QUESTIONS.get(path)
    if question is None or item_id == "":
        raise UnknownPath(f"Aucune question ne porte sur ce champ : {path}")
    return question, item_id
