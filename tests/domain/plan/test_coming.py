"""Known changes of the months to come: on which month, to which capacity, and what is said of them."""

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.assessment import assess
from pcb.domain.case import Income, Person
from pcb.domain.household import age_on
from pcb.domain.plan.coming import case_as_of, coming, events
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.people import Custody, Role
from tests.domain.plan.conftest import euros

DAY = date(2025, 6, 30)
START = date(2025, 7, 31)


@pytest.fixture
def helped(household):
    """1 500 € of salary for ever, 400 € of unemployment benefit until a day."""

    def build(last: date | None):
        salary = Income("i", IncomeKind.SALARY, euros("1500"), owner="a")
        benefit = Income("u", IncomeKind.UNEMPLOYMENT, euros("400"), owner="a", ends_on=last)
        return household(incomes=(salary, benefit))

    return build


def test_nothing_known_is_one_step(household) -> None:
    case = household()
    assessment = assess(case, DAY)
    found = coming(case, assessment, START, 84)
    assert [(s.first_month, s.amount) for s in found.steps] == [(1, assessment.capacity.total.cents)]
    assert (found.changes, found.notices) == ((), ())
    assert [month for month, _ in found.means] == [1]


@pytest.mark.parametrize(
    ("last", "month"),
    [
        (date(2025, 9, 29), 3),  # paid on 30/09: the benefit has ended
        (date(2025, 9, 30), 4),  # the last day counts: the next payment is on 31/10
        (date(2025, 10, 1), 4),
        (date(2025, 7, 31), 2),
        (date(2025, 7, 30), 1),
        (date(2025, 6, 30), 1),
    ],
)
def test_a_benefit_that_ends_lowers_the_capacity_of_the_first_month_paid_after_it(helped, household, last, month):
    case = helped(last)
    found = coming(case, assess(case, DAY), START, 84)
    less = household(incomes=case.incomes[:1])
    assert [(c.month, c.after) for c in found.changes] == [(month, assess(less, DAY).capacity.total.cents)]
    assert found.steps[-1].first_month == month
    assert found.steps[-1].amount == found.changes[0].after < found.changes[0].before
    assert "Allocation chômage" in found.steps[-1].reason
    assert "barèmes du jour" in found.notices[-1]
    assert found.means[-1][0] == month
    assert found.means[-1][1].resources == 1500_00


def test_a_benefit_already_ended_or_ending_after_the_plan_changes_nothing(helped) -> None:
    for last in (date(2025, 6, 29), date(2033, 1, 1)):
        case = helped(last)
        assert coming(case, assess(case, DAY), START, 84).changes == ()


def test_two_changes_of_one_month_make_one_step_and_the_second_counts_the_first(household) -> None:
    incomes = (
        Income("i", IncomeKind.SALARY, euros("1500"), owner="a"),
        Income("u", IncomeKind.UNEMPLOYMENT, euros("200"), owner="a", ends_on=date(2025, 9, 3)),
        Income("v", IncomeKind.OTHER_BENEFIT, euros("200"), owner="a", ends_on=date(2025, 9, 10)),
    )
    case = household(incomes=incomes)
    found = coming(case, assess(case, DAY), START, 84)
    assert [s.first_month for s in found.steps] == [1, 3]
    alone = assess(household(incomes=incomes[:1]), DAY).capacity.total.cents
    assert found.steps[-1].amount == alone
    assert found.steps[-1].reason.count("Fin de") == 2


def test_the_counsellors_own_amount_is_kept_and_moves_with_what_is_known(helped) -> None:
    case = helped(date(2025, 9, 30))
    assessment = assess(case, DAY)
    fall = coming(case, assessment, START, 84).changes[0]
    found = coming(case, assessment, START, 84, capacity=50_00)
    assert found.steps[0].amount == 50_00
    assert found.steps[-1].amount == max(0, 50_00 + fall.after - fall.before)


def child(born: date, **more) -> Person:
    more.setdefault("dependent", True)
    return Person("c", Role.CHILD, first_names="Léo", birth_date=born, custody=Custody.FULL, **more)


def test_a_child_of_20_and_of_25_are_events_and_family_benefits_are_told_not_guessed(household) -> None:
    case = household(persons=(*household().persons, child(date(2006, 3, 1))))
    until = date(2032, 7, 31)
    assert [(e.day, e.label) for e in events(case, DAY, until)] == [
        (date(2026, 3, 1), "Léo a 20 ans"),
        (date(2031, 3, 1), "Léo a 25 ans"),
    ]
    assert events(case, date(2026, 3, 1), date(2031, 2, 28)) == ()
    assert len(events(case, date(2026, 3, 1), date(2031, 3, 1))) == 1
    assert len(events(case, date(2026, 2, 28), date(2031, 2, 28))) == 1
    found = coming(case, assess(case, DAY), START, 84)
    assert [c.month for c in found.changes] == [9, 69]
    assert any("prestations familiales cesseront" in notice and "01/03/2026" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("later", "age", "dependent"),
    [(date(2026, 2, 28), 19, True), (date(2026, 3, 1), 20, None), (date(2027, 3, 1), 21, None)],
)
def test_the_case_as_it_will_be_has_the_ages_of_then(household, later, age, dependent) -> None:
    """A child said to be in charge at 19 is not taken for in charge at 20 because of that."""
    case = household(persons=(*household().persons, child(date(2006, 3, 1))))
    then = case_as_of(case, DAY, later).persons[1]
    assert age_on(then.birth_date, DAY) == age
    assert then.dependent is dependent


def test_a_child_already_20_and_said_to_be_in_charge_stays_so(household) -> None:
    case = household(persons=(*household().persons, child(date(2004, 3, 1))))
    assert case_as_of(case, DAY, date(2027, 1, 1)).persons[1].dependent is True


def test_an_adult_and_an_unknown_age_are_left_alone(household) -> None:
    unknown = replace(child(date(2010, 1, 1)), birth_date=None)
    case = household(persons=(*household().persons, unknown))
    assert case_as_of(case, DAY, date(2030, 1, 1)).persons == case.persons
    assert events(case, DAY, date(2040, 1, 1)) == ()
