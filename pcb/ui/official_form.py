"""``/formulaire``: the official form in use, a new one with its template, a try, the earlier ones."""

from __future__ import annotations

import asyncio

from nicegui import ui
from nicegui.element import Element

from pcb.domain.wording import plural
from pcb.ui import theme
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.tables import Cell, Column, FactsTable, Group, Row
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node
from pcb.usecases import official_form
from pcb.usecases.desk import Desk
from pcb.usecases.official_form import FormInUse

EARLIER = (
    Column("form", "Formulaire"),
    Column("added", "Mis en service", short=True),
    Column("by", "Par"),
    Column("withdrawn", "Retiré", short=True),
)


async def build(desk: Desk) -> None:
    """The page."""
    forms = await asyncio.to_thread(official_form.forms, desk)
    theme.apply_sheet("budget")
    standing = [form for form in forms if form.kept.withdrawn_at is None]
    with page_frame(desk, "Formulaire officiel") as frame, node("div", "", "budget-page"):
        with frame.tools:
            node("a", "Dossiers").has(href="/dossiers")
        _in_use(standing[0] if standing else None)
        _new()
        others = [form for form in forms if not standing or form is not standing[0]]
        if others:
            with node("section"):
                node("h2", "Formulaires précédents")
                FactsTable("Formulaires précédents", EARLIER, earlier_groups(others), shown=False)


class Upload(Element, component="static/official_form.js"):
    """Two files, two buttons, and what is wrong with them."""


def _in_use(form: FormInUse | None) -> None:
    with node("section"):
        node("h2", "En service")
        if form is None:
            node(
                "p",
                "Aucun formulaire officiel n’est déposé. Les dossiers emploient notre propre mise en page, dans "
                "l’ordre et les mots du formulaire Cerfa 13594.",
            )
            return
        kept = form.kept
        pages = plural(len(kept.found["pages"]), "page", "pages")
        moment = kept.added_at.astimezone()
        node("p", f"{kept.title}, {pages}.").classes("pcb-lead")
        node("p", f"Mis en service le {moment:%d/%m/%Y} à {moment:%H:%M} par {form.added_by}.")
        for note in kept.notes:
            node("p", note)
        with node("p"):
            node("a", "Essayer avec un ménage d’exemple", "pcb-action").has(href=f"/formulaire/{kept.id}/essai.pdf")
        with node("p"):
            node("a", "Relire son modèle").has(href=f"/formulaire/{kept.id}/modele.toml")
        with node("details"):
            node("summary", "Retirer ce formulaire")
            node(
                "p",
                "Les prochains dossiers emploieront le formulaire précédent, ou notre propre mise en page. Les "
                "dossiers déjà imprimés ne changent pas.",
            )
            button = node("button", "Retirer", "pcb-button").has(type="button")
            button.on("click", checked(lambda: _withdraw(kept.id)), [])


async def _withdraw(form_id: str) -> None:
    visit = current_visit()
    await asyncio.to_thread(official_form.withdraw, visit.desk, form_id, visit.now())
    ui.navigate.to("/formulaire")


def _new() -> None:
    with node("section"):
        node("h2", "Déposer un formulaire")
        node(
            "p",
            f"Deux fichiers{NNBSP}: le formulaire vierge de la Banque de France en PDF, et son modèle, qui dit quelle "
            "rubrique va dans quelle case. Tout est vérifié avant la mise en service, et scripts et actions du PDF "
            "sont retirés.",
        )
        with node("p", f"Pour faire un modèle, partez d’un exemple{NNBSP}: "):
            node("a", "notre formulaire vierge").has(href="/formulaire/exemple.pdf")
            node("span", " et ")
            node("a", "son modèle").has(href="/formulaire/exemple.toml")
            node("span", f". La liste des rubriques{NNBSP}: ")
            node("a", "rubriques.txt").has(href="/formulaire/rubriques.txt")
            node("span", ".")
        Upload()


def earlier_groups(forms: list[FormInUse]) -> tuple[Group, ...]:
    """The forms no longer in use, and those that another one replaced."""
    return (Group("forms", tuple(_row(form) for form in forms)),)


def _row(form: FormInUse) -> Row:
    kept = form.kept
    withdrawn = f"{kept.withdrawn_at.astimezone():%d/%m/%Y}" if kept.withdrawn_at else "remplacé"
    cells = {
        "form": Cell(kept.title, href=f"/formulaire/{kept.id}/essai.pdf"),
        "added": Cell(f"{kept.added_at.astimezone():%d/%m/%Y}"),
        "by": Cell(form.added_by),
        "withdrawn": Cell(withdrawn),
    }
    return Row(kept.id, cells, "quiet")
