"""The side sheet that shows why a figure is what it is: the same :class:`Explained` as on paper and in JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nicegui.element import Element

from pcb.domain.explain import Explained, Line, Source
from pcb.domain.wording import french_date
from pcb.ui.tables import Badge

Opener = Callable[[str], str]
"""From a path of the case to the address of its field; ``""`` when it has none."""

_STATUS = {
    "two_sources": Badge("deux sources concordantes, texte officiel non lu", "doubtful"),
    "one_source": Badge("une seule source", "doubtful"),
    "unverified": Badge("non vérifié", "doubtful"),
}


@dataclass(frozen=True, slots=True)
class SheetSource:
    """Where the rule comes from: article, how sure it is, and since when."""

    article: str
    badges: tuple[Badge, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the explanation; ``href`` opens the fact it comes from."""

    label: str
    amount: str
    reason: str = ""
    article: str = ""
    badges: tuple[Badge, ...] = ()
    href: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of a list of findings, with the address of its field when it has one."""

    text: str
    href: str = ""
    note: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the side sheet shows, ready to be sent as JSON: text only."""

    title: str
    total: str = ""
    intro: str = ""
    level: str = ""
    lines: tuple[SheetLine, ...] = ()
    is_sum: bool = False
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    source: SheetSource | None = None


def sheet_of(explained: Explained, opener: Opener) -> Sheet:
    """The sheet of one explained figure."""
    return Sheet(
        title=explained.label,
        total=str(explained.total),
        level="negative" if explained.total.cents < 0 else "",
        lines=tuple(line_of(line, opener, explained.source) for line in explained.lines),
        is_sum=explained.is_sum,
        steps=explained.steps,
        warnings=explained.warnings,
        source=source_of(explained.source),
    )


def line_of(line: Line, opener: Opener, whole: Source | None = None) -> SheetLine:
    """One line, with the status of its own source and its article, unless the ``whole`` rests on the same."""
    return SheetLine(
        label=line.label,
        amount=str(line.amount),
        reason=line.reason,
        article=line.source.article if line.source and line.source != whole else "",
        badges=badges_of(line.source),
        href=opener(line.path) if line.path else "",
        counts=line.counts,
    )


def source_of(source: Source | None) -> SheetSource | None:
    """The source as shown: article, status when it is not official, decree, date and note."""
    if source is None:
        return None
    since = f"En vigueur depuis le {french_date(source.in_force_since)}" if source.in_force_since else ""
    when = ", ".join(part for part in (since, source.decree) if part)
    return SheetSource(source.article, badges_of(source), ". ".join(part for part in (when, source.note) if part))


def badges_of(source: Source | None) -> tuple[Badge, ...]:
    """The mark of a value that is not official; none for an official one."""
    if source is None or source.is_official:
        return ()
    return (_STATUS.get(source.status, Badge(f"statut « {source.status} »", "doubtful")),)


class ExplanationSheet(Element, component="static/explanation_sheet.js"):
    """The dialog, one a page: a « pcb:explain » event opens it, and it fetches its content from ``base``."""

    def __init__(self, base: str, query: str = "") -> None:
        super().__init__()
        self._props["base"] = base
        self._props["query"] = query
