"""Pages of a PDF drawn as pictures, by PDFium: no script of the file is ever run, it is built without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image

from pcb.errors import FileRefused
from pcb.intake.pictures import encoded, without_colour

DOTS_PER_INCH = 200
LONGEST_SIDE = 3307
"""An A3 page at 200 dots per inch: a larger page is drawn smaller."""
UNREADABLE = (
    "Une page de ce PDF ne peut pas être affichée. Imprimez-le en PDF depuis un autre logiciel, ou photographiez-le."
)


def drawn(content: bytes, wanted: Iterable[int], progress: Callable[[], None]) -> dict[int, bytes]:
    """The pages of these numbers (from 0) as JPEG pages, filled forms included. ``progress`` is called after each.

    Raises :class:`FileRefused`."""
    found = {}
    with _document(content) as document:
        document.init_forms()
        for number in wanted:
            found[number] = encoded(without_colour(_page(document, number, DOTS_PER_INCH / 72, LONGEST_SIDE)))
            progress()
    return found


def preview(content: bytes, number: int, longest: int) -> Image.Image:
    """One page, to be looked at on the screen. Raises :class:`FileRefused`."""
    with _document(content) as document:
        return _page(document, number, 4, longest)


def page_count(content: bytes) -> int:
    """The number of pages that a reader other than qpdf finds. Raises :class:`FileRefused`."""
    with _document(content) as document:
        return len(document)


@contextmanager
def _document(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise FileRefused(UNREADABLE) from None
    try:
        yield document
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int, scale: float, longest: int) -> Image.Image:
    try:
        page = document[number]
        scale = min(scale, longest / max(*page.get_size(), 1))
        seen: Image.Image = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True).to_pil()
        return seen.convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        raise FileRefused(UNREADABLE) from None
