"""``/dossier/{id}/a-emporter``: what the person takes home, seen, decided, printed, and to whom it was given."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

from nicegui.element import Element

from pcb.domain.case import Case
from pcb.ui import theme
from pcb.ui.asked_fields import AskedFields
from pcb.ui.figures import NNBSP
from pcb.ui.layout import page_frame
from pcb.ui.moments import clock_time
from pcb.ui.take_home_given import GivenPapers
from pcb.ui.take_home_lists import Decisions, Rows
from pcb.ui.take_home_rows import contents, figures, notes, watched
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import Node, node
from pcb.usecases import cases, take_home
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from pcb.usecases.take_home import Given, PaperKind, Register, Size, TakenHome

PLACES = (
    ("imprimer", "Imprimer"),
    ("surveiller", "À surveiller"),
    ("payer", "Payer ou non"),
    ("faire", "À faire"),
    ("rendez-vous", "Rendez-vous"),
    ("appeler", "Qui appeler"),
    ("remis", "Papiers remis"),
)
SETTINGS = ("language", "by_week", "next_month")
WATCH = ("watch_1", "watch_2", "watch_3")
BOOKLET = f"Livret A5{NNBSP}: imprimez en recto verso, retourné sur le bord court, puis pliez les feuilles ensemble."
LOOKS = 12
"""How many times, a second apart, the page looks for the copy that a download has just made."""
ALONE = (PaperKind.BUDGET, PaperKind.CALENDAR, PaperKind.ACTIONS)


class PrintWhenSaved(Element, component="static/print_when_saved.js"):
    """In a form that prints: it holds the form until what was just chosen is stored."""


async def build(desk: Desk, opened: OpenCase, day: date) -> None:
    """The page, on ``day``."""
    made, copies = await asyncio.to_thread(_read, desk, opened, day)
    theme.apply_sheet("budget")
    theme.apply_sheet("take_home")
    with page_frame(desk, "À emporter", opened, here="a-emporter") as frame, node("div", "", "budget-page home-page"):
        page = _Page(opened, day, made, copies)

    async def follow(_: object) -> None:
        visit = current_visit()
        now = await asyncio.to_thread(cases.open_case, visit.desk, opened.id)
        page.show(now, *await asyncio.to_thread(_read, visit.desk, now, day))
        frame.agent.follow(now.revision, clock_time(now.saved_at))

    page.follow = follow
    frame.agent.on("saved", checked(follow), args=[["structure_changed"]])


def _read(desk: Desk, opened: OpenCase, day: date) -> tuple[TakenHome, tuple[Given, ...]]:
    return take_home.taken_home(desk, opened, day), take_home.given(desk, opened)


class _Page:
    """The parts of the page, each of which follows what is answered; fields that stay are never replaced."""

    def __init__(self, opened: OpenCase, day: date, made: TakenHome, copies: tuple[Given, ...]) -> None:
        self._case_id, self._day = opened.id, day
        self._copies = len(copies)
        self.follow: Callable[[object], Awaitable[None]] | None = None
        with node("nav", "", "page-places").has(aria_label="Dans cette page"):
            for anchor, words in PLACES:
                node("a", words).has(href=f"#{anchor}")
        self._figures = node("dl", "", "home-figures")
        self._notes = node("ul", "", "home-notes")
        self._print()
        self._watch()
        with _section("payer", "Qui payer, qui ne pas payer maintenant"):
            node(
                "p",
                "Ce qui est sûr est proposé ; le reste est votre décision, avec la personne.".replace(
                    " ;", f"{NNBSP};"
                ),
                "quiet",
            )
            self._decisions = Decisions()
        with _section("faire", "À faire"):
            self._suggested = node("div", "", "home-suggested").has(role="group", aria_label="Actions proposées")
            self._actions = Rows("actions", "Action", ("model", "what", "who", "who_name", "before", "done_on"))
        with _section("rendez-vous", "Rendez-vous"):
            names = ("on", "at", "with_whom", "place", "purpose")
            self._appointments = Rows("appointments", "Rendez-vous", names)
        with _section("appeler", "Qui appeler"):
            self._contacts = Rows("contacts", "Personne à appeler", ("name", "phone", "about"))
        with _section("remis", "Ce qui a été remis, à qui"):
            node("p", "Chaque papier imprimé est gardé tel quel, sous scellé. Notez à qui vous le donnez.", "quiet")
            self._given = GivenPapers(opened.id)
        self.show(opened, made, copies)

    def _print(self) -> None:
        with _section("imprimer", "Imprimer"):
            self._contents = node("p").has(role="status")
            self._settings = AskedFields(node("div", "", "pcb-questions home-settings"), plain=True)
            action = f"/dossier/{self._case_id}/a-emporter.pdf"
            with node("form", "", "home-print").has(method="get", action=action):
                _select("version", "Version", tuple((one.value, one.label) for one in Register))
                _select("taille", "Format", tuple((one.value, one.label) for one in Size))
                with node("div", "", "pcb-buttons"):
                    for kind in (PaperKind.SET, *ALONE):
                        words = "Tout imprimer" if kind is PaperKind.SET else kind.label
                        button = node("button", words, "pcb-action" + ("" if kind is PaperKind.SET else " secondary"))
                        button.has(type="submit", name="papier", value=kind.value)
                        button.on("click", checked(self._look), [])
                PrintWhenSaved()
            node("p", BOOKLET, "quiet")
            with node("p", "", "home-links"):
                node("a", "Dates pour l’agenda (.ics)").has(href=f"/dossier/{self._case_id}/a-emporter.ics")
                node("a", "Papiers à apporter").has(href=f"/dossier/{self._case_id}/pieces")
                node("a", "Courriers").has(href=f"/dossier/{self._case_id}/courriers")

    def _watch(self) -> None:
        with _section("surveiller", "Trois choses à surveiller"):
            self._watched_by = node("p", "", "quiet")
            self._watched = node("ol")
            self._watch_fields = AskedFields(node("div", "", "pcb-questions home-wide"), plain=True)

    def show(self, opened: OpenCase, made: TakenHome, copies: tuple[Given, ...]) -> None:
        """Show what is now stored."""
        case, snapshot = opened.case, made.snapshot
        self._figures.clear()
        with self._figures:
            for figure in figures(snapshot):
                with node("div", "", f"home-figure {figure.level}"):
                    node("dt", figure.label)
                    node("dd", figure.text)
        _fill(self._notes, "li", notes(snapshot))
        self._contents.say(contents(snapshot))
        self._settings.show(_asked(case, SETTINGS))
        self._watch_fields.show(_asked(case, WATCH))
        mine = any(said.text for said in snapshot.watch)
        self._watched_by.say(
            "Imprimé comme vous l’avez écrit."
            if mine
            else "Proposé d’après le dossier, et imprimé ainsi tant que vous n’écrivez rien."
            if snapshot.watch
            else "Rien n’est proposé d’après le dossier."
        )
        _fill(self._watched, "li", watched(snapshot))
        self._decisions.show(case, made)
        self._suggest(made)
        for rows in (self._actions, self._appointments, self._contacts):
            rows.show(case)
        self._given.show(case, copies)
        self._copies = len(copies)

    def _suggest(self, made: TakenHome) -> None:
        self._suggested.clear()
        self._suggested.set_visibility(bool(made.suggested))
        with self._suggested:
            node("span", f"Proposé d’après le dossier{NNBSP}:", "quiet")
            for model in made.suggested:
                button = node("button", f"+ {model.label}", "pcb-button").has(type="button")
                button.on("click", checked(lambda one=model: self._take(one)), [])

    async def _look(self) -> None:
        """A download makes its copy beside the page: look for it for a while."""
        before = self._copies
        for _ in range(LOOKS):
            await asyncio.sleep(1)
            if self.follow is not None:
                await self.follow(None)
            if self._copies != before:
                return

    async def _take(self, model: take_home.ActionModel) -> None:
        visit = current_visit()
        await asyncio.to_thread(take_home.take_suggestion, visit.desk, self._case_id, model, visit.now())
        if self.follow is not None:
            await self.follow(None)


def _asked(case: Case, names: tuple[str, ...]) -> tuple[take_home.Asked, ...]:
    found = (take_home.question_at(case, f"take_home.{name}") for name in names)
    return tuple(one for one in found if one is not None)


def _section(anchor: str, title: str) -> Node:
    section = node("section").has(id=anchor)
    with section:
        node("h2", title)
    return section


def _fill(place: Node, tag: str, texts: tuple[str, ...]) -> None:
    place.clear()
    place.set_visibility(bool(texts))
    with place:
        for text in texts:
            node(tag, text)


def _select(name: str, label: str, options: tuple[tuple[str, str], ...]) -> None:
    with node("span"):
        node("label", label).has(for_=f"print-{name}")
        with node("select").has(id=f"print-{name}", name=name):
            for value, text in options:
                node("option", text).has(value=value)
