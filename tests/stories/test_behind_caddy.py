"""The server as ``deploy/`` sets it: Caddy with HTTPS before two processes on one PostgreSQL base. One is killed:
its people are sent to the other and sign in again, nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pcb.config import Settings
from pcb.usecases import accounts, cases
from pcb.usecases.demo import demo_household
from pcb.usecases.desk import Desk, open_store
from tests.conftest import FLAGS
from tests.databases import Server as PostgreSQL
from tests.intake import made
from tests.stories.office import SETTLED, free_port
from tests.stories.server import PASSWORD, Server
from tests.stories.test_two_servers import NOW, colleague

pytestmark = [pytest.mark.proof, pytest.mark.browser]
CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
NAME = "pcb.test"
LANDLORD = "[id='f-home.landlord']"
STICKY, SESSION = "__Host-pcb_process", "__Host-pcb"


class Place:
    """The whole server: ``url`` is its public address, ``processes`` those behind the proxy, ``root`` its authority."""

    def __init__(self, folder: Path, address: str) -> None:
        program = shutil.which("caddy")
        assert program, "Cette preuve demande Caddy sur cette machine (Debian : apt install caddy)."
        self.port = free_port()
        self.url = f"https://{NAME}:{self.port}"
        self.root = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        self.database_url = address
        settings = {"PCB_PUBLIC_URL": self.url, "PCB_SECOND_FACTOR": "required"}
        self.processes = []
        for name in ("un", "deux"):
            (folder / name).mkdir()
            self.processes.append(Server(folder / name, free_port(), address, settings))
            self.processes[-1].start()
        for_the_test = f"\tadmin off\n\thttp_port {free_port()}\n\thttps_port {self.port}\n\tlocal_certs\n"
        for_the_test += f"\tskip_install_trust\n\tstorage file_system {folder / 'caddy'}\n"
        (folder / "Caddyfile").write_text(CADDYFILE.read_text("utf-8").replace("{\n", "{\n" + for_the_test, 1), "utf-8")
        upstreams = " ".join(f"127.0.0.1:{process.port}" for process in self.processes)
        environment = os.environ | {"PCB_PUBLIC_NAME": NAME, "PCB_UPSTREAMS": upstreams, "HOME": str(folder)}
        self.said = folder / "caddy.log"
        with self.said.open("wb") as out:
            self.proxy = subprocess.Popen(
                [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")],
                env=environment,
                stdout=out,
                stderr=out,
            )
        self._until_it_answers()

    def _until_it_answers(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            assert self.proxy.poll() is None, self.said.read_text("utf-8")
            try:
                with self.client() as client:
                    if client.get("/sante").status_code == 200:
                        return
            except (OSError, httpx.TransportError):
                time.sleep(0.2)
        raise AssertionError(self.said.read_text("utf-8"))

    def client(self) -> httpx.Client:
        """A client that believes the proxy's own authority alone, and asks for the public name."""
        trust = ssl.create_default_context(cafile=self.root)
        transport = httpx.HTTPTransport(verify=trust)
        client = httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}", transport=transport, headers={"Origin": self.url}, timeout=20
        )
        client.headers["Host"] = f"{NAME}:{self.port}"
        client.event_hooks["request"] = [_by_name]
        return client

    def ask(self, context: BrowserContext, path: str, content: bytes = b"", **headers: str) -> httpx.Response:
        """What that browser gets, by its cookies, for that address; with ``content`` it is sent there."""
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in context.cookies(self.url))
        with self.client() as client:
            method = "POST" if content else "GET"
            return client.request(method, path, content=content, headers={**headers, "Cookie": cookies})

    def process_of(self, context: BrowserContext) -> Server:
        """The process that holds the session of that browser."""
        token = {cookie["name"]: cookie["value"] for cookie in context.cookies(self.url)}[SESSION]
        headers = {"Host": NAME, "Cookie": f"{SESSION}={token}", "Accept": "application/json"}
        found = [one for one in self.processes if one.alive and _status(one, headers) == 200]
        assert len(found) == 1
        return found[0]

    def end(self) -> None:
        self.proxy.kill()
        self.proxy.wait(10)
        for process in self.processes:
            process.kill()


def _status(process: Server, headers: dict[str, str]) -> int:
    return httpx.get(f"{process.url}/session", headers=headers, timeout=20).status_code


def _by_name(request: httpx.Request) -> None:
    request.extensions["sni_hostname"] = NAME


@pytest.fixture
def place(postgresql: PostgreSQL, tmp_path: Path) -> Iterator[Place]:
    served = Place(tmp_path, postgresql.new_base(migrated=False))
    yield served
    served.end()


@pytest.fixture
def page(browser: Browser, chromium: str) -> Iterator[Page]:
    """A browser that finds the public name on this machine; the authority of the test is unknown to it."""
    own = browser.browser_type.launch(
        executable_path=chromium, args=[*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    )
    context = own.new_context(ignore_https_errors=True, locale="fr-FR", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(20_000)
    yield context.new_page()
    own.close()


def first_account(page: Page, address: str) -> tuple[str, list[str]]:
    """Made at the process itself, as through « ssh -L », before the door is open; the second factor is asked for at
    once. The secret and the spare codes."""
    page.goto(address)
    for name, typed in (("display_name", "Anne"), ("login", "anne"), ("password", PASSWORD), ("again", PASSWORD)):
        page.fill(f"[name={name}]", typed)
    page.keyboard.press("Enter")
    page.check("input[type=checkbox]")
    page.get_by_role("button", name="Commencer").click()
    secret = page.inner_text(".pcb-secret").replace(" ", "")
    page.fill("#code", pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    page.wait_for_selector(".pcb-spare")
    return secret, page.locator(".pcb-spare code").all_inner_texts()


def sign_in(page: Page, place: Place, code: str) -> None:
    page.goto(f"{place.url}/connexion")
    page.fill("#login", "anne")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.fill("#code", code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers")


def come_in(client: httpx.Client, login: str) -> None:
    """Sign in for the first time, and set up the second factor that is asked for."""
    entered = client.post("/connexion", data={"login": login, "password": PASSWORD})
    assert entered.status_code == 303, entered.text
    shown = client.get("/compte/double-verification", headers={"Accept": "text/html"}).text
    found = re.search(r'pcb-secret">([A-Z2-7 ]+)<', shown)
    assert found, shown
    code = pyotp.TOTP(found[1].replace(" ", "")).now()
    assert client.post("/compte/double-verification", data={"code": code}).status_code == 200


def say(page: Page, text: str) -> None:
    page.fill(LANDLORD, text)
    page.keyboard.press("Tab")


def landlord(desk: Desk, case_id: str) -> str | None:
    return cases.open_case(desk, case_id).case.home.landlord


def test_two_processes_behind_caddy_serve_by_https_and_one_dies(place: Place, page: Page, tmp_path: Path) -> None:
    _, spare = first_account(page, place.processes[0].url)
    store = open_store(Settings(tmp_path, place.database_url))
    desk = accounts.sign_in(store, "anne", PASSWORD)
    colleague(desk, "paul")
    case_id = cases.import_case(desk, demo_household("couple-deux-enfants"), NOW).id

    # Signed in by HTTPS; every cookie is for this host, HTTPS and no script; the interview has its socket.
    sign_in(page, place, spare[0])
    page.goto(f"{place.url}/dossier/{case_id}/entretien/logement")
    page.wait_for_function("() => window.did_handshake && document.activeElement !== document.body")
    held = page.context.cookies(place.url)
    assert {cookie["name"] for cookie in held} >= {SESSION, f"{SESSION}_appareil", STICKY}
    assert all(cookie["name"].startswith("__Host-") and cookie["secure"] and cookie["httpOnly"] for cookie in held)

    # Answered, printed, joined; the page is always answered by its own process.
    say(page, "Habitat du Gers")
    page.wait_for_function(SETTLED)
    assert landlord(desk, case_id) == "Habitat du Gers"
    printed = place.ask(page.context, f"/dossier/{case_id}/declaration.pdf")
    assert (printed.status_code, printed.content[:4]) == (200, b"%PDF")
    address = f"/dossier/{case_id}/pieces/persons-p1-identity/fichier"
    named = {"X-Pcb-Name": quote("recto.jpg"), "X-Pcb-Request": "a" * 16}
    joined = place.ask(page.context, address, made.photograph(12), **named)
    assert (joined.status_code, joined.json()["state"]) == (200, "joined")
    assert {place.ask(page.context, "/session").status_code for _ in range(40)} == {200}
    whose = place.process_of(page.context)
    assert page.evaluate("() => window.isSecureContext")

    # A colleague works at the other process.
    mine = next(cookie["value"] for cookie in page.context.cookies(place.url) if cookie["name"] == STICKY)
    paul = place.client()
    while paul.get("/connexion").cookies.get(STICKY) == mine:
        paul.cookies.clear()
    come_in(paul, "paul")
    assert paul.get("/dossiers").status_code == 200

    # Killed while answers leave one after another: what was acknowledged is kept, the person signs in at the other.
    say(page, "Office public du Gers")
    page.wait_for_function(SETTLED)
    whose.kill()
    say(page, "Habitat des Landes")
    expect(page.locator("#pcb-lock-password")).to_be_visible(timeout=30_000)
    assert landlord(desk, case_id) == "Office public du Gers"
    page.fill("#pcb-lock-password", PASSWORD)
    page.keyboard.press("Enter")
    page.fill("#pcb-lock-code", spare[1])
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden(timeout=20_000)
    deadline = time.monotonic() + 20
    while landlord(desk, case_id) != "Habitat des Landes":
        assert time.monotonic() < deadline, landlord(desk, case_id)
        time.sleep(0.2)
    other = place.process_of(page.context)
    assert other is not whose
    assert paul.get("/dossiers").status_code == 200  # never disturbed

    # The dead one comes back: nobody is moved.
    whose.start()
    assert {place.ask(page.context, "/session").status_code for _ in range(20)} == {200}
    assert place.process_of(page.context) is other
    assert paul.get("/dossiers").status_code == 200

    # Nobody answers any more: a French sentence, the headers all the same; and the log of the proxy.
    for process in place.processes:
        process.kill()
    alone = paul.get(f"/dossier/{case_id}/budget")
    assert alone.status_code in (502, 503)
    assert "Rien de ce qui a été enregistré n’est perdu" in alone.text
    assert alone.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "server" not in alone.headers
    paul.close()
    assert case_id not in place.said.read_text("utf-8")
    assert "remote_ip" not in place.said.read_text("utf-8")
    store.close()
