"""The list of cases: found as one types, without accents; a new one; a click opens the interview."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from pcb.ui.layout import page_frame
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node
from pcb.usecases import access
from pcb.usecases.cases import CaseCard, Listing, create_case, find_cases
from pcb.usecases.desk import Desk

SHOWN = 100
"""Lines shown at once; typing finds the others."""
AT_ONCE_SECONDS = 0.1
"""Where opening the cards takes no longer than this, nothing is said of it."""


async def build(desk: Desk) -> None:
    """The page."""
    visit = current_visit()
    listing = await asyncio.to_thread(find_cases, desk, "", SHOWN)
    with page_frame(desk, "Dossiers") as frame:
        shown = CaseList(listing)
        if not visit.session.demo:
            age = await asyncio.to_thread(visit.services.backups.age)
            node("p", age.sentence, "backup-age alert" if age.loud else "backup-age").has(
                role="alert" if age.loud else "status"
            )
    await shown.prepare(desk)
    with frame.tools:
        if await asyncio.to_thread(access.oversees, desk):
            node("a", "Journal d’activité").has(href="/journal")
            node("a", "Fin de conservation").has(href="/conservation")
        node("a", "Formulaire officiel").has(href="/formulaire")


class CaseList(Element, component="static/case_list.js"):
    """The search field, the table and the button, as one element."""

    def __init__(self, listing: Listing) -> None:
        super().__init__()
        self._turn = 0
        self._props["reading"] = ""
        self._show(listing)
        self.on("search", checked(self._search))
        self.on("create", checked(self._create), args=[])

    async def prepare(self, desk: Desk) -> None:
        """Open the cards for the search, in the background, and tell how far that is when it takes a while."""
        reading = asyncio.create_task(asyncio.to_thread(desk.index.refresh, desk.vault))
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(reading), AT_ONCE_SECONDS)
            return
        with self:
            timer = ui.timer(0.5, lambda: self._tell(desk, reading, timer))

    def _tell(self, desk: Desk, reading: asyncio.Task[None], timer: ui.timer) -> None:
        index = desk.index
        if reading.done():
            timer.cancel()
            failed = reading.exception() is not None
            self._props["reading"] = "La recherche n’est pas prête\u202f: rechargez la page." if failed else ""
        else:
            self._props["reading"] = f"La recherche se prépare\u202f: {100 * index.done // max(index.of, 1)}\u00a0%."
        self.update()

    async def _search(self, event: GenericEventArguments) -> None:
        asked = event.args if isinstance(event.args, dict) else {}
        self._turn = turn = self._turn + 1
        listing = await asyncio.to_thread(find_cases, current_visit().desk, str(asked.get("text", ""))[:200], SHOWN)
        if turn == self._turn:  # an answer that was overtaken is dropped
            self._show(listing)

    async def _create(self, _: GenericEventArguments) -> None:
        visit = current_visit()
        opened = await asyncio.to_thread(create_case, visit.desk, visit.now())
        ui.navigate.to(f"/dossier/{opened.id}/entretien")

    def _show(self, listing: Listing) -> None:
        self._props["rows"] = tuple(row(card) for card in listing.cards)
        self._props["total"] = listing.total


def row(card: CaseCard) -> tuple[str, str, str, str, str]:
    """Id, reference, household, commune, last change in words."""
    changed = f"{card.updated_at.astimezone():%d/%m/%Y à %H:%M}, {card.updated_by}"
    return card.id, card.reference, card.title, card.commune, changed
