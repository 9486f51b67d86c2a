"""The three things that are asked of a file: take it in, write it lighter, show it small.

Run by :mod:`pcb.intake.worker`, never in the process that holds the cases.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from pcb.errors import FileRefused
from pcb.intake import drawing, pictures
from pcb.intake.documents import document
from pcb.intake.kinds import Kind, kind_of
from pcb.intake.received import JPEG, Received


def receive(content: bytes, progress: Callable[[], None] = lambda: None) -> Received:
    """A file made safe, whatever it is called. Raises :class:`FileRefused`, with the reason."""
    kind = kind_of(content)
    if kind is Kind.PDF:
        return document(content, progress)
    return pictures.picture(content, kind)


def lighter(jpeg: bytes, most: int) -> bytes:
    """A page that was received as JPEG, under ``most`` bytes or as near as it stays readable."""
    return pictures.lighter(jpeg, most)


def preview(kind: str, content: bytes, number: int, longest: int) -> bytes:
    """One page (from 0) of what was received, as a JPEG whose longest side has at most ``longest`` points."""
    if kind == JPEG:
        if number:
            raise FileRefused("Cette image n’a qu’une page.")
        return pictures.reduced(content, longest)
    out = io.BytesIO()
    drawing.preview(content, number, longest).save(out, "JPEG", quality=78)
    return out.getvalue()
