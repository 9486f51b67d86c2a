"""After the tables: page 12 of the form, facts that the form does not ask, continuation sheets."""

from __future__ import annotations

from pcb.domain.answers import known
from pcb.domain.case import Proceeding
from pcb.domain.vocabulary.people import Occupancy
from pcb.reports.blocks import Block, Bullets, Column, Heading, Look, Part, Row, Table, Text
from pcb.reports.content.declaration import FALSE_STATEMENT, LETTER, SOLE_TRADER, UNTIL_DECISION, WHERE
from pcb.reports.content.words import NOT_ASKED, joined, nothing, optional, said, said_if
from pcb.reports.declaration.form import Form, page, pairs


def page_12(_form: Form) -> tuple[Block, ...]:
    """Avertissement et adresse d’envoi."""
    return page(12, "Avertissement et envoi"), Bullets((FALSE_STATEMENT, UNTIL_DECISION, WHERE))


def more_facts(form: Form) -> tuple[Block, ...]:
    """« Renseignements complémentaires »: what the law asks, or a newer form may ask, and page 1 to 12 do not."""
    filing = form.case.filing
    may_own = known(form.case.home.occupancy) in (None, Occupancy.OWNER)
    blocks: list[Block] = [
        Heading(2, "Renseignements complémentaires"),
        pairs(
            ("Référence du dossier", form.case.reference or NOT_ASKED, "Dépôt", said(filing.mode)),
            (
                "Entrepreneur individuel",
                said(filing.sole_trader),
                "Dettes professionnelles",
                said(filing.professional_debts),
            ),
            ("Réside en France", said(filing.lives_in_france), "Inscrit au FICP", said(filing.ficp)),
            (
                "Veut garder sa résidence principale",
                said_if(may_own, filing.keep_main_residence),
                "Partage des charges du couple",
                said_if(form.case.partner is not None or not form.case.persons, filing.charge_sharing),
            ),
        ),
    ]
    if filing.sole_trader is True:
        blocks.append(Text(SOLE_TRADER, Look.STRONG))
    blocks += [
        Heading(3, "Procédures, saisies et cessions en cours"),
        Text(LETTER, Look.FAINT, keeps=True),
        *_proceedings(form),
    ]
    return tuple(blocks)


def _proceedings(form: Form) -> tuple[Block, ...]:
    case = form.case
    if not case.proceedings:
        return (Text(nothing(case.declared.no_proceeding)),)
    columns = (
        Column("Procédure", 3),
        Column("Qui la mène", 3.4),
        Column("Dates", 3),
        Column("Retenue par mois", 2, right=True),
    )
    rows = tuple(
        Row(
            (
                (Part(proceeding.kind.label), Part(optional("", proceeding.detail), Look.FAINT)),
                joined(said(proceeding.who), optional("commissaire de justice : ", proceeding.officer)),
                _dates(proceeding),
                optional("", proceeding.withheld),
            )
        )
        for proceeding in case.proceedings
    )
    return (Table(columns, rows),)


def _dates(proceeding: Proceeding) -> tuple[Part, ...]:
    return (
        Part(f"depuis : {said(proceeding.since)}", Look.SMALL),
        Part(optional("reçu le ", proceeding.received_on), Look.SMALL),
        Part(optional("prochaine date : ", proceeding.next_date), Look.SMALL),
    )


def continuation_sheets(form: Form) -> tuple[Block, ...]:
    """« Feuilles annexes »: each names the page that refers to it."""
    if not form.continuations:
        return ()
    blocks: list[Block] = [Heading(1, "Feuilles annexes", new_page=True)]
    for sheet in form.continuations:
        blocks += [Heading(2, f"Feuille annexe n° {sheet.number} — {sheet.title}"), sheet.table]
    return tuple(blocks)
