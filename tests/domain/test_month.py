"""The calendar of the month: what moves on which day, and the lowest point."""

from datetime import date

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Account, Debt, Income
from pcb.domain.money import Money
from pcb.domain.month import MonthCalendar, days_of
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import Role

K = ExpenseKind


def moves(calendar: MonthCalendar) -> list[tuple[int, str, str]]:
    """Every dated movement: day, label, signed amount."""
    return [
        (flow.day.day, line.label, (line.amount if side == "in" else -line.amount).exact())
        for flow in calendar.days
        for side, lines in (("in", flow.money_in), ("out", flow.money_out))
        for line in lines
    ]


@pytest.mark.parametrize(
    ("day", "period", "length", "expected"),
    [
        (5, Period.MONTHLY, 30, (5,)),
        (31, Period.MONTHLY, 30, (30,)),
        (31, Period.MONTHLY, 28, (28,)),
        (29, Period.MONTHLY, 29, (29,)),
        (1, Period.WEEKLY, 30, (1, 8, 15, 22, 29)),
        (1, Period.WEEKLY, 28, (1, 8, 15, 22)),
        (17, Period.WEEKLY, 31, (3, 10, 17, 24, 31)),
        (20, Period.FORTNIGHTLY, 30, (6, 20)),
        (1, Period.FORTNIGHTLY, 30, (1, 15, 29)),
        (10, Period.QUARTERLY, 30, ()),
        (10, Period.YEARLY, 30, ()),
        (None, Period.MONTHLY, 30, ()),
        (None, Period.WEEKLY, 30, ()),
    ],
)
def test_the_days_on_which_something_comes(day, period, length, expected) -> None:
    assert days_of(day, period, length) == expected


def test_the_month_runs_day_by_day_to_its_lowest_point(family, salary, charge, assessed) -> None:
    account = Account("k", AccountKind.CURRENT, balance=Money.of("200"), owner="a", balance_on=date(2025, 6, 28))
    case = family(
        incomes=(salary("1500", day=28),),
        expenses=(charge(K.RENT, "500", day=5), charge(K.FOOD, "100", period=Period.WEEKLY, day=7)),
        debts=(Debt("d", DebtKind.PERSONAL_LOAN, instalment=Money.of("120"), day=31),),
        accounts=(account,),
    )
    calendar = assessed(case).calendar
    assert len(calendar.days) == 30
    assert calendar.opening == Money.of("200")
    assert moves(calendar) == [
        (5, "Loyer hors charges", "-500.00"),
        (7, "Alimentation", "-100.00"),
        (14, "Alimentation", "-100.00"),
        (21, "Alimentation", "-100.00"),
        (28, "Salaire", "1500.00"),
        (28, "Alimentation", "-100.00"),
        (30, "Prêt personnel", "-120.00"),
    ]
    assert calendar.low_point.day == date(2025, 6, 21)
    assert calendar.low_point.balance == calendar.worst == Money.of("-600")
    assert calendar.days[-1].balance == Money.of("680")
    assert "28/06/2025" in calendar.notes[0]


def test_without_a_known_balance_the_month_starts_from_zero_and_says_so(family, salary, assessed) -> None:
    accounts = (
        Account("k", AccountKind.CURRENT, balance=NoAnswer.REFUSES),
        Account("l", AccountKind.LIVRET_A, balance=Money(9)),
    )
    calendar = assessed(family(incomes=(salary("1500", day=28),), accounts=accounts)).calendar
    assert calendar.opening is None
    assert calendar.days[0].balance == Money(0)
    assert "part de zéro" in calendar.notes[0]


def test_an_unknown_balance_beside_a_known_one_is_said(family, assessed) -> None:
    accounts = (Account("k", AccountKind.CURRENT, balance=Money.of("-150")), Account("l", AccountKind.CURRENT))
    calendar = assessed(family(accounts=accounts)).calendar
    assert calendar.opening == Money.of("-150")
    assert any("n’est pas connu" in note for note in calendar.notes)


def test_the_account_of_an_adult_child_is_not_the_couples(family, child, assessed) -> None:
    account = Account("k", AccountKind.CURRENT, balance=Money.of("900"), owner="c")
    assert assessed(family(child("c", 1999), accounts=(account,))).calendar.opening is None


def test_what_has_no_day_is_apart_and_makes_the_worst_case(family, salary, charge, assessed) -> None:
    case = family(incomes=(salary("1500"),), expenses=(charge(K.RENT, "500", day=5), charge(K.LEISURE, "80")))
    calendar = assessed(case).calendar
    assert [line.amount.exact() for line in calendar.undated_in] == ["1500.00"]
    assert [(line.amount.exact(), line.reason) for line in calendar.undated_out] == [("80.00", "jour inconnu")]
    assert calendar.low_point.balance == Money.of("-500")
    assert calendar.worst == Money.of("-580")


def test_a_quarterly_bill_is_a_monthly_provision(family, charge, assessed) -> None:
    case = family(expenses=(charge(K.WATER, "90", period=Period.QUARTERLY, day=12),))
    (line,) = assessed(case).calendar.undated_out
    assert line.amount == Money.of("30")
    assert line.reason == "provision pour le mois (90,00\u202f€ par trimestre)"


def benefit(paid_to_landlord: bool | None, euros: str = "231") -> Income:
    return Income(
        "apl", IncomeKind.HOUSING_BENEFIT, Money.of(euros), owner="a", day=5, paid_to_landlord=paid_to_landlord
    )


def test_a_housing_benefit_paid_to_the_landlord_never_comes_in_and_the_rent_is_net_of_it(
    family, charge, assessed
) -> None:
    found = assessed(family(incomes=(benefit(True),), expenses=(charge(K.RENT, "500", day=5),)))
    assert moves(found.calendar) == [(5, "Loyer hors charges, aide au logement déduite", "-269.00")]
    assert found.lived.resources.total == Money.of("231")
    assert found.lived.charges.total == Money.of("500")


@pytest.mark.parametrize("paid", [False, None])
def test_a_housing_benefit_paid_to_the_household_comes_in(family, charge, assessed, paid) -> None:
    calendar = assessed(family(incomes=(benefit(paid),), expenses=(charge(K.RENT, "500", day=5),))).calendar
    assert [amount for _, _, amount in moves(calendar)] == ["231.00", "-500.00"]


def test_a_benefit_larger_than_the_rent_is_said(family, charge, assessed) -> None:
    calendar = assessed(family(incomes=(benefit(True),), expenses=(charge(K.RENT, "200", day=5),))).calendar
    assert [amount for _, _, amount in moves(calendar)] == ["0.00"]
    assert any("31,00" in note and "avant déduction" in note for note in calendar.notes)


def test_the_partners_single_figure_comes_in_without_a_day(family, person, salary, assessed) -> None:
    case = family(person("b", Role.PARTNER, own_resources=Money.of("1000")), incomes=(salary("1500", day=1),))
    assert [line.amount.exact() for line in assessed(case).calendar.undated_in] == ["1000.00"]


def test_the_money_of_an_adult_child_is_not_in_the_calendar(family, child, salary, assessed) -> None:
    case = family(child("c", 1999), incomes=(salary("1600", "c", day=3),))
    assert moves(assessed(case).calendar) == []
