"""Plans typed in from a letter: the same rules where the letter tells enough, « impossible à vérifier » elsewhere."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from pcb.domain.plan.checks import Outcome, Rule, TypedDebt, TypedPlan, check_typed
from pcb.domain.plan.model import DebtClass, Palier, PlanNature

PASSED, FAILED, UNKNOWN = Outcome.PASSED, Outcome.FAILED, Outcome.UNKNOWN
ORDINARY, LANDLORD = DebtClass.ORDINARY, DebtClass.LANDLORD


def letter(**more) -> TypedPlan:
    """What a whole letter says: a landlord paid in three months, then a bank for 80 months and the rest written off."""
    debts = (
        TypedDebt("OPH", 300_00, Fraction(0), LANDLORD, 0, False),
        TypedDebt("Banque", 10_000_00, Fraction(0), ORDINARY, 2_000_00, False),
    )
    more.setdefault("debts", debts)
    more.setdefault("paliers", (Palier(1, 3, (100_00, 0)), Palier(4, 80, (0, 100_00))))
    more.setdefault("first_payment", date(2026, 2, 5))
    more.setdefault("decided_on", date(2026, 1, 15))
    more.setdefault("capacity", 100_00)
    more.setdefault("months_used", 0)
    more.setdefault("keeps_main_residence", False)
    return TypedPlan(**more)


def of(found: TypedPlan, rule: Rule):
    return {c.rule: c for c in check_typed(found)}[rule]


def with_debt(found: TypedPlan, place: int, **more) -> TypedPlan:
    debts = list(found.debts)
    debts[place] = replace(debts[place], **more)
    return replace(found, debts=tuple(debts))


def test_a_whole_letter_that_is_right_passes_every_rule_that_a_letter_can_show() -> None:
    checks = check_typed(letter())
    assert [c for c in checks if c.outcome is not PASSED] == []
    assert [c.rule for c in checks] == [
        Rule.FACTS, Rule.PALIERS, Rule.CAPACITY, Rule.LENGTH, Rule.RATE_CAP, Rule.LANDLORD, Rule.REMAINDER,
        Rule.WRITE_OFF, Rule.GUARANTOR,
    ]  # fmt: skip


def test_a_letter_that_tells_only_amounts_leaves_the_rest_unknown_never_passed() -> None:
    debts = (TypedDebt("OPH"), TypedDebt("Banque", written_off=1))
    bare = letter(
        debts=debts, capacity=None, months_used=None, keeps_main_residence=None, decided_on=None, first_payment=None
    )
    found = {c.rule: c for c in check_typed(bare)}
    assert {found[r].outcome for r in (Rule.FACTS, Rule.PALIERS)} == {PASSED}
    others = set(found) - {Rule.FACTS, Rule.PALIERS, Rule.RATE_CAP}
    assert {found[rule].outcome for rule in others} == {UNKNOWN}
    assert found[Rule.RATE_CAP].outcome is UNKNOWN
    assert "OPH, Banque" in found[Rule.RATE_CAP].why
    assert all(c.why for c in found.values() if c.outcome is UNKNOWN)


@pytest.mark.parametrize(("capacity", "outcome"), [(100_01, PASSED), (100_00, PASSED), (99_99, FAILED)])
def test_the_capacity_of_the_letter(capacity, outcome) -> None:
    found = of(letter(capacity=capacity), Rule.CAPACITY)
    assert found.outcome is outcome
    assert [(f.month, f.cents) for f in found.failures] == ([(1, 1), (4, 1)] if outcome is FAILED else [])


@pytest.mark.parametrize(
    ("used", "home", "outcome"),
    [
        (1, False, PASSED),
        (2, False, FAILED),
        (2, None, UNKNOWN),
        (None, False, UNKNOWN),
        (2, True, FAILED),
        (-1, False, None),
    ],
)
def test_the_length_of_the_letter_with_the_months_already_used(used, home, outcome) -> None:
    checks = {c.rule: c for c in check_typed(letter(months_used=used, keeps_main_residence=home))}
    if outcome is None:
        assert checks[Rule.FACTS].outcome is FAILED
        return
    assert checks[Rule.LENGTH].outcome is outcome
    if outcome is FAILED:
        assert [(f.month, f.cents) for f in checks[Rule.LENGTH].failures] == [(83, 100_00)]


def test_the_worked_case_of_pontoise_221_months_to_keep_the_home() -> None:
    """TJ Pontoise 12/08/2024: 221 months of 1 063,01 € allowed by L. 733-3 al. 2 (worked case DUREE-PONTOISE-2023)."""
    debts = (TypedDebt("Banque", 234_925_21, Fraction(0), DebtClass.HOME_LOAN, 0, False),)
    found = letter(debts=debts, paliers=(Palier(1, 221, (1063_01,)),), capacity=1063_01, keeps_main_residence=True)
    assert {c.outcome for c in check_typed(found)} == {PASSED}
    assert of(replace(found, keeps_main_residence=False), Rule.LENGTH).outcome is FAILED


def test_beyond_84_months_every_debt_repaid_in_full_is_lawful_to_keep_the_home() -> None:
    debts = (TypedDebt("Banque", 9_000_00, Fraction(0), ORDINARY, 0, False),)
    found = letter(debts=debts, paliers=(Palier(1, 90, (100_00,)),), keeps_main_residence=True)
    assert of(found, Rule.LENGTH).outcome is PASSED
    assert of(with_debt(found, 0, balance=9_000_01), Rule.LENGTH).outcome is FAILED
    assert of(with_debt(found, 0, balance=None), Rule.LENGTH).outcome is UNKNOWN


@pytest.mark.parametrize(("rate", "outcome"), [("0.0262", PASSED), ("0.0263", FAILED), (None, UNKNOWN)])
def test_the_rates_of_the_letter(rate, outcome) -> None:
    found = with_debt(letter(), 1, rate=None if rate is None else Fraction(rate))
    assert of(found, Rule.RATE_CAP).outcome is outcome
    assert of(replace(found, nature=PlanNature.AGREED), Rule.RATE_CAP).outcome is PASSED


def test_without_the_day_of_the_decision_a_rate_is_not_judged() -> None:
    found = with_debt(letter(decided_on=None), 1, rate=Fraction("0.0262"))
    assert of(found, Rule.RATE_CAP).outcome is UNKNOWN


def test_a_landlord_who_waits_is_named() -> None:
    found = of(letter(paliers=(Palier(1, 3, (99_99, 1)), Palier(4, 80, (0, 100_00)))), Rule.LANDLORD)
    assert [(f.month, f.debt, f.cents) for f in found.failures] == [(1, "OPH", 1), (4, "OPH", 100_00)]
    assert of(with_debt(letter(), 0, debt_class=None), Rule.LANDLORD).outcome is UNKNOWN
    assert of(with_debt(letter(), 0, balance=None), Rule.LANDLORD).outcome is UNKNOWN
    assert of(with_debt(letter(nature=PlanNature.AGREED), 0, debt_class=None), Rule.LANDLORD).outcome is UNKNOWN
    outside = of(letter(nature=PlanNature.AMICABLE), Rule.LANDLORD)
    assert outside.outcome is PASSED
    assert "Hors procédure" in outside.why


@pytest.mark.parametrize(("balance", "cents"), [(10_000_00, None), (10_000_01, -1), (9_999_99, 1)])
def test_balance_payments_and_write_off_add_up_to_the_cent_without_interest(balance, cents) -> None:
    found = of(with_debt(letter(), 1, balance=balance), Rule.REMAINDER)
    assert [f.cents for f in found.failures] == ([] if cents is None else [cents])
    assert of(with_debt(letter(), 1, written_off=None), Rule.REMAINDER).outcome is UNKNOWN


def test_a_creditor_paid_too_much_is_named_even_when_the_write_off_is_not_told() -> None:
    found = of(with_debt(letter(), 0, balance=299_00, written_off=None), Rule.REMAINDER)
    assert [(f.debt, f.cents) for f in found.failures] == [("OPH", 1_00)]


def test_with_a_rate_the_write_off_may_lie_anywhere_that_a_schedule_could_lead() -> None:
    """1 000,00 € at 2,40 %, three times 100,00 €: 705,40 by the paper plan, principal first; 705,41 interest first."""
    debts = (TypedDebt("Banque", 1000_00, Fraction(24, 1000), ORDINARY, 705_40, False),)
    found = letter(debts=debts, paliers=(Palier(1, 3, (100_00,)),))
    for written, outcome in ((705_40, PASSED), (705_41, PASSED), (706_00, FAILED), (704_00, FAILED)):
        assert of(with_debt(found, 0, written_off=written), Rule.REMAINDER).outcome is outcome


@pytest.mark.parametrize(
    ("debt_class", "outcome"),
    [
        (ORDINARY, PASSED),
        (LANDLORD, PASSED),
        (None, UNKNOWN),
        (DebtClass.EXCLUDED, FAILED),
        (DebtClass.HOME_LOAN, FAILED),
    ],
)
def test_what_the_letter_writes_off_must_be_of_a_kind_that_may_be(debt_class, outcome) -> None:
    assert of(with_debt(letter(), 1, debt_class=debt_class), Rule.WRITE_OFF).outcome is outcome


@pytest.mark.parametrize(("paid", "outcome"), [(False, PASSED), (None, UNKNOWN), (True, FAILED)])
def test_what_a_guarantor_paid_is_not_written_off(paid, outcome) -> None:
    assert of(with_debt(letter(), 1, guarantor_paid=paid), Rule.GUARANTOR).outcome is outcome


@pytest.mark.parametrize(
    "paliers",
    [
        (),
        (Palier(2, 3, (100_00, 0)),),
        (Palier(1, 3, (100_00, 0)), Palier(5, 1, (0, 1))),
        (Palier(1, 0, (100_00, 0)),),
        (Palier(1, 1, (100_00,)),),
        (Palier(1, 1, (100_00, -1)),),
    ],
)
def test_a_letter_typed_with_a_hole_is_named_and_nothing_is_said_to_hold(paliers) -> None:
    checks = check_typed(letter(paliers=paliers))
    assert [c.rule for c in checks] == [Rule.FACTS, Rule.PALIERS]
    assert checks[1].outcome is FAILED


@pytest.mark.parametrize("more", [{"decided_on": date(2026, 2, 6)}, {"capacity": -1}, {"months_used": 85}])
def test_bad_facts_of_a_letter_are_named(more) -> None:
    assert check_typed(letter(**more))[0].outcome is FAILED


@pytest.mark.parametrize("more", [{"balance": -1}, {"written_off": -1}, {"rate": Fraction(-1)}])
def test_bad_facts_of_a_creditor_are_named(more) -> None:
    assert check_typed(with_debt(letter(), 0, **more))[0].failures[0].debt == "OPH"


def test_an_unknown_is_never_a_pass_whatever_the_letter_leaves_out() -> None:
    """Taking a fact away from a letter that is right may only turn a pass into an unknown or leave it, and a failure
    never appears: one never accuses for lack of knowledge."""
    whole = letter()
    takes = [("capacity",), ("months_used",), ("keeps_main_residence",), ("decided_on",)]
    for take in takes:
        found = replace(whole, **dict.fromkeys(take))
        assert FAILED not in {c.outcome for c in check_typed(found)}
    for place, name in product((0, 1), ("balance", "rate", "debt_class", "written_off", "guarantor_paid")):
        assert FAILED not in {c.outcome for c in check_typed(with_debt(whole, place, **{name: None}))}
