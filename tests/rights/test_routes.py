"""Every address of the application, asked by everybody: the server answers whoever has the right, and nobody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from httpx import Response
from nicegui import core
from sqlalchemy import func, select, update
from starlette.routing import Route
from starlette.testclient import TestClient

from pcb.storage.tables import attachment, case_record, journal, paper
from pcb.usecases import retention
from tests.rights.conftest import Server, World
from tests.rights.table import (
    BODIES,
    CASE,
    OBJECT_KINDS,
    OPENS,
    OVERSEES,
    PAPER_KEY,
    PUBLIC,
    ROLES,
    ROUTES,
    WHO,
    WHO_OVERSEES,
)
from tests.ui.conftest import ORIGIN
from tests.ui.test_guard import visitor_routes

NOWHERE = "0" * 32
OF_A_CASE = {address: told for address, told in ROUTES.items() if address[1].startswith(CASE)}


def addresses(client: TestClient) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    routes: list[Any] = [*visitor_routes(client), *core.app.routes]
    for route in routes:
        if isinstance(route, Route) and not route.path.startswith("/_nicegui"):
            found |= {(method, route.path) for method in (route.methods or set()) - {"HEAD"}}
    return found


def test_each_address_of_the_application_has_its_line_in_the_table(visitor: TestClient) -> None:
    assert addresses(visitor) == set(ROUTES)


def test_each_kind_of_object_has_an_address_in_the_table() -> None:
    assert {kind for kind, _ in ROUTES.values()} - {"nothing"} == OBJECT_KINDS


def ask(client: TestClient, method: str, path: str, world: World, case_id: str, **more: str) -> Response:
    given = {
        "case_id": case_id,
        "paper_id": world.paper,
        "attachment_id": world.file,
        "key": PAPER_KEY,
        "what": "capacite",
        "form": "csv",
        "letter_key": "grace",
        "stop_key": "cadre",
        **more,
    }
    address = re.sub(r"{(\w+)}", lambda found: given[found[1]], path)
    if path.endswith("/comparer"):
        address += f"?a={given['paper_id']}&b={given['paper_id']}"
    if path.endswith("/courriers.pdf"):
        address += "?lettre=grace"
    body, headers = BODIES.get(path, (b"", {}))
    return client.request(method, address, content=body, headers={"Origin": ORIGIN, **headers})  # type: ignore[return-value]


def same(given: Response) -> tuple[int, bytes]:
    """What a refusal says, without what changes at each answer."""
    return given.status_code, re.sub(rb'nonce="[^"]+"', b"", given.content)


def kept(world: World) -> tuple[int, ...]:
    with world.house.founder.store.reading() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (journal, paper, attachment, case_record)
        )


def test_a_case_is_given_to_whoever_has_the_right_and_does_not_exist_for_the_others(
    server: Server, world: World
) -> None:
    """Who may not comes first: nothing may have changed after them."""
    before = kept(world)
    for role in sorted(ROLES, key=lambda role: role in OPENS):
        client = server.be(role)
        for (method, path), (_, action) in OF_A_CASE.items():
            told = f"{role} {method} {path}"
            given = ask(client, method, path, world, world.case.id)
            if role in WHO[action]:
                none_ready = given.status_code == 404 and path.endswith("/courriers-creanciers.pdf")
                assert none_ready or given.status_code in (200, 409, 500), (told, given.status_code)
                if given.status_code == 500:  # a refusal of its own, in a sentence: the letter lacks something
                    assert "Ceci ne peut pas être affiché" in given.text, told
                continue
            # The session of who was removed ends within three seconds, at any moment of this.
            assert role == "removed" or same(given) == same(ask(client, method, path, world, NOWHERE)), told
            assert given.status_code in (
                (303, 401) if role == "signed_out" else (303, 401, 404) if role == "removed" else (404,)
            ), told
        if role not in OPENS:
            assert kept(world) == before, role


OTHERS = ("/papier/{paper_id}.pdf", "/comparer", "/fichier/{attachment_id}", "/fichier/{attachment_id}/apercu")


@pytest.mark.parametrize("end", OTHERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_paper_or_a_file_of_another_case_does_not_exist_in_this_one(
    server: Server, world: World, method: str, end: str
) -> None:
    if (method, CASE + end) not in ROUTES:
        return
    client = server.be("follower")  # who may open both
    theirs = {"paper_id": world.other_paper, "attachment_id": world.other_file}
    unknown = {"paper_id": NOWHERE, "attachment_id": NOWHERE}
    given = ask(client, method, CASE + end, world, world.case.id, **theirs)
    assert given.status_code == 404
    assert same(given) == same(ask(client, method, CASE + end, world, world.case.id, **unknown))
    assert ask(client, method, CASE + end, world, world.other.id, **theirs).status_code == 200


def test_the_list_shows_each_the_cases_that_they_may_open(server: Server, world: World) -> None:
    both, one = {world.case.id, world.other.id}, {world.case.id}
    expected = {
        "administrator": set(), "follower": both, "counsellor": set(), "coordinator": both, "other_counsellor": set(),
        "other_coordinator": set(), "shared": one, "emergency": one, "removed": set(),
    }  # fmt: skip
    for role, ids in expected.items():
        page = server.be(role).get("/dossiers").text
        assert {case for case in both if case in page} == ids, role
        assert ("Ferrand" in page) == bool(ids), role


def test_what_is_the_administrators_does_not_exist_for_the_others(server: Server, world: World) -> None:
    for role in ROLES:
        client = server.be(role)
        page, unknown = client.get("/maison"), client.get("/nulle-part")
        if role == "administrator":
            assert page.status_code == 200
            assert "Anne" in page.text
        else:
            if role == "removed":  # their session ends within three seconds, at any moment of this
                assert {page.status_code, unknown.status_code} <= {303, 404}
            else:
                assert same(page)[0] == same(unknown)[0] == (303 if role == "signed_out" else 404), role
                assert page.text == unknown.text or role == "signed_out"
        put = client.post("/formulaire", content=b"[form]\0%PDF", headers={"Origin": ORIGIN})
        if role == "removed" and put.status_code == 401:
            continue
        assert put.status_code == (401 if role == "signed_out" else 422), role
        assert ("n’avez pas ce droit" in put.text) == (role not in ("administrator", "signed_out")), role


def test_what_is_of_those_who_oversee_is_refused_to_the_others(server: Server, world: World) -> None:
    """A bordereau that does not exist answers as one of a site that is not theirs."""
    founder = world.house.founder
    with founder.store.writing(founder.vault) as connection:
        connection.execute(update(case_record).where(case_record.c.id == world.other.id).values(standing="archived"))
    made = retention.make_bordereau(founder, [world.other.id], world.clock.now())
    for role in ROLES:
        for (method, path), (_, who) in ROUTES.items():
            if who != OVERSEES:
                continue
            given = ask(server.be(role), method, path, world, NOWHERE, bordereau_id=made)
            told = f"{role} {path}"
            if role in WHO_OVERSEES and not (path.endswith(".pdf") and role == "other_coordinator"):
                assert given.status_code == 200, told
                continue
            unknown = ask(server.be(role), method, path, world, NOWHERE, bordereau_id=NOWHERE)
            assert same(given) == same(unknown) or role == "removed", told
            refused = {"signed_out": (303, 401), "removed": (303, 401, 403, 404)}.get(role, (403, 404))
            assert given.status_code in refused, (told, given.status_code)
            assert world.case.reference not in given.text, told
    assert world.case.reference in server.be("coordinator").get("/journal").text
    assert world.case.reference not in server.be("other_coordinator").get("/journal").text
    assert world.case.reference not in server.be("other_coordinator").get("/journal.csv").text


def test_only_what_is_public_is_answered_to_who_has_not_signed_in(server: Server, world: World) -> None:
    client = server.be("signed_out")
    for (method, path), (_, who) in ROUTES.items():
        address = re.sub(r"{\w+}", "x", path)
        server.be("signed_out")
        reply = client.request(method, address, headers={"Origin": ORIGIN})
        if who != PUBLIC:
            assert reply.status_code in (303, 401), (method, path)
        assert "Ferrand" not in reply.text


def test_a_refusal_is_told_in_the_audit(server: Server, world: World) -> None:
    from pcb.storage.tables import audit

    server.be("counsellor").get(f"/dossier/{world.case.id}/budget")
    with world.house.founder.store.reading() as connection:
        last = connection.execute(select(audit).order_by(audit.c.sequence.desc()).limit(1)).one()
    assert (last.action, last.object_id) == ("refused", world.case.id)
    assert last.account_id == world.people["counsellor"].account.id
