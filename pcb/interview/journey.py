"""The stops of the interview for one case: pages in order, each with its questions, built when looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from pcb.domain.case import JOINT, Case
from pcb.domain.case_path import get, items
from pcb.interview.conditions import kind_of
from pcb.interview.effective import effective, has_couple
from pcb.interview.plan import PLAN, StepPlan
from pcb.interview.questions import Options, Owner, Question, Shown
from pcb.interview.steps import Chapter, Step
from pcb.interview.titles import COUPLE, item_title, owner_name, person_name


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to this case: its concrete ``path``, the ``value`` stored, what to put back in the field
    (``shown``), the answer in words (``said``), what can be picked (``options``), and the stop where it is asked."""

    question: Question
    path: str
    label: str
    value: Any
    shown: Shown
    said: str
    options: Options
    essential: bool
    stop_key: str

    @property
    def answered(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Stop:
    """One page of the interview: a step, and the item it is about if any. ``key`` names it in an address."""

    chapter: Chapter
    step: Step
    item_id: str | None
    key: str
    title: str
    case: Case
    facts: Case  # the effective case

    @cached_property
    def visible(self) -> tuple[Question, ...]:
        """The questions that apply, in order."""
        return tuple(q for q in self.step.questions if q.when is None or q.when.holds(self.facts, self._item))

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """The questions that apply, with their answers."""
        return tuple(self._asked(question) for question in self.visible)

    @property
    def essential_answers(self) -> list[Any]:
        """The answers to the essential questions that apply, ``None`` where there is none yet. What always has a value
        is left out."""
        asked = [q for q in self.visible if self._is_essential(q) and not q.required]
        return [get(self.case, q.path_of(self.item_id)) for q in asked]

    @cached_property
    def _item(self) -> Any:
        """The item it is about, as it counts; ``None`` for a step without items."""
        if self.item_id is None:
            return None
        return next(item for item in items(self.facts, self.step.each) if item.id == self.item_id)

    def _is_essential(self, question: Question) -> bool:
        return question.essential and not (question.detail_for and kind_of(self._item) in question.detail_for)

    def _asked(self, question: Question) -> Asked:
        path = question.path_of(self.item_id)
        value = get(self.case, path)
        essential = self._is_essential(question)
        said = question.say(value)
        if isinstance(question.kind, Owner) and isinstance(value, str):
            said = owner_name(self.case, value)
        options = owner_options(self.case) if isinstance(question.kind, Owner) else question.kind.options
        return Asked(question, path, question.label, value, question.show(value), said, options, essential, self.key)


def owner_options(case: Case) -> Options:
    """Who can own something: every person of the case, then the couple."""
    persons = tuple((person.id, person_name(case, person)) for person in case.persons)
    return (*persons, (JOINT, COUPLE)) if has_couple(case) else persons


def journey(case: Case) -> tuple[Stop, ...]:
    """Every stop that applies to the case, in order."""
    facts = effective(case)
    return tuple(stop for plan in PLAN for stop in _stops(case, facts, plan))


def _stops(case: Case, facts: Case, plan: StepPlan) -> Iterator[Stop]:
    step = plan.step
    if not step.each:
        stop = Stop(plan.chapter, step, None, step.key, step.title, case, facts)
        if step.collection or step.recap or stop.visible:
            yield stop
        return
    for item in items(facts, step.each):
        kind = plan.kinds.get(kind_of(item))
        if kind is None or not kind.questions:
            continue
        stop = Stop(plan.chapter, step, item.id, f"{step.key}.{item.id}", _title(facts, step, item), case, facts)
        if (
            any(q.when is None or (q.when.of_case is None and q.when.of_item is None) for q in kind.questions)
            or stop.visible
        ):
            yield stop


def _title(facts: Case, step: Step, item: Any) -> str:
    title = item_title(facts, step.each, item)
    return f"{step.title} — {person_name(facts, item)}" if step.each == "persons" and step.key != "personne" else title


def kind_options(kinds: tuple[Enum, ...]) -> Options:
    """Codes and labels of kinds of item."""
    return tuple((kind.value, str(kind)) for kind in kinds)
