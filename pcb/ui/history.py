"""``/dossier/{id}/historique``: who changed what and when, before and after, and taking back the last changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from pcb.ui import theme
from pcb.ui.explanation import Opener
from pcb.ui.layout import Frame, case_line, page_frame
from pcb.ui.places import opener
from pcb.ui.tables import Badge, Cell, Column, FactsTable, Group, Row
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import Node, node
from pcb.usecases.cases import OpenCase
from pcb.usecases.changes import ChangeLine, history, undo
from pcb.usecases.desk import Desk

COLUMNS = (
    Column("when", "Quand", short=True),
    Column("what", "Quoi"),
    Column("before", "Avant"),
    Column("after", "Après"),
    Column("who", "Par qui"),
)
SHOWN = 200
"""Lines shown at first; the rest on demand."""
_NOT_UNDONE = ("create", "import", "undo")


async def build(desk: Desk, opened: OpenCase, *, whole: bool = False) -> None:
    """The page; ``whole`` shows every line."""
    lines = await asyncio.to_thread(history, desk, opened.id)
    theme.apply_sheet("budget")
    with (
        page_frame(desk, "Historique", opened, here="historique") as frame,
        node("div", "", "budget-page journal-page"),
    ):
        told = node("p", "", "journal-told").has(role="status")
        place = node("div")
        with place:
            _content(opened, lines, told, place, frame, whole)


def _content(
    opened: OpenCase, lines: tuple[ChangeLine, ...], told: Node, place: Node, frame: Frame, whole: bool
) -> None:
    async def take_back() -> None:
        visit = current_visit()
        undone = await asyncio.to_thread(undo, visit.desk, opened.id, visit.now())
        after = await asyncio.to_thread(history, visit.desk, opened.id)
        told.say(undone.what)
        if frame.case_line is not None:
            frame.case_line.say(case_line(undone.opened.case))
        place.clear()
        with place:
            _content(undone.opened, after, told, place, frame, whole)

    _undo(lines, take_back)
    shown = lines if whole else lines[:SHOWN]
    to_field = opener(opened.id, opened.case)
    FactsTable(
        "Les changements, le dernier en premier", COLUMNS, history_groups(shown, to_field), empty="Aucun changement."
    )
    if len(lines) > len(shown):
        words = f"Voir les {len(lines)} changements"
        node("a", words).has(href=f"/dossier/{opened.id}/historique?tout=1")


def next_undone(lines: tuple[ChangeLine, ...]) -> ChangeLine | None:
    """The change that « undo » would take back now."""
    return next((line for line in lines if line.kind not in _NOT_UNDONE and not line.undone), None)


def history_groups(lines: tuple[ChangeLine, ...], to_field: Opener) -> tuple[Group, ...]:
    """The lines by day, the last first."""
    days: dict[str, list[Row]] = {}
    for line in lines:
        moment = line.at.astimezone()
        days.setdefault(f"{moment:%d/%m/%Y}", []).append(_row(line, f"{moment:%H:%M}", to_field))
    return tuple(Group(day, tuple(rows), day) for day, rows in days.items())


def _row(line: ChangeLine, time: str, to_field: Opener) -> Row:
    badges = (Badge("annulé depuis"),) if line.undone else ()
    cells = {
        "when": Cell(time),
        "what": Cell(line.label, badges=badges, href=to_field(line.path)),
        "before": Cell(line.before or "–"),
        "after": Cell(line.after or "–"),
        "who": Cell(line.by),
    }
    return Row(str(line.revision), cells, "quiet" if line.undone else "")


def _undo(lines: tuple[ChangeLine, ...], take_back: Callable[[], Awaitable[None]]) -> None:
    last = next_undone(lines)
    with node("div", "", "undo-bar"):
        if last is None:
            node("p", "Il n’y a rien à annuler dans ce dossier.")
            return
        node("p", "Dernier changement, que vous pouvez annuler\u202f:")
        values = (
            f" ({last.before or 'sans réponse'} → {last.after or 'sans réponse'})" if last.before or last.after else ""
        )
        node("p", f"{last.label}{values}", "undo-what")
        button = node("button", "Annuler ce changement", "pcb-action").has(type="button")
        button.on("click", checked(take_back), [])
        node("p", "Annuler encore remonte d’un changement de plus. Rien n’est effacé de l’historique.", "quiet")
