"""The typefaces of the papers, and which of them draws a character.

Atkinson Hyperlegible Next first, made for low vision; Noto Sans for what it lacks, Noto Sans Arabic, then Noto Emoji
(one colour). All under the SIL Open Font License, shipped in ``pcb/data/fonts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

TABULAR_ZERO = 0xE000
"""Private code points U+E000 to U+E009 stand for the tabular figures 0 to 9 (the typeface's ``tnum`` glyphs)."""

TABULAR = str.maketrans({ord("0") + figure: TABULAR_ZERO + figure for figure in range(10)})
_TABULAR_GLYPHS = range(375, 385)  # zero.tf to nine.tf in Atkinson Hyperlegible Next 2.001
_THIN, _NARROW_NO_BREAK = 0x2009, 0x202F


@dataclass(frozen=True, eq=False)
class Face:
    """One font file: its advance widths in thousandths of the size, and what it can draw."""

    name: str
    font: TTFont
    widths: dict[int, float]
    drawable: frozenset[str]


_FILES = {
    "Atkinson": "AtkinsonHyperlegibleNext_400Regular.ttf",
    "Atkinson-Bold": "AtkinsonHyperlegibleNext_700Bold.ttf",
    "NotoSans": "NotoSans_400Regular.ttf",
    "NotoSans-Bold": "NotoSans_700Bold.ttf",
    "NotoArabic": "NotoSansArabic_400Regular.ttf",
    "NotoArabic-Bold": "NotoSansArabic_700Bold.ttf",
    "NotoEmoji": "NotoEmoji_400Regular.ttf",
}
_CHAINS = {
    False: ("Atkinson", "NotoSans", "NotoArabic", "NotoEmoji"),
    True: ("Atkinson-Bold", "NotoSans-Bold", "NotoArabic-Bold", "NotoEmoji"),
}


@cache
def face(name: str) -> Face:
    """The face of that name, read once for the life of the process and never changed afterwards."""
    with (files("pcb.data") / "fonts" / _FILES[name]).open("rb") as file:
        font = TTFont(name, file)
    shapes = font.face
    if name.startswith("Atkinson"):
        _add_french_figures(shapes)
    # ReportLab draws U+00A0 as a plain space; characters with a glyph of index 0 are not drawable.
    drawable = frozenset(chr(code) for code, glyph in shapes.charToGlyph.items() if glyph and code >= 32)
    return Face(name, font, dict(shapes.charWidths), drawable)


def _add_french_figures(shapes: Any) -> None:
    """Give the typeface codes for its tabular figures, and for the narrow no-break space its thin space."""
    for figure, glyph in enumerate(_TABULAR_GLYPHS):
        shapes.charToGlyph[TABULAR_ZERO + figure] = glyph
        shapes.charWidths[TABULAR_ZERO + figure] = shapes._pdfScale(shapes.hmetrics[glyph][0])
    shapes.charToGlyph[_NARROW_NO_BREAK] = shapes.charToGlyph[_THIN]
    shapes.charWidths[_NARROW_NO_BREAK] = shapes.charWidths[_THIN]


def face_for(character: str, bold: bool) -> Face | None:
    """The first face that can draw the character; ``None`` when none can."""
    for name in _CHAINS[bold]:
        found = face(name)
        if character in found.drawable:
            return found
    return None


def main_face(bold: bool) -> Face:
    """The face of ordinary text."""
    return face(_CHAINS[bold][0])
