"""The recap chapter on the screen: what was said, what is missing; each line opens its field."""

from __future__ import annotations

from nicegui.element import Element

from pcb.domain.case import Case
from pcb.interview import engine
from pcb.usecases.cases import OpenCase

Entry = tuple[str, str, str]
"""Label, words, address."""
Section = tuple[str, tuple[Entry, ...]]


class Recap(Element, component="static/recap.js"):
    """The recap, as one element."""

    def __init__(self, opened: OpenCase) -> None:
        super().__init__()
        self.follow(opened)

    def follow(self, opened: OpenCase) -> None:
        """Show the answers as they are now."""
        for name, value in (
            ("notices", notices(opened.id, opened.case)),
            ("missing", missing(opened.id, opened.case)),
            ("sections", said(opened.id, opened.case)),
        ):
            if self._props.get(name) != value:
                self._props[name] = value


def _address(case_id: str, stop_key: str, path: str) -> str:
    return f"/dossier/{case_id}/entretien/{stop_key}#f-{path}"


def notices(case_id: str, case: Case) -> tuple[tuple[str, str], ...]:
    """Answers that do not fit together: the sentence, and the field to look at."""
    return tuple(
        (notice.sentence, _address(case_id, engine.stop_of(case, notice.path), notice.path))
        for notice in engine.notices(case)
    )


def missing(case_id: str, case: Case) -> tuple[Section, ...]:
    """The essential questions without an answer, by page."""
    titles = {stop.key: stop.title for stop in engine.journey(case)}
    found: dict[str, list[Entry]] = {}
    for asked in engine.missing(case):
        if asked.essential:
            entry = (asked.label, "", _address(case_id, asked.stop_key, asked.path))
            found.setdefault(asked.stop_key, []).append(entry)
    return tuple((titles[key], tuple(entries)) for key, entries in found.items())


def said(case_id: str, case: Case) -> tuple[Section, ...]:
    """Every answer that counts, by page."""
    found: dict[str, tuple[str, list[Entry]]] = {}
    for line in engine.recap(case):
        entry = (line.label, line.said, _address(case_id, line.stop_key, line.path))
        found.setdefault(line.stop_key, (line.stop_title, []))[1].append(entry)
    return tuple((title, tuple(entries)) for title, entries in found.values())
