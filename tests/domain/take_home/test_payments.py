"""Who is paid, who is not: only what the law says for certain, what a plan makes due, or what the counsellor chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pcb.domain.case import JOINT, Case, Debt, Expense, Person, Proceeding
from pcb.domain.letter_notes import Procedure
from pcb.domain.money import Money
from pcb.domain.plan_notes import OfferNote, ReceivedAmount, ReceivedPalier, ReceivedPlan
from pcb.domain.take_home.payments import Payments, next_day, payments
from pcb.domain.take_home.snapshot import Said
from pcb.domain.take_home_notes import PayChoice
from pcb.domain.vocabulary.budget import ExpenseKind, Period
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.domain.vocabulary.plans import OfferAnswer
from pcb.domain.vocabulary.take_home import PayNow

DAY = date(2026, 11, 24)
ADMISSIBLE = Procedure(admissible_on=date(2026, 10, 1))
ILLEGAL = Said("not_now.admissible", blanks={"day": date(2026, 10, 1)})
CREDIT = Debt("d1", DebtKind.REVOLVING, "Lomagne", instalment=Money(14800), insurance=Money(500), day=10)


def case_of(*debts: Debt, **more: object) -> Case:
    return replace(Case(persons=(Person("p1", Role.DEPOSANT),), debts=debts), **more)  # type: ignore[arg-type]


def paid(case: Case, day: date = DAY) -> Payments:
    return payments(case, day, {})


def kinds(found: Payments) -> tuple[list[str], list[str], list[str]]:
    return (
        [one.kind for one in found.to_pay],
        [one.kind for one in found.not_now],
        [f"debt.{debt.kind.value}" for debt in found.undecided],
    )


def test_without_procedure_an_instalment_is_to_be_paid_as_on_the_budget_page_with_its_insurance() -> None:
    (one,) = paid(case_of(replace(CREDIT, ends_on=date(2028, 1, 10)))).to_pay
    assert (one.amount, one.day, one.until, one.who) == (
        Money(15300), date(2026, 12, 10), date(2028, 1, 10), "Lomagne",
    )  # fmt: skip


def test_arrears_without_an_instalment_are_neither_paid_nor_left_unpaid_by_the_tool() -> None:
    assert kinds(paid(case_of(Debt("d1", DebtKind.ENERGY, unpaid=Money(9000))))) == ([], [], ["debt.energy"])


@pytest.mark.parametrize(
    ("day", "banned"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2028, 9, 30), True),
        (date(2028, 10, 1), False),
    ],
)
def test_the_law_forbids_payment_from_the_letter_received_for_two_years(day: date, banned: bool) -> None:
    found = paid(case_of(CREDIT, procedure=ADMISSIBLE), day)
    assert [one.why for one in found.not_now] == ([ILLEGAL] if banned else [])
    assert bool(found.to_pay) is not banned


@pytest.mark.parametrize(
    ("course", "banned"),
    [
        (replace(ADMISSIBLE, refused_on=date(2026, 9, 1)), True),  # an older refusal, then admissible
        (replace(ADMISSIBLE, refused_on=date(2026, 10, 20)), False),
        (replace(ADMISSIBLE, measures_on=date(2026, 11, 24)), False),
        (replace(ADMISSIBLE, measures_on=date(2026, 11, 25)), True),
        (replace(ADMISSIBLE, recovery_on=date(2026, 11, 1)), False),
        (replace(ADMISSIBLE, failed_on=date(2026, 11, 1)), True),
        (Procedure(filed_on=date(2026, 10, 1)), False),
    ],
)
def test_the_ban_ends_with_what_ends_it(course: Procedure, banned: bool) -> None:
    assert bool(paid(case_of(CREDIT, procedure=course)).not_now) is banned


def test_alimony_is_paid_whatever_the_procedure() -> None:
    found = paid(case_of(Debt("d1", DebtKind.ALIMONY, instalment=Money(5000)), procedure=ADMISSIBLE))
    assert [(one.amount, one.why) for one in found.to_pay] == [(Money(5000), Said("pay.alimony"))]


@pytest.mark.parametrize("kind", [DebtKind.PENAL_FINE, DebtKind.DAMAGES, DebtKind.FRAUD, DebtKind.PAWN])
def test_of_debts_whose_text_was_not_read_nothing_is_said_once_admissible(kind: DebtKind) -> None:
    debt = Debt("d1", kind, instalment=Money(5000))
    assert kinds(paid(case_of(debt, procedure=ADMISSIBLE))) == ([], [], [f"debt.{kind.value}"])
    assert kinds(paid(case_of(debt))) == ([f"debt.{kind.value}"], [], [])


def test_rent_arrears_are_uncertain_only_when_a_judge_may_have_granted_time() -> None:
    rent = Debt("d1", DebtKind.RENT, unpaid=Money(90000))
    eviction = (Proceeding("s1", ProceedingKind.EVICTION),)
    assert kinds(paid(case_of(rent, procedure=ADMISSIBLE)))[1] == ["debt.rent"]
    assert kinds(paid(case_of(rent, procedure=ADMISSIBLE, proceedings=eviction)))[2] == ["debt.rent"]


@pytest.mark.parametrize(
    ("debt", "banned"),
    [
        (replace(CREDIT, granted_on=date(2026, 10, 1)), True),
        (replace(CREDIT, granted_on=date(2026, 10, 2)), False),
        (Debt("d1", DebtKind.WATER, instalment=Money(1000), first_unpaid_on=date(2026, 10, 2)), False),
        (Debt("d1", DebtKind.WATER, instalment=Money(1000), first_unpaid_on=date(2026, 10, 1)), True),
    ],
)
def test_a_debt_born_after_the_letter_is_paid(debt: Debt, banned: bool) -> None:
    assert bool(paid(case_of(debt, procedure=ADMISSIBLE)).not_now) is banned


def test_only_the_one_who_files_is_protected() -> None:
    case = case_of(
        replace(CREDIT, owner="p2"),
        replace(CREDIT, id="d2", owner=JOINT),
        procedure=ADMISSIBLE,
        persons=(Person("p1", Role.DEPOSANT), Person("p2", Role.PARTNER)),
        filing=replace(Case().filing, mode=FilingMode.ALONE),
    )
    found = paid(case)
    assert (len(found.to_pay), len(found.not_now)) == (1, 1)


def test_a_choice_decides_with_its_reason_until_its_day() -> None:
    until = DAY + timedelta(days=30)
    choice = PayChoice("d1", PayNow.NOT_NOW, until, "Attendre la réponse")
    case = case_of(CREDIT, pay_choices=(choice,))
    assert [(one.why.text, one.until) for one in paid(case).not_now] == [("Attendre la réponse", until)]
    assert paid(case, until).not_now
    assert paid(case, until + timedelta(days=1)).to_pay


def test_what_the_law_forbids_is_paid_only_for_a_reason_that_is_written() -> None:
    bare = case_of(CREDIT, procedure=ADMISSIBLE, pay_choices=(PayChoice("d1", PayNow.PAY),))
    found = paid(bare)
    assert ([one.why for one in found.not_now], found.beside) == ([ILLEGAL], ("d1",))
    reasoned = replace(bare, pay_choices=(PayChoice("d1", PayNow.PAY, why="Le juge l’autorise"),))
    found = paid(reasoned)
    assert ([one.why for one in found.to_pay], found.beside) == ([Said(text="Le juge l’autorise")], ())


def test_a_suspension_noted_gives_the_reason_of_what_was_chosen_and_decides_nothing_alone() -> None:
    course = Procedure(measures_on=date(2026, 6, 1), suspension_ends_on=date(2027, 6, 1))
    assert kinds(paid(case_of(CREDIT, procedure=course)))[2] == ["debt.revolving"]
    chosen = case_of(CREDIT, procedure=course, pay_choices=(PayChoice("d1", PayNow.NOT_NOW),))
    assert [one.why for one in paid(chosen).not_now] == [Said("not_now.suspended", blanks={"day": date(2027, 6, 1)})]


PLANNED = case_of(
    CREDIT,
    Debt("d2", DebtKind.PERSONAL_LOAN, "Savès", instalment=Money(20000)),
    Debt("d3", DebtKind.TAX, "Impôts"),
    received=ReceivedPlan(decided_on=date(2026, 9, 1), first_payment=date(2026, 10, 31)),
    received_paliers=(ReceivedPalier("1", 2), ReceivedPalier("2", 10)),
    received_amounts=(
        ReceivedAmount("1-d1", Money(5000)),
        ReceivedAmount("1-d2", Money(0)),
        ReceivedAmount("2-d1", Money(0)),
        ReceivedAmount("2-d2", Money(7000)),
    ),
)


def test_a_plan_received_says_who_is_paid_how_much_and_until_when() -> None:
    found = paid(PLANNED)
    assert [(o.kind, o.amount, o.day, o.until) for o in found.to_pay] == [
        ("plan.instalment", Money(5000), date(2026, 11, 30), date(2026, 11, 30))
    ]
    assert [(o.who, o.why) for o in found.not_now] == [
        ("Savès", Said("not_now.in_plan", blanks={"day": date(2026, 9, 1)}))
    ]
    assert [debt.id for debt in found.undecided] == ["d3"]  # the letter, as typed, does not name it


def test_the_palier_is_that_of_the_next_payment() -> None:
    found = paid(PLANNED, date(2026, 12, 1))
    assert [one.amount for one in paid(PLANNED, date(2026, 11, 30)).to_pay] == [Money(5000)]
    assert [(o.who, o.amount, o.day, o.until) for o in found.to_pay] == [
        ("Savès", Money(7000), date(2026, 12, 31), date(2027, 9, 30))
    ]


def test_once_the_plan_is_over_it_makes_nothing_due() -> None:
    assert kinds(paid(PLANNED, date(2027, 10, 1)))[:2] == ([], [])


def test_an_offer_that_was_accepted_is_due_one_that_was_not_is_not() -> None:
    offers = (OfferNote("d1", Money(4000), answer=OfferAnswer.ACCEPTED),)
    assert [(o.kind, o.amount) for o in paid(case_of(CREDIT, offers=offers)).to_pay] == [
        ("plan.instalment", Money(4000))
    ]
    silent = (OfferNote("d1", Money(4000), answer=OfferAnswer.SILENCE),)
    assert [o.amount for o in paid(case_of(CREDIT, offers=silent)).to_pay] == [Money(15300)]


def test_charges_to_keep_the_home_are_always_told_food_only_with_its_day_leisure_never() -> None:
    expenses = (
        Expense("e1", ExpenseKind.RENT, None),
        Expense("e2", ExpenseKind.FOOD, Money(100)),
        Expense("e3", ExpenseKind.FOOD, Money(100), day=3),
        Expense("e4", ExpenseKind.LEISURE, Money(100), day=3),
        Expense("e5", ExpenseKind.PHONE, Money(100), day=3),
        Expense("e6", ExpenseKind.ALIMONY_PAID, Money(100)),
    )
    found = paid(case_of(expenses=expenses))
    assert [(one.kind, one.amount, one.why.key if one.why else "") for one in found.to_pay] == [
        ("expense.rent", None, "pay.housing"),
        ("expense.food", Money(100), "pay.food"),
        ("expense.phone", Money(100), ""),
        ("expense.alimony_paid", Money(100), "pay.alimony"),
    ]


@pytest.mark.parametrize(
    ("number", "period", "day", "expected"),
    [
        (24, Period.MONTHLY, DAY, DAY),
        (23, Period.MONTHLY, DAY, date(2026, 12, 23)),
        (31, Period.MONTHLY, date(2027, 2, 1), date(2027, 2, 28)),
        (3, Period.WEEKLY, DAY, DAY),
        (2, Period.WEEKLY, date(2026, 11, 30), date(2026, 11, 30)),
        (3, Period.YEARLY, DAY, None),
        (None, Period.MONTHLY, DAY, None),
    ],
)
def test_the_next_day_is_the_first_from_today(number: int | None, period: Period, day: date, expected: date) -> None:
    assert next_day(number, period, day) == expected
