"""The annex that explains the capacité de remboursement: both budgets, the quotité, the floor, each with its source.

It computes nothing: it prints the assessment, and what the assessment says of its own limits. Sources are numbered as
they come and listed at the end; one that is not official says so at each figure that rests on it.
"""

from __future__ import annotations

from pcb.domain.assessment import Assessment
from pcb.domain.budget import RetainedLine
from pcb.domain.explain import Explained, Line, Source
from pcb.domain.household import Headcount
from pcb.domain.money import Money, total
from pcb.domain.wording import french_date, status_in_words
from pcb.reports.blocks import Bar, Block, Bullets, Chart, Column, Heading, Kind, Look, Notice, Part, Row, Table, Text
from pcb.reports.content import annex as words
from pcb.reports.content.words import NOTHING_ON_LINE, joined, sum_with_unknown


def compose(assessment: Assessment, anchor: str = "") -> tuple[Block, ...]:
    """The whole annex. What could not be computed says so, at its own place."""
    annex = _Annex()
    return (
        Heading(1, words.TITLE, new_page=True, anchor=anchor),
        Text(words.INTRODUCTION.format(day=french_date(assessment.day), reading=assessment.reading.label)),
        *_warnings(assessment),
        *_result(assessment),
        *annex.lived(assessment),
        *annex.retained(assessment),
        *annex.explained("Quotité saisissable", assessment.quotite),
        *_count(assessment.dependents),
        *annex.explained("Plancher : montant forfaitaire du RSA", assessment.rsa_floor),
        *_count(assessment.household),
        *annex.explained("De ces sommes à la capacité de remboursement", assessment.capacity),
        *annex.with_proofs(assessment),
        *annex.listed(),
    )


def _warnings(assessment: Assessment) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if assessment.notices:
        blocks.append(Notice(words.NOTICES, assessment.notices))
    if assessment.missing:
        blocks.append(Notice(words.MISSING, assessment.missing))
    return tuple(blocks)


def _result(assessment: Assessment) -> tuple[Block, ...]:
    capacity = assessment.capacity
    if capacity is None:
        return Heading(2, "Résultat"), Text(words.NOT_COMPUTED, Look.STRONG)
    told_above = (*assessment.notices, *assessment.missing)
    return (
        Heading(2, "Résultat"),
        _capacities(capacity, assessment.capacity_with_all_proofs),
        *(Text(words.UNOFFICIAL, Look.STRONG) for _ in range(_rests_on_unofficial(assessment))),
        *(Text(warning) for warning in capacity.warnings if warning not in told_above),
        _chart(assessment, capacity),
    )


def _capacities(capacity: Explained, proofs: Explained | None) -> Table:
    """The capacity with the papers in hand, and what it would be with all of them: never one for the other."""
    rows = [_capacity(words.IN_HAND, words.IN_HAND_MEANS, capacity)]
    if proofs is not None:
        same = proofs.total == capacity.total
        rows.append(_capacity(words.ALL_BROUGHT, words.SAME if same else words.ALL_BROUGHT_MEANS, proofs))
    return Table((Column(capacity.label, 431), Column("Par mois", 74, right=True)), tuple(rows))


def _capacity(when: str, means: str, capacity: Explained) -> Row:
    return Row(((Part(when, Look.STRONG), Part(means, Look.SMALL)), Part(str(capacity.total), Look.TOTAL)))


def _rests_on_unofficial(assessment: Assessment) -> bool:
    """Whether a value that entered the result is not official."""
    parts = (assessment.quotite, assessment.rsa_floor)
    sources = [part.source for part in parts if part] + [line.source for line in _retained(assessment)]
    return any(source is not None and not source.is_official for source in sources)


def _retained(assessment: Assessment) -> tuple[RetainedLine, ...]:
    return assessment.retained.lines if assessment.retained else ()


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
    title, article = Heading(3, f"{count.label} : {count.number}"), Text(count.article, Look.FAINT, keeps=bool(rows))
    return title, article, *((Table(columns, rows),) if rows else ())


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

    def with_proofs(self, assessment: Assessment) -> tuple[Block, ...]:
        """The same calculation if every paper were brought, when that changes the result."""
        capacity, proofs = assessment.capacity, assessment.capacity_with_all_proofs
        if capacity is None or proofs is None or proofs.total == capacity.total:
            return ()
        return Heading(3, words.ALL_BROUGHT), self._lines(proofs), Bullets(proofs.steps)

    def listed(self) -> tuple[Block, ...]:
        """The sources, by number, with the text, the date and how sure each is."""
        if not self._sources:
            return ()
        cited = tuple(_in_full(source) for source in self._sources)
        return Heading(2, "Sources"), Bullets(cited, tuple(f"[{n}]" for n in self._sources.values()), Look.SMALL)

    def _sum(self, title: str, explained: Explained) -> tuple[Block, ...]:
        heading = Heading(3, title)
        if not explained.lines:
            return heading, Text(words.NO_LINE)
        return heading, self._lines(explained)

    def _lines(self, explained: Explained) -> Table:
        reasons = [self._reason(line, explained.source) for line in explained.lines]
        mark = self._mark(explained.source)
        if not any(reasons):
            plain = (Row((line.label, str(line.amount))) for line in explained.lines)
            closing = Row((joined(explained.label, mark, by=" "), str(explained.total)), Kind.TOTAL)
            return Table((Column("Ligne", 431), Column("Montant", 74, right=True)), (*plain, closing))
        rows = (
            Row((line.label, Part(reason, Look.SMALL), str(line.amount)))
            for line, reason in zip(explained.lines, reasons, strict=True)
        )
        closing = Row((explained.label, mark, str(explained.total)), Kind.TOTAL)
        columns = (Column("Ligne", 225), Column("Précision", 206), Column("Montant", 74, right=True))
        return Table(columns, (*rows, closing))

    def _reason(self, line: Line, common: Source | None) -> str:
        aside = "" if line.counts else "ne compte pas dans le total"
        mark = "" if line.source == common else self._mark(line.source)
        return joined(joined(line.reason, aside), mark, by=" ")

    def _retained_lines(self, lines: tuple[RetainedLine, ...], charges: Explained) -> Table:
        columns = (
            Column("Charge", 139),
            Column("Déclaré", 67, right=True),
            Column("Retenu", 67, right=True),
            Column("Pourquoi", 232),
        )
        rows = [
            Row(
                (
                    line.label,
                    _declared(line),
                    str(line.retained),
                    (
                        Part(joined(line.reason, self._mark(line.source), by=" "), Look.SMALL),
                        Part(_cost(line.cost_of_missing_proof), Look.SMALL),
                    ),
                )
            )
            for line in lines
        ]
        told = [line.declared for line in lines if line.treatment is not None]
        declared = sum_with_unknown(total(amount for amount in told if amount is not None), told.count(None))
        rows.append(Row(("Total", declared, str(charges.total), ""), Kind.TOTAL))
        return Table(columns, tuple(rows), summary="Charges déclarées et retenues, avec la raison")

    def _mark(self, source: Source | None) -> str:
        """« [3] », with a word beside it when the value is not official."""
        if source is None:
            return ""
        number = self._sources.setdefault(source, len(self._sources) + 1)
        return f"[{number}]" if source.is_official else f"[{number}, valeur non officielle]"


def _declared(line: RetainedLine) -> str:
    """What was told. A forfait is not told; a charge that was, without its amount, is not nothing."""
    if line.declared is not None:
        return str(line.declared)
    return NOTHING_ON_LINE if line.treatment is None else "inconnu"


def _cost(amount: Money | None) -> str:
    return f"Sans justificatif : {amount} par mois en moins. Papier à apporter." if amount else ""


def _in_full(source: Source) -> str:
    since = f"en vigueur depuis le {french_date(source.in_force_since)}" if source.in_force_since else ""
    doubt = "" if source.is_official else f"VALEUR NON OFFICIELLE ({status_in_words(source)})"
    decree = f"décret n° {source.decree}" if source.decree[:1].isdigit() else source.decree
    return joined(joined(source.article, decree, since), source.note.rstrip("."), doubt, by=". ") + "."
