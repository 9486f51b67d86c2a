"""A repayment plan, and the comparison of the measures, told in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcb.commands.account import row, said, section
from pcb.domain.money import Money
from pcb.domain.plan.checks import Outcome
from pcb.domain.plan.measures import Comparison, Figures
from pcb.domain.plan.model import Plan
from pcb.domain.plan.summary import debt_summaries, palier_summaries, total_paid
from pcb.domain.wording import french_date, plural
from pcb.usecases.plans import PlanFound


def account_of_plan(found: PlanFound) -> str:
    """The whole plan, ready to be printed."""
    return "\n".join(_lines(found))


def _lines(found: PlanFound) -> Iterator[str]:
    request = found.request
    yield f"{request.nature.label}, loi du {french_date(request.decided_on)}. Partage : {request.rule.label.lower()}."
    yield from section("Capacité")
    for step in request.capacity:
        yield row(f"À partir du mois {step.first_month}", Money(step.amount))
        if step.reason:
            yield said(step.reason, "      ")
    if found.plan is not None:
        yield from _plan(found.plan)
    if found.faults:
        yield from section("Ce que le plan ne respecte pas" if found.plan else "Aucun plan ne peut être construit")
        for fault in found.faults:
            yield said(f"{fault.text} {f'[{fault.article}]' if fault.article else ''}".strip(), "- ")
    if found.checks:
        yield from section("Vérification, par un second calcul indépendant")
        passed = sum(check.outcome is Outcome.PASSED for check in found.checks)
        yield row("Règles respectées", f"{passed} sur {len(found.checks)}")
        for check in found.checks:
            if check.outcome is not Outcome.PASSED:
                yield said(f"{check.rule.label} : {check.outcome.label.lower()}. {check.why}", "- ")
                for failure in check.failures:
                    yield said(failure.text, "      ")


def _plan(plan: Plan) -> Iterator[str]:
    yield from section(f"Le plan : {plural(plan.months, 'mois', 'mois')}")
    for told in palier_summaries(plan):
        palier = told.palier
        until = f" à {palier.last_month}" if palier.months > 1 else ""
        when = f"Mois {palier.first_month}{until} (le {french_date(told.first_day)}, {palier.months} mois)"
        yield row(when, Money(palier.total))
        for debt, amount in zip(plan.request.debts, palier.amounts, strict=True):
            if amount:
                yield row(debt.creditor, Money(amount), "  · ")
    yield row("Versé en tout", Money(total_paid(plan)))
    yield from section("Dettes")
    for one in debt_summaries(plan):
        yield row(one.debt.creditor, Money(one.opening))
        end = f"dernier versement au mois {one.last_payment}" if one.last_payment else "rien n’est versé"
        yield said(f"{one.debt.debt_class.label} ; versé {Money(one.paid)}, {end}, reste {Money(one.left)}", "      ")
        if one.written_off:
            yield said(f"{Money(one.written_off)} effacés à la fin [C. conso. art. L. 733-4]", "      ")
        if one.remains_due:
            yield said(f"{Money(one.remains_due)} restent dus après le plan", "      ")
    for unused in plan.unused:
        yield said(
            f"Mois {unused.first_month} à {unused.last_month} : {Money(unused.amount)} inemployés, {unused.why}", "- "
        )


def account_of_comparison(found: Comparison) -> str:
    """The measures one after the other, in the order of the law: none is ranked."""
    return "\n".join(_compared(found))


def _compared(found: Comparison) -> Iterator[str]:
    yield "Mesures possibles, dans l’ordre de la loi : aucune n’est classée, le choix est celui du conseiller."
    for measure in found.measures:
        yield from section(measure.kind.label)
        yield row(f"Conditions : {measure.state.label.lower()}", measure.source.article)
        for condition in measure.conditions:
            yield row(condition.label, condition.state.label, "  · ")
            yield said(f"{condition.why} [{condition.article}]", "      ")
        if measure.figures is None:
            yield "Chiffres non calculés."
        else:
            yield from _figures(measure.figures)
        for fault in measure.faults:
            yield said(fault.text, "- ")
        for name, text in (("Logement", measure.home), ("Caution", measure.guarantor), ("FICP", measure.ficp.text)):
            yield said(f"{name} : {text}")
        for text in (*measure.fails, *measure.notes):
            yield said(text, "- ")
    for title, sentences in (("Ce qui manque", found.basis.missing), ("À savoir", found.basis.notices)):
        if sentences:
            yield from section(title)
            yield from (said(sentence, "- ") for sentence in sentences)


def _figures(figures: Figures) -> Iterator[str]:
    yield row("Par mois, au début", Money(figures.monthly))
    if figures.highest != figures.monthly:
        yield row("Par mois, au plus", Money(figures.highest))
    yield row("Durée", plural(figures.months, "mois", "mois"))
    yield row("Versé en tout", Money(figures.paid))
    yield row("Dont intérêts", Money(figures.cost))
    yield row("Effacé", "inconnu" if figures.written_off is None else Money(figures.written_off))
    yield row("Reste dû à la fin", "inconnu" if figures.left is None else Money(figures.left))


def one_line(outcome: dict[str, Any]) -> str:
    """One household among many, on one line."""
    name = outcome["file"]
    if "unreadable" in outcome:
        return f"{name} : illisible, {' ; '.join(outcome['unreadable'])}"
    if "measures" in outcome:
        met = [one["label"] for one in outcome["measures"] if one["state"] == "met"]
        doubtful = [one["label"] for one in outcome["measures"] if one["state"] == "doubtful"]
        return f"{name} : remplies, {', '.join(met) or 'aucune'} ; à vérifier, {', '.join(doubtful) or 'aucune'}"
    made = outcome["plan"]
    if made is None:
        return f"{name} : aucun plan, {' '.join(fault['text'] for fault in outcome['faults'])}"
    first = Money.of(made["paliers"][0]["total"])
    broken = len(outcome["faults"]) + sum(check["outcome"] == "failed" for check in outcome["checks"])
    held = "tient" if not broken else plural(broken, "règle non respectée", "règles non respectées")
    return f"{name} : {made['months']} mois, {first} par mois, {Money.of(made['left'])} non payés ; {held}"
