"""The *bordereau d’élimination*: which cases, since when, why, with room for the signatures and the visa.

It names cases by their reference alone. What its legal basis is worth is said on it: neither article could be read in
its present state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pcb.domain.wording import french_date, plural
from pcb.reports.blocks import Block, Column, Document, Heading, Notice, Row, Signatures, Table, Text
from pcb.reports.render import render

TITLE = "Bordereau d’élimination"
RETENTION = (
    "CNIL, délibération 2023-095 du 14 septembre 2023\u202f: base active jusqu’à deux ans après le dernier contact."
)
BASIS = (
    "C. patrimoine, art. L. 211-4\u202f: archives des organismes publics, et des organismes privés chargés d’une "
    "mission de service public. Lu dans un état ancien du code\u202f: à vérifier.",
    "C. patrimoine, art. L. 212-3\u202f: au terme de leur durée, les fichiers de données personnelles font l’objet "
    "d’un tri convenu avec le service d’archives. Lu dans un état ancien du code\u202f: à vérifier.",
    "Visa du service des Archives départementales avant toute destruction\u202f: d’après une source associative, pas "
    "un texte officiel. Vérifiez auprès d’elles si votre structure y est tenue.",
)
_COLUMNS = (
    Column("Dossier", 1.2),
    Column("Lieu", 2.2),
    Column("Ouvert le", 1.1),
    Column("Dernier contact", 1.2),
    Column("Deux ans échus le", 1.3),
)


@dataclass(frozen=True, slots=True)
class EliminationLine:
    """One case to be removed; ``due_on`` is the day on which the two years were over."""

    reference: str
    site: str
    opened_on: date
    last_contact_on: date
    due_on: date


def elimination_paper(lines: Sequence[EliminationLine], reason: str, proposed_by: str, day: date) -> bytes:
    """The PDF of the bordereau. The same lines and day give the same bytes."""
    return render(
        Document(TITLE, TITLE, f"{len(lines)} dossiers", day, tuple(_blocks(lines, reason, proposed_by, day)))
    )


def _blocks(lines: Sequence[EliminationLine], reason: str, proposed_by: str, day: date) -> list[Block]:
    rows = tuple(
        Row((line.reference, line.site, *map(french_date, (line.opened_on, line.last_contact_on, line.due_on))))
        for line in lines
    )
    return [
        Heading(1, TITLE),
        Text(f"Proposé le {french_date(day)} par {proposed_by}."),
        Text(
            f"{plural(len(lines), 'dossier individuel', 'dossiers individuels')} d’accompagnement budgétaire "
            "(numérique, pièces et courriers compris), à détruire en entier."
        ),
        Text("Service qui a produit ces dossiers\u202f: ………………………………………………………………………………"),
        Heading(2, "Motif"),
        Text(reason),
        Heading(2, "Dossiers à éliminer"),
        Table(_COLUMNS, rows, summary="Un dossier par ligne, désigné par sa référence, sans nom."),
        Heading(2, "Fondements"),
        Text(RETENTION),
        Notice("Textes à vérifier avant de détruire", BASIS),
        Heading(2, "Accords"),
        Text(
            "La destruction n’est faite qu’après ces signatures. Le jour du visa est ensuite noté dans l’application."
        ),
        Signatures(
            (
                "Pour le Point conseil budget (nom, qualité, date, signature)",
                "Visa des Archives départementales (nom, date, signature)",
            )
        ),
    ]
