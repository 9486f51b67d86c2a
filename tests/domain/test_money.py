from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcb.domain.money import Money, shared_out, total

amounts = st.integers(-(10**9), 10**9).map(Money)


@pytest.mark.parametrize(
    ("text", "cents"), [("0", 0), ("529", 52900), ("12.5", 1250), ("12.05", 1205), ("-3.10", -310), ("-0.05", -5)]
)
def test_an_exact_amount_is_read_to_the_cent(text: str, cents: int) -> None:
    assert Money.of(text) == Money(cents)


@pytest.mark.parametrize("text", ["", "12,50", "1.234", "1 000", "mille", "+3", "1e3", "٣"])
def test_what_is_not_an_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="illisible"):
        Money.of(text)


def test_a_float_is_never_money() -> None:
    with pytest.raises(TypeError):
        Money(12.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("euros", "cents"),
    [(Fraction(1, 200), 1), (Fraction(-1, 200), -1), (Fraction(1, 201), 0), (Fraction(2, 3), 67), (Fraction(5), 500)],
)
def test_rounding_is_half_away_from_zero(euros: Fraction, cents: int) -> None:
    assert Money.rounded(euros) == Money(cents)


def test_french_notation_uses_narrow_no_break_spaces_and_a_true_minus() -> None:
    assert str(Money(123456789)) == "1\u202f234\u202f567,89\u202f€"
    assert str(Money(-5)) == "−0,05\u202f€"


def test_whole_euros_are_cut_and_never_rounded_up() -> None:
    assert Money(208252).whole_euros == Money(208200)
    assert Money(-199).whole_euros == Money(-100)


@given(amounts)
def test_exact_notation_is_read_back_unchanged(amount: Money) -> None:
    assert Money.of(amount.exact()) == amount


@given(st.integers(0, 10**9).map(Money), st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_what_is_shared_out_adds_up_again(amount: Money, weights: list[int]) -> None:
    parts = shared_out(amount, tuple(weights))
    assert total(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.cents * sum(weights) - amount.cents * weight) < sum(weights)


def test_nothing_can_be_shared_among_no_weight() -> None:
    with pytest.raises(ValueError, match="parts"):
        shared_out(Money(100), (0, 0))
