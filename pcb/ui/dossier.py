"""``/dossier/{id}/declaration``: what is missing, the dossier to prepare, the declaration alone, the copy sheet, the
copies already made and how they differ, the dossier of the other member of a couple."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import ui

from pcb.domain.answers import known
from pcb.domain.wording import french_date, plural
from pcb.errors import NotFound
from pcb.interview import engine
from pcb.ui import findings_list, theme
from pcb.ui.day_field import day_field
from pcb.ui.dossier_rows import (
    COPIES,
    MISSING,
    copy_choices,
    copy_groups,
    details_left,
    missing_groups,
    missing_number,
)
from pcb.ui.explanation import Opener
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.places import opener
from pcb.ui.preparation import PreparationForm
from pcb.ui.tables import FactsTable
from pcb.ui.view import View
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import Node, node
from pcb.usecases import attachments, linking, papers
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk

LOOKS = 12
"""How many times, a second apart, the page looks for the copy that a download has just made."""


async def build(desk: Desk, opened: OpenCase, view: View) -> None:
    """The page; everything is computed by the law of the day of the view."""
    copies = await asyncio.to_thread(papers.printed_papers, desk, opened.id)
    theme.apply_sheet("budget")
    to_field = opener(opened.id, opened.case)
    with (
        page_frame(desk, "Dossier de surendettement", opened, here="declaration"),
        node("div", "", "budget-page"),
    ):
        _places()
        await findings_list.build(opened, files=attachments.counts)
        kept = _Copies(opened, len(copies))
        _missing(opened, view, to_field)
        _prepare(opened, view, kept)
        _alone(opened, view, kept)
        kept.build(copies)
        _linked(opened)


def _places() -> None:
    """Ways past the findings, which may be many."""
    with node("nav", "", "page-places").has(aria_label="Dans cette page"):
        for place, words in (("preparer", "Préparer le dossier"), ("copies", "Copies déjà faites")):
            node("a", words).has(href=f"#{place}")


class _Copies:
    """The copies already made, and the form that compares two of them; drawn again when one is added."""

    def __init__(self, opened: OpenCase, number: int) -> None:
        self._opened = opened
        self._number = number
        self._place: Node | None = None

    def build(self, copies: tuple[papers.KeptPaper, ...]) -> None:
        with node("section"):
            node("h2", "Copies déjà faites").has(id="copies")
            node("p", f"Ce qui a été préparé ou remis est gardé tel quel, sous scellé{NNBSP}: jamais recalculé.")
            self._place = node("div")
            self._fill(copies)

    async def look(self) -> None:
        """Show the copies as they are now."""
        copies = await asyncio.to_thread(papers.printed_papers, current_visit().desk, self._opened.id)
        if self._place is not None and len(copies) != self._number:
            self._number = len(copies)
            self._place.clear()
            self._fill(copies)

    async def look_for_a_download(self) -> None:
        """A download makes its copy beside the page: look for it for a while."""
        before = self._number
        for _ in range(LOOKS):
            await asyncio.sleep(1)
            await self.look()
            if self._number != before:
                return

    def _fill(self, copies: tuple[papers.KeptPaper, ...]) -> None:
        if self._place is None:
            return
        with self._place:
            groups = copy_groups(self._opened.id, copies, self._opened.revision)
            FactsTable("Copies", COPIES, groups, empty="Aucune copie.", shown=False)
            choices = copy_choices(copies)
            if len(choices) > 1:
                _compare(self._opened.id, choices)


def _compare(case_id: str, choices: tuple[tuple[str, str], ...]) -> None:
    with node("form", "", "compare-form").has(method="get", action=f"/dossier/{case_id}/comparer"):
        for name, word, chosen in (("a", "Comparer", 1), ("b", "avec", 0)):
            with node("span"):
                node("label", word).has(for_=f"compare-{name}")
                with node("select").has(id=f"compare-{name}", name=name):
                    for place, (value, text) in enumerate(choices):
                        option = node("option", text).has(value=value)
                        if place == chosen:
                            option.has(selected=True)
        node("button", "Voir les différences", "pcb-action secondary").has(type="submit")


def _prepare(opened: OpenCase, view: View, kept: _Copies) -> None:
    with node("section"):
        node("h2", "Préparer le dossier").has(id="preparer")
        node(
            "p",
            "Un seul PDF : la page de garde et son sommaire, la déclaration, la lettre à signer, l’inventaire des "
            "créanciers, l’explication de la capacité, la liste numérotée des pièces, puis les pièces, chaque page "
            "portant son numéro. Ce qui n’a pas de réponse y est marqué « non renseigné ».".replace(" :", f"{NNBSP}:"),
        )
        day_field(f"/dossier/{opened.id}/declaration", view)
        PreparationForm(opened.id, view, kept.look)


def _alone(opened: OpenCase, view: View, kept: _Copies) -> None:
    with node("section"):
        node("h2", "Un document seul")
        with node("div", "", "paper-links"):
            for name, words in (
                ("declaration", f"Télécharger la déclaration, calculée au {french_date(view.day)}"),
                ("feuille-de-recopie", "Télécharger la feuille de recopie"),
            ):
                link = node("a", words, "pcb-action secondary")
                link.has(href=f"/dossier/{opened.id}/{name}.pdf?{view.query}")
                link.on("click", checked(_looking(kept)), [])
        node(
            "p",
            f"La feuille de recopie suit l’ordre du dépôt en ligne{NNBSP}: une personne seule, sans tutelle ni "
            "curatelle. Rien n’est transmis par cet outil.",
            "quiet",
        )


def _looking(kept: _Copies) -> Callable[[], Awaitable[None]]:
    async def look() -> None:
        await kept.look_for_a_download()

    return look


def _linked(opened: OpenCase) -> None:
    """The dossier of the other member of the couple, when each files one."""
    filing = opened.case.filing
    reference = known(filing.linked_reference)
    if not (reference or linking.can_be_linked(opened.case)):
        return
    with node("section"):
        node("h2", "Dossier lié")
        if reference:
            node("p", f"Ce dossier est lié au dossier {reference}, de l’autre membre du couple.")
            button = node("button", f"Ouvrir le dossier {reference}", "pcb-action secondary").has(type="button")
            button.on("click", checked(_open_linked(opened)), [])
            return
        node(
            "p",
            f"Chacun dépose son propre dossier{NNBSP}: celui de l’autre membre du couple peut être fait à partir de "
            "celui-ci. Le logement, la famille, le budget et ce qui est commun sont dans les deux ; les dettes, biens, "
            "véhicules et comptes à son seul nom passent dans le sien ; le reste lui sera demandé.".replace(
                " ;", f"{NNBSP};"
            ),
        )
        told = node("p", "", "journal-told").has(role="status")
        button = node("button", "Créer le dossier de l’autre membre", "pcb-action").has(type="button")
        button.on("click", checked(_create_linked(opened, told, button)), [])


def _create_linked(opened: OpenCase, told: Node, button: Node) -> Callable[[], Awaitable[None]]:
    async def create() -> None:
        visit = current_visit()
        linked = await asyncio.to_thread(linking.create_linked, visit.desk, opened.id, visit.now())
        button.delete()
        told.say(f"Dossier {linked.other.reference} créé. {' '.join(linked.notes)}")
        with told.parent_slot.parent if told.parent_slot else told:
            link = node("a", f"Ouvrir le dossier {linked.other.reference}", "pcb-action")
            link.has(href=f"/dossier/{linked.other.id}/entretien")

    return create


def _open_linked(opened: OpenCase) -> Callable[[], Awaitable[None]]:
    async def go() -> None:
        found = await asyncio.to_thread(linking.linked_case, current_visit().desk, opened.reference)
        if found is None:
            raise NotFound("Le dossier lié n’est pas dans cette base.")
        ui.navigate.to(f"/dossier/{found.id}/entretien")

    return go


def _missing(opened: OpenCase, view: View, to_field: Opener) -> None:
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
        to_join = papers.to_join(opened.case, view.day)
        seen = sum(paper.seen for paper in to_join)
        with node(
            "p", f"{plural(len(to_join), 'pièce', 'pièces')} à joindre, dont {plural(seen, 'vue', 'vues')}{NNBSP}: "
        ):
            node("a", "voir les pièces").has(href=f"/dossier/{opened.id}/pieces")
