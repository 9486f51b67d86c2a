"""From the facts of a household to what a plan is asked."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.assessment import assess
from pcb.domain.case import Filing, Home
from pcb.domain.plan.checks import check, holds
from pcb.domain.plan.model import DebtClass, Imputation, Plan, PlanNature
from pcb.domain.plan.paliers import build
from pcb.domain.plan.request import PlanChoices, RateBasis, basis_of
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome
from pcb.domain.vocabulary.people import FilingMode, Occupancy
from tests.domain.plan.conftest import euros, owed

DAY = date(2025, 6, 30)
OWNER = {"home": Home(occupancy=Occupancy.OWNER), "filing": Filing(keep_main_residence=True, filed_before=False)}


def asked(case, day=DAY, **choices):
    return basis_of(case, assess(case, day), PlanChoices(**choices))


@pytest.mark.parametrize(
    ("kind", "debt_class"),
    [
        (DebtKind.RENT, DebtClass.LANDLORD),
        (DebtKind.COPROPRIETE, DebtClass.ORDINARY),
        (DebtKind.ALIMONY, DebtClass.EXCLUDED),
        (DebtKind.PENAL_FINE, DebtClass.EXCLUDED),
        (DebtKind.DAMAGES, DebtClass.EXCLUDED),
        (DebtKind.FRAUD, DebtClass.EXCLUDED),
        (DebtKind.PAWN, DebtClass.EXCLUDED),
        (DebtKind.SOCIAL, DebtClass.ORDINARY),
        (DebtKind.TAX, DebtClass.ORDINARY),
        (DebtKind.HOME_LOAN, DebtClass.ORDINARY),
        (DebtKind.PROFESSIONAL, DebtClass.ORDINARY),
    ],
)
def test_the_kind_of_a_debt_gives_its_class(household, kind, debt_class) -> None:
    found = asked(household(owed("d", kind, "500")))
    assert [d.debt_class for d in found.request.debts] == [debt_class]
    assert debt_class.label in found.lines[0].why


@pytest.mark.parametrize(
    ("keeps", "occupancy", "finances", "debt_class"),
    [
        (True, Occupancy.OWNER, True, DebtClass.HOME_LOAN),
        (False, Occupancy.OWNER, True, DebtClass.ORDINARY),
        (None, Occupancy.OWNER, True, DebtClass.ORDINARY),
        (True, Occupancy.TENANT, True, DebtClass.ORDINARY),
        (True, Occupancy.OWNER, False, DebtClass.ORDINARY),
        (True, Occupancy.OWNER, None, DebtClass.ORDINARY),
    ],
)
def test_a_home_loan_is_apart_only_for_the_residence_kept(household, keeps, occupancy, finances, debt_class) -> None:
    loan = owed("h", DebtKind.HOME_LOAN, "50000", instalment=euros("300"), finances_main_residence=finances)
    home, filing = Home(occupancy=occupancy), Filing(keep_main_residence=keeps, filed_before=False)
    found = asked(household(loan, home=home, filing=filing))
    assert [d.debt_class for d in found.request.debts] == [debt_class]
    unsure = [n for n in found.notices if "finance-t-il" in n]
    assert bool(unsure) is (finances is None)


def test_a_balance_not_known_stays_unknown_and_no_plan_is_made(household) -> None:
    for balance in (None, NoAnswer.DOES_NOT_KNOW):
        found = asked(household(replace(owed("d", DebtKind.ENERGY, None), balance=balance)))
        assert found.request.debts[0].balance is None
        assert "n’est pas connu" in found.lines[0].why
        assert not isinstance(build(found.request), Plan)


@pytest.mark.parametrize(
    ("debt", "said"),
    [
        (owed("d", DebtKind.ENERGY, "0"), "Rien ne reste dû"),
        (owed("d", DebtKind.ENERGY, "10", owner="z"), "ne dépose pas"),
        (owed("d", DebtKind.GUARANTEE, "10"), "pas encore appelée"),
    ],
)
def test_what_is_left_out_says_why(household, debt, said) -> None:
    found = asked(household(debt))
    assert found.request.debts == ()
    assert said in found.lines[0].why


def test_a_guarantee_that_was_called_is_a_debt(household) -> None:
    assert len(asked(household(owed("d", DebtKind.GUARANTEE, "10", pursued=True))).request.debts) == 1


def test_the_balance_of_a_leased_car_is_what_remains_after_its_sale(household) -> None:
    debt = owed("d", DebtKind.LEASING, "9000", sale_balance=euros("2500"))
    assert asked(household(debt)).request.debts[0].balance == 2500_00


# Rates. On 30/06/2025 the legal rate is 3,71 %.


@pytest.mark.parametrize(
    ("nature", "rates", "expected"),
    [
        (PlanNature.IMPOSED, RateBasis.ZERO, ("0", "0")),
        (PlanNature.IMPOSED, RateBasis.CONTRACT, ("0.0371", "0.02")),
        (PlanNature.AGREED, RateBasis.CONTRACT, ("0.185", "0.02")),
        (PlanNature.AMICABLE, RateBasis.CONTRACT, ("0.185", "0.02")),
    ],
)
def test_the_rate_of_each_debt_is_stated(two_credits, nature, rates, expected) -> None:
    found = asked(two_credits, nature=nature, rates=rates)
    assert [d.rate for d in found.request.debts] == [Fraction(rate) for rate in expected]
    for line, rate in zip(found.lines, expected, strict=True):
        assert ("0 %" in line.why.replace("\u202f", " ")) is (rate == "0")
    wanted = Imputation.INTEREST_FIRST if nature is PlanNature.AMICABLE else Imputation.PRINCIPAL_FIRST
    assert {d.imputation for d in found.request.debts} == {wanted}


def test_on_a_day_without_a_legal_rate_nothing_is_guessed(two_credits) -> None:
    case = replace(two_credits, filing=replace(two_credits.filing, earlier_forfaits=True))
    found = asked(case, day=date(2026, 11, 24), rates=RateBasis.CONTRACT)
    assert [d.rate for d in found.request.debts] == [0, 0]
    assert all("aucune valeur enregistrée pour le 24/11/2026" in line.why for line in found.lines)


def test_a_credit_whose_rate_is_not_known_is_told(household) -> None:
    found = asked(household(owed("d", DebtKind.REVOLVING, "100")), rates=RateBasis.CONTRACT)
    assert any("coût réel sera plus élevé" in notice for notice in found.notices)
    bill = asked(household(owed("d", DebtKind.ENERGY, "100")), rates=RateBasis.CONTRACT)
    assert not any("coût réel" in notice for notice in bill.notices)


def test_a_home_loan_kept_keeps_the_rate_of_its_contract(household) -> None:
    loan = owed(
        "h", DebtKind.HOME_LOAN, "50000", instalment=euros("300"), finances_main_residence=True, rate=Fraction("4.2")
    )
    found = asked(household(loan, **OWNER))
    assert found.request.debts[0].rate == Fraction("0.042")
    assert found.request.keeps_main_residence
    assert holds(check(build(found.request)))


# Months.


@pytest.mark.parametrize(
    ("filing", "used", "told"),
    [
        (Filing(filed_before=False), 0, False),
        (Filing(filed_before=True, earlier_months_used=30), 30, False),
        (Filing(filed_before=True), 0, True),
        (Filing(), 0, True),
        (Filing(filed_before=True, earlier_outcome=PastOutcome.INADMISSIBLE), 0, False),
        (Filing(filed_before=True, earlier_months_used=NoAnswer.DOES_NOT_KNOW), 0, True),
    ],
)
def test_months_already_used_come_off_and_are_asked_when_unknown(household, filing, used, told) -> None:
    found = asked(household(owed("d", DebtKind.ENERGY, "100"), filing=filing))
    assert found.request.months_used == used
    assert any("déjà utilisés inconnus" in notice for notice in found.notices) is told


def test_the_plan_starts_a_month_after_the_day_unless_told(household) -> None:
    case = household(owed("d", DebtKind.ENERGY, "100"))
    assert asked(case).request.start == date(2025, 7, 30)
    assert asked(case, start=date(2025, 8, 5)).request.start == date(2025, 8, 5)
    assert asked(case).request.decided_on == DAY


def test_without_a_capacity_there_is_no_request_and_it_says_why(household) -> None:
    found = asked(household(owed("d", DebtKind.ENERGY, "100"), incomes=()))
    assert found.request is None
    assert found.missing
    assert found.lines


def test_what_may_change_a_plan_is_told(household) -> None:
    case = household(
        owed("t", DebtKind.TAX, "100"),
        owed("c", DebtKind.INVOICE, "100", contested=True),
        owed("g", DebtKind.PERSONAL_LOAN, "100", guarantor="Paul"),
    )
    text = " ".join(asked(case).notices)
    assert "dettes fiscales sont hors procédure (L. 711-4)" in text
    assert "contestée" in text
    assert "la caution a-t-elle payé" in text


def test_the_choices_of_the_counsellor_are_those_of_the_request(two_credits) -> None:
    found = asked(two_credits, capacity=123_45, minimum=10_00, length=12).request
    assert (found.capacity[0].amount, found.minimum, found.length) == (123_45, 10_00, 12)
    assert found.debts[0].contract_payment == 150_00


def test_a_request_of_someone_who_files_alone_leaves_the_partners_debts_out(household) -> None:
    filing = Filing(mode=FilingMode.ALONE, filed_before=False)
    case = household(owed("a", DebtKind.ENERGY, "10", owner="a"), owed("j", DebtKind.WATER, "10"), filing=filing)
    assert [d.id for d in asked(case).request.debts] == ["a", "j"]
