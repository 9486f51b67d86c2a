"""A dossier in parts for e-mail, each with a small cover, none over the limit; a paper over it alone is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pcb.errors import PcbError
from pcb.reports.blocks import Block, Bullets, Contents, ContentsLine, Document, Heading, Look, Text
from pcb.reports.content import dossier as words
from pcb.reports.dossier import FRONT, Dossier, cover, document, front_blocks
from pcb.reports.dossier.piece import Piece, Sizes, pages_of, plates
from pcb.reports.render import render as render_document

PAGE_OVERHEAD = 2_500
"""Bytes that a page of ours takes around what it shows."""
COVER = 60_000
"""Bytes of the cover of a part, with its fonts."""
ATTEMPTS = 6
"""Weights are estimated, then measured; how many times the parts are made smaller before giving up."""

Tell = Callable[[int, int], None]
"""Told after each part: how many are made, of how many."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A paper, or some of its pages, in one part."""

    piece: Piece
    pages: range

    @property
    def whole(self) -> bool:
        return len(self.pages) == self.piece.pages

    @property
    def title(self) -> str:
        if self.whole:
            return self.piece.title
        return f"{self.piece.title} (pages {self.pages.start + 1} à {self.pages.stop} sur {self.piece.pages})"


Part = tuple[Slice, ...]


def render_parts(
    dossier: Dossier, sizes: Sizes, sources: Mapping[str, bytes], limit: int, tell: Tell = lambda done, of: None
) -> tuple[bytes, ...]:
    """The parts, each a PDF of at most ``limit`` bytes, in order. Raises :class:`PcbError` when one page alone weighs
    more than that."""
    front = len(render_document(document(dossier, words.TITLE, front_blocks(dossier, sizes)), sources)) + COVER
    room = limit
    for _ in range(ATTEMPTS):
        parts = list(_packed(dossier, sources, room, front))
        made = []
        for number in range(1, len(parts) + 1):
            made.append(render_document(_part(dossier, sizes, parts, number), sources))
            tell(number, len(parts))
        heaviest = max(map(len, made))
        if heaviest <= limit:
            return tuple(made)
        room -= max(heaviest - limit, limit // 50)
    raise PcbError("Ce dossier ne peut pas être partagé sous cette limite. Choisissez une limite plus haute.")


def _packed(dossier: Dossier, sources: Mapping[str, bytes], room: int, front: int) -> Iterator[Part]:
    """The slices of each part: papers in their order, as many as fit."""
    part: list[Slice] = []
    left = room - front
    for piece in dossier.pieces:
        if not piece.files:
            continue
        for piece_slice in _slices(piece, sources, room - COVER):
            weight = _weight(piece_slice, sources)
            if weight > left and (part or left < room - COVER):
                yield tuple(part)
                part, left = [], room - COVER
            if weight > left:
                raise PcbError(
                    f"Une page de la pièce {piece.number} pèse à elle seule plus que la limite choisie. "
                    "Choisissez une limite plus haute."
                )
            part.append(piece_slice)
            left -= weight
    yield tuple(part)


def _slices(piece: Piece, sources: Mapping[str, bytes], room: int) -> Iterator[Slice]:
    """The paper whole if it fits in a part of its own, else as few runs of its pages as possible."""
    whole = Slice(piece, range(piece.pages))
    if _weight(whole, sources) <= room:
        yield whole
        return
    start = 0
    for end in range(1, piece.pages + 1):
        if end - start > 1 and _weight(Slice(piece, range(start, end)), sources) > room:
            yield Slice(piece, range(start, end - 1))
            start = end - 1
    yield Slice(piece, range(start, piece.pages))


def _weight(piece_slice: Slice, sources: Mapping[str, bytes]) -> int:
    """What it takes, about: each page its share of its file."""
    pages = {file.source: file.pages for file in piece_slice.piece.files}
    shown = pages_of(piece_slice.piece)
    return sum(
        len(sources[source]) // pages[source] + PAGE_OVERHEAD
        for source, _ in (shown[place] for place in piece_slice.pages)
    )


def _part(dossier: Dossier, sizes: Sizes, parts: list[Part], number: int) -> Document:
    title = words.PART.format(number=number, count=len(parts))
    mine = parts[number - 1]
    lines = tuple(ContentsLine(one.title, one.piece.anchor, detail=True) for one in mine)
    blocks: tuple[Block, ...] = (
        Heading(1, f"{words.TITLE} — {title.lower()}"),
        Text(words.PART_NOTE.format(count=len(parts)), Look.STRONG),
        cover.identity(dossier.case, dossier.day),
    )
    if number == 1:
        blocks += (Heading(2, words.SENDING), Text(words.TO_SIGN, Look.STRONG), cover.sending(), Text(words.STATED))
    blocks += (Heading(2, words.PART_HOLDS), Contents((*(FRONT if number == 1 else ()), *lines)))
    if len(parts) > 1:
        blocks += (Heading(2, words.PART_ELSEWHERE), Bullets(tuple(_others(parts, number))))
    if number == 1:
        blocks += front_blocks(dossier, sizes)
    blocks += tuple(plate for one in mine for plate in plates(one.piece, sizes, dossier.case.reference, one.pages))
    return document(dossier, f"{words.TITLE} — {title.lower()}", blocks)


def _others(parts: list[Part], here: int) -> Iterator[str]:
    for number, part in enumerate(parts, 1):
        if number != here:
            yield f"{words.PART.format(number=number, count=len(parts))} : {_holds(part, first=number == 1)}."


def _holds(part: Part, *, first: bool) -> str:
    """« pièces 3 à 12 », with the front in the first."""
    numbers = [one.piece.number for one in part]
    said = words.EMPTY_PART
    if numbers:
        said = f"pièce {numbers[0]}" if len(set(numbers)) == 1 else f"pièces {numbers[0]} à {numbers[-1]}"
    return f"{words.PART_FRONT.lower()} ; {said}" if first else said
