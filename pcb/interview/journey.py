"""The stops of the interview for one case: pages in order, each with its questions, built when looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from pcb.domain.case import JOINT, Case
from pcb.domain.case_path import get
from pcb.interview.conditions import Condition, kind_of
from pcb.interview.effective import effective, has_couple
from pcb.interview.plan import PLAN, KindPlan, StepPlan, question_at
from pcb.interview.questions import Options, Owner, Question, Shown
from pcb.interview.steps import Chapter, Step
from pcb.interview.titles import COUPLE, GONE, item_title, owner_name, person_name


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to this case: its concrete ``path``, the ``value`` stored, what to put back in the field
    (``shown``), the answer in words (``said``), what can be picked (``options``), whether it is ``essential`` or may be
    folded under « Plus de détails », and the stop where it is asked."""

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


class Interviewed:
    """One case being looked at: as stored (``case``), as it counts (``facts``), and what is settled once for all its
    stops."""

    __slots__ = ("_settled", "_stored", "case", "facts", "owners")

    def __init__(self, case: Case) -> None:
        self.case = case
        self.facts = effective(case)
        self.owners = owner_options(case)
        self._settled: dict[Condition, bool] = {}
        self._stored: dict[str, dict[str, Any]] = {}

    def stored(self, collection: str) -> dict[str, Any]:
        """The items of a list by their id, as they are stored."""
        if collection not in self._stored:
            self._stored[collection] = {item.id: item for item in getattr(self.case, collection)}
        return self._stored[collection]

    def applies(self, when: Condition | None, item: Any) -> bool:
        """Whether a question applies to an item whose kind is already known to fit."""
        if when is None:
            return True
        if when.of_case is not None:
            if when not in self._settled:
                self._settled[when] = when.of_case(self.facts)
            if not self._settled[when]:
                return False
        return when.of_item is None or when.of_item(self.facts, item)


@dataclass(frozen=True, eq=False)
class Stop:
    """One page of the interview: a step, and the item it is about if any. ``key`` names it in an address."""

    chapter: Chapter
    step: Step
    item_id: str | None
    key: str
    interviewed: Interviewed
    item: Any = None  # as it counts
    plan: KindPlan | None = None

    @cached_property
    def title(self) -> str:
        """What the page is about: « Vos ressources », « Salaire — Marie »."""
        if self.item is None:
            return self.step.title
        if self.step.each == "persons" and self.step.key != "personne":
            return f"{self.step.title} — {person_name(self.interviewed.facts, self.item)}"
        return item_title(self.interviewed.facts, self.step.each, self.item)

    @cached_property
    def visible(self) -> tuple[Question, ...]:
        """The questions that apply, in order."""
        questions = self.plan.questions if self.plan else self.step.questions
        return tuple(q for q in questions if self.interviewed.applies(q.when, self.item))

    @property
    def questions(self) -> tuple[Asked, ...]:
        """The questions that apply, with their answers."""
        return tuple(self.asked(question) for question in self.visible)

    @property
    def answers(self) -> tuple[Asked, ...]:
        """The questions that apply and have an answer."""
        return tuple(self.asked(question) for question in self.visible if self.value_of(question) is not None)

    @property
    def missing(self) -> tuple[Asked, ...]:
        """The questions that apply and have no answer yet."""
        return tuple(self.asked(question) for question in self.visible if self.value_of(question) is None)

    @property
    def progress(self) -> tuple[int, int]:
        """Essential questions answered, and that apply. What always has a value (kind, role, period) is not counted."""
        counted = [self.value_of(q) for q in self.visible if not q.required and self._is_essential(q)]
        return sum(value is not None for value in counted), len(counted)

    def value_of(self, question: Question) -> Any:
        """The answer stored to one of its questions."""
        if self.item_id is None:
            return attrgetter(question.path)(self.interviewed.case)
        return getattr(self._stored, question.field_name)

    def asked(self, question: Question) -> Asked:
        """One of its questions, with its answer."""
        value = self.value_of(question)
        said, options = question.say(value), question.kind.options
        if question.kind.widget == Owner.widget:
            options = self.interviewed.owners
            said = owner_name(self.interviewed.case, value) or GONE if isinstance(value, str) else said
        return Asked(
            question,
            question.path_of(self.item_id),
            question.label,
            value,
            question.show(value),
            said,
            options,
            self._is_essential(question),
            self.key,
        )

    @cached_property
    def _stored(self) -> Any:
        """The item as it is stored: an answer is shown as it was given, even where it is read otherwise."""
        return self.interviewed.stored(self.step.each)[self.item.id]

    def _is_essential(self, question: Question) -> bool:
        return question.essential and not (question.detail_for and kind_of(self.item) in question.detail_for)


def asked_at(case: Case, path: str) -> Asked:
    """One question, wherever it is asked: in the interview or beside it. Raises :class:`UnknownPath`."""
    question, _ = question_at(path)
    value = get(case, path)
    said, options = question.say(value), question.kind.options
    if question.kind.widget == Owner.widget:
        options = owner_options(case)
        said = owner_name(case, value) or GONE if isinstance(value, str) else said
    return Asked(question, path, question.label, value, question.show(value), said, options, question.essential, "")


def owner_options(case: Case) -> Options:
    """Who can own something: every person of the case, then the couple."""
    persons = tuple((person.id, person_name(case, person)) for person in case.persons)
    return (*persons, (JOINT, COUPLE)) if has_couple(case) else persons


def journey(case: Case) -> tuple[Stop, ...]:
    """Every stop that applies to the case, in order."""
    interviewed = Interviewed(case)
    return tuple(stop for plan in PLAN for stop in _stops(interviewed, plan))


def _stops(interviewed: Interviewed, plan: StepPlan) -> Iterator[Stop]:
    step = plan.step
    if not step.each:
        stop = Stop(plan.chapter, step, None, step.key, interviewed)
        if step.collection or step.recap or stop.visible:
            yield stop
        return
    for item in getattr(interviewed.facts, step.each):
        kind = plan.kinds.get(kind_of(item))
        if kind is None or not kind.questions:
            continue
        stop = Stop(plan.chapter, step, item.id, f"{step.key}.{item.id}", interviewed, item, kind)
        if kind.always or stop.visible:
            yield stop
