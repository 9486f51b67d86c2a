"""The rest of the page of the plan: the measures side by side, what the plan can bear, the offers, the plan received.

Plain data, as in :mod:`pcb.ui.plan_view`. Pure.
"""

from __future__ import annotations

from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.checks import Check
from pcb.domain.plan.measures import Comparison, Measure
from pcb.domain.plan.offers import Offer
from pcb.domain.plan.received import received_numbers
from pcb.domain.plan.stress import Breaking, Stress
from pcb.domain.recevabilite import State
from pcb.domain.wording import french_date, plural
from pcb.interview.script import plan as script
from pcb.ui.plan_fields import values_of
from pcb.ui.plan_view import broken, proof
from pcb.usecases.plan_offers import OffersFound
from pcb.usecases.plans import PlanFound

STATES = {State.MET: "good", State.DOUBTFUL: "doubtful", State.MISSING: "urgent"}


def more(
    found: PlanFound,
    compared: Comparison,
    borne: Stress | None,
    offered: OffersFound | None,
    letter: tuple[Check, ...] | None,
) -> dict[str, Any]:
    """All that the lower part of the page shows."""
    return {
        "way": values_of(found.facts, script.WAY),
        "chosen": known(found.facts.plan.monthly) is not None,
        "measures": [_measure(measure, found.facts) for measure in compared.measures],
        "stress": None if borne is None else _stress(borne),
        "offers": _offers(found, offered),
        "letter": _letter(found.facts, letter),
    }


def _measure(measure: Measure, case: Case) -> dict[str, Any]:
    pursued = known(case.plan.pursued)
    figures = measure.figures
    amounts = {
        name: "?" if figures is None or (cents := getattr(figures, name)) is None else str(Money(cents))
        for name in ("monthly", "paid", "cost", "written_off", "left")
    }
    return {
        "kind": measure.kind.value,
        "label": measure.kind.label,
        "article": measure.source.article,
        "pursued": pursued is not None and pursued.value == measure.kind.value,
        "state": measure.state.label,
        "level": STATES[measure.state],
        "conditions": [
            {
                "label": condition.label,
                "state": condition.state.label,
                "level": STATES[condition.state],
                "why": condition.why,
                "article": condition.article,
            }
            for condition in measure.conditions
        ],
        **amounts,
        "highest": str(Money(figures.highest)) if figures and figures.highest != figures.monthly else "",
        "months": "?" if figures is None else plural(figures.months, "mois", "mois"),
        "home": measure.home,
        "guarantor": measure.guarantor,
        "ficp": measure.ficp.text,
        "fails": list(measure.fails),
        "notes": [*measure.notes, *(fault.text for fault in measure.faults)],
        "broken": broken(measure.checks),
    }


def _stress(borne: Stress) -> dict[str, Any]:
    year = borne.bad_year
    return {
        "points": [[point.paid, point.capacity, point.margin] for point in borne.points],
        "complete": borne.complete,
        "breaks": _breaks(borne),
        "events": [
            {
                "month": effect.change.month,
                "label": effect.change.event.label,
                "text": f"capacité de {Money(effect.change.before)} à {Money(effect.change.after)}"
                + (f", il manque {Money(effect.missing)}" if effect.missing else ", le plan tient"),
                "level": "urgent" if effect.missing else "",
            }
            for effect in borne.events
        ],
        "bad_year": [
            f"Un mois sans revenu (mois {year.without_income}) et une réparation de {Money(year.repair)} "
            f"(mois {year.repair_in})."
            f" Au plus bas, {Money(year.lowest)} en main, au mois {year.lowest_month}.",
            f"Plus rien ne manque à partir du mois {year.recovered}."
            if year.recovered is not None
            else "Le foyer ne s’en remet pas pendant le plan.",
        ],
        "in_hand": list(year.in_hand),
    }


def _breaks(borne: Stress) -> list[dict[str, Any]]:
    """What would break the plan. One that is broken already is said once: neither loss nor rise is needed for it."""
    said = (
        _breaking("Une perte de revenus de", borne.loss_month, "le mois ne s’équilibre plus"),
        _breaking("Une perte de revenus de", borne.loss_law, "la mensualité dépasse la capacité légale"),
        _breaking("Une hausse de charges de", borne.rise_month, "le mois ne s’équilibre plus"),
        _breaking("Une hausse de charges de", borne.rise_law, "la mensualité dépasse la capacité légale"),
    )
    return [one for place, one in enumerate(said) if one not in said[:place]]


def _breaking(what: str, found: Breaking, then: str) -> dict[str, Any]:
    if found.amount is None:
        return {
            "what": what.removesuffix(" de"),
            "amount": "aucune",
            "then": f"ne fait pas que {then}",
            "level": "good",
        }
    if not found.amount:
        month = f"dès le mois {found.month}"
        return {"what": "Déjà, sans rien changer,", "amount": "", "then": f"{then} ({month})", "level": "urgent"}
    return {
        "what": what,
        "amount": str(Money(found.amount)),
        "then": f"{then} (mois {found.month})",
        "level": "doubtful",
    }


def _offers(found: PlanFound, offered: OffersFound | None) -> dict[str, Any]:
    if offered is None:
        return {"rule": "", "rows": [], "answered": None, "notices": [], "broken": []}
    plan = offered.answered
    answered = None
    if plan is not None:
        answered = (
            f"Avec les réponses notées, le plan dure {plural(plan.months, 'mois', 'mois')}, commence à "
            f"{Money(plan.paliers[0].total)} par mois et laisse {Money(plan.left)} non payés."
        )
    faults = [{"text": fault.text, "article": fault.article} for fault in offered.faults]
    return {
        "rule": offered.rule,
        "rows": [_offer(found.facts, offer) for offer in offered.offers],
        "answered": answered,
        "notices": list(offered.notices),
        "broken": [*faults, *broken(offered.checks)],
    }


def _offer(case: Case, offer: Offer) -> dict[str, Any]:
    values = values_of(case, script.OFFER, offer.debt)
    note = next((note for note in case.offers if note.id == offer.debt), None)
    sent, answer = (known(note.sent_on), known(note.answer)) if note else (None, None)
    steps = [
        f"{Money(step.amount)} le {french_date(step.first_day)}"
        if step.months == 1
        else f"{Money(step.amount)} par mois, {step.months} mois à partir du {french_date(step.first_day)}"
        for step in offer.steps
    ]
    return {
        "id": offer.debt,
        "creditor": offer.creditor,
        "owed": str(Money(offer.owed)),
        "steps": steps or ["Rien ne peut être offert pour le moment"],
        "left": str(Money(offer.left)),
        "state": f"envoyée le {french_date(sent)}" if sent else "pas encore envoyée",
        "answer": answer.label if answer else "",
        "values": values,
    }


def _letter(case: Case, checks: tuple[Check, ...] | None) -> dict[str, Any]:
    """The plan typed in: its facts, one line a debt of the case, one column a palier, and the judgement."""
    amounts = {note.id: note for note in case.received_amounts}
    numbers = received_numbers(case)
    return {
        "values": values_of(case, script.RECEIVED),
        "paliers": [{"id": number, "values": values_of(case, script.RECEIVED_PALIER, number)} for number in numbers],
        "debts": [
            {
                "id": debt.id,
                "creditor": known(debt.creditor) or debt.kind.label,
                "values": values_of(case, script.RECEIVED_DEBT, debt.id),
                "amounts": {
                    number: values_of(case, script.RECEIVED_AMOUNT, key)
                    for number in numbers
                    if (key := f"{number}-{debt.id}") in amounts
                },
            }
            for debt in case.debts
        ],
        "proof": None if checks is None else proof(checks),
        "broken": [] if checks is None else broken(checks),
    }
