"""Who may reach the application, its pages and its sockets: every refusal, beside the one way in."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from nicegui import Client, core
from starlette.routing import Route
from starlette.testclient import TestClient, WebSocketDenialResponse, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from pcb.ui.app import allowed_hosts
from pcb.ui.guard import PUBLIC, content_security_policy, with_nonce
from pcb.ui.sessions import Sessions
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from tests.ui.conftest import ORIGIN, Clock

POLLING = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket&implicit_handshake=true"
SOCKET = "ws://127.0.0.1:8080" + POLLING
UPGRADE = {"Upgrade": "websocket", "Connection": "Upgrade"}
OURS = {"Origin": ORIGIN, **UPGRADE}
HOSTILE = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Host": "evil.example", "Origin": "http://evil.example"},
    {"Host": "evil.example:8080", "Origin": ORIGIN},
    {"Host": "127.0.0.1.evil.example", "Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://evil.example:8080"},
    {"Origin": "http://127.0.0.1:8080.evil.example"},
    {"Origin": "http://127.0.0.1:8080@evil.example"},
    {"Origin": "http://[::1]:8080"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "file://127.0.0.1:8080"},
    {"Origin": "chrome-extension://127.0.0.1:8080"},
    {"Origin": f"{ORIGIN}, https://evil.example"},
    {"Origin": "http://0.0.0.0:8080"},
    {"Host": "0.0.0.0:8080", "Origin": "http://0.0.0.0:8080"},
    {"Host": "192.168.1.20:8080", "Origin": "http://192.168.1.20:8080"},
    {"Host": "[fe80::1]:8080", "Origin": "http://[fe80::1]:8080"},
    {"Host": "[", "Origin": "http://["},
    {"Origin": "http://["},
    {"Host": "evil.example", "Origin": "http://evil.example", "X-Forwarded-Host": "127.0.0.1:8080"},
]


def client_id_of(page: str) -> str:
    found = re.search(r"client_id\W{1,8}([0-9a-f-]{36})", page)
    assert found, page[:2000]
    return found.group(1)


def socket_address(client_id: str) -> str:
    return f"{SOCKET}&client_id={client_id}&tab_id=t1&document_id=d1&next_message_id=0"


def refused(client: TestClient, address: str, headers: dict[str, str]) -> bool:
    """Whether the socket was closed before it opened."""
    try:
        with client.websocket_connect(address, headers={**UPGRADE, **headers}):
            return False
    except (WebSocketDisconnect, WebSocketDenialResponse):
        return True


def closing_code(socket: WebSocketTestSession) -> int:
    """Reads until the server closes."""
    for _ in range(100):
        received = socket.receive()
        if received["type"] == "websocket.close":
            return int(received["code"])
    raise AssertionError("le serveur n’a pas fermé la prise")


def message(name: str, client_id: str, **more: Any) -> str:
    return "42" + json.dumps([name, {"client_id": client_id, **more}])


@pytest.mark.parametrize("headers", HOSTILE, ids=str)
def test_a_foreign_page_cannot_post(client: TestClient, opened: OpenCase, headers: dict[str, str]) -> None:
    answer = {"path": "note", "raw": "x", "seen": "", "request_id": "12345678"}
    reply = client.post(f"/dossier/{opened.id}/reponse", json=answer, headers=headers)
    assert reply.status_code in (403, 421)


def test_a_post_that_does_not_say_where_it_comes_from_is_refused(client: TestClient, opened: OpenCase) -> None:
    assert client.post(f"/dossier/{opened.id}/reponse", json={}).status_code == 403
    same = {"Sec-Fetch-Site": "same-origin"}
    assert client.post(f"/dossier/{opened.id}/reponse", json={}, headers=same).status_code == 400  # let in, then read


@pytest.mark.parametrize("path", ["/connexion", "/premiere-visite", "/recuperation", "/demonstration", "/deconnexion"])
def test_a_foreign_page_cannot_sign_anybody_in_or_out(client: TestClient, path: str) -> None:
    assert client.post(path, data={}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get("/dossiers").status_code == 200


def test_a_foreign_page_cannot_poll(client: TestClient) -> None:
    page = client_id_of(client.get("/dossiers").text)
    address = f"{POLLING.replace('websocket', 'polling')}&client_id={page}"
    answers = {client.request(m, address, headers=h).status_code for m in ("GET", "POST") for h in HOSTILE}
    assert answers <= {403, 404, 421}


@pytest.mark.parametrize("headers", HOSTILE, ids=str)
def test_a_foreign_page_cannot_open_a_socket(client: TestClient, headers: dict[str, str]) -> None:
    page = client_id_of(client.get("/dossiers").text)
    assert refused(client, socket_address(page), headers)


def test_our_own_page_can(client: TestClient) -> None:
    page = client_id_of(client.get("/dossiers").text)
    with client.websocket_connect(socket_address(page), headers=OURS) as socket:
        assert socket.receive_text().startswith("0{")
        socket.send_text("40")
        assert socket.receive_text().startswith("40")


def test_a_socket_without_an_origin_is_refused(client: TestClient) -> None:
    page = client_id_of(client.get("/dossiers").text)
    assert refused(client, socket_address(page), {"Sec-Fetch-Site": "same-origin"})


def test_a_stolen_client_id_opens_nothing_without_the_session(client: TestClient) -> None:
    page = client_id_of(client.get("/dossiers").text)
    client.cookies.clear()
    assert refused(client, socket_address(page), {"Origin": ORIGIN})


def test_a_stolen_client_id_opens_nothing_to_another_session(
    client: TestClient, sessions: Sessions, desk: Desk
) -> None:
    page = client_id_of(client.get("/dossiers").text)
    client.cookies.set("pcb_8080", sessions.open(desk))
    assert refused(client, socket_address(page), {"Origin": ORIGIN})
    own = client_id_of(client.get("/dossiers").text)
    assert not refused(client, socket_address(own), {"Origin": ORIGIN})


@pytest.mark.parametrize("name", ["event", "handshake", "ack", "javascript_response", "log"])
def test_a_message_about_the_page_of_another_session_cuts_the_socket(
    client: TestClient, sessions: Sessions, desk: Desk, name: str
) -> None:
    victim = client_id_of(client.get("/dossiers").text)
    client.cookies.set("pcb_8080", sessions.open(desk))
    own = client_id_of(client.get("/dossiers").text)
    with client.websocket_connect(socket_address(own), headers=OURS) as socket:
        socket.receive_text()
        socket.send_text("40")
        socket.receive_text()
        socket.send_text(message(name, victim, id=1, listener_id="x", args=[]))
        assert closing_code(socket) == 4401


@pytest.mark.parametrize("ending", ["sign_out", "idle"])
def test_a_socket_is_cut_at_its_first_message_after_the_session_ended(
    client: TestClient, sessions: Sessions, clock: Clock, ending: str
) -> None:
    page = client_id_of(client.get("/dossiers").text)
    with client.websocket_connect(socket_address(page), headers=OURS) as socket:
        socket.receive_text()
        socket.send_text("40")
        socket.receive_text()
        if ending == "idle":
            clock.pass_(3600)
        else:
            assert client.post("/deconnexion", headers={"Origin": ORIGIN}).status_code == 303
        socket.send_text("3")  # the answer to a ping is enough
        assert closing_code(socket) == 4401


@pytest.mark.parametrize(
    "text",
    ['42["event",1]', '42["event",{}]', "42[", '42["unknown",{"client_id":"x"}]', "43[]", "451-[]", "4" * 300_000],
)
def test_a_malformed_message_cuts_the_socket(client: TestClient, text: str) -> None:
    page = client_id_of(client.get("/dossiers").text)
    with client.websocket_connect(socket_address(page), headers=OURS) as socket:
        socket.receive_text()
        socket.send_text("40")
        socket.receive_text()
        socket.send_text(text)
        assert closing_code(socket) == 4401


def test_a_page_cannot_write_in_the_journal_of_the_server(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    page = client_id_of(client.get("/dossiers").text)
    with client.websocket_connect(socket_address(page), headers=OURS) as socket:
        socket.receive_text()
        socket.send_text("40")
        socket.receive_text()
        socket.send_text(message("log", page, level="error", message="forged"))
        socket.send_text("2probe")
        socket.send_text("3")
    assert "forged" not in caplog.text


def test_polling_is_closed(client: TestClient) -> None:
    for headers in ({"Origin": ORIGIN}, {"Sec-Fetch-Site": "same-origin"}):
        for method in ("GET", "POST"):
            assert client.request(method, POLLING.replace("websocket", "polling"), headers=headers).status_code == 404


def test_the_upload_and_client_routes_of_nicegui_are_closed(client: TestClient) -> None:
    page = client_id_of(client.get("/dossiers").text)
    for path in (f"/_nicegui/client/{page}/upload/1", f"/_nicegui/client/{page}/anything", "/_nicegui/auto/static/x"):
        assert client.get(path).status_code == 404
        assert client.post(path, headers={"Origin": ORIGIN}, content=b"x").status_code == 404


def test_every_page_and_route_needs_a_session_unless_it_is_listed_as_public(
    visitor: TestClient, desk: Desk, opened: OpenCase
) -> None:
    seen = 0
    routes = [r for r in [*visitor_routes(visitor), *core.app.routes] if isinstance(r, Route)]
    for route in routes:
        if route.path in PUBLIC or route.path.startswith("/_nicegui/"):
            continue
        path = route.path.replace("{case_id}", opened.id).replace("{stop_key}", "cadre")
        path = re.sub(r"{\w+(:path)?}", "x", path)
        for method in route.methods or set():
            reply = visitor.request(method, path, headers={"Origin": ORIGIN})
            assert reply.status_code in (303, 401), f"{method} {path}"
            if reply.status_code == 303:
                assert reply.headers["location"].startswith("/connexion?suite=")
            assert "Claire" not in reply.text
            seen += 1
    assert seen >= 8


def visitor_routes(client: TestClient) -> list[Any]:
    application: Any = client.app
    while not hasattr(application, "routes"):
        application = application.app
    found: list[Any] = []
    for route in application.routes:
        found += getattr(route, "original_router", None).routes if hasattr(route, "original_router") else [route]
    return found


def test_the_files_of_nicegui_need_a_session_too(visitor: TestClient) -> None:
    assert visitor.get("/_nicegui/3.18.0/static/nicegui.js").status_code in (303, 401)


def test_a_foreign_page_cannot_embed_ours(client: TestClient) -> None:
    for destination in ("iframe", "script", "image", "empty"):
        headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": destination}
        assert client.get("/dossiers", headers=headers).status_code == 403
    frame = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert client.get("/dossiers", headers=frame).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/dossiers", headers=link).status_code == 200


def test_after_signing_out_the_old_cookie_opens_nothing(client: TestClient) -> None:
    old = client.cookies["pcb_8080"]
    reply = client.post("/deconnexion", headers={"Origin": ORIGIN})
    assert reply.headers["clear-site-data"] == '"cache", "storage"'
    assert "pcb_8080" not in client.cookies
    client.cookies.set("pcb_8080", old)
    assert client.get("/dossiers").headers["location"].startswith("/connexion")


def test_a_body_that_is_too_large_is_refused_announced_or_not(client: TestClient, opened: OpenCase) -> None:
    headers = {"Origin": ORIGIN, "Content-Type": "application/json"}
    address = f"/dossier/{opened.id}/reponse"
    assert client.post(address, headers=headers, content=b"x" * 1_000_001).status_code == 413
    assert client.post(address, headers=headers, content=iter([b"x" * 600_000] * 2)).status_code == 413


def test_the_prefix_header_of_proxies_does_not_reach_the_page(client: TestClient) -> None:
    assert "injected" not in client.get("/dossiers", headers={"X-Forwarded-Prefix": "/injected"}).text


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/", "/connexion", "/dossiers", "/nothing-here", "/static/pcb.css", "/session"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"].split("style-src")[0]
        if not path.startswith("/static/"):
            assert headers["cache-control"] == "no-store"


def test_the_page_has_a_new_nonce_each_time_on_the_scripts_of_the_template_alone(client: TestClient) -> None:
    first, second = client.get("/dossiers"), client.get("/dossiers")
    nonces = set()
    for page in (first, second):
        found = re.findall(r'nonce="([^"]+)"', page.text)
        assert len(found) == 4
        assert len(set(found)) == 1
        assert page.headers["content-security-policy"] == content_security_policy(found[0])
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page.text)
        assert all("nonce=" in tag for tag in inline)
        nonces.add(found[0])
    assert len(nonces) == 2


def test_a_script_slipped_into_a_page_gets_no_nonce() -> None:
    slipped = b'<script>alert(1)</script><script type="module">alert(2)</script>'
    page = b'<script type="importmap">{}</script>' + slipped + b'<script type="importmap">again</script>'
    signed = with_nonce(page, "n")
    assert signed.count(b"nonce=") == 1
    assert slipped in signed


def test_errors_are_french_and_tell_no_detail(client: TestClient) -> None:
    for path in ("/nothing-here", "/dossier/unknown/entretien", "/dossier/unknown/budget"):
        reply = client.get(path)
        assert reply.status_code == 404
        assert "Cette page n’existe pas" in reply.text
        assert "Traceback" not in reply.text


def test_an_unexpected_error_shows_a_plain_page_and_logs_no_fact(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Marie Dupont doit 1 234 €")

    monkeypatch.setattr("pcb.ui.cases.find_cases", broken)
    reply = client.get("/dossiers")
    assert reply.status_code == 500
    assert "L’application a rencontré une erreur" in reply.text
    assert "Dupont" not in reply.text + caplog.text
    assert "ValueError" in caplog.text  # where it happened is logged


def test_the_names_of_this_computer_are_allowed_and_no_other() -> None:
    assert allowed_hosts("127.0.0.1") == {"127.0.0.1", "localhost", "::1"}
    assert "pcb.asso.fr" in allowed_hosts("PCB.asso.fr")
    assert "evil.example" not in allowed_hosts("0.0.0.0")  # noqa: S104


def test_signing_out_closes_the_pages_of_that_session(client: TestClient) -> None:
    page = client_id_of(client.get("/dossiers").text)
    assert page in Client.instances
    client.post("/deconnexion", headers={"Origin": ORIGIN})
    client.get("/connexion")  # leaves time to the loop
    assert page not in Client.instances
