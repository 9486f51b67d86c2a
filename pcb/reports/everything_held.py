"""« Tout ce que nous avons sur ce foyer »: the readable part of what is given to the person who asks (RGPD art. 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pcb.reports.blocks import Block, Bullets, Column, Document, Heading, Kind, Row, Table, Text
from pcb.reports.render import render

TITLE = "Tout ce que nous avons sur votre foyer"
NONE = "Rien."


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of plain texts: its title, what it is, its columns with their share of the width, its rows. A row of one
    text is a heading inside the table."""

    title: str
    about: str
    columns: tuple[tuple[str, float], ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """What the paper says. ``files`` are the names of what goes with it, with what each is."""

    reference: str
    day: date
    facts: tuple[str, ...]
    files: tuple[str, ...]
    listings: tuple[Listing, ...]


def everything_paper(held: Held) -> bytes:
    """The PDF. The same facts give the same bytes."""
    blocks: list[Block] = [
        Heading(1, TITLE),
        Text(f"Dossier {held.reference}, tel qu’il est le {held.day:%d/%m/%Y}."),
        Text(
            "Vous avez demandé une copie de ce qui est gardé sur vous. La voici, en entier\u202f: vos réponses, "
            "l’historique de chaque changement, les documents imprimés, les fichiers joints, et qui a consulté le "
            "dossier."
        ),
        Text(
            "Si une réponse est fausse, dites-le\u202f: elle est corrigée, et l’historique garde la trace de la "
            "correction. Vous pouvez aussi demander que le dossier soit effacé."
        ),
        Heading(2, "Ce dossier"),
        Bullets(held.facts),
        Heading(2, "Avec ce document"),
        Bullets(held.files),
    ]
    for listing in held.listings:
        blocks += [Heading(2, listing.title), Text(listing.about, keeps=bool(listing.rows))]
        blocks.append(_table(listing) if listing.rows else Text(NONE))
    return render(Document(TITLE, TITLE, held.reference, held.day, tuple(blocks)))


def _table(listing: Listing) -> Table:
    columns = tuple(Column(title, share) for title, share in listing.columns)
    rows = tuple(Row(cells, Kind.GROUP if len(cells) == 1 else Kind.ORDINARY) for cells in listing.rows)
    return Table(columns, rows, summary=listing.title)
