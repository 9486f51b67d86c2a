"""Discreet mode: the screen is turned towards somebody, and the other households are hidden.

The server hides them: while it is on, no name of another household is sent to the browser at all. It belongs to the
session, and lasts until it is switched off.
"""

from __future__ import annotations

from nicegui import ui

from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import Node, node

HIDDEN = "•••"
LIST = "/dossiers"


def on() -> bool:
    """Whether the session of this page is discreet."""
    return current_visit().session.discreet


def hidden(text: str) -> str:
    """The text, or what stands for it in discreet mode."""
    return HIDDEN if text and on() else text


def button() -> None:
    """The switch of the header. On the list the page is loaded again: what it held must not stay behind."""
    switch = node("button", "Écran discret", "pcb-link pcb-discreet")
    switch.has(type="button", title="Cacher les noms des autres ménages", aria_pressed=_pressed())
    switch.on("click", checked(lambda: _switch(switch)), [])


def _switch(switch: Node) -> None:
    session = current_visit().session
    session.discreet = not session.discreet
    switch.has(aria_pressed=_pressed())
    switch.update()
    if ui.context.client.request.url.path == LIST:
        ui.navigate.to(LIST)


def _pressed() -> str:
    return "true" if on() else "false"
