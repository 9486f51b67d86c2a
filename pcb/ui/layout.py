"""The frame of every page behind the sign-in: header, navigation, landmarks, save state.

A page is built inside::

    with page_frame(desk, "Budget", opened, here="budget") as frame:
        ui.element("p") ...            # the main column (``<main>``), under the h1
        with frame.aside: ...          # optional column on the right (``<aside>``)

Plain elements and classes of ``static/pcb.css``; Tailwind is switched off. Text is always given as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nicegui import ui
from nicegui.element import Element

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.ui import discretion, theme
from pcb.ui.moments import clock_time
from pcb.ui.presence import Presence
from pcb.ui.visit import current_visit
from pcb.ui.widgets import Agent, Node, node
from pcb.usecases import cards
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from pcb.usecases.emergency import Alarm

NNBSP = "\u202f"

PAGES = (
    ("entretien", "Entretien"),
    ("budget", "Budget"),
    ("plan", "Plan"),
    ("pieces", "Pièces"),
    ("lettre", "Lettre"),
    ("courriers", "Courriers"),
    ("a-emporter", "À emporter"),
    ("declaration", "Dossier"),
    ("historique", "Historique"),
    ("acces", "Accès et droits"),
)
"""The pages of a case: key (the end of the address) and the word of the menu."""
ACCESS = (("acces", "Qui a accès"), ("droits", "Droits de la personne"))
"""The two pages of the last entry."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The places of a page that may be filled."""

    main: Element
    aside: Element
    nav: Element
    tools: Element
    agent: Agent
    """Speaks with the browser: saved answers, sign-in again, state of saving."""
    case_line: Node | None
    """The household in the header, when a case is open."""


def case_line(case: Case) -> str:
    """« 2026-0042 · M. et Mme … · Lectoure » for the header of a page, never for its title or its address."""
    return " · ".join(part for part in (case.reference, cards.title(case), known(case.address.city) or "") if part)


@contextmanager
def page_frame(
    desk: Desk, title: str, opened: OpenCase | None = None, *, here: str = "", heading: bool = True
) -> Iterator[Frame]:
    """Build the frame, then let the caller fill the main column.

    ``title`` is the h1 and the browser's title: it names the page, never the household. ``here`` is the key of the page
    in :data:`PAGES`. With ``heading=False`` the page writes its own h1.
    """
    visit = current_visit()
    theme.apply()
    client = ui.context.client
    client.title = f"{title} · Point conseil budget"
    client.layout.classes("pcb-page" + (" pcb-case" if opened else ""))
    client.content.classes("pcb-main").props("id=contenu tabindex=-1")
    with client.layout:
        skip = node("a", "Aller au contenu", "pcb-skip").has(href="#contenu")
        header = node("header", "", "pcb-header")
        nav = node("nav", "", "pcb-nav").has(aria_label="Chapitres")
        aside = node("aside", "", "pcb-aside").has(aria_label="Budget en cours")
    for place, element in enumerate((skip, header, nav)):
        element.move(target_index=place)
    line = None
    with header:
        with node("div", "", "pcb-header-row"):
            node("a", "Point conseil budget", "pcb-brand").has(href="/dossiers")
            if opened is not None:
                line = node("span", case_line(opened.case), "pcb-case-line")
            agent = Agent(opened, clock_time(opened.saved_at) if opened else "", visit)
            tools = node("div", "", "pcb-tools")
            discretion.button()
            if not visit.session.demo:
                node("a", "Mon compte").has(href="/compte")
                lock = node("button", "Verrouiller", "pcb-link").has(type="button", data_lock="oui")
                lock.has(title="Ctrl+Alt+V", aria_keyshortcuts="Control+Alt+V")
            with node("form", "", "pcb-signout").has(method="post", action="/deconnexion"):
                node("button", "Se déconnecter", "pcb-link").has(type="submit")
        if opened is not None:
            _menu(opened.id, here)
            _alarms(opened.alarms)
            Presence(opened)
        if visit.session.demo:
            node("p", "Base de démonstration\u202f: les ménages sont inventés, rien n’est gardé.", "pcb-demo")
    with client.content:
        if heading:
            node("h1", title)
        yield Frame(client.content, aside, nav, tools, agent, line)


def _menu(case_id: str, here: str) -> None:
    with node("nav", "", "pcb-menu").has(aria_label="Pages du dossier"):
        node("a", "Tous les dossiers").has(href="/dossiers")
        for key, word in PAGES:
            link = node("a", word).has(href=f"/dossier/{case_id}/{key}")
            if key == here or (key, here) == ("acces", "droits"):
                link.has(aria_current="page")


def access_tabs(case_id: str, here: str) -> None:
    """From one page of « Accès et droits » to the other."""
    with node("nav", "", "pcb-menu").has(aria_label="Accès et droits"):
        for key, word in ACCESS:
            link = node("a", word).has(href=f"/dossier/{case_id}/{key}")
            if key == here:
                link.has(aria_current="page")


def _alarms(alarms: Iterable[Alarm]) -> None:
    """Whoever opens the case sees that somebody entered it without being of it, and why."""
    for alarm in alarms:
        who = "Vous avez ouvert ce dossier" if alarm.mine else f"{alarm.by} a ouvert ce dossier"
        begun, until = alarm.at.astimezone(), alarm.until.astimezone()
        with node("p", "", "pcb-alarm").has(role="note"):
            node("strong", f"Accès d’urgence{NNBSP}: ")
            node("span", f"{who} le {begun:%d/%m/%Y à %H:%M} (jusqu’à {until:%H:%M}). «{NNBSP}{alarm.reason}{NNBSP}»")
