"""Reads a PDF back in two ways: as a search does (pypdf), and as a screen reader does (its structure tree)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pypdf import PdfReader


def normal(text: str) -> str:
    """The text with every run of white space, narrow or not, as one space."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """The text without any white space: a word broken at the end of a line is whole again."""
    return "".join(text.split())


def searched(pdf: bytes) -> str:
    """What a search finds, page after page."""
    reader = PdfReader(BytesIO(pdf), strict=True)
    return normal("\n".join(page.extract_text() for page in reader.pages))


@dataclass(frozen=True)
class Element:
    """One element of the structure tree: its kind, its own text with that of what is below, its attributes."""

    kind: str
    text: str
    attributes: dict[str, object]
    alt: str
    children: tuple[Element, ...]

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()


def structure(pdf: bytes) -> Element:
    """The structure tree, with what a screen reader says for each element (/ActualText where there is one)."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        marked = {page.objgen: _marked_texts(page) for page in opened.pages}
        return _element(opened.Root.StructTreeRoot.K, marked)


def spoken(pdf: bytes) -> str:
    """All that a screen reader says, in its order. Nothing is added between the lines of a paragraph."""
    return normal(structure(pdf).text)


def _element(node: pikepdf.Object, marked: dict[tuple[int, int], dict[int, str]]) -> Element:
    kids, texts, children = node.get("/K", pikepdf.Array([])), [], []
    for kid in kids:
        if isinstance(kid, int):
            texts.append(marked[node.Pg.objgen][kid])
        elif kid.get("/Type") == "/MCR":
            texts.append(marked[kid.Pg.objgen][int(kid.MCID)])
        else:
            child = _element(kid, marked)
            children.append(child)
            texts.append(child.text + "\n")
    attributes = {str(key): value for key, value in node.get("/A", pikepdf.Dictionary()).items()}
    return Element(str(node.S)[1:], "".join(texts), attributes, str(node.get("/Alt", "")), tuple(children))


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked content of a page, by its number."""
    maps = {str(name): _text_map(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    open_marks: list[tuple[int | None, bool]] = []  # (MCID if any, whether its glyphs are replaced by ActualText)
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
                number = int(properties["/MCID"]) if "/MCID" in properties else None
                replaced = "/ActualText" in properties
                if replaced:
                    _add(found, open_marks, str(properties["/ActualText"]))
                open_marks.append((number, replaced))
                if number is not None:
                    found.setdefault(number, "")
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = maps[str(operands[0])]
            case "Tj" if not any(replaced for _, replaced in open_marks):
                _add(found, open_marks, "".join(font[code] for code in bytes(operands[0])))
    assert not open_marks, "a marked content is not closed"
    return found


def _add(found: dict[int, str], open_marks: list[tuple[int | None, bool]], text: str) -> None:
    number = next((number for number, _ in reversed(open_marks) if number is not None), None)
    if number is not None:
        found[number] += text


def _text_map(font: pikepdf.Object) -> dict[int, str]:
    lines = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4,})>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(target.decode()).decode("utf-16-be") for code, target in lines}
