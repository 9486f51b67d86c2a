"""A list of the case on the screen: its lines, what can be added to it, what was just removed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui.element import Element

from pcb.domain.case import Case
from pcb.interview import engine
from pcb.interview.engine import Stop
from pcb.usecases.cases import OpenCase

Handler = Callable[..., Awaitable[None]]
Line = tuple[str, str, str, str, str, bool]
"""Id, address, title, amount, note, and whether it can be removed."""


class ItemList(Element, component="static/items.js"):
    """The lines of one list page, as one element."""

    def __init__(self, opened: OpenCase, stop: Stop, *, add: Handler, remove: Handler, undo: Handler) -> None:
        super().__init__()
        self.on("add", add)
        self.on("remove", remove)
        self.on("undo", undo, args=[])
        self.follow(opened, stop)

    def follow(self, opened: OpenCase, stop: Stop) -> None:
        """Show the lines and the offers as they are now."""
        for name, value in (("items", lines(opened.id, opened.case, stop)), ("kinds", kinds(opened.case, stop))):
            if self._props.get(name) != value:
                self._props[name] = value

    def say_removed(self, sentence: str) -> None:
        """Say that a line was removed and offer to bring it back; nothing to say it no longer."""
        if self._props.get("removed", "") != sentence:
            self._props["removed"] = sentence


def kinds(case: Case, stop: Stop) -> tuple[tuple[str, str, str], ...]:
    """What can be added on this page: code, label, heading."""
    return tuple(
        (code, label, offer.label) for offer in engine.offers(case, stop.step) for code, label in offer.options
    )


def lines(case_id: str, case: Case, stop: Stop) -> tuple[Line, ...]:
    """The lines of this list page."""
    return tuple(
        (
            line.item_id,
            f"/dossier/{case_id}/entretien/{line.stop_key}",
            line.title,
            line.said,
            _note(line.visible - line.answered),
            line.removable,
        )
        for line in engine.listed(case, stop)
    )


def _note(missing: int) -> str:
    return "" if missing <= 0 else "1 réponse manque" if missing == 1 else f"{missing} réponses manquent"


def stop_of_item(case: Case, item_id: str, near: Stop) -> str:
    """The key of the page about an item just added on the page ``near``; that page when nothing more is asked."""
    about = [stop for stop in engine.journey(case) if stop.item_id == item_id]
    same_chapter = [stop for stop in about if stop.chapter.key == near.chapter.key]
    return (same_chapter or about or [near])[0].key


def list_stop(case: Case, stop: Stop) -> str:
    """The key of the list that shows the item of this page, in the same chapter; the page's own key without one."""
    if stop.item_id is not None:
        for other in engine.journey(case):
            same = other.step.collection == stop.step.each and other.chapter.key == stop.chapter.key
            if same and any(line.item_id == stop.item_id for line in engine.listed(case, other)):
                return other.key
    return stop.key
