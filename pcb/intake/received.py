"""What comes out of a file that was taken in."""

from __future__ import annotations

from dataclasses import dataclass

JPEG, PDF = "jpeg", "pdf"
"""The two kinds that are kept."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file made safe. ``kind`` is :data:`JPEG` or :data:`PDF`; ``notes`` say in French what was changed in it."""

    kind: str
    content: bytes
    pages: int
    notes: tuple[str, ...] = ()
