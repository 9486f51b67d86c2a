"""``/conservation``: the cases whose two years are over: propose, archive, bordereau, visa, removal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from nicegui import ui

from pcb.domain.wording import french_date, plural
from pcb.errors import InvalidAnswer
from pcb.ui import theme
from pcb.ui.act_form import Act, ActForm, Blank, Typed
from pcb.ui.entering import source_of
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.view import today
from pcb.ui.visit import Visit, current_visit
from pcb.ui.widgets import node
from pcb.usecases import retention
from pcb.usecases.desk import Desk
from pcb.usecases.retention import NOTICE_DAYS, Board, Bordereau, Line, Stage

_COLUMNS = ("Dossier", "Lieu", "Dernier contact")
_NOBODY = "Cochez au moins un dossier."


async def build(desk: Desk) -> None:
    """The page. Raises :class:`AccessDenied`."""
    visit = current_visit()
    board = await asyncio.to_thread(retention.board, desk, today(visit))
    theme.apply_sheet("budget")
    theme.apply_sheet("oversight")
    with page_frame(desk, "Fin de conservation") as frame, node("div", "", "budget-page oversight-page"):
        with frame.tools:
            node("a", "Dossiers").has(href="/dossiers")
        node(
            "p",
            "Un dossier est gardé deux ans après le dernier contact. Ensuite il est proposé, archivé trente jours plus "
            f"tard, puis détruit sur un bordereau signé{NNBSP}: rien ne se fait tout seul.",
            "pcb-intro",
        )
        _due(board)
        _noticed(board)
        _to_archive(board)
        _archived(board)
        _bordereaux(board, desk)


def _due(board: Board) -> None:
    lines = board.at(Stage.DUE)
    with node("section"):
        node("h2", f"À proposer ({len(lines)})")
        if not lines:
            node("p", "Aucun dossier n’a plus de deux ans sans contact.", "quiet")
            return
        node(
            "p",
            f"Proposer donne {NOTICE_DAYS} jours\u202f: si la personne revient, ou si vous l’appelez et le notez, le "
            "dossier redevient courant.",
        )
        ActForm(
            "Dossiers à proposer", "Proposer la fin de conservation", _many(retention.propose, "proposé", "proposés"),
            columns=(*_COLUMNS, "Deux ans échus le"),
            picks=[(*_cells(line), french_date(line.due_on)) for line in lines],
        )  # fmt: skip


def _noticed(board: Board) -> None:
    lines = board.at(Stage.NOTICED)
    if lines:
        with node("section"):
            node("h2", f"Proposés, en attente ({len(lines)})")
            with node("ul"):
                for line in lines:
                    node("li", f"{line.case.reference}, {line.site}\u202f: jusqu’au {french_date(line.next_on)}")


def _to_archive(board: Board) -> None:
    lines = board.at(Stage.TO_ARCHIVE)
    if lines:
        with node("section"):
            node("h2", f"À archiver ({len(lines)})")
            node("p", "Les trente jours sont passés. Archivé, un dossier n’est plus ouvert que par les coordinateurs.")
            ActForm(
                "Dossiers à archiver", "Archiver", _many(retention.archive, "archivé", "archivés"),
                columns=_COLUMNS, picks=[_cells(line) for line in lines],
            )  # fmt: skip


def _archived(board: Board) -> None:
    lines = [line for line in board.at(Stage.ARCHIVED) if not line.on_bordereau]
    if not lines:
        return
    with node("section"):
        node("h2", f"Archivés, à mettre sur un bordereau ({len(lines)})")
        ActForm(
            "Dossiers archivés", "Faire le bordereau d’élimination", _make_bordereau,
            columns=_COLUMNS, picks=[_cells(line) for line in lines],
        )  # fmt: skip
        with node("details"):
            node("summary", "La personne est revenue\u202f: reprendre un dossier archivé")
            ActForm(
                "Reprendre un dossier", "Reprendre ce dossier", _take_back, quiet=True,
                fields=(
                    Blank("case", "Dossier", options=tuple((line.case.id, line.case.reference) for line in lines)),
                ),
            )  # fmt: skip


def _bordereaux(board: Board, desk: Desk) -> None:
    with node("section"):
        node("h2", "Bordereaux d’élimination")
        if not board.bordereaux:
            node("p", "Aucun bordereau.", "quiet")
        for made, by in board.bordereaux:
            _bordereau(made, by, board.two and made.made_by == desk.account.id)


def _bordereau(made: Bordereau, by: str, own: bool) -> None:
    with node("div", "", "pcb-card bordereau"):
        node("h3", f"{_moment(made.made_at)}, {plural(len(made.lines), 'dossier', 'dossiers')}")
        node("p", f"Fait par {by}\u202f: {', '.join(line.reference for line in made.lines)}.")
        with node("p"):
            node("a", "Imprimer le bordereau (PDF)").has(href=f"/conservation/{made.id}.pdf")
        if made.done_at is not None:
            node(
                "p",
                f"Visa du {french_date(made.signed_on)}. Exécuté le {_moment(made.done_at)}." if made.signed_on else "",
            )
        elif made.signed_on is None:
            ActForm(
                "Noter le visa", "Noter le visa", _note_signed(made.id), quiet=True,
                fields=(Blank("day", "Jour du visa, sur le bordereau signé", example="23/11/2026"),),
            )  # fmt: skip
        elif own:
            said = "Vous avez fait ce bordereau\u202f: une autre personne doit l’exécuter."
            node("p", f"Visa du {french_date(made.signed_on)}. {said}")
        else:
            node("p", f"Visa du {french_date(made.signed_on)}.")
            ActForm(
                "Détruire les dossiers du bordereau", "Détruire pour toujours", _carry_out(made.id),
                fields=(Blank("password", "Votre mot de passe", "password"),
                        Blank("code", "Code de double vérification, si votre compte en a un")),
            )  # fmt: skip


def _cells(line: Line) -> tuple[str, ...]:
    return (line.case.id, line.case.reference, line.site, french_date(line.case.kept.last_contact_on))


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%d/%m/%Y à %H:%M}"


def _many(do: Callable[..., int], one: str, several: str) -> Act:
    async def act(typed: Typed) -> str:
        picked = _picked(typed)
        done = await _done(lambda visit: do(visit.desk, picked, visit.now(), confirmed=typed.sure))
        ui.navigate.to("/conservation")
        return f"{plural(done, f'dossier {one}', f'dossiers {several}')}."

    return act


async def _make_bordereau(typed: Typed) -> str:
    picked = _picked(typed)
    await _done(lambda visit: retention.make_bordereau(visit.desk, picked, visit.now()))
    ui.navigate.to("/conservation")
    return "Le bordereau est fait\u202f: imprimez-le."


async def _take_back(typed: Typed) -> str:
    case_id = typed.values.get("case", "")
    if not case_id:
        raise InvalidAnswer("Choisissez le dossier à reprendre.")
    await _done(lambda visit: retention.take_back(visit.desk, case_id, visit.now()))
    ui.navigate.to("/conservation")
    return "Le dossier est repris."


def _note_signed(bordereau_id: str) -> Act:
    async def act(typed: Typed) -> str:
        day = typed.day("day", today(current_visit()))
        if day is None:
            raise InvalidAnswer("Indiquez le jour du visa.")
        await _done(lambda visit: retention.note_signed(visit.desk, bordereau_id, day, visit.now()))
        ui.navigate.to("/conservation")
        return "Le visa est noté."

    return act


def _carry_out(bordereau_id: str) -> Act:
    async def act(typed: Typed) -> str:
        password, code = typed.values.get("password", ""), typed.values.get("code", "")
        source = source_of(ui.context.client.request, current_visit().services.settings)
        done = await _done(
            lambda visit: retention.carry_out(
                visit.desk, bordereau_id, password, visit.now(), folder=visit.services.settings.data_dir,
                confirmed=typed.sure, code=code, source=source,
            )
        )  # fmt: skip
        left = f" Laissés, car repris entre-temps\u202f: {', '.join(done.left)}." if done.left else ""
        if not left:
            ui.navigate.to("/conservation")
        return f"{plural(len(done.removed), 'dossier détruit', 'dossiers détruits')}.{left}"

    return act


def _picked(typed: Typed) -> Collection[str]:
    if not typed.picked:
        raise InvalidAnswer(_NOBODY)
    return typed.picked


async def _done(work: Callable[[Visit], Any]) -> Any:
    visit = current_visit()
    return await asyncio.to_thread(work, visit)
