"""The letter to be signed: its text as it was edited or drafted, laid out as a letter, and where to sign."""

from __future__ import annotations

import re
from datetime import date

from pcb.domain.case import Case
from pcb.reports.blocks import Block, Column, Heading, Part, Row, Signatures, Table, Text
from pcb.reports.content import dossier as words
from pcb.reports.declaration.form import Form
from pcb.reports.declaration.identity import of_whom


def compose(case: Case, day: date, text: str, anchor: str) -> tuple[Block, ...]:
    """The letter on a page of its own."""
    paragraphs = _paragraphs(text)
    closing = paragraphs[-1].split("\n") if paragraphs else []
    labels = tuple(line.rstrip(" :\u202f") for line in closing if line.startswith("Signature"))
    if labels:  # the lines to sign on become boxes
        paragraphs[-1:] = ["\n".join(line for line in closing if not line.startswith("Signature"))]
    people = Form.of(case, day).people
    return (
        Heading(1, words.LETTER, new_page=True, anchor=anchor),
        *_body([paragraph for paragraph in paragraphs if paragraph]),
        Signatures(labels or tuple(f"Signature {of_whom(person)}" for person in people)),
    )


def _body(paragraphs: list[str]) -> tuple[Block, ...]:
    """Who writes on the left and to whom on the right, as long as the text still begins with them."""
    if len(paragraphs) > 1 and tuple(paragraphs[1].split("\n")) == words.RECIPIENT:
        sender, recipient, *rest = paragraphs
        heads = Row((_lines(sender), _lines(recipient)))
        table = Table((Column("", 5), Column("", 4)), (heads,), row_titles=(), summary="Expéditeur et destinataire")
        return table, *map(Text, rest)
    return tuple(map(Text, paragraphs))


def _lines(paragraph: str) -> tuple[Part, ...]:
    return tuple(map(Part, paragraph.split("\n")))


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of the letter: an empty line parts them."""
    return [part.strip() for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if part.strip()]
