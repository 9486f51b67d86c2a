"""The interview page: chapters on the left, the active stop in the middle, the running budget on the right.

Only the active stop is on the page. Answers are stored by HTTP (:mod:`pcb.ui.saving`); the browser then says over the
socket that something was saved, and the page follows: states of the chapters, and the questions only where their set
changed, so that the field under the typist's fingers is never replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from pcb.domain.case import Case
from pcb.errors import NotFound, UnknownPath
from pcb.interview import engine
from pcb.interview.engine import Asked, Stop
from pcb.ui import item_lists, panel, recap
from pcb.ui.layout import Frame, case_line, page_frame
from pcb.ui.moments import clock_time
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import Field, Node, node
from pcb.usecases import cases
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk

Ask = GenericEventArguments
MENU_LENGTH = 9
"""Pages of one chapter shown in the menu at most, before items are left to their list."""


def address(case_id: str, stop_key: str, path: str = "") -> str:
    """Where a stop of the interview is, and the field of ``path`` in it."""
    return f"/dossier/{case_id}/entretien/{stop_key}" + (f"#f-{path}" if path else "")


def build(desk: Desk, opened: OpenCase, stop_key: str = "") -> None:
    """The page, at that stop; at the first one when there is no such stop."""
    with page_frame(desk, "Entretien", opened, here="entretien", heading=False) as frame:
        Interview(frame, opened, stop_key)
    with frame.aside:
        panel.build(desk, opened, current_visit().now().astimezone().date())


class Chapters(Element, component="static/chapters.js"):
    """The list of chapters with what is done in each."""

    def follow(self, opened: OpenCase, stops: tuple[Stop, ...], here: Stop) -> None:
        """Show the states as they are now."""
        done = engine.progress(opened.case)
        first: dict[str, Stop] = {}
        for stop in stops:
            first.setdefault(stop.chapter.key, stop)
        lines = tuple(
            (
                key,
                address(opened.id, stop.key),
                f"{stop.chapter.number}. {stop.chapter.title}",
                *state(*done.get(key, (0, 0))),
            )
            for key, stop in first.items()
        )
        inside = tuple((s.key, address(opened.id, s.key), s.title) for s in menu_of_chapter(stops, here))
        facts = {"chapters": lines, "stops": inside, "current": here.chapter.key, "here": here.key}
        for name, value in facts.items():
            if self._props.get(name) != value:
                self._props[name] = value


def menu_of_chapter(stops: tuple[Stop, ...], here: Stop) -> tuple[Stop, ...]:
    """The pages of this chapter for the menu; where items are many, only the one that is open."""
    inside = tuple(stop for stop in stops if stop.chapter.key == here.chapter.key)
    if len(inside) <= MENU_LENGTH:
        return inside
    return tuple(stop for stop in inside if stop.item_id is None or stop.key == here.key)


def state(answered: int, visible: int) -> tuple[str, str]:
    """The sign of a chapter, and the same in words."""
    if visible == 0:
        return "", ""
    if answered >= visible:
        return "✓", "terminé"
    if answered == 0:
        return "–", "pas commencé"
    plural = "s" if answered > 1 else ""
    return f"{answered}/{visible}", f"{answered} réponse{plural} sur {visible}"


class Interview:
    """The live part of the page. It keeps the id of the case and the elements, never the case."""

    def __init__(self, frame: Frame, opened: OpenCase, stop_key: str) -> None:
        self._case_id = opened.id
        self._frame = frame
        self._key = ""
        self._fields: dict[str, Field] = {}
        self._places: dict[bool, Element] = {}
        self._more: Element | None = None
        self._heading: Node
        self._foot: Element
        self._foot_shows: tuple[tuple[str, str], ...] = ()
        self._list: item_lists.ItemList | None = None
        self._recap: recap.Recap | None = None
        self._stale = self._following = False
        frame.main.client.layout.classes("pcb-interview")
        with frame.nav:
            self._chapters = Chapters()
        with frame.tools:
            undo = node("button", "↶ Annuler", "pcb-button").has(
                type="button",
                title="Annuler la dernière modification (Ctrl+Alt+Z)",
                aria_label="Annuler la dernière modification",
                aria_keyshortcuts="Control+Alt+Z",
            )
            undo.on("click", checked(self._undo), args=[])
        with frame.main:
            self._centre = node("div", "", "pcb-stop")
        frame.agent.on("go", checked(self._go))
        frame.agent.on("saved", checked(self._saved), args=[["structure_changed"]])
        frame.agent.on("undo", checked(self._undo), args=[])
        self._show(opened, stop_key)
        frame.agent.stay(address(opened.id, self._key))

    # -- what the person does --

    async def _go(self, event: Ask) -> None:
        asked = event.args if isinstance(event.args, dict) else {}
        opened = await self._opened()
        path = str(asked.get("path") or "")
        key = str(asked.get("address") or "").partition(f"/dossier/{self._case_id}/entretien")[2].strip("/")
        if path and (not key or path not in {q.path for q in engine.find_stop(opened.case, key).questions}):
            with contextlib.suppress(UnknownPath):
                key = engine.stop_of(opened.case, path)
        self._arrive(opened, key, path)

    async def _saved(self, _: Ask) -> None:
        self._stale = True
        if self._following:
            return  # the one that runs will see it
        self._following = True
        try:
            while self._stale:
                self._stale = False
                self._follow(await self._opened())
        finally:
            self._following = False

    async def _undo(self, _: Ask | None = None) -> None:
        visit = current_visit()
        try:
            undone = await asyncio.to_thread(cases.undo, visit.desk, self._case_id, visit.now())
        except NotFound as nothing:
            ui.notify(str(nothing), position="top")
            return
        self._follow(undone.opened)
        if self._list is not None:
            self._list.say_removed("")
        ui.notify(undone.what, position="top", multi_line=True, close_button="Fermer", timeout=8000)

    async def _add(self, event: Ask) -> None:
        visit, stop = current_visit(), self._stop_now(await self._opened())
        kind = event.args.get("kind") if isinstance(event.args, dict) else None
        opened, item_id = await asyncio.to_thread(
            cases.add_item, visit.desk, self._case_id, stop.step.collection, kind, visit.now()
        )
        self._arrive(opened, item_lists.stop_of_item(opened.case, item_id, stop))

    async def _add_alike(self, _: Ask | None = None) -> None:
        """Back to the list, with the focus where a kind is chosen."""
        opened = await self._opened()
        self._arrive(opened, item_lists.list_stop(opened.case, self._stop_now(opened)))

    async def _remove(self, event: Ask) -> None:
        visit, stop = current_visit(), self._stop_now(await self._opened())
        item_id = str(event.args.get("id", "")) if isinstance(event.args, dict) else ""
        opened = await asyncio.to_thread(
            cases.remove_item, visit.desk, self._case_id, stop.step.collection, item_id, visit.now()
        )
        self._follow(opened)
        if self._list is not None:
            self._list.say_removed("La ligne a été retirée.")

    # -- what the page shows --

    async def _opened(self) -> OpenCase:
        return await asyncio.to_thread(cases.open_case, current_visit().desk, self._case_id)

    def _stop_now(self, opened: OpenCase) -> Stop:
        return engine.find_stop(opened.case, self._key)

    def _arrive(self, opened: OpenCase, key: str, target: str = "") -> None:
        """Move to another stop without loading a page, and put the focus there."""
        self._show(opened, key)
        self._frame.agent.arrive(address(opened.id, self._key), target)

    def _show(self, opened: OpenCase, key: str) -> None:
        stops = engine.journey(opened.case)
        stop = engine.find_stop(opened.case, key or stops[0].key)
        self._key = stop.key
        self._centre.clear()
        self._fields, self._places, self._more, self._list, self._recap = {}, {}, None, None, None
        with self._centre:
            self._heading = node("h1", stop.title)
            if stop.step.intro:
                node("p", stop.step.intro, "pcb-intro")
            if stop.step.collection:
                self._list = item_lists.ItemList(
                    opened, stop, add=checked(self._add), remove=checked(self._remove), undo=checked(self._undo)
                )
            self._places[True] = node("div", "", "pcb-questions")
            if stop.step.recap:
                self._recap = recap.Recap(opened)
            self._more = node("details", "", "pcb-more")
            if not any(question.essential for question in stop.questions) and not stop.step.collection:
                self._more.has(open=True)  # nothing else is asked here
            with self._more:
                node("summary", "Plus de détails")
                self._places[False] = node("div", "", "pcb-questions")
            self._foot, self._foot_shows = node("div"), ()
        self._put_questions(opened.case, stop.questions)
        self._put_foot(opened.case, stop)
        self._put_around(opened, stops, stop)

    def _follow(self, opened: OpenCase) -> None:
        """Show what is now stored, touching nothing that has not changed."""
        stops = engine.journey(opened.case)
        stop = next((stop for stop in stops if stop.key == self._key), None)
        if stop is None:  # the item of this page is gone
            self._arrive(opened, self._key)
            return
        self._heading.say(stop.title)
        self._put_questions(opened.case, stop.questions)
        if self._list is not None:
            self._list.follow(opened, stop)
        if self._recap is not None:
            self._recap.follow(opened)
        self._put_foot(opened.case, stop)
        self._put_around(opened, stops, stop)

    def _put_around(self, opened: OpenCase, stops: tuple[Stop, ...], stop: Stop) -> None:
        self._chapters.follow(opened, stops, stop)
        self._frame.agent.follow(opened.revision, clock_time(opened.saved_at))
        if self._frame.case_line is not None:
            self._frame.case_line.say(case_line(opened.case))

    def _put_questions(self, case: Case, asked: Iterable[Asked]) -> None:
        wanted = {question.path: question for question in asked}
        for path in [path for path in self._fields if path not in wanted]:
            self._fields.pop(path).delete()
        for essential, place in self._places.items():
            here = [question for question in wanted.values() if question.essential is essential]
            for position, question in enumerate(here):
                suggestions = engine.suggestions(case, question.path) if question.question.suggest else ()
                field = self._fields.get(question.path)
                if field is not None:
                    field.follow(question, suggestions)
                    continue
                with place:
                    field = self._fields[question.path] = Field(question, suggestions)
                field.move(place, target_index=position)
            if not essential and self._more is not None:
                self._more.set_visibility(bool(here))

    def _put_foot(self, case: Case, stop: Stop) -> None:
        titles = {other.key: other.title for other in engine.journey(case)}
        before, after = engine.previous_stop(case, stop.key), engine.next_stop(case, stop.key)
        wanted = tuple((key or "", titles.get(key or "", "")) for key in (before, after))
        if self._foot_shows == wanted:
            return
        self._foot.clear()
        self._foot_shows = wanted
        with self._foot:
            parent = item_lists.list_stop(case, stop)
            if parent != stop.key:
                with node("p", "", "pcb-foot-more"):
                    again = node("button", "Ajouter une autre ligne", "pcb-button pcb-again").has(type="button")
                    again.on("click", checked(self._add_alike), args=[])
                    _link("Retour à la liste", address(self._case_id, parent))
            with node("div", "", "pcb-foot"):
                if before is not None:
                    _link(f"‹ {titles[before]}", address(self._case_id, before))
                else:
                    node("span")
                if after is not None:
                    _link(f"{titles[after]} ›", address(self._case_id, after), " is-main pcb-next").has(id="f-suite")


def _link(text: str, target: str, more: str = "") -> Node:
    return node("a", text, f"pcb-button{more}").has(href=target)
