"""Amounts, rates and whole numbers as people type them: each mistake has its own sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcb.domain.money import Money
from pcb.errors import InvalidAnswer
from pcb.interview.amounts import DAY_OF_MONTH, LARGEST, PERCENT, Amount, Rate
from pcb.interview.questions import Kind
from tests.interview.random_cases import TODAY


def refusal(kind: Kind, typed: str) -> str:
    with pytest.raises(InvalidAnswer) as raised:
        kind.parse(typed, TODAY)
    return str(raised.value).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250,50", 125050),
        ("1.250,50", 125050),
        ("1 250,5 €", 125050),
        ("1250.5", 125050),
        ("1250.50", 125050),
        ("1,250.50", 125050),
        ("1\u00a0250,50", 125050),
        ("1\u202f250,50\u202f€", 125050),
        ("1\u2009250", 125000),
        ("1.250.000", 125000000),
        ("1 250 000,00", 125000000),
        ("1250 euros", 125000),
        ("1250 EUR", 125000),
        ("12€50", 1250),
        ("12 € 50", 1250),
        ("+12", 1200),
        ("12,", 1200),
        (",5", 50),
        ("0", 0),
        ("0,00", 0),
        ("-0", 0),
        ("007", 700),
        ("10000000", 1000000000),
    ],
)
def test_an_amount_is_read_in_every_usual_notation(typed: str, cents: int) -> None:
    assert Amount().parse(typed, TODAY) == Money(cents)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1.250", "« 1.250 » : voulez-vous dire 1250 ou 1,25 ?"),
        ("12.500", "« 12.500 » : voulez-vous dire 12500 ou 12,5 ?"),
        ("12 50", "« 12 50 » : voulez-vous dire 1250 ou 12,50 ?"),
        ("-5", "« -5 » : ce montant ne peut pas être négatif. Écrivez-le sans le signe moins."),
        ("−5", "« −5 » : ce montant ne peut pas être négatif. Écrivez-le sans le signe moins."),
        (
            "12,345",
            "« 12,345 » a 3 chiffres après la virgule : les centimes en ont deux au plus, par exemple 1250,50.",
        ),
        (
            "0.125",
            "« 0.125 » a 3 chiffres après la virgule : les centimes en ont deux au plus, par exemple 1250,50.",
        ),
        ("mille", "« mille » : écrivez le montant en chiffres, par exemple 1250,50."),
        ("3x120", "« 3x120 » : écrivez le montant en chiffres, par exemple 1250,50."),
        ("20 %", "« 20 % » : un montant en euros est attendu, pas un pourcentage."),
        ("500-600", "« 500-600 » n’est pas un montant. Écrivez un seul nombre, par exemple 1250,50."),
        ("?", "« ? » n’est pas un montant. Écrivez un seul nombre, par exemple 1250,50."),
        ("€", "« € » n’est pas un montant. Écrivez un seul nombre, par exemple 1250,50."),
        ("١٢", "« ١٢ » n’est pas un montant. Écrivez un seul nombre, par exemple 1250,50."),
        ("1,2,3", "« 1,2,3 » a plusieurs virgules ou points : écrivez le montant ainsi, 1250,50."),
        ("1.25.000", "« 1.25.000 » a plusieurs virgules ou points : écrivez le montant ainsi, 1250,50."),
        ("1 2 3", "« 1 2 3 » : un espace est mal placé. Écrivez le montant sans espace, 1250,50."),
        ("10000000,01", "« 10000000,01 » dépasse 10 000 000 € : vérifiez la virgule et le nombre de zéros."),
        ("9" * 400, f"« {'9' * 60}… » dépasse 10 000 000 € : vérifiez la virgule et le nombre de zéros."),
    ],
)
def test_each_mistake_in_an_amount_has_its_sentence(typed: str, sentence: str) -> None:
    assert refusal(Amount(), typed) == sentence


@pytest.mark.parametrize("typed", ["-120,50", "−120,50", "– 120,5", "-120.50 €"])
def test_the_balance_of_an_account_may_be_negative(typed: str) -> None:
    assert Amount(negative=True).parse(typed, TODAY) == Money(-12050)


def test_a_negative_balance_has_the_same_limit() -> None:
    assert "dépasse" in refusal(Amount(negative=True), "-10000001")


@given(st.integers(-LARGEST.cents, LARGEST.cents))
def test_an_amount_put_back_in_its_field_is_read_the_same(cents: int) -> None:
    kind = Amount(negative=True)
    assert kind.parse(str(kind.show(Money(cents))), TODAY) == Money(cents)
    assert kind.parse(kind.say(Money(cents)), TODAY) == Money(cents)


@given(st.text(st.sampled_from("0123456789.,  €-−\u202f"), max_size=12))
def test_what_looks_like_an_amount_is_read_or_refused_and_never_changes_its_digits(typed: str) -> None:
    try:
        amount = Amount(negative=True).parse(typed, TODAY)
    except InvalidAnswer:
        return
    digits = "".join(c for c in typed if c.isdigit()).strip("0")
    assert str(abs(amount.cents)).strip("0") == digits


@pytest.mark.parametrize(
    ("typed", "rate"),
    [("4,90 %", "4.9"), ("4.9", "4.9"), ("0", "0"), ("21,116%", "21.116"), ("100", "100"), (",5", "0.5"), ("4,", "4")],
)
def test_a_rate_is_read_exactly(typed: str, rate: str) -> None:
    assert Rate().parse(typed, TODAY) == Fraction(rate)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-1", "« -1 » : un taux ne peut pas être négatif."),
        ("quatre", "« quatre » n’est pas un taux. Écrivez-le en chiffres, par exemple 4,90."),
        ("100,01", "« 100,01 » dépasse 100 % : vérifiez la virgule."),
        ("4,1234567", "« 4,1234567 » : six chiffres après la virgule suffisent pour un taux."),
    ],
)
def test_each_mistake_in_a_rate_has_its_sentence(typed: str, sentence: str) -> None:
    assert refusal(Rate(), typed) == sentence


@given(st.integers(0, 100_000_000))
def test_a_rate_put_back_in_its_field_is_read_the_same(millionths: int) -> None:
    rate = Fraction(millionths, 1_000_000)
    assert Rate().parse(str(Rate().show(rate)), TODAY) == rate


@pytest.mark.parametrize(("typed", "day"), [("1", 1), ("31", 31), (" 5 ", 5), ("05", 5)])
def test_a_day_of_the_month_goes_from_1_to_31(typed: str, day: int) -> None:
    assert DAY_OF_MONTH.parse(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["0", "32", "-1", "1,5", "le 5", "٥", "9" * 30])
def test_what_is_no_day_of_the_month_is_refused(typed: str) -> None:
    assert refusal(DAY_OF_MONTH, typed).endswith("un jour du mois va de 1 à 31.")


def test_a_share_goes_from_0_to_100() -> None:
    assert [PERCENT.parse(typed, TODAY) for typed in ("0", "100")] == [0, 100]
    assert refusal(PERCENT, "101") == "« 101 » : une part va de 0 à 100 %, sans virgule."
