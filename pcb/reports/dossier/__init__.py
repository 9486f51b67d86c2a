"""« Dossier de surendettement »: cover and contents, declaration, letter, inventory of creditors, annex, numbered list
of papers, then the papers themselves, stamped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.reports import capacity_annex
from pcb.reports.blocks import Block, ContentsLine, Document, Plate
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
    letter, the papers. ``mark`` freezes it. ``form`` names the official form as filled, when there is one: its pages
    then stand for our own layout."""

    case: Case
    assessment: Assessment
    day: date
    letter: str
    pieces: tuple[Piece, ...]
    mark: str = ""
    form: str = ""


def render(dossier: Dossier, sizes: Sizes, sources: Mapping[str, bytes], *, with_papers: bool = True) -> bytes:
    """The dossier in PDF. ``sources`` are the files by name and ``sizes`` their pages. The same facts and files give
    the same bytes."""
    return render_document(compose(dossier, sizes, with_papers=with_papers), sources)


def compose(dossier: Dossier, sizes: Sizes, *, with_papers: bool = True) -> Document:
    """The dossier before it is set, with or without the papers themselves."""
    shown = [piece for piece in dossier.pieces if piece.files] if with_papers else []
    lines = (*FRONT, *(ContentsLine(piece.title, piece.anchor, detail=True) for piece in shown))
    return document(
        dossier,
        words.TITLE,
        (
            *cover.compose(dossier.case, dossier.day, lines, with_papers=with_papers),
            *front_blocks(dossier, sizes),
            *(plate for piece in shown for plate in plates(piece, sizes, dossier.case.reference)),
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


def front_blocks(dossier: Dossier, sizes: Sizes) -> tuple[Block, ...]:
    """All that is to be read before the papers, cover apart."""
    case, day = dossier.case, dossier.day
    return (
        *_declaration(dossier, sizes),
        *letter.compose(case, day, dossier.letter, LETTER),
        *inventory.compose(case, INVENTORY),
        *capacity_annex.compose(dossier.assessment, ANNEX),
        *papers.compose(dossier.pieces, PAPERS),
    )


def _declaration(dossier: Dossier, sizes: Sizes) -> Iterator[Block]:
    """The rubrics in our own layout, or the official form as it was filled, page for page."""
    if not dossier.form:
        yield from form_blocks(dossier.case, dossier.day, anchor=DECLARATION, new_page=True)
        return
    title = declaration_words.TITLE
    for page, (width, height) in enumerate(sizes[dossier.form]):
        alt = f"{title}, page {page + 1} sur {len(sizes[dossier.form])} du formulaire officiel rempli."
        first = page == 0
        yield Plate(
            dossier.form,
            page,
            width,
            height,
            alt,
            bookmark=title if first else "",
            anchor=DECLARATION if first else "",
            level=1,
        )
