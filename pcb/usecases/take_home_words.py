"""The sentences of a snapshot as the page says them: the very words of the French paper, on one line."""

from __future__ import annotations

from datetime import date

from pcb.domain.take_home.snapshot import Blank, Said
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import Register
from pcb.domain.wording import french_date
from pcb.interview.texts import french
from pcb.reports.take_home.catalogue import BLANK, catalogue


def in_words(said: Said) -> str:
    """« Appeler la banque. avant le loyer »: the text of its key with its blanks, or what was typed."""
    if not said.key:
        return said.text
    wording = catalogue(Language.FRENCH).wording(said.key, Register.STANDARD) or said.key
    parts = BLANK.split(french(wording))  # text, name, text, name…: what is put in is never read again
    filled = "".join(_shown(said.blanks.get(part, "")) if n % 2 else part for n, part in enumerate(parts))
    return " ".join(line.strip() for line in filled.split("\n") if line.strip())


def label_of(kind: str) -> str:
    """What a code of a line is called on the French paper."""
    return french(catalogue(Language.FRENCH).labels.get(kind, kind))


def _shown(blank: Blank) -> str:
    """A day, an amount, what was typed, or the name of what a code stands for."""
    if isinstance(blank, date):
        return french_date(blank)
    text = str(blank)
    return label_of(text) if "." in text and text in catalogue(Language.FRENCH).labels else text
