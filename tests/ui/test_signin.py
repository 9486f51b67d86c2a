"""First start, sign-in, recovery, demonstration, sign-out: plain pages, and nothing of a case before the password."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from pcb.ui.signin import own_address
from pcb.usecases.desk import Desk, Store
from tests.ui.conftest import ORIGIN, PASSWORD

HEADERS = {"Origin": ORIGIN}
ACCOUNT = {"login": "Claire", "display_name": "Claire Montaut", "password": PASSWORD, "again": PASSWORD}


def test_the_first_screen_offers_the_account_or_the_demonstration(visitor: TestClient) -> None:
    page = visitor.get("/").text
    assert "Créer mon compte" in page
    assert "Ouvrir la démonstration" in page
    assert '<html lang="fr">' in page


def test_creating_the_account_shows_the_recovery_code_once_and_signs_in(visitor: TestClient) -> None:
    made = visitor.post("/premiere-visite", data=ACCOUNT, headers=HEADERS)
    code = re.search(r'class="pcb-code">([A-Z0-9-]{24})<', made.text)
    assert code
    assert "Je l’ai noté" in made.text
    assert visitor.get("/dossiers").status_code == 200
    for path in ("/", "/premiere-visite", "/connexion", "/dossiers"):
        assert code.group(1) not in visitor.get(path).text
    visitor.post("/deconnexion", headers=HEADERS)
    new = "quatre mots bien choisis"
    again = {"login": "claire", "code": code.group(1).lower(), "password": new, "again": new}
    assert visitor.post("/recuperation", data=again, headers=HEADERS).headers["location"] == "/dossiers"
    assert visitor.get("/dossiers").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"again": "autre chose encore"}, "pas les mêmes"),
        ({"password": "court", "again": "court"}, "14 caractères"),
        ({"login": ""}, "identifiant"),
        ({"display_name": " "}, "nom"),
    ],
)
def test_an_account_that_will_not_do_says_why_and_keeps_what_was_typed(
    visitor: TestClient, change: dict[str, str], said: str
) -> None:
    reply = visitor.post("/premiere-visite", data={**ACCOUNT, **change}, headers=HEADERS)
    assert reply.status_code == 422
    assert said in reply.text
    assert 'role="alert"' in reply.text
    assert PASSWORD not in reply.text  # a password is never sent back
    assert visitor.get("/dossiers").status_code == 303


def test_what_is_typed_is_escaped(visitor: TestClient) -> None:
    hostile = "<script>alert(1)</script>"
    reply = visitor.post("/premiere-visite", data={**ACCOUNT, "display_name": hostile, "again": "x"}, headers=HEADERS)
    assert hostile not in reply.text
    assert "&lt;script&gt;" in reply.text


def test_nobody_creates_a_second_first_account(visitor: TestClient, desk: Desk) -> None:
    reply = visitor.post("/premiere-visite", data={**ACCOUNT, "login": "intrus"}, headers=HEADERS)
    assert reply.headers["location"] == "/connexion"
    assert visitor.get("/dossiers").status_code == 303


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(visitor: TestClient, desk: Desk) -> None:
    sentences = set()
    for login in ("claire", "personne"):
        reply = visitor.post("/connexion", data={"login": login, "password": "x" * 14}, headers=HEADERS)
        assert reply.status_code == 401
        sentences |= set(re.findall(r'role="alert">([^<]+)<', reply.text))
    assert len(sentences) == 1
    assert visitor.get("/dossiers").status_code == 303


def test_signing_in_gives_a_new_cookie_that_scripts_and_foreign_pages_do_not_get(
    visitor: TestClient, desk: Desk
) -> None:
    planted = "planted-by-an-attacker"
    visitor.cookies.set("pcb_8080", planted, domain="127.0.0.1")
    reply = visitor.post("/connexion", data={"login": "claire", "password": PASSWORD}, headers=HEADERS)
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert planted not in cookie
    session, device = reply.headers.get_list("set-cookie")
    assert "Max-Age" not in session  # it goes with the browser
    assert device.startswith("pcb_appareil_8080=")


def test_signing_in_again_closes_the_session_before(client: TestClient, desk: Desk) -> None:
    old = client.cookies["pcb_8080"]
    client.post("/connexion", data={"login": "claire", "password": PASSWORD}, headers=HEADERS)
    assert client.cookies["pcb_8080"] != old
    client.cookies.set("pcb_8080", old)
    assert client.get("/dossiers").status_code == 303


def test_one_comes_back_to_the_page_that_was_asked_and_never_to_another_site(visitor: TestClient, desk: Desk) -> None:
    asked = visitor.get("/dossier/abc/entretien/cadre").headers["location"]
    assert asked == "/connexion?suite=%2Fdossier%2Fabc%2Fentretien%2Fcadre"
    assert 'value="/dossier/abc/entretien/cadre"' in visitor.get(asked).text
    for suite in (
        "https://evil.example",
        "//evil.example",
        "/dossier/a/../../x?y",
        "/dossiers\r\nX: y",
        "javascript:x",
    ):
        assert own_address(suite) == "/dossiers"
    form = {"login": "claire", "password": PASSWORD, "suite": "//evil.example/"}
    assert visitor.post("/connexion", data=form, headers=HEADERS).headers["location"] == "/dossiers"


def test_a_page_signs_in_again_without_leaving(visitor: TestClient, desk: Desk) -> None:
    headers = {**HEADERS, "Accept": "application/json"}
    wrong = visitor.post("/connexion", data={"login": "claire", "password": "no" * 8}, headers=headers)
    assert (wrong.status_code, list(wrong.json())) == (401, ["sentence"])
    right = visitor.post("/connexion", data={"login": "claire", "password": PASSWORD}, headers=headers)
    assert right.json() == {"state": "open"}
    assert visitor.get("/session").json() == {"state": "open", "account": "claire"}


def test_the_sixth_wrong_password_must_wait_and_others_need_not(visitor: TestClient, desk: Desk) -> None:
    form = {"login": "claire", "password": "x" * 14}
    replies = [visitor.post("/connexion", data=form, headers=HEADERS) for _ in range(6)]
    assert [reply.status_code for reply in replies] == [401] * 5 + [429]
    assert "attendez 12 minutes" in replies[-1].text
    assert replies[-1].headers["retry-after"] == "720"
    right = {"login": "claire", "password": PASSWORD}
    assert visitor.post("/connexion", data=right, headers=HEADERS).status_code == 429  # not looked at
    assert visitor.post("/connexion", data={**form, "login": "autre"}, headers=HEADERS).status_code == 401


def test_a_wrong_recovery_code_opens_nothing(visitor: TestClient, desk: Desk) -> None:
    form = {"login": "claire", "code": "ACDE-FGHJ-KMNP-QRTV-WXY3", "password": PASSWORD, "again": PASSWORD}
    reply = visitor.post("/recuperation", data=form, headers=HEADERS)
    assert reply.status_code == 422
    assert visitor.get("/dossiers").status_code == 303


def test_the_demonstration_opens_invented_households_and_says_so(visitor: TestClient, desk: Desk) -> None:
    assert visitor.post("/demonstration", headers=HEADERS).headers["location"] == "/dossiers"
    assert "Base de démonstration" in visitor.get("/dossiers").text


def test_a_demonstration_alone_has_no_sign_in(make_app: Callable[[Store | None], ASGIApp]) -> None:
    with TestClient(make_app(None), base_url=ORIGIN, follow_redirects=False) as browser:
        assert "Ouvrir la démonstration" in browser.get("/").text
        assert browser.get("/connexion").headers["location"] == "/"
        for path in ("/connexion", "/premiere-visite", "/recuperation"):
            assert browser.post(path, data=ACCOUNT, headers=HEADERS).headers["location"] == "/"


def test_plain_pages_hold_no_inline_script_or_style(visitor: TestClient) -> None:
    for path in ("/", "/recuperation", "/nothing"):
        page = visitor.get(path).text
        assert re.findall(r"<script(?![^>]*src=)", page) == []
        assert "style=" not in page
        assert re.findall(r"\son\w+=", page) == []
