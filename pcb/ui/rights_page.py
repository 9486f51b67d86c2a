"""``/dossier/{id}/droits``: the person's rights: a copy of everything, who looked at the case, erasing it."""

from __future__ import annotations

import asyncio

from nicegui import ui

from pcb.domain.rights import Action
from pcb.ui import theme
from pcb.ui.act_form import Act, ActForm, Blank, Typed
from pcb.ui.audit_page import groups
from pcb.ui.entering import source_of
from pcb.ui.figures import NNBSP
from pcb.ui.layout import access_tabs, page_frame
from pcb.ui.tables import Column, FactsTable
from pcb.ui.visit import current_visit
from pcb.ui.widgets import node
from pcb.usecases import access, erasing
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from pcb.usecases.oversight import who_looked

SHOWN = 200
COLUMNS = (Column("when", "Quand", short=True), Column("who", "Qui"), Column("what", "Quoi"))


async def build(desk: Desk, opened: OpenCase) -> None:
    """The page."""
    lines = await asyncio.to_thread(who_looked, desk, opened.id, SHOWN)
    may_export, may_remove = await asyncio.to_thread(
        lambda: (access.may_now(desk, opened.id, Action.EXPORT), access.may_now(desk, opened.id, Action.REMOVE))
    )
    theme.apply_sheet("budget")
    theme.apply_sheet("oversight")
    with (
        page_frame(desk, "Droits de la personne", opened, here="droits"),
        node("div", "", "budget-page oversight-page"),
    ):
        access_tabs(opened.id, "droits")
        with node("section"):
            node("h2", "Tout ce que nous avons sur ce foyer")
            node(
                "p",
                "La personne peut demander une copie de tout ce qui est gardé sur elle\u202f: réponses, historique, "
                "courriers, documents, fichiers, et qui a consulté le dossier. Un fichier ZIP, avec un PDF à lire et "
                "les mêmes données pour un logiciel.",
            )
            if may_export:
                with node("p"):
                    node("a", "Faire la copie", "pcb-action").has(href=f"/dossier/{opened.id}/tout.zip", download=True)
            else:
                node("p", "La copie est faite par qui suit le dossier, ou par le coordinateur du lieu.", "quiet")
        with node("section"):
            node("h2", "Corriger")
            node(
                "p",
                f"Une réponse fausse se corrige dans l’entretien{NNBSP}: l’historique garde ce qui était noté, qui l’a "
                "corrigé et quand.",
            )
        with node("section"):
            node("h2", "Qui a consulté ce dossier")
            about = (
                "Les changements sont dans l’historique. Les lignes sont gardées douze mois, sauf réglage contraire."
            )
            node("p", about, "quiet")
            FactsTable("Consultations, la dernière en premier", COLUMNS, groups(lines), empty="Personne.", shown=False)
            if len(lines) == SHOWN:
                node("p", f"Seules les {SHOWN} dernières sont montrées. La copie les donne toutes.", "quiet")
        with node("section"):
            node("h2", "Effacer ce dossier")
            _erase(opened, may_remove)


def _erase(opened: OpenCase, may_remove: bool) -> None:
    node(
        "p",
        "À la demande de la personne\u202f: le dossier, son historique, ses documents et ses fichiers sont effacés "
        "pour toujours. Restent une ligne du journal d’activité sans nom, et le dossier dans les nombres, sans "
        "identité.",
    )
    node(
        "p",
        "Votre structure est peut-être tenue à un bordereau d’élimination (archives publiques)\u202f: demandez-le "
        "avant, et proposez d’abord la copie.",
    )
    if not may_remove:
        node("p", "Le coordinateur du lieu peut le faire.", "quiet")
        return
    with node("details"):
        node("summary", "Effacer pour toujours")
        ActForm(
            "Effacer ce dossier",
            "Effacer pour toujours",
            _erased(opened.id),
            fields=(
                Blank("reference", "Référence de ce dossier", help="Elle est en haut de la page."),
                Blank("password", "Votre mot de passe", "password"),
                Blank("code", "Code de double vérification, si votre compte en a un"),
            ),
        )


def _erased(case_id: str) -> Act:
    async def act(typed: Typed) -> str:
        visit = current_visit()
        values = typed.values
        source = source_of(ui.context.client.request, visit.services.settings)
        await asyncio.to_thread(
            lambda: erasing.erase_on_request(
                visit.desk,
                case_id,
                values.get("reference", ""),
                values.get("password", ""),
                visit.now(),
                folder=visit.services.settings.data_dir,
                code=values.get("code", ""),
                source=source,
            )
        )
        ui.navigate.to("/dossiers")
        return "Le dossier est effacé."

    return act
