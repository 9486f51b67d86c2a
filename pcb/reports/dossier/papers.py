"""« Liste numérotée des pièces »: every paper of the dossier, whose it is, where it stands, how many pages it has."""

from __future__ import annotations

from collections.abc import Sequence

from pcb.domain.papers_to_join import PaperHeading
from pcb.domain.vocabulary.papers import PaperState
from pcb.domain.wording import plural
from pcb.reports.blocks import Block, Cell, Column, Heading, Kind, Look, Part, Row, Table, Text
from pcb.reports.content import dossier as words
from pcb.reports.content.words import NOTHING_ON_LINE, joined
from pcb.reports.dossier.piece import Piece

_COLUMNS = (
    Column("N°", 28, right=True),
    Column("Pièce", 262),
    Column("État", 135),
    Column("Fichiers", 80),
)
_COUNTED = (
    (PaperState.IN_DOSSIER, "dans le dossier", "dans le dossier"),
    (PaperState.RECEIVED, "reçue", "reçues"),
    (PaperState.TO_BRING, "à apporter", "à apporter"),
    (PaperState.IMPOSSIBLE, "impossible à obtenir", "impossibles à obtenir"),
)


def compose(pieces: Sequence[Piece], anchor: str) -> tuple[Block, ...]:
    """The list on a page of its own."""
    rows: list[Row] = []
    for heading in PaperHeading:
        here = [piece for piece in pieces if piece.heading is heading]
        if here:
            rows.append(Row((heading.label,), Kind.GROUP))
            rows += map(_line, here)
    return (
        Heading(1, words.PAPERS, new_page=True, anchor=anchor),
        Text(_counted(pieces), Look.STRONG),
        Text(words.PAPERS_NOTE, Look.FAINT),
        Table(_COLUMNS, tuple(rows), row_titles=(1,), summary=words.PAPERS),
    )


def _counted(pieces: Sequence[Piece]) -> str:
    made = sum(piece.made_here for piece in pieces)
    counts = [
        plural(number, one, many)
        for state, one, many in _COUNTED
        if (number := sum(piece.state is state and not piece.made_here for piece in pieces))
    ]
    whole = plural(len(pieces), "pièce", "pièces")
    return f"{whole} : {joined(plural(made, words.MADE_HERE, 'établies dans ce dossier'), *counts, by=', ')}."


def _line(piece: Piece) -> Row:
    files: Cell = NOTHING_ON_LINE
    if piece.files:
        files = (
            Part(plural(len(piece.files), "fichier", "fichiers")),
            Part(plural(piece.pages, "page", "pages"), Look.FAINT),
        )
    return Row((str(piece.number), (Part(piece.label), Part(piece.concerns, Look.FAINT)), _state(piece), files))


def _state(piece: Piece) -> tuple[Part, ...]:
    if piece.made_here:
        return Part(words.MADE_HERE), Part(words.TO_BE_SIGNED, Look.FAINT)
    detail = ""
    if piece.state is PaperState.IMPOSSIBLE:
        detail = piece.reason or words.NO_REASON
    elif piece.state is PaperState.RECEIVED and not piece.files:
        detail = words.NO_COPY_YET
    elif piece.state is PaperState.IN_DOSSIER and not piece.files:
        detail = words.ON_PAPER
    look = Look.STRONG if piece.state is PaperState.TO_BRING else Look.BODY
    return Part(piece.state.label, look), Part(detail, Look.FAINT)
