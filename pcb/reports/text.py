"""From a string to lines that can be drawn: cleaning, choice of glyphs, Arabic shaping, line breaks.

Text is never read as markup, so nothing typed can be executed, opened or fetched. Nothing is cut: what is too wide is
broken, what has no glyph is printed as ``[U+1234]``. Where the drawn glyphs differ from what was typed, the line
carries the typed text (``actual``), which becomes ``/ActualText``: screen readers and copies give back the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

from pcb.reports.fonts import TABULAR, Face, face_for, main_face
from pcb.reports.right_to_left import drawn_order

LONGEST_WORD = 60
"""A word of more characters is measured piece by piece: 200 000 characters without a space are set at once."""

_BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\t": " "}
_DIRECTION_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\u00ad\ufe0e\ufe0f")
_FRENCH_SPACE = re.compile(r"(?<=\S) (?=[;:!?»%€](?:\s|$|[),.]))|(?<=«) ")
"""The spaces that French sets narrow and never breaks. Texts are written with plain ones; they are set right here."""

_NUMBER = re.compile(r"[\d/.,-]+")
_BREAK_AFTER = frozenset("-/@_.,;:?&=\u202f")


def clean(text: str) -> str:
    """The text without control characters, overrides of direction or code points that stand for nothing.

    Private and unassigned code points become visible ``[U+E000]``; a lone surrogate too. Line breaks become ``\\n``.
    """
    if text.replace("\u202f", " ").replace("\u00a0", " ").isprintable():
        return text
    for found, replacement in _BREAKS.items():
        text = text.replace(found, replacement)
    return "".join(_cleaned(text))


def _cleaned(text: str) -> Iterator[str]:
    for character in text:
        category = unicodedata.category(character)
        if category in ("Co", "Cs", "Cn"):
            yield _placeholder(character)
        elif character == "\n" or not (category == "Cc" or character in _DIRECTION_CONTROLS):
            yield character


def _placeholder(character: str) -> str:
    return f"[U+{ord(character):04X}]"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: ``size`` and ``leading`` in points; ``grey`` from 0, black, to 1. ``rtl``: the whole paragraph
    runs from right to left."""

    size: float
    leading: float
    bold: bool = False
    grey: float = 0.0
    tabular: bool = False
    right: bool = False
    rtl: bool = False


Run = tuple[Face, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line to draw: its runs from left to right, its width in points, and what was typed when it differs."""

    runs: tuple[Run, ...]
    width: float
    actual: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word between two spaces. ``shown`` is in logical order, shaped; ``units`` is its width for a size of 1."""

    typed: str
    shown: str
    units: float
    plain: bool  # drawn by the main face, left to right, as typed
    right_to_left: bool


class Typesetter:
    """Lays out the texts of one document. It remembers the words it has measured, and is thrown away with it."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, bool, bool], _Word] = {}

    def lay_out(self, text: str, style: Style, width: float) -> tuple[Line, ...]:
        """The lines of ``text`` within ``width`` points; at least one, even when empty."""
        lines: list[Line] = []
        for paragraph in _FRENCH_SPACE.sub("\u202f", clean(text)).split("\n"):
            lines.extend(self._filled(paragraph, style, width / style.size))
        return tuple(lines)

    def _filled(self, paragraph: str, style: Style, width: float) -> Iterator[Line]:
        """Greedy filling; ``width`` is in units of the size. A wrapped line keeps its last space: words never join."""
        space = _space(style.bold)
        words: list[_Word] = []
        used = 0.0
        for typed in filter(None, paragraph.split(" ")):
            for part, glued in self._pieces(typed, style, width):
                needed = part.units + (space if words else 0.0)
                if words and (glued or used + needed > width + 1e-6):
                    yield _line(words, style, ends_with_space=not glued)
                    words, used, needed = [], 0.0, part.units
                words.append(part)
                used += needed
        yield _line(words, style, ends_with_space=False)

    def _pieces(self, typed: str, style: Style, width: float) -> Iterator[tuple[_Word, bool]]:
        """The word whole if it fits in a line, else in pieces; ``glued`` ones continue the one before with no space."""
        if len(typed) <= LONGEST_WORD:
            word = self._word(typed, style)
            if word.units <= width:
                yield word, False
                return
        glued = False
        for piece in _broken(typed, style, width):
            yield _measured(piece, style.bold, style.tabular), glued
            glued = True

    def _word(self, typed: str, style: Style) -> _Word:
        key = (typed, style.bold, style.tabular)
        word = self._words.get(key)
        if word is None:
            word = self._words[key] = _measured(*key)
        return word


def _broken(typed: str, style: Style, width: float) -> Iterator[str]:
    """Pieces no wider than the line, cut after a hyphen, a stop or a slash where there is one in the last third."""
    units = [_character_units(character, style.bold, style.tabular) for character in typed]
    start = index = 0
    used = 0.0
    while index < len(typed):
        if index > start and used + units[index] > width:
            end = index
            for candidate in range(index, start + (index - start) * 2 // 3, -1):
                if typed[candidate - 1] in _BREAK_AFTER:
                    end = candidate
                    break
            while end - 1 > start and unicodedata.combining(typed[end]):
                end -= 1
            yield typed[start:end]
            start = index = end
            used = 0.0
        used += units[index]
        index += 1
    yield typed[start:]


def _measured(typed: str, bold: bool, tabular: bool) -> _Word:
    main = main_face(bold)
    if main.drawable.issuperset(typed):
        shown = typed.translate(TABULAR) if tabular else typed
        return _Word(typed, shown, sum(main.widths[ord(c)] for c in shown) / 1000, True, False)
    shown, right_to_left = _shaped(typed, bold)
    units = sum(_advance(c, bold) for c in shown)
    same = shown == typed and not right_to_left
    return _Word(typed, shown, units, same and main.drawable.issuperset(shown), right_to_left)


def _shaped(typed: str, bold: bool) -> tuple[str, bool]:
    """What is drawn for a word that the main face cannot draw as it stands, and whether that runs right to left."""
    text = unicodedata.normalize("NFC", typed)
    if any(_is_right_to_left(c) for c in typed):
        text = _reshaper().reshape(text)
    shown = "".join(_drawable(c, bold) for c in text if c not in _UNSEEN)
    return shown, any(_is_right_to_left(c) for c in shown)


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _drawable(character: str, bold: bool) -> str:
    if face_for(character, bold):
        return character
    simpler = unicodedata.normalize("NFKC", character)
    if simpler != character and all(face_for(c, bold) for c in simpler):
        return simpler
    return _placeholder(character)


@lru_cache(maxsize=1)
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": False, "support_ligatures": True})


@lru_cache(maxsize=4096)
def _character_units(character: str, bold: bool, tabular: bool) -> float:
    """An upper bound of the width of a character inside a word that must be broken."""
    return _measured(character, bold, tabular).units


@lru_cache(maxsize=4096)
def _advance(character: str, bold: bool) -> float:
    found = face_for(character, bold)
    return found.widths[ord(character)] / 1000 if found else 0.0


def _space(bold: bool) -> float:
    return main_face(bold).widths[32] / 1000


def _line(words: list[_Word], style: Style, ends_with_space: bool) -> Line:
    end = " " if ends_with_space else ""
    units = sum(word.units for word in words) + _space(style.bold) * max(0, len(words) - 1)
    if not style.rtl and all(word.plain for word in words):
        return Line(((main_face(style.bold), " ".join(word.shown for word in words) + end),), units * style.size)
    shown = drawn_order(" ".join(w.shown for w in words)) if style.rtl else " ".join(_visual(words))
    typed = " ".join(word.typed for word in words)
    return Line(tuple(_runs(shown + end, style.bold)), units * style.size, typed + end)


def _visual(words: list[_Word]) -> Iterator[str]:
    """The words from left to right. Arabic runs are turned round by themselves, so that a French amount or date beside
    a name keeps its place: in the plain algorithm (UAX 9) a number that follows an Arabic name jumps before it."""
    run: list[_Word] = []
    for word in words:
        if word.right_to_left or (run and _NUMBER.fullmatch(word.shown)):
            run.append(word)
        else:
            yield from _turned(run)
            run = []
            yield word.shown
    yield from _turned(run)


def _turned(run: list[_Word]) -> Iterator[str]:
    """Words that open with an Arabic one, from left to right. What stands after the last Arabic letter, a number or a
    bracket of the French sentence, stays on its right."""
    if not run:
        return
    text = " ".join(word.shown for word in run)
    strong = [place for place, character in enumerate(text) if _is_right_to_left(character)]
    first, last = strong[0], strong[-1] + 1
    yield text[:first] + str(get_display(text[first:last], base_dir="R")) + text[last:]


def _runs(shown: str, bold: bool) -> Iterator[Run]:
    """Cut a line where the face changes. A space is always of the main face, as it was measured."""
    current, run = main_face(bold), ""
    for character in shown:
        wanted = face_for(character, bold)
        if wanted is None:
            raise AssertionError(f"no glyph was prepared for {_placeholder(character)}")
        if wanted is not current and run:
            yield current, run
            run = ""
        current = wanted
        run += character
    if run:
        yield current, run
