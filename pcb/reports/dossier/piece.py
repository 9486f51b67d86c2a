"""« Pièce » of a dossier: one paper of the list, with its number, where it stands, and its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pcb.domain.papers_to_join import PaperHeading
from pcb.domain.vocabulary.papers import PaperState
from pcb.reports.blocks import Plate
from pcb.reports.content.words import joined

Sizes: TypeAlias = Mapping[str, tuple[tuple[float, float], ...]]
"""Width and height in points of each page of each file, by the name of the file."""


@dataclass(frozen=True, slots=True)
class PieceFile:
    """One file of a paper: the name under which its bytes are given to the renderer, and its number of pages."""

    source: str
    pages: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A paper of the dossier. ``number`` is its place in the list, from 1; ``reason`` why it cannot be had;
    ``made_here`` when the application itself makes it, to be signed."""

    number: int
    heading: PaperHeading
    label: str
    concerns: str
    state: PaperState
    reason: str = ""
    files: tuple[PieceFile, ...] = ()
    made_here: bool = False

    @property
    def pages(self) -> int:
        return sum(file.pages for file in self.files)

    @property
    def title(self) -> str:
        """« Pièce 12 — Trois derniers bulletins de salaire, Nadia »."""
        return joined(f"Pièce {self.number} — {self.label}", self.concerns, by=", ")

    @property
    def anchor(self) -> str:
        return f"piece-{self.number}"


def plates(piece: Piece, sizes: Sizes, reference: str, pages: range | None = None) -> Iterator[Plate]:
    """The pages of a paper, each with its stamp: « Pièce 12 · page 2/3 · dossier 2026-0042 ». ``pages``, counted from
    0, are those to show when the paper is cut."""
    shown = range(piece.pages) if pages is None else pages
    for place, (source, page) in enumerate(pages_of(piece)):
        if place not in shown:
            continue
        width, height = sizes[source][page]
        first = place == shown.start
        where = f"page {place + 1}/{piece.pages}"
        yield Plate(
            source,
            page,
            width,
            height,
            alt=f"{piece.title}. Copie, page {place + 1} sur {piece.pages}.",
            stamp=joined(f"Pièce {piece.number}", where, f"dossier {reference}" if reference else "", by=" · "),
            bookmark=piece.title if first else "",
            anchor=piece.anchor if first else "",
        )


def pages_of(piece: Piece) -> list[tuple[str, int]]:
    """Each page of a paper: its file, and its place there, from 0."""
    return [(file.source, page) for file in piece.files for page in range(file.pages)]
