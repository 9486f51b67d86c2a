"""A hundred thousand cases: unlock, list, search, open. Run by `make scale`, on each database that it is given.

The cases are demo households under other names, sealed and inserted in bulk: what is measured is what the use cases do
afterwards. The counsellor follows a few hundred cases among all; the coordinator sees them all.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from benchmarks.figures import Figure, median_and_best_ms, real_disk
from pcb.config import Settings
from pcb.domain.case import Case
from pcb.domain.case_path import put
from pcb.domain.rights import Role
from pcb.storage import sites
from pcb.storage.codec import dump, to_document
from pcb.storage.tables import account, case_record, follower
from pcb.usecases import cards
from pcb.usecases.accounts import set_up, sign_in
from pcb.usecases.cases import find_cases, import_case, open_case
from pcb.usecases.demo import demo_households
from pcb.usecases.desk import Desk, UserAccount, open_store

CASES = 100_000
FOLLOWED = 300
AT_ONCE = 2_000
PASSWORD = "cheval batterie agrafe correcte"  # noqa: S105 - guards invented households, for a minute
_NAMES = (
    *("Dupouy", "Lannes", "Dubosc", "Daubas", "Sénac", "Œuvrard", "Cazeneuve", "Laffitte", "Barthe", "Ducasse"),
    *("Castex", "Abadie", "Fourcade", "Lacoste", "Labat", "Pujol", "Diallo", "Nguyen", "Ferreira", "Saint-Martin"),
)


def figures(folder: Path, database_url: str = "", label: str = "SQLite") -> Iterator[Figure]:
    """The figures of one database, which is filled here."""
    desk = _filled(Settings(folder / "scale", database_url))
    store = desk.store
    someone = _counsellor(desk)
    del desk
    before = _resident_megabytes()
    yield _once(f"{label}: unlock, every name ready to be searched", 10.0, lambda: _unlock(store))
    desk = sign_in(store, "banc", PASSWORD)
    desk.index.refresh(desk.vault)
    other = Desk(store, desk.vault, someone)
    yield Figure(f"{label}: memory of the names", _resident_megabytes() - before, "MB", None, 1)
    newest = find_cases(desk, "", 100).cards
    asked: tuple[tuple[str, float, Callable[[], object]], ...] = (
        ("list page, coordinator of all", 300, lambda: find_cases(desk, "", 100)),
        ("list page, counsellor of some", 300, lambda: find_cases(other, "", 100)),
        ("search « dup »", 200, lambda: find_cases(desk, "dup", 100)),
        ("search « d »", 200, lambda: find_cases(desk, "d", 100)),
        ("search a name and a commune", 200, lambda: find_cases(desk, "senac lect", 100)),
        ("search a reference", 200, lambda: find_cases(desk, newest[50].reference, 100)),
        ("search, counsellor of some", 200, lambda: find_cases(other, "dup", 100)),
        ("open a case", 150, lambda: open_case(desk, random.choice(newest).id)),  # noqa: S311
    )
    for name, target, work in asked:
        median, best = median_and_best_ms(work, 15)
        yield Figure(f"{label}: {name}", median, "ms", target, 15, best=best)
    store.close()


def _resident_megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _once(name: str, target: float, work: Callable[[], object]) -> Figure:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return Figure(name, sorted(times)[1], "s", target, 3, best=min(times))


def _unlock(store: object) -> None:
    desk = sign_in(store, "banc", PASSWORD)  # type: ignore[arg-type]
    desk.index.refresh(desk.vault)


def _filled(settings: Settings) -> Desk:
    store = open_store(settings)
    desk = set_up(store, "banc", "Banc d’essai", PASSWORD).desk
    draw = random.Random(2026)  # noqa: S311
    families = demo_households()
    first = import_case(desk, families[0], datetime.now(UTC))
    site = sites.sites(store)[0].id
    begun = datetime.now(UTC) - timedelta(days=700)
    for start in range(0, CASES, AT_ONCE):
        rows = []
        for number in range(start, min(start + AT_ONCE, CASES)):
            case = _renamed(families[number % len(families)], number, draw)
            rows.append(_row(desk, case, number, begun + timedelta(minutes=10 * number), site))
        with store.writing(desk.vault) as connection:
            connection.execute(insert(case_record), rows)
    with store.writing(desk.vault) as connection:  # the one made by the use case is among the oldest, not on top
        connection.execute(update(case_record).where(case_record.c.id == first.id).values(updated_at=begun))
    return desk


def _renamed(family: Case, number: int, draw: random.Random) -> Case:
    case = family
    for person in family.persons:
        case = put(case, f"persons.{person.id}.birth_name", f"{draw.choice(_NAMES)}{draw.choice(_NAMES).lower()}")
    return replace(case, reference=f"{2000 + number // 10_000}-{number % 10_000:04d}")


def _row(desk: Desk, case: Case, number: int, at: datetime, site: str) -> dict[str, object]:
    case_id = UUID(int=random.getrandbits(128)).hex
    place = ("case_record", case_id, 1)
    return {
        "id": case_id,
        "reference": f"T{number:07d}",
        "revision": 1,
        "created_at": at,
        "created_by": desk.account.id,
        "updated_at": at,
        "updated_by": desk.account.id,
        "document": desk.vault.seal(dump(to_document(case)), *place, "document"),
        "card": desk.vault.seal(dump(cards.facts(case)), *place, "card"),
        "site_id": site,
        "last_contact_on": at.date(),
    }


def _counsellor(desk: Desk) -> UserAccount:
    """A counsellor of the same site who follows some of the newest cases and some of the others."""
    someone = replace(desk.account, id=uuid4().hex, login="conseil", administrator=False)
    now = datetime.now(UTC)
    with desk.store.writing(desk.vault) as connection:
        name = desk.vault.seal(b"Conseil", "account", someone.id, "display_name")
        connection.execute(insert(account).values(id=someone.id, login="conseil", display_name=name, created_at=now))
        sites.place(connection, someone.id, sites.sites(desk.store)[0].id, Role.COUNSELLOR, now)
        ids = connection.execute(select(case_record.c.id).order_by(case_record.c.id)).scalars().all()
        rows = [
            {"case_id": case_id, "account_id": someone.id, "since": now, "by": desk.account.id}
            for case_id in random.Random(1).sample(ids, FOLLOWED)  # noqa: S311
        ]
        connection.execute(insert(follower), rows)
    return someone


def main() -> int:
    """Measure SQLite, and the empty PostgreSQL database whose address is given."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("--database", default="", help="address of an empty PostgreSQL database")
    database = parser.parse_args().database
    with tempfile.TemporaryDirectory(prefix="pcb-scale-", dir=real_disk()) as folder:
        for figure in figures(Path(folder), database, "PostgreSQL" if database else "SQLite"):
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
