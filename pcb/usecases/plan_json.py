"""A plan as plain data: amounts as exact strings, dates in ISO, closed lists by their code, as in an assessment."""

from __future__ import annotations

from typing import Any

from pcb.domain.money import Money
from pcb.domain.plan.checks import Check
from pcb.domain.plan.measures import Comparison, Figures
from pcb.domain.plan.model import Plan, PlanRequest
from pcb.domain.plan.summary import days_of, debt_summaries, palier_summaries, total_paid
from pcb.storage.conversion import rate_text
from pcb.usecases.advice import to_json
from pcb.usecases.plans import PlanFound


def plan_json(found: PlanFound) -> dict[str, Any]:
    """The plan, its schedule line by line, its proof, and what breaks."""
    return {
        "day": found.assessment.day.isoformat(),
        "reading": found.assessment.reading.value,
        "request": _request(found.request),
        "plan": None if found.plan is None else _plan(found.plan),
        "faults": to_json(found.faults),
        "checks": checks_json(found.checks),
        "missing": list(found.basis.missing),
        "notices": list(dict.fromkeys((*found.basis.notices, *found.assessment.notices))),
    }


def checks_json(checks: tuple[Check, ...]) -> list[dict[str, Any]]:
    """Each rule judged, with where it breaks."""
    return [
        {
            "rule": check.rule.value,
            "label": check.rule.label,
            "outcome": check.outcome.value,
            "source": to_json(check.source),
            "why": check.why,
            "failures": [
                {
                    "text": failure.text,
                    "month": failure.month,
                    "debt": failure.debt,
                    "amount": None if failure.cents is None else euros(failure.cents),
                }
                for failure in check.failures
            ],
        }
        for check in checks
    ]


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Every measure, in the order of the law, and what all of them rest on."""
    return {
        "measures": [
            {
                "kind": measure.kind.value,
                "label": measure.kind.label,
                "state": measure.state.value,
                "source": to_json(measure.source),
                "conditions": to_json(measure.conditions),
                "figures": None if measure.figures is None else _figures(measure.figures),
                "home": measure.home,
                "guarantor": measure.guarantor,
                "ficp": to_json(measure.ficp),
                "fails": list(measure.fails),
                "notes": list(measure.notes),
                "checks": checks_json(tuple(check for check in measure.checks if not check.passed)),
                "faults": to_json(measure.faults),
            }
            for measure in found.measures
        ],
        "missing": list(found.basis.missing),
        "notices": list(found.basis.notices),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    amounts = {
        name: None if (cents := getattr(figures, name)) is None else euros(cents)
        for name in ("monthly", "highest", "paid", "cost", "written_off", "left")
    }
    return {"months": figures.months, **amounts}


def euros(cents: int) -> str:
    """``"12.34"``."""
    return Money(cents).exact()


def _request(request: PlanRequest) -> dict[str, Any]:
    return {
        "start": request.start.isoformat(),
        "decided_on": request.decided_on.isoformat(),
        "nature": request.nature.value,
        "rule": request.rule.value,
        "minimum": euros(request.minimum),
        "months_used": request.months_used,
        "length": request.length,
        "keeps_main_residence": request.keeps_main_residence,
        "capacity": [
            {"first_month": step.first_month, "amount": euros(step.amount), "reason": step.reason}
            for step in request.capacity
        ],
        "by_hand": [
            {
                "debt": hand.debt,
                "first_month": hand.first_month,
                "last_month": hand.last_month,
                "amount": euros(hand.amount),
            }
            for hand in request.by_hand
        ],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    days = [day.isoformat() for day in days_of(plan)]
    names = [debt.id for debt in plan.request.debts]
    return {
        "months": plan.months,
        "paid": euros(total_paid(plan)),
        "left": euros(plan.left),
        "paliers": [
            {
                "first_month": p.palier.first_month,
                "months": p.palier.months,
                "first_day": p.first_day.isoformat(),
                "last_day": p.last_day.isoformat(),
                "total": euros(p.palier.total),
                "amounts": {name: euros(amount) for name, amount in zip(names, p.palier.amounts, strict=True)},
            }
            for p in palier_summaries(plan)
        ],
        "unused": [
            {"first_month": u.first_month, "last_month": u.last_month, "amount": euros(u.amount), "why": u.why}
            for u in plan.unused
        ],
        "debts": [
            {
                "id": told.debt.id,
                "creditor": told.debt.creditor,
                "class": told.debt.debt_class.value,
                "rate": rate_text(told.debt.rate * 100),
                "opening": euros(told.opening),
                "interest": euros(told.interest),
                "paid": euros(told.paid),
                "written_off": euros(told.written_off),
                "remains_due": euros(told.remains_due),
                "rows": [
                    {
                        "month": month,
                        "day": day,
                        "opening": euros(row.opening),
                        "interest": euros(row.interest),
                        "payment": euros(row.payment),
                        "interest_part": euros(row.interest_part),
                        "principal_part": euros(row.principal_part),
                        "closing": euros(row.closing),
                    }
                    for month, (day, row) in enumerate(zip(days, rows, strict=True), 1)
                    if row.opening
                ],
            }
            for told, rows in zip(debt_summaries(plan), plan.schedules, strict=True)
        ],
    }
