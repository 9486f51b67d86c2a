"""The repayment plan of a case: built, proved, compared with the other measures, tried against bad months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment, Reading, assess
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.checks import Check, check, check_typed
from pcb.domain.plan.chosen import above_capacity, base_request, settings_of, with_choices
from pcb.domain.plan.coming import case_as_of
from pcb.domain.plan.means import Means, means_of
from pcb.domain.plan.measures import Comparison, compare
from pcb.domain.plan.model import CapacityStep, Fault, NoPlan, Plan, PlanRequest, SharingRule
from pcb.domain.plan.paliers import build
from pcb.domain.plan.received import received_plan
from pcb.domain.plan.request import Basis, basis_of
from pcb.domain.plan.stress import Stress, stress
from pcb.domain.vocabulary.estate import AccountKind
from pcb.interview import engine
from pcb.usecases.advice import advice

__all__ = [
    "Comparison", "PlanFound", "Stress", "comparison", "judged_letter", "plan_of", "planned", "stressed",
    "with_monthly", "with_strategy",
]  # fmt: skip

AT_HAND = (AccountKind.LIVRET_A, AccountKind.LDD, AccountKind.LEP, AccountKind.CEL)
"""Savings that may be drawn on any day."""


@dataclass(frozen=True, slots=True)
class PlanFound:
    """The plan of a case on a day, its proof, and what breaks.

    ``facts`` are the answers that count. ``plan`` is ``None`` where none exists: ``faults`` then say why; they also
    name what a plan that exists breaks (the amount chosen exceeds the capacité). ``bare`` is the capacity of the case,
    before any choice; empty when it cannot be computed, which ``basis.missing`` explains.
    """

    facts: Case
    assessment: Assessment
    basis: Basis
    request: PlanRequest
    bare: tuple[CapacityStep, ...]
    plan: Plan | None
    faults: tuple[Fault, ...]
    checks: tuple[Check, ...]


def plan_of(case: Case, day: date, reading: Reading = Reading.COMMISSION) -> PlanFound:
    """The plan of ``case`` by the law of ``day``, with the counsellor's choices. Never raises for what is missing."""
    return planned(engine.effective(case), advice(case, day, reading))


def planned(facts: Case, assessment: Assessment) -> PlanFound:
    """The same, of the answers that count and their assessment."""
    basis = basis_of(facts, assessment, settings_of(facts))
    bare = base_request(facts, assessment.day, basis)
    return _found(facts, assessment, basis, bare, with_choices(bare, facts))


def _found(facts: Case, assessment: Assessment, basis: Basis, bare: PlanRequest, request: PlanRequest) -> PlanFound:
    beyond, built = above_capacity(bare, facts), build(request)
    if isinstance(built, NoPlan):
        return PlanFound(facts, assessment, basis, request, bare.capacity, None, (*beyond, *built.faults), ())
    return PlanFound(facts, assessment, basis, request, bare.capacity, built, beyond, check(built))


def with_monthly(case: Case, monthly: Money) -> Case:
    """The case as if that amount had been chosen, for a slider that moves."""
    return replace(case, plan=replace(case.plan, monthly=monthly))


def with_strategy(case: Case, rule: SharingRule) -> Case:
    """The case as if that rule of sharing had been chosen."""
    return replace(case, plan=replace(case.plan, rule=rule))


def comparison(case: Case, day: date, reading: Reading = Reading.COMMISSION) -> Comparison:
    """Every measure for that household, side by side, with the counsellor's start, rule and minimum. None is ranked."""
    facts, assessment = engine.effective(case), advice(case, day, reading)
    chosen = settings_of(facts)
    minimum = known(facts.plan.minimum)
    rule = known(facts.plan.rule)
    shared = None if rule is SharingRule.BY_HAND else rule
    choices = replace(chosen, rule=shared or chosen.rule, minimum=chosen.minimum if minimum is None else minimum.cents)
    return compare(facts, assessment, build, choices)


def stressed(found: PlanFound) -> Stress | None:
    """What the plan can bear; ``None`` without a plan, or where the means of the household cannot be computed."""
    now = means_of(found.facts, found.assessment)
    if found.plan is None or now is None:
        return None
    changes = found.basis.coming.changes if found.basis.coming else ()
    means: dict[int, Means] = {1: now}
    for change in changes:
        then_facts = case_as_of(found.facts, found.assessment.day, change.event.day)
        then = means_of(then_facts, assess(then_facts, found.assessment.day, found.assessment.reading))
        if then is not None:
            means[change.month] = then
    return stress(found.plan, sorted(means.items(), key=lambda one: one[0]), changes, in_hand=_savings(found.facts))


def _savings(case: Case) -> int:
    """What the household can use at once, in cents: the savings whose balance is known."""
    told = [known(account.balance) for account in case.accounts if account.kind in AT_HAND]
    return max(0, sum(balance.cents for balance in told if balance is not None))


def judged_letter(case: Case) -> tuple[Check, ...] | None:
    """The plan of the commission's letter as typed in, judged; ``None`` while nothing was typed."""
    typed = received_plan(engine.effective(case))
    return None if typed is None else check_typed(typed)
