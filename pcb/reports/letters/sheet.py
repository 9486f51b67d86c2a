"""One letter as blocks: its head for the window, its text, what is joined, who signs, and its annex when it has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.case import Case
from pcb.domain.letters import Letter
from pcb.domain.letters.tally import Tally, amounts_lacking, statement
from pcb.domain.wording import french_date
from pcb.reports.blocks import Block, Bullets, Column, Envelope, Heading, Kind, Look, Row, Signatures, Table, Text

_DOTS = "………………"
ANNEX = "État des revenus, des charges, des dettes et des biens"


def compose_letter(case: Case, letter: Letter, day: date) -> Iterator[Block]:
    """The blocks of one letter; the annex begins a page."""
    is_letter = bool(letter.template.recipient)
    yield Envelope(
        sender=letter.sender,
        recipient=letter.recipient,
        dated=_dated(letter) if is_letter else "",
        references=letter.references,
        subject=f"Objet : {letter.object}" if is_letter else letter.object,
        bookmark=letter.label,
    )
    for paragraph in letter.paragraphs[:-1]:
        yield Text(paragraph, Look.LETTER)
    if letter.paragraphs:
        yield Text(letter.paragraphs[-1], Look.LETTER, keeps=True)
    if not is_letter:
        yield Text(_dated(letter), Look.LETTER, keeps=True)
    yield Signatures(tuple(f"Signature : {name}" for name in letter.signatories) or ("Signature",))
    if letter.attachments:
        yield Text("Pièces jointes", Look.STRONG, keeps=True)
        yield Bullets(letter.attachments)
    if letter.template.annex:
        yield from _annex(case, day)


def _dated(letter: Letter) -> str:
    return f"{letter.place or _DOTS}, le {french_date(letter.day)}"


def _annex(case: Case, day: date) -> Iterator[Block]:
    """The statement of the situation, from the same facts as the declaration."""
    yield Heading(1, ANNEX, new_page=True)
    for tally in statement(case, day):
        yield Heading(2, tally.title)
        yield _table(tally) if tally.lines else Text(tally.empty)
    lacking = amounts_lacking(case, day)
    if lacking:
        yield Heading(2, "Montants à préciser")
        yield Bullets(lacking)


def _table(tally: Tally) -> Table:
    rows = [Row((label, amount)) for label, amount in tally.lines]
    if tally.total:
        rows.append(Row(("Total", tally.total), Kind.TOTAL))
    return Table((Column("Libellé", 3), Column("Montant", 1.2, right=True)), tuple(rows), summary=tally.title)
