"""The snapshot says what the page « Budget » says, adds up to the cent, and leaves nothing out in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.answers import NoAnswer
from pcb.domain.assessment import assess
from pcb.domain.case import Account, Case, Declared, Expense, Income, Person
from pcb.domain.letters import letters
from pcb.domain.money import Money, total
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.take_home.building import snapshot
from pcb.domain.take_home.plain import from_plain, to_plain
from pcb.domain.take_home.sheets import weeks_of
from pcb.domain.take_home.snapshot import Said, Snapshot, UnknownAmount
from pcb.domain.take_home.words import BENEFIT_TO_LANDLORD, KINDS, NET_RENT, PAPERS, SAID
from pcb.domain.take_home_notes import ActionNote, AppointmentNote, ContactNote, TakeHome
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import Role
from pcb.domain.vocabulary.take_home import ActionModel, Doer
from pcb.interview.effective import effective
from tests.interview.random_cases import SEEDS, random_case

DAY = date(2026, 11, 24)
HOUSEHOLD = Case(
    declared=Declared(no_debt=True),
    persons=(Person("p1", Role.DEPOSANT, first_names="Amélie, Jeanne"),),
    incomes=(
        Income("i1", IncomeKind.SALARY, Money(152040), owner="p1", payer="EHPAD", day=28),
        Income("i2", IncomeKind.HOUSING_BENEFIT, Money(20000), paid_to_landlord=True),
    ),
    expenses=(
        Expense("e1", ExpenseKind.RENT, Money(54800), day=5, payee="Habitat"),
        Expense("e2", ExpenseKind.FOOD, Money(9000), period=Period.WEEKLY),
    ),
    accounts=(Account("a1", AccountKind.CURRENT, balance=Money(10000), overdraft_allowed=Money(30000)),),
)


def taken(case: Case, day: date = DAY) -> Snapshot:
    facts = effective(case)
    found = assess(facts, day)
    return snapshot(
        facts, found, letters(facts, day, {}), papers_to_join(facts, day), revision=7, household="Mme Martin"
    )


@given(SEEDS)
@settings(deadline=None, max_examples=60)
def test_the_lines_of_any_household_add_up_to_the_figures_of_the_budget_page(seed: int) -> None:
    case = effective(random_case(seed))
    lived = assess(case, DAY).lived
    made = taken(case)
    budget = made.budget
    assert total(line.amount for line in budget.resources) == budget.total_resources == lived.resources.total
    assert total(line.amount for line in budget.charges) == budget.total_charges == lived.charges.total
    assert total(line.amount for line in budget.instalments) == budget.total_instalments == lived.instalments.total
    assert budget.remainder == budget.total_resources - budget.total_charges - budget.total_instalments
    untold = {side for side in ("expense", "debt") if budget.untold(side)}
    assert len(budget.unknown) - len(untold) == len(lived.missing)
    assert ("expense" in untold) == (not case.expenses and not budget.charges and case.declared.no_expense is not True)
    assert ("debt" in untold) == (not case.debts and case.declared.no_debt is not True)
    assert len(made.watch) <= 3
    assert from_plain(to_plain(made)) == made


@given(SEEDS)
@settings(deadline=None, max_examples=60)
def test_the_balance_of_each_day_is_the_opening_and_what_moved(seed: int) -> None:
    month = taken(random_case(seed)).month
    balance = month.opening or Money(0)
    for day in month.days:
        balance = balance + total(movement.amount for movement in day.movements)
        assert day.balance == balance
    assert month.closing == balance


@given(SEEDS)
@settings(deadline=None, max_examples=60)
def test_every_code_and_key_is_in_the_closed_list_that_is_translated(seed: int) -> None:
    made = taken(random_case(seed))
    budget = made.budget
    kinds = {one.kind for one in (*budget.resources, *budget.charges, *budget.instalments, *budget.unknown)}
    kinds |= {one.kind for one in (*budget.aside, *made.month.undated, *made.to_pay, *made.not_now)}
    kinds |= {one.kind for day in made.month.days for one in day.movements}
    assert kinds <= set(KINDS)
    assert {paper.kind for paper in made.papers} <= {*PAPERS, ""}
    said = [*made.watch, *made.notes, *made.month.notes, *(one.what for one in made.todo)]
    said += [one.why for one in (*made.to_pay, *made.not_now) if one.why is not None]
    for one in said:
        assert (set(one.blanks) == set(SAID[one.key])) if one.key else one.text


def test_the_benefit_paid_to_the_landlord_never_reaches_the_account_and_the_rent_is_net_of_it() -> None:
    made = taken(HOUSEHOLD)
    assert [line.kind for line in made.budget.resources] == ["income.salary", BENEFIT_TO_LANDLORD]
    (fifth,) = [day for day in made.month.days if day.day.day == 5]
    assert [(one.kind, one.amount) for one in fifth.movements] == [(NET_RENT, Money(-34800))]
    assert [(one.kind, one.amount) for one in made.to_pay] == [(NET_RENT, Money(34800))]


def test_a_rent_that_the_benefit_pays_whole_is_not_to_be_paid() -> None:
    (salary, benefit) = HOUSEHOLD.incomes
    whole = replace(HOUSEHOLD, incomes=(salary, replace(benefit, amount=Money(54800))))
    assert taken(whole).to_pay == ()


def test_a_benefit_above_the_rent_is_told_as_on_the_budget_page() -> None:
    (salary, benefit) = HOUSEHOLD.incomes
    for cents, beyond in ((54800, None), (54801, Money(1))):
        case = replace(HOUSEHOLD, incomes=(salary, replace(benefit, amount=Money(cents))))
        told = {one.key: one.blanks for one in taken(case).month.notes}
        assert told.get("note.benefit_beyond_rent") == ({"amount": beyond} if beyond else None)
        on_the_page = assess(effective(case), DAY).calendar.notes
        assert any("au-delà du loyer" in note for note in on_the_page) is (beyond is not None)


def test_a_detail_is_the_payer_and_the_first_name_and_no_name_of_who_gives_none() -> None:
    couple = replace(HOUSEHOLD, persons=(*HOUSEHOLD.persons, Person("p2", Role.PARTNER)))
    assert taken(couple).budget.resources[0].detail == "EHPAD, Amélie"
    assert taken(HOUSEHOLD).budget.resources[0].detail == "EHPAD"  # alone, whose it is goes without saying
    hidden = replace(couple, welcome=replace(HOUSEHOLD.welcome, anonymous=True))
    assert taken(hidden).budget.resources[0].detail == "EHPAD"


def test_an_amount_that_is_not_known_is_listed_and_counted() -> None:
    unknown = Expense("e3", ExpenseKind.WATER, NoAnswer.DOES_NOT_KNOW, payee="Régie")
    made = taken(replace(HOUSEHOLD, expenses=(*HOUSEHOLD.expenses, unknown)))
    assert made.budget.unknown == (UnknownAmount("expense.water", "Régie"),)
    assert Said("note.unknown_amounts", blanks={"count": "1"}) in made.notes


def test_a_household_of_which_nothing_is_known_says_so() -> None:
    made = taken(Case())
    assert made.budget.unknown == (UnknownAmount("income"), UnknownAmount("expense"), UnknownAmount("debt"))
    none = Declared(no_income=True, no_expense=True, no_debt=True)
    assert taken(Case(declared=none)).budget.unknown == ()
    assert made.month.opening is None
    assert Said("note.opening_unknown") in made.month.notes


def test_the_calendar_is_that_of_the_month_after_when_it_is_asked_for() -> None:
    assert taken(HOUSEHOLD).month.first_day == date(2026, 11, 1)
    later = taken(replace(HOUSEHOLD, take_home=TakeHome(next_month=True)))
    assert (later.month.first_day, later.month.next_month) == (date(2026, 12, 1), date(2027, 1, 1))
    assert later.budget.remainder == taken(HOUSEHOLD).budget.remainder


@pytest.mark.parametrize(("first", "count"), [(date(2027, 2, 1), 4), (date(2028, 2, 1), 5), (date(2026, 11, 1), 5)])
def test_the_weeks_of_a_month_add_up_to_the_cent(first: date, count: int) -> None:
    weeks = weeks_of(first, Money(100_001))
    assert len(weeks) == count
    assert total(week.amount for week in weeks) == Money(100_001)
    assert weeks[0].first == first
    assert (weeks[-1].last.month, (weeks[-1].last.replace(day=28) - first).days) == (first.month, 27)


@given(st.integers(1, 10**9))
def test_no_week_is_a_cent_away_from_its_share_of_days(cents: int) -> None:
    for week in weeks_of(date(2026, 11, 1), Money(cents)):
        days = (week.last - week.first).days + 1
        assert abs(week.amount.cents * 30 - cents * days) < 30


def test_there_are_weeks_when_they_are_wished_and_something_is_left() -> None:
    wished = replace(HOUSEHOLD, take_home=TakeHome(by_week=True))
    assert taken(HOUSEHOLD).budget.weeks == ()
    assert len(taken(wished).budget.weeks) == 5
    assert Said("note.weeks") in taken(wished).notes
    dearer = replace(wished, expenses=(Expense("e1", ExpenseKind.RENT, Money(900_000)),))
    assert taken(dearer).budget.weeks == ()


def test_what_is_to_do_is_ordered_by_date_what_is_done_last() -> None:
    actions = (
        ActionNote("1", ActionModel.CALL_BANK, done_on=DAY),
        ActionNote("2", what="Voir la mairie", who=Doer.OTHER, who_name="Le fils"),
        ActionNote("3", ActionModel.OPEN_MAIL, "les factures", before=date(2026, 12, 1)),
        ActionNote("4", who=Doer.PERSON),
    )
    todo = taken(replace(HOUSEHOLD, actions=actions)).todo
    assert [one.what for one in todo] == [
        Said("action.open_mail", blanks={"detail": "les factures"}),
        Said(text="Voir la mairie"),
        Said("action.call_bank", blanks={"detail": ""}),
    ]
    assert (todo[1].who, todo[1].who_name) == ("other", "Le fils")


def test_appointments_are_those_to_come_in_the_order_of_day_and_hour() -> None:
    noted = (
        AppointmentNote("1", DAY, "14\u00a0h", with_whom="b"),
        AppointmentNote("2", DAY, "9\u00a0h\u00a030", with_whom="a"),
        AppointmentNote("3", date(2026, 11, 23), with_whom="passé"),
        AppointmentNote("4", with_whom="à fixer"),
    )
    made = taken(replace(HOUSEHOLD, appointments=noted, contacts=(ContactNote("1", about="rien"),)))
    assert [one.with_whom for one in made.appointments] == ["a", "b", "à fixer"]
    assert made.contacts == ()
