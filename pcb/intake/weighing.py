"""What the pages of a PDF are made of: how far they unfold, what they weigh, which must be drawn again as a picture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, PdfError, Stream, parse_content_stream

from pcb.errors import FileRefused
from pcb.intake.acting import streams

MOST_UNFOLDED = 100_000_000
"""Bytes that one stream may unfold to: an A4 page scanned in colours at 600 dots per inch."""
MOST_UNFOLDED_IN_ALL = 600_000_000
MOST_DRAWN = 50_000_000
"""Bytes of drawing that a page may ask for, a form drawn twice counted twice."""
HEAVIEST_PAGE = 1_500_000
MOST_PIXELS = 60_000_000
"""Points of one picture of a page that is kept as it is."""
DEEPEST = 12
LONGEST_READ = 3_000_000
"""Bytes of drawing that are read word by word to see which fonts write."""

_FONT_CHOSEN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+-?[\d.]+\s+Tf\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_BOMB = FileRefused(
    "Ce PDF se déplie au-delà de toute mesure (il demanderait plusieurs centaines de mégaoctets par page). "
    "Imprimez-le en PDF depuis un autre logiciel, ou photographiez le papier."
)


def refuse_bombs(pdf: Pdf) -> None:
    """Raises :class:`FileRefused` for streams that unfold beyond reason; those that are damaged are passed over."""
    total = 0
    for stream in streams(pdf):
        total += _unfolded(stream)
        if total > MOST_UNFOLDED_IN_ALL:
            raise _BOMB


def _unfolded(stream: Stream) -> int:
    """Bytes that the Flate layers of a stream unfold to, at most one over the limit for each."""
    filters = stream.get("/Filter")
    layers = list(filters) if isinstance(filters, Array) else [filters]
    data = stream.read_raw_bytes() if layers and layers[0] in (Name.FlateDecode, Name.Fl) else b""
    for layer in layers:
        if layer not in (Name.FlateDecode, Name.Fl):
            break
        try:
            data = zlib.decompressobj().decompress(data, MOST_UNFOLDED + 1)
        except zlib.error:
            return 0
        if len(data) > MOST_UNFOLDED:
            raise _BOMB
    return len(data)


class Weighing:
    """Looks at the pages of one PDF; what several pages share is looked at once."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[int, int], tuple[int, bool]] = {}

    def must_be_drawn_again(self, page: Page) -> bool:
        """Whether a font that it uses is not in the file, it weighs too much, or it holds a measureless picture."""
        resources = page.obj.get("/Resources")
        content = b"\n".join(_read(part) for part in _parts(page.obj.get("/Contents")))
        size, lacks_font = self._look(page.obj, content, resources, 0)
        if size > MOST_DRAWN:
            raise _BOMB
        weight = sum(len(part.read_raw_bytes()) for part in _parts(page.obj.get("/Contents")))
        pictures = list(_pictures(resources, 0))
        weight += sum(len(picture.read_raw_bytes()) for picture in pictures)
        measureless = any(_points(picture) > MOST_PIXELS for picture in pictures)
        return lacks_font or weight > HEAVIEST_PAGE or measureless or page.obj.get("/UserUnit", 1) != 1

    def _look(self, drawing: Object, content: bytes, resources: Object | None, depth: int) -> tuple[int, bool]:
        """Bytes drawn by ``content`` (that of ``drawing``), and whether a font it writes with is not in the file."""
        if depth > DEEPEST:
            raise _BOMB
        fonts, drawn = _named(resources, "/Font"), _named(resources, "/XObject")
        chosen = {f"/{name.decode('latin-1')}" for name in _FONT_CHOSEN.findall(content)}
        absent = {name for name in chosen if not _embedded(fonts.get(name))}
        lacks = bool(absent) and (len(content) > LONGEST_READ or _writes_with(drawing, absent))
        size = len(content)
        for name in _DRAWN.findall(content):
            thing = drawn.get(f"/{name.decode('latin-1')}")
            if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form:
                inner, inner_lacks = self._form(thing, resources, depth)
                size += inner
                lacks = lacks or inner_lacks
            if size > MOST_DRAWN:
                raise _BOMB
        return size, lacks

    def _form(self, form: Stream, resources: Object | None, depth: int) -> tuple[int, bool]:
        key = form.objgen
        if key not in self._drawn:
            self._drawn[key] = (0, False)  # a form that draws itself
            self._drawn[key] = self._look(form, _read(form), form.get("/Resources", resources), depth + 1)
        return self._drawn[key]


def _writes_with(drawing: Object, fonts: set[str]) -> bool:
    """Whether letters are shown in one of these fonts: many writers choose one that they do not use."""
    here, kept = "", []
    for step in parse_content_stream(drawing, "q Q Tf Tj TJ ' \""):
        word, operands = str(step.operator), step.operands
        if word == "q":
            kept.append(here)
        elif word == "Q":
            here = kept.pop() if kept else here
        elif word == "Tf":
            here = str(operands[0]) if len(operands) else ""
        elif here in fonts:
            return True
    return False


def _parts(contents: Object | None) -> Iterator[Stream]:
    parts: Any = contents if isinstance(contents, Array) else (contents,)
    return (part for part in parts if isinstance(part, Stream))


def _read(stream: Stream) -> bytes:
    try:
        return stream.read_bytes()
    except PdfError:
        return b""


def _named(resources: Object | None, kind: str) -> dict[str, Any]:
    found = resources.get(kind) if isinstance(resources, Dictionary) else None
    return {key: found[key] for key in found.keys()} if isinstance(found, Dictionary) else {}  # noqa: SIM118


def _embedded(font: Any) -> bool:
    """Whether the letters of a font are in the file; those of Type 3 always are."""
    if not isinstance(font, Dictionary):
        return False
    if font.get("/Subtype") == Name.Type3:
        return True
    below = font.get("/DescendantFonts")
    if isinstance(below, Array) and len(below) and isinstance(below[0], Dictionary):
        font = below[0]
    about = font.get("/FontDescriptor")
    return isinstance(about, Dictionary) and any(key in about for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _pictures(resources: Object | None, depth: int) -> Iterator[Stream]:
    """The pictures that a page can draw, those in its forms included."""
    if depth > DEEPEST:
        return
    for thing in _named(resources, "/XObject").values():
        if not isinstance(thing, Stream):
            continue
        if thing.get("/Subtype") == Name.Image:
            yield thing
        elif thing.get("/Subtype") == Name.Form and isinstance(thing.get("/Resources"), Dictionary):
            yield from _pictures(thing.Resources, depth + 1)


def _points(picture: Stream) -> int:
    try:
        return int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))
    except (TypeError, ValueError):
        return MOST_PIXELS + 1
