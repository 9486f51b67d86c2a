"""The list of cases: found as one types, without accents; a new one; a click opens the interview."""

from __future__ import annotations

import asyncio

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from pcb.ui.layout import page_frame
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node
from pcb.usecases import access
from pcb.usecases.cases import CaseCard, create_case, list_cases
from pcb.usecases.desk import Desk

SHOWN = 100
"""Lines shown at once; typing finds the others."""


async def build(desk: Desk) -> None:
    """The page."""
    cards = await asyncio.to_thread(list_cases, desk)
    with page_frame(desk, "Dossiers") as frame:
        CaseList(cards)
    with frame.tools:
        if await asyncio.to_thread(access.oversees, desk):
            node("a", "Journal d’activité").has(href="/journal")
            node("a", "Fin de conservation").has(href="/conservation")
        node("a", "Formulaire officiel").has(href="/formulaire")


class CaseList(Element, component="static/case_list.js"):
    """The search field, the table and the button, as one element."""

    def __init__(self, cards: tuple[CaseCard, ...]) -> None:
        super().__init__()
        self._turn = 0
        self._show(cards)
        self.on("search", checked(self._search))
        self.on("create", checked(self._create), args=[])

    async def _search(self, event: GenericEventArguments) -> None:
        asked = event.args if isinstance(event.args, dict) else {}
        self._turn = turn = self._turn + 1
        cards = await asyncio.to_thread(list_cases, current_visit().desk, str(asked.get("text", ""))[:200])
        if turn == self._turn:  # an answer that was overtaken is dropped
            self._show(cards)

    async def _create(self, _: GenericEventArguments) -> None:
        visit = current_visit()
        opened = await asyncio.to_thread(create_case, visit.desk, visit.now())
        ui.navigate.to(f"/dossier/{opened.id}/entretien")

    def _show(self, cards: tuple[CaseCard, ...]) -> None:
        self._props["rows"] = tuple(row(card) for card in cards[:SHOWN])
        self._props["total"] = len(cards)


def row(card: CaseCard) -> tuple[str, str, str, str, str]:
    """Id, reference, household, commune, last change in words."""
    changed = f"{card.updated_at.astimezone():%d/%m/%Y à %H:%M}, {card.updated_by}"
    return card.id, card.reference, card.title, card.commune, changed
