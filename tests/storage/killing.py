"""Kills processes that save, at random instants, and looks each time at what they leave in the database.

Run as a program: ``python -m tests.storage.killing ADDRESS KILLS SEED``. Three processes answer questions of one case,
through the use case of the page, as fast as they can; each acknowledged answer is told on a pipe. Each of them is
killed (SIGKILL) at a random instant. Then, on a database opened anew: it is sound; the journal has every acknowledged
answer; the journal replayed gives the document; each of its lines has its line in the audit, whose chain is whole.
Figures are written as JSON; the first fault ends the program.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select, text

from pcb.domain.case import Case
from pcb.domain.case_path import put
from pcb.storage import audit as chain
from pcb.storage import cases, journal
from pcb.storage.audit import Entry
from pcb.storage.database import Store, open_store
from pcb.storage.tables import audit, audit_head
from pcb.storage.tables import journal as journal_table
from pcb.storage.vault import Strength
from pcb.usecases import accounts
from pcb.usecases.cases import Saved, answer, create_case
from pcb.usecases.desk import Desk

PATHS = ("letter.text", "home.landlord", "request.words")
SAVES = 8
"""How many saves of a process alone a life may last, so that a slow machine proves as much as a fast one."""
_LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)


@dataclass
class Life:
    """A process that saves: who it is, what it tells, when it is to be killed."""

    pid: int
    told: int
    end: float = 0.0


@dataclass
class Proven:
    """What was looked at up to now: the case as the journal gives it, and the end of the audit."""

    case: Case
    revision: int
    sequence: int
    digest: bytes


def main() -> None:
    address, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    store = open_store(address)
    now = datetime.now(UTC)
    desk = accounts.set_up(store, "claire", "Claire", "cheval batterie agrafe", now=now, strength=_LIGHT).desk
    case_id = create_case(desk, now).id
    longest = _time_of_a_save(desk, case_id) * SAVES
    created = cases.load(store, desk.vault, case_id)
    with store.reading() as connection:
        head = connection.execute(select(audit_head)).one()
    proven = Proven(created.case, created.revision, head.sequence, head.digest)
    first = replace(proven)
    store.close()
    killed, acknowledged, unacknowledged, started = 0, 0, 0, time.monotonic()
    while killed < kills:
        lives = [_born(address, desk, case_id, path, killed) for path in PATHS[: kills - killed]]
        for life in lives:
            assert os.read(life.told, 2) == b"*\n", "a process could not open the database"
            life.end = time.monotonic() + chance.uniform(0.0005, longest)
        for life in sorted(lives, key=lambda one: one.end):
            time.sleep(max(0.0, life.end - time.monotonic()))
            os.kill(life.pid, signal.SIGKILL)
            _, ended = os.waitpid(life.pid, 0)
            assert os.WIFSIGNALED(ended), f"a process had ended by itself: {os.read(life.told, 4096)!r}"
            killed += 1
        told = {request: value for life in lives for request, value in _acknowledged(life)}
        written = _check(address, desk, case_id, proven, told)
        acknowledged += len(told)
        unacknowledged += written - len(told)
    _check_from_the_start(address, desk, case_id, first, proven)
    print(  # noqa: T201 – the figures
        json.dumps(
            {
                "kills": killed,
                "acknowledged": acknowledged,
                "written_unacknowledged": unacknowledged,
                "seconds": round(time.monotonic() - started, 1),
            }
        )
    )


def _time_of_a_save(desk: Desk, case_id: str) -> float:
    """Seconds."""
    start = time.monotonic()
    for number in range(10):
        answer(
            desk, case_id, PATHS[0], f"essai {number}", seen=None, request_id=f"essai-{number}", now=datetime.now(UTC),
            overwrite=True,
        )  # fmt: skip
    return (time.monotonic() - start) / 10


def _born(address: str, desk: Desk, case_id: str, path: str, number: int) -> Life:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Life(pid, reading)
    try:
        os.close(reading)
        _save_for_ever(open_store(address), desk, case_id, path, number, writing)
    except BaseException as error:
        os.write(writing, f"!{error!r}\n".encode())
    finally:
        os._exit(1)


def _save_for_ever(store: Store, desk: Desk, case_id: str, path: str, number: int, told: int) -> None:
    mine = replace(desk, store=store)
    os.write(told, b"*\n")
    count = 0
    while True:
        count += 1
        value, request = f"{path} {number} {count}", f"{path}-{number}-{count}"
        done = answer(mine, case_id, path, value, seen=None, request_id=request, now=datetime.now(UTC), overwrite=True)
        assert isinstance(done, Saved), done
        os.write(told, f"{request}\t{value}\n".encode())


def _acknowledged(life: Life) -> Iterator[tuple[str, str]]:
    """What the process told before it was killed; a line that was cut is no acknowledgement."""
    with os.fdopen(life.told, "rb") as pipe:
        for line in pipe.read().split(b"\n")[:-1]:
            request, value = line.decode().split("\t")
            yield request, value


def _check(address: str, desk: Desk, case_id: str, proven: Proven, told: dict[str, str]) -> int:
    """Look at everything written since ``proven``, which then stands at the end of it; how many lines there were."""
    store = open_store(address)
    _wait_for_the_server(store)
    stored = cases.load(store, desk.vault, case_id)
    found: dict[str, str] = {}
    with store.reading() as connection:
        if not store.on_a_server:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        rows = connection.execute(
            select(journal_table)
            .where(journal_table.c.case_id == case_id, journal_table.c.revision > proven.revision)
            .order_by(journal_table.c.revision)
        ).all()
        lines = connection.execute(
            select(audit).where(audit.c.sequence > proven.sequence).order_by(audit.c.sequence)
        ).all()
        head = connection.execute(select(audit_head)).one()
    for row in rows:
        change = journal._opened(desk.vault, row)
        assert change.revision == proven.revision + 1, "a line of the journal is missing"
        for patch in change.patches:
            proven.case = put(proven.case, patch.path, patch.after)
            found[change.request_id or ""] = patch.after
        proven.revision = change.revision
    assert proven.revision == stored.revision, "the journal and the document are not of the same revision"
    assert proven.case == stored.case, "the journal replayed does not give the document"
    lost = told.items() - found.items()
    assert not lost, f"acknowledged and lost: {sorted(lost)}"
    for line in lines:
        entry = Entry(
            line.at, line.account_id, line.action, line.object_kind, line.object_id, line.case_id, line.site_id
        )
        assert line.sequence == proven.sequence + 1, "a line of the audit is missing"
        proven.sequence, proven.digest = line.sequence, chain.digest_of(line.sequence, entry, None, proven.digest)
        assert line.digest == proven.digest, "the chain of the audit is broken"
    assert (head.sequence, head.digest) == (proven.sequence, proven.digest)
    told_by_audit = [int(line.object_id) for line in lines if line.action in ("answer", "overwrite")]
    assert told_by_audit == [row.revision for row in rows], "a save without its line in the audit, or the contrary"
    store.close()
    return len(rows)


def _wait_for_the_server(store: Store) -> None:
    """The server still ends what a killed process had asked of it."""
    statement = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    deadline = time.monotonic() + 10
    while store.on_a_server:
        with store.reading() as connection:
            if connection.execute(statement).scalar() == 0:
                return
        assert time.monotonic() < deadline, "the server keeps the connections of killed processes"
        time.sleep(0.002)


def _check_from_the_start(address: str, desk: Desk, case_id: str, first: Proven, proven: Proven) -> None:
    """The whole journal, from the creation of the case, gives the same document."""
    _check(address, desk, case_id, first, {})
    assert first == proven


if __name__ == "__main__":
    main()
