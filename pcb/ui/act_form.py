"""A form that does one thing: lines to tick, a few fields, a button.

What was typed stays when it is refused, the reason is told beside it, and what is unusual wants a tick more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from pcb.errors import InvalidAnswer, PcbError
from pcb.interview.dates import Day
from pcb.ui.sessions import SessionOver
from pcb.ui.visit import checked
from pcb.usecases.retention import SecondLook

LONGEST = 300
MOST_PICKED = 2000


@dataclass(frozen=True, slots=True)
class Blank:
    """One field. ``options`` make it a list to choose from: value and word."""

    name: str
    label: str
    type: str = "text"
    help: str = ""
    example: str = ""
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What came from the form. ``sure`` when « J’ai vérifié » is ticked."""

    values: dict[str, str]
    picked: tuple[str, ...]
    sure: bool

    def day(self, name: str, today: date) -> date | None:
        """The day typed in that field; ``None`` for an empty one. Raises :class:`InvalidAnswer`."""
        text = self.values.get(name, "").strip()
        if not text:
            return None
        found = Day().parse(text, today)
        if not isinstance(found, date):
            raise InvalidAnswer("Un jour est attendu, comme 23/11/2026.")
        return found


Act = Callable[[Typed], Awaitable[str]]
"""Does it, and gives back what to tell."""


class ActForm(Element, component="static/act_form.js"):
    """The form. ``picks`` are lines to tick: an id, then cells; the first cell names the line."""

    def __init__(
        self,
        title: str,
        button: str,
        act: Act,
        *,
        fields: Sequence[Blank] = (),
        columns: Sequence[str] = (),
        picks: Sequence[tuple[str, ...]] = (),
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self._act, self._turn, self._confirm = act, 0, False
        self._props["title"] = title
        self._props["button"] = button
        self._props["fields"] = tuple(_field(one) for one in fields)
        self._props["columns"] = tuple(columns)
        self._props["picks"] = tuple(picks)
        self._props["quiet"] = quiet
        self.on("act", checked(self._do))

    async def _do(self, event: GenericEventArguments) -> None:
        told = problem = ""
        try:
            told = await self._act(_typed(event.args))
            self._confirm = False
        except SessionOver:
            raise
        except SecondLook as look:
            problem, self._confirm = str(look), True
        except PcbError as refusal:
            problem = str(refusal)
        self._turn += 1
        for name, value in (("told", told), ("problem", problem), ("confirm", self._confirm), ("turn", self._turn)):
            self._props[name] = value
        self.update()


def _field(one: Blank) -> dict[str, Any]:
    parts = {"help": one.help, "example": one.example, "value": one.value, "options": one.options}
    return {
        "name": one.name,
        "label": one.label,
        "type": one.type,
        **{key: part for key, part in parts.items() if part},
    }


def _typed(sent: Any) -> Typed:
    """What a browser sent, whatever it is."""
    sent = sent if isinstance(sent, dict) else {}
    values, picked = sent.get("values"), sent.get("picked")
    return Typed(
        {str(key): str(value)[:LONGEST] for key, value in values.items()} if isinstance(values, dict) else {},
        tuple(str(one) for one in picked[:MOST_PICKED]) if isinstance(picked, list) else (),
        sent.get("sure") is True,
    )
