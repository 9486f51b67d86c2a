"""Quotité saisissable: against a second computation written otherwise, and against rulings."""

import tomllib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcb.domain.law import law_on
from pcb.domain.money import Money
from pcb.domain.quotite import Reading, quotite_saisissable

TABLE: dict[str, Any] = tomllib.loads(
    resources.files("pcb.domain.law").joinpath("quotite_saisissable.toml").read_text("utf-8")
)
ROWS = {row["from"].year: row for row in TABLE["value"]}
YEARS = sorted({*ROWS, 2021})
# What each threshold adds to the share taken, in sixtieths: 1/20, then +1/20, +1/10, +1/20, +1/12, +1/3, +1/3.
STEPS = (3, 6, 3, 5, 20, 20)


def second_opinion(monthly_cents: int, dependents: int, year: int) -> Decimal:
    """The quotité written otherwise: 3/60 of everything, plus what each threshold adds on all that exceeds it."""
    row = ROWS[2020 if year == 2021 else year]
    yearly = monthly_cents * 12
    sixtieths = 3 * yearly
    for threshold, step in zip(row["thresholds"], STEPS, strict=True):
        limit = (int(threshold) + dependents * int(row["per_dependent"])) * 100
        sixtieths += step * max(0, yearly - limit)
    return (Decimal(sixtieths) / 720 / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def quotite(monthly: Money, dependents: int, year: int, reading: Reading = Reading.JUDGE) -> Money:
    return quotite_saisissable(monthly, dependents, law_on(date(year, 6, 1)).quotite, reading).total


@pytest.mark.parametrize("dependents", range(9))
@pytest.mark.parametrize("year", YEARS)
def test_the_quotite_of_every_year_and_family_agrees_with_a_second_computation(year: int, dependents: int) -> None:
    samples = [*range(0, 420_000, 6_571), 100, 99, 185_500, 208_252]
    scale = law_on(date(year, 6, 1)).quotite
    for threshold in scale.thresholds:
        month = (threshold + scale.per_dependent * dependents).cents // 12
        samples += [month - 1, month, month + 1, month + 2]
    for cents in samples:
        assert quotite(Money(cents), dependents, year).exact() == str(second_opinion(cents, dependents, year)), cents


# 2026, no dependent, worked out by hand: a cent below each threshold (or its nearest cent), at it, and ten euros above.
@pytest.mark.parametrize(
    ("below", "at", "above"),
    [
        (("373.32", "18.67"), ("373.33", "18.67"), ("383.33", "19.67")),
        (("727.49", "54.08"), ("727.50", "54.08"), ("737.50", "56.08")),
        (("1083.32", "125.25"), ("1083.33", "125.25"), ("1093.33", "127.75")),
        (("1435.82", "213.37"), ("1435.83", "213.37"), ("1445.83", "216.71")),
        (("1789.16", "331.15"), ("1789.17", "331.16"), ("1799.17", "337.82")),
        (("2150.82", "572.26"), ("2150.83", "572.26"), ("2160.83", "582.26")),
    ],
)
def test_each_threshold_below_at_and_above(below: Any, at: Any, above: Any) -> None:
    for monthly, expected in (below, at, above):
        assert quotite(Money.of(monthly), 0, 2026) == Money.of(expected)


@pytest.mark.parametrize(
    ("year", "monthly", "expected"),
    [(2025, "1855", "381.94"), (2024, "2082", "546.61"), (2024, "2082.52", "546.61")],
)
def test_the_commission_cuts_resources_to_whole_euros_as_its_rulings_show(
    year: int, monthly: str, expected: str
) -> None:
    assert quotite(Money.of(monthly), 0, year, Reading.COMMISSION) == Money.of(expected)


def test_the_judge_keeps_the_cents_that_the_commission_cuts() -> None:
    assert quotite(Money.of("2082.52"), 0, 2024, Reading.JUDGE) == Money.of("546.96")


def test_each_dependent_raises_every_threshold() -> None:
    scale = law_on(date(2026, 6, 1)).quotite
    lines = quotite_saisissable(Money.of("3000"), 2, scale, Reading.JUDGE).lines
    assert "7\u202f960,00" in lines[0].label  # 4 480 + 2 × 1 740
    assert "29\u202f290,00" in lines[6].label  # 25 810 + 2 × 1 740


def test_the_explanation_shows_each_bracket_on_the_year() -> None:
    found = quotite_saisissable(Money.of("1855"), 0, law_on(date(2025, 6, 1)).quotite, Reading.COMMISSION)
    assert [line.amount.exact() for line in found.lines] == [
        "222.00", "422.00", "846.00", "1050.00", "1403.33", "640.00", "0.00", "4583.33",
    ]  # fmt: skip
    assert not found.is_sum
    assert found.steps[0].endswith("1\u202f855,00\u202f€.")
    assert any("deux sources concordantes" in warning for warning in found.warnings)


def test_an_official_scale_carries_no_warning() -> None:
    assert quotite_saisissable(Money(0), 0, law_on(date(2026, 6, 1)).quotite, Reading.JUDGE).warnings == ()


def test_nothing_can_be_taken_from_nothing() -> None:
    assert quotite(Money(0), 0, 2026) == Money(0)
    assert quotite(Money(-50_000), 0, 2026) == Money(0)


def test_a_negative_count_of_dependents_is_refused() -> None:
    with pytest.raises(ValueError, match="à charge"):
        quotite(Money(100), -1, 2026)


@given(
    st.integers(0, 1_000_000),
    st.integers(0, 100_000),
    st.integers(0, 8),
    st.sampled_from(YEARS),
    st.sampled_from(Reading),
)
def test_more_resources_never_lower_the_quotite(
    cents: int, more: int, dependents: int, year: int, reading: Reading
) -> None:
    assert quotite(Money(cents + more), dependents, year, reading) >= quotite(Money(cents), dependents, year, reading)


@given(st.integers(0, 1_000_000), st.integers(0, 8), st.sampled_from(YEARS))
def test_one_more_dependent_never_raises_the_quotite(cents: int, dependents: int, year: int) -> None:
    assert quotite(Money(cents), dependents + 1, year) <= quotite(Money(cents), dependents, year)


@given(st.integers(0, 1_000_000), st.integers(0, 8), st.sampled_from(YEARS))
def test_the_commission_never_takes_more_than_the_judge(cents: int, dependents: int, year: int) -> None:
    commission = quotite(Money(cents), dependents, year, Reading.COMMISSION)
    assert commission <= quotite(Money(cents), dependents, year, Reading.JUDGE) <= Money(cents)
