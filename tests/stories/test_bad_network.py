"""Behind a link that stalls or is cut while someone types: what is stored is what the screen shows, or the screen says
that it is not stored. Ten outages at once, each on a page of its own, looked at every second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from pcb.config import Settings
from pcb.domain.answers import known
from pcb.usecases import accounts, cases
from pcb.usecases.desk import Desk, open_store
from tests.stories.link import Link
from tests.stories.server import PASSWORD, Server

PATH = "supporter.organisation"
GRACE = 3.5
"""Seconds after the last keystroke during which « en cours… » is enough; after them the screen must be louder."""
LOOK = """path => { const f = document.querySelector(`[data-path="${path}"]`);
  return f && {shown: f.querySelector('input').value, field: f.querySelector('.pcb-feedback').innerText,
               header: document.querySelector('#pcb-etat').innerText}; }"""
LOUD = ("non enregistré", "pas encore enregistré", "votre session est terminée")


@dataclass
class Outage:
    """One page behind its own link, and what was seen on it."""

    manner: str
    seconds: int
    case_id: str
    link: Link
    page: Page
    typed_at: float = 0.0

    @property
    def name(self) -> str:
        return f"{self.manner} {self.seconds} s"

    def begin(self) -> None:
        getattr(self.link, self.manner)()
        threading.Timer(self.seconds, self.link.restore).start()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.typed_at = time.monotonic()

    def silent_difference(self, stored: Callable[[str], str]) -> str:
        """What the screen shows, the base does not hold, and the screen says nothing of; empty when there is none."""
        seen = self.page.evaluate(LOOK, PATH)
        if seen is None:
            return ""  # the page is being loaded again: it shows nothing
        kept = stored(self.case_id)
        if seen["shown"] == kept:
            return ""
        said = f"{seen['field']} {seen['header']}".lower()
        if any(word in said for word in LOUD):
            return ""
        if "en cours" in said and time.monotonic() - self.typed_at < GRACE:
            return ""
        return "" if kept == stored(self.case_id) == self._again() else f"{seen} / {kept!r}"

    def _again(self) -> str:
        seen = self.page.evaluate(LOOK, PATH)
        return str(seen["shown"]) if seen else ""


@pytest.fixture
def desk(server: Server, page: Page) -> Iterator[Desk]:
    """The same base, read from this process."""
    from tests.stories.conftest import first_start

    first_start(page, server.url)
    store = open_store(Settings(server.folder / "data"))
    yield accounts.sign_in(store, "anne", PASSWORD)
    store.close()


@pytest.fixture
def outages(server: Server, desk: Desk, browser: Browser, request: pytest.FixtureRequest) -> Iterator[list[Outage]]:
    made: list[Outage] = []
    contexts = []
    for manner in ("stall", "cut"):
        for seconds in request.param:
            opened = cases.create_case(desk, datetime.now(UTC))
            link = Link(server.port)
            context = browser.new_context(locale="fr-FR")
            contexts.append(context)
            made.append(Outage(manner, seconds, opened.id, link, context.new_page()))
    for one in made:
        page, url = one.page, f"http://127.0.0.1:{one.link.port}"
        page.goto(f"{url}/connexion")
        page.fill("#login", "anne")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/dossiers**")
        page.goto(f"{url}/dossier/{one.case_id}/entretien/accompagnant")
        page.wait_for_selector(f'[data-path="{PATH}"] input')
        page.wait_for_function("() => window.did_handshake")
    yield made
    for one in made:
        one.link.close()
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "outages", [(1, 4, 10), pytest.param((30, 90), marks=pytest.mark.proof)], indirect=True, ids=["short", "long"]
)
def test_no_outage_makes_the_screen_and_the_base_differ_in_silence(outages: list[Outage], desk: Desk) -> None:
    def stored(case_id: str) -> str:
        return known(cases.open_case(desk, case_id).case.supporter.organisation) or ""

    for one in outages:
        one.page.focus(f'[data-path="{PATH}"] input')
        one.type("AVANT")
        one.begin()
        one.type("-PENDANT")
        one.page.keyboard.press("Tab")
    silent: list[str] = []
    end = time.monotonic() + 90 + 45
    while time.monotonic() < end:
        for one in outages:
            difference = one.silent_difference(stored)
            if difference:
                silent.append(f"{one.name} : {difference}")
        if all(stored(one.case_id) == "AVANT-PENDANT" == one._again() for one in outages):
            break
        outages[0].page.wait_for_timeout(500)
    assert silent == []
    assert {one.name: (stored(one.case_id), one._again()) for one in outages} == {
        one.name: ("AVANT-PENDANT", "AVANT-PENDANT") for one in outages
    }
