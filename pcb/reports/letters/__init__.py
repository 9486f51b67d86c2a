"""Letters on paper: one, or several in one file, each beginning on a page of its own; and the counsellor's slip."""

from __future__ import annotations

from datetime import date

from pcb.domain.case import Case
from pcb.domain.letters import Letter
from pcb.errors import IncompleteLetter
from pcb.reports.blocks import Document
from pcb.reports.letters.sheet import compose_letter
from pcb.reports.letters.slip import compose_slip
from pcb.reports.render import render as render_document

__all__ = ["render_letters", "render_slip"]


def render_letters(case: Case, letters: tuple[Letter, ...], day: date) -> bytes:
    """The letters in one PDF, in their order. Nothing of the counsellor's marks is on them.

    Raises :class:`IncompleteLetter`: a hole is never printed.
    """
    for letter in letters:
        if letter.lacking:
            lacking = ", ".join(lack.label for lack in letter.lacking)
            raise IncompleteLetter(f"«\u202f{letter.label}\u202f»\u202f: il manque {lacking}.")
    title = letters[0].template.title if len(letters) == 1 else "Courriers"
    blocks = tuple(block for letter in letters for block in compose_letter(case, letter, day))
    return render_document(Document(title, "", "", day, blocks, subject=title, letters=True))


def render_slip(letters: tuple[Letter, ...], reference: str, day: date) -> bytes:
    """What the counsellor keeps: how each letter is sent, with what, before when, and on which texts it rests."""
    blocks = compose_slip(letters)
    return render_document(
        Document("Fiche du conseiller", "Fiche du conseiller — ne pas envoyer", reference, day, blocks)
    )
