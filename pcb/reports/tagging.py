"""The structure tree of a tagged PDF: elements, the marked content they own, their bytes (ISO 32000-1, 14.7, 14.8).

The tree follows the order in which the document is written, not the order in which pages are filled: a paragraph or a
cell cut by the end of a page stays one element with content on both pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

ROOT_NAME = "StructTreeRoot"
COLUMN_TITLE = "/O/Table/Scope/Column"
ROW_TITLE = "/O/Table/Scope/Row"


class Tag:
    """One structure element. ``attributes`` is the inside of its /A dictionary, ``alt`` its text equivalent."""

    __slots__ = ("alt", "attributes", "children", "kind", "number")

    def __init__(self, kind: str, attributes: str = "", alt: str = "") -> None:
        self.kind = kind
        self.attributes = attributes
        self.alt = alt
        self.children: list[Tag | tuple[int, int]] = []
        self.number = 0

    def child(self, kind: str, attributes: str = "", alt: str = "") -> Tag:
        """A new element at the end of this one."""
        tag = Tag(kind, attributes, alt)
        self.children.append(tag)
        return tag

    def descendants(self) -> Iterator[Tag]:
        """This element and all below it, parents first."""
        yield self
        for child in self.children:
            if isinstance(child, Tag):
                yield from child.descendants()


def text_string(text: str) -> str:
    """A PDF text string in UTF-16, as hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


class _Written(PDFObject):  # type: ignore[misc]
    """An object whose bytes are known."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.content = b""

    def format(self, document: Any) -> bytes:
        return self.content


def write_tree(pdf: Any, root: Tag, marks: list[list[Tag]]) -> None:
    """Add the structure tree to a ReportLab document whose pages are finished.

    ``marks`` has for each page the element that owns each marked content, by its number (MCID).
    """
    numbers = pdf.idToObjectNumberAndVersion
    pages = [numbers[f"Page{page + 1}"][0] for page in range(len(marks))]
    tree, tree_number = _register(pdf, ROOT_NAME)
    parents, parents_number = _register(pdf, "ParentTree")
    tags = list(root.descendants())
    objects = []
    for index, tag in enumerate(tags):
        written, tag.number = _register(pdf, f"Tag{index}")
        objects.append(written)
    parent_of = {child.number: tag.number for tag in tags for child in tag.children if isinstance(child, Tag)}
    for tag, written in zip(tags, objects, strict=True):
        written.content = _element(tag, parent_of.get(tag.number, tree_number), pages).encode("ascii")
    owners = " ".join(f"{page} [{' '.join(f'{tag.number} 0 R' for tag in owned)}]" for page, owned in enumerate(marks))
    parents.content = f"<</Nums [{owners}]>>".encode("ascii")
    tree.content = (
        f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree {parents_number} 0 R/ParentTreeNextKey {len(marks)}>>"
    ).encode("ascii")


def _register(pdf: Any, name: str) -> tuple[_Written, int]:
    written = _Written()
    pdf.Reference(written, name)
    return written, pdf.idToObjectNumberAndVersion[name][0]


def _element(tag: Tag, parent: int, pages: list[int]) -> str:
    first_page = next((child[0] for child in tag.children if not isinstance(child, Tag)), None)
    kids = []
    for child in tag.children:
        if isinstance(child, Tag):
            kids.append(f"{child.number} 0 R")
        elif child[0] == first_page:
            kids.append(str(child[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[child[0]]} 0 R/MCID {child[1]}>>")
    page = "" if first_page is None else f"/Pg {pages[first_page]} 0 R"
    attributes = f"/A<<{tag.attributes}>>" if tag.attributes else ""
    alt = f"/Alt{text_string(tag.alt)}" if tag.alt else ""
    return f"<</Type/StructElem/S/{tag.kind}/P {parent} 0 R{page}{attributes}{alt}/K[{' '.join(kids)}]>>"
