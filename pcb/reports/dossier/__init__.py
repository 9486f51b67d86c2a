"""« Dossier de surendettement »: cover and contents, declaration, letter, inventory of creditors, annex, numbered list
of papers, then the papers themselves, stamped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.reports import capacity_annex
from pcb.reports.blocks import Block, ContentsLine, Document
from pcb.reports.content import annex as annex_words
from pcb.reports.content import declaration as declaration_words
from pcb.reports.content import dossier as words
from pcb.reports.declaration import form_blocks, whose
from pcb.reports.dossier import cover, inventory, letter, papers
from pcb.reports.dossier.piece import Piece, PieceFile, Sizes, plates
from pcb.reports.render import render as render_document

__all__ = ["Dossier", "Piece", "PieceFile", "Sizes", "compose", "front_blocks", "render"]

DECLARATION, LETTER, INVENTORY, ANNEX, PAPERS = "declaration", "letter", "inventory", "annex", "papers"
"""Anchors of the parts."""

FRONT = (
    ContentsLine(declaration_words.TITLE, DECLARATION),
    ContentsLine(words.LETTER, LETTER),
    ContentsLine(words.INVENTORY, INVENTORY),
    ContentsLine(annex_words.TITLE, ANNEX),
    ContentsLine(words.PAPERS, PAPERS),
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a dossier is made from: the answers that count, what the law makes of them on that day, the text of the
    letter, the papers. ``mark`` freezes it."""

    case: Case
    assessment: Assessment
    day: date
    letter: str
    pieces: tuple[Piece, ...]
    mark: str = ""


def render(dossier: Dossier, sizes: Sizes | None = None, sources: Mapping[str, bytes] | None = None) -> bytes:
    """The dossier in PDF; with ``sizes`` and ``sources``, the papers themselves too. The same facts and files give the
    same bytes."""
    return render_document(compose(dossier, sizes), sources)


def compose(dossier: Dossier, sizes: Sizes | None = None) -> Document:
    """The dossier before it is set. Without ``sizes``, the version without papers."""
    joined_pieces = [piece for piece in dossier.pieces if piece.files] if sizes is not None else []
    lines = (*FRONT, *(ContentsLine(piece.title, piece.anchor, detail=True) for piece in joined_pieces))
    return document(
        dossier,
        words.TITLE,
        (
            *cover.compose(dossier.case, dossier.day, lines, with_papers=sizes is not None),
            *front_blocks(dossier),
            *(plate for piece in joined_pieces for plate in plates(piece, sizes or {}, dossier.case.reference)),
        ),
    )


def document(dossier: Dossier, title: str, blocks: tuple[Block, ...]) -> Document:
    """These blocks under the header and the mark of the dossier."""
    return Document(
        title=title,
        header=title,
        reference=whose(dossier.case, dossier.day),
        day=dossier.day,
        blocks=blocks,
        subject=words.SUBJECT,
        mark=dossier.mark,
    )


def front_blocks(dossier: Dossier) -> tuple[Block, ...]:
    """All that the application writes, cover apart."""
    case, day = dossier.case, dossier.day
    return (
        *form_blocks(case, day, anchor=DECLARATION, new_page=True),
        *letter.compose(case, day, dossier.letter, LETTER),
        *inventory.compose(case, INVENTORY),
        *capacity_annex.compose(dossier.assessment, ANNEX),
        *papers.compose(dossier.pieces, PAPERS),
    )
