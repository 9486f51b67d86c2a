"""What a web server often gives away, and this one does not: folders, methods, its own description."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from pcb.usecases.desk import Desk
from tests.ui.conftest import ORIGIN, PASSWORD

PLACES = ("/", "/sante", "/dossiers", "/connexion", "/static/pcb.css", "/nulle-part")


@pytest.mark.parametrize(
    "folder", ["/static", "/static/", "/static/fonts", "/static/fonts/", "/static/../", "/_nicegui/"]
)
def test_folders_are_not_listed(client: TestClient, folder: str) -> None:
    reply = client.get(folder)
    assert reply.status_code in (303, 307, 404)
    assert "pcb.css" not in reply.text.replace("/static/pcb.css", "")


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_trace_is_refused(client: TestClient, method: str) -> None:
    for place in PLACES:
        reply = client.request(method, place, headers={"Origin": ORIGIN, "X-Canary": "canari"})
        assert reply.status_code in (404, 405)
        assert "canari" not in reply.text


@pytest.mark.parametrize("place", ["/docs", "/redoc", "/openapi.json", "/metrics", "/debug", "/.git/config", "/.env"])
def test_the_description_of_the_routes_is_not_given(client: TestClient, place: str) -> None:
    assert client.get(place).status_code == 404


@pytest.mark.parametrize(
    ("query", "form", "status"),
    [
        ({"login": "claire", "password": PASSWORD}, {}, 401),  # an address is kept by browsers: it is no form
        ({"login": "nobody", "password": "x"}, {"login": "claire", "password": PASSWORD}, 303),
        ({}, {"login": ["nobody", "claire"], "password": ["x", PASSWORD]}, 303),  # the last one, always
        ({}, {"login": ["claire", "nobody"], "password": [PASSWORD, "x"]}, 401),
    ],
)
def test_what_is_given_twice_is_read_in_one_way(
    visitor: TestClient, desk: Desk, query: dict[str, str], form: dict[str, str | list[str]], status: int
) -> None:
    reply = visitor.post("/connexion", params=query, data=form, headers={"Origin": ORIGIN})
    assert reply.status_code == status
