"""What an open page may still do: real messages on its socket, after the right was taken away, or from elsewhere."""

from __future__ import annotations

import json
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from nicegui import Client
from sqlalchemy import func, select, update

from pcb.commands import arguments
from pcb.domain.rights import Role
from pcb.storage import sharing, sites
from pcb.storage.tables import (
    account,
    attachment,
    audit,
    case_record,
    emergency,
    follower,
    journal,
    membership,
    paper,
    sealed_key,
    share,
    site,
)
from tests.rights.conftest import Server, World
from tests.rights.table import COMMANDS, EVENTS
from tests.ui.test_guard import OURS, client_id_of, closing_code, socket_address

CASE_PAGES = ("entretien", "entretien/dettes", "budget", "lettre", "plan", "historique", "acces", "declaration",
              "pieces", "courriers", "courriers/grace")  # fmt: skip
ARGUMENTS: dict[str, Any] = {
    "go": {"address": "", "path": "welcome.site"},
    "add": {"kind": None},
    "remove": {"id": "d1"},
    "do": {"who": "x", "reason": "Remplace Anne en décembre", "site": "x"},
    "prepare": {"variant": "whole"},
    "search": {"text": ""},
}


def opened_page(server: Server, role: str, address: str) -> Client:
    page = server.be(role).get(address)
    assert page.status_code == 200, address
    return Client.instances[client_id_of(page.text)]


def listeners(client: Client) -> list[tuple[str, str, int, str, Any]]:
    """Element, event, id, listener and handler of each thing that the page answers to; not those of NiceGUI itself."""
    return [
        (type(element).__name__, listener.type, element.id, listener.id, listener.handler)
        for element in list(client.elements.values())
        for listener in element._event_listeners.values()
        if type(element).__module__.startswith("pcb.")
    ]


def test_every_event_of_every_page_is_in_the_table_and_asks_again_for_the_right(server: Server, world: World) -> None:
    pages = {"dossiers": "/dossiers", "maison": "/maison", "formulaire": "/formulaire"}
    pages |= {name: f"/dossier/{world.case.id}/{name}" for name in CASE_PAGES}
    seen = set()
    for name, address in pages.items():
        client = opened_page(server, "administrator" if name == "maison" else "coordinator", address)
        for element, event, _, _, handler in listeners(client):
            assert handler.__code__.co_qualname.startswith("checked."), (name, element, event)
            where = "entretien" if name.startswith("entretien") else name
            seen.add(("*", element, event) if ("*", element, event) in EVENTS else (where, element, event))
    assert seen <= EVENTS, seen - EVENTS
    assert EVENTS - seen <= {("entretien", "ItemList", "add")}, EVENTS - seen


def kept(world: World) -> tuple[int, ...]:
    tables = (journal, paper, attachment, case_record, follower, share)
    with world.house.founder.store.reading() as connection:
        return tuple(connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables)


def refusals(world: World) -> int:
    with world.house.founder.store.reading() as connection:
        counted = select(func.count()).select_from(audit).where(audit.c.action == "refused")
        return connection.execute(counted).scalar_one()


def said(client: Client, element: int, listener: str, args: Any) -> str:
    """What the browser sends for one event."""
    what = {"id": element, "client_id": client.id, "listener_id": listener, "args": [json.dumps(args)]}
    return "42" + json.dumps(["event", what])


def sent(server: Server, client: Client, owner: str = "") -> None:
    """Every event of the page, as the browser would say it, on a real socket."""
    browser = server.client
    with browser.websocket_connect(socket_address(owner or client.id), headers=OURS) as socket:
        socket.receive_text()
        socket.send_text("40")
        socket.receive_text()
        for _, event, element, listener, _ in listeners(client):
            said = {
                "id": element,
                "client_id": client.id,
                "listener_id": listener,
                "args": [json.dumps(ARGUMENTS.get(event, {}))],
            }
            socket.send_text("42" + json.dumps(["event", said]))
        if owner:
            assert closing_code(socket) == 4401
            return
        time.sleep(0.5)
        socket.send_text("2probe")


def texts(client: Client) -> set[str]:
    """Whatever the page holds, or waits to send."""
    return {
        json.dumps(element._props, default=str)
        for element in client.elements.values()
        if "notification" not in type(element).__name__.lower()
    }


@pytest.mark.parametrize("role", ["follower", "coordinator", "shared", "emergency"])
def test_a_page_left_open_does_and_learns_nothing_once_the_right_is_gone(
    server: Server, world: World, role: str
) -> None:
    pages = [opened_page(server, role, f"/dossier/{world.case.id}/{name}") for name in CASE_PAGES]
    me = world.people[role]
    with me.store.writing(me.vault) as connection:
        sharing.unfollow(connection, world.case.id, me.account.id)
        sharing.end_share(connection, world.share, world.clock.now())
        over = world.clock.now() - timedelta(seconds=1)
        connection.execute(update(emergency).values(until=over))
        if role == "coordinator":
            sites.place(connection, me.account.id, world.house.here, Role.COUNSELLOR, world.clock.now())
    before, shown = kept(world), [texts(page) for page in pages]
    number = sum(not page.elements[one[2]].is_ignoring_events for page in pages for one in listeners(page))
    assert number > 20
    lines = refusals(world)
    for page in pages:
        sent(server, page)
    assert kept(world) == before
    assert [texts(page) for page in pages] == shown
    assert refusals(world) - lines == number  # each one was asked again, and refused


def test_accounts_and_sites_obey_no_more_to_whose_administration_was_just_taken(server: Server, world: World) -> None:
    """The page was open, its session not yet ended: every button of it is pressed."""
    page = opened_page(server, "administrator", "/maison")
    store = world.house.founder.store
    with store.writing(world.house.founder.vault) as connection:
        connection.execute(update(account).where(account.c.administrator).values(administrator=False))

    def house() -> list[Any]:
        tables = (account, membership, site, sealed_key)
        with store.reading() as connection:
            return [sorted(map(repr, connection.execute(select(one)).all())) for one in tables]

    before, lines = house(), refusals(world)
    number = sum(type(page.elements[one[2]]).__name__ == "Deed" for one in listeners(page))
    assert number > 20
    sent(server, page)
    assert house() == before
    assert refusals(world) - lines == number


def test_the_page_of_somebody_else_obeys_nobody_else(server: Server, world: World) -> None:
    page = opened_page(server, "follower", f"/dossier/{world.case.id}/declaration")
    before = kept(world)
    for role in ("counsellor", "coordinator", "administrator", "removed"):
        own = client_id_of(server.be(role).get("/dossiers").text)
        sent(server, page, own)
    assert kept(world) == before


def test_while_the_screen_is_discreet_no_other_household_is_sent(server: Server, world: World) -> None:
    names = ("Ferrand", "Auch")
    assert all(name in server.be("follower").get("/dossiers").text for name in names)
    page = opened_page(server, "follower", "/dossiers")
    (switch,) = [
        one for one in listeners(page) if one[1] == "click" and "Écran discret" in str(page.elements[one[2]]._text)
    ]
    with server.client.websocket_connect(socket_address(page.id), headers=OURS) as socket:
        socket.receive_text()
        socket.send_text("40")
        socket.receive_text()
        socket.send_text(said(page, switch[2], switch[3], {}))
        time.sleep(0.3)
        socket.send_text("2probe")
    for address in ("/dossiers", "/formulaire", f"/dossier/{world.case.id}/entretien"):
        reply = server.be("follower").get(address)
        title = reply.text.split("<title>")[1].split("</title>")[0]
        assert "Ferrand" not in title
        if address in ("/dossiers", "/formulaire"):
            assert not any(name in reply.text for name in names), address
    again = opened_page(server, "follower", "/dossiers")
    (search,) = [one for one in listeners(again) if one[1] == "search"]
    with server.client.websocket_connect(socket_address(again.id), headers=OURS) as socket:
        socket.receive_text()
        socket.send_text("40")
        socket.receive_text()
        socket.send_text(said(again, search[2], search[3], {"text": "2026-0002"}))
        time.sleep(0.3)
    rows = again.elements[search[2]]._props
    assert rows["total"] == 1
    assert not any(name in json.dumps(rows["rows"]) for name in names)


def test_each_command_has_its_line_in_the_table() -> None:
    source = arguments.__file__
    with open(source, encoding="utf-8") as text:
        found = set(re.findall(r'commands\.add_parser\(\s*"(\w+)"', text.read()))
    assert found == set(COMMANDS)
