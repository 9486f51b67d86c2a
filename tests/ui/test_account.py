"""« Mon compte » and the door with two locks: what each page gives, and to whom it gives nothing."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pyotp
import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from pcb.config import Settings
from pcb.storage.vault import Vault
from pcb.ui.app import build_app, close_pages
from pcb.ui.sessions import LOOK_SECONDS, Session, Sessions
from pcb.ui.waiting import PATIENCE_SECONDS
from pcb.usecases import accounts, second_factor, sign_ins
from pcb.usecases.desk import Desk, Store
from tests.ui.conftest import LIGHT, ORIGIN, PASSWORD, Clock

HEADERS = {"Origin": ORIGIN}
BY_SCRIPT = {**HEADERS, "Accept": "application/json"}
FORM = {"login": "claire", "password": PASSWORD}
NEW = "girafe tuile moutarde"


@pytest.fixture
def totp(desk: Desk, clock: Clock) -> pyotp.TOTP:
    """The telephone of Claire, whose second factor is on."""
    secret = second_factor.begin(desk).secret.replace(" ", "")
    second_factor.confirm(desk, pyotp.TOTP(secret).at(clock.now()), clock.now())
    clock.pass_(60)
    return pyotp.TOTP(secret)


@pytest.fixture
def other_process(clock: Clock) -> Sessions:
    """The sessions of another process on the same base."""
    return Sessions(lambda: clock.wall, lambda: clock.steady)


def session_of(sessions: Sessions, client: TestClient) -> Session:
    found = sessions.find(client.cookies["pcb_8080"])
    assert found is not None
    return found


def test_the_right_password_without_the_code_gives_nothing(visitor: TestClient, totp: pyotp.TOTP, clock: Clock) -> None:
    asked = visitor.post("/connexion", data=FORM, headers=HEADERS)
    assert "Code de vérification" in asked.text
    assert "pcb_8080" not in visitor.cookies
    for path in ("/dossiers", "/compte", "/session"):
        assert visitor.get(path).status_code == 303
    wrong = visitor.post("/connexion/code", data={"code": "000000"}, headers=HEADERS)
    assert wrong.status_code == 401
    assert 'role="alert"' in wrong.text
    assert visitor.get("/dossiers").status_code == 303
    right = visitor.post("/connexion/code", data={"code": totp.at(clock.now())}, headers=HEADERS)
    assert right.headers["location"] == "/dossiers"
    assert visitor.get("/dossiers").status_code == 200
    assert "pcb_etape_8080" not in visitor.cookies


def test_a_page_that_locked_is_opened_by_password_and_code(visitor: TestClient, totp: pyotp.TOTP, clock: Clock) -> None:
    assert visitor.post("/connexion", data=FORM, headers=BY_SCRIPT).json() == {"state": "code"}
    code = {"code": totp.at(clock.now())}
    assert visitor.post("/connexion/code", data=code, headers=BY_SCRIPT).json() == {"state": "open"}


def test_the_code_must_come_within_five_minutes_and_from_the_same_browser(
    visitor: TestClient, totp: pyotp.TOTP, clock: Clock
) -> None:
    visitor.post("/connexion", data=FORM, headers=HEADERS)
    clock.pass_(PATIENCE_SECONDS - 1)
    code = {"code": totp.at(clock.now())}
    waits = visitor.cookies["pcb_etape_8080"]
    visitor.cookies.delete("pcb_etape_8080")
    assert visitor.post("/connexion/code", data=code, headers=HEADERS).status_code == 401
    visitor.cookies.set("pcb_etape_8080", waits)
    clock.pass_(1)
    late = visitor.post("/connexion/code", data=code, headers=HEADERS)
    assert (late.status_code, "cinq minutes" in late.text) == (401, True)
    assert visitor.get("/dossiers").status_code == 303


@pytest.fixture
def strict(settings: Settings, store: Store, clock: Clock, sessions: Sessions, visitor: TestClient) -> TestClient:
    """A visitor of the same application, where the second factor is mandatory."""
    object.__setattr__(settings, "second_factor", "required")
    return visitor


def test_where_it_is_mandatory_an_account_without_it_does_nothing_before(
    strict: TestClient, desk: Desk, sessions: Sessions, clock: Clock
) -> None:
    assert strict.post("/connexion", data=FORM, headers=HEADERS).status_code == 303
    for path in ("/dossiers", "/compte", "/dossier/x/entretien"):
        assert strict.get(path).headers["location"] == "/compte/double-verification"
    for path in ("/compte/mot-de-passe", "/compte/sessions/fermer", "/compte/double-verification/codes"):
        assert strict.post(path, headers=BY_SCRIPT).status_code == 403
    shown = strict.get("/compte/double-verification").text
    secret = re.search(r'pcb-secret">([A-Z2-7 ]+)<', shown)
    assert secret
    assert "obligatoire" in shown
    before = strict.cookies["pcb_8080"]
    code = {"code": pyotp.TOTP(secret.group(1).replace(" ", "")).at(clock.now())}
    done = strict.post("/compte/double-verification", data=code, headers=HEADERS)
    assert len(re.findall(r"<li><code>[A-Z0-9]{4}-", done.text)) == 10
    assert strict.cookies["pcb_8080"] != before
    assert strict.get("/dossiers").status_code == 200
    gone = strict.post("/compte/double-verification/retirer", data={"present": PASSWORD}, headers=HEADERS)
    assert "obligatoire" in gone.text
    assert second_factor.state(desk).on


def test_the_second_factor_is_set_up_and_removed_with_the_password_alone(
    client: TestClient, desk: Desk, clock: Clock
) -> None:
    assert client.get("/compte/double-verification").headers["location"] == "/compte"
    refused = client.post("/compte/double-verification/commencer", data={"present": "x" * 14}, headers=HEADERS)
    assert (refused.status_code, "ne convient pas" in refused.text) == (422, True)
    begun = client.post("/compte/double-verification/commencer", data={"present": PASSWORD}, headers=HEADERS)
    assert begun.headers["location"] == "/compte/double-verification"
    shown = client.get("/compte/double-verification").text
    assert 'src="data:image/svg+xml' in shown
    secret = re.findall(r'pcb-secret">([A-Z2-7 ]+)<', shown)[0].replace(" ", "")
    assert client.post("/compte/double-verification", data={"code": "1"}, headers=HEADERS).status_code == 422
    code = {"code": pyotp.TOTP(secret).at(clock.now())}
    assert "codes de rechange" in client.post("/compte/double-verification", data=code, headers=HEADERS).text
    assert "Activée" in client.get("/compte").text
    for path, left in (("codes", True), ("retirer", True)):
        client.post(f"/compte/double-verification/{path}", data={"present": "no" * 8}, headers=HEADERS)
        assert second_factor.state(desk).on is left
    client.post("/compte/double-verification/retirer", data={"present": PASSWORD}, headers=HEADERS)
    assert not second_factor.state(desk).on


def test_the_page_tells_who_one_is_and_never_the_secret(client: TestClient, totp: pyotp.TOTP) -> None:
    shown = client.get("/compte").text
    assert "Claire Montaut" in shown
    assert totp.secret not in shown
    assert shown.count("(celle-ci)") == 1


def test_a_new_password_ends_the_other_sessions_in_every_process_within_five_seconds(
    client: TestClient, desk: Desk, sessions: Sessions, other_process: Sessions, clock: Clock
) -> None:
    here, there = sessions.open(desk), other_process.open(desk)
    before = client.cookies["pcb_8080"]
    form = {"present": PASSWORD, "password": NEW, "again": NEW}
    assert client.post("/compte/mot-de-passe", data=form, headers=HEADERS).status_code == 303
    assert client.cookies["pcb_8080"] != before
    assert "Le mot de passe est changé" in client.get("/compte?fait=mot-de-passe").text
    clock.pass_(LOOK_SECONDS)
    assert sessions.find(here) is None
    assert sessions.find(before) is None
    assert other_process.find(there) is None
    assert client.get("/dossiers").status_code == 200
    assert accounts.sign_in(desk.store, "claire", NEW)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"present": "x" * 14}, "ne convient pas"),
        ({"again": "autre chose encore"}, "pas les mêmes"),
        ({"password": "court", "again": "court"}, "au moins 14"),
        ({"password": "motdepasse123456", "again": "motdepasse123456"}, "trop facile"),
    ],
)
def test_a_password_that_will_not_do_says_why(client: TestClient, change: dict[str, str], said: str) -> None:
    form = {"present": PASSWORD, "password": NEW, "again": NEW, **change}
    reply = client.post("/compte/mot-de-passe", data=form, headers=HEADERS)
    assert (reply.status_code, said in reply.text) == (422, True)
    assert client.get("/dossiers").status_code == 200


def test_one_of_my_sessions_is_closed_from_the_list_in_whatever_process(
    client: TestClient, desk: Desk, other_process: Sessions, clock: Clock
) -> None:
    there = other_process.open(desk)
    found = re.findall(r"/compte/sessions/([0-9a-f]{16})/fermer", client.get("/compte").text)
    assert len(found) == 1
    assert client.post(f"/compte/sessions/{found[0]}/fermer", headers=HEADERS).status_code == 303
    clock.pass_(LOOK_SECONDS)
    assert other_process.find(there) is None
    assert client.get("/dossiers").status_code == 200


def test_a_session_of_somebody_else_is_not_closed(client: TestClient, desk: Desk, clock: Clock) -> None:

    from sqlalchemy import insert

    from pcb.storage.tables import account

    paul = replace(desk.account, id="f" * 32, login="paul")
    with desk.store.writing(desk.vault) as connection:
        sealed = desk.vault.seal(b"Paul", "account", paul.id, "display_name")
        connection.execute(
            insert(account).values(id=paul.id, login="paul", display_name=sealed, created_at=clock.now())
        )
    his = Sessions(lambda: clock.wall, lambda: clock.steady)
    session = his.find(his.open(replace(desk, account=paul)))
    assert session is not None
    client.post(f"/compte/sessions/{session.id}/fermer", headers=HEADERS)
    clock.pass_(LOOK_SECONDS)
    assert his.alive(session)


def test_closing_all_of_them_closes_this_one_too(
    client: TestClient, desk: Desk, other_process: Sessions, clock: Clock
) -> None:
    there = other_process.open(desk)
    old = client.cookies["pcb_8080"]
    assert client.post("/compte/sessions/fermer", headers=HEADERS).headers["location"] == "/connexion"
    client.cookies.set("pcb_8080", old)
    assert client.get("/dossiers").status_code == 303
    clock.pass_(LOOK_SECONDS)
    assert other_process.find(there) is None


def test_an_account_that_is_removed_has_no_session_any_more(client: TestClient, desk: Desk, clock: Clock) -> None:
    from sqlalchemy import update

    from pcb.storage.tables import account

    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(account).values(standing="removed"))
    clock.pass_(LOOK_SECONDS)
    assert client.get("/dossiers").status_code == 303


def test_the_sweep_closes_what_was_closed_elsewhere_and_tells_what_was_done(
    desk: Desk, sessions: Sessions, clock: Clock
) -> None:
    kept, closed = (sessions.find(sessions.open(desk)) for _ in range(2))
    assert kept is not None
    assert closed is not None
    clock.pass_(120)
    sessions.touch(kept)
    sign_ins.end_one(desk, closed.id, sessions.moment())
    sessions.end_expired()
    assert closed.held is None
    found = sign_ins.open_sessions(desk, sessions.moment(), 60)
    assert [one.id for one in found] == [kept.id]


def test_locking_ends_the_session_and_lets_go_of_the_key(client: TestClient, sessions: Sessions) -> None:
    client.get("/dossiers")
    held = id(session_of(sessions, client).desk.vault)

    def is_in_memory() -> bool:
        gc.collect()
        return any(type(thing) is Vault and id(thing) == held for thing in gc.get_objects())

    assert is_in_memory()
    old = client.cookies["pcb_8080"]
    assert client.post("/verrouiller", headers=BY_SCRIPT).json() == {"state": "locked"}
    client.cookies.set("pcb_8080", old)
    assert client.get("/dossiers").status_code == 303
    assert client.get("/session", headers=BY_SCRIPT).status_code == 401
    client.get("/connexion")  # leaves time to the loop
    assert not is_in_memory()


def test_an_old_cookie_opens_nothing_a_thousand_times(client: TestClient, desk: Desk, sessions: Sessions) -> None:
    old = []
    for _ in range(20):
        old.append(client.cookies["pcb_8080"])
        client.post("/deconnexion", headers=HEADERS)
        client.cookies.set("pcb_8080", sessions.open(desk))
    client.cookies.delete("pcb_8080")
    refused = 0
    for n in range(1000):
        token = old[n % 20] if n % 2 else old[n % 20][:-1] + chr(33 + n % 90)
        refused += sessions.find(token) is None
    assert refused == 1000


def test_a_password_of_the_old_rule_opens_and_is_told(
    visitor: TestClient, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr("pcb.usecases.accounts.check_password", lambda *_: None)
        accounts.set_up(store, "claire", "Claire", "douze lettre", now=clock.now(), strength=LIGHT)
    reply = visitor.post("/connexion", data={"login": "claire", "password": "douze lettre"}, headers=HEADERS)
    assert "moins de 14 caractères" in reply.text
    assert visitor.get("/dossiers").status_code == 200


def test_the_demonstration_has_no_account(visitor: TestClient, desk: Desk) -> None:
    visitor.post("/demonstration", headers=HEADERS)
    assert visitor.get("/compte").headers["location"] == "/dossiers"
    assert "/compte" not in visitor.get("/dossiers").text
    for path in ("mot-de-passe", "sessions/fermer", "double-verification/commencer"):
        assert visitor.post(f"/compte/{path}", headers=HEADERS).status_code == 404


def test_saying_that_somebody_is_there_counts_and_asking_does_not(
    client: TestClient, sessions: Sessions, clock: Clock
) -> None:
    session = session_of(sessions, client)
    clock.pass_(100)
    client.get("/session", headers=BY_SCRIPT)
    assert session.active.wall < clock.wall
    client.post("/session", headers=BY_SCRIPT)
    assert session.active.wall == clock.wall


@pytest.fixture
def proxied(settings: Settings, store: Store, desk: Desk, clock: Clock) -> Iterator[Callable[[str], TestClient]]:
    """A browser behind a proxy on the loopback, or one that only pretends to be."""
    from tests.ui.conftest import forget_pages

    forget_pages()
    behind = replace(
        settings, trusted_proxy=("127.0.0.1/32",), public_url="https://pcb.asso.fr", second_factor="optional"
    )
    app: ASGIApp = build_app(store, behind, clock.now, sessions=Sessions(on_end=close_pages))
    headers = {"X-Forwarded-Proto": "https", "Accept": "text/html", "Origin": "https://pcb.asso.fr"}
    clients = []

    def made(peer: str) -> TestClient:
        client = TestClient(
            app, base_url="https://pcb.asso.fr", headers=headers, follow_redirects=False, client=(peer, 5)
        )
        client._transport.app = as_http(app)  # type: ignore[attr-defined]
        clients.append(client)
        return client

    yield made
    forget_pages()


def as_http(app: ASGIApp) -> ASGIApp:
    """What the proxy says to the application: plain HTTP."""

    async def plain(scope, receive, send):  # type: ignore[no-untyped-def]
        await app({**scope, "scheme": "http"} if scope["type"] == "http" else scope, receive, send)

    return plain


def test_over_https_the_cookie_belongs_to_this_host_alone(proxied: Callable[[str], TestClient]) -> None:
    browser = proxied("127.0.0.1")
    reply = browser.post("/connexion", data=FORM)
    session = reply.headers.get_list("set-cookie")[0]
    assert session.startswith("__Host-pcb=")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=strict"):
        assert word in session
    assert "Domain" not in session
    assert reply.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert browser.get("/session").json()["account"] == "claire"
    browser.cookies.set("pcb_8080", browser.cookies["__Host-pcb"])
    browser.cookies.delete("__Host-pcb")
    assert browser.get("/session").status_code == 303


def test_a_stranger_who_says_that_he_is_a_proxy_is_not_believed(proxied: Callable[[str], TestClient]) -> None:
    browser = proxied("203.0.113.9")
    statuses = []
    for n in range(31):
        form = {"login": f"l{n}", "password": "x" * 14}
        statuses.append(browser.post("/connexion", data=form, headers={"X-Forwarded-For": f"1.2.3.{n}"}).status_code)
    assert statuses == [401] * 30 + [429]


def test_behind_the_proxy_each_client_has_its_own_count(proxied: Callable[[str], TestClient]) -> None:
    browser = proxied("127.0.0.1")

    def guess(login: str, forwarded: str) -> int:
        form = {"login": login, "password": "x" * 14}
        return browser.post("/connexion", data=form, headers={"X-Forwarded-For": forwarded}).status_code

    assert [guess(f"l{n}", f"1.2.3.{n}, 203.0.113.9") for n in range(31)] == [401] * 30 + [429]
    assert guess("autre", "203.0.113.10") == 401
