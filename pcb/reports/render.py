"""From a document to the bytes of a tagged PDF: PDF/UA-1 and PDF/A-2a at once. The same document gives the same bytes.

The pages are set by :mod:`pcb.reports.layout` straight on ReportLab's canvas: it embeds the fonts and writes the file.
Its own Paragraph, which reads its text as markup, is not used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from threading import Lock

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from pcb.reports.blocks import Document
from pcb.reports.booklet import folded
from pcb.reports.finish import finish
from pcb.reports.fonts import main_face
from pcb.reports.furniture import furnish, margins
from pcb.reports.pagination import fill_pages
from pcb.reports.plates import MARGIN
from pcb.reports.setting import set_block
from pcb.reports.sheets import BODY_WIDTH, HEIGHT, LEFT, Sheet, Sheets
from pcb.reports.tagging import Tag, with_tree
from pcb.reports.text import Line, Style, Typesetter

rl_config.useA85 = 0  # streams as they are: they are compressed again at the end

_FURNITURE = Style(8, 10.5, grey=0.3)
_FURNITURE_RIGHT = Style(8, 10.5, grey=0.3, tabular=True, right=True)
_MARK = Style(6.5, 8, grey=0.3)
_STAMP = Style(9, 12, bold=True)
_HEADER_LINES = 2
_FOOT = 40.0
_ONE_AT_A_TIME = Lock()
"""ReportLab reads its font files through one cursor: two threads may not write fonts at once."""


def render(document: Document, sources: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of the document. ``sources`` are the files that its plates show, by name; a document that has plates is
    tagged like any other, but claims neither PDF/UA nor PDF/A: nobody knows what comes from elsewhere."""
    with _ONE_AT_A_TIME:
        raw, tree, sheets = _drawn(document)
    return finish(
        raw,
        tree,
        title=document.title,
        subject=document.subject or document.title,
        day=document.day,
        plates=[sheet.plate and sheet.plate[:2] for sheet in sheets],
        sources=sources or {},
        languages=document.languages,
    )


def _drawn(document: Document) -> tuple[bytes, int, list[Sheet]]:
    """The PDF as drawn, with its structure tree, the object number of that tree, and the pages."""
    main = main_face(bold=False)
    pdfmetrics.registerFont(main.font)
    canvas = Canvas(BytesIO(), pagesize=A4, invariant=1, pageCompression=1, initialFontName=main.name, lang="fr-FR")
    typesetter, root, furniture = Typesetter(), Tag("Document"), document.furniture
    sheets = Sheets(canvas)
    if furniture:
        sheets.top, sheets.bottom = margins(furniture, document, typesetter)
    fill_pages(sheets, [set_block(block, root, typesetter) for block in document.blocks])
    sheets.settle()
    if furniture:
        furnish(sheets, furniture, document, typesetter)
        if furniture.booklet:
            sheets.sheets = folded(sheets.sheets)
    elif document.letters:
        _number_letters(sheets, typesetter)
    else:
        _furnish(sheets, document, typesetter)
    sheets.write()
    raw = bytes(canvas.getpdfdata())
    pdf = canvas._doc
    pages = [pdf.idToObjectNumberAndVersion[f"Page{number}"][0] for number in range(1, len(sheets.sheets) + 1)]
    owners = [sheet.owners for sheet in sheets.sheets]
    return *with_tree(raw, root, owners, pages, pdf.objectcounter + 1), sheets.sheets


def _furnish(sheets: Sheets, document: Document, typesetter: Typesetter) -> None:
    """Header and footer of each page. They are artifacts: what they say is also in the document."""
    half = BODY_WIDTH / 2
    header = typesetter.lay_out(document.header, _FURNITURE, half - 6)[:_HEADER_LINES]
    reference = typesetter.lay_out(document.reference, _FURNITURE_RIGHT, half - 6)[:_HEADER_LINES]
    made = typesetter.lay_out(f"Établi le {document.day:%d/%m/%Y}", _FURNITURE, half)
    mark = typesetter.lay_out(document.mark, _MARK, BODY_WIDTH) if document.mark else ()
    count = len(sheets.sheets)
    for number, sheet in enumerate(sheets.sheets):
        page = typesetter.lay_out(f"page {number + 1} / {count}", _FURNITURE_RIGHT, half)
        sheets.turn_to(number)
        if sheet.plate is not None:
            _stamp(sheets, sheet, page, mark, typesetter)
            continue
        top = HEIGHT - 30
        sheets.lines(None, [(line, _FURNITURE) for line in header], LEFT, top, half - 6)
        sheets.lines(None, [(line, _FURNITURE_RIGHT) for line in reference], LEFT + half + 6, top, half - 6)
        sheets.rule(LEFT, _FOOT, BODY_WIDTH)
        sheets.lines(None, [(line, _FURNITURE) for line in made], LEFT, _FOOT - 3, half)
        sheets.lines(None, [(line, _FURNITURE_RIGHT) for line in page], LEFT + half, _FOOT - 3, half)
        if mark:
            sheets.lines(None, [(line, _MARK) for line in mark], LEFT, _FOOT - 14, BODY_WIDTH)


def _number_letters(sheets: Sheets, typesetter: Typesetter) -> None:
    """« page 1 / 2 » at the foot of each page of a letter of several pages; nothing on a letter of one page."""
    firsts = [number for number, sheet in enumerate(sheets.sheets) if sheet.opens]
    for first, following in zip(firsts, [*firsts[1:], len(sheets.sheets)], strict=True):
        count = following - first
        for number in range(first, following) if count > 1 else ():
            sheets.turn_to(number)
            page = typesetter.lay_out(f"page {number - first + 1} / {count}", _FURNITURE_RIGHT, BODY_WIDTH)
            sheets.lines(None, [(line, _FURNITURE_RIGHT) for line in page], LEFT, 37.0, BODY_WIDTH)


def _stamp(
    sheets: Sheets, sheet: Sheet, page: tuple[Line, ...], mark: tuple[Line, ...], typesetter: Typesetter
) -> None:
    """What stands below a page from elsewhere: which paper it is, its page in the whole, the mark. Nothing on one that
    fills its page."""
    stamp = sheet.plate[2] if sheet.plate else ""
    if not stamp:
        return
    width = sheet.size[0] - 2 * MARGIN
    place, number = width - 90, 84.0
    lines = [(line, _STAMP) for line in typesetter.lay_out(stamp, _STAMP, place)]
    sheets.lines(None, lines, MARGIN, _FOOT - 4, place)
    sheets.lines(None, [(line, _FURNITURE_RIGHT) for line in page], MARGIN + width - number, _FOOT - 5, number)
    if mark:
        sheets.lines(None, [(line, _MARK) for line in mark], MARGIN, _FOOT - 18, width)


def drawn_over(pages: int, width: float, height: float, draw: Callable[[Sheets, Typesetter], None]) -> bytes:
    """A PDF of bare pages on which ``draw`` puts what is to lie over the pages of another PDF, in the typefaces of the
    papers. It turns to each page by itself. The same drawing gives the same bytes."""
    with _ONE_AT_A_TIME:
        main = main_face(bold=False)
        pdfmetrics.registerFont(main.font)
        canvas = Canvas(
            BytesIO(), pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=main.name, lang="fr-FR"
        )
        sheets = Sheets(canvas, (width, height))
        for _ in range(pages):
            sheets.new_page()
        draw(sheets, Typesetter())
        sheets.write()
        return bytes(canvas.getpdfdata())
