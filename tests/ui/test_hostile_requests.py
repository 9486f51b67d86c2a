# ruff: noqa: E501 - samples are read side by side
"""What comes in by HTTP and is no answer at all: a sentence or a page in French, never an error of the server."""

from __future__ import annotations

import json
import re

import pytest
from starlette.testclient import TestClient

from pcb.storage import accounts
from pcb.ui.saving import is_request
from pcb.usecases.accounts import folded
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from pcb.usecases.throttle import folded as counted
from tests.interview.hostile_values import SEEDS
from tests.ui.conftest import ORIGIN

HTML = {"Origin": ORIGIN, "Accept": "text/html"}
PLACES = ("reponse", "presence", "plan/calcul", "plan/suite", "fichier/x", "pieces/home-lease/fichier")
BODIES = (
    b"", b"null", b"[]", b"{", b"\xff\xfe", b'"\\ud800"', b"[" * 100_000, b'{"a":' * 50_000, b"9" * 400_000, b"1e999999",
    b"NaN", b'{"path":"note","raw":{"no_answer":[]},"request_id":"aaaaaaaa"}', b'{"chapter":"\\u0000","seen":0}',
    b'{"path":"note","raw":"\\ud800","seen":"","request_id":"aaaaaaaa"}', b'{"chapter":"' + b"x" * 900_000 + b'","seen":0}',
    b'{"path":"\\ud800","raw":"x","seen":"","request_id":"aaaaaaaa"}', b'{"do":"move","paper":"\\u0000"}',
    b'{"path":"note","raw":"x","seen":["\\ud800"],"request_id":"aaaaaaaa"}', b'{"monthly":"' + b"9" * 39 + b'"}',
    b'{"path":"note","raw":"x","seen":"","request_id":"\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000"}',
)  # fmt: skip


@pytest.mark.parametrize(
    "request_id", ["\x00" * 8, "a\x00bcdefgh", "é" * 8, "a" * 7, "a" * 65, "aaaaaaa\n", "=1+1+1+1", "‮" * 8]
)
def test_a_request_is_named_in_letters_that_every_database_takes(request_id: str) -> None:
    assert not is_request(request_id)
    assert is_request("0f8b1c9e-4a8b-4a0e-9b2c-1a2b3c4d5e6f")


@pytest.mark.parametrize("place", PLACES)
def test_whatever_is_posted_to_a_case_gets_a_french_sentence(client: TestClient, opened: OpenCase, place: str) -> None:
    for body in BODIES:
        headers = {
            "Origin": ORIGIN,
            "Content-Type": "application/json",
            "X-Pcb-Request": "aaaaaaaa",
            "X-Pcb-Name": "%00",
        }
        reply = client.post(f"/dossier/{opened.id}/{place}", content=body, headers=headers)
        assert reply.status_code < 500, (body[:60], reply.text[:200])
        told = json.loads(reply.text)
        if reply.status_code >= 400:
            assert re.match(r"[«A-ZÀ-Ý].{8,}[.?)]$", told["sentence"], re.DOTALL), (body[:60], told)


@pytest.mark.parametrize(
    "address",
    ["/dossier/%00/budget", "/dossier/a%00b/reponse", "/compte/sessions/%00/fermer", "/formulaire/%00/modele.toml",
     "/dossier/%E2%80%AE/plan", "/dossier/x/papier/%0a.pdf", "/dossier/x/comparer?a=%00", "/connexion?suite=%00",
     "/dossier/%ED%A0%80/pieces", "/%7F"],
)  # fmt: skip
def test_an_address_with_what_no_address_has_is_not_found(client: TestClient, address: str) -> None:
    reply = client.get(address, headers=HTML)
    assert reply.status_code == 404
    assert "n’existe pas" in reply.text or "introuvable" in reply.text.lower()


def test_hostile_queries_break_no_page_and_no_download(client: TestClient, opened: OpenCase) -> None:
    for place in (
        "plan.pdf",
        "declaration.pdf",
        "a-emporter.pdf",
        "courriers.pdf",
        "fichier/x/apercu",
        "plan.xml",
        "comparer",
    ):
        for text in (*SEEDS[::30], "9999-12-31", "0001-01-01", "2100-12-31", "1900-01-01"):
            query = dict.fromkeys(
                ("jour", "lecture", "papier", "version", "taille", "langue", "lettre", "page", "grand", "a", "b"),
                text.encode("utf-8", "replace").decode(),
            )
            reply = client.get(f"/dossier/{opened.id}/{place}", params=query, headers=HTML)
            assert reply.status_code < 500, (place, text)
            assert "Traceback" not in reply.text


@pytest.mark.parametrize("login", ["cl\x00aire", "\u202eclaire", "claire\ud800", "c\u200blaire", "\x1bclaire\n"])
def test_a_login_is_what_can_be_seen_of_it(login: str, desk: Desk) -> None:
    assert folded(login) == counted(login) == "claire"
    assert accounts.accounts(desk.store, desk.vault)[desk.account.id].login == "claire"


@pytest.mark.parametrize("field", ["login", "password", "code", "again", "display_name", "present", "suite"])
def test_hostile_forms_before_signing_in_give_a_page_in_french(visitor: TestClient, desk: Desk, field: str) -> None:
    for text in (
        "\x00",
        "a\x00b",
        "x" * 200_000,
        "\u202e",
        "=1+1",
        "<script>window.hacked=1</script>",
        "%00",
        "é" * 300,
    ):
        for address in ("/connexion", "/connexion/code", "/premiere-visite", "/recuperation", "/invitation"):
            form = {"login": "claire", "password": "x" * 14, "again": "x" * 14, "code": "ABCD", field: text}
            reply = visitor.post(address, data=form, headers=HTML, follow_redirects=False)
            assert reply.status_code < 500, (address, text[:20])
            assert "<script>window" not in reply.text
