"""One decision on the screen: its fields, its button, and why it was refused, beside what was typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from pcb.errors import AccessDenied, InvalidAnswer, NotFound
from pcb.ui.visit import checked, current_visit
from pcb.usecases.desk import Desk

Choices = tuple[tuple[str, str], ...]
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Input:
    """One field: ``kind`` is ``text``, ``long``, ``date`` or ``select``."""

    key: str
    label: str
    kind: str = "text"
    value: str = ""
    options: Choices = ()


class Deed(Element, component="static/deed.js"):
    """``work`` carries it out with what was typed, and tells the address of the page that then shows it,
    or a sentence to show here once. ``about``
    names the button where its word alone would not say what it acts on. With ``ask``, a question that says what it
    will do, the button must be pressed a second time."""

    def __init__(
        self,
        word: str,
        work: Callable[[Desk, dict[str, str]], str],
        *fields: Input,
        about: str = "",
        ask: str = "",
        main: bool = False,
    ) -> None:
        super().__init__()
        self._work, self._keys = work, tuple(field.key for field in fields)
        self._turn, self._under_way = 0, False
        told = {
            "word": word,
            "about": about,
            "ask": ask,
            "main": main,
            "place": self.id,
            "wrong": "",
            "told": "",
            "turn": 0,
        }
        for name, value in told.items():
            self._props[name] = value
        self._props["fields"] = tuple(asdict(field) for field in fields)
        self.on("do", checked(self._do))

    async def _do(self, event: GenericEventArguments) -> None:
        if self._under_way:  # pressed again while it is being carried out, which may take a while
            return
        self._under_way = True
        try:
            await self._carry_out(event)
        finally:
            self._under_way = False

    async def _carry_out(self, event: GenericEventArguments) -> None:
        asked = event.args if isinstance(event.args, dict) else {}
        typed = {key: str(asked.get(key) or "")[:LONGEST] for key in self._keys}
        try:
            address = await asyncio.to_thread(self._work, current_visit().desk, typed)
        except (InvalidAnswer, NotFound, AccessDenied) as refusal:
            self._turn += 1
            self._props["wrong"], self._props["turn"] = str(refusal), self._turn
            self.update()
            return
        if address.startswith("/"):
            ui.navigate.to(address)
            return
        self._turn += 1
        self._props["wrong"], self._props["told"], self._props["turn"] = "", address, self._turn
        self.update()


def choices(*options: tuple[str, str]) -> Choices:
    """The options of a ``select``, nothing chosen at first."""
    return (("", "Choisir…"), *options)
