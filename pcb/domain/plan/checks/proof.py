"""The proof of a plan: every rule of :mod:`pcb.domain.plan.model` and of the law, each with its article."""

from __future__ import annotations

from pcb.domain.plan.checks.facts import check_facts
from pcb.domain.plan.checks.fairness import check_equal
from pcb.domain.plan.checks.idle import check_idle
from pcb.domain.plan.checks.ledger import check_ledger
from pcb.domain.plan.checks.limits import check_capacity, check_length, check_rate_cap
from pcb.domain.plan.checks.priority import (
    check_apart,
    check_by_hand,
    check_excluded,
    check_landlord,
    check_minimum,
    check_not_before,
)
from pcb.domain.plan.checks.reading import reading_of
from pcb.domain.plan.checks.remainder import check_guarantor, check_remainder, check_write_off
from pcb.domain.plan.checks.shape import check_constant, check_fewest, check_paliers
from pcb.domain.plan.checks.verdict import Check, Outcome, Rule, unknown
from pcb.domain.plan.model import Plan

_UNREADABLE = "Les faits de départ ou la forme du plan sont fautifs : le reste ne peut pas être recalculé."


def check(plan: Plan) -> tuple[Check, ...]:
    """Every rule, in the order of :class:`Rule`. Where facts or shape are wrong the others are unknown."""
    facts, shape = check_facts(plan.request), check_paliers(plan)
    if not (facts.passed and shape.passed):
        rest = [rule for rule in Rule if rule not in (Rule.FACTS, Rule.PALIERS)]
        return (facts, shape, *(unknown(rule, _UNREADABLE) for rule in rest))
    read = reading_of(plan)
    return (
        facts,
        shape,
        check_constant(read),
        check_fewest(read),
        *check_ledger(read),
        check_capacity(read),
        check_length(read),
        check_rate_cap(read),
        check_apart(read),
        check_excluded(read),
        check_landlord(read),
        check_not_before(read),
        check_by_hand(read),
        check_minimum(read),
        check_equal(read),
        check_idle(read),
        check_remainder(read),
        check_write_off(read),
        check_guarantor(read),
    )


def holds(checks: tuple[Check, ...]) -> bool:
    """Nothing is broken. A rule that could not be verified does not break a plan; it is shown."""
    return all(found.outcome is not Outcome.FAILED for found in checks)
