"""Solde bancaire insaisissable: what a seizure must leave on an account."""

from datetime import date

import pytest

from pcb.domain.law import law_on
from pcb.domain.money import Money
from pcb.domain.solde_insaisissable import seizable_on_account

APRIL_2020 = law_on(date(2020, 4, 1)).rsa


@pytest.mark.parametrize(
    ("balance", "unseizable", "seized"),
    [
        ("564.78", "0", "0.00"),
        ("564.79", "0", "0.01"),
        ("700", "564.78", "135.22"),
        ("700", "564.79", "135.21"),
        ("700", "800", "0.00"),
        ("-50", "0", "0.00"),
        ("0", "600", "0.00"),
    ],
)
def test_what_may_be_seized(balance: str, unseizable: str, seized: str) -> None:
    assert seizable_on_account(Money.of(balance), Money.of(unseizable), APRIL_2020).total == Money.of(seized)


def test_it_says_what_it_rests_on() -> None:
    found = seizable_on_account(Money.of("700"), Money.of("600"), APRIL_2020)
    assert "sommes insaisissables" in found.lines[1].reason
    assert any("deux sources concordantes" in warning for warning in found.warnings)
