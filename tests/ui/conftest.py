"""The whole application in the test's own process, on a real store, with a light key derivation."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from nicegui import Client, core
from starlette.exceptions import StarletteDeprecationWarning
from starlette.routing import Route
from starlette.types import ASGIApp

from pcb.config import Settings
from pcb.storage.vault import Strength
from pcb.ui.app import build_app, close_pages, listen
from pcb.ui.sessions import Sessions
from pcb.usecases.accounts import set_up
from pcb.usecases.cases import OpenCase, create_case
from pcb.usecases.desk import Desk, Store, open_store

with warnings.catch_warnings():  # it would rather have the successor of httpx, which NiceGUI does not bring
    warnings.simplefilter("ignore", StarletteDeprecationWarning)
    from starlette.testclient import TestClient

LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)
ORIGIN = "http://127.0.0.1:8080"
PASSWORD = "un cheval bleu sous la pluie"


class Clock:
    """A clock that the test moves: wall and monotonic seconds, and the moment of the answers."""

    def __init__(self) -> None:
        self.wall = self.steady = 1_000_000.0

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 14, 32, tzinfo=UTC) + timedelta(seconds=self.wall - 1_000_000.0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store, clock: Clock) -> Desk:
    return set_up(store, "claire", "Claire Montaut", PASSWORD, now=clock.now(), strength=LIGHT).desk


@pytest.fixture
def opened(desk: Desk, clock: Clock) -> OpenCase:
    return create_case(desk, clock.now())


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(lambda: clock.wall, lambda: clock.steady, on_end=close_pages)


def forget_pages() -> None:
    """NiceGUI keeps its application in a module: make it as new."""
    for route in [r for r in core.app.routes if isinstance(r, Route) and not r.path.startswith("/_nicegui/")]:
        core.app.remove_route(route.path)
    core.app.user_middleware.clear()
    core.app.middleware_stack = None
    Client.instances.clear()
    Client.page_routes.clear()
    core.app.reset()


@pytest.fixture
def make_app(settings: Settings, clock: Clock, sessions: Sessions) -> Iterator[Callable[[Store | None], ASGIApp]]:
    forget_pages()
    yield lambda store: build_app(store, settings, clock.now, demo=store is None, sessions=sessions)
    forget_pages()


@pytest.fixture
def visitor(make_app: Callable[[Store | None], ASGIApp], store: Store) -> Iterator[TestClient]:
    """A browser that has not signed in."""
    with TestClient(
        make_app(store), base_url=ORIGIN, headers={"Accept": "text/html"}, follow_redirects=False
    ) as client:
        yield client


@pytest.fixture
def client(visitor: TestClient, desk: Desk) -> TestClient:
    """A browser that has signed in as Claire."""
    signed_in = visitor.post("/connexion", data={"login": "claire", "password": PASSWORD}, headers={"Origin": ORIGIN})
    assert signed_in.status_code == 303
    return visitor


@pytest.fixture
def base(make_app: Callable[[Store | None], ASGIApp], store: Store) -> Iterator[str]:
    """The address of the application, served from a thread of this process."""
    listening = listen("127.0.0.1", 18080)
    config = uvicorn.Config(make_app(store), log_level="critical", ws="websockets-sansio", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    core.loop = None
