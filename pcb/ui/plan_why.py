"""Why each figure of the plan: the sheet that opens beside it. Pure."""

from __future__ import annotations

from pcb.domain.capacite import LABEL
from pcb.domain.money import Money
from pcb.domain.plan.checks import Outcome
from pcb.domain.plan.measures import Measure
from pcb.domain.plan.model import LEGAL_MONTHS, Plan, PlanNature
from pcb.domain.plan.summary import DebtSummary, debt_summaries, palier_summaries, total_paid
from pcb.domain.recevabilite import State
from pcb.domain.wording import french_date, french_number, plural
from pcb.errors import NotFound
from pcb.ui.explanation import Finding, Opener, Sheet, SheetLine, SheetSource, badges_of, sheet_of, source_of
from pcb.ui.plan_view import NNBSP, proof
from pcb.usecases.plans import PlanFound

_LEVELS = {State.MET: "", State.DOUBTFUL: "doubtful", State.MISSING: "urgent"}


def plan_sheet(what: str, found: PlanFound, opener: Opener) -> Sheet:
    """The sheet of one figure. Raises :class:`NotFound` for a name, a debt or a palier that is not there."""
    plan = found.plan
    if what == "capacite":
        return _capacity(found, opener)
    if plan is None:
        raise NotFound("Il n’y a pas de plan : cette explication n’existe pas.")
    summaries = debt_summaries(plan)
    match what.partition("-"):
        case ("mensuel", _, _):
            return _monthly(found, plan, opener)
        case ("duree", _, _):
            return _length(found, plan)
        case ("verse", _, _):
            lines = _lines(summaries, [one.paid for one in summaries], opener)
            return Sheet("Versé en tout", str(Money(total_paid(plan))), lines=lines, is_sum=True)
        case ("interets", _, _):
            lines = _lines(summaries, [one.interest for one in summaries], opener)
            total = str(Money(sum(one.interest for one in summaries)))
            return Sheet("Intérêts", total, lines=lines, is_sum=True, steps=(_rounding(found),))
        case ("non", _, "paye"):
            return _left(plan, summaries, opener)
        case ("preuve", _, _):
            return _proof(found)
        case ("palier", _, number) if number.isdecimal() and 1 <= int(number) <= len(plan.paliers):
            return _palier(plan, int(number) - 1, summaries, opener)
        case ("dette", _, name) if any(one.debt.id == name for one in summaries):
            return _debt(found, plan, name, summaries, opener)
    raise NotFound("Cette explication n’existe pas.")


def _capacity(found: PlanFound, opener: Opener) -> Sheet:
    capacity = found.assessment.capacity
    if capacity is None:
        missing = tuple(Finding(sentence) for sentence in found.basis.missing)
        return Sheet(LABEL, "?", "Ce chiffre ne peut pas encore être calculé.", level="unknown", findings=missing)
    return sheet_of(capacity, opener)


def _monthly(found: PlanFound, plan: Plan, opener: Opener) -> Sheet:
    steps = [
        f"À partir du mois {step.first_month}{NNBSP}: {Money(step.amount)} par mois au plus"
        + (f" ({step.reason})." if step.reason else ".")
        for step in found.request.capacity
    ]
    bare = f"La capacité de remboursement du foyer est de {Money(found.bare[0].amount)}." if found.bare else ""
    lines = tuple(
        SheetLine(debt.creditor, str(Money(amount)), debt.debt_class.label, href=opener(f"debts.{debt.id}.balance"))
        for debt, amount in zip(plan.request.debts, plan.paliers[0].amounts, strict=True)
        if amount
    )
    return Sheet(
        "Par mois, au début",
        str(Money(plan.paliers[0].total)),
        lines=lines,
        is_sum=True,
        steps=tuple(step for step in (bare, *steps) if step),
        warnings=found.basis.notices,
        source=SheetSource("C. conso. art. L. 731-1, L. 731-2"),
    )


def _length(found: PlanFound, plan: Plan) -> Sheet:
    request = found.request
    steps = []
    if request.nature is PlanNature.AMICABLE:
        steps.append("Hors procédure, aucune durée n’est fixée par la loi.")
    else:
        left = LEGAL_MONTHS - request.months_used
        used = f" moins {plural(request.months_used, 'mois déjà utilisé', 'mois déjà utilisés')}"
        steps.append(f"La loi permet {LEGAL_MONTHS} mois{used if request.months_used else ''}, soit {left}.")
        if request.keeps_main_residence:
            steps.append("Pour éviter la vente de la résidence principale, la durée peut être plus longue.")
    if request.length is not None:
        steps.append(f"Le conseiller a choisi {request.length} mois au plus.")
    last = palier_summaries(plan)[-1].last_day
    steps.append(f"Du {french_date(request.start)} au {french_date(last)}.")
    return Sheet(
        "Durée", plural(plan.months, "mois", "mois"), steps=tuple(steps), source=SheetSource("C. conso. art. L. 733-3")
    )


def _rounding(found: PlanFound) -> str:
    return (
        "Intérêts d’un mois : taux du mois × capital dû au début du mois, arrondis une fois. "
        f"{found.request.rounding.label}. Les intérêts dus n’en portent pas."
    )


def _lines(summaries: tuple[DebtSummary, ...], amounts: list[int], opener: Opener) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(
            one.debt.creditor,
            str(Money(amount)),
            f"{one.debt.debt_class.label}, {french_number(one.debt.rate * 100)}{NNBSP}%",
            href=opener(f"debts.{one.debt.id}.balance"),
        )
        for one, amount in zip(summaries, amounts, strict=True)
    )


def _left(plan: Plan, summaries: tuple[DebtSummary, ...], opener: Opener) -> Sheet:
    left = tuple(one for one in summaries if one.left)
    lines = tuple(
        SheetLine(
            one.debt.creditor,
            str(Money(one.left)),
            "effacé, si la commission le décide" if one.written_off else "reste dû après le plan",
            "C. conso. art. L. 733-4" if one.written_off else "",
            href=opener(f"debts.{one.debt.id}.balance"),
        )
        for one in left
    )
    intro = "" if left else "Toutes les dettes du plan sont payées."
    return Sheet("Non payé à la fin", str(Money(plan.left)), intro, lines=lines, is_sum=True)


def _proof(found: PlanFound) -> Sheet:
    findings = tuple(
        Finding(
            f"{one['label']}{NNBSP}: {one['outcome'].lower()}",
            note=" ".join((one["article"], one["why"], *one["failures"])).strip(),
            level="" if one["level"] == "good" else one["level"],
        )
        for one in proof(found.checks)
    )
    passed = sum(check.outcome is Outcome.PASSED for check in found.checks)
    intro = "Chaque règle a été revérifiée par un second calcul, indépendant de celui qui a construit le plan."
    return Sheet("Vérification", f"{passed}/{len(found.checks)}", intro, findings=findings)


def _palier(plan: Plan, place: int, summaries: tuple[DebtSummary, ...], opener: Opener) -> Sheet:
    told = palier_summaries(plan)[place]
    lines = tuple(
        SheetLine(one.debt.creditor, str(Money(amount)), href=opener(f"debts.{one.debt.id}.balance"))
        for one, amount in zip(summaries, told.palier.amounts, strict=True)
        if amount
    )
    months = plural(told.palier.months, "mois", "mois")
    intro = f"{months}, du {french_date(told.first_day)} au {french_date(told.last_day)}."
    return Sheet(f"Palier {place + 1}", str(Money(told.palier.total)), intro, lines=lines, is_sum=True)


def _debt(found: PlanFound, plan: Plan, name: str, summaries: tuple[DebtSummary, ...], opener: Opener) -> Sheet:
    place = next(i for i, one in enumerate(summaries) if one.debt.id == name)
    one = summaries[place]
    why = next((line.why for line in found.basis.lines if line.debt is not None and line.debt.id == name), "")
    paid = [
        f"Mois {told.palier.first_month} à {told.palier.last_month}{NNBSP}: {told.palier.months} × "
        f"{Money(told.palier.amounts[place])}"
        for told in palier_summaries(plan)
        if told.palier.amounts[place]
    ]
    lines = (
        SheetLine("Dû au départ", str(Money(one.opening)), href=opener(f"debts.{name}.balance")),
        SheetLine("Intérêts du plan", f"+{Money(one.interest)}", f"{french_number(one.debt.rate * 100, 4)}{NNBSP}%"),
        SheetLine("Versé", str(Money(-one.paid))),
        SheetLine("Non payé à la fin", str(Money(one.left)), counts=False),
    )
    return Sheet(
        one.debt.creditor, str(Money(one.left)), why, lines=lines, steps=(*paid, one.debt.imputation.label + ".")
    )


def measure_sheet(measure: Measure, opener: Opener) -> Sheet:
    """All that is said of one measure: its conditions, what it changes, what would make it fail."""
    conditions = tuple(
        Finding(
            f"{condition.label}{NNBSP}: {condition.state.label.lower()}",
            opener(condition.path) if condition.path else "",
            f"{condition.why} {condition.article}",
            _LEVELS[condition.state],
        )
        for condition in measure.conditions
    )
    changes = (
        Finding(measure.home, note="Logement"),
        Finding(measure.guarantor, note="Caution"),
        Finding(measure.ficp.text, note="FICP"),
    )
    risks = tuple(Finding(text, note="Ce qui la ferait échouer") for text in measure.fails)
    source = source_of(measure.source)
    return Sheet(
        measure.kind.label,
        measure.state.label,
        warnings=(*measure.notes, *(fault.text for fault in measure.faults)),
        findings=(*conditions, *changes, *risks),
        source=source and SheetSource(source.article, badges_of(measure.source), source.detail),
    )
