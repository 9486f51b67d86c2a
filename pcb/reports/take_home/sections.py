"""Pieces that every paper for the person is made of: titles with their drawing, lists, tables of amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pcb.domain.take_home.snapshot import Said
from pcb.reports.blocks import Block
from pcb.reports.facing import Facing, FacingHeading, FacingRow, FacingTable, Pair, Ruled, Sign, TypeSize
from pcb.reports.pictograms import Pictogram
from pcb.reports.take_home.catalogue import french_only
from pcb.reports.take_home.telling import Teller

_WHITE_LINES = 3
_UNDECIDED = "note.undecided"


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes blocks, with the words of ``tell`` at the sizes of ``size``."""

    tell: Teller
    size: TypeSize

    def title(self, key: str, picture: Pictogram, *, level: int = 2, new_page: bool = False) -> FacingHeading:
        """A title. It has its drawing in the « version facile »."""
        shown = picture if self.tell.easy else None
        alt = french_only()[f"picture.{picture.value}"] if shown else ""
        return FacingHeading(level, self.tell.one(key), self.size, shown, alt, new_page)

    def lines(self, pairs: Iterable[Pair], *, keeps: bool = False) -> Facing:
        """Paragraphs."""
        return Facing(tuple((pair,) for pair in pairs), self.size, keeps=keeps)

    def boxed(self, pairs: Iterable[Pair], *, keeps: bool = False) -> Facing:
        """What must not be missed."""
        return Facing((tuple(pairs),), self.size, boxed=True, keeps=keeps)

    def listed(self, items: Iterable[tuple[Pair, ...]], sign: Sign = Sign.DOT) -> Facing:
        """Items with a dot, or with a square to tick by hand."""
        return Facing(tuple(items), self.size, sign)

    def nothing(self) -> Facing:
        """« Rien n’est noté ici. »: an empty section says so, and never that there is nothing."""
        return self.lines(self.tell.say("line.nothing"))

    def white(self, sign: Sign) -> Ruled:
        """Lines to write on, where nothing is noted yet."""
        return Ruled(_WHITE_LINES, self.size, sign if sign is Sign.SQUARE else Sign.NONE)

    def table(
        self, title: str, titles: tuple[str, ...], rows: Iterable[FacingRow], *, summary: str, blank: bool = False
    ) -> FacingTable:
        """A table whose columns are named by keys; ``blank`` adds « le mois prochain », to be written by hand."""
        heads = tuple(self.tell.one(key) for key in titles)
        last = self.tell.one("column.next_month") if blank else None
        return FacingTable(self.tell.one(title), heads, tuple(rows), self.size, last, summary)

    def notes(self, notes: tuple[Said, ...]) -> tuple[Block, ...]:
        """What must be said beside the figures. Debts of which the same is asked stand under one question."""
        if not notes:
            return ()
        asked = len(self.tell.say(_UNDECIDED, {"what": "", "who": ""}))
        items: list[tuple[Pair, ...]] = []
        before = ""
        for note in notes:
            pairs = self.tell.said(note)
            if note.key == before == _UNDECIDED:
                items[-1] += pairs[asked:]
            else:
                items.append(pairs)
            before = note.key
        return self.title("section.notes", Pictogram.EYE), self.listed(items)

    def named(self, kind: str, *details: str, strong: bool = False) -> tuple[Pair, ...]:
        """What something is, and under it whose it is, who pays it or to whom."""
        names = tuple(self.tell.name(text, small=True) for text in details if text.strip())
        return (self.tell.one(kind, strong=strong), *names)
