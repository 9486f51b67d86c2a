"""When a paper is there, when it is too old, of another person or of another period: at, below and above each edge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pcb.domain.case import JOINT
from pcb.domain.case_path import put
from pcb.domain.completeness import Grade
from pcb.domain.vocabulary.papers import PaperState
from tests.domain.completeness.sound import COUPLE, LONE, changed, examined, faults, sound


def told(name: str, changes: dict[str, Any], attached: dict[str, int] | None = None) -> set[str]:
    return faults(examined(changed(sound(name), changes), attached))


@pytest.mark.parametrize(
    ("state", "reason", "missing"),
    [
        (None, None, {"paper-incomes-i1"}),
        (PaperState.TO_BRING, None, {"paper-incomes-i1"}),
        (PaperState.RECEIVED, None, set()),
        (PaperState.IN_DOSSIER, None, set()),
        (PaperState.IMPOSSIBLE, None, {"paper-impossible-incomes-i1"}),
        (PaperState.IMPOSSIBLE, "?", {"paper-impossible-incomes-i1"}),
        (PaperState.IMPOSSIBLE, "La CAF ne répond pas", set()),
    ],
)
def test_a_paper_is_there_received_or_impossible_for_a_reason(
    state: PaperState | None, reason: str | None, missing: set[str]
) -> None:
    assert told(LONE, {"papers.incomes-i1.state": state, "papers.incomes-i1.reason": reason}) == missing


def test_a_file_attached_is_a_paper_that_is_there() -> None:
    absent = {"papers.incomes-i1.state": None}
    assert told(LONE, absent, {"incomes-i1": 1}) == set()
    assert told(LONE, absent, {"incomes-i1": 0}) == {"paper-incomes-i1"}
    assert told(LONE, absent, {"incomes-i2": 3}) == {"paper-incomes-i1"}


def test_the_age_of_a_paper_is_looked_at_even_when_only_a_file_is_there() -> None:
    old = {"papers.expenses-e1.state": None, "papers.expenses-e1.dated": date(2026, 5, 2)}
    assert told(LONE, old, {"expenses-e1": 1}) == {"paper-old-expenses-e1"}


@pytest.mark.parametrize(
    ("dated", "old"), [(date(2026, 8, 23), True), (date(2026, 8, 24), False), (date(2026, 8, 25), False)]
)
def test_a_receipt_of_three_months_is_recent_and_the_day_before_is_not(dated: date, old: bool) -> None:
    assert (told(LONE, {"papers.expenses-e1.dated": dated}) == {"paper-old-expenses-e1"}) is old


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (date(2026, 8, 1), date(2026, 10, 31), False),
        (date(2026, 7, 31), date(2026, 11, 1), False),
        (date(2026, 8, 2), date(2026, 10, 31), True),
        (date(2026, 8, 1), date(2026, 10, 30), True),
        (None, date(2026, 10, 30), True),
        (date(2026, 8, 1), None, False),
        (None, None, False),
    ],
)
def test_payslips_must_cover_the_three_full_months(first: date | None, last: date | None, wrong: bool) -> None:
    changes = {"papers.incomes-i1.covers_from": first, "papers.incomes-i1.covers_to": last}
    assert (told(COUPLE, changes) == {"paper-period-incomes-i1"}) is wrong


@pytest.mark.parametrize(("owner", "wrong"), [("p1", False), (JOINT, False), (None, False), ("p2", True), ("p3", True)])
def test_a_payslip_must_bear_the_name_of_who_is_paid(owner: str | None, wrong: bool) -> None:
    assert (told(COUPLE, {"papers.incomes-i1.owner": owner}) == {"paper-owner-incomes-i1"}) is wrong


def test_a_paper_of_the_couple_may_bear_either_name() -> None:
    assert told(COUPLE, {"papers.incomes-i3.owner": "p2"}) == set()


def test_the_judgment_asked_if_it_exists_is_only_advice() -> None:
    found = examined(put(sound(LONE), "papers.family-judgment.state", None))
    assert [f.grade for f in found if f.key == "paper-family-judgment"] == [Grade.ADVICE]


def test_the_consequence_of_a_missing_proof_is_that_of_the_charge() -> None:
    absent = {"papers.expenses-e1.state": None, "papers.expenses-e3.state": None}
    found = {f.key: f for f in examined(changed(sound(COUPLE), absent))}
    assert "n’est pas retenue" in found["paper-expenses-e1"].why  # the rent
    assert "retient son forfait" in found["paper-expenses-e3"].why  # the electricity


def test_the_form_and_the_letter_are_not_papers_to_bring() -> None:
    case = changed(sound(LONE), {f"papers.dossier-{what}.state": None for what in ("form", "letter")})
    assert faults(examined(case)) == set()
