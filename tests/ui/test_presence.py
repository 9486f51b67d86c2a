"""The quiet POST by which a page says that it is open: it tells who else is there, and keeps no session alive."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from pcb.domain.rights import Role
from pcb.storage import sites
from pcb.storage.tables import account
from pcb.ui.sessions import IDLE_SECONDS
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from pcb.usecases.invitations import invite
from pcb.usecases.people import staff
from pcb.usecases.presence import look_around
from tests.ui.conftest import LIGHT, ORIGIN, Clock

HEADERS = {"Origin": ORIGIN}


def test_it_tells_who_else_is_there(client: TestClient, desk: Desk, opened: OpenCase, clock: Clock) -> None:
    here = {sites.sites(desk.store)[0].id: Role.COORDINATOR}
    invite(desk, "paul", "Paul Lannes", here, strength=LIGHT)
    paul = replace(desk, account=next(one.account for one in staff(desk) if one.account.login == "paul"))
    with desk.store.writing(desk.vault) as connection:
        connection.execute(account.update().where(account.c.login == "paul").values(standing="active"))
    look_around(paul, "elsewhere", opened.id, "Dettes", opened.revision, clock.now())
    reply = client.post(
        f"/dossier/{opened.id}/presence", json={"chapter": "Logement", "seen": opened.revision}, headers=HEADERS
    )
    assert reply.json() == {
        "companions": [{"name": "Paul Lannes", "chapter": "Dettes"}],
        "news": [],
        "revision": opened.revision,
    }
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"chapter": 3, "seen": 1},
        {"chapter": "x"},
        {"chapter": "", "seen": -1},
        {"chapter": "", "seen": 2**40},
    ],
)
def test_what_a_page_never_sends_is_refused(client: TestClient, opened: OpenCase, body: Any) -> None:
    reply = client.post(f"/dossier/{opened.id}/presence", json=body, headers=HEADERS)
    assert reply.status_code == 400


def test_a_case_that_does_not_exist_is_not_found(client: TestClient) -> None:
    reply = client.post(f"/dossier/{'0' * 32}/presence", json={"chapter": "", "seen": 0}, headers=HEADERS)
    assert reply.status_code == 404


def test_a_page_left_open_does_not_keep_the_session(client: TestClient, opened: OpenCase, clock: Clock) -> None:
    for _ in range(4):
        clock.pass_(IDLE_SECONDS / 3)
        reply = client.post(
            f"/dossier/{opened.id}/presence", json={"chapter": "", "seen": opened.revision}, headers=HEADERS
        )
    assert reply.status_code == 401
