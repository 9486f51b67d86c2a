"""« Préparer le dossier »: what to make, its progress, the button that stops it, and what was made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from pcb.domain.wording import plural
from pcb.ui.figures import NNBSP
from pcb.ui.view import View
from pcb.ui.visit import Visit, checked, current_visit
from pcb.usecases.dossier import EMAIL_LIMITS, Preparation, Variant, prepare
from pcb.usecases.papers import KeptPaper, paper_title

LOOK_SECONDS = 0.4
"""How often the page looks how far the work is."""
PREPARED = (Variant.WHOLE, Variant.WITHOUT_PAPERS, Variant.EMAIL)
STOPPED = f"Préparation arrêtée{NNBSP}: rien n’a été gardé."


class PreparationForm(Element, component="static/preparation.js"):
    """The form, the progress and the outcome, as one element. ``kept`` is called when papers were made."""

    def __init__(self, case_id: str, view: View, kept: Callable[[], object]) -> None:
        super().__init__()
        self._case_id, self._view, self._kept = case_id, view, kept
        self._props["variants"] = tuple((variant.value, variant.label) for variant in PREPARED)
        self._props["limits"] = EMAIL_LIMITS
        self._props["email"] = Variant.EMAIL.value
        self.on("prepare", checked(self._prepare))
        self.on("stop", checked(self._stop), args=[])
        visit = current_visit()
        under_way = visit.services.preparations.of(visit.session, case_id)
        if under_way is not None:
            self._tell(under_way)
            ui.timer(0.05, checked(self._follow_again), once=True)

    async def _prepare(self, event: GenericEventArguments) -> None:
        asked = event.args if isinstance(event.args, dict) else {}
        variant = next((one for one in PREPARED if one.value == asked.get("variant")), Variant.WHOLE)
        limit = next((size for size in EMAIL_LIMITS if size == asked.get("limit")), EMAIL_LIMITS[1])
        visit = current_visit()
        if (there := visit.services.preparations.of(visit.session, self._case_id)) and not there.over:
            return
        preparation = prepare(
            visit.desk,
            self._case_id,
            variant,
            self._view.day,
            visit.now(),
            reading=self._view.reading,
            limit=limit,
        )
        visit.services.preparations.keep(visit.session, preparation)
        await self._follow(visit, preparation)

    async def _stop(self) -> None:
        visit = current_visit()
        under_way = visit.services.preparations.of(visit.session, self._case_id)
        if under_way is not None:
            under_way.cancel()

    async def _follow_again(self) -> None:
        visit = current_visit()
        under_way = visit.services.preparations.of(visit.session, self._case_id)
        if under_way is not None:
            await self._follow(visit, under_way)

    async def _follow(self, visit: Visit, preparation: Preparation) -> None:
        """Show how far it is until it is over, or until nobody looks any more."""
        while not preparation.over and not self.is_deleted:
            visit.services.sessions.touch(visit.session)  # somebody waits in front of this page
            self._tell(preparation)
            await asyncio.sleep(LOOK_SECONDS)
        if self.is_deleted:
            return
        visit.services.preparations.forget(visit.session, preparation)
        self._tell(preparation)
        if preparation.made:
            outcome = self._kept()
            if asyncio.iscoroutine(outcome):
                await outcome

    def _tell(self, preparation: Preparation) -> None:
        progress = preparation.progress
        self._props["running"] = not preparation.over
        self._props["hundredths"] = progress.hundredths
        self._props["words"] = progress.words
        self._props["told"] = outcome_of(preparation)
        self._props["problem"] = preparation.problem
        self._props["notes"] = preparation.notes if preparation.over else ()
        self._props["made"] = tuple(
            (f"/dossier/{self._case_id}/papier/{kept.id}.pdf", f"Télécharger{NNBSP}: {paper_title(kept)}")
            for kept in preparation.made
        )
        self.update()


def outcome_of(preparation: Preparation) -> str:
    """What is announced: once at the beginning, once at the end."""
    if not preparation.over:
        return "Préparation en cours."
    if preparation.cancelled:
        return STOPPED
    return made_in_words(preparation.made)


def made_in_words(made: tuple[KeptPaper, ...]) -> str:
    """« Prêt : 1 document, gardé sous scellé. »"""
    if not made:
        return ""
    return f"Prêt{NNBSP}: {plural(len(made), 'document, gardé sous scellé', 'documents, gardés sous scellé')}."
