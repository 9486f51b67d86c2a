"""Sixty counsellors at once on one server: `make load`. On the loopback, bounded in number and time.

Each signs in, opens the interview of a case of their own with its websocket, and answers a question every three seconds
by the POST that the page itself makes; one paper a minute is printed in the whole. Afterwards every acknowledged answer
is looked for in the database.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.server import Browser, Server
from pcb.config import Settings
from pcb.domain.case_path import get
from pcb.domain.money import Money
from pcb.domain.rights import Role
from pcb.storage import sites
from pcb.storage.vault import Strength
from pcb.usecases.accounts import set_up, sign_in
from pcb.usecases.cases import OpenCase, import_case, open_case
from pcb.usecases.demo import demo_households
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.invitations import accept, invite
from pcb.usecases.wording import shown

PASSWORD = "cheval batterie agrafe correcte"  # noqa: S105 - guards invented households, for some minutes
QUICK = Strength(memory_kib=1024, iterations=1, lanes=1)  # of the invitations; the passwords have their full strength


@dataclass(slots=True)
class Told:
    """What the clients measured. Only appended to, so that threads may share it."""

    pages: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    papers: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Counsellor(threading.Thread):
    """One browser at work, from ``starts`` to ``ends`` on the monotonic clock."""

    def __init__(
        self, browser: Browser, login: str, opened: OpenCase, told: Told, times: tuple[float, float, float]
    ) -> None:
        super().__init__(daemon=True)
        self._browser, self._login, self._opened, self._told = browser, login, opened, told
        self._starts, self._ends, self._every = times
        self._draw = random.Random(login)  # noqa: S311 - the same load each time
        self.kept: dict[str, str] = {}
        """What the server acknowledged last, by path."""

    def run(self) -> None:
        """Arrive, sign in, answer until the end."""
        try:
            _sleep_until(self._starts)
            self._browser.page("/connexion", {"login": self._login, "password": PASSWORD})
            started = time.perf_counter()
            with self._browser.open_page(f"/dossier/{self._opened.id}/entretien") as wire:
                self._told.pages.append(time.perf_counter() - started)
                while time.monotonic() < self._ends:
                    began = time.monotonic()
                    self._answer()
                    while True:  # what the server says is read, as a browser does; its pings are answered
                        left = began + self._every - time.monotonic()
                        if left <= 0:
                            break
                        try:
                            if wire.recv(left) == "2":
                                wire.send("3")
                        except TimeoutError:
                            break
        except Exception as fault:
            self._told.faults.append(f"{self._login}: {type(fault).__name__}: {fault}")

    def _answer(self) -> None:
        path = self._draw.choice(_paths(self._opened))
        raw = f"{self._draw.randrange(1, 2_000)},{self._draw.randrange(100):02d}"
        seen = self.kept.get(path) or shown(path, get(self._opened.case, path))
        body = {"path": path, "raw": raw, "seen": seen, "request_id": uuid4().hex}
        started = time.perf_counter()
        answer = self._browser.post(f"/dossier/{self._opened.id}/reponse", body)
        self._told.answers.append(time.perf_counter() - started)
        if answer["state"] != "saved":
            self._told.faults.append(f"{self._login}: {answer['state']} at {path}")
            return
        self.kept[path] = answer["shown"]


def _paths(opened: OpenCase) -> list[str]:
    """Amounts of the household: those that are known, so that what the field showed is known too."""
    case = opened.case
    paths = [f"incomes.{item.id}.amount" for item in case.incomes if isinstance(item.amount, Money)]
    paths += [f"expenses.{item.id}.amount" for item in case.expenses if isinstance(item.amount, Money)]
    return paths + [f"debts.{item.id}.balance" for item in case.debts if isinstance(item.balance, Money)]


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def main() -> int:
    """Run the load and print its figures; 1 when an answer was lost or refused."""
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--counsellors", type=int, default=60)
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--every", type=float, default=3.0, help="seconds between two answers of one counsellor")
    parser.add_argument("--arrive", type=int, default=60, help="seconds over which they arrive")
    parser.add_argument("--database", default="", help="address of a PostgreSQL database; a SQLite file without it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pcb-load-") as folder:
        settings = Settings(Path(folder), given.database)
        return _run(settings, given.counsellors, given.seconds, given.every, given.arrive)


def _run(settings: Settings, number: int, seconds: int, every: float, arrive: int) -> int:
    desk, opened = _filled(settings, number)
    told = Told()
    with Server(settings.data_dir, settings.database_url) as server:
        begun = time.monotonic()
        clients = [
            Counsellor(
                server.browser(), f"conseil{n}", opened[n], told, (begun + arrive * n / number, begun + seconds, every)
            )
            for n in range(number)
        ]
        for client in clients:
            client.start()
        most = 0.0
        printer = server.browser()
        printer.page("/connexion", {"login": "conseil0", "password": PASSWORD})
        next_paper = begun + arrive
        while any(client.is_alive() for client in clients):
            most = max(most, server.megabytes())
            if time.monotonic() > next_paper:
                next_paper += 60
                started = time.perf_counter()
                printer.file(f"/dossier/{opened[0].id}/declaration.pdf")
                told.papers.append(time.perf_counter() - started)
            time.sleep(0.5)
        busy = server.processor_seconds() / (time.monotonic() - begun)
    lost = [
        f"{client.name}: {path}"
        for client, mine in zip(clients, opened, strict=True)
        for path, kept in client.kept.items()
        if shown(path, get(open_case(desk, mine.id).case, path)) != kept
    ]
    desk.store.close()
    return _say(told, lost, most, busy)


def _filled(settings: Settings, number: int) -> tuple[Desk, list[OpenCase]]:
    """A base with that many counsellors of one site, each with a case."""
    store = open_store(settings)
    desk = set_up(store, "conseil0", "Conseil 0", PASSWORD).desk
    now = datetime.now(UTC)
    here = {sites.sites(store)[0].id: Role.COUNSELLOR}
    desks = [desk]
    for n in range(1, number):
        invited = invite(desk, f"conseil{n}", f"Conseil {n}", here, strength=QUICK)
        accept(store, f"conseil{n}", invited.code, PASSWORD)
        desks.append(sign_in(store, f"conseil{n}", PASSWORD))
    families = demo_households()
    return desk, [import_case(own, families[n % len(families)], now) for n, own in enumerate(desks)]


def _say(told: Told, lost: list[str], most: float, busy: float) -> int:
    for name, times, targets in (
        ("answer acknowledged", told.answers, "p95 < 200 ms, p99 < 500 ms"),
        ("interview page", told.pages, "p95 < 1000 ms"),
        ("paper printed", told.papers, ""),
    ):
        ordered = sorted(times) or [0.0]
        p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.95, 0.99))
        median = statistics.median(ordered) * 1000
        print(f"{name:<22}{len(times):>7}  median {median:7.1f}  p95 {p95:7.1f}  p99 {p99:7.1f} ms   {targets}")
    print(f"memory at most {most:.0f} MB (target 1536), processor {busy:.0%} of one core")
    print(f"{len(told.faults)} fault(s), {len(lost)} acknowledged answer(s) lost")
    for line in (*told.faults[:10], *lost[:10]):
        print(f"  {line}")
    return 1 if lost or told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
