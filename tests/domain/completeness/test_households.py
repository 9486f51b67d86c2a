"""Ten sound households and many faulty ones: the examiner finds every planted fault, and invents none."""

from __future__ import annotations

import re

import pytest

from pcb.domain.completeness import Finding, Grade
from pcb.interview.effective import effective
from pcb.ui.places import opener
from tests.domain.completeness.faulty import FAULTY
from tests.domain.completeness.sound import FARMER, SILENT, SOUND, TRADER, Fault, examined, faults, keys, sound

CASES = [pytest.param(name, fault, key, id=title) for title, name, fault, key in FAULTY]


@pytest.mark.parametrize("name", [*SOUND, SILENT])
def test_a_sound_household_has_nothing_blocking_nor_important(name: str) -> None:
    assert faults(examined(sound(name))) == set()


def test_there_are_ten_sound_households_and_more_than_forty_faulty_ones() -> None:
    assert len(set(SOUND)) == 10
    assert len(FAULTY) >= 40
    assert {name for _, name, _, _ in FAULTY} >= set(SOUND)


@pytest.mark.parametrize(("name", "fault", "key"), CASES)
def test_a_planted_fault_is_found_and_nothing_else(name: str, fault: Fault, key: str) -> None:
    assert faults(examined(fault(sound(name)))) == {key}


@pytest.mark.parametrize(("name", "fault", "key"), CASES)
def test_each_finding_says_why_from_which_text_what_to_do_and_opens_a_field(name: str, fault: Fault, key: str) -> None:
    case = fault(sound(name))
    for finding in examined(case):
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,120}", finding.key)
        for said in (finding.title, finding.why, finding.todo, finding.rests_on):
            assert said
            assert "None" not in said
            assert not re.search(r" [;:!?»]|« ", said), said
        assert finding.source.is_official or "(" in finding.rests_on
        assert opener("x", effective(case))(finding.path) != "", finding.path


def test_the_trader_and_the_farmer_are_sent_to_the_court_first() -> None:
    assert "sole-trader" in keys(sound(TRADER)) & keys(sound(FARMER))


def test_findings_come_blocking_first() -> None:
    found: tuple[Finding, ...] = examined(sound(TRADER))
    assert [f.grade for f in found] == sorted((f.grade for f in found), key=list(Grade).index)
