"""The findings of the examiner on a page: three grades, each finding with its reasons, its field, and « Écarter ».

One element for the whole list. A finding set aside stays in its place with its written reason, which is an answer like
any other (``set_aside.<key>.reason``), stored by HTTP; the counts follow each save.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from nicegui.element import Element

from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.wording import plural
from pcb.interview import engine
from pcb.ui import theme
from pcb.ui.explanation import Opener
from pcb.ui.places import opener
from pcb.ui.view import today
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node
from pcb.usecases.cases import OpenCase, open_case
from pcb.usecases.desk import Desk
from pcb.usecases.examination import NO_FILES, Finding, Grade, examination, standing

Files = Callable[[Desk, str], Mapping[str, int]]
"""Counts the files attached for each paper of a case."""

_WORDS = {
    Grade.BLOCKING: ("point bloquant", "points bloquants", "Rien de bloquant"),
    Grade.IMPORTANT: ("point important", "points importants", "Rien d’important"),
    Grade.ADVICE: ("conseil", "conseils", "Aucun conseil"),
}
_INTRODUCTION = {
    Grade.BLOCKING: "La déclaration n’est pas recevable en l’état.",
    Grade.IMPORTANT: "La commission le demandera, ou des réponses se contredisent.",
    Grade.ADVICE: "À penser ou à dire avant le dépôt.",
}
FOLDED = 4
"""Missing papers shown one by one at most; more are folded under their number."""


def no_files(desk: Desk, case_id: str) -> Mapping[str, int]:
    """For a case without files."""
    return NO_FILES


class FindingsList(Element, component="static/findings_list.js"):
    """The three grades."""

    def __init__(self, found: tuple[Finding, ...], to_field: Opener) -> None:
        super().__init__()
        question = engine.question_for("set_aside.x.reason")
        self._props["question"] = question.label
        self._props["help"] = question.help
        self.follow(found, to_field)

    def follow(self, found: tuple[Finding, ...], to_field: Opener) -> None:
        """Show the findings as they are now."""
        grades = tuple(grade_block(grade, found, to_field) for grade in Grade)
        if self._props.get("grades") != grades:
            self._props["grades"] = grades


async def build(opened: OpenCase, files: Files = no_files) -> None:
    """The section, in the place where it is called; ``files`` counts those attached. It is examined today, whatever the
    day by whose law the page is computed: a paper grows old, and a date is to come, by the calendar."""
    visit = current_visit()
    day = today(visit)
    found = await asyncio.to_thread(found_in, visit.desk, opened, day, files)
    theme.apply_sheet("dossier")
    with node("section").has(aria_labelledby="constats"):
        node("h2", "Ce qui ferait revenir le dossier").has(id="constats")
        if opened.case.filing.mode is FilingMode.NONE:
            node("p", "Aucun dépôt n’est prévu : seuls les contradictions et les conseils sont examinés.", "quiet")
        shown = FindingsList(found, opener(opened.id, opened.case))

        async def follow() -> None:
            desk = current_visit().desk
            now = await asyncio.to_thread(open_case, desk, opened.id)
            again = await asyncio.to_thread(found_in, desk, now, day, files)
            shown.follow(again, opener(now.id, now.case))

        shown.on("stale", checked(follow), args=[])


def found_in(desk: Desk, opened: OpenCase, day: date, files: Files) -> tuple[Finding, ...]:
    """The findings about a case, with its files."""
    return examination(opened.case, day, files(desk, opened.id))


def grade_block(grade: Grade, found: tuple[Finding, ...], to_field: Opener) -> dict[str, Any]:
    """One grade as the browser shows it: its heading, the findings, and apart those about papers when they are many."""
    of_it = tuple(finding for finding in found if finding.grade is grade)
    number = len(standing(of_it, grade))
    one, many, nothing = _WORDS[grade]
    papers = tuple(f for f in of_it if f.key.startswith("paper-"))
    apart = len(papers) > FOLDED
    return {
        "key": grade.value,
        "title": plural(number, one, many) if number else nothing,
        "aside": plural(len(of_it) - number, "écarté", "écartés") if len(of_it) > number else "",
        "about": _INTRODUCTION[grade] if number else "",
        "findings": tuple(_shown(f, to_field) for f in of_it if not (apart and f in papers)),
        "papers": tuple(_shown(f, to_field) for f in papers) if apart else (),
        "papers_title": f"Pièces\u202f: {plural(len(papers), 'constat', 'constats')}" if apart else "",
    }


def _shown(finding: Finding, to_field: Opener) -> dict[str, str]:
    return {
        "key": finding.key,
        "title": finding.title,
        "why": finding.why,
        "text": finding.rests_on,
        "todo": finding.todo,
        "href": to_field(finding.path),
        "reason": finding.set_aside or "",
    }
