"""Two years after the last contact, thirty days of notice: not a day early, not a day late."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from pcb.domain.retention import Kept, Stage, due_on, jumped, stage, too_many

LAST = date(2024, 11, 23)
DUE = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kept", "day", "expected"),
    [
        (Kept(LAST), DUE - timedelta(days=1), Stage.KEPT),
        (Kept(LAST), DUE, Stage.DUE),
        (Kept(LAST, DUE), DUE, Stage.NOTICED),
        (Kept(LAST, DUE), DUE + timedelta(days=29), Stage.NOTICED),
        (Kept(LAST, DUE), DUE + timedelta(days=30), Stage.TO_ARCHIVE),
        (Kept(LAST, DUE - timedelta(days=1)), DUE + timedelta(days=60), Stage.DUE),  # a notice that was too early
        (Kept(LAST, DUE + timedelta(days=9)), DUE, Stage.DUE),  # a notice of a day to come: the clock went back
        (Kept(LAST, None, archived=True), DUE - timedelta(days=100), Stage.ARCHIVED),
    ],
)
def test_a_case_stands_where_its_dates_say(kept: Kept, day: date, expected: Stage) -> None:
    assert stage(kept, day) is expected


def test_two_years_after_a_29_february_end_on_the_28() -> None:
    assert due_on(date(2024, 2, 29)) == date(2026, 2, 28)


def test_of_a_thousand_histories_none_is_early_and_none_is_late() -> None:
    """Each history is walked day by day by a counsellor who does at once what can be done; the count is made apart."""
    chance = random.Random(17)
    for _ in range(1000):
        start = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
        visits = sorted(
            {start, *(start + timedelta(days=chance.randrange(1, 1200)) for _ in range(chance.randrange(4)))}
        )
        last, notice, archived_on = start, None, None
        day = start
        while archived_on is None:
            if day in visits:
                last, notice = day, None
            at = stage(Kept(last, notice), day)
            if at is Stage.DUE:
                notice = day
            elif at is Stage.TO_ARCHIVE:
                archived_on = day
            near = day > last + timedelta(days=700)  # further from the end, every fifth day will do
            ahead = [visit for visit in visits if visit > day]
            day = day + timedelta(days=1) if near else min([day + timedelta(days=5), *ahead[:1]])
        # apart: the first contact after which there is none for two years and thirty days
        final = next(
            visit
            for visit, after in zip(visits, [*visits[1:], date.max], strict=True)
            if after > _two_years_after(visit) + timedelta(days=30)
        )
        assert archived_on == _two_years_after(final) + timedelta(days=30)


def _two_years_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 2)
    except ValueError:
        return date(day.year + 2, 2, 28)


NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [((-30, -10, 0), False), ((-48, 0), False), ((-49, 0), True), ((-24 * 3650, -1), True), ((1,), True),
     ((-5, -9, -1), True), ((), False)],
)  # fmt: skip
def test_a_clock_that_jumped_is_seen(hours: tuple[int, ...], expected: bool) -> None:
    assert jumped(tuple(NOW + timedelta(hours=hour) for hour in hours), NOW) is expected


@pytest.mark.parametrize(("count", "of", "expected"), [(5, 100, False), (6, 100, True), (1, 20, False), (1, 19, True)])
def test_more_than_five_in_a_hundred_is_too_many_at_once(count: int, of: int, expected: bool) -> None:
    assert too_many(count, of) is expected
