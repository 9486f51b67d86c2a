"""What is said of one measure: its conditions, its figures, what it changes, what would make it fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.explain import Source
from pcb.domain.plan.checks import Check
from pcb.domain.plan.model import Fault, Plan
from pcb.domain.recevabilite import Condition, State
from pcb.domain.vocabulary.plans import MeasureKind as MeasureKind


@dataclass(frozen=True, slots=True)
class Figures:
    """Amounts in cents. ``monthly`` is that of the first month, ``highest`` the most ever paid in one. ``cost`` is the
    interest added. ``left`` is what remains due at the end, beside ``written_off``. None: not known."""

    monthly: int
    highest: int
    months: int
    paid: int
    cost: int
    written_off: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class Ficp:
    """What the file of payment incidents becomes: until when at the latest, and how much sooner without incident."""

    text: str
    until: date | None = None
    sooner: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure for one household. ``figures`` is None when they cannot be computed: ``faults`` says why; ``checks``
    prove the plan behind them, when there is one."""

    kind: MeasureKind
    source: Source
    conditions: tuple[Condition, ...]
    figures: Figures | None
    home: str
    guarantor: str
    ficp: Ficp
    fails: tuple[str, ...]
    notes: tuple[str, ...] = ()
    plan: Plan | None = None
    checks: tuple[Check, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def state(self) -> State:
        """The worst of its conditions: not met, else to be verified, else met."""
        states = {condition.state for condition in self.conditions}
        return next((s for s in (State.MISSING, State.DOUBTFUL) if s in states), State.MET)


def figures_of(plan: Plan, *, erases: bool) -> Figures:
    """The figures of a plan. Where nothing is erased, what a plan would write off remains due."""
    totals = [palier.total for palier in plan.paliers]
    written = sum(plan.effacement) if erases else 0
    return Figures(
        monthly=totals[0] if totals else 0,
        highest=max(totals, default=0),
        months=plan.months,
        paid=sum(palier.total * palier.months for palier in plan.paliers),
        cost=sum(row.interest for rows in plan.schedules for row in rows),
        written_off=written,
        left=plan.left - written,
    )
