"""``/dossier/{id}/pieces``: the papers to join, the state of each chosen in place, and their files."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

from nicegui.element import Element

from pcb.ui import theme
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.paper_rows import paper_list
from pcb.ui.widgets import node
from pcb.usecases.attachments import HEAVIEST, attachments
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk

INTRO = (
    "Des copies seulement, jamais d’originaux. La liste vient du dossier et suit ce qui y est répondu. Celle de la "
    f"Banque de France prévaut{NNBSP}: en cas de doute, 34 14."
)
ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"
"""What the browser offers to choose. What a file is, is checked by its content."""


class PaperList(Element, component="static/papers.js"):
    """The whole list as one element. It speaks with :mod:`pcb.ui.files` by HTTP; the server holds no listener."""

    def __init__(self, case_id: str, found: dict[str, Any]) -> None:
        super().__init__()
        self._props["case-id"] = case_id
        self._props["accepted"] = ACCEPTED
        self._props["heaviest"] = HEAVIEST
        self._props["first"] = (found,)  # in a tuple, which NiceGUI leaves as it is


async def build(desk: Desk, opened: OpenCase, day: date) -> None:
    """The page; ages are counted from ``day``."""
    files = await asyncio.to_thread(attachments, desk, opened.id, removed=True)
    theme.apply_sheet("papers")
    with page_frame(desk, "Pièces à joindre", opened, here="pieces"):
        node("p", INTRO, "pcb-intro")
        PaperList(opened.id, paper_list(opened, files, day))
