"""What is measured on a real server: start to first page, memory at start, memory of each open interview.

An open interview is a page fetched with the cookie of a signed-in session, and its websocket, held open as a browser
holds it. The stops of the interview are opened in turn, so the figure is that of the mean step.
"""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.server import Server
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
