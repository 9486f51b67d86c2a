"""Delays as dates: CPC art. 641 and 642, public holidays, and the rules of the law files."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcb.domain.deadlines import due, end_of_days, end_of_jours_ouvrables, end_of_months, is_holiday, public_holidays
from pcb.domain.law import law_on
from pcb.errors import LawError

DAY = date(2026, 11, 23)


def test_the_eleven_public_holidays_of_2026() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14), date(2026, 5, 25),
        date(2026, 7, 14), date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2024, 4, 8), 30, date(2024, 5, 10)),  # 8 May and Ascension, 9 May 2024: TJ Auxerre 18/06/2025
        (date(2024, 4, 7), 30, date(2024, 5, 7)),  # the day before the holidays: not put off
        (date(2026, 11, 5), 15, date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 6), 15, date(2026, 11, 23)),  # a Saturday: Monday
        (date(2026, 11, 7), 15, date(2026, 11, 23)),  # a Sunday: Monday
        (date(2026, 3, 21), 15, date(2026, 4, 7)),  # Easter Sunday, then Easter Monday
        (date(2026, 12, 10), 15, date(2026, 12, 28)),  # Christmas on a Friday, then the weekend
    ],
)
def test_a_delay_in_days_ends_on_a_working_day(start: date, days: int, last: date) -> None:
    assert end_of_days(start, days) == last


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2025, 11, 30), 3, date(2026, 3, 2)),  # 28 February 2026 is a Saturday
        (date(2023, 11, 30), 3, date(2024, 2, 29)),  # leap year, a Thursday
        (date(2026, 1, 31), 1, date(2026, 3, 2)),
    ],
)
def test_a_delay_in_months_ends_on_the_same_number_or_the_last_of_the_month(
    start: date, months: int, last: date
) -> None:
    assert end_of_months(start, months) == last


def test_jours_ouvrables_leave_out_sundays_and_holidays_only() -> None:
    assert end_of_jours_ouvrables(date(2026, 11, 20), 2) == date(2026, 11, 23)  # Saturday, then Monday
    assert end_of_jours_ouvrables(date(2026, 11, 10), 2) == date(2026, 11, 13)  # 11 November is left out


def test_the_rules_of_the_files_give_dates_with_their_source() -> None:
    law = law_on(DAY)
    appeal = due(law.rule("deadlines.recours_recevabilite"), date(2026, 11, 6))
    assert (appeal.last_day, appeal.put_off) == (date(2026, 11, 23), True)
    assert appeal.source.article == "C. conso. art. R. 722-1"
    assert appeal.allows(date(2026, 11, 23))
    assert not appeal.allows(date(2026, 11, 24))
    assert due(law.rule("deadlines.instruction_recevabilite_et_orientation"), DAY).last_day == date(2027, 2, 23)
    assert due(law.rule("deadlines.rendez_vous_banque_apres_recevabilite"), DAY).last_day == date(2027, 1, 4)
    assert due(law.rule("deadlines.attestation_depot"), DAY).last_day == date(2026, 11, 25)


def test_a_rule_without_a_delay_is_refused_by_name() -> None:
    with pytest.raises(LawError, match="ficp_au_depot"):
        due(law_on(DAY).rule("deadlines.ficp_au_depot"), DAY)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 120))
def test_a_delay_never_ends_on_a_day_off_nor_before_its_count(start: date, days: int) -> None:
    last = end_of_days(start, days)
    assert last.weekday() < 5
    assert not is_holiday(last)
    assert days <= (last - start).days <= days + 5
