"""``/dossier/{id}/declaration``: the declaration to download, what is missing, the papers to join, earlier copies."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from pcb.domain.wording import french_date, plural
from pcb.interview import engine
from pcb.ui import findings_list, theme
from pcb.ui.day_field import day_field
from pcb.ui.dossier_rows import (
    COPIES,
    MISSING,
    PAPERS,
    copy_groups,
    details_left,
    missing_groups,
    missing_number,
    paper_groups,
)
from pcb.ui.explanation import Opener
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.places import opener
from pcb.ui.tables import FactsTable
from pcb.ui.view import View
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node
from pcb.usecases import papers
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk

LOOKS = 12
"""How many times, a second apart, the page looks for the copy that a download has just made."""


async def build(desk: Desk, opened: OpenCase, view: View) -> None:
    """The page; the declaration is computed by the law of the day of the view."""
    copies = await asyncio.to_thread(papers.printed_papers, desk, opened.id)
    theme.apply_budget_styles()
    to_field = opener(opened.id, opened.case)
    with (
        page_frame(desk, "Déclaration de surendettement", opened, here="declaration"),
        node("div", "", "budget-page"),
    ):
        await findings_list.build(opened)
        kept: list[FactsTable] = []
        _download(opened, view, _after_download(opened, len(copies), kept))
        _missing(opened, to_field)
        _papers(opened, view, to_field)
        with node("section"):
            node("h2", "Copies déjà imprimées")
            node("p", f"Ce qui a été remis est gardé tel quel{NNBSP}: jamais recalculé.")
            groups = copy_groups(opened.id, copies, opened.revision)
            kept.append(FactsTable("Copies", COPIES, groups, empty="Aucune copie.", shown=False))


def _download(opened: OpenCase, view: View, downloaded: Callable[[], Awaitable[None]]) -> None:
    with node("section"):
        node(
            "p",
            "Le formulaire rempli, l’annexe qui explique la capacité et la liste des pièces, en un seul PDF. Ce qui "
            "n’a pas de réponse y est marqué « non renseigné », ce que le foyer n’a pas est marqué « néant ».",
        )
        day_field(f"/dossier/{opened.id}/declaration", view)
        words = f"Télécharger la déclaration, calculée au {french_date(view.day)}"
        link = node("a", words, "pcb-action").has(href=f"/dossier/{opened.id}/declaration.pdf?{view.query}")
        link.on("click", checked(downloaded), [])


def _after_download(opened: OpenCase, before: int, kept: list[FactsTable]) -> Callable[[], Awaitable[None]]:
    async def show_new_copy() -> None:
        for _ in range(LOOKS):
            await asyncio.sleep(1)
            copies = await asyncio.to_thread(papers.printed_papers, current_visit().desk, opened.id)
            if len(copies) > before:
                kept[0].show(copy_groups(opened.id, copies, opened.revision))
                return

    return show_new_copy


def _missing(opened: OpenCase, to_field: Opener) -> None:
    stops = engine.journey(opened.case)
    groups = missing_groups(stops, to_field)
    number, details = missing_number(stops), details_left(stops)
    with node("section"):
        node("h2", "Ce qui manque encore")
        if number:
            said = plural(number, "question importante n’a", "questions importantes n’ont")
            node("p", f"{said} pas de réponse. Rien n’empêche d’imprimer{NNBSP}: chaque lien ouvre sa question.")
            FactsTable("Questions importantes sans réponse", MISSING, groups, shown=False)
        else:
            node("p", "Toutes les questions importantes ont une réponse.")
        if details:
            node("p", f"{plural(details, 'détail est resté', 'détails sont restés')} sans réponse.", "quiet")


def _papers(opened: OpenCase, view: View, to_field: Opener) -> None:
    to_join = papers.to_join(opened.case, view.day)
    seen = sum(paper.seen for paper in to_join)
    with node("section"):
        node("h2", "Pièces à joindre")
        node("p", f"{plural(len(to_join), 'pièce', 'pièces')}, dont {plural(seen, 'déjà vue', 'déjà vues')}.")
        FactsTable("Pièces à joindre", PAPERS, paper_groups(to_join, to_field), shown=False)
