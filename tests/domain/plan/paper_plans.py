"""Small correct plans worked out with pencil and paper: no line of them comes from a program.

Amounts are in cents. « 0 % » schedules are written by their payments alone, since each line is one subtraction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from pcb.domain.plan.model import (
    SETTLED,
    CapacityStep,
    DebtClass,
    Imputation,
    Palier,
    Plan,
    PlanDebt,
    PlanRequest,
    ScheduleRow,
)

DECIDED = date(2026, 1, 15)  # legal rate on file: 2,62 %
START = date(2026, 2, 5)


def debt(name: str, balance: int | None, debt_class: DebtClass = DebtClass.ORDINARY, **more: Any) -> PlanDebt:
    return PlanDebt(name, f"Créancier {name}", debt_class, balance, **more)


def request(*debts: PlanDebt, capacity: int = 0, **more: Any) -> PlanRequest:
    more.setdefault("capacity", (CapacityStep(1, capacity),))
    return PlanRequest(START, DECIDED, debts, **more)


def without_interest(owed: int, *payments: int) -> tuple[ScheduleRow, ...]:
    """The rows of a debt at 0 %: what is owed less what is paid."""
    rows = []
    for paid in payments:
        rows.append(ScheduleRow(owed, 0, paid, 0, paid, owed - paid, owed - paid) if owed else SETTLED)
        owed -= paid
    return tuple(rows)


def plan(asked: PlanRequest, *paliers: tuple[int, tuple[int, ...]], **more: Any) -> Plan:
    """A plan from its paliers (months, amounts); schedules at 0 % unless given; nothing left unless told."""
    first, found = 1, []
    for months, amounts in paliers:
        found.append(Palier(first, months, amounts))
        first += months
    none = tuple(0 for _ in asked.debts)
    by_debt = [[a for months, amounts in paliers for a in [amounts[i]] * months] for i in range(len(asked.debts))]
    rows = tuple(without_interest(d.balance or 0, *paid) for d, paid in zip(asked.debts, by_debt, strict=True))
    more.setdefault("schedules", rows)
    more.setdefault("effacement", none)
    more.setdefault("remains_due", none)
    return Plan(asked, tuple(found), **more)


def landlord_then_two_banks() -> Plan:
    """300,00 € to a landlord, 400,00 € and 200,00 € to banks, 200,00 € a month: five months, nothing left.

    Month 2: 100,00 € finish the landlord; of the other 100,00 € two thirds go to A: 66,67 and 33,33. Months 3 and 4:
    200,00 € on 333,33 and 166,67 still due: 133,33 and 66,67. Month 5: what is left, 66,67 and 33,33.
    """
    asked = request(debt("L", 300_00, DebtClass.LANDLORD), debt("A", 400_00), debt("B", 200_00), capacity=200_00)
    return plan(
        asked,
        (1, (200_00, 0, 0)),
        (1, (100_00, 66_67, 33_33)),
        (2, (0, 133_33, 66_67)),
        (1, (0, 66_67, 33_33)),
    )


def fine_guarantor_and_write_off() -> Plan:
    """A fine paid 40,00 € a month apart, a debt that a guarantor paid (600,00 €), another (300,00 €); 140,00 € a month
    for three months. Months 1 and 2: 40 + 66,67 + 33,33. Month 3: the fine ends with 20,00 €; 120,00 € on 466,66 and
    233,34: 79,9988 and 40,0011, that is 80,00 and 40,00. What the guarantor paid remains due, the rest is written off.
    """
    asked = request(
        debt("F", 100_00, DebtClass.EXCLUDED, contract_payment=40_00),
        debt("G", 600_00, guarantor_paid=True),
        debt("H", 300_00),
        capacity=140_00,
        length=3,
    )
    return plan(
        asked,
        (2, (40_00, 66_67, 33_33)),
        (1, (20_00, 80_00, 40_00)),
        effacement=(0, 0, 193_34),
        remains_due=(0, 386_66, 0),
    )


def principal_first() -> Plan:
    """1 000,00 € at 2,40 % (0,20 % a month), 100,00 € a month on the principal first, three months.

    Interest: 2,00 on 1 000; 1,80 on 900; 1,60 on 800: none of it is paid, none of it bears interest. 705,40 € are left.
    """
    asked = request(debt("X", 1000_00, rate=Fraction(24, 1000)), capacity=100_00, length=3)
    rows = (
        ScheduleRow(1000_00, 2_00, 100_00, 0, 100_00, 902_00, 900_00),
        ScheduleRow(902_00, 1_80, 100_00, 0, 100_00, 803_80, 800_00),
        ScheduleRow(803_80, 1_60, 100_00, 0, 100_00, 705_40, 700_00),
    )
    return plan(asked, (3, (100_00,)), schedules=(rows,), effacement=(705_40,))


def interest_first() -> Plan:
    """The same, interest first: 2,00 on 1 000; 1,804 on 902, that is 1,80; 1,6076 on 803,80, that is 1,61."""
    owed = debt("X", 1000_00, rate=Fraction(24, 1000), imputation=Imputation.INTEREST_FIRST)
    rows = (
        ScheduleRow(1000_00, 2_00, 100_00, 2_00, 98_00, 902_00, 902_00),
        ScheduleRow(902_00, 1_80, 100_00, 1_80, 98_20, 803_80, 803_80),
        ScheduleRow(803_80, 1_61, 100_00, 1_61, 98_39, 705_41, 705_41),
    )
    asked = request(owed, capacity=100_00, length=3)
    return plan(asked, (3, (100_00,)), schedules=(rows,), effacement=(705_41,))


PAPER_PLANS = (landlord_then_two_banks, fine_guarantor_and_write_off, principal_first, interest_first)


def with_request(found: Plan, **more: Any) -> Plan:
    """The same plan for another request."""
    return replace(found, request=replace(found.request, **more))
