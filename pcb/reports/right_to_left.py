"""A line of a language that is written from right to left, as it is drawn from left to right (UAX 9).

An amount, a date or a telephone number stands in such a line as it stands in French: its figures, its signs and its
spaces keep their order. In the plain algorithm ``05 62 00`` would be drawn ``00 62 05``, and ``12 €`` as ``€ 12``.
"""

from __future__ import annotations

import re

from bidi.algorithm import get_display

RIGHT_TO_LEFT = frozenset({"ar"})
"""The languages of the papers that are written from right to left."""

_FIGURE = "[0-9\ue000-\ue009]"
_HELD = re.compile(rf"[+−-]?{_FIGURE}(?:[\s.,/:×-]*{_FIGURE})*(?:\s?€)?")
_MARK, _EMBED, _END = "\u200f", "\u202a", "\u202c"


def drawn_order(text: str) -> str:
    """The characters of a shaped line, from left to right; its figures are held together as in French."""
    held = _HELD.sub(lambda found: f"{_MARK}{_EMBED}{found[0]}{_END}{_MARK}", text)
    return str(get_display(held, base_dir="R")).replace(_MARK, "")
