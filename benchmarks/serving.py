"""What is measured on a real server: start to first page, memory at start, memory of each open interview.

An open interview is a page fetched with the cookie of a signed-in session, and its websocket, held open as a browser
holds it. The stops of the interview are opened in turn, so the figure is that of the mean step.
"""

from __future__ import annotations

import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from benchmarks.figures import Figure
from pcb.config import Settings
from pcb.interview import engine
from pcb.usecases.accounts import set_up
from pcb.usecases.cases import import_case
from pcb.usecases.demo import demo_households
from pcb.usecases.desk import open_store

SESSIONS = 40
WARM_UP = 8
STARTS = 5
LOGIN = "banc"


def figures(folder: Path, only: str) -> Iterator[Figure]:
    """The figures whose name holds ``only``."""
    if "start" in only or not only:
        yield Figure("start to first page", _start_seconds(folder), "s", 4.0, STARTS)
    if "memory" in only or not only:
        yield from _memory(folder)


class Server:
    """A running ``pcb serve`` on a free port."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pcb", "serve", "--no-open", "--port", str(self.port)],
            env={**os.environ, "PCB_DATA_DIR": str(data)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.cookies = CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.browser.addheaders = [("Accept", "text/html"), ("Origin", self.address)]

    def __enter__(self) -> Server:
        deadline = time.monotonic() + 60
        while True:
            try:
                self.page("/")
                return self
            except OSError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    def page(self, path: str, form: dict[str, str] | None = None) -> str:
        """The text of a page; with ``form``, what answers its POST."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        with self.browser.open(f"{self.address}{path}", data, timeout=30) as answer:
            return str(answer.read().decode())

    def megabytes(self) -> float:
        """Resident memory of the server."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise OSError("no VmRSS")

    @contextmanager
    def open_page(self, path: str) -> Iterator[ClientConnection]:
        """A page and its websocket, handshake done."""
        found = re.search(r"'client_id': '([0-9a-f-]+)'", self.page(path))
        assert found, f"no NiceGUI page at {path}"
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        query = urllib.parse.urlencode({
            "client_id": found[1], "next_message_id": 0, "implicit_handshake": "true", "EIO": 4,
            "document_id": secrets.token_hex(8), "tab_id": secrets.token_hex(8), "transport": "websocket",
        })  # fmt: skip
        with connect(
            f"ws://127.0.0.1:{self.port}/_nicegui_ws/socket.io/?{query}",
            origin=Origin(self.address),
            additional_headers={"Cookie": cookies},
        ) as wire:
            assert str(wire.recv(10)).startswith("0{")
            wire.send("40")
            while not str(reply := wire.recv(10)).startswith("40"):
                assert not str(reply).startswith("44"), reply
            yield wire


def _start_seconds(folder: Path) -> float:
    times = []
    for number in range(STARTS):
        started = time.perf_counter()
        with Server(folder / f"start{number}"):
            times.append(time.perf_counter() - started)
    return statistics.median(times)


def _memory(folder: Path) -> Iterator[Figure]:
    if not Path("/proc/self/status").exists():
        print("memory is read from /proc: not measured here")
        return
    password = secrets.token_urlsafe(18)
    store = open_store(Settings(data_dir=folder / "memory"))
    desk = set_up(store, LOGIN, "Banc d’essai", password).desk
    opened = import_case(desk, demo_households()[2], datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    stops = [stop.key for stop in engine.journey(opened.case)]
    store.close()
    with Server(folder / "memory") as server, ExitStack() as pages:
        yield Figure("memory at start", server.megabytes(), "MB", None, 1)
        server.page("/connexion", {"login": LOGIN, "password": password})
        addresses = [f"/dossier/{opened.id}/entretien/{stops[n % len(stops)]}" for n in range(WARM_UP + SESSIONS)]
        wires = [pages.enter_context(server.open_page(address)) for address in addresses[:WARM_UP]]
        time.sleep(1)
        before = server.megabytes()
        wires += [pages.enter_context(server.open_page(address)) for address in addresses[WARM_UP:]]
        time.sleep(1)
        after = server.megabytes()
        for wire in wires:
            wire.send("3")  # raises if the server let go of one: it would then not be counted
        detail = f"{before:.0f} → {after:.0f} MB with {SESSIONS} more interviews open"
        yield Figure("memory of an open interview", (after - before) / SESSIONS, "MB", 0.6, SESSIONS, detail)
