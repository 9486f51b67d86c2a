"""A line of a language that is written from right to left, as it is drawn from left to right (UAX 9).

An amount, a date, an hour or a telephone number stands in such a line as it stands in French: its figures, its signs
and its spaces keep their order. So does a French name. In the plain algorithm ``05 62 00`` would be drawn ``00 62 05``,
and ``12 €`` as ``€ 12``.
"""

from __future__ import annotations

import re

from bidi.algorithm import get_display

RIGHT_TO_LEFT = frozenset({"ar"})
"""The languages of the papers that are written from right to left."""

_DIGIT = "[0-9\ue000-\ue009]"
_NUMBER = rf"[+−-]?{_DIGIT}+(?:(?:[.,/:-]|\s|\sh\s|\s×\s){_DIGIT}+)*"
_LETTER = "[A-Za-z\u00c0-\u024f\u0370-\u052f]"
_INSIDE = r"[^.:;!?\n\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]"
_NAME = (
    rf"{_LETTER}(?:{_INSIDE}*\([^()\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]*\)|(?:{_INSIDE}*(?:{_LETTER}|{_DIGIT}))?)"
)
_HELD = re.compile(rf"(?:{_NAME}|{_NUMBER})(?:\s?€)?")
"""A figure, or a name in another alphabet with its brackets: what is never cut."""

_MARK, _EMBED, _END = "\u200f", "\u202a", "\u202c"


def drawn_order(text: str) -> str:
    """The characters of a shaped line, from left to right; its figures and French names are held together."""
    held = _HELD.sub(lambda found: f"{_MARK}{_EMBED}{found[0]}{_END}{_MARK}", text)
    return str(get_display(held, base_dir="R")).replace(_MARK, "")
