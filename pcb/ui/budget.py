"""``/dossier/{id}/budget``: the budget as lived beside the commission's, the capacité, the conditions, the month.

The day and the reading stand in the address (``?jour=…&lecture=…``): the page is drawn from them, and « Back » works.
"""

from __future__ import annotations

import asyncio
from uuid import uuid4

from nicegui import ui

from pcb.domain.assessment import Assessment, Reading
from pcb.domain.case import Case
from pcb.domain.law import law_on
from pcb.domain.wording import french_date
from pcb.errors import NoValueOnDay
from pcb.interview import engine
from pcb.ui import theme
from pcb.ui.budget_rows import (
    COLUMNS,
    CONDITIONS,
    LIMITS,
    budget_groups,
    budget_pairs,
    condition_groups,
    limit_groups,
)
from pcb.ui.charts import BudgetChart, MonthChart
from pcb.ui.day_field import day_field
from pcb.ui.explanation import ExplanationSheet, Opener
from pcb.ui.figures import NNBSP, key_figures
from pcb.ui.layout import page_frame
from pcb.ui.month_rows import COLUMNS as MONTH_COLUMNS
from pcb.ui.month_rows import month_chart, month_groups
from pcb.ui.places import opener
from pcb.ui.tables import FactsTable
from pcb.ui.told import told
from pcb.ui.view import View
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import Node, node
from pcb.usecases.advice import advice
from pcb.usecases.cases import OpenCase, Rejected, answer
from pcb.usecases.desk import Desk

PLACES = (
    ("capacite", "Capacité"),
    ("budgets", "Deux budgets"),
    ("conditions", "Conditions"),
    ("mois", "Mois jour par jour"),
)
NAMES = ("Budget vécu", "Budget que la commission retiendrait")
FORFAITS = "filing.earlier_forfaits"


def build(desk: Desk, opened: OpenCase, view: View) -> None:
    """The page for that day and that reading."""
    theme.apply_sheet("budget")
    assessment = advice(opened.case, view.day, view.reading)
    to_field = opener(opened.id, opened.case)
    with page_frame(desk, "Budget et capacité", opened, here="budget"), node("div", "", "budget-page"):
        with node("nav", "", "page-places").has(aria_label="Dans cette page"):
            for anchor, words in PLACES:
                node("a", words).has(href=f"#{anchor}")
        _without_forfaits(opened, view)
        _key_figures(opened.case, assessment)
        _choices(opened.id, view)
        _sentences("Ce qui manque pour un chiffre sûr", assessment.missing)
        _notices(opened, view, assessment.notices)
        _capacity(assessment)
        _budgets(assessment, told(engine.effective(opened.case)), to_field)
        _conditions(assessment, to_field)
        _month(assessment)
        ExplanationSheet(f"/dossier/{opened.id}/explication", view.query)


def earlier_forfaits_year(view: View) -> int | None:
    """The year of the forfaits that would stand in for those of the day; ``None`` when none is needed or known."""
    law = law_on(view.day)
    try:
        law.forfaits()
    except NoValueOnDay:
        try:
            return law.forfaits(earlier=True).from_day.year
        except NoValueOnDay:
            return None
    return None


def _without_forfaits(opened: OpenCase, view: View) -> None:
    """The loud choice, when the forfaits of the year are not on file and nothing was decided."""
    year = earlier_forfaits_year(view)
    if year is None or opened.case.filing.earlier_forfaits is True:
        return
    with node("div", "", "notice urgent").has(role="note"):
        node("h2", f"Les forfaits de {view.day.year} ne sont pas enregistrés")
        node(
            "p",
            "Sans eux, ni le budget retenu ni la capacité de remboursement ne peuvent être calculés. Vous pouvez "
            f"continuer avec ceux de {year}{NNBSP}: ce sera dit à l’écran et sur le papier.",
        )
        button = node("button", f"Continuer avec les forfaits de {year}", "pcb-action").has(type="button")
        button.on("click", checked(lambda: _answer_forfaits(opened.id, view, use=True)), [])


def _notices(opened: OpenCase, view: View, notices: tuple[str, ...]) -> None:
    """What rests on an open question or an unofficial value, and the way back from the earlier forfaits."""
    year = earlier_forfaits_year(view)
    if not notices:
        return
    with _note("À savoir sur ces chiffres", notices):
        if year is not None and opened.case.filing.earlier_forfaits is True:
            button = node("button", f"Ne plus utiliser les forfaits de {year}", "figure-link").has(type="button")
            button.on("click", checked(lambda: _answer_forfaits(opened.id, view, use=False)), [])


async def _answer_forfaits(case_id: str, view: View, *, use: bool) -> None:
    visit = current_visit()
    outcome = await asyncio.to_thread(
        answer,
        visit.desk,
        case_id,
        FORFAITS,
        "yes" if use else "no",
        seen=None,
        request_id=str(uuid4()),
        now=visit.now(),
        overwrite=True,
    )
    if isinstance(outcome, Rejected):
        ui.notify(outcome.sentence, type="warning", position="top", close_button="Fermer", timeout=0)
        return
    ui.navigate.to(f"/dossier/{case_id}/budget?{view.query}")


def _choices(case_id: str, view: View) -> None:
    address = f"/dossier/{case_id}/budget"
    with node("div", "", "choices-bar"):
        day_field(address, view)
        with node("nav", "", "readings").has(aria_label="Lecture des ressources"):
            node("span", "Ressources dans la quotité", "readings-title")
            for reading, words in (
                (Reading.COMMISSION, "Commission (euros entiers)"),
                (Reading.JUDGE, "Juge (au centime)"),
            ):
                link = node("a", words).has(href=f"{address}?{view.read_by(reading).query}")
                if reading is view.reading:
                    link.has(aria_current="true")


def _key_figures(case: Case, assessment: Assessment) -> None:
    with node("div", "", "key-figures"):
        for figure in key_figures(case, assessment):
            main = " main" if figure.key == "capacite" else ""
            with node("button", "", f"key-figure {figure.level}{main}").has(
                type="button", data_explain=figure.key, aria_haspopup="dialog"
            ):
                node("span", figure.label, "key-label")
                node("span", figure.text, "key-amount")


def _sentences(title: str, sentences: tuple[str, ...]) -> None:
    if sentences:
        _note(title, sentences)


def _note(title: str, sentences: tuple[str, ...]) -> Node:
    with node("div", "", "notice").has(role="note") as box:
        node("h2", title)
        with node("ul"):
            for sentence in sentences:
                node("li", sentence)
    return box


def _budgets(assessment: Assessment, said: frozenset[str], to_field: Opener) -> None:
    with node("section").has(id="budgets"):
        node("h2", "Les deux budgets")
        pairs = budget_pairs(assessment, said)
        if any(pair.lived is not None or pair.retained is not None for pair in pairs):
            BudgetChart(pairs, NAMES)
        FactsTable("Budget vécu et budget retenu, ligne par ligne", COLUMNS, budget_groups(assessment, said, to_field))


def _capacity(assessment: Assessment) -> None:
    capacity = assessment.capacity
    with node("section").has(id="capacite"):
        node("h2", "La capacité de remboursement")
        if capacity is None:
            node("p", "Elle ne peut pas encore être calculée.")
            return
        for step in capacity.steps:
            node("p", step)
        FactsTable("Les sommes comparées", LIMITS, limit_groups(capacity), shown=False)
        node("p", assessment.reading.label, "quiet")


def _conditions(assessment: Assessment, to_field: Opener) -> None:
    with node("section").has(id="conditions"):
        node("h2", "Les conditions pour déposer un dossier")
        node("p", "Une lecture pour préparer le dossier : c’est la commission qui décide.".replace(" :", f"{NNBSP}:"))
        FactsTable("Conditions", CONDITIONS, condition_groups(assessment.recevabilite, to_field), shown=False)


def _month(assessment: Assessment) -> None:
    calendar = assessment.calendar
    with node("section").has(id="mois"):
        node("h2", f"Le mois, jour par jour{NNBSP}: {calendar.first_day:%m/%Y}")
        for note in calendar.notes:
            node("p", note)
        moves = any(flow.money_in or flow.money_out for flow in calendar.days)
        if moves:
            MonthChart(month_chart(calendar))
            node("p", f"Si tout ce qui n’a pas de jour connu était déjà parti{NNBSP}: {calendar.worst}.")
        FactsTable(
            f"Entrées et sorties du mois, au {french_date(assessment.day)}",
            MONTH_COLUMNS,
            month_groups(calendar),
            empty="Aucun mouvement connu pour l’instant.",
            shown=False,
        )
