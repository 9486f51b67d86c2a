"""The annex that explains the capacité de remboursement: both budgets, the quotité, the floor, each with its source.

It computes nothing: it prints the assessment, and what the assessment says of its own limits. Sources are numbered as
they come and listed at the end; one that is not official says so at each figure that rests on it.
"""

from __future__ import annotations

from pcb.domain.assessment import Assessment
from pcb.domain.budget import RetainedLine
from pcb.domain.explain import Explained, Line, Source
from pcb.domain.household import Headcount
from pcb.domain.money import Money
from pcb.domain.wording import french_date, status_in_words
from pcb.reports.blocks import Bar, Block, Bullets, Chart, Column, Heading, Kind, Look, Notice, Part, Row, Table, Text
from pcb.reports.content import annex as words
from pcb.reports.content.words import NOTHING_ON_LINE, joined


def compose(assessment: Assessment) -> tuple[Block, ...]:
    """The whole annex. What could not be computed says so, at its own place."""
    annex = _Annex()
    return (
        Heading(1, words.TITLE, new_page=True),
        Text(words.INTRODUCTION.format(day=french_date(assessment.day), reading=_lower(assessment.reading.label))),
        *_warnings(assessment),
        *_result(assessment),
        *annex.lived(assessment),
        *annex.retained(assessment),
        *annex.explained("Quotité saisissable", assessment.quotite),
        *_count(assessment.dependents),
        *annex.explained("Plancher : montant forfaitaire du RSA", assessment.rsa_floor),
        *_count(assessment.household),
        *annex.explained("De ces sommes à la capacité de remboursement", assessment.capacity),
        *annex.listed(),
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _warnings(assessment: Assessment) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if assessment.notices:
        blocks.append(Notice(words.NOTICES, assessment.notices))
    if assessment.missing:
        blocks.append(Notice(words.MISSING, assessment.missing))
    return tuple(blocks)


def _result(assessment: Assessment) -> tuple[Block, ...]:
    capacity, proofs = assessment.capacity, assessment.capacity_with_all_proofs
    if capacity is None:
        return Heading(2, "Résultat"), Text(words.NOT_COMPUTED, Look.STRONG)
    blocks: list[Block] = [
        Heading(2, "Résultat"),
        Text(f"{capacity.label} : {capacity.total} par mois", Look.TOTAL),
        *(Text(warning) for warning in capacity.warnings if warning not in assessment.notices),
    ]
    if proofs is not None and proofs.total != capacity.total:
        blocks.append(Text(words.WITH_PROOFS.format(amount=proofs.total)))
    blocks.append(_chart(assessment, capacity))
    return tuple(blocks)


def _chart(assessment: Assessment, capacity: Explained) -> Chart:
    amounts: list[tuple[str, Money]] = []
    if assessment.retained is not None:
        amounts.append(("Ressources retenues", assessment.retained.resources.total))
        amounts.append(("Charges retenues", assessment.retained.charges.total))
    amounts += [("Mensualités actuelles", assessment.lived.instalments.total), (capacity.label, capacity.total)]
    longest = max(1, *(amount.cents for _, amount in amounts))
    bars = tuple(Bar(label, str(amount), max(0, amount.cents) / longest) for label, amount in amounts)
    said = " ; ".join(f"{bar.label} : {bar.value}" for bar in bars)
    return Chart(bars, f"Graphique en barres des montants par mois. {said}.")


def _count(count: Headcount | None) -> tuple[Block, ...]:
    """Who counts for what, with the reason of each."""
    if count is None:
        return ()
    columns = (Column("Personne", 3), Column("Compte", 1.2), Column("Pourquoi", 6))
    rows = tuple(Row((person.label, "oui" if person.counts else "non", person.reason)) for person in count.persons)
    title = Heading(3, f"{count.label} : {count.number}")
    return title, *((Table(columns, rows),) if rows else ()), Text(count.article, Look.FAINT)


class _Annex:
    """The parts that cite; it numbers their sources."""

    def __init__(self) -> None:
        self._sources: dict[Source, int] = {}

    def lived(self, assessment: Assessment) -> tuple[Block, ...]:
        lived = assessment.lived
        return (
            Heading(2, "Le budget tel que le foyer le vit"),
            *self._sum("Ressources", lived.resources),
            *self._sum("Charges", lived.charges),
            *self._sum("Mensualités", lived.instalments),
            *self._remainder(assessment),
        )

    def _remainder(self, assessment: Assessment) -> tuple[Block, ...]:
        lived = assessment.lived
        if not lived.resources.lines:
            return Heading(3, "Reste"), Text(words.NOT_COMPUTED)
        known_only = () if lived.complete else (Text(words.KNOWN_ONLY, Look.STRONG),)
        return *self._sum("Reste", lived.remainder), *known_only

    def retained(self, assessment: Assessment) -> tuple[Block, ...]:
        retained = assessment.retained
        title = Heading(2, "Le budget que la commission retiendrait")
        if retained is None:
            return title, Text(words.NOT_COMPUTED)
        return (
            title,
            *self._sum("Ressources retenues", retained.resources),
            Heading(3, "Charges retenues, ligne par ligne"),
            self._retained_lines(retained.lines, retained.charges),
        )

    def explained(self, title: str, explained: Explained | None) -> tuple[Block, ...]:
        heading = Heading(2, title)
        if explained is None:
            return heading, Text(words.NOT_COMPUTED)
        steps: tuple[Block, ...] = (Bullets(explained.steps),) if explained.steps else ()
        return heading, self._lines(explained), *steps

    def listed(self) -> tuple[Block, ...]:
        """The sources, by number, with the text, the date and how sure each is."""
        if not self._sources:
            return ()
        cited = tuple(f"[{number}] {_in_full(source)}" for source, number in self._sources.items())
        return Heading(2, "Sources"), Bullets(cited)

    def _sum(self, title: str, explained: Explained) -> tuple[Block, ...]:
        heading = Heading(3, title)
        if not explained.lines:
            return heading, Text(words.NO_LINE)
        return heading, self._lines(explained)

    def _lines(self, explained: Explained) -> Table:
        columns = (Column("Ligne", 431), Column("Montant", 74, right=True))
        rows = [Row((self._label(line, explained.source), str(line.amount))) for line in explained.lines]
        label = (Part(explained.label, Look.STRONG), Part(self._mark(explained.source), Look.FAINT))
        rows.append(Row((label, str(explained.total)), Kind.TOTAL))
        return Table(columns, tuple(rows))

    def _label(self, line: Line, common: Source | None) -> tuple[Part, ...]:
        aside = "" if line.counts else "ne compte pas dans le total"
        mark = "" if line.source == common else self._mark(line.source)
        return Part(line.label), Part(joined(line.reason, aside, mark), Look.FAINT)

    def _retained_lines(self, lines: tuple[RetainedLine, ...], charges: Explained) -> Table:
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
                        Part(joined(line.reason, self._mark(line.source)), Look.SMALL),
                        Part(_cost(line.cost_of_missing_proof), Look.SMALL),
                    ),
                )
            )
            for line in lines
        ]
        rows.append(Row(("Total", "", str(charges.total), ""), Kind.TOTAL))
        return Table(columns, tuple(rows), summary="Charges déclarées et retenues, avec la raison")

    def _mark(self, source: Source | None) -> str:
        """« [3] », with a word beside it when the value is not official."""
        if source is None:
            return ""
        number = self._sources.setdefault(source, len(self._sources) + 1)
        return f"[{number}]" if source.is_official else f"[{number}, valeur non officielle]"


def _cost(amount: Money | None) -> str:
    return f"Sans justificatif : {amount} par mois en moins. Papier à apporter." if amount else ""


def _in_full(source: Source) -> str:
    since = f"en vigueur depuis le {french_date(source.in_force_since)}" if source.in_force_since else ""
    doubt = "" if source.is_official else f"VALEUR NON OFFICIELLE ({status_in_words(source)})"
    return joined(source.article, source.decree, since, source.note, doubt)
