"""Delays as dates, what cannot wait first, the answer awaited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Case
from pcb.domain.case_path import put
from pcb.domain.letter_notes import Procedure
from pcb.domain.letters import Following, Stage, letter_of, letters
from pcb.domain.vocabulary.debts import PastOutcome
from pcb.domain.vocabulary.letters import LetterOutcome
from tests.domain.letters.corresponding import DAY, household


def followed(case: Case, key: str, day: date = DAY) -> Following:
    found = letter_of(case, key, day)
    assert found is not None
    return found.following


def received(**dates: date) -> Case:
    return replace(household(), procedure=Procedure(number="000112233445", **dates))


@pytest.mark.parametrize(
    ("key", "field", "days"),
    [
        ("contest-refusal", "refused_on", date(2026, 11, 17)),  # 15 days
        ("verify-claims", "claims_on", date(2026, 11, 23)),  # 20 days end on Sunday the 22nd
        ("ask-measures", "failed_on", date(2026, 11, 17)),  # 15 days
        ("contest-measures", "measures_on", date(2026, 12, 2)),  # 30 days
        ("contest-recovery", "recovery_on", date(2026, 12, 2)),  # 30 days
    ],
)
def test_a_delay_before_the_commission_is_that_of_the_law_files(key: str, field: str, days: date) -> None:
    found = followed(received(**{field: date(2026, 11, 2)}), key)
    assert found.last_day == days
    assert found.put_off is (key == "verify-claims")
    assert found.source is not None


def test_the_last_day_is_still_in_time_and_the_next_is_not() -> None:
    case = received(refused_on=date(2026, 11, 2))
    assert followed(case, "contest-refusal", date(2026, 11, 17)).stage is Stage.URGENT
    assert followed(case, "contest-refusal", date(2026, 11, 18)).stage is Stage.LATE
    assert followed(case, "contest-refusal", date(2026, 12, 17)).stage is Stage.LATE
    assert followed(case, "contest-refusal", date(2026, 12, 18)).stage is Stage.LONG_OVER


def test_after_a_suspension_three_months_are_counted_from_its_end() -> None:
    assert followed(received(suspension_ends_on=date(2026, 10, 1)), "new-file").last_day == date(2027, 1, 4)
    never = replace(received(), filing=replace(household().filing, earlier_outcome=PastOutcome.CLOSED))
    assert followed(never, "new-file").last_day is None


def test_a_seized_account_has_fifteen_days_from_the_act() -> None:
    found = followed(household(), "protected-sums-s2")
    assert found.last_day == date(2026, 11, 25)
    assert found.source is not None
    assert found.source.status == "one_source"


def test_where_no_text_was_read_the_day_is_the_one_of_the_notification() -> None:
    case = household()
    assert followed(case, "rsa-contest-d6").last_day is None
    found = followed(put(case, "letters.rsa-contest-d6.last_day", date(2026, 12, 15)), "rsa-contest-d6")
    assert (found.last_day, found.read, found.source) == (date(2026, 12, 15), True, None)


def test_a_letter_that_left_waits_for_its_answer_and_says_when_no_text_gives_the_day() -> None:
    case = put(household(), "letters.tax-remission-d5.sent_on", date(2026, 10, 1))
    found = followed(case, "tax-remission-d5")
    assert (found.stage, found.expected, found.legal) == (Stage.WAITING, date(2026, 12, 1), True)
    assert followed(case, "tax-remission-d5", date(2026, 12, 2)).stage is Stage.NO_ANSWER
    case = put(household(), "letters.instalments-d1.sent_on", date(2026, 11, 20))
    found = followed(case, "instalments-d1")
    assert (found.expected, found.legal) == (date(2026, 12, 21), False)  # the 20th is a Sunday
    chosen = put(case, "letters.instalments-d1.expected_on", date(2026, 12, 5))
    assert followed(chosen, "instalments-d1").expected == date(2026, 12, 5)


def test_an_answer_ends_the_wait() -> None:
    case = put(household(), "letters.instalments-d1.sent_on", date(2026, 9, 1))
    assert followed(case, "instalments-d1").stage is Stage.NO_ANSWER
    case = put(case, "letters.instalments-d1.outcome", LetterOutcome.ACCEPTED)
    assert followed(case, "instalments-d1").stage is Stage.ANSWERED


def test_what_has_a_last_day_comes_first_then_what_is_urgent_then_the_rest() -> None:
    case = put(household(admissible=True), "letters.grace.sent_on", None)
    case = put(case, "letters.files-access.sent_on", date(2026, 11, 23))
    found = letters(case, DAY)
    dated = [one for one in found if one.following.stage is Stage.URGENT]
    assert found[: len(dated)] == tuple(dated)
    assert [one.following.last_day for one in dated] == sorted(one.following.last_day for one in dated)  # type: ignore[type-var]
    urgent = [one.template.urgent for one in found if one.following.stage is Stage.TO_SEND]
    assert urgent == sorted(urgent, reverse=True)
    assert found[-1].key == "files-access"


def test_once_admissible_nothing_offers_to_pay_old_debts() -> None:
    keys = {one.template.key for one in letters(household(admissible=True), DAY)}
    assert not keys & {"instalments", "grace", "tax-time", "stay-seizures"}
    assert {"stay-eviction", "authorisation", "phone-end"} <= keys
    before = {one.template.key for one in letters(household(), DAY)}
    assert not before & {"stay-eviction", "authorisation", "phone-end"}
