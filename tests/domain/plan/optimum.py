"""The least that can remain unpaid, by a linear programme (HiGHS), for the same request. Test only; euros, floats.

The plan is built in whole cents, in paliers, with a minimum; the programme knows none of these: every month has its own
real amounts. It keeps the rules of the request: capacity month by month less the fixed amounts, length, order of the
classes (each class is a programme of its own, on what the one before it left), imputation, and the rule of sharing:

* ``FREE`` dearest first where payments go to principal first, and where all debts of the class cost the same, so that
  the rule changes nothing to the total: the amounts are free, and the optimum is that of all plans;
* ``LEVEL`` in proportion of balances, principal first, no minimum: one same fraction of each principal a month;
* in turn, smallest first, and dearest first where payments go to interest first: one programme a debt, in order, each
  on what the one before it left;
* ``SHARES`` otherwise: what the class gets each month is free, and shared as the plan shares it that month.

Where interest is paid first, a debt is up to date with its interest in the same months as in the plan: that choice is
not linear, all the rest is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

import highspy
import numpy as np

from pcb.domain.plan.model import DebtClass, Imputation, Plan, PlanDebt, PlanRequest, ScheduleRow, SharingRule
from pcb.domain.plan.schedule import monthly_rate
from pcb.domain.plan.turns import MINIMUM

SETTLED = 1.0
"""Euros under which a class of the programme owes nothing."""
CENTS = 0.001
"""Euros by which a share may differ from that of the plan, and a debt that is late pay its principal."""
DRIFT = 0.50
"""The same in a month that settles a debt, whose balance differs from that of the plan by all that was rounded."""
LATE = 0.30
"""Euros of interest that may still be late when a debt is up to date: what the rounding of the others may shift."""
_SHARED = (DebtClass.EXCLUDED, DebtClass.LANDLORD, DebtClass.ORDINARY)


class Sharing(Enum):
    FREE = auto()
    LEVEL = auto()
    SHARES = auto()


@dataclass
class Member:
    """A debt of the class: its place, principal and interest due at the start, monthly rate, first month (from 0)."""

    place: int
    principal: float
    accrued: float
    rate: float
    start: int
    interest_first: bool


def least_unpaid(plan: Plan, horizon: int) -> float:
    """Euros that remain unpaid at best, over ``horizon`` months, on the debts that share."""
    request = plan.request
    available = _capacity(request, horizon) - _fixed(plan, horizon) - _under_the_minimum(plan, horizon)
    # After the last month in which anything can be paid there is no plan any more, and no interest.
    paid = available + _fixed(plan, horizon)
    horizon = int(np.flatnonzero(paid)[-1]) + 1
    available, unpaid = available[:horizon], 0.0
    for debt_class in _SHARED:
        members = [
            _member(i, debt)
            for i, debt in enumerate(request.debts)
            if debt.debt_class is debt_class and _shares(plan, i)
        ]
        if not members:
            continue
        left, available = _class(plan, members, debt_class, available, horizon)
        unpaid += left
    return unpaid


def unpaid_of(plan: Plan) -> float:
    """What the plan leaves on the same debts, in euros."""
    return sum(rows[-1].closing for i, rows in enumerate(plan.schedules) if _shares(plan, i)) / 100


def _under_the_minimum(plan: Plan, horizon: int) -> np.ndarray:
    """What the plan could not pay because it is under the minimum, which is not linear. It must be so."""
    found = np.zeros(horizon)
    for unused in plan.unused:
        if unused.why == MINIMUM:
            assert unused.amount < plan.request.minimum
            found[unused.first_month - 1 : unused.last_month] = unused.amount / 100
    return found


def _shares(plan: Plan, i: int) -> bool:
    """Whether that debt shares in every month: neither a fixed amount, nor one by hand."""
    debt = plan.request.debts[i]
    if debt.debt_class is DebtClass.HOME_LOAN or any(hand.debt == debt.id for hand in plan.request.by_hand):
        return False
    return debt.debt_class is not DebtClass.EXCLUDED or debt.contract_payment is None


def _capacity(request: PlanRequest, horizon: int) -> np.ndarray:
    found = np.zeros(horizon)
    for step in request.capacity:
        found[step.first_month - 1 :] = step.amount / 100
    return found


def _fixed(plan: Plan, horizon: int) -> np.ndarray:
    """What the debts that do not share take each month, as in the plan."""
    found = np.zeros(horizon)
    for i, rows in enumerate(plan.schedules):
        if not _shares(plan, i):
            found[: len(rows)] += [row.payment / 100 for row in rows]
    return found


def _member(place: int, debt: PlanDebt) -> Member:
    assert debt.balance is not None
    principal, accrued = debt.balance - debt.accrued, debt.accrued
    paid = sum(payment.amount for payment in debt.payments_made)
    if debt.imputation is Imputation.PRINCIPAL_FIRST:
        on_principal = min(paid, principal)
        principal, accrued = principal - on_principal, accrued - (paid - on_principal)
    else:
        on_interest = min(paid, accrued)
        principal, accrued = principal - (paid - on_interest), accrued - on_interest
    rate = float(monthly_rate(debt.rate, debt.compounding))
    interest_first = debt.imputation is Imputation.INTEREST_FIRST
    return Member(place, principal / 100, accrued / 100, rate, debt.starts_at - 1, interest_first)


def _class(
    plan: Plan, members: list[Member], debt_class: DebtClass, available: np.ndarray, horizon: int
) -> tuple[float, np.ndarray]:
    """The least that the class leaves unpaid, and what it leaves of the capacity once it is settled."""
    rule = SharingRule.PRO_RATA_BALANCES if debt_class is DebtClass.EXCLUDED else plan.request.rule
    if _in_turn(plan.request, rule, members):
        dearest = rule is SharingRule.DEAREST_FIRST
        turns = [[member] for member in sorted(members, key=lambda m: _queue(plan.request, m, dearest))]
    else:
        turns = [members]
    unpaid = 0.0
    for turn in turns:
        left, available = _solved(plan, turn, _sharing(plan.request, rule, turn), available, horizon)
        unpaid += left
    return unpaid, available


def _in_turn(request: PlanRequest, rule: SharingRule, members: list[Member]) -> bool:
    if not any(member.rate for member in members):
        return False  # in whatever order, the total is the same
    if rule is SharingRule.DEAREST_FIRST:
        return any(member.interest_first for member in members)
    return rule is SharingRule.SMALLEST_FIRST


def _queue(request: PlanRequest, member: Member, dearest: bool) -> tuple[int, float, float, int]:
    name = request.debts[member.place].id
    chosen = request.order.index(name) if name in request.order else len(request.order)
    return chosen, -member.rate if dearest else 0.0, round(member.principal + member.accrued, 2), member.place


def _sharing(request: PlanRequest, rule: SharingRule, members: list[Member]) -> Sharing:
    alike = len({(member.rate, member.interest_first) for member in members}) == 1
    if len(members) == 1 or (rule is SharingRule.DEAREST_FIRST and not request.order):
        return Sharing.FREE
    if all(not member.rate for member in members) or (alike and not members[0].interest_first and not request.order):
        return Sharing.FREE
    level = rule is SharingRule.PRO_RATA_BALANCES and not request.minimum and {m.start for m in members} == {0}
    if level and not any(member.interest_first or member.accrued for member in members):
        return Sharing.LEVEL
    return Sharing.SHARES


def _solved(
    plan: Plan, members: list[Member], sharing: Sharing, available: np.ndarray, horizon: int
) -> tuple[float, np.ndarray]:
    programme = _Programme(plan, members, sharing, available, horizon)
    if not programme.is_feasible():
        programme = _Programme(plan, members, sharing, available, horizon, month_of_grace=True)
    unpaid = programme.least_at_the_end()
    payments, owed = programme.earliest()
    return unpaid, np.where(owed < SETTLED, np.maximum(available - payments, 0.0), 0.0)


class _Programme:
    """Variables by debt and month: ``pp`` principal paid, ``pi`` interest paid, ``P`` principal and ``I`` interest owed
    after; for ``LEVEL`` and ``SHARES`` one more a month, the level ``t``."""

    def __init__(
        self,
        plan: Plan,
        members: list[Member],
        sharing: Sharing,
        available: np.ndarray,
        horizon: int,
        month_of_grace: bool = False,
    ) -> None:
        self.members, self.horizon, self.month_of_grace = members, horizon, month_of_grace
        self.block = 4 * horizon
        self.size = len(members) * self.block + horizon
        self.upper = np.full(self.size, highspy.kHighsInf)
        self.rows: list[tuple[list[int], list[float], float, float]] = []
        for n, member in enumerate(members):
            self._dynamics(plan, n, member, available)
        for m in range(horizon):
            paid = [self.at(n, k, m) for n in range(len(members)) for k in (0, 1)]
            self.rows.append((paid, [1.0] * len(paid), -highspy.kHighsInf, max(0.0, float(available[m]))))
        if sharing is Sharing.LEVEL:
            self._level()
        elif sharing is Sharing.SHARES:
            self._shares(plan)
        self.highs = self._model()

    def at(self, n: int, kind: int, month: int) -> int:
        """Column of a debt: ``kind`` 0 pp, 1 pi, 2 P, 3 I."""
        return n * self.block + kind * self.horizon + month

    @staticmethod
    def _may_wait(rows: tuple[ScheduleRow, ...], m: int, available: np.ndarray) -> bool:
        return available[m] < rows[m].payment / 100 or (m > 0 and rows[m - 1].closing > rows[m - 1].principal)

    def _dynamics(self, plan: Plan, n: int, member: Member, available: np.ndarray) -> None:
        rows = plan.schedules[member.place]
        for m in range(self.horizon):
            pp, pi, principal, interest = (self.at(n, kind, m) for kind in range(4))
            if m < member.start:
                self.upper[pp] = self.upper[pi] = 0.0
            if m == 0:
                self.rows.append(([principal, pp], [1.0, 1.0], member.principal, member.principal))
                due = member.accrued + member.rate * member.principal
                self.rows.append(([interest, pi], [1.0, 1.0], due, due))
            else:
                before = [self.at(n, kind, m - 1) for kind in (2, 3)]
                self.rows.append(([principal, pp, before[0]], [1.0, 1.0, -1.0], 0.0, 0.0))
                cost = [1.0, 1.0, -1.0, -member.rate]
                self.rows.append(([interest, pi, before[1], before[0]], cost, 0.0, 0.0))
            if member.interest_first:
                late = m >= len(rows) or rows[m].closing > rows[m].principal
                if late:
                    self.upper[pp] = min(self.upper[pp], CENTS)
                elif not (self.month_of_grace and self._may_wait(rows, m, available)):
                    self.upper[interest] = LATE

    def _level(self) -> None:
        for n, member in enumerate(self.members):
            for m in range(self.horizon):
                columns = [self.at(n, 0, m), self.size - self.horizon + m]
                self.rows.append((columns, [1.0, -member.principal], 0.0, 0.0))

    def _shares(self, plan: Plan) -> None:
        for m in range(self.horizon):
            paid = [plan.schedules[member.place][m].payment if m < plan.months else 0 for member in self.members]
            ends = [plan.schedules[member.place][m].closing == 0 for member in self.members if m < plan.months]
            settles = any(end and amount for end, amount in zip(ends, paid, strict=False))
            slack, whole = DRIFT if settles else CENTS, sum(paid)
            for n in range(len(self.members)):
                share = paid[n] / whole if whole else 0.0
                columns = [self.at(n, 0, m), self.at(n, 1, m), self.size - self.horizon + m]
                self.rows.append((columns, [1.0, 1.0, -share], -slack, slack))

    def _model(self) -> highspy.Highs:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.size, len(self.rows)
        lp.col_cost_ = np.zeros(self.size)
        lp.col_lower_, lp.col_upper_ = np.zeros(self.size), self.upper
        lp.row_lower_ = np.array([low for _, _, low, _ in self.rows])
        lp.row_upper_ = np.array([high for _, _, _, high in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(columns) for columns, _, _, _ in self.rows)])
        lp.a_matrix_.index_ = np.array([column for columns, _, _, _ in self.rows for column in columns])
        lp.a_matrix_.value_ = np.array([value for _, values, _, _ in self.rows for value in values])
        highs = highspy.Highs()
        highs.silent()
        highs.passModel(lp)
        return highs

    def is_feasible(self) -> bool:
        """Where the plan lets a debt keep a little to settle the next month, the next debt may catch up its interest
        one month later here."""
        self.highs.run()
        return self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def _minimised(self, cost: np.ndarray) -> np.ndarray:
        self.highs.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), cost)
        self.highs.run()
        assert self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal, self.highs.getModelStatus()
        return np.array(self.highs.getSolution().col_value)

    def _owed(self, found: np.ndarray) -> np.ndarray:
        """What is owed after each month on the debts that may already be paid."""
        blocks = found[: len(self.members) * self.block].reshape(len(self.members), 4, self.horizon)
        owed = blocks[:, 2] + blocks[:, 3]
        for n, member in enumerate(self.members):
            owed[n, : member.start] = 0.0
        return owed.sum(axis=0)

    def least_at_the_end(self) -> float:
        cost = np.zeros(self.size)
        for n in range(len(self.members)):
            cost[self.at(n, 2, self.horizon - 1)] = cost[self.at(n, 3, self.horizon - 1)] = 1.0
        return float(cost @ self._minimised(cost))

    def earliest(self) -> tuple[np.ndarray, np.ndarray]:
        """The payments and what is owed, month by month, when each euro is paid as early as can be."""
        cost = np.zeros(self.size)
        for n in range(len(self.members)):
            for m in range(self.horizon):
                cost[self.at(n, 2, m)] = cost[self.at(n, 3, m)] = 1.0
        found = self._minimised(cost)
        blocks = found[: len(self.members) * self.block].reshape(len(self.members), 4, self.horizon)
        return (blocks[:, 0] + blocks[:, 1]).sum(axis=0), self._owed(found)
