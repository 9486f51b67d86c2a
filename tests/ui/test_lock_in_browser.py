"""The lock in a real Chromium: the screen hides, nothing can be read or done, and the same place comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pcb.config import Settings
from pcb.domain.case_path import get
from pcb.ui.sessions import Sessions
from pcb.usecases import second_factor
from pcb.usecases.cases import OpenCase, answer, open_case
from pcb.usecases.desk import Desk
from tests.ui.conftest import PASSWORD, Clock

pytestmark = pytest.mark.browser
SITE = "#f-welcome\\.site"
CANARY = "Chez Odette Canari"
AUDIT = """async () => (await axe.run('html', {resultTypes: ['violations']})).violations.filter(
  v => ['serious', 'critical'].includes(v.impact)).flatMap(v => v.nodes.map(n => `${v.id} : ${n.html.slice(0, 99)}`))"""
VISIBLE = """() => document.body.innerText + ' ' + document.title"""
READY = "() => window.did_handshake && document.querySelector('.pcb-field')"
IDLE = 3.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", lock_seconds=600)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def case(opened: OpenCase, desk: Desk, clock: Clock) -> OpenCase:
    answer(desk, opened.id, "welcome.site", CANARY, seen=None, request_id="canary", now=clock.now())
    return opened


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/connexion")
    page.fill("#login", "claire")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")


@pytest.fixture
def page(context: BrowserContext, base: str, case: OpenCase) -> Page:
    """The interview of a case, signed in."""
    page = context.new_page()
    sign_in(page, base)
    page.wait_for_url("**/dossiers")
    page.goto(f"{base}/dossier/{case.id}/entretien/cadre")
    page.wait_for_function(READY)
    expect(page.locator(SITE)).to_have_value(CANARY)
    return page


def check_locked(page: Page) -> None:
    """Nothing of the case can be seen, and nothing behind the dialog takes the focus."""
    expect(page.locator("#pcb-lock-password")).to_be_focused()
    expect(page.locator(SITE)).to_be_hidden()
    assert "Canari" not in page.evaluate(VISIBLE)
    assert page.title() == "Écran verrouillé · Point conseil budget"
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("() => !document.activeElement.closest('#app')")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.locator("#pcb-lock-password").focus()


def unlock(page: Page) -> None:
    page.evaluate("() => { window.before = true; }")
    page.locator("#pcb-lock-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()


def session_status(page: Page) -> int:
    return int(page.evaluate("() => fetch('/session', {headers: {Accept: 'application/json'}}).then(r => r.status)"))


def until_status(page: Page, status: int) -> None:
    deadline = time.monotonic() + 6
    while session_status(page) != status:
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_the_screen_hides_at_once_what_was_typed_is_kept_and_the_same_place_comes_back(
    page: Page, case: OpenCase, desk: Desk, way: str
) -> None:
    page.locator(SITE).fill("Lectoure, mairie")
    if way == "keys":
        page.keyboard.press("Control+Alt+v")
    else:
        page.get_by_role("button", name="Verrouiller").click()
    check_locked(page)
    until_status(page, 401)
    unlock(page)
    page.wait_for_function("() => !window.before && window.did_handshake")
    expect(page.locator(SITE)).to_be_focused()
    expect(page.locator(SITE)).to_have_value("Lectoure, mairie")
    deadline = time.monotonic() + 5
    while get(open_case(desk, case.id).case, "welcome.site") != "Lectoure, mairie":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert page.title() != "Écran verrouillé · Point conseil budget"


def test_after_a_lock_no_way_back_shows_anything(page: Page, context: BrowserContext, base: str) -> None:
    second = context.new_page()
    second.goto(page.url)
    second.wait_for_function(READY)
    page.keyboard.press("Control+Alt+v")
    check_locked(page)
    expect(second.get_by_role("dialog")).to_be_visible()  # the other tab locks too
    assert "Canari" not in second.evaluate(VISIBLE)
    until_status(page, 401)
    reopened = context.new_page()
    reopened.goto(page.url)
    assert "/connexion" in reopened.url
    assert "Canari" not in reopened.content()
    second.goto(f"{base}/connexion")
    second.go_back()
    second.wait_for_load_state()
    assert "Canari" not in second.evaluate(VISIBLE)
    status = page.evaluate(
        """address => fetch(address, {method: 'POST', headers: {'Content-Type': 'application/json'},
          body: JSON.stringify({path: 'note', raw: 'x', seen: '', request_id: '12345678'})}).then(r => r.status)""",
        page.url.replace("/entretien/cadre", "/reponse"),
    )
    assert status == 401
    assert page.evaluate("() => !window.socket.connected")


def test_signing_out_then_back_shows_nothing(page: Page) -> None:
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion")
    page.go_back()
    page.wait_for_load_state()
    assert "Canari" not in page.content()


def test_a_wrong_password_keeps_it_locked_and_is_announced(page: Page) -> None:
    page.keyboard.press("Control+Alt+v")
    expect(page.locator("#pcb-lock-password")).to_be_focused()
    page.keyboard.type("ce n’est pas lui")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("ne convient pas")
    expect(page.locator(SITE)).to_be_hidden()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AUDIT) == []


def test_the_tabs_of_the_same_person_open_together(page: Page, context: BrowserContext) -> None:
    second = context.new_page()
    second.goto(page.url)
    second.wait_for_function(READY)
    second.keyboard.press("Control+Alt+v")
    expect(page.get_by_role("dialog")).to_be_visible()
    until_status(page, 401)
    unlock(second)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.wait_for_function(READY)
    expect(page.locator(SITE)).to_have_value(CANARY)


class TestIdle:
    """With a short delay instead of ten minutes."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings(data_dir=tmp_path / "data", lock_seconds=IDLE)

    def test_it_locks_by_itself_after_the_delay_and_an_action_puts_it_off(self, page: Page) -> None:
        for _ in range(3):
            time.sleep(IDLE / 2)
            page.mouse.move(100 + 50 * _, 200)
        expect(page.get_by_role("dialog")).to_be_hidden()
        start = time.monotonic()
        page.wait_for_selector(".pcb-locked body", state="attached")
        assert IDLE - 1 < time.monotonic() - start < IDLE + 3
        check_locked(page)
        until_status(page, 401)

    @pytest.mark.parametrize("jump", [3600_000, 86_400_000, 315_576_000_000])
    def test_a_clock_that_jumps_forward_locks_at_once(self, page: Page, jump: int) -> None:
        page.evaluate("jump => { const now = Date.now; Date.now = () => now.call(Date) + jump; }", jump)
        page.wait_for_selector(".pcb-locked body", state="attached", timeout=2500)

    def test_a_clock_set_back_does_not_keep_it_open(self, page: Page) -> None:
        page.evaluate("() => { const now = Date.now; Date.now = () => now.call(Date) - 3600000; }")
        page.wait_for_selector(".pcb-locked body", state="attached", timeout=(IDLE + 3) * 1000)

    def test_the_account_page_locks_as_well(self, page: Page, base: str) -> None:
        page.goto(f"{base}/compte")
        page.wait_for_selector(".pcb-locked body", state="attached", timeout=(IDLE + 3) * 1000)
        assert "Claire" not in page.evaluate(VISIBLE)
        page.fill("#pcb-lock-password", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Sessions ouvertes")).to_be_visible()


def test_the_code_is_asked_for_at_the_door_and_at_the_lock(
    context: BrowserContext, base: str, case: OpenCase, desk: Desk, clock: Clock
) -> None:
    secret = second_factor.begin(desk).secret.replace(" ", "")
    codes = list(second_factor.confirm(desk, pyotp.TOTP(secret).at(clock.now()), clock.now()))
    page, faults = context.new_page(), []
    sign_in(page, base)
    expect(page.locator("#code")).to_be_focused()
    page.evaluate(AXE_SCRIPT)
    faults += page.evaluate(AUDIT)
    page.keyboard.type(codes.pop())
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers")
    page.goto(f"{base}/dossier/{case.id}/entretien/cadre")
    page.wait_for_function(READY)
    page.locator(SITE).focus()
    page.keyboard.press("Control+Alt+v")
    page.locator("#pcb-lock-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#pcb-lock-code")).to_be_focused()
    expect(page.locator(SITE)).to_be_hidden()
    page.evaluate(AXE_SCRIPT)
    faults += page.evaluate(AUDIT)
    page.evaluate("() => { window.before = true; }")
    page.keyboard.type(codes.pop())
    page.keyboard.press("Enter")
    page.wait_for_function("() => !window.before && window.did_handshake")
    expect(page.locator(SITE)).to_be_focused()
    assert faults == []


def test_the_account_by_keyboard_and_through_axe(
    page: Page, base: str, sessions: Sessions, desk: Desk, clock: Clock
) -> None:
    sessions.open(replace(desk))
    faults = []
    page.get_by_role("link", name="Mon compte").click()
    page.wait_for_url("**/compte")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        faults += axe(page)
        assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.locator("#present-factor").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")  # « Afficher »
    page.keyboard.press("Space")
    expect(page.locator("#present-factor")).to_have_attribute("type", "text")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pcb-qr")
    assert page.evaluate("() => document.querySelector('.pcb-qr').naturalWidth") > 0  # drawn, the policy lets it
    faults += axe(page)
    page.fill("#code", "000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    faults += axe(page)
    secret = page.inner_text(".pcb-secret").replace(" ", "")
    page.fill("#code", pyotp.TOTP(secret).at(clock.now()))
    page.keyboard.press("Enter")
    page.wait_for_selector(".pcb-spare")
    faults += axe(page)
    assert faults == []


def axe(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(AUDIT))
