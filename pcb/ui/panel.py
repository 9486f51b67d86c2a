"""The running budget beside the interview: seven figures, each a button that opens its explanation.

One element for the whole panel. After a save the browser fires « pcb:saved » and the panel fetches its figures by plain
HTTP, so that nothing of the interview is redrawn; what changed is spoken once, when the typing pauses.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from nicegui.element import Element

from pcb.ui import theme
from pcb.ui.explanation import ExplanationSheet
from pcb.ui.figures import Figure, running_figures
from pcb.usecases.advice import advice
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk


class BudgetPanel(Element, component="static/budget_panel.js"):
    """The panel on the page."""

    def __init__(self, case_id: str, figures: tuple[Figure, ...]) -> None:
        super().__init__()
        self._props["source"] = f"/dossier/{case_id}/chiffres"
        self._props["full"] = f"/dossier/{case_id}/budget"
        self._props["figures"] = tuple(asdict(figure) for figure in figures)

    def show(self, figures: tuple[Figure, ...]) -> None:
        """Put new figures in, from the server; after an answer the page asks for them by itself."""
        self._props["figures"] = tuple(asdict(figure) for figure in figures)


def figures_on(opened: OpenCase, day: date) -> tuple[Figure, ...]:
    """The seven figures of that case by the law of ``day``."""
    return running_figures(opened.case, advice(opened.case, day))


def build(desk: Desk, opened: OpenCase, day: date) -> BudgetPanel:
    """The panel and its explanation sheet, in the place where it is called."""
    theme.apply_sheet("budget")
    panel = BudgetPanel(opened.id, figures_on(opened, day))
    ExplanationSheet(f"/dossier/{opened.id}/explication")
    return panel
