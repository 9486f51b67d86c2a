"""Words as they are compared: without accents, case, ligatures or dashes."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def fold(text: str) -> str:
    """``Œuvrard-Lévêque`` → ``oeuvrard leveque``: what two spellings of a name have in common."""
    lowered = text.casefold().translate(_LIGATURES)
    letters = (c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())
