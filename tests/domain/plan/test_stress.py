"""What a plan can bear: the smallest blow that breaks it, to the cent, and the month it breaks."""

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.assessment import assess
from pcb.domain.case import Income
from pcb.domain.law import law_on
from pcb.domain.plan.coming import Event, KnownChange, coming
from pcb.domain.plan.means import Means, means_of
from pcb.domain.plan.model import CapacityStep, SharingRule
from pcb.domain.plan.paliers import build
from pcb.domain.plan.request import PlanChoices, basis_of
from pcb.domain.plan.stress import Breaking, stress
from pcb.domain.quotite import Reading
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.debts import DebtKind
from tests.domain.plan.conftest import euros, owed
from tests.domain.plan.paper_plans import debt, plan, request

DAY = date(2025, 6, 30)
SCALE = law_on(DAY).quotite
MEANS = Means(
    resources=1900_00,
    charges=1500_00,
    own_resources=1900_00,
    floor=650_00,
    dependents=0,
    scale=SCALE,
    reading=Reading.JUDGE,
    quotite_lifted=True,
    lived_resources=1900_00,
    lived_charges=1600_00,
    complete=True,
)
"""400 € by the commission's budget (the quotité does not cap), 300 € as it is lived."""


def paying(*paliers: tuple[int, int]):
    """One debt paid so much a month for so many months."""
    total = sum(months * amount for months, amount in paliers)
    steps, first = [], 1
    for months, amount in paliers:
        steps.append(CapacityStep(first, amount))
        first += months
    asked = request(debt("A", total), capacity=tuple(steps), rule=SharingRule.PRO_RATA_BALANCES)
    return plan(asked, *((months, (amount,)) for months, amount in paliers))


@pytest.mark.parametrize(("amount", "expected"), [(299_99, 2), (300_00, 1), (300_01, 0), (350_00, 0), (160_00, 140_01)])
def test_the_smallest_loss_is_one_cent_more_than_what_is_left_each_month(amount, expected) -> None:
    found = stress(paying((10, amount)), ((1, MEANS),))
    assert found.loss_month == found.rise_month == Breaking(expected, 1)


@pytest.mark.parametrize(("amount", "expected"), [(400_00, 1), (399_99, 2), (400_01, 0), (160_00, 240_01)])
def test_the_law_breaks_where_the_capacity_falls_under_the_payment(amount, expected) -> None:
    found = stress(paying((10, amount)), ((1, MEANS),))
    assert found.loss_law == found.rise_law == Breaking(expected, 1)


def test_the_month_that_breaks_is_the_heaviest() -> None:
    found = stress(paying((3, 100_00), (2, 250_00), (4, 200_00)), ((1, MEANS),))
    assert found.loss_month == Breaking(50_01, 4)
    assert found.loss_law == Breaking(150_01, 4)


def test_the_means_of_each_month_are_those_in_force() -> None:
    less = replace(MEANS, resources=1800_00, own_resources=1800_00, lived_resources=1800_00)
    found = stress(paying((10, 160_00)), ((1, MEANS), (6, less)))
    assert found.loss_month == Breaking(40_01, 6)
    assert found.loss_law == Breaking(140_01, 6)
    assert [point.margin for point in found.points][4:6] == [300_00, 200_00]


def test_where_the_quotite_decides_a_rise_of_charges_is_borne_longer_than_a_loss() -> None:
    means = replace(MEANS, charges=900_00, lived_charges=900_00, quotite_lifted=False)
    capacity = means.capacity()
    assert capacity < 1000_00
    found = stress(paying((10, capacity)), ((1, means),))
    for breaking, of in ((found.loss_law, "loss"), (found.rise_law, "rise")):
        assert means.capacity(**{of: breaking.amount}) < capacity <= means.capacity(**{of: breaking.amount - 1})
    assert found.loss_law.amount < found.rise_law.amount == 1000_00 - capacity + 1


def test_a_loss_greater_than_all_resources_does_not_exist() -> None:
    means = replace(MEANS, lived_resources=100_00, lived_charges=0)
    assert stress(paying((2, 10_00)), ((1, means),)).loss_month == Breaking(90_01, 1)
    small = replace(MEANS, lived_resources=100_00, lived_charges=-50_00)
    assert stress(paying((2, 10_00)), ((1, small),)).loss_month == Breaking(None, None)


def test_a_plan_that_pays_nothing_breaks_by_nothing() -> None:
    found = stress(plan(request(capacity=0)), ((1, MEANS),))
    assert found.loss_month == found.loss_law == Breaking(None, None)
    assert (found.bad_year.in_hand, found.bad_year.lowest) == ((), 0)


def test_a_bad_year_month_by_month() -> None:
    """140 € are left each month. Month 1 without 1 900 €: −1 760. Month 2: a repair of 600 €: −2 220. Then 140 a month:
    after month 12, −820; nothing is missing from month 18 on (−2 220 + 16 × 140 = 20)."""
    year = stress(paying((30, 160_00)), ((1, MEANS),)).bad_year
    assert year.in_hand[:3] == (-1760_00, -2220_00, -2080_00)
    assert len(year.in_hand) == 12
    assert year.in_hand[-1] == -820_00
    assert (year.lowest, year.lowest_month, year.recovered) == (-2220_00, 2, 18)
    assert stress(paying((17, 160_00)), ((1, MEANS),)).bad_year.recovered is None
    assert stress(paying((18, 160_00)), ((1, MEANS),)).bad_year.recovered == 18


@pytest.mark.parametrize(("savings", "recovered"), [(2219_99, 3), (2220_00, 1)])
def test_savings_bear_the_bad_year(savings, recovered) -> None:
    year = stress(paying((30, 160_00)), ((1, MEANS),), in_hand=savings).bad_year
    assert year.recovered == recovered
    assert year.lowest == savings - 2220_00


def test_the_blows_may_be_placed_elsewhere() -> None:
    year = stress(paying((30, 160_00)), ((1, MEANS),), without_income=6, repair_in=9, repair=100_00).bad_year
    assert year.in_hand[4] == 700_00
    assert year.in_hand[5] == 840_00 - 1900_00
    assert year.lowest_month == 6


def test_a_known_event_says_what_is_missing_in_its_month() -> None:
    def change(month, after):
        return KnownChange(Event(DAY, "Fin d’une aide", "incomes.u.ends_on"), month, 200_00, after)

    found = stress(paying((5, 160_00)), ((1, MEANS),), (change(3, 100_00), change(3, 160_00), change(9, 0)))
    assert [(e.paid, e.missing) for e in found.events] == [(160_00, 60_00), (160_00, 0), (0, 0)]


def test_a_plan_of_the_household_rests_on_its_assessed_means(household) -> None:
    incomes = (
        Income("i", IncomeKind.SALARY, euros("1700"), owner="a"),
        Income("u", IncomeKind.UNEMPLOYMENT, euros("200"), owner="a", ends_on=date(2025, 12, 31)),
    )
    case = household(owed("c", DebtKind.REVOLVING, "20000"), incomes=incomes)
    assessment = assess(case, DAY)
    basis = basis_of(case, assessment, PlanChoices())
    found = stress(build(basis.request), basis.coming.means, basis.coming.changes)
    assert found.complete is assessment.lived.complete
    # The plan uses the whole capacity: one cent less and the commission would find less.
    assert found.loss_law.month == 1
    assert means_of(case, assessment).capacity() == assessment.capacity.total.cents
    assert [e.missing for e in found.events] == [0]
    capacities = [point.capacity for point in found.points]
    assert capacities[0] == basis.request.capacity[0].amount
    assert capacities[-1] == basis.request.capacity[-1].amount
    assert [s.first_month for s in basis.request.capacity] == [1, 7]
    assert coming(case, assessment, basis.request.start, 84).means == basis.coming.means


def test_no_means_no_stress(household) -> None:
    case = household(incomes=())
    assert means_of(case, assess(case, DAY)) is None
    with pytest.raises(ValueError, match="dès le premier mois"):
        stress(paying((1, 1_00)), ())
    with pytest.raises(ValueError, match="dès le premier mois"):
        stress(paying((1, 1_00)), ((2, MEANS),))
