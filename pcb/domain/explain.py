"""How a figure says why: a result, its lines, the text it rests on and how sure that is.

Screen, paper and JSON show the same :class:`Explained`; none of them knows a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.money import Money


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule or a value comes from. ``status`` is official, two_sources, one_source or unverified."""

    article: str
    status: str = "official"
    in_force_since: date | None = None
    decree: str = ""
    note: str = ""

    @property
    def is_official(self) -> bool:
        return self.status == "official"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation. ``path`` opens the fact it comes from; ``counts`` is false for a line shown for
    information, which is not part of the total."""

    label: str
    amount: Money
    reason: str = ""
    path: str = ""
    source: Source | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure with its lines. When ``is_sum`` the counting lines add up to the total exactly; otherwise the lines are
    the steps that lead to it (brackets, comparisons), and ``steps`` says them in words."""

    label: str
    total: Money
    lines: tuple[Line, ...] = ()
    source: Source | None = None
    is_sum: bool = True
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.is_sum and sum(line.amount.cents for line in self.lines if line.counts) != self.total.cents:
            raise ValueError(f"les lignes de « {self.label} » ne font pas le total")
