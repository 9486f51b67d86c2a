"""A correct plan broken in one place: the proof names what was broken, to the cent. One changed cent never passes."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.plan.checks import Check, Outcome, Rule, check, holds
from pcb.domain.plan.model import CapacityStep, Palier, Plan, ScheduleRow, Unused
from tests.domain.plan.paper_plans import (
    PAPER_PLANS,
    fine_guarantor_and_write_off,
    interest_first,
    landlord_then_two_banks,
    principal_first,
    with_request,
)


def broken(checks: tuple[Check, ...]) -> dict[Rule, list[tuple[int | None, str | None, int | None]]]:
    return {c.rule: [(f.month, f.debt, f.cents) for f in c.failures] for c in checks if c.outcome is Outcome.FAILED}


def with_row(found: Plan, debt: int, month: int, **cells: int) -> Plan:
    rows = list(found.schedules[debt])
    rows[month - 1] = rows[month - 1]._replace(**cells)
    return replace(found, schedules=(*found.schedules[:debt], tuple(rows), *found.schedules[debt + 1 :]))


def with_palier(found: Plan, number: int, **more) -> Plan:
    paliers = list(found.paliers)
    paliers[number] = replace(paliers[number], **more)
    return replace(found, paliers=tuple(paliers))


LINES = [
    ("opening", {"opening": 1000_01}, 1, Rule.OPENING, 1),
    ("interest", {"interest": 2_01}, 1, Rule.INTEREST, 1),
    ("interest part", {"interest_part": 1}, 1, Rule.IMPUTATION, 1),
    ("principal part", {"principal_part": 99_99}, 1, Rule.IMPUTATION, -1),
    ("closing", {"closing": 802_80}, 2, Rule.SUMS, -1_00),
    ("principal", {"principal": 700_01}, 3, Rule.SUMS, 1),
]


@pytest.mark.parametrize(("cells", "month", "rule", "cents"), [line[1:] for line in LINES], ids=[x[0] for x in LINES])
def test_a_changed_cell_of_a_schedule_is_named_with_its_month_debt_and_cents(cells, month, rule, cents) -> None:
    found = broken(check(with_row(principal_first(), 0, month, **cells)))
    assert (month, "X", cents) in found[rule]


def test_a_payment_that_is_not_that_of_its_palier_is_named() -> None:
    wrong = with_row(landlord_then_two_banks(), 1, 3, payment=133_34, principal_part=133_34)
    assert broken(check(wrong))[Rule.CONSTANT] == [(3, "A", 1)]


def test_interest_imputed_the_other_way_round_is_named() -> None:
    row = ScheduleRow(1000_00, 2_00, 100_00, 0, 100_00, 902_00, 900_00)
    wrong = replace(interest_first(), schedules=((row, *interest_first().schedules[0][1:]),))
    assert broken(check(wrong))[Rule.IMPUTATION][:2] == [(1, "X", -2_00), (1, "X", 2_00)]


STRUCTURES: list[tuple[str, Callable[[Plan], Plan], int | None]] = [
    ("a gap", lambda p: with_palier(p, 1, first_month=3), 2),
    ("an overlap", lambda p: with_palier(p, 1, first_month=1), 2),
    ("a palier of no month", lambda p: with_palier(p, 0, months=0), 1),
    ("an amount too few", lambda p: with_palier(p, 0, amounts=(200_00, 0)), 1),
    ("a negative amount", lambda p: with_palier(p, 0, amounts=(200_00, -1, 1)), 1),
    ("two alike", lambda p: replace(p, paliers=(*p.paliers[:2], Palier(3, 1, p.paliers[2].amounts),
                                                 Palier(4, 1, p.paliers[2].amounts), p.paliers[3])), 4),
    ("a month too few", lambda p: replace(p, schedules=(p.schedules[0][:-1], *p.schedules[1:])), 5),
    ("a debt without schedule", lambda p: replace(p, schedules=p.schedules[:-1]), None),
    ("a debt without end", lambda p: replace(p, effacement=(0, 0)), None),
    ("a debt without remainder", lambda p: replace(p, remains_due=(0, 0, 0, 0)), None),
]  # fmt: skip


@pytest.mark.parametrize(("change", "month"), [s[1:] for s in STRUCTURES], ids=[s[0] for s in STRUCTURES])
def test_a_broken_shape_is_named_and_nothing_else_is_said_to_hold(change, month) -> None:
    checks = check(change(landlord_then_two_banks()))
    failures = broken(checks)[Rule.PALIERS]
    assert month in [failure[0] for failure in failures]
    assert {c.outcome for c in checks[2:]} == {Outcome.UNKNOWN}


def test_landlord_and_bank_swapped_are_named() -> None:
    found = landlord_then_two_banks()
    asked = found.request
    swapped = replace(found, request=replace(asked, debts=(asked.debts[0], asked.debts[2], asked.debts[1])))
    assert not holds(check(swapped))
    rows = found.schedules
    columns = replace(found, schedules=(rows[1], rows[0], rows[2]))
    assert Rule.OPENING in broken(check(columns))


def test_a_debt_left_out_is_named() -> None:
    found = landlord_then_two_banks()
    fewer = replace(found, request=replace(found.request, debts=found.request.debts[:2]))
    assert Rule.PALIERS in broken(check(fewer))


def test_a_month_taken_off_the_capacity_is_named() -> None:
    steps = (CapacityStep(1, 200_00), CapacityStep(3, 0), CapacityStep(4, 200_00))
    found = broken(check(with_request(landlord_then_two_banks(), capacity=steps)))
    assert found == {Rule.CAPACITY: [(3, None, 200_00)]}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"effacement": (0, 0, 193_33)}, Rule.REMAINDER),
        ({"remains_due": (0, 386_67, 0)}, Rule.REMAINDER),
        ({"effacement": (0, 386_66, 193_34), "remains_due": (0, 0, 0)}, Rule.GUARANTOR),
        ({"effacement": (0, 0, 0), "remains_due": (0, 386_66, 193_34)}, Rule.WRITE_OFF),
        ({"effacement": (0, -1, 193_34), "remains_due": (0, 386_67, 0)}, Rule.REMAINDER),
        ({"unused": (Unused(1, 1, 1, "Reste."),)}, Rule.IDLE),
        ({"unused": (Unused(1, 1, 0, ""),)}, Rule.IDLE),
    ],
)
def test_a_wrong_end_is_named(more, rule) -> None:
    assert rule in broken(check(replace(fine_guarantor_and_write_off(), **more)))


NUMBERS = [
    (build, "cell", (debt, month, cell))
    for build in PAPER_PLANS
    for debt, rows in enumerate(build().schedules)
    for month in range(1, len(rows) + 1)
    for cell in ScheduleRow._fields
]
NUMBERS += [
    (build, "amount", (number, debt))
    for build in PAPER_PLANS
    for number, palier in enumerate(build().paliers)
    for debt in range(len(palier.amounts))
]
NUMBERS += [
    (build, name, (debt,))
    for build in PAPER_PLANS
    for name in ("effacement", "remains_due", "balance")
    for debt in range(len(build().request.debts))
]


def changed(found: Plan, what: str, where: tuple, by: int) -> Plan:
    if what == "cell":
        debt, month, cell = where
        return with_row(found, debt, month, **{cell: getattr(found.schedules[debt][month - 1], cell) + by})
    if what == "amount":
        number, debt = where
        amounts = list(found.paliers[number].amounts)
        amounts[debt] += by
        return with_palier(found, number, amounts=tuple(amounts))
    (debt,) = where
    if what == "balance":
        debts = list(found.request.debts)
        debts[debt] = replace(debts[debt], balance=debts[debt].balance + by)
        return with_request(found, debts=tuple(debts))
    values = list(getattr(found, what))
    values[debt] += by
    return replace(found, **{what: tuple(values)})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NUMBERS), st.integers(-500, 500).filter(bool))
def test_no_number_of_a_plan_can_change_without_being_caught(number, by) -> None:
    build, what, where = number
    assert not holds(check(changed(build(), what, where, by)))


@pytest.mark.parametrize("by", [-1, 1])
def test_no_single_cent_of_a_plan_can_change_without_being_caught(by) -> None:
    passed = [(b.__name__, what, where) for b, what, where in NUMBERS if holds(check(changed(b(), what, where, by)))]
    assert passed == []


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(PAPER_PLANS[:2]),
    st.data(),
)
def test_money_moved_from_one_creditor_to_another_is_caught(build, data) -> None:
    """One or two cents given to another creditor in a palier, with every line and the end computed again: two cents
    are never an equal share (one may be only a rounding)."""
    found = build()
    number = data.draw(st.integers(0, len(found.paliers) - 1))
    size = len(found.request.debts)
    giver = data.draw(st.integers(0, size - 1))
    taker = data.draw(st.integers(0, size - 1).filter(lambda i: i != giver))
    amounts = list(found.paliers[number].amounts)
    if amounts[giver] < 2:
        return
    amounts[giver] -= 2
    amounts[taker] += 2
    moved = with_palier(found, number, amounts=tuple(amounts))
    assert not holds(check(recomputed(moved)))


def recomputed(found: Plan) -> Plan:
    """The rows of a plan at 0 % computed again from its paliers, and its end."""
    schedules, left = [], []
    for place, debt in enumerate(found.request.debts):
        owed, rows = debt.balance or 0, []
        for palier in found.paliers:
            for _ in range(palier.months):
                paid = palier.amounts[place]
                rows.append(ScheduleRow(owed, 0, paid, 0, paid, owed - paid, owed - paid))
                owed -= paid
        schedules.append(tuple(rows))
        left.append(owed)
    due = tuple(rest if debt.guarantor_paid else 0 for rest, debt in zip(left, found.request.debts, strict=True))
    written = tuple(rest - kept for rest, kept in zip(left, due, strict=True))
    return replace(found, schedules=tuple(schedules), effacement=written, remains_due=due)


def test_the_plans_computed_again_are_those_of_the_paper() -> None:
    for build in PAPER_PLANS[:2]:
        again = recomputed(build())
        assert all(getattr(again, f.name) == getattr(build(), f.name) for f in fields(Plan) if f.name != "schedules")
        assert holds(check(again))
