"""Two processes of the application on one PostgreSQL base, as behind a proxy: what one saves the other shows, the same
field changed by both is a conflict, and a paper printed by one is given by the other."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from pcb.config import Settings
from pcb.domain.rights import Role
from pcb.storage import sites
from pcb.storage.vault import Strength
from pcb.usecases import accounts, cases, invitations
from pcb.usecases.demo import demo_household
from pcb.usecases.desk import Desk, open_store
from tests.databases import Server as PostgreSQL
from tests.stories.server import PASSWORD, Server

LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)
NOW = datetime.now(UTC)
FIELD = "letter.text"


@pytest.fixture
def servers(postgresql: PostgreSQL, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    address = postgresql.new_base(migrated=False)
    pair = []
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            pair.append(Server(tmp_path / name, probe.getsockname()[1], address))
    try:
        for server in pair:
            server.start()
        yield pair[0], pair[1]
    finally:
        for server in pair:
            server.kill()


@pytest.fixture
def database(servers: tuple[Server, Server]) -> str:
    return servers[0].database_url


def browser(server: Server, route: str, **form: str) -> httpx.Client:
    """Somebody signed in at that server by that form."""
    client = httpx.Client(base_url=server.url, headers={"Origin": server.url}, timeout=20)
    answered = client.post(route, data=form)
    assert answered.status_code in (200, 303), answered.text
    return client


def colleague(claire: Desk, login: str) -> None:
    """A second coordinator of the same site, who may sign in."""
    places = {sites.sites(claire.store)[0].id: Role.COORDINATOR}
    invitation = invitations.invite(claire, login, "Paul Lannes", places, strength=LIGHT)
    invitations.accept(claire.store, login, invitation.code, PASSWORD, strength=LIGHT)


def save(client: httpx.Client, case_id: str, path: str, raw: str, seen: str = "") -> dict[str, Any]:
    body = {"path": path, "raw": raw, "seen": seen, "request_id": uuid4().hex}
    answered = client.post(f"/dossier/{case_id}/reponse", json=body)
    assert answered.status_code == 200, answered.text
    told: dict[str, Any] = answered.json()
    return told


def test_two_servers_on_one_base_work_on_the_same_cases(
    servers: tuple[Server, Server], database: str, tmp_path: Path
) -> None:
    one, other = servers
    claire = browser(one, "/premiere-visite", login="claire", display_name="Claire", password=PASSWORD, again=PASSWORD)
    store = open_store(Settings(tmp_path, database))
    desk = accounts.sign_in(store, "claire", PASSWORD)
    colleague(desk, "paul")
    paul = browser(other, "/connexion", login="paul", password=PASSWORD)
    case_id = cases.import_case(desk, demo_household("couple-deux-enfants"), NOW).id

    assert save(claire, case_id, FIELD, "Texte de Claire")["state"] == "saved"
    conflict = save(paul, case_id, FIELD, "Texte de Paul")
    assert (conflict["state"], conflict["theirs"], conflict["by"]) == ("conflict", "Texte de Claire", "Claire")
    assert save(paul, case_id, FIELD, "Texte des deux", seen="Texte de Claire")["state"] == "saved"
    assert save(claire, case_id, "home.landlord", "Habitat du Gers", seen="Habitat des Coteaux")["state"] == "saved"
    seen = cases.open_case(desk, case_id).case
    assert (seen.letter.text, seen.home.landlord) == ("Texte des deux", "Habitat du Gers")

    printed = claire.get(f"/dossier/{case_id}/declaration.pdf")
    assert printed.content.startswith(b"%PDF")
    listed = paul.get(f"/dossier/{case_id}/declaration").text
    kept = next(part.split('"')[0] for part in listed.split("/papier/")[1:])
    assert paul.get(f"/dossier/{case_id}/papier/{kept}").content == printed.content
    figures = [client.get(f"/dossier/{case_id}/chiffres").json() for client in (claire, paul)]
    assert figures[0] == figures[1]
    assert not {"server", "x-powered-by", "via"} & set(claire.get("/sante").headers)  # no program, no version
    for client in (claire, paul):
        client.close()
    store.close()
