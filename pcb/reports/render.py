"""From a document to the bytes of a tagged PDF: PDF/UA-1 and PDF/A-2a at once. The same document gives the same bytes.

The pages are set by :mod:`pcb.reports.layout` straight on ReportLab's canvas: it embeds the fonts and writes the file.
Its own Paragraph, which reads its text as markup, is not used.
"""

from __future__ import annotations

from io import BytesIO
from threading import Lock

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from pcb.reports.blocks import Document
from pcb.reports.finish import finish
from pcb.reports.fonts import main_face
from pcb.reports.pagination import fill_pages
from pcb.reports.setting import set_block
from pcb.reports.sheets import BODY_WIDTH, HEIGHT, LEFT, Sheets
from pcb.reports.tagging import Tag, with_tree
from pcb.reports.text import Style, Typesetter

rl_config.useA85 = 0  # streams as they are: they are compressed again at the end

_FURNITURE = Style(8, 10.5, grey=0.3)
_FURNITURE_RIGHT = Style(8, 10.5, grey=0.3, tabular=True, right=True)
_HEADER_LINES = 2
_ONE_AT_A_TIME = Lock()
"""ReportLab reads its font files through one cursor: two threads may not write fonts at once."""


def render(document: Document) -> bytes:
    """The PDF of the document."""
    with _ONE_AT_A_TIME:
        raw, tree = _drawn(document)
    return finish(raw, tree, title=document.title, subject=document.subject or document.title, day=document.day)


def _drawn(document: Document) -> tuple[bytes, int]:
    """The PDF as drawn, with its structure tree, and the object number of that tree."""
    main = main_face(bold=False)
    pdfmetrics.registerFont(main.font)
    canvas = Canvas(BytesIO(), pagesize=A4, invariant=1, pageCompression=1, initialFontName=main.name, lang="fr-FR")
    sheets, typesetter, root = Sheets(canvas), Typesetter(), Tag("Document")
    fill_pages(sheets, [set_block(block, root, typesetter) for block in document.blocks])
    if document.letters:
        _number_letters(sheets, typesetter)
    else:
        _furnish(sheets, document, typesetter)
    sheets.write()
    raw = bytes(canvas.getpdfdata())
    pdf = canvas._doc
    pages = [pdf.idToObjectNumberAndVersion[f"Page{number}"][0] for number in range(1, len(sheets.sheets) + 1)]
    return with_tree(raw, root, [sheet.owners for sheet in sheets.sheets], pages, pdf.objectcounter + 1)


def _furnish(sheets: Sheets, document: Document, typesetter: Typesetter) -> None:
    """Header and footer of each page. They are artifacts: what they say is also in the document."""
    half = BODY_WIDTH / 2
    header = typesetter.lay_out(document.header, _FURNITURE, half - 6)[:_HEADER_LINES]
    reference = typesetter.lay_out(document.reference, _FURNITURE_RIGHT, half - 6)[:_HEADER_LINES]
    made = typesetter.lay_out(f"Établi le {document.day:%d/%m/%Y}", _FURNITURE, half)
    count = len(sheets.sheets)
    for number in range(count):
        sheets.turn_to(number)
        top, foot = HEIGHT - 30, 40.0
        sheets.lines(None, [(line, _FURNITURE) for line in header], LEFT, top, half - 6)
        sheets.lines(None, [(line, _FURNITURE_RIGHT) for line in reference], LEFT + half + 6, top, half - 6)
        sheets.rule(LEFT, foot, BODY_WIDTH)
        sheets.lines(None, [(line, _FURNITURE) for line in made], LEFT, foot - 3, half)
        page = typesetter.lay_out(f"page {number + 1} / {count}", _FURNITURE_RIGHT, half)
        sheets.lines(None, [(line, _FURNITURE_RIGHT) for line in page], LEFT + half, foot - 3, half)


def _number_letters(sheets: Sheets, typesetter: Typesetter) -> None:
    """« page 1 / 2 » at the foot of each page of a letter of several pages; nothing on a letter of one page."""
    firsts = [number for number, sheet in enumerate(sheets.sheets) if sheet.opens]
    for first, following in zip(firsts, [*firsts[1:], len(sheets.sheets)], strict=True):
        count = following - first
        for number in range(first, following) if count > 1 else ():
            sheets.turn_to(number)
            page = typesetter.lay_out(f"page {number - first + 1} / {count}", _FURNITURE_RIGHT, BODY_WIDTH)
            sheets.lines(None, [(line, _FURNITURE_RIGHT) for line in page], LEFT, 37.0, BODY_WIDTH)
