"""The shape shared by all that does not agree."""

from __future__ import annotations

from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.explain import Source


def contradiction(key: str, title: str, why: str, todo: str, path: str, source: Source | None = None) -> Finding:
    """An important finding about figures or dates that do not agree; by default no text asks for the check."""
    return Finding(key, Grade.IMPORTANT, title, why, source or text("consistency"), todo, path)
