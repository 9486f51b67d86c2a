"""What the examiner reads, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import Answer, known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.domain.folding import fold
from pcb.domain.papers_to_join import PaperToJoin

_EMPTY_WORDS = frozenset(
    {
        "",
        "inconnu",
        "inconnue",
        "a completer",
        "a preciser",
        "a demander",
        "ne sait pas",
        "nsp",
        "neant",
        "x",
        "xx",
        "xxx",
    }
)
"""What people write where they have nothing to write."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The answers that count, the day, what the rules say of them, and the papers with the files attached for each."""

    case: Case
    day: date
    assessment: Assessment
    attached: Mapping[str, int]
    papers: tuple[PaperToJoin, ...]


def written(answer: Answer[str]) -> str:
    """The text of an answer; empty when there is none, or only words that say nothing (« ? », « inconnu »)."""
    value = known(answer) or ""
    return "" if fold(value) in _EMPTY_WORDS else value
