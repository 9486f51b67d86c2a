"""``/dossier/{id}/courriers``: the letters that apply, by urgency; the offers to all creditors; what was printed."""

from __future__ import annotations

import asyncio
from datetime import date

from nicegui.element import Element

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.letters import Letter
from pcb.domain.wording import plural
from pcb.ui import theme
from pcb.ui.asked_fields import AskedFields
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.letter_rows import COLUMNS, COPIES, copy_groups, letter_groups
from pcb.ui.moments import clock_time
from pcb.ui.tables import FactsTable
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import Node, node
from pcb.usecases import cases, letters
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk

PROCEDURE = (
    "number", "filed_on", "admissible_on", "refused_on", "claims_on", "failed_on", "measures_on", "recovery_on",
    "suspension_ends_on", "fund_asked_on",
)  # fmt: skip
INTRO = (
    "Les courriers que ce dossier peut écrire, du plus pressé au moins pressé. Rien n’est envoyé par l’application : "
    "imprimez, faites signer la personne, notez l’envoi."
)


async def build(desk: Desk, opened: OpenCase, day: date) -> None:
    """The page, by the law and the delays of ``day``."""
    copies = await asyncio.to_thread(letters.printed_letters, desk, opened.id)
    theme.apply_sheet("budget")
    theme.apply_sheet("letters")
    with page_frame(desk, "Courriers", opened, here="courriers") as frame, node("div", "", "budget-page letters-page"):
        node("p", INTRO.replace(" :", f"{NNBSP}:"), "pcb-intro")
        page = _Page(opened, day)
        with node("section"):
            node("h2", "Courriers déjà imprimés")
            groups = copy_groups(opened.id, copies)
            FactsTable("Courriers imprimés", COPIES, groups, empty="Aucun courrier imprimé.", shown=False)

    async def follow(_: object) -> None:
        visit = current_visit()
        now = await asyncio.to_thread(cases.open_case, visit.desk, opened.id)
        page.follow(now)
        frame.agent.follow(now.revision, clock_time(now.saved_at))

    frame.agent.on("saved", checked(follow), args=[["structure_changed"]])


class _Page:
    """The parts of the page that follow what is answered on it."""

    def __init__(self, opened: OpenCase, day: date) -> None:
        self._day = day
        found = letters.letters_of(opened.case, day)
        with node("p", "", "letters-actions"):
            _link("Dates pour l’agenda (.ics)", f"/dossier/{opened.id}/courriers.ics")
            _link("Fiche du conseiller (PDF)", f"/dossier/{opened.id}/fiche-courriers.pdf")
            self._to_creditors = _link("Proposer à tous les créanciers", "#creanciers")
        self._steps = node("details", "", "pcb-more")
        with self._steps:
            self._steps_title = node("summary", _steps_title(opened.case))
            node(
                "p", "Chaque date est celle où la lettre a été reçue : elle ouvre un délai.".replace(" :", f"{NNBSP}:")
            )
            self._procedure = AskedFields(node("div", "", "pcb-questions"))
        self._table = FactsTable(
            "Courriers par urgence", COLUMNS, letter_groups(opened.id, found), empty="Aucun courrier.", shown=False
        )
        self._creditors = _Creditors(opened.id)
        self._fields(opened.case)
        self._to_creditors.set_visibility(self._creditors.there)

    def follow(self, opened: OpenCase) -> None:
        """Show what is now stored."""
        found = letters.letters_of(opened.case, self._day)
        self._steps_title.say(_steps_title(opened.case))
        self._table.show(letter_groups(opened.id, found))
        self._fields(opened.case)
        self._to_creditors.set_visibility(self._creditors.there)

    def _fields(self, case: Case) -> None:
        asked = (letters.asked_at(case, f"procedure.{name}") for name in PROCEDURE)
        self._procedure.show(question for question in asked if question is not None)
        self._creditors.follow(case, letters.to_creditors(case, self._day))


class _Creditors:
    """The offers to every creditor at once: an amount and a first day for each, and one PDF."""

    def __init__(self, case_id: str) -> None:
        self._case_id, self.there = case_id, False
        self._section = node("section").has(id="creanciers")
        self._rows: dict[str, tuple[Element, AskedFields]] = {}
        with self._section:
            node("h2", "À tous les créanciers")
            self._told = node("p").has(role="status")
            with node("p"):
                self._print = node("a", "", "pcb-action")
            with node("details", "", "pcb-more"):
                node("summary", "Montants proposés")
                self._list = node("div", "", "letters-offers")

    def follow(self, case: Case, found: tuple[Letter, ...]) -> None:
        """Say how many are ready, and ask for what each offers."""
        there = letters.ready(found)
        self.there = bool(found)
        self._ask(case, found)
        self._section.set_visibility(bool(found))
        ready = plural(len(there), "courrier prêt", "courriers prêts")
        self._told.say(f"{ready} sur {len(found)}. Ceux qui ne le sont pas ne sont pas imprimés.")
        self._print.set_visibility(bool(there))
        self._print.say(f"Imprimer les propositions prêtes ({len(there)}) en un seul PDF")
        self._print.has(href=f"/dossier/{self._case_id}/courriers-creanciers.pdf")

    def _ask(self, case: Case, found: tuple[Letter, ...]) -> None:
        """The amount and the first day of each, one line a creditor."""
        for key in [key for key in self._rows if key not in {letter.key for letter in found}]:
            self._rows.pop(key)[0].delete()
        for letter in found:
            who = letter.subject.label
            if letter.key not in self._rows:
                with self._list, node("div", "", "letters-offer").has(role="group", aria_label=who) as row:
                    node("h3", who)
                    self._rows[letter.key] = (row, AskedFields(node("div", "", "pcb-questions")))
            asked = (
                letters.asked_at(case, f"letters.{letter.key}.amount", "Par mois"),
                letters.asked_at(case, f"letters.{letter.key}.first_on"),
            )
            self._rows[letter.key][1].show(question for question in asked if question is not None)


def _steps_title(case: Case) -> str:
    noted = sum(known(getattr(case.procedure, name)) is not None for name in PROCEDURE)
    told = plural(noted, "réponse notée", "réponses notées") if noted else "rien de noté"
    return f"Étapes devant la commission et le FSL{NNBSP}: {told}"


def _link(text: str, href: str) -> Node:
    return node("a", text, "pcb-button").has(href=href)
