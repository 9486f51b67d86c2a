"""What a PDF holds, read by two independent libraries: qpdf (through pikepdf) and pypdf, neither with a word to say."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream
from pypdf import PdfReader


@dataclass(frozen=True)
class PdfFacts:
    """``complaints`` are the words of both readers; ``loose_fonts`` the fonts that are not embedded."""

    pages: int
    text: str
    title: str
    language: str
    shows_title: bool
    bookmarks: list[str]
    complaints: list[str]
    fonts: int
    loose_fonts: list[str]


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def facts_of(content: bytes) -> PdfFacts:
    """Read the whole of a PDF twice."""
    heard = _Heard()
    logger = logging.getLogger("pypdf")
    logger.addHandler(heard)
    try:
        reader = PdfReader(BytesIO(content), strict=True)
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        bookmarks = list(_titles(reader.outline))
    finally:
        logger.removeHandler(heard)
    with pikepdf.open(BytesIO(content)) as pdf:
        complaints = [*map(str, pdf.check_pdf_syntax()), *map(str, pdf.get_warnings()), *heard.said]
        fonts = list(_fonts(pdf))
        return PdfFacts(
            len(pdf.pages),
            text,
            str(pdf.docinfo.get("/Title", "")),
            str(pdf.Root.get("/Lang", "")),
            bool(pdf.Root.ViewerPreferences.get("/DisplayDocTitle", False)),
            bookmarks,
            complaints,
            len(fonts),
            [str(font.get("/BaseFont", "?")) for font in fonts if not _embedded(font)],
        )


def _titles(outline: Any) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield str(one.title)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Every font of the file, wherever it is used: in pages, in forms, or nowhere."""
    for one in pdf.objects:
        if isinstance(one, (Dictionary, Stream)) and one.get("/Type") == Name.Font:
            yield one


def _embedded(font: Object) -> bool:
    if font.get("/Subtype") == Name.Type3:
        return True
    inner = font.get("/DescendantFonts", Array())
    descriptor = (inner[0] if len(inner) else font).get("/FontDescriptor", Dictionary())
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
