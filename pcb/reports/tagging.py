"""The structure tree of a tagged PDF: elements, the marked content they own, their bytes (ISO 32000-1, 14.7, 14.8).

The tree follows the order in which the document is written, not the order in which pages are filled: a paragraph or a
cell cut by the end of a page stays one element with content on both pages.
"""

from __future__ import annotations

from collections.abc import Iterator

COLUMN_TITLE = "/O/Table/Scope/Column"
ROW_TITLE = "/O/Table/Scope/Row"


class Tag:
    """One structure element. ``attributes`` is the inside of its /A dictionary, ``alt`` its text equivalent, ``lang``
    its language where it is not that of what it is in."""

    __slots__ = ("alt", "attributes", "children", "kind", "lang", "number")

    def __init__(self, kind: str, attributes: str = "", alt: str = "", lang: str = "") -> None:
        self.kind = kind
        self.attributes = attributes
        self.alt = alt
        self.lang = lang
        self.children: list[Tag | tuple[int, int]] = []
        self.number = 0

    def child(self, kind: str, attributes: str = "", alt: str = "", lang: str = "") -> Tag:
        """A new element at the end of this one."""
        tag = Tag(kind, attributes, alt, lang)
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


def with_tree(raw: bytes, root: Tag, marks: list[list[Tag]], pages: list[int], first: int) -> tuple[bytes, int]:
    """The PDF with its structure tree added as an incremental update (ISO 32000-1, 7.5.6), and the tree's number.

    ``marks`` has for each page the element that owns each marked content, by its number (MCID); ``pages`` are the
    object numbers of the pages; ``first`` is the first free object number. Thousands of elements are written faster
    so than one by one through a PDF library.
    """
    tree, parents = first, first + 1
    tags = list(root.descendants())
    for number, tag in enumerate(tags, first + 2):
        tag.number = number
    parent_of = {child.number: tag.number for tag in tags for child in tag.children if isinstance(child, Tag)}
    owners = " ".join(f"{page} [{' '.join(f'{tag.number} 0 R' for tag in owned)}]" for page, owned in enumerate(marks))
    objects = [
        f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {len(marks)}>>",
        f"<</Nums [{owners}]>>",
        *(_element(tag, parent_of.get(tag.number, tree), pages) for tag in tags),
    ]
    return raw + _update(raw, objects, first), tree


def _update(raw: bytes, objects: list[str], first: int) -> bytes:
    """The bytes of an incremental update that adds ``objects``, numbered from ``first``."""
    written, offsets, position = [], [], len(raw)
    for number, content in enumerate(objects, first):
        offsets.append(position)
        written.append(f"{number} 0 obj\n{content}\nendobj\n")
        position += len(written[-1])
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    previous = int(raw[raw.rindex(b"startxref") + 9 :].split()[0])
    trailer = raw[raw.rindex(b"trailer") : raw.rindex(b"startxref")].decode("latin-1")
    root = trailer[trailer.index("/Root") :].split()[1]
    written.append(
        f"xref\n{first} {len(objects)}\n{table}trailer\n"
        f"<</Size {first + len(objects)}/Root {root} 0 R/Prev {previous}>>\nstartxref\n{position}\n%%EOF\n"
    )
    return "".join(written).encode("ascii")


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
    lang = f"/Lang({tag.lang})" if tag.lang else ""
    return f"<</Type/StructElem/S/{tag.kind}/P {parent} 0 R{page}{attributes}{alt}{lang}/K[{' '.join(kids)}]>>"
