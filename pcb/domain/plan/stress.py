"""How much a plan can bear: the smallest loss of income or rise of charges that breaks it, known events, a bad year.

Two ways to break. *The month*: what the household really has left no longer covers the payment. *The law*: the payment
exceeds the capacity that the commission would find; the household may then ask for new measures. Deterministic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pcb.domain.plan.coming import KnownChange
from pcb.domain.plan.means import Means
from pcb.domain.plan.model import Plan

REPAIR = 600_00
"""A repair that every household meets: a car, a washing machine. The amount is the issue's, not a statistic."""


@dataclass(frozen=True, slots=True)
class Breaking:
    """The smallest monthly change that breaks the plan, in cents, and the first month that it breaks. An amount of 0:
    it is broken already. None: no change does."""

    amount: int | None
    month: int | None


@dataclass(frozen=True, slots=True)
class EventEffect:
    """A known change, what the plan asks in its month, and what is missing then (0: the plan holds)."""

    change: KnownChange
    paid: int
    missing: int


@dataclass(frozen=True, slots=True)
class BadYear:
    """A first year with one month without income and one repair: what is in hand at the end of each month, the lowest
    of it with its month, and the first month from which nothing is missing any more (None: not within the plan)."""

    without_income: int
    repair_in: int
    repair: int
    in_hand: tuple[int, ...]
    lowest: int
    lowest_month: int
    recovered: int | None


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of the picture, in cents: what is paid, the legal capacity, and what the household really has."""

    month: int
    paid: int
    capacity: int
    margin: int


@dataclass(frozen=True, slots=True)
class Stress:
    """What a plan can bear. The ``month`` figures rest on the household's own budget: ``complete`` says if it is."""

    loss_month: Breaking
    loss_law: Breaking
    rise_month: Breaking
    rise_law: Breaking
    events: tuple[EventEffect, ...]
    bad_year: BadYear
    points: tuple[MonthPoint, ...]
    complete: bool


def stress(
    plan: Plan,
    means: Sequence[tuple[int, Means]],
    changes: Sequence[KnownChange] = (),
    *,
    in_hand: int = 0,
    repair: int = REPAIR,
    without_income: int = 1,
    repair_in: int = 2,
) -> Stress:
    """The stress of a plan. ``means``: those of the household from a month on, the first from month 1.

    ``in_hand`` is the savings at the start. By default the two blows of the bad year fall in its first months, when
    nothing has been put aside: the worst case. Raises ``ValueError`` for means that do not start in month 1.
    """
    if not means or means[0][0] != 1:
        raise ValueError("les moyens du foyer doivent être connus dès le premier mois")
    paid = [palier.total for palier in plan.paliers for _ in range(palier.months)]
    by_month = [_in_force(means, month) for month in range(1, len(paid) + 1)]
    months = list(zip(range(1, len(paid) + 1), paid, by_month, strict=True))
    month_breaks = _month_breaking(months)
    return Stress(
        loss_month=_at_most_resources(month_breaks, months),
        loss_law=_law_breaking(months, lambda found, amount: found.capacity(loss=amount)),
        rise_month=month_breaks,
        rise_law=_law_breaking(months, lambda found, amount: found.capacity(rise=amount)),
        events=tuple(_effect(change, paid) for change in changes),
        bad_year=_bad_year(months, in_hand, repair, without_income, repair_in),
        points=tuple(MonthPoint(month, amount, found.capacity(), found.margin) for month, amount, found in months),
        complete=all(found.complete for _, found in means),
    )


def _in_force(means: Sequence[tuple[int, Means]], month: int) -> Means:
    return next(found for first, found in reversed(means) if first <= month)


Months = list[tuple[int, int, Means]]


def _month_breaking(months: Months) -> Breaking:
    """One cent more than the smallest room between what the household has and what it pays."""
    rooms = [(found.margin - paid, month) for month, paid, found in months if paid]
    if not rooms:
        return Breaking(None, None)
    room, month = min(rooms)
    return Breaking(max(0, room + 1), month)


def _at_most_resources(found: Breaking, months: Months) -> Breaking:
    """A loss cannot exceed the resources."""
    if found.amount is None or found.month is None:
        return found
    return found if found.amount <= months[found.month - 1][2].lived_resources else Breaking(None, None)


def _law_breaking(months: Months, capacity: Callable[[Means, int], int]) -> Breaking:
    """The smallest change whose capacity is under the payment of some month: capacity only falls with it."""
    heaviest: dict[Means, tuple[int, int]] = {}
    for month, paid, means in months:
        if paid and (means not in heaviest or paid > heaviest[means][0]):
            heaviest[means] = (paid, month)
    found = [(amount, month) for means, (paid, month) in heaviest.items() if (amount := _least(means, paid, capacity))]
    already = [month for means, (paid, month) in heaviest.items() if capacity(means, 0) < paid]
    if already:
        return Breaking(0, min(already))
    return Breaking(*min(found)) if found else Breaking(None, None)


def _least(means: Means, paid: int, capacity: Callable[[Means, int], int]) -> int | None:
    low, high = 0, means.resources + means.charges + paid + 1
    if capacity(means, high) >= paid:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if capacity(means, middle) < paid:
            high = middle
        else:
            low = middle
    return high


def _effect(change: KnownChange, paid: Sequence[int]) -> EventEffect:
    asked = paid[change.month - 1] if change.month <= len(paid) else 0
    return EventEffect(change, asked, max(0, asked - change.after))


def _bad_year(months: Months, in_hand: int, repair: int, without_income: int, repair_in: int) -> BadYear:
    held, course = in_hand, []
    for month, paid, means in months:
        held += means.margin - paid
        held -= means.lived_resources if month == without_income else 0
        held -= repair if month == repair_in else 0
        course.append(held)
    year = tuple(course[:12])
    lowest = min(year, default=in_hand)
    lowest_month = year.index(lowest) + 1 if year else 0
    last_short = max((month for month, amount in enumerate(course, 1) if amount < 0), default=0)
    return BadYear(
        without_income=without_income,
        repair_in=repair_in,
        repair=repair,
        in_hand=year,
        lowest=lowest,
        lowest_month=lowest_month,
        recovered=last_short + 1 if last_short < len(course) else None,
    )
