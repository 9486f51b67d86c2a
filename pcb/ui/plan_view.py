"""The plan of a case as the page draws it: figures, paliers, one row a debt, balances, what breaks, the proof. Pure.

Everything is plain data: whole cents for what is drawn, French texts for what is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pcb.domain.answers import known
from pcb.domain.money import Money
from pcb.domain.plan.checks import Check, Outcome
from pcb.domain.plan.model import LEGAL_MONTHS, Fault, Plan, PlanNature
from pcb.domain.plan.summary import DebtSummary, days_of, debt_summaries, palier_summaries, total_paid
from pcb.domain.wording import french_date, french_number, plural
from pcb.interview.script.plan import BY_HAND, SETTINGS
from pcb.ui.plan_fields import values_of
from pcb.usecases.plans import PlanFound

NNBSP = "\u202f"
SHOWN_APART = 7
"""Creditors that have a colour of their own; the others are drawn together."""
COLUMNS_AT_MOST = 4
"""Paliers that have a column of their own in the table of the debts; with more, each debt says its own amounts."""
SLIDER_STEP = 500
LEVELS = {Outcome.PASSED: "good", Outcome.FAILED: "urgent", Outcome.UNKNOWN: "doubtful"}


def board(found: PlanFound) -> dict[str, Any]:
    """All that the upper part of the page shows."""
    plan, request = found.plan, found.request
    summaries = debt_summaries(plan) if plan else ()
    series = series_of(plan, summaries) if plan else []
    return {
        "settings": values_of(found.facts, SETTINGS),
        "standing": standing(found),
        "law": f"loi du {french_date(request.decided_on)}",
        "slider": slider(found),
        "capacity": _capacity(found),
        "faults": [fault(found, one) for one in found.faults],
        "broken": broken(found.checks),
        "figures": figures(found, summaries),
        "series": [{"label": label, "ids": [debt.id for debt in debts]} for label, debts in _named(found, series)],
        "paliers": _paliers(plan, series) if plan else [],
        "balances": _balances(plan, series) if plan else [],
        "days": [french_date(day) for day in days_of(plan)] if plan else [],
        "columns": _columns(plan),
        "rows": [row(found, place, summaries) for place in range(len(request.debts))],
        "outside": [{"label": line.label, "why": line.why} for line in found.basis.lines if line.debt is None],
        "unused": _unused(plan),
        "proof": proof(found.checks),
        "missing": list(found.basis.missing),
        "notices": list(found.basis.notices),
        "summary": in_words(plan, summaries) if plan else "",
    }


def slider(found: PlanFound) -> dict[str, Any]:
    """The range of the slider, in cents, and where it stands: what is paid in the first month."""
    capacity = found.bare[0].amount if found.bare else 0
    now = found.request.capacity[0].amount if found.request.capacity else 0
    instalments = found.assessment.lived.instalments.total.cents
    most = max(capacity * 3 // 2, instalments, now, 300_00)
    return {
        "value": now,
        "most": -(-most // SLIDER_STEP) * SLIDER_STEP,
        "step": SLIDER_STEP,
        "chosen": known(found.facts.plan.monthly) is not None,
        "capacity": capacity if found.bare else None,
    }


def standing(found: PlanFound) -> dict[str, str]:
    """What counts for each setting while nothing is typed."""
    request, amicable = found.request, found.request.nature is PlanNature.AMICABLE
    return {
        "start": french_date(request.start),
        "day_of_month": str(request.start.day),
        "monthly": Money(found.bare[0].amount).exact().replace(".", ",") if found.bare else "",
        "minimum": "aucun",
        "length": "sans limite" if amicable else str(max(0, LEGAL_MONTHS - request.months_used)),
    }


def _capacity(found: PlanFound) -> list[dict[str, Any]]:
    """The capacity of the case, before any choice: each step, and why it changes."""
    return [{"month": step.first_month, "text": str(Money(step.amount)), "reason": step.reason} for step in found.bare]


def fault(found: PlanFound, one: Fault) -> dict[str, Any]:
    """A fault, with the debt or the setting to which it belongs."""
    return {"text": one.text, "article": one.article, "debt": one.debt or "", "field": _FIELDS.get(one.code, "")}


_FIELDS = {
    "start_before_decision": "start",
    "too_long": "length",
    "length": "length",
    "no_month_left": "length",
    "minimum": "minimum",
    "monthly_above_capacity": "monthly",
    "capacity_unknown": "monthly",
    "capacity_negative": "monthly",
    "no_capacity": "monthly",
    "nothing_paid": "monthly",
}
"""The setting beside which a fault without a debt is shown."""


def broken(checks: Sequence[Check]) -> list[dict[str, Any]]:
    """Each breach that the proof found: a sentence that names the month, the debt and the cents, and the article."""
    return [
        {"text": failure.text, "article": check.source.article, "rule": check.rule.label, "debt": failure.debt or ""}
        for check in checks
        for failure in check.failures
    ]


def figures(found: PlanFound, summaries: Sequence[DebtSummary]) -> list[dict[str, Any]]:
    """The figures at the head; each opens its explanation."""
    plan = found.plan
    if plan is None:
        return []
    passed = sum(check.outcome is Outcome.PASSED for check in found.checks)
    failed = sum(check.outcome is Outcome.FAILED for check in found.checks)
    held = "tient" if not failed and not found.faults else "ne tient pas"
    first = plan.paliers[0].total
    told = [
        ("mensuel", "Par mois, au début", str(Money(first)), "main"),
        ("duree", "Durée", plural(plan.months, "mois", "mois"), ""),
        ("verse", "Versé en tout", str(Money(total_paid(plan))), ""),
        ("interets", "Dont intérêts", str(Money(sum(one.interest for one in summaries))), ""),
        ("non-paye", "Non payé à la fin", str(Money(plan.left)), ""),
        ("preuve", "Vérification", f"{held}, {passed}/{len(found.checks)}", "" if held == "tient" else "negative"),
    ]
    return [{"key": key, "label": label, "text": text, "level": level} for key, label, text, level in told]


def series_of(plan: Plan, summaries: Sequence[DebtSummary]) -> list[list[int]]:
    """The places of the debts drawn together: those that are paid most, alone, then all the others."""
    order = sorted(range(len(summaries)), key=lambda i: (-summaries[i].paid, -summaries[i].opening, i))
    if len(order) <= SHOWN_APART + 1:
        return [[i] for i in sorted(order)]
    apart = sorted(order[:SHOWN_APART])
    return [*([i] for i in apart), sorted(order[SHOWN_APART:])]


def _named(found: PlanFound, series: list[list[int]]) -> list[tuple[str, list[Any]]]:
    debts = found.request.debts
    return [
        (
            debts[places[0]].creditor if len(places) == 1 else f"{len(places)} autres créanciers",
            [debts[i] for i in places],
        )
        for places in series
    ]


def _paliers(plan: Plan, series: list[list[int]]) -> list[dict[str, Any]]:
    return [
        {
            "first": told.palier.first_month,
            "months": told.palier.months,
            "when": _when(told.palier.first_month, told.palier.last_month),
            "days": french_date(told.first_day)
            if told.palier.months == 1
            else f"{french_date(told.first_day)} – {french_date(told.last_day)}",
            "total": told.palier.total,
            "text": str(Money(told.palier.total)),
            "parts": [sum(told.palier.amounts[i] for i in places) for places in series],
            "texts": [str(Money(sum(told.palier.amounts[i] for i in places))) for places in series],
        }
        for told in palier_summaries(plan)
    ]


def _balances(plan: Plan, series: list[list[int]]) -> list[list[int]]:
    """What is owed to each group at the start, then at the end of each month."""
    found = []
    for places in series:
        rows = [plan.schedules[i] for i in places]
        opening = sum(lines[0].opening for lines in rows)
        found.append([opening, *(sum(lines[m].closing for lines in rows) for m in range(plan.months))])
    return found


def _columns(plan: Plan | None) -> list[str]:
    if plan is None or len(plan.paliers) > COLUMNS_AT_MOST:
        return []
    return [_when(palier.first_month, palier.last_month) for palier in plan.paliers]


def _when(first: int, last: int) -> str:
    return f"mois {first}" if first == last else f"mois {first} à {last}"


def row(found: PlanFound, place: int, summaries: Sequence[DebtSummary]) -> dict[str, Any]:
    """One debt: what it is, what it is paid, when that ends, what is left, and what was set by hand."""
    debt, plan = found.request.debts[place], found.plan
    told = summaries[place] if summaries else None
    chosen = values_of(found.facts, BY_HAND, debt.id)
    balance = told.opening if told else debt.balance
    amounts: list[str] = []
    if plan is not None:
        amounts = (
            [str(Money(palier.amounts[place])) if palier.amounts[place] else "–" for palier in plan.paliers]
            if len(plan.paliers) <= COLUMNS_AT_MOST
            else _runs(plan, place)
        )
    return {
        "id": debt.id,
        "creditor": debt.creditor,
        "class": debt.debt_class.label,
        "balance": "inconnu" if balance is None else str(Money(balance)),
        "rate": f"{french_number(debt.rate * 100)}{NNBSP}%",
        "amounts": amounts,
        "end": _end(plan, told),
        "left": str(Money(told.left)) if told else "–",
        "left_note": _left_note(told),
        "chosen": chosen,
        "faults": [fault(found, one) for one in found.faults if one.debt == debt.id],
    }


def _runs(plan: Plan, place: int) -> list[str]:
    """« 45,00 € (mois 1 à 24) » for each run of the same amount, nothing left out but months without payment."""
    said = []
    for amount, group in groupby(plan.paliers, key=lambda palier: palier.amounts[place]):
        run = list(group)
        if amount:
            said.append(f"{Money(amount)} ({_when(run[0].first_month, run[-1].last_month)})")
    return said


def _end(plan: Plan | None, told: DebtSummary | None) -> str:
    if plan is None or told is None:
        return "–"
    if not told.last_payment:
        return "rien n’est versé"
    day = french_date(days_of(plan)[told.last_payment - 1])
    return f"mois {told.last_payment} ({day})"


def _left_note(told: DebtSummary | None) -> str:
    if told is None or not told.left:
        return ""
    return "effacé, si la commission le décide" if told.written_off else "reste dû"


def _unused(plan: Plan | None) -> list[str]:
    return [
        f"{_when(item.first_month, item.last_month).capitalize()}{NNBSP}: {Money(item.amount)} par mois restent "
        f"inemployés, {item.why}"
        for item in (plan.unused if plan else ())
    ]


def proof(checks: Sequence[Check]) -> list[dict[str, Any]]:
    """Each rule, respected or not or impossible to verify, with its article and where it breaks."""
    return [
        {
            "label": check.rule.label,
            "article": check.source.article,
            "outcome": check.outcome.label,
            "level": LEVELS[check.outcome],
            "why": check.why,
            "failures": [failure.text for failure in check.failures],
        }
        for check in checks
    ]


def in_words(plan: Plan, summaries: Sequence[DebtSummary]) -> str:
    """What the drawings show, for who does not see them."""
    said = f"{NNBSP}; ".join(
        f"{_when(told.palier.first_month, told.palier.last_month)}, {Money(told.palier.total)} par mois"
        for told in palier_summaries(plan)[:12]
    )
    more = f" et {len(plan.paliers) - 12} autres paliers" if len(plan.paliers) > 12 else ""
    start = Money(sum(one.opening for one in summaries))
    owed = f"Dû au départ{NNBSP}: {start}, à la fin{NNBSP}: {Money(plan.left)}."
    return f"Versements par palier{NNBSP}: {said}{more}. {owed}"
