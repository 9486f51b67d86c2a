"""The list of cases: found as one types, without accents; a new one; a click opens the interview."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from pcb.domain.rights import Role
from pcb.ui import discretion
from pcb.ui.deed import Deed, Input
from pcb.ui.layout import NNBSP, page_frame
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node
from pcb.usecases import access, emergency, sites
from pcb.usecases.cases import CaseCard, Listing, create_case, find_cases
from pcb.usecases.desk import Desk
from pcb.usecases.emergency import Alarm
from pcb.usecases.sites import Site

SHOWN = 100
"""Lines shown at once; typing finds the others."""
MINE = "mine"
Places = tuple[tuple[Site, Role], ...]
AT_ONCE_SECONDS = 0.1
"""Where opening the cards takes no longer than this, nothing is said of it."""


async def build(desk: Desk) -> None:
    """The page."""
    visit = current_visit()
    listing = await asyncio.to_thread(find_cases, desk, "", SHOWN)
    places = await asyncio.to_thread(sites.my_sites, desk)
    alarms = await asyncio.to_thread(emergency.to_be_seen, desk)
    with page_frame(desk, "Dossiers"):
        if alarms:
            _alarms(alarms)
        shown = CaseList(listing, places)
        if places:
            _emergency()
        if not visit.session.demo:
            age = await asyncio.to_thread(visit.services.backups.age)
            node("p", age.sentence, "backup-age alert" if age.loud else "backup-age").has(
                role="alert" if age.loud else "status"
            )
        await _house(desk)
    await shown.prepare(desk)


async def _house(desk: Desk) -> None:
    """The pages that are of no case: below the list, so that the header keeps to one line."""
    with node("nav", "", "pcb-house").has(aria_label="Pages de la maison"):
        if await asyncio.to_thread(access.oversees, desk):
            node("a", "Journal d’activité").has(href="/journal")
            node("a", "Fin de conservation").has(href="/conservation")
        if desk.account.administrator:
            node("a", "Comptes et lieux").has(href="/maison")
        node("a", "Formulaire officiel").has(href="/formulaire")


class CaseList(Element, component="static/case_list.js"):
    """The search field, the filters, the table and the button, as one element."""

    def __init__(self, listing: Listing, places: Places) -> None:
        super().__init__()
        self._turn = 0
        self._props["reading"] = ""
        self._props["filters"] = filters(places)
        self._props["places"] = tuple((site.id, site.name) for site, _ in places if site.open)
        self._props["several"] = len(places) > 1
        self._show(listing)
        self.on("search", checked(self._search))
        self.on("create", checked(self._create))

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
        which = str(asked.get("which") or "")
        listing = await asyncio.to_thread(
            find_cases,
            current_visit().desk,
            str(asked.get("text", ""))[:200],
            SHOWN,
            site_id=which if which not in ("", MINE) else None,
            mine=which == MINE,
        )
        if turn == self._turn:  # an answer that was overtaken is dropped
            self._show(listing)

    async def _create(self, event: GenericEventArguments) -> None:
        visit = current_visit()
        asked = event.args if isinstance(event.args, dict) else {}
        site_id = str(asked.get("site") or "") or None
        opened = await asyncio.to_thread(create_case, visit.desk, visit.now(), site_id)
        ui.navigate.to(f"/dossier/{opened.id}/entretien")

    def _show(self, listing: Listing) -> None:
        self._props["rows"] = tuple(row(card) for card in listing.cards)
        self._props["total"] = listing.total


def filters(places: Places) -> tuple[tuple[str, str], ...]:
    """What the list can be narrowed to; nothing to choose for a counsellor at one site, who sees what they follow."""
    if len(places) < 2 and not any(role is Role.COORDINATOR for _, role in places):
        return ()
    one = places[0][0].name if len(places) == 1 else ""
    every = f"Dossiers du lieu{NNBSP}: {one}" if one else "Tous les dossiers"
    at = tuple((site.id, site.name) for site, _ in places) if not one else ()
    return (("", every), (MINE, "Mes dossiers"), *at)


def row(card: CaseCard) -> tuple[str, str, str, str, str, str]:
    """Id, reference, household, commune, last change in words, site. In discreet mode no household is told."""
    changed = f"{card.updated_at.astimezone():%d/%m/%Y à %H:%M}, {card.updated_by}"
    title, commune = discretion.hidden(card.title), discretion.hidden(card.commune)
    return card.id, card.reference, title, commune, changed, card.site


def _alarms(alarms: tuple[Alarm, ...]) -> None:
    with node("section", "", "pcb-alarms").has(aria_labelledby="alarmes"):
        node("h2", "Accès d’urgence à voir").has(id="alarmes")
        with node("ul"):
            for alarm in alarms:
                with node("li"):
                    why = f"«{NNBSP}{discretion.hidden(alarm.reason)}{NNBSP}»"
                    told = f"{alarm.by} a ouvert le dossier {alarm.reference}"
                    node("p", f"{told} le {alarm.at.astimezone():%d/%m/%Y à %H:%M}. {why}")
                    button = node("button", "J’en ai pris note", "pcb-button")
                    button.has(type="button", aria_label=f"J’ai pris note de l’accès au dossier {alarm.reference}")
                    button.on("click", checked(_noted(alarm.id)), [])


def _noted(emergency_id: str) -> Callable[[], Awaitable[None]]:
    async def note() -> None:
        await asyncio.to_thread(emergency.take_note, current_visit().desk, emergency_id)
        ui.navigate.to("/dossiers")

    return note


def _emergency() -> None:
    with node("details", "", "pcb-rights pcb-more"):
        node("summary", "Accès d’urgence à un dossier que je ne suis pas")
        node(
            "p",
            "Le dossier s’ouvre pendant quatre heures. Cela se voit\u202f: sur le dossier, sur la liste des "
            "coordinateurs de son lieu, et dans le journal.",
        )
        Deed(
            "Ouvrir en urgence",
            _breaking,
            Input("reference", "Référence exacte, comme 2026-0042"),
            Input("reason", "Pourquoi", "long"),
        )


def _breaking(desk: Desk, typed: dict[str, str]) -> str:
    return f"/dossier/{emergency.break_glass(desk, typed['reference'], typed['reason'])}/entretien"
