"""Whether an answer changes what is asked: the quick way says what the engine's shape says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pcb.domain.case import Case
from pcb.domain.case_path import put
from pcb.domain.vocabulary.people import Role
from pcb.interview import engine
from pcb.interview.questions import OneOf, Several, YesNo
from pcb.storage.household_file import read_household
from pcb.usecases.structure import structure
from tests.conftest import HOUSEHOLDS


@pytest.mark.parametrize("name", ["couple-deux-enfants", "eleveur-nogaro", "majeure-protegee", "separe-garde-alternee"])
def test_the_structure_changes_exactly_when_the_shape_does(name: str) -> None:
    """Every box and every choice of a household, answered in every possible way, one at a time."""
    case = read_household(HOUSEHOLDS / f"{name}.toml")
    shape, quick = engine.shape(case), structure(case)
    changed = 0
    for path, value in answers(case):
        after = put(case, path, value)
        shape_changes = engine.shape(after) != shape
        changed += shape_changes
        assert (structure(after) != quick) == shape_changes, (path, value)
    assert changed > 20


def answers(case: Case) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for stop in engine.journey(case):
        for asked in stop.questions:
            kind = asked.question.kind
            if asked.question.required:
                continue
            if isinstance(kind, YesNo):
                found += [(asked.path, value) for value in (True, False, None)]
            elif isinstance(kind, Several):
                found += [(asked.path, frozenset(list(kind.vocabulary)[:n])) for n in (0, 1, 2)]
            elif isinstance(kind, OneOf):
                found += [(asked.path, value) for value in kind.vocabulary]
    return found


def test_an_item_more_or_of_another_kind_changes_the_structure() -> None:
    case = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")
    fewer = replace(case, debts=case.debts[1:])
    children = tuple(replace(p, role=Role.OTHER) if p.role is Role.CHILD else p for p in case.persons)
    assert len({structure(case), structure(fewer), structure(replace(case, persons=children))}) == 3


def test_typing_an_amount_or_a_name_changes_no_structure() -> None:
    case = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")
    debt = case.debts[0]
    assert structure(put(case, f"debts.{debt.id}.balance", None)) == structure(case)
    assert structure(put(case, f"persons.{case.persons[0].id}.birth_name", "Autre")) == structure(case)
