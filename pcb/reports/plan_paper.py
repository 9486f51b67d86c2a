"""The repayment plan on paper: what is paid each month, debt by debt, what is left, the proof, the schedule."""

from __future__ import annotations

from datetime import date

from pcb.domain.money import Money
from pcb.domain.plan.checks import Check, Outcome
from pcb.domain.plan.model import DebtClass, Fault, Palier, Plan, PlanRequest, ScheduleRow
from pcb.domain.plan.summary import DebtSummary, days_of, debt_summaries, palier_summaries, stretches, total_paid
from pcb.domain.wording import french_date, french_number, plural
from pcb.reports.blocks import (
    Bar,
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Kind,
    Look,
    Notice,
    Part,
    Row,
    Table,
    Text,
)
from pcb.reports.content import plan as words
from pcb.reports.content.words import joined
from pcb.reports.render import render as render_document

CREDITORS_A_TABLE = 5
"""Columns of amounts that a page can hold beside the months."""

BARS_AT_MOST = 20
"""A drawing stays on one page: with more paliers the table above it is enough."""


def render(
    reference: str,
    day: date,
    request: PlanRequest,
    plan: Plan | None,
    faults: tuple[Fault, ...],
    checks: tuple[Check, ...],
) -> bytes:
    """The plan in PDF. The same facts give the same bytes. Without a plan, the paper says why there is none."""
    return render_document(compose(reference, day, request, plan, faults, checks))


def compose(
    reference: str,
    day: date,
    request: PlanRequest,
    plan: Plan | None,
    faults: tuple[Fault, ...],
    checks: tuple[Check, ...],
) -> Document:
    """The paper before it is set. ``reference`` tells one household's loose pages from another's."""
    blocks: list[Block] = [Heading(1, words.TITLE), Text(words.NOT_DECIDED, Look.STRONG)]
    if faults:
        title = words.BREAKS if plan else words.NO_PLAN
        blocks.append(Notice(title, tuple(joined(fault.text, fault.article, by=" ") for fault in faults)))
    if plan is not None:
        summaries = debt_summaries(plan)
        blocks += [
            *_each_month(plan),
            *_debts(summaries),
            *_left(summaries),
            *_paliers(plan),
            *_settings(request),
            *_proof(checks, request),
            *_schedules(plan, summaries),
        ]
    return Document(
        title=words.TITLE,
        header=f"{words.TITLE} — proposition, calculée au {french_date(day)}",
        reference=reference,
        day=day,
        blocks=tuple(blocks),
        subject=words.NOT_DECIDED,
    )


def _each_month(plan: Plan) -> tuple[Block, ...]:
    paliers = palier_summaries(plan)
    rows = [
        Row(
            (
                f"Du {french_date(told.first_day)} au {french_date(told.last_day)}",
                plural(told.palier.months, "mois", "mois"),
                str(Money(told.palier.total)),
                str(Money(told.palier.total * told.palier.months)),
            )
        )
        for told in paliers
    ]
    rows.append(Row(("En tout", plural(plan.months, "mois", "mois"), "", str(Money(total_paid(plan)))), Kind.TOTAL))
    columns = (
        Column("Quand", 210),
        Column("Combien de mois", 95, right=True),
        Column("Par mois", 100, right=True),
        Column("En tout", 100, right=True),
    )
    longest = max(told.palier.total for told in paliers) or 1
    bars = tuple(
        Bar(
            f"Mois {_months(told.palier)}",
            str(Money(told.palier.total)),
            told.palier.total / longest,
        )
        for told in paliers
    )
    said = " ; ".join(f"{bar.label} : {bar.value} par mois" for bar in bars)
    drawn = 1 < len(bars) <= BARS_AT_MOST
    chart: tuple[Block, ...] = (Chart(bars, f"Graphique des versements par palier. {said}."),) if drawn else ()
    return (
        Heading(2, words.EACH_MONTH),
        Text(words.EACH_MONTH_MEANS),
        Table(columns, tuple(rows), summary="Versements par palier"),
        *chart,
        *_unused(plan),
    )


def _unused(plan: Plan) -> tuple[Block, ...]:
    said = tuple(
        f"Du mois {item.first_month} au mois {item.last_month}, {Money(item.amount)} par mois ne sont pas employés : "
        f"{item.why}"
        for item in plan.unused
    )
    return (Notice("Somme qui reste inemployée", said),) if said else ()


def _debts(summaries: tuple[DebtSummary, ...]) -> tuple[Block, ...]:
    rows = [
        Row(
            (
                (Part(told.debt.creditor), Part(told.debt.debt_class.label, Look.SMALL)),
                str(Money(told.opening)),
                f"{french_number(told.debt.rate * 100)} %",
                str(Money(told.interest)),
                str(Money(told.paid)),
                str(Money(told.left)),
            )
        )
        for told in summaries
    ]
    sums = [sum(amounts) for amounts in zip(*((t.opening, t.interest, t.paid, t.left) for t in summaries), strict=True)]
    opening, interest, paid, left = (str(Money(amount)) for amount in sums)
    rows.append(Row(("Total", opening, "", interest, paid, left), Kind.TOTAL))
    columns = (
        Column("Créancier", 165),
        Column("Dû au départ", 80, right=True),
        Column("Taux", 45, right=True),
        Column("Intérêts", 65, right=True),
        Column("Versé", 75, right=True),
        Column("Non payé", 75, right=True),
    )
    return Heading(2, words.DEBTS), Table(columns, tuple(rows), summary="Dettes du plan")


def _left(summaries: tuple[DebtSummary, ...]) -> tuple[Block, ...]:
    left = [told for told in summaries if told.left]
    if not left:
        return Heading(2, words.LEFT), Text(words.NOTHING_LEFT)
    said = tuple(
        f"{told.debt.creditor} : "
        + (
            f"{Money(told.written_off)} effacés, si la commission le décide (C. conso. art. L. 733-4)."
            if told.written_off
            else f"{Money(told.remains_due)} restent dus après le plan."
        )
        for told in left
    )
    return Heading(2, words.LEFT), Bullets(said)


def _paliers(plan: Plan) -> tuple[Block, ...]:
    """The amounts of each creditor, a few creditors a table: what is too wide goes in a table of its own."""
    told = palier_summaries(plan)
    debts = [(i, debt) for i, debt in enumerate(plan.request.debts) if any(p.amounts[i] for p in plan.paliers)]
    blocks: list[Block] = [Heading(2, words.PALIERS)]
    for start in range(0, len(debts), CREDITORS_A_TABLE):
        part = debts[start : start + CREDITORS_A_TABLE]
        columns = (
            Column("Mois", 75),
            *(Column(debt.creditor, 430 / len(part), right=True) for _, debt in part),
        )
        rows = tuple(
            Row(
                (
                    _months(one.palier),
                    *(str(Money(one.palier.amounts[i])) for i, _ in part),
                )
            )
            for one in told
        )
        blocks.append(Table(columns, rows, summary="Montants mensuels par créancier et par palier"))
    return tuple(blocks)


def _months(palier: Palier) -> str:
    first, last = palier.first_month, palier.last_month
    return str(first) if first == last else f"{first} à {last}"


def _settings(request: PlanRequest) -> tuple[Block, ...]:
    said = [
        f"Cadre : {request.nature.label}.",
        f"Partage : {request.rule.label.lower()}.",
        f"Premier versement le {french_date(request.start)} ; loi du {french_date(request.decided_on)}.",
    ]
    said += [
        f"À partir du mois {step.first_month}, {Money(step.amount)} par mois au plus"
        + (f" ({step.reason})." if step.reason else ".")
        for step in request.capacity
    ]
    if request.minimum:
        said.append(f"Aucun versement sous {Money(request.minimum)}, sauf pour solder une dette.")
    if request.months_used:
        said.append(f"{plural(request.months_used, 'mois', 'mois')} de mesures déjà utilisés sur 84.")
    creditors = {debt.id: debt.creditor for debt in request.debts}
    said += [
        f"Fixé à la main : {creditors.get(hand.debt, hand.debt)}, {Money(hand.amount)} par mois à partir du mois "
        f"{hand.first_month}."
        for hand in request.by_hand
    ]
    return Heading(2, words.SETTINGS), Bullets(tuple(said))


def _proof(checks: tuple[Check, ...], request: PlanRequest) -> tuple[Block, ...]:
    if not checks:
        return ()
    rows = tuple(
        Row(
            (
                (Part(check.rule.label), Part(check.source.article, Look.SMALL)),
                Part(check.outcome.label, Look.BODY if check.outcome is Outcome.PASSED else Look.STRONG),
                tuple(Part(text, Look.SMALL) for text in (check.why, *(f.text for f in check.failures)) if text) or "",
            )
        )
        for check in checks
    )
    columns = (Column("Règle", 230), Column("Résultat", 85), Column("Précision", 190))
    return Heading(2, words.PROOF), Text(words.PROOF_MEANS), Table(columns, rows, summary="Règles vérifiées")


def _schedules(plan: Plan, summaries: tuple[DebtSummary, ...]) -> tuple[Block, ...]:
    days = days_of(plan)
    blocks: list[Block] = [Heading(1, words.SCHEDULE, new_page=True), Text(words.SCHEDULE_MEANS)]
    for told, rows in zip(summaries, plan.schedules, strict=True):
        blocks.append(Heading(2, told.debt.creditor))
        blocks.append(_schedule(rows, days, told.debt.debt_class))
    return tuple(blocks)


def _schedule(rows: tuple[ScheduleRow, ...], days: tuple[date, ...], debt_class: DebtClass) -> Table:
    columns = (
        Column("Mois", 55),
        Column("Date", 130),
        Column("Dû avant", 80, right=True),
        Column("Intérêts", 65, right=True),
        Column("Versement", 80, right=True),
        Column("Dû après", 95, right=True),
    )
    lines = []
    for one in stretches(rows):
        last = one.first_month + one.months - 1
        first_day, last_day = french_date(days[one.first_month - 1]), french_date(days[last - 1])
        several = one.months > 1
        lines.append(
            Row(
                (
                    f"{one.first_month} à {last}" if several else str(one.first_month),
                    f"{first_day} au {last_day}" if several else first_day,
                    str(Money(one.row.opening)),
                    str(Money(one.row.interest)),
                    f"{one.months} × {Money(one.row.payment)}" if several else str(Money(one.row.payment)),
                    str(Money(one.closing)),
                )
            )
        )
    return Table(columns, tuple(lines), row_titles=(0, 1), summary=debt_class.label)
