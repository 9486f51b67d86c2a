"""The numbered papers of a dossier: the list computed from the case, what is noted of each, and the files joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.noted import PaperNote
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.papers_to_join.situation import FORM, LETTER
from pcb.domain.vocabulary.papers import PaperState
from pcb.reports.dossier.piece import Piece, PieceFile


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A file joined to a paper, without its content. ``paper_key`` names the paper, ``sha256`` is of what is kept."""

    id: str
    paper_key: str
    pages: int
    weight: int
    sha256: str


def pieces_of(case: Case, day: date, files: Sequence[JoinedFile]) -> tuple[Piece, ...]:
    """Every paper with its number; ``case`` holds the answers that count, ``files`` are in their order."""
    notes = {note.id: note for note in case.papers}
    pieces = []
    for number, paper in enumerate(papers_to_join(case, day), 1):
        note = notes.get(paper.key, PaperNote(paper.key))
        own = tuple(PieceFile(file.id, file.pages) for file in files if file.paper_key == paper.key)
        made_here = paper.key in (FORM, LETTER) and not own
        state = PaperState.IN_DOSSIER if own or made_here else known(note.state) or PaperState.TO_BRING
        reason = known(note.reason) or "" if state is PaperState.IMPOSSIBLE else ""
        pieces.append(Piece(number, paper.heading, paper.label, paper.concerns, state, reason, own, made_here))
    return tuple(pieces)


def no_longer_asked(case: Case, day: date, files: Sequence[JoinedFile]) -> tuple[JoinedFile, ...]:
    """The files of papers that the case no longer asks for: they are kept, and are no part of the dossier."""
    keys = {paper.key for paper in papers_to_join(case, day)}
    return tuple(file for file in files if file.paper_key not in keys)
