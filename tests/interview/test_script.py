"""The script as data: every fact has its question, every kind its step, and no condition looks ahead."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

import pytest

from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, LISTS
from pcb.interview import conditions
from pcb.interview.conditions import Condition
from pcb.interview.plan import BLANKS, KINDS, PLAN, QUESTIONS
from pcb.interview.questions import Question
from pcb.interview.script.beside import BESIDE
from pcb.interview.script.order import CHAPTERS, STEPS
from tests.interview.random_cases import random_case

ALL_QUESTIONS = [question for _, step in STEPS for question in step.questions]


def leaves(owner: Any, prefix: str = "") -> list[str]:
    """Every field of the case, ``*`` for the id of an item."""
    found = []
    hints = get_type_hints(owner)
    for field in fields(owner):
        path = f"{prefix}{field.name}"
        if field.name in LISTS and not prefix:
            found += leaves(LISTS[field.name], f"{path}.*.")
        elif is_dataclass(hints[field.name]):
            found += leaves(hints[field.name], f"{path}.")
        elif field.name != "id" and path != "reference":
            found.append(path)
    return found


def test_every_fact_has_exactly_one_question() -> None:
    beside = [question for step in BESIDE for question in step.questions]
    asked = Counter(path for path, _ in {(q.path, id(q)) for q in [*ALL_QUESTIONS, *beside]})
    assert set(asked) == set(leaves(Case))
    assert [path for path, times in asked.items() if times > 1] == []


def test_what_always_has_a_value_is_required_and_nothing_else_is() -> None:
    always = {f"{name}.*.{field}" for name, blanks in BLANKS.items() for field in blanks if blanks[field] is not None}
    assert {path for path, question in QUESTIONS.items() if question.required} == always
    assert len(always) == len(COLLECTIONS) + 3  # the kinds and the role, three periods


def test_a_step_asks_each_question_once_about_an_item() -> None:
    """The rent and the food share their questions: what they do not share is a step."""
    seen: Counter[tuple[str, Any]] = Counter()
    for plan in PLAN:
        for kind, asked in plan.kinds.items():
            seen.update((question.path, kind) for question in asked.questions)
    assert [where for where, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_kind_of_item_is_offered_in_exactly_one_step(collection: str) -> None:
    offered = Counter(kind for _, step in STEPS if step.collection == collection for kind in step.kinds)
    assert set(offered) == set(KINDS[collection])
    assert max(offered.values()) == 1


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_items_are_asked_about_after_the_list_that_offers_them(collection: str) -> None:
    for kind in KINDS[collection]:
        listed = [rank for rank, (_, step) in enumerate(STEPS) if step.collection == collection and kind in step.kinds]
        asked = [rank for rank, plan in enumerate(PLAN) if plan.step.each == collection and kind in plan.kinds]
        assert asked, kind
        assert listed[0] < asked[0]


def test_the_chapters_are_numbered_in_order_and_the_keys_differ() -> None:
    assert [chapter.number for chapter in CHAPTERS] == list(range(1, 11))
    assert len({chapter.key for chapter in CHAPTERS}) == len(CHAPTERS)
    keys = [step.key for _, step in STEPS]
    assert len(set(keys)) == len(keys)
    assert not [key for key in keys if "." in key]


def test_every_condition_has_a_name_of_its_own() -> None:
    named = [value for value in vars(conditions).values() if isinstance(value, Condition)]
    used = {id(q.when) for q in ALL_QUESTIONS if q.when}
    assert used <= {id(condition) for condition in named}
    assert len({condition.name for condition in named}) == len(named)
    assert all(condition.name for condition in named)


def test_no_condition_is_left_unused() -> None:
    used = {id(q.when) for q in ALL_QUESTIONS if q.when}
    unused = [
        name for name, value in vars(conditions).items() if isinstance(value, Condition) and id(value) not in used
    ]
    assert unused == []


def test_labels_are_clear_out_of_their_page() -> None:
    """In a recap the label stands alone beside the name of the item."""
    labels: dict[str, Counter[str]] = {}
    for question in QUESTIONS.values():
        labels.setdefault(question.collection, Counter())[question.label] += 1
    assert [label for counts in labels.values() for label, times in counts.items() if times > 1] == []


def test_texts_are_typographically_french() -> None:
    texts = [text for q in ALL_QUESTIONS for text in (q.label, q.help, q.example, q.unit)]
    texts += [text for _, step in STEPS for text in (step.title, step.intro)]
    texts += [group.label for _, step in STEPS for group in step.groups] + [chapter.title for chapter in CHAPTERS]
    for text in texts:
        assert "'" not in text
        assert not [mark for mark in (" :", " ;", " ?", " !", " %", "« ", " »", "  ") if mark in text], text
        assert text == text.strip()


def test_the_neant_question_stands_on_the_list_it_is_about() -> None:
    for _, step in STEPS:
        for question in step.questions:
            if question.path.startswith("declared."):
                assert step.collection
                assert question.when is not None


class Trace:
    """Stands for the case, a section or an item, and notes every field that is read."""

    def __init__(self, subject: Any, prefix: str, read: set[str]) -> None:
        self._subject, self._prefix, self._read = subject, prefix, read

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._subject, name)
        if not self._prefix:
            if name in COLLECTIONS:
                return tuple(Trace(item, f"{name}.*.", self._read) for item in value)
            if name in ("partner", "codeposant", "deposant"):
                self._read.add("persons.*.role")
                return value and Trace(value, "persons.*.", self._read)
            return Trace(value, f"{name}.", self._read)
        if name != "id":
            self._read.add(f"{self._prefix}{name}")
        return value


CASES = [random_case(seed) for seed in range(200)]


@cache
def reads(condition: Condition, collection: str) -> frozenset[str]:
    """The fields that a condition looks at, over many households."""
    found: set[str] = set()
    for case in CASES:
        traced = Trace(case, "", found)
        if condition.of_case:
            condition.of_case(traced)  # type: ignore[arg-type]
        if condition.of_item:
            for item in getattr(case, collection):
                if not condition.kinds or item.role in condition.kinds:
                    condition.of_item(traced, Trace(item, f"{collection}.*.", found))  # type: ignore[arg-type]
    return frozenset(found)


def looks_ahead(questions: list[Question]) -> list[tuple[str, str]]:
    """The conditions that read an answer that could still be hidden after them."""
    last = {question.path: rank for rank, question in enumerate(questions)}
    faults = []
    for rank, question in enumerate(questions):
        for path in reads(question.when, question.collection) if question.when else ():
            if QUESTIONS[path].when is not None and last[path] >= rank:
                faults.append((question.path, path))
    return faults


def test_a_condition_reads_only_what_is_settled_before_it() -> None:
    assert looks_ahead(ALL_QUESTIONS) == []


def test_the_order_of_the_script_is_what_makes_that_true() -> None:
    assert ("filing.agreed_share", "filing.charge_sharing") in looks_ahead(ALL_QUESTIONS[::-1])
