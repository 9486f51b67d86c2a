"""Each rule of the proof at, below and above its threshold, on small plans worked out on paper."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pcb.domain.plan.checks import Outcome, Rule, check, holds
from pcb.domain.plan.checks.ledger import interest_of, month_rate
from pcb.domain.plan.model import (
    LONGEST_MONTHS,
    SETTLED,
    CapacityStep,
    Compounding,
    DebtClass,
    HandAmount,
    Imputation,
    PaymentMade,
    PlanNature,
    Rounding,
    ScheduleRow,
    SharingRule,
    Unused,
)
from tests.domain.plan.paper_plans import (
    PAPER_PLANS,
    debt,
    fine_guarantor_and_write_off,
    landlord_then_two_banks,
    plan,
    principal_first,
    request,
    with_request,
    without_interest,
)


def outcome(found, rule):
    return {c.rule: c for c in check(found)}[rule]


def failed(found) -> set[Rule]:
    return {c.rule for c in check(found) if c.outcome is Outcome.FAILED}


@pytest.mark.parametrize("paper", PAPER_PLANS)
def test_a_plan_worked_out_on_paper_passes_every_rule(paper) -> None:
    checks = check(paper())
    assert [c for c in checks if not c.passed] == []
    assert [c.rule for c in checks] == list(Rule)
    assert holds(checks)


def test_every_check_says_its_rule_in_french_and_its_article() -> None:
    for found in check(landlord_then_two_banks()):
        assert found.label
        assert found.code == found.rule.value
        assert found.source.article
    articles = {c.rule: c.source.article for c in check(landlord_then_two_banks())}
    assert articles[Rule.LANDLORD] == "C. conso. art. L. 711-6"
    assert articles[Rule.GUARANTOR] == "C. conso. art. L. 733-4"
    assert "L. 733-3" in articles[Rule.LENGTH]


# Capacity.


@pytest.mark.parametrize(("capacity", "passes"), [(200_01, True), (200_00, True), (199_99, False)])
def test_what_is_paid_in_a_month_stays_within_its_capacity(capacity, passes) -> None:
    found = outcome(with_request(landlord_then_two_banks(), capacity=(CapacityStep(1, capacity),)), Rule.CAPACITY)
    assert found.passed is passes
    if not passes:
        assert [(f.month, f.cents) for f in found.failures] == [(1, 1), (2, 1), (3, 1), (4, 1)]
        assert "mois 2 (05/03/2026)" in found.failures[1].text.replace("\u202f", " ")


def test_a_capacity_that_falls_on_a_known_month_binds_from_that_month() -> None:
    steps = (CapacityStep(1, 200_00), CapacityStep(4, 150_00, "Fin des allocations"))
    found = outcome(with_request(landlord_then_two_banks(), capacity=steps), Rule.CAPACITY)
    assert [(f.month, f.cents) for f in found.failures] == [(4, 50_00)]


# Length.


def long_plan(months: int, *, owed: int = 200_000_00, **more):
    """One debt paid 10,00 € a month for so many months, the rest written off."""
    asked = request(debt("A", owed), capacity=10_00, length=months, **more)
    return plan(asked, (months, (10_00,)), effacement=(owed - months * 10_00,))


@pytest.mark.parametrize(
    ("months", "used", "passes"),
    [(83, 0, True), (84, 0, True), (85, 0, False), (60, 24, True), (61, 24, False), (1, 84, False)],
)
@pytest.mark.parametrize("nature", [PlanNature.AGREED, PlanNature.IMPOSED])
def test_a_plan_lasts_84_months_less_those_used(months, used, passes, nature) -> None:
    found = outcome(long_plan(months, months_used=used, nature=nature), Rule.LENGTH)
    assert found.passed is passes
    assert ("L. 732-3" in found.source.article) == (nature is PlanNature.AGREED)
    if not passes:
        assert found.failures[0].month == 84 - used + 1
        assert found.failures[0].cents == 10_00


@pytest.mark.parametrize(("months", "passes"), [(85, True), (LONGEST_MONTHS, True), (LONGEST_MONTHS + 1, False)])
def test_an_amicable_plan_has_no_legal_length(months, passes) -> None:
    assert outcome(long_plan(months, nature=PlanNature.AMICABLE), Rule.LENGTH).passed is passes


def test_a_plan_longer_than_asked_is_named() -> None:
    found = outcome(with_request(long_plan(60), length=59), Rule.LENGTH)
    assert [f.month for f in found.failures] == [60]


@pytest.mark.parametrize(("asked", "passes"), [(84, True), (85, False)])
def test_a_length_asked_beyond_the_law_is_named(asked, passes) -> None:
    assert outcome(with_request(long_plan(84), length=asked), Rule.LENGTH).passed is passes


def kept_home(months_home: int, months_other: int, owed_other: int):
    """A home loan of 400,00 € a month and a debt of 10,00 € a month."""
    asked = request(
        debt("H", 300_000_00, DebtClass.HOME_LOAN, contract_payment=400_00),
        debt("A", owed_other),
        capacity=410_00,
        keeps_main_residence=True,
    )
    left = owed_other - months_other * 10_00
    last = months_home - months_other
    paliers = ((months_other, (400_00, 10_00)), *(((last, (400_00, 0)),) if last else ()))
    unused = (Unused(months_other + 1, months_home, 10_00, "Seul le prêt est payé."),) if last else ()
    due = (300_000_00 - months_home * 400_00, 0)
    return plan(asked, *paliers, effacement=(0, left), remains_due=due, unused=unused)


def test_to_keep_the_home_its_loan_may_be_paid_beyond_84_months() -> None:
    found = check(kept_home(221, 84, 5000_00))
    assert holds(found)
    assert not outcome(with_request(kept_home(221, 84, 5000_00), keeps_main_residence=False), Rule.LENGTH).passed


def test_beyond_84_months_another_debt_is_paid_only_if_all_are_repaid_in_full() -> None:
    found = outcome(kept_home(90, 85, 5000_00), Rule.LENGTH)
    assert [(f.debt, f.month, f.cents) for f in found.failures] == [("A", 85, 10_00)]
    asked = request(
        debt("H", 36_000_00, DebtClass.HOME_LOAN, contract_payment=400_00),
        debt("A", 900_00),
        capacity=410_00,
        keeps_main_residence=True,
    )
    assert outcome(plan(asked, (90, (400_00, 10_00))), Rule.LENGTH).passed


# Rate.


def at_rate(rate: Fraction, **more):
    """One debt of 1 200,00 € paid in one month with its interest."""
    owed = debt("A", 1200_00, rate=rate, **more.pop("debt", {}))
    interest = interest_of(1200_00, *month_rate(rate, Compounding.PROPORTIONAL), Rounding.HALF_UP)
    row = ScheduleRow(1200_00, interest, 1200_00 + interest, interest, 1200_00, 0, 0)
    asked = replace(request(owed, capacity=2000_00), **more)
    return plan(asked, (1, (1200_00 + interest,)), schedules=((row,),))


@pytest.mark.parametrize(("rate", "passes"), [("0.0261", True), ("0.0262", True), ("0.0263", False), ("0", True)])
def test_imposed_measures_bear_no_more_than_the_legal_rate_of_the_day(rate, passes) -> None:
    found = outcome(at_rate(Fraction(rate)), Rule.RATE_CAP)
    assert found.passed is passes
    if not passes:
        assert [f.debt for f in found.failures] == ["A"]
        assert "2,63" in found.failures[0].text
        assert "2,62" in found.failures[0].text
    if rate != "0":
        assert found.source.status == "two_sources"
        assert "valeur non officielle" in found.why


def test_a_day_without_a_legal_rate_on_file_leaves_the_rate_unknown_never_guessed() -> None:
    later = {"decided_on": date(2026, 11, 24), "start": date(2026, 12, 5)}
    found = outcome(at_rate(Fraction("0.01"), **later), Rule.RATE_CAP)
    assert found.outcome is Outcome.UNKNOWN
    assert "aucune valeur enregistrée pour le 24/11/2026" in found.why
    assert outcome(at_rate(Fraction(0), **later), Rule.RATE_CAP).passed


@pytest.mark.parametrize("nature", [PlanNature.AMICABLE, PlanNature.AGREED])
def test_a_rate_agreed_by_the_parties_has_no_cap(nature) -> None:
    assert outcome(at_rate(Fraction("0.21"), nature=nature), Rule.RATE_CAP).passed


def test_the_cap_of_the_worked_case_of_metz() -> None:
    """Metz, 12/10/2023: 4,22 %, « other cases » (worked case TAUX-METZ)."""
    decided = {"decided_on": date(2023, 10, 12)}
    assert outcome(at_rate(Fraction("0.0422"), **decided), Rule.RATE_CAP).passed
    assert not outcome(at_rate(Fraction("0.0423"), **decided), Rule.RATE_CAP).passed


# Interest.


@pytest.mark.parametrize(
    ("principal", "rate", "rounding", "cents"),
    [
        (100_00, "0.06", Rounding.HALF_UP, 50),
        (101_00, "0.06", Rounding.HALF_UP, 51),  # 50,5
        (101_00, "0.06", Rounding.HALF_EVEN, 50),
        (103_00, "0.06", Rounding.HALF_EVEN, 52),  # 51,5
        (102_99, "0.06", Rounding.HALF_EVEN, 51),
        (0, "0.06", Rounding.HALF_UP, 0),
    ],
)
def test_interest_is_a_twelfth_of_the_year_rounded_as_stated(principal, rate, rounding, cents) -> None:
    assert interest_of(principal, *month_rate(Fraction(rate), Compounding.PROPORTIONAL), rounding) == cents


def test_an_actuarial_rate_is_the_twelfth_root() -> None:
    """1,01 to the twelfth is a year at 12,682503… %: a month at exactly 1 %."""
    year = Fraction(101, 100) ** 12 - 1
    assert month_rate(year, Compounding.ACTUARIAL) == (1, 100)
    above, below = month_rate(Fraction("0.05"), Compounding.ACTUARIAL)
    assert (below + above) ** 12 <= below**12 * Fraction(105, 100) < (below + above + 1) ** 12


# Order of payment.


def test_a_landlord_who_waits_while_a_bank_is_paid_is_named_with_the_month_and_the_cents() -> None:
    asked = landlord_then_two_banks().request
    found = outcome(plan(asked, (1, (199_99, 1, 0)), (1, (100_01, 0, 0))), Rule.LANDLORD)
    assert [(f.month, f.debt, f.cents) for f in found.failures] == [(1, "A", 1)]


def test_a_landlord_whose_time_has_not_come_does_not_make_others_wait() -> None:
    asked = request(debt("L", 50_00, DebtClass.LANDLORD, starts_at=2), debt("A", 100_00), capacity=50_00)
    assert holds(check(plan(asked, (1, (0, 50_00)), (1, (50_00, 0)), (1, (0, 50_00)))))
    early = plan(asked, (1, (50_00, 0)), (2, (0, 50_00)))
    assert outcome(early, Rule.NOT_BEFORE).failures[0].debt == "L"


def test_excluded_debts_come_before_those_that_the_procedure_treats() -> None:
    asked = request(debt("E", 60_00, DebtClass.EXCLUDED), debt("L", 60_00, DebtClass.LANDLORD), capacity=60_00)
    assert holds(check(plan(asked, (1, (60_00, 0)), (1, (0, 60_00)))))
    wrong = outcome(plan(asked, (1, (0, 60_00)), (1, (60_00, 0))), Rule.EXCLUDED)
    assert [(f.month, f.debt, f.cents) for f in wrong.failures] == [(1, "L", 60_00)]


@pytest.mark.parametrize(("paid", "cents"), [(39_99, -1), (40_01, 1)])
def test_what_is_paid_apart_is_paid_exactly(paid, cents) -> None:
    asked = fine_guarantor_and_write_off().request
    found = plan(asked, (2, (paid, 66_67, 33_33)), (1, (20_00, 80_00, 40_00)))
    assert (1, "F", cents) in [(f.month, f.debt, f.cents) for f in outcome(found, Rule.APART).failures]


def test_an_amount_fixed_by_hand_is_paid_as_asked() -> None:
    asked = request(debt("A", 100_00), debt("B", 100_00), capacity=50_00, by_hand=(HandAmount("A", 1, 2, 45_00),))
    # Then 10,00 and 90,00 are left: a tenth and nine tenths of 50,00, twice.
    assert holds(check(plan(asked, (2, (45_00, 5_00)), (2, (5_00, 45_00)))))
    wrong = outcome(plan(asked, (1, (45_00, 5_00)), (1, (44_99, 5_01)), (2, (5_00, 45_00))), Rule.BY_HAND)
    assert [(f.month, f.debt, f.cents) for f in wrong.failures] == [(2, "A", -1)]


def test_only_amounts_by_hand_are_paid_when_the_rule_is_by_hand() -> None:
    hands = (HandAmount("A", 1, 84, 30_00),)
    asked = request(debt("A", 60_00), debt("B", 60_00), capacity=50_00, rule=SharingRule.BY_HAND, by_hand=hands)
    unused = (Unused(1, 2, 20_00, "Montants fixés par le conseiller."),)
    assert holds(check(plan(asked, (2, (30_00, 0)), effacement=(0, 60_00), unused=unused)))
    wrong = outcome(plan(asked, (2, (30_00, 20_00)), effacement=(0, 20_00)), Rule.EQUAL)
    assert [(f.month, f.debt, f.cents) for f in wrong.failures] == [(1, "B", 20_00)]


@pytest.mark.parametrize(("least", "passes"), [(33_32, True), (33_33, True), (33_34, False)])
def test_no_payment_is_under_the_minimum(least, passes) -> None:
    found = outcome(with_request(landlord_then_two_banks(), minimum=least), Rule.MINIMUM)
    assert found.passed is passes
    if not passes:
        assert [(f.month, f.debt, f.cents) for f in found.failures] == [(2, "B", -1)]


def test_the_last_payment_of_a_debt_may_be_under_the_minimum() -> None:
    assert outcome(plan(request(debt("A", 5_00), capacity=9_00, minimum=20_00), (1, (5_00,))), Rule.MINIMUM).passed


# Sharing.


def shares(*amounts: int, capacity: int = 160_00, **more):
    """The worked shares: 160,00 € among 4 550, 6 700 and 1 200 €: 58,474 ; 86,104 ; 15,421."""
    asked = request(debt("A", 4550_00), debt("B", 6700_00), debt("C", 1200_00), capacity=capacity, length=1, **more)
    left = tuple(owed - paid for owed, paid in zip((4550_00, 6700_00, 1200_00), amounts, strict=True))
    return plan(asked, (1, amounts), effacement=left)


def test_shares_of_160_euros_add_up_and_are_equal_to_the_cent() -> None:
    assert holds(check(shares(58_47, 86_11, 15_42)))
    assert holds(check(shares(58_48, 86_10, 15_42)))


@pytest.mark.parametrize(
    ("amounts", "debts"),
    [((58_46, 86_11, 15_43), {"A"}), ((58_49, 86_10, 15_41), {"A", "C"}), ((0, 144_58, 15_42), {"A", "B"})],
)
def test_a_share_off_by_a_cent_is_named(amounts, debts) -> None:
    assert debts <= {f.debt for f in outcome(shares(*amounts), Rule.EQUAL).failures}


@pytest.mark.parametrize(("amounts", "equal"), [((50_00, 50_00), True), ((50_01, 49_99), False)])
def test_a_whole_cent_is_not_an_equal_share(amounts, equal) -> None:
    asked = request(debt("A", 100_00), debt("B", 100_00), capacity=100_00, length=1)
    left = tuple(100_00 - paid for paid in amounts)
    assert outcome(plan(asked, (1, amounts), effacement=left), Rule.EQUAL).passed is equal


def test_a_debt_that_the_others_could_just_serve_does_not_wait() -> None:
    """120,00 € are three times the minimum of 40,00 €."""
    found = outcome(shares(80_00, 0, 40_00, capacity=120_00, minimum=40_00), Rule.EQUAL)
    assert [(f.debt, f.cents) for f in found.failures] == [("B", -40_00)]


@pytest.mark.parametrize(
    ("first", "capacity", "amounts", "passes"),
    [
        (50_00, 60_00, (40_00, 20_00), True),  # 10,00 wait: less than the minimum
        (50_00, 50_01, (30_01, 20_00), True),
        (50_00, 50_00, (30_00, 20_00), False),  # 20,00 wait: the first could have been settled with nothing left idle
        (30_01, 40_01, (20_01, 20_00), True),
        (30_00, 40_00, (20_00, 20_00), True),
        (29_99, 39_99, (19_99, 20_00), False),  # the first does not keep the minimum
        (50_00, 60_01, (40_00, 20_00), False),  # and one cent stays idle
    ],
)
def test_one_last_payment_may_wait_so_that_the_next_debt_gets_its_minimum(first, capacity, amounts, passes) -> None:
    """Smallest first, minimum 20,00 €."""
    asked = request(
        debt("A", first),
        debt("B", 100_00),
        capacity=capacity,
        minimum=20_00,
        length=1,
        rule=SharingRule.SMALLEST_FIRST,
    )
    left = (first - amounts[0], 100_00 - amounts[1])
    assert outcome(plan(asked, (1, amounts), effacement=left), Rule.EQUAL).passed is passes


def test_shares_follow_the_payments_of_the_contracts_when_the_rule_says_so() -> None:
    asked = request(
        debt("A", 900_00, contract_payment=100_00),
        debt("B", 100_00, contract_payment=300_00),
        capacity=40_00,
        length=1,
        rule=SharingRule.PRO_RATA_PAYMENTS,
    )
    assert holds(check(plan(asked, (1, (10_00, 30_00)), effacement=(890_00, 70_00))))
    wrong = plan(asked, (1, (36_00, 4_00)), effacement=(864_00, 96_00))
    assert failed(wrong) == {Rule.EQUAL}


def test_a_share_raised_to_the_minimum_takes_from_the_others_in_proportion() -> None:
    # 140,00 € of which 20,00 to C; the rest on 4 550 and 6 700: 56,622 and 83,378.
    assert holds(check(shares(56_62, 83_38, 20_00, minimum=20_00)))
    assert failed(shares(58_47, 81_53, 20_00, minimum=20_00)) == {Rule.EQUAL}


@pytest.mark.parametrize(
    ("amounts", "forgotten"),
    [
        ((41_00, 0, 40_00), set()),
        ((40_00, 41_00, 0), {"C"}),
        ((0, 41_00, 40_00), {"A"}),
        ((0, 81_00, 0), {"A", "C"}),
        ((81_00, 0, 0), {"B", "C"}),
    ],
)
def test_with_a_minimum_a_debt_waits_only_if_the_others_could_not_serve_it(amounts, forgotten) -> None:
    """Minimum 40,00 €: 81,00 € serve the two smallest debts out of three, and never one alone."""
    found = outcome(shares(*amounts, capacity=81_00, minimum=40_00), Rule.EQUAL)
    assert {f.debt for f in found.failures} == forgotten


def test_the_smallest_debt_comes_first_and_the_next_only_when_it_is_settled() -> None:
    asked = request(debt("A", 90_00), debt("B", 60_00), capacity=50_00, rule=SharingRule.SMALLEST_FIRST)
    assert holds(check(plan(asked, (1, (0, 50_00)), (1, (40_00, 10_00)), (1, (50_00, 0)))))
    wrong = plan(asked, (1, (1, 49_99)), (1, (39_99, 10_01)), (1, (50_00, 0)))
    found = outcome(wrong, Rule.EQUAL)
    assert [(f.month, f.debt, f.cents) for f in found.failures] == [(1, "A", 1)]


@pytest.mark.parametrize("amounts", [(50_00, 0), (0, 50_00)])
def test_two_debts_that_nothing_tells_apart_may_come_in_either_order(amounts) -> None:
    asked = request(debt("A", 90_00), debt("B", 90_00), capacity=50_00, length=1, rule=SharingRule.SMALLEST_FIRST)
    left = tuple(90_00 - paid for paid in amounts)
    assert holds(check(plan(asked, (1, amounts), effacement=left)))


def test_the_dearest_debt_comes_first_unless_the_counsellor_says_otherwise() -> None:
    def asked(**more):
        debts = (debt("A", 50_00), debt("B", 50_00, rate=Fraction(12, 1000)))
        return request(*debts, capacity=50_00, nature=PlanNature.AGREED, rule=SharingRule.DEAREST_FIRST, **more)

    dear = (ScheduleRow(50_00, 5, 50_00, 0, 50_00, 5, 0), ScheduleRow(5, 0, 5, 5, 0, 0, 0), SETTLED)
    last = without_interest(50_00, 0, 49_95, 5)
    good = plan(asked(), (1, (0, 50_00)), (1, (49_95, 5)), (1, (5, 0)), schedules=(last, dear))
    assert holds(check(good))
    assert failed(with_request(good, order=("A",))) == {Rule.EQUAL}
    assert failed(with_request(good, order=("B", "A"))) == set()


def test_a_debt_that_begins_inside_a_palier_is_not_forgotten() -> None:
    asked = request(debt("A", 100_00), debt("B", 100_00, starts_at=2), capacity=50_00, length=2)
    found = plan(asked, (2, (50_00, 0)), effacement=(0, 100_00))
    failures = outcome(found, Rule.EQUAL).failures
    assert [(f.month, f.debt) for f in failures] == [(2, "B")]


# Nothing idle.


def test_a_cent_idle_while_a_debt_waits_is_named_even_if_the_plan_tells_it() -> None:
    asked = request(debt("A", 100_00), capacity=50_01, length=1)
    for unused in ((), (Unused(1, 1, 1, "Reste."),)):
        found = outcome(plan(asked, (1, (50_00,)), effacement=(50_00,), unused=unused), Rule.IDLE)
        assert [(f.month, f.debt, f.cents) for f in found.failures] == [(1, "A", 1)]


@pytest.mark.parametrize(("capacity", "passes"), [(19_99, True), (20_00, False)])
def test_what_is_under_the_minimum_may_stay_idle_and_is_told(capacity, passes) -> None:
    asked = request(debt("A", 100_00), capacity=capacity, minimum=20_00, length=1)
    unused = (Unused(1, 1, capacity, "Sous le minimum."),)
    assert outcome(plan(asked, (1, (0,)), effacement=(100_00,), unused=unused), Rule.IDLE).passed is passes
    assert not outcome(plan(asked, (1, (0,)), effacement=(100_00,)), Rule.IDLE).passed


def test_a_plan_does_not_stop_before_its_time() -> None:
    asked = request(debt("A", 100_00), capacity=50_00)
    found = outcome(plan(asked, (1, (50_00,)), effacement=(50_00,)), Rule.IDLE)
    assert [(f.month, f.debt, f.cents) for f in found.failures] == [(2, "A", 50_00)]
    steps = (CapacityStep(1, 50_00), CapacityStep(2, 0))
    assert outcome(with_request(plan(asked, (1, (50_00,)), effacement=(50_00,)), capacity=steps), Rule.IDLE).passed


def test_a_palier_without_a_reason_is_one_too_many() -> None:
    asked = request(debt("A", 100_00), debt("B", 100_00), capacity=50_01)
    more = plan(asked, (1, (25_01, 25_00)), (1, (25_00, 25_01)), (1, (25_01, 25_00)), (1, (24_98, 24_99)))
    assert failed(more) == {Rule.FEWEST}
    assert [f.month for f in outcome(more, Rule.FEWEST).failures] == [2, 3]


# The end.


def test_what_a_guarantor_paid_is_never_written_off() -> None:
    found = replace(fine_guarantor_and_write_off(), effacement=(0, 1, 193_34), remains_due=(0, 386_65, 0))
    assert failed(found) == {Rule.GUARANTOR}
    assert [(f.debt, f.cents) for f in outcome(found, Rule.GUARANTOR).failures] == [("G", 1)]


def test_an_excluded_debt_is_never_written_off() -> None:
    asked = request(debt("E", 100_00, DebtClass.EXCLUDED, contract_payment=10_00), capacity=10_00, length=1)
    assert holds(check(plan(asked, (1, (10_00,)), remains_due=(90_00,))))
    wrong = outcome(plan(asked, (1, (10_00,)), effacement=(90_00,)), Rule.WRITE_OFF)
    assert [(f.debt, f.cents) for f in wrong.failures] == [("E", 90_00)]


# Bad facts.


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"balance": None}, "Ce qui reste dû à Créancier A n’est pas connu."),
        ({"balance": -1}, "négatif"),
        ({"balance": 100_00, "accrued": 100_01}, "intérêts échus"),
        ({"balance": 100_00, "payments_made": (PaymentMade(date(2026, 1, 1), 100_01),)}, "dépassent le solde"),
        ({"balance": 100_00, "payments_made": (PaymentMade(date(2026, 2, 6), 1_00),)}, "après le début du plan"),
        (
            {
                "balance": 100_00,
                "stated_on": date(2026, 1, 2),
                "payments_made": (PaymentMade(date(2026, 1, 1), 1_00),),
            },
            "avant le jour du solde (02/01/2026)",
        ),
        ({"balance": 100_00, "rate": Fraction(-1, 100)}, "taux est négatif"),
        ({"balance": 100_00, "starts_at": 0}, "avant le début du plan"),
        ({"balance": 100_00, "stated_on": date(2026, 2, 6)}, "arrêté après le premier paiement"),
        ({"balance": 100_00, "debt_class": DebtClass.HOME_LOAN}, "mensualité du prêt"),
    ],
)
def test_a_bad_fact_of_a_debt_is_named_and_nothing_is_proved_from_it(more, said) -> None:
    checks = check(plan(request(debt("A", **more), capacity=50_00)))
    facts = checks[0]
    assert {f.debt for f in facts.failures} == {"A"}
    assert any(said in f.text for f in facts.failures)
    assert {c.outcome for c in checks if c.rule not in (Rule.FACTS, Rule.PALIERS)} == {Outcome.UNKNOWN}
    assert not holds(checks)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"decided_on": date(2026, 2, 6)}, "est après le premier paiement"),
        ({"day_of_month": 32}, "n’est pas un jour du mois"),
        ({"months_used": 85}, "L. 733-3"),
        ({"months_used": -1}, "L. 733-3"),
        ({"length": 0}, "n’est pas possible"),
        ({"minimum": -1}, "minimum est négatif"),
        ({"capacity": ()}, "capacité du premier mois"),
        ({"capacity": (CapacityStep(2, 1),)}, "capacité du premier mois"),
        ({"capacity": (CapacityStep(1, 1), CapacityStep(1, 2))}, "ordre des mois"),
        ({"capacity": (CapacityStep(1, -1),)}, "capacité est négative"),
        ({"order": ("Z",)}, "n’est pas dans le plan"),
        ({"order": ("A", "A")}, "deux fois"),
        ({"by_hand": (HandAmount("Z", 1, 1, 1),)}, "n’est pas dans le plan"),
        ({"by_hand": (HandAmount("A", 2, 1, 1),)}, "ne se suivent pas"),
        ({"by_hand": (HandAmount("A", 1, 1, -1),)}, "négatif"),
        ({"by_hand": (HandAmount("A", 1, 3, 1), HandAmount("A", 3, 4, 1))}, "mêmes mois"),
    ],
)
def test_a_bad_fact_of_the_request_is_named(more, said) -> None:
    facts = check(plan(replace(request(debt("A", 100_00), capacity=50_00), **more)))[0]
    assert any(said in failure.text for failure in facts.failures)
    assert facts.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("day", "passes"), [(date(2026, 1, 2), True), (date(2026, 2, 5), True), (date(2026, 1, 1), False)]
)
def test_a_payment_made_lies_between_the_day_of_the_balance_and_the_first_payment(day, passes) -> None:
    paid = debt("A", 100_00, stated_on=date(2026, 1, 2), payments_made=(PaymentMade(day, 10_00),))
    assert check(plan(request(paid, capacity=50_00)))[0].passed is passes


def test_two_debts_with_one_name_are_named() -> None:
    facts = check(plan(request(debt("A", 1_00), debt("A", 1_00), capacity=1_00)))[0]
    assert [f.debt for f in facts.failures] == ["A"]


def test_payments_made_since_the_balance_come_off_as_the_imputation_says() -> None:
    """120,00 € of which 20,00 of interest; 50,00 paid since. Principal first: 50,00 of principal stay; interest first:
    70,00. A month at 12 % of one or the other: 0,50 or 0,70."""
    facts = {"accrued": 20_00, "rate": Fraction(12, 100), "payments_made": (PaymentMade(date(2026, 1, 20), 50_00),)}
    for imputation, interest, parts in (
        (Imputation.PRINCIPAL_FIRST, 50, (20_50, 50_00)),
        (Imputation.INTEREST_FIRST, 70, (70, 70_00)),
    ):
        owed = debt("A", 120_00, imputation=imputation, **facts)
        asked = request(owed, capacity=100_00, nature=PlanNature.AGREED)
        row = ScheduleRow(70_00, interest, 70_00 + interest, *parts, 0, 0)
        assert holds(check(plan(asked, (1, (70_00 + interest,)), schedules=((row,),))))
        other = row._replace(interest=interest + 1)
        assert Rule.INTEREST in failed(plan(asked, (1, (70_00 + interest,)), schedules=((other,),)))


def test_an_empty_plan_for_nobody_holds() -> None:
    assert holds(check(plan(request(capacity=0))))


def test_interest_already_due_bears_none() -> None:
    found = principal_first()
    first, second, third = found.schedules[0]
    broken = replace(found, schedules=((first, second._replace(interest=1_81), third),))
    failures = outcome(broken, Rule.INTEREST).failures
    assert [(f.month, f.debt, f.cents) for f in failures] == [(2, "X", 1)]
