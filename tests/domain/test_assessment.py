"""The assessment as a whole: never an exception for lack of facts, and what must hold of every household."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcb.domain.answers import NoAnswer
from pcb.domain.assessment import Assessment, Reading, assess
from pcb.domain.case import (
    Account,
    Case,
    Debt,
    Declared,
    Expense,
    Family,
    Filing,
    Home,
    Income,
    Person,
    Proceeding,
)
from pcb.domain.explain import Explained
from pcb.domain.money import ZERO, Money, total
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import ChargeSharing, Custody, FilingMode, MaritalStatus, Occupancy, Role

DAYS = st.sampled_from(
    [date(2010, 5, 5), date(2012, 3, 1), date(2021, 6, 1), date(2024, 2, 29), date(2026, 11, 23), date(2027, 5, 1)]
)
OWNERS = ["p0", "p1", "p2", "p3", "joint", "gone"]


def answer(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, an answer without a value, or not asked."""
    return st.one_of(values, values, values, st.none(), st.sampled_from(NoAnswer))


def a(values: Any) -> st.SearchStrategy[Any]:
    return answer(st.sampled_from(values))


yes_no = answer(st.booleans())
money = answer(st.integers(0, 400_000).map(Money))
days = answer(st.integers(1, 31))
births = answer(st.dates(date(1940, 1, 1), date(2025, 1, 1)))
names = answer(st.sampled_from(["Anne", "Luc", "O'Hara <b>&"]))


def numbered(prefix: str, item: type, most: int, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    built = st.lists(st.builds(item, id=st.just(""), **fields), max_size=most)
    return built.map(lambda items: tuple(replace(i, id=f"{prefix}{n}") for n, i in enumerate(items)))


persons = numbered(
    "p", Person, 5, role=st.sampled_from(Role), first_names=names, birth_date=births, custody=a(list(Custody)),
    dependent=yes_no, alimony_paid_for=yes_no, has_resources=yes_no, own_resources=money,
)  # fmt: skip
cases = st.builds(
    Case,
    persons=persons,
    filing=st.builds(
        Filing, mode=a(list(FilingMode)), sole_trader=yes_no, good_faith_doubt=yes_no, lives_in_france=yes_no,
        filed_before=yes_no, earlier_outcome=a(list(PastOutcome)), earlier_months_used=answer(st.integers(0, 84)),
        charge_sharing=a(list(ChargeSharing)), agreed_share=answer(st.integers(0, 100)), keep_main_residence=yes_no,
        above_quotite_agreed=yes_no, earlier_forfaits=yes_no,
    ),
    family=st.builds(Family, status=a(list(MaritalStatus)), lone_parent_majoration=yes_no),
    home=st.builds(Home, occupancy=a(list(Occupancy)), codeposant_lives_here=yes_no),
    incomes=numbered(
        "i", Income, 5, kind=st.sampled_from(IncomeKind), amount=money, period=st.sampled_from(Period), owner=a(OWNERS),
        paid_to_landlord=yes_no, day=days, ends_on=answer(st.dates(date(2020, 1, 1), date(2028, 1, 1))),
    ),
    expenses=numbered(
        "e", Expense, 6, kind=st.sampled_from(ExpenseKind), amount=money, period=st.sampled_from(Period),
        owner=a(OWNERS), day=days, evidence=a(list(Evidence)),
    ),
    debts=numbered(
        "d", Debt, 4, kind=st.sampled_from(DebtKind), creditor=names, balance=money, unpaid=money, instalment=money,
        insurance=money, period=st.sampled_from(Period), day=days, due_in_full=yes_no,
    ),
    accounts=numbered("k", Account, 2, kind=st.sampled_from(AccountKind), owner=a(OWNERS), balance=money),
    proceedings=numbered("s", Proceeding, 1, kind=st.sampled_from(ProceedingKind), withheld=money),
    declared=st.builds(Declared, no_income=yes_no, no_debt=yes_no),
)  # fmt: skip
slowly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def figures(found: Assessment) -> list[Explained]:
    every = [found.lived.resources, found.lived.charges, found.lived.instalments, found.lived.remainder]
    every += [found.retained.resources, found.retained.charges] if found.retained else []
    every += [f for f in (found.quotite, found.rsa_floor, found.capacity, found.capacity_with_all_proofs) if f]
    return every


@slowly
@given(cases, DAYS, st.sampled_from(Reading))
def test_any_household_however_incomplete_is_assessed(case: Case, day: date, reading: Reading) -> None:
    found = assess(case, day, reading)
    assert (found.day, found.reading) == (day, reading)
    if found.capacity is None:
        assert found.missing
    assert len(set(found.notices)) == len(found.notices)


@slowly
@given(cases, DAYS)
def test_the_total_of_the_lines_is_the_total_shown(case: Case, day: date) -> None:
    found = assess(case, day)
    for figure in figures(found):
        if figure.is_sum:
            assert total(line.amount for line in figure.lines if line.counts) == figure.total
    if found.retained:
        assert total(line.retained for line in found.retained.lines) == found.retained.charges.total
    lived = found.lived
    assert lived.remainder.total == lived.resources.total - lived.charges.total - lived.instalments.total


@slowly
@given(cases, st.sampled_from([date(2024, 2, 29), date(2025, 6, 30), date(2026, 11, 23)]), st.sampled_from(Reading))
def test_a_repayment_never_takes_what_is_left_under_the_floor(case: Case, day: date, reading: Reading) -> None:
    found = assess(case, day, reading)
    if found.capacity is None:
        return
    assert found.retained is not None
    assert found.rsa_floor is not None
    left = found.retained.resources.total - found.capacity.total
    assert found.capacity.total == ZERO or left >= found.rsa_floor.total
    assert found.capacity.total == ZERO or left >= found.retained.charges.total


@slowly
@given(cases)
def test_with_every_paper_seen_the_capacity_is_the_one_announced(case: Case) -> None:
    day = date(2025, 6, 30)
    proved = replace(case, expenses=tuple(replace(e, evidence=Evidence.SEEN) for e in case.expenses))
    before, after = assess(case, day), assess(proved, day)
    if before.capacity is None:
        assert after.capacity is None
        return
    assert before.capacity_with_all_proofs is not None
    assert after.capacity is not None
    assert before.capacity_with_all_proofs.total == after.capacity.total
    assert after.capacity_with_all_proofs is not None
    assert after.capacity_with_all_proofs.total == after.capacity.total


@slowly
@given(cases, st.integers(0, 100_000))
def test_more_resources_never_lower_the_quotite_of_a_household(case: Case, more: int) -> None:
    """A single filer: with two, a resource that grows past the RSA takes a spouse out of charge, which is the law."""
    case = replace(case, persons=tuple(p for p in case.persons if p.role is Role.CHILD))
    case = replace(case, persons=(Person("p9", Role.DEPOSANT), *case.persons))
    richer = replace(case, incomes=(*case.incomes, Income("i9", IncomeKind.SALARY, Money(more), owner="p9")))
    before, after = assess(case, date(2025, 6, 30)).quotite, assess(richer, date(2025, 6, 30)).quotite
    assert after is not None
    assert before is None or after.total >= before.total


@slowly
@given(cases, DAYS)
def test_the_same_facts_give_the_same_assessment(case: Case, day: date) -> None:
    assert assess(case, day) == assess(case, day)


@slowly
@given(cases)
def test_the_calendar_loses_nothing_of_the_month(case: Case) -> None:
    calendar = assess(case, date(2025, 6, 30)).calendar
    moved = sum(
        sum(line.amount.cents for line in flow.money_in) - sum(line.amount.cents for line in flow.money_out)
        for flow in calendar.days
    )
    assert calendar.days[-1].balance.cents == (calendar.opening or ZERO).cents + moved
    assert calendar.low_point.balance == min(flow.balance for flow in calendar.days)
    assert calendar.worst <= calendar.low_point.balance


def test_an_empty_case_says_what_is_missing() -> None:
    found = assess(Case(), date(2025, 6, 30))
    assert (found.retained, found.quotite, found.rsa_floor, found.capacity) == (None, None, None, None)
    assert any("composition du foyer" in sentence for sentence in found.missing)
    assert any("Aucune ressource" in sentence for sentence in found.missing)
    assert not found.lived.complete


def test_a_couple_of_which_one_is_not_entered_is_said() -> None:
    case = Case(persons=(Person("p", Role.DEPOSANT),), family=Family(status=MaritalStatus.MARRIED))
    assert any("conjoint n’est pas inscrit" in notice for notice in assess(case, date(2025, 6, 30)).notices)


def test_every_value_that_is_not_official_is_named_with_its_status() -> None:
    income = Income("i", IncomeKind.SALARY, Money.of("1500"), owner="p")
    found = assess(Case(persons=(Person("p", Role.DEPOSANT),), incomes=(income,)), date(2025, 6, 30))
    assert [n.partition(" en vigueur")[0] for n in found.notices if "non officielle" in n] == [
        "Forfaits de la commission", "Barème de la quotité saisissable", "Montant forfaitaire du RSA",
    ]  # fmt: skip
    assert "(non vérifié)" in found.notices[0]
    assert "(deux sources concordantes)" in found.notices[1]
    assert "(une seule source)" in found.notices[2]


def test_an_official_scale_is_not_announced_as_doubtful() -> None:
    income = Income("i", IncomeKind.SALARY, Money.of("1500"), owner="p")
    filing = Filing(earlier_forfaits=True)
    case = Case(persons=(Person("p", Role.DEPOSANT),), incomes=(income,), filing=filing)
    assert not any("Barème de la quotité" in notice for notice in assess(case, date(2026, 11, 23)).notices)
