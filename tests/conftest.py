"""What all tests share: where Chromium is, and what becomes of the stories that need it."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.databases import Server, server_of_this_process

HOUSEHOLDS = Path(__file__).parent.parent / "pcb" / "data" / "households"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The program of PCB_CHROMIUM, or the first Chromium on the path."""
    return os.environ.get("PCB_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the stories marked ``browser`` are skipped; with PCB_REQUIRE_BROWSER=1 they run, and so fail."""
    if find_chromium() or os.environ.get("PCB_REQUIRE_BROWSER") == "1":
        return
    skip = pytest.mark.skip(reason="pas de Chromium sur cette machine")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium, for ``playwright.chromium.launch(executable_path=…)``."""
    found = find_chromium()
    assert found, "Chromium est exigé (PCB_REQUIRE_BROWSER=1) et n’est pas installé"
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all the stories of a process: Playwright does not start twice in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """One PostgreSQL server for all the tests of a process."""
    with server_of_this_process() as server:
        yield server


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new database may be: a file that is not there yet, or an empty base of a server. The tests of
    ``tests/storage`` run on both; elsewhere those marked ``databases("sqlite", "postgresql")``."""
    if getattr(request, "param", "sqlite") == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        address = server.new_base()
        yield address
        server.drop(address)
    else:
        yield f"sqlite:///{tmp_path / 'data' / 'pcb.sqlite3'}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs each test that opens a database on those of its nearest mark ``databases``."""
    if "database_url" not in metafunc.fixturenames:
        return
    mark = metafunc.definition.get_closest_marker("databases")
    in_storage = Path(__file__).parent / "storage" in metafunc.definition.path.parents
    wanted = mark.args if mark else ("sqlite", "postgresql") if in_storage else ()
    if wanted:
        metafunc.parametrize("database_url", wanted, indirect=True)


@pytest.fixture
def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(params=sorted(HOUSEHOLDS.glob("*.toml")), ids=lambda path: path.stem)
def household_file(request: pytest.FixtureRequest) -> Path:
    """Each demo household in turn."""
    path: Path = request.param
    return path
