"""``/dossier/{id}/plan``: the repayment plan, its proof, the other measures, what it can bear, the offers, the plan
received from the commission.

Two elements draw the whole page, whatever the number of debts: they are given their first content, and ask for the next
by plain HTTP (:mod:`pcb.ui.plan_routes`).
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from nicegui.element import Element

from pcb.ui import theme
from pcb.ui.day_field import day_field
from pcb.ui.explanation import ExplanationSheet
from pcb.ui.layout import page_frame
from pcb.ui.plan_fields import all_fields
from pcb.ui.plan_view import board
from pcb.ui.view import View
from pcb.ui.widgets import node
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from pcb.usecases.plans import plan_of

PLACES = (
    ("plan", "Le plan"),
    ("dettes", "Dette par dette"),
    ("preuve", "Vérification"),
    ("mesures", "Toutes les mesures"),
    ("resistance", "Résistance"),
    ("offres", "Offres amiables"),
    ("recu", "Plan reçu"),
)


class PlanBoard(Element, component="static/plan_board.js"):
    """The plan and its proof. ``first`` is the content of the page when it opens, as JSON: one string costs nothing to
    keep, where NiceGUI would wrap every list."""

    def __init__(self, base: str, query: str, first: dict[str, Any]) -> None:
        super().__init__()
        self._props["base"] = base
        self._props["query"] = query
        self._props["first"] = json.dumps(first, ensure_ascii=False)
        self._props["fields"] = json.dumps(all_fields(), ensure_ascii=False)


class PlanMore(Element, component="static/plan_more.js"):
    """What is under the plan; it asks for its content once the page is there, and after each answer."""

    def __init__(self, base: str, query: str) -> None:
        super().__init__()
        self._props["base"] = base
        self._props["query"] = query
        self._props["fields"] = json.dumps(all_fields(), ensure_ascii=False)


async def build(desk: Desk, opened: OpenCase, view: View) -> None:
    """The page for that day and that reading."""
    first = await asyncio.to_thread(lambda: board(plan_of(opened.case, view.day, view.reading)))
    theme.apply_sheet("budget")
    theme.apply_sheet("plan")
    base = f"/dossier/{opened.id}/plan"
    with page_frame(desk, "Plan de remboursement", opened, here="plan"), node("div", "", "budget-page plan-page"):
        with node("nav", "", "page-places").has(aria_label="Dans cette page"):
            for anchor, words in PLACES:
                node("a", words).has(href=f"#{anchor}")
        PlanBoard(base, view.query, first)
        PlanMore(base, view.query)
        with node("section").has(id="papiers"):
            node("h2", "Papiers et tableaux")
            day_field(base, view)
            with node("p", "", "two-up"):
                for form, words in (("pdf", "Télécharger le plan (PDF)"), ("xlsx", "Tableur (XLSX)"), ("csv", "CSV")):
                    shade = "" if form == "pdf" else " secondary"
                    node("a", words, f"pcb-action{shade}").has(href=f"{base}.{form}?{view.query}")
        ExplanationSheet(f"{base}/explication", view.query)
