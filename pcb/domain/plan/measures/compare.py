"""Every measure for one household, side by side. Plans are built by the function that is given, and each is proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.domain.explain import Source
from pcb.domain.law import law_on
from pcb.domain.money import Money
from pcb.domain.plan.checks import check
from pcb.domain.plan.measures import conditions as rule
from pcb.domain.plan.measures import consequences
from pcb.domain.plan.measures.conditions import Situation
from pcb.domain.plan.measures.measure import Figures, Measure, MeasureKind, figures_of
from pcb.domain.plan.model import LEGAL_MONTHS, DebtClass, NoPlan, Plan, PlanNature, PlanRequest
from pcb.domain.plan.request import Basis, PlanChoices, RateBasis, basis_of
from pcb.domain.recevabilite import Condition
from pcb.domain.vocabulary.debts import DebtKind

Build: TypeAlias = Callable[[PlanRequest], Plan | NoPlan]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The measures in the order of the law, and what they all rest on (debts, rates, capacity, notices)."""

    measures: tuple[Measure, ...]
    basis: Basis

    def __getitem__(self, kind: MeasureKind) -> Measure:
        return next(measure for measure in self.measures if measure.kind is kind)


def compare(case: Case, assessment: Assessment, build: Build, choices: PlanChoices | None = None) -> Comparison:
    """The comparison for one household on the day of its assessment. Never fails for a fact that is not known.

    ``choices`` apply to every plan, but for the nature, which is that of each measure. Rates: those of the contracts in
    an amicable plan, those chosen (0 % by default) elsewhere; each plan says which in ``basis``.
    """
    chosen = choices or PlanChoices()
    basis = basis_of(case, assessment, replace(chosen, nature=PlanNature.IMPOSED))
    now = Situation(case, assessment, basis)
    imposed = _built(basis, build)
    made = [
        _amicable(now, chosen, build),
        _grace(now, chosen, build),
        _agreed(now, chosen, build),
        _imposed(now, MeasureKind.RESCHEDULING, imposed),
        _suspension(now),
        _imposed(now, MeasureKind.WRITE_OFF, imposed),
        _recovery(now, MeasureKind.RECOVERY),
        _recovery(now, MeasureKind.LIQUIDATION),
    ]
    return Comparison(tuple(made), basis)


def _built(basis: Basis, build: Build) -> Plan | NoPlan | None:
    return build(basis.request) if basis.request is not None else None


def _of_nature(now: Situation, choices: PlanChoices) -> Basis:
    return basis_of(now.case, now.assessment, choices, now.basis.coming)


def _start(now: Situation) -> date:
    request = now.basis.request
    return request.start if request else now.assessment.day + relativedelta(months=1)


def _measure(
    now: Situation,
    kind: MeasureKind,
    source: Source,
    conditions: tuple[Condition, ...],
    *,
    outcome: Plan | NoPlan | None = None,
    figures: Figures | None = None,
    notes: tuple[str, ...] = (),
) -> Measure:
    plan = outcome if isinstance(outcome, Plan) else None
    if plan is not None and figures is None:
        figures = figures_of(plan, erases=kind is MeasureKind.WRITE_OFF)
    months = figures.months if figures else None
    start = _start(now)
    day = now.assessment.day if kind in (MeasureKind.RECOVERY, MeasureKind.LIQUIDATION) else start
    return Measure(
        kind=kind,
        source=_in_french(source),
        conditions=conditions,
        figures=figures,
        home=consequences.home(now.case, kind),
        guarantor=consequences.guarantor(now.case, kind),
        ficp=consequences.ficp(kind, day, months),
        fails=consequences.fails(now.case, kind, start + relativedelta(months=months) if months else None),
        notes=notes,
        plan=plan,
        checks=check(plan) if plan is not None else (),
        faults=outcome.faults if isinstance(outcome, NoPlan) else (),
    )


def _in_french(source: Source) -> Source:
    """The law files write « L. 732-1 to L. 732-3 » and « ff. »: people read French."""
    return replace(source, article=source.article.replace(" to ", " à ").replace(" ff.", " et suivants"))


def _home_loan(basis: Basis) -> tuple[str, ...]:
    kept = any(line.debt is not None and line.debt.debt_class is DebtClass.HOME_LOAN for line in basis.lines)
    return ("Le prêt de la résidence gardée reste payé à son contrat, avec ses intérêts.",) if kept else ()


def _amicable(now: Situation, choices: PlanChoices, build: Build) -> Measure:
    basis = _of_nature(now, replace(choices, nature=PlanNature.AMICABLE, rates=RateBasis.CONTRACT))
    outcome = _built(basis, build)
    found = (rule.creditors_accept(now), rule.some_capacity(now, "Hors procédure"))
    notes = ("Taux des contrats : aucun créancier n’est tenu d’y renoncer.", *_new(basis, now.basis))
    return _measure(now, MeasureKind.AMICABLE, Source("Hors procédure"), found, outcome=outcome, notes=notes)


def _grace(now: Situation, choices: PlanChoices, build: Build) -> Measure:
    law = law_on(now.assessment.day).rule("measures.grace_period")
    longest = law.fields["max_months"]
    length = min(longest, choices.length or longest)
    wanted = replace(choices, nature=PlanNature.AMICABLE, rates=RateBasis.ZERO, length=length)
    basis = _of_nature(now, wanted)
    request = basis.request and _without(basis.request, now.case, DebtKind.ALIMONY)
    outcome = build(request) if request is not None and request.debts else None
    found = (rule.debts_the_judge_may_delay(now), rule.settled_after_grace(outcome, longest))
    notes = (
        f"Report ou échelonnement, {longest} mois au plus. Chiffres d’un échelonnement selon la capacité ; en report, "
        "rien n’est payé et tout est dû à la fin.",
        "Compté à 0 % : le juge peut supprimer les intérêts des crédits.",
        *_home_loan(basis),
    )
    return _measure(now, MeasureKind.GRACE, law.source, found, outcome=outcome, notes=notes)


def _without(request: PlanRequest, case: Case, kind: DebtKind) -> PlanRequest:
    """The request without the debts of a kind, whose monthly amounts come off the capacity: they stay to be paid."""
    gone = {debt.id for debt in case.debts if debt.kind is kind}
    kept = tuple(debt for debt in request.debts if debt.id not in gone)
    paid = sum(debt.contract_payment or 0 for debt in request.debts if debt.id in gone)
    steps = tuple(replace(step, amount=max(0, step.amount - paid)) for step in request.capacity)
    return replace(request, debts=kept, capacity=steps)


def _agreed(now: Situation, choices: PlanChoices, build: Build) -> Measure:
    law = law_on(now.assessment.day).rule("measures.agreed_plan")
    basis = _of_nature(now, replace(choices, nature=PlanNature.AGREED))
    found = (
        rule.files(now),
        rule.admissible(now),
        rule.owner_of_real_estate(now),
        rule.some_capacity(now),
        rule.months_remain(now),
    )
    notes = ("Ce qui reste à la fin suppose que chaque créancier y renonce.", choices.rates.label, *_home_loan(basis))
    return _measure(now, MeasureKind.AGREED, law.source, found, outcome=_built(basis, build), notes=notes)


def _imposed(now: Situation, kind: MeasureKind, outcome: Plan | NoPlan | None) -> Measure:
    alone = kind is MeasureKind.RESCHEDULING
    law = law_on(now.assessment.day).rule("measures.rescheduling" if alone else "measures.partial_write_off")
    last = rule.repaid_in_time(outcome) if alone else rule.something_to_write_off(outcome)
    found = (rule.files(now), rule.admissible(now), rule.some_capacity(now), rule.months_remain(now), last)
    return _measure(now, kind, law.source, found, outcome=outcome)


def _suspension(now: Situation) -> Measure:
    law = law_on(now.assessment.day).rule("measures.suspension")
    found = (rule.files(now), rule.admissible(now), rule.not_suspended_before(now), rule.may_improve(now))
    request, figures, notes = now.basis.request, None, []
    debts = tuple(line.debt for line in now.basis.lines if line.debt is not None)
    months = law.fields["max_months"] if request is None else _suspended(request, law.fields["max_months"])
    if debts and months and all(debt.balance is not None for debt in debts):
        apart = [debt for debt in debts if debt.debt_class is DebtClass.EXCLUDED]
        asked = sum(debt.contract_payment or 0 for debt in apart)
        paid = sum(min(debt.balance or 0, (debt.contract_payment or 0) * months) for debt in apart)
        owed = sum(debt.balance or 0 for debt in debts)
        figures = Figures(asked, asked, months, paid, 0, 0, owed - paid)
        if apart:
            notes.append(f"Hors suspension, à payer chaque mois : {Money(asked)} de dettes hors procédure.")
    notes.append(f"{law.fields['max_months']} mois au plus ; intérêts suspendus, sauf décision contraire.")
    return _measure(now, MeasureKind.SUSPENSION, law.source, found, figures=figures, notes=tuple(notes))


def _suspended(request: PlanRequest, longest: int) -> int:
    """The months of a suspension: within the 84, less those used (L. 733-3)."""
    return max(0, min(longest, LEGAL_MONTHS - request.months_used))


def _recovery(now: Situation, kind: MeasureKind) -> Measure:
    law = law_on(now.assessment.day).rule("measures.personal_recovery")
    sold = kind is MeasureKind.LIQUIDATION
    found = [rule.files(now), rule.admissible(now), rule.beyond_repair(now)]
    found += [rule.something_to_sell(now), rule.agreement_of_the_debtor(now)] if sold else [rule.nothing_to_sell(now)]
    notes = [
        "Efface toutes les dettes, professionnelles ou non, au jour de la décision, sauf celles hors procédure et ce "
        "qu’une caution a payé."
    ]
    debts = tuple(line.debt for line in now.basis.lines if line.debt is not None)
    figures = None
    if debts and all(debt.balance is not None for debt in debts):
        kept = sum(d.balance or 0 for d in debts if d.debt_class is DebtClass.EXCLUDED or d.guarantor_paid)
        erased = sum(debt.balance or 0 for debt in debts) - kept
        brought = min(erased, _value_of_assets(now.case) or 0) if sold else 0
        figures = Figures(0, 0, 0, brought, 0, erased - brought, kept)
    if sold:
        notes.append(_sale(now.case))
    return _measure(now, kind, law.source, tuple(found), figures=figures, notes=tuple(notes))


def _value_of_assets(case: Case) -> int | None:
    values = [known(asset.value) for asset in case.assets]
    return None if None in values or not values else sum(value.cents for value in values if value is not None)


def _sale(case: Case) -> str:
    value = _value_of_assets(case)
    delays = "Déclaration des créances 2 mois, bilan 6 mois, vente 12 mois."
    if value is None:
        return f"La valeur des biens n’est pas entièrement connue : le produit de la vente non plus. {delays}"
    return f"Produit de la vente compté à {Money(value)} au mieux, sans frais ni hypothèque. {delays}"


def _new(basis: Basis, shared: Basis) -> tuple[str, ...]:
    """The notices of a basis that are not those of all."""
    return tuple(notice for notice in basis.notices if notice not in shared.notices)
