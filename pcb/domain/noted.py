"""What the counsellor notes beside the interview: each paper to join, each finding set aside, the letter.

A record is named by what it is about (the ``key`` of a paper, of a finding), not by an order: there is one for each key
at most, and a blank record is the same as none (see :mod:`pcb.domain.case_path`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import Answer
from pcb.domain.vocabulary.papers import PaperState


@dataclass(frozen=True, slots=True)
class PaperNote:
    """One paper of the list to join. ``id`` is its key; ``dated`` the date written on it, ``owner`` the person whose
    name it bears, ``covers_from`` and ``covers_to`` the first and the last day that it tells about."""

    id: str
    state: Answer[PaperState] = None
    reason: Answer[str] = None  # why it is impossible to obtain
    dated: Answer[date] = None
    owner: Answer[str] = None
    covers_from: Answer[date] = None
    covers_to: Answer[date] = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding that the counsellor set aside. ``id`` is its key; without a ``reason`` it is not set aside."""

    id: str
    reason: Answer[str] = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The signed letter of the dossier. ``text`` is ``None`` while the draft made from the case will do."""

    text: Answer[str] = None
