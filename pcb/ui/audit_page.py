"""``/journal``: who did what and when, found by day, person, case and action; the proof that nothing was altered."""

from __future__ import annotations

import asyncio
from datetime import date
from urllib.parse import urlencode

from pcb.domain.wording import plural
from pcb.ui import theme
from pcb.ui.act_form import ActForm, Blank, Typed
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.tables import Cell, Column, FactsTable, Group, Row
from pcb.ui.view import today
from pcb.ui.visit import current_visit
from pcb.ui.widgets import node
from pcb.usecases import audit
from pcb.usecases.desk import Desk
from pcb.usecases.oversight import ACTIONS, Filters, Found, Told, activity

COLUMNS = (
    Column("when", "Quand", short=True),
    Column("who", "Qui"),
    Column("what", "Quoi"),
    Column("case", "Dossier", short=True),
    Column("where", "Lieu"),
)
FIELDS = ("since", "until", "who", "case", "action")
NOT_A_HEAD = (
    "Ce n’est pas une fin de chaîne\u202f: recopiez-la en entier, comme elle est imprimée (un nombre, un tiret, 64 "
    "caractères)."
)


async def build(desk: Desk) -> None:
    """The page. Raises :class:`AccessDenied`."""
    found = await asyncio.to_thread(activity, desk, Filters())
    head = await asyncio.to_thread(audit.day_head, desk)
    theme.apply_sheet("budget")
    theme.apply_sheet("oversight")
    with page_frame(desk, "Journal d’activité") as frame, node("div", "", "budget-page oversight-page"):
        with frame.tools:
            node("a", "Dossiers").has(href="/dossiers")
        about = "Toutes les lignes de la maison." if found.whole_house else "Les lignes de vos lieux."
        node("p", f"{about} Rien n’y est dit de ce que contient un dossier.", "pcb-intro")
        _search(found)
        with node("section"):
            node("h2", "Rien n’a-t-il été modifié\u202f?")
            node(
                "p",
                "Chaque ligne tient à celle d’avant. Notez chaque jour la fin de la chaîne hors de l’ordinateur "
                f"(imprimez cette page, ou recopiez-la){NNBSP}: avec elle, une ligne retirée à la fin se voit aussi.",
            )
            node("p", "Fin de la chaîne en ce moment\u202f:")
            node("p", str(head), "audit-head")
            ActForm(
                "Vérifier le journal",
                "Vérifier",
                _verify,
                fields=(Blank("anchor", "Fin de chaîne notée auparavant (facultatif)", example="42-9f3c…"),),
                quiet=True,
            )


def _search(found: Found) -> None:
    people = (("", "Tout le monde"), *found.people)
    actions = (("", "Toutes"), *sorted(ACTIONS.items(), key=lambda one: one[1]))
    place: list[FactsTable] = []

    async def search(typed: Typed) -> str:
        visit = current_visit()
        filters = filters_of(typed, today(visit))
        again = await asyncio.to_thread(activity, visit.desk, filters)
        place[0].show(groups(again.lines))
        table.has(href=table_address(typed))
        table.update()
        return told(again)

    ActForm(
        "Chercher dans le journal",
        "Chercher",
        search,
        fields=(
            Blank("since", "Depuis le", example="01/11/2026"),
            Blank("until", "Jusqu’au", example="23/11/2026"),
            Blank("who", "Qui", options=people),
            Blank("case", "Référence du dossier", example="2026-0042"),
            Blank("action", "Action", options=actions),
        ),
    )
    with node("p"):
        table = node("a", "Exporter ces lignes (CSV)").has(href="/journal.csv")
    place.append(FactsTable("Les lignes, la dernière en premier", COLUMNS, groups(found.lines), empty="Aucune ligne."))
    if found.more:
        node("p", f"Seules les {len(found.lines)} dernières lignes sont montrées{NNBSP}: cherchez par jour.", "quiet")


def filters_of(typed: Typed, day: date) -> Filters:
    """What is looked for. Raises :class:`InvalidAnswer`."""
    who, case, action = (typed.values.get(name, "") for name in FIELDS[2:])
    return Filters(typed.day("since", day), typed.day("until", day), who, case, action)


def table_address(typed: Typed) -> str:
    """Where the same lines are given as a table: days, ids, a reference and codes, nothing of a household."""
    asked = {name: said for name in FIELDS if (said := typed.values.get(name, "").strip())}
    return f"/journal.csv?{urlencode(asked)}" if asked else "/journal.csv"


def told(found: Found) -> str:
    """« 12 lignes. »"""
    if not found.lines:
        return "Aucune ligne ne correspond."
    more = ", les dernières\u202f: il y en a d’autres, cherchez par jour" if found.more else ""
    return f"{plural(len(found.lines), 'ligne', 'lignes')}{more}."


def groups(lines: tuple[Told, ...]) -> tuple[Group, ...]:
    """The lines by day."""
    days: dict[str, list[Row]] = {}
    for line in lines:
        moment = line.at.astimezone()
        cells = {
            "when": Cell(f"{moment:%H:%M:%S}"),
            "who": Cell(line.who),
            "what": Cell(line.what),
            "case": Cell(line.case or "–"),
            "where": Cell(line.where or "–"),
        }
        days.setdefault(f"{moment:%d/%m/%Y}", []).append(Row(str(line.number), cells))
    return tuple(Group(day, tuple(rows), day) for day, rows in days.items())


async def _verify(typed: Typed) -> str:
    text = typed.values.get("anchor", "").strip()
    anchor = audit.read_anchor(text) if text else None
    if text and anchor is None:
        return NOT_A_HEAD
    return verdict(await asyncio.to_thread(audit.verify, current_visit().desk, anchor), asked=bool(text))


def verdict(found: audit.Verdict, *, asked: bool) -> str:
    """What the walk found, in words."""
    if not found.whole:
        return (
            f"Attention\u202f: la ligne {found.wrong} ne tient pas à la chaîne\u202f: {found.fault}. Prévenez "
            "l’administrateur, et gardez la dernière sauvegarde."
        )
    lines = plural(found.lines, "ligne tient", "lignes tiennent")
    if not asked:
        return f"{lines}. Sans une fin de chaîne notée ailleurs, des lignes coupées à la fin ne se verraient pas."
    if not found.anchored:
        return f"{lines}, mais la fin de chaîne donnée est trop ancienne\u202f: elle n’est plus dans le journal."
    return f"{lines}, et la fin de chaîne notée s’y trouve\u202f: rien n’a été modifié ni retiré."
