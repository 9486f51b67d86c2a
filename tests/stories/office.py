"""A counsellor at work: a server on a base that the test itself can write, a browser signed in, and ways around."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page, ViewportSize

from pcb.config import Settings
from pcb.domain.case import Case
from pcb.storage.vault import Strength
from pcb.usecases import accounts, cases
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk, open_store
from tests.stories.server import PASSWORD, Server

LAPTOP = ViewportSize(width=1366, height=768)
TABLET = ViewportSize(width=768, height=1024)
LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)
INSIDE = """address => { const link = document.createElement('a'); link.href = address; document.body.append(link);
  link.click(); link.remove(); }"""
THERE = """address => location.pathname === address && document.activeElement !== document.body
  && document.querySelector('.pcb-stop h1') !== window.headingBefore"""
SETTLED = "() => !document.querySelector(':is(.state-sending, .state-late, .state-typing)')"


class Office:
    """``page`` is signed in; whatever its console complains of is in ``complaints``, any dialog of the browser too."""

    def __init__(self, url: str, desk: Desk, page: Page) -> None:
        self.url = url
        self.desk = desk
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialogue {dialog.type} : {dialog.message}")
        dialog.accept()

    def keep(self, case: Case) -> OpenCase:
        """Put a household in the base."""
        return cases.import_case(self.desk, case, datetime.now(UTC))

    def case(self, opened: OpenCase) -> Case:
        """The case as it is stored now."""
        return cases.open_case(self.desk, opened.id).case

    def open(self, place: str, opened: OpenCase | None = None) -> None:
        """Load a page: of the case when there is one (``budget``), of the application otherwise."""
        self.page.goto(f"{self.url}/dossier/{opened.id}/{place}" if opened else f"{self.url}/{place}")
        self.page.wait_for_selector("main h1")
        self.page.wait_for_function("() => !document.querySelector('#app') || window.did_handshake")
        assert "/connexion" not in self.page.url, "la session est terminée"
        self.page.evaluate("() => document.fonts.ready.then(() => null)")

    def open_stop(self, opened: OpenCase, key: str, *, load: bool = False) -> None:
        """Go to a page of the interview, by a link of the page when the interview of this case is already open."""
        address = f"/dossier/{opened.id}/entretien/{key}"
        if load or f"/dossier/{opened.id}/entretien" not in self.page.url:
            self.open(f"entretien/{key}", opened)
            self.page.wait_for_function("() => document.activeElement !== document.body")
        elif not self.page.url.endswith(address):
            self.page.evaluate("() => { window.headingBefore = document.querySelector('.pcb-stop h1'); }")
            self.page.evaluate(INSIDE, address)
            self.page.wait_for_function(THERE, arg=address)

    def say(self, path: str, text: str) -> None:
        """Type an answer over what the field holds, and wait until the page has made up its mind."""
        field = self.page.locator(f"[id='f-{path}']")
        field.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")
        self.page.wait_for_function(SETTLED)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def office(browser: Browser, folder: Path) -> Iterator[Office]:
    """A new base with one account (Anne), served by a process of its own, and a page signed in on a laptop screen."""
    (folder / "data").mkdir(parents=True)
    store = open_store(Settings(folder / "data"))
    desk = accounts.set_up(store, "anne", "Anne Conseil", PASSWORD, now=datetime.now(UTC), strength=LIGHT).desk
    server = Server(folder, free_port())
    context = browser.new_context(viewport=LAPTOP, locale="fr-FR", reduced_motion="reduce")
    try:
        server.start()
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{server.url}/connexion")
        page.fill("#login", "anne")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/dossiers")
        yield Office(server.url, desk, page)
    finally:
        context.close()
        server.kill()
        store.close()
