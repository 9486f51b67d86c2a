"""The annex that explains the capacité de remboursement: both budgets, the quotité, the floor, each with its source.

It computes nothing: it prints the assessment, and what the assessment says of its own limits.
"""

from __future__ import annotations

from datetime import date

from pcb.domain.assessment import Assessment
from pcb.domain.budget import RetainedLine
from pcb.domain.explain import Explained, Line, Source
from pcb.domain.money import Money
from pcb.domain.wording import french_date, status_in_words
from pcb.reports.blocks import Bar, Block, Bullets, Chart, Column, Heading, Kind, Look, Notice, Part, Row, Table, Text
from pcb.reports.content import annex as said
from pcb.reports.content.words import NOTHING_ON_LINE, joined


def compose(assessment: Assessment) -> tuple[Block, ...]:
    """The whole annex. What could not be computed says why, at its own place."""
    return (
        Heading(1, said.TITLE, new_page=True),
        Text(said.INTRODUCTION.format(day=french_date(assessment.day), reading=assessment.reading.label)),
        *_warnings(assessment),
        *_result(assessment),
        *_lived(assessment),
        *_retained(assessment),
        *_explained("Quotité saisissable", assessment.quotite, assessment),
        *_counts(assessment),
        *_explained("Plancher : montant forfaitaire du RSA", assessment.rsa_floor, assessment),
        *_explained("De ces sommes à la capacité de remboursement", assessment.capacity, assessment),
    )


def _warnings(assessment: Assessment) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if assessment.notices:
        blocks.append(Notice(said.NOTICES, assessment.notices))
    if assessment.missing:
        blocks.append(Notice(said.MISSING, assessment.missing))
    return tuple(blocks)


def _result(assessment: Assessment) -> tuple[Block, ...]:
    capacity, proofs = assessment.capacity, assessment.capacity_with_all_proofs
    if capacity is None:
        return Heading(2, "Résultat"), Text(said.NOT_COMPUTED, Look.STRONG)
    blocks: list[Block] = [
        Heading(2, "Résultat"),
        Text(f"Capacité de remboursement : {capacity.total} par mois", Look.TOTAL),
    ]
    if proofs is not None and proofs.total != capacity.total:
        blocks.append(Text(said.WITH_PROOFS.format(amount=proofs.total)))
    blocks.append(_chart(assessment, capacity))
    return tuple(blocks)


def _chart(assessment: Assessment, capacity: Explained) -> Chart:
    amounts: list[tuple[str, Money]] = []
    if assessment.retained is not None:
        amounts += [
            ("Ressources retenues", assessment.retained.resources.total),
            ("Charges retenues", assessment.retained.charges.total),
        ]
    amounts += [("Mensualités actuelles", assessment.lived.instalments.total), (capacity.label, capacity.total)]
    longest = max(1, *(amount.cents for _, amount in amounts))
    bars = tuple(Bar(label, str(amount), max(0, amount.cents) / longest) for label, amount in amounts)
    words = " ; ".join(f"{bar.label} : {bar.value}" for bar in bars)
    return Chart(bars, f"Graphique en barres des montants par mois. {words}.")


def _lived(assessment: Assessment) -> tuple[Block, ...]:
    lived = assessment.lived
    return (
        Heading(2, "Le budget tel que le foyer le vit"),
        *_sum_of("Ressources", lived.resources),
        *_sum_of("Charges", lived.charges),
        *_sum_of("Mensualités", lived.instalments),
        Heading(3, "Reste"),
        _lines(lived.remainder),
    )


def _retained(assessment: Assessment) -> tuple[Block, ...]:
    retained = assessment.retained
    title = Heading(2, "Le budget que la commission retiendrait")
    if retained is None:
        return title, Text(said.NOT_COMPUTED), *_why(assessment)
    return (
        title,
        *_sum_of("Ressources retenues", retained.resources),
        Heading(3, "Charges retenues, ligne par ligne"),
        _retained_lines(retained.lines, retained.charges),
        *_source(retained.charges),
    )


def _why(assessment: Assessment) -> tuple[Block, ...]:
    return (Bullets(assessment.missing),) if assessment.missing else ()


def _retained_lines(lines: tuple[RetainedLine, ...], charges: Explained) -> Table:
    columns = (
        Column("Charge", 145),
        Column("Déclaré", 74, right=True),
        Column("Retenu", 74, right=True),
        Column("Pourquoi", 212),
    )
    rows = [
        Row(
            (
                line.label,
                NOTHING_ON_LINE if line.declared is None else str(line.declared),
                str(line.retained),
                (
                    Part(line.reason, Look.SMALL),
                    Part(_cost(line.cost_of_missing_proof), Look.SMALL),
                    Part(_cited(line.source), Look.FAINT),
                ),
            )
        )
        for line in lines
    ]
    rows.append(Row(("Total", "", str(charges.total), ""), Kind.TOTAL))
    return Table(columns, tuple(rows), summary="Charges déclarées et retenues, avec la raison")


def _cost(amount: Money | None) -> str:
    return f"Sans justificatif : {amount} par mois en moins. Papier à apporter." if amount else ""


def _sum_of(title: str, explained: Explained) -> tuple[Block, ...]:
    return Heading(3, title), _lines(explained), *_source(explained)


def _explained(title: str, explained: Explained | None, assessment: Assessment) -> tuple[Block, ...]:
    heading = Heading(2, title)
    if explained is None:
        return heading, Text(said.NOT_COMPUTED), *_why(assessment)
    steps: tuple[Block, ...] = (Bullets(explained.steps),) if explained.steps else ()
    return heading, _lines(explained), *steps, *_source(explained)


def _counts(assessment: Assessment) -> tuple[Block, ...]:
    """Who counts for what: the three counts that are not the same."""
    blocks: list[Block] = []
    for count in (assessment.dependents, assessment.household):
        if count is None:
            continue
        columns = (Column("Personne", 3), Column("Compte", 1.2), Column("Pourquoi", 6))
        rows = tuple(Row((person.label, "oui" if person.counts else "non", person.reason)) for person in count.persons)
        blocks += [Heading(3, f"{count.label} : {count.number}"), Table(columns, rows)]
        blocks.append(Text(count.article, Look.FAINT))
    return tuple(blocks)


def _lines(explained: Explained) -> Table:
    columns = (Column("", 6), Column("Montant", 2, right=True))
    rows = [Row((_label(line), str(line.amount))) for line in explained.lines]
    rows.append(Row((explained.label, str(explained.total)), Kind.TOTAL))
    return Table(columns, tuple(rows))


def _label(line: Line) -> tuple[Part, ...]:
    aside = "" if line.counts else "pour information, ne compte pas dans le total"
    return (Part(line.label), Part(joined(line.reason, aside), Look.FAINT), Part(_cited(line.source), Look.FAINT))


def _source(explained: Explained) -> tuple[Block, ...]:
    return (Text(f"Source : {_cited(explained.source)}", Look.FAINT),) if explained.source else ()


def _cited(source: Source | None) -> str:
    """Article, decree, date and how sure it is: what is not official says so."""
    if source is None:
        return ""
    since = f"en vigueur depuis le {_day(source.in_force_since)}" if source.in_force_since else ""
    doubt = "" if source.is_official else f"VALEUR NON OFFICIELLE ({status_in_words(source)})"
    return joined(source.article, source.decree, since, source.note, doubt, by=" ; ")


def _day(day: date) -> str:
    return french_date(day)
