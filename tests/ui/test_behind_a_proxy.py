"""A server behind a proxy that speaks HTTPS: its public name is ours, and browsers are told to keep to HTTPS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.ui.app import build_app
from pcb.ui.sessions import Sessions
from pcb.usecases.desk import Desk, Store
from tests.ui.conftest import PASSWORD, Clock, TestClient, forget_pages

PUBLIC = "https://pcb.exemple.fr"
SIGN_IN = {"login": "claire", "password": PASSWORD}


@pytest.fixture
def served(store: Store, settings: Settings, desk: Desk, clock: Clock, sessions: Sessions) -> Iterator[TestClient]:
    forget_pages()
    app = build_app(store, replace(settings, public_url=PUBLIC), clock.now, sessions=sessions)
    # The proxy speaks plain HTTP to us, under the public name.
    with TestClient(app, base_url="http://pcb.exemple.fr", follow_redirects=False) as client:
        yield client
    forget_pages()


def test_the_public_name_may_sign_in_and_its_cookie_keeps_to_https(served: TestClient) -> None:
    reply = served.post("/connexion", data=SIGN_IN, headers={"Origin": PUBLIC})
    assert reply.status_code == 303
    assert "secure" in reply.headers["set-cookie"].lower()
    assert reply.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("name", ["autre.exemple.fr", "pcb.exemple.fr.autre.fr"])
def test_another_name_is_still_refused(served: TestClient, name: str) -> None:
    reply = served.post("/connexion", data=SIGN_IN, headers={"Host": name, "Origin": f"https://{name}"})
    assert reply.status_code == 421


def test_the_proxy_is_told_whether_the_process_is_well_and_nothing_else(served: TestClient, store: Store) -> None:
    well = served.get("/sante")
    assert (well.status_code, well.text) == (200, "bien")
    store.close()
    with store.engine.connect() as connection:
        file = connection.exec_driver_sql("PRAGMA database_list").one()[2]
    store.close()
    Path(file).rename(f"{file}.ailleurs")
    ill = served.get("/sante")
    assert (ill.status_code, ill.text) == (503, "en panne")


def test_a_laptop_says_nothing_of_https(client: TestClient) -> None:
    assert "strict-transport-security" not in client.get("/dossiers").headers
