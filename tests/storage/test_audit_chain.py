"""The chain of the audit: whatever is done to it by hand is found, and old lines can be let go."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from pcb.config import Settings
from pcb.storage import audit
from pcb.storage import audit_chain as chain
from pcb.storage.audit import Entry
from pcb.storage.audit_chain import Head
from pcb.storage.database import Store, open_store
from pcb.storage.tables import account, audit_head, house
from pcb.storage.tables import audit as lines
from pcb.storage.vault import Vault

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
ACCOUNT = "a" * 32
LINES = 30


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(Settings(tmp_path).database)
    with opened.writing(Vault.new()) as connection:
        connection.execute(insert(account).values(id=ACCOUNT, login="claire", display_name=b"", created_at=NOW))
    yield opened
    opened.close()


@pytest.fixture
def vault() -> Vault:
    return Vault.new()


def write(store: Store, vault: Vault | None, count: int = LINES, since: datetime = NOW, action: str = "open") -> None:
    with store.writing() as connection:
        for number in range(count):
            at = since + timedelta(minutes=number)
            entry = Entry(at, ACCOUNT, action, "case", f"{number:032x}", f"{number:032x}", None, "read")
            audit.write(connection, vault, entry if vault else Entry(at, None, "refused_sign_in", "account"))


def test_a_chain_that_nobody_touched_is_whole_and_its_head_is_told(store: Store, vault: Vault) -> None:
    write(store, vault)
    write(store, None, 2, NOW + timedelta(hours=1))
    found = chain.verify(store, vault, chain.head(store))
    assert found.whole
    assert found.anchored
    assert (found.first, found.lines, found.unsealed) == (1, LINES + 2, 2)
    assert chain.read_anchor(str(chain.head(store))) == chain.head(store)
    assert [chain.read_anchor(text) for text in ("", "12", "x-00", "1-00", "-1-" + "0" * 64, "²-" + "0" * 64)] == [
        None
    ] * 6


Tampering = Callable[[Connection, random.Random, Vault], None]


def edit(connection: Connection, chance: random.Random, _: Vault) -> None:
    column, value = chance.choice(
        [("action", "print"), ("account_id", "b" * 32), ("object_id", "0"), ("case_id", None), ("site_id", "c" * 32),
         ("at", NOW - timedelta(days=1)), ("detail", b"other"), ("detail", None), ("mac", None), ("mac", bytes(32)),
         ("digest", bytes(32)), ("object_kind", "paper")]
    )  # fmt: skip
    connection.execute(update(lines).where(lines.c.sequence == chance.randint(1, LINES)).values({column: value}))


def remove(connection: Connection, chance: random.Random, _: Vault) -> None:
    connection.execute(delete(lines).where(lines.c.sequence == chance.randint(1, LINES)))


def swap(connection: Connection, chance: random.Random, _: Vault) -> None:
    one, other = chance.sample(range(1, LINES + 1), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        connection.execute(update(lines).where(lines.c.sequence == before).values(sequence=after))


def duplicate(connection: Connection, chance: random.Random, _: Vault) -> None:
    """A line again, after itself or at the end; the others move up, and the head follows."""
    copied = connection.execute(select(lines).where(lines.c.sequence == chance.randint(1, LINES))).one()._asdict()
    at = chance.choice([copied["sequence"], LINES])
    for sequence in range(LINES, at, -1):
        connection.execute(update(lines).where(lines.c.sequence == sequence).values(sequence=sequence + 1))
    connection.execute(insert(lines).values({**copied, "sequence": at + 1}))
    last = connection.execute(select(lines.c.digest).order_by(lines.c.sequence.desc()).limit(1)).scalar_one()
    connection.execute(update(audit_head).values(sequence=LINES + 1, digest=last))


def truncate(connection: Connection, chance: random.Random, _: Vault) -> None:
    """The last lines cut, and the head put back as it then was: nothing inside tells it."""
    kept = chance.randint(0, LINES - 1)
    connection.execute(delete(lines).where(lines.c.sequence > kept))
    last = connection.execute(select(lines.c.digest).where(lines.c.sequence == kept)).scalar() or bytes(32)
    connection.execute(update(audit_head).values(sequence=kept, digest=last))


def forge(connection: Connection, chance: random.Random, _: Vault) -> None:
    """From some line on, other lines, rightly chained, by somebody who has no key, or another one."""
    kept = chance.randint(0, LINES - 1)
    truncate_to = connection.execute(select(lines.c.digest).where(lines.c.sequence == kept)).scalar() or bytes(32)
    connection.execute(delete(lines).where(lines.c.sequence > kept))
    connection.execute(update(audit_head).values(sequence=kept, digest=truncate_to))
    key = chance.choice([None, Vault.new()])
    for _number in range(kept, LINES + chance.randint(0, 3)):
        audit.write(connection, key, Entry(NOW, ACCOUNT, chance.choice(["open", "refused_sign_in"]), "case"))


def forget(connection: Connection, chance: random.Random, _: Vault) -> None:
    """The first lines removed, as if they had been let go."""
    connection.execute(delete(lines).where(lines.c.sequence <= chance.randint(1, LINES)))


TAMPERINGS: tuple[Tampering, ...] = (edit, remove, swap, duplicate, truncate, forge, forget)


def test_of_a_thousand_tamperings_none_is_missed(store: Store, vault: Vault) -> None:
    write(store, vault)
    anchor = chain.head(store)
    chance = random.Random(6)
    missed, found_without = [], 0
    for number in range(1000):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        connection = store.engine.connect()  # what is done is undone afterwards
        connection.execution_options(pcb_writes=True)
        with connection.begin() as transaction:
            before = connection.execute(select(lines).order_by(lines.c.sequence)).all()
            tamper(connection, chance, vault)
            after = connection.execute(select(lines).order_by(lines.c.sequence)).all()
            verdict = chain._Walk(connection, vault, anchor).run()
            found_without += not chain._Walk(connection, vault, None).run().whole
            transaction.rollback()
        connection.close()
        if verdict.whole and before != after:
            missed.append(tamper.__name__)
    assert missed == []
    assert found_without < 1000  # cutting the end is what the anchor is for
    assert chain.verify(store, vault, anchor).whole


def test_the_first_wrong_line_is_the_one_that_is_told(store: Store, vault: Vault) -> None:
    write(store, vault)
    with store.writing() as connection:
        connection.execute(update(lines).where(lines.c.sequence == 17).values(action="print"))
        connection.execute(delete(lines).where(lines.c.sequence == 25))
    found = chain.verify(store, vault)
    assert (found.wrong, found.lines) == (17, 16)
    assert "modifiée" in found.fault


def test_old_lines_go_behind_a_sealed_checkpoint_and_the_chain_stays_whole(store: Store, vault: Vault) -> None:
    write(store, vault, 40)
    old = Head(10, bytes(32))
    anchor = chain.head(store)
    with store.writing() as connection:
        assert chain.prune(connection, vault, NOW + timedelta(minutes=25), by=ACCOUNT, now=NOW) == 25
    write(store, vault, 3, NOW + timedelta(hours=2))
    found = chain.verify(store, vault, anchor)
    assert found.whole
    assert found.anchored
    assert (found.first, found.lines) == (26, 18)
    assert not chain.verify(store, vault, old).anchored  # it was let go: it can no longer be looked for
    with store.writing() as connection:  # again, further
        assert chain.prune(connection, vault, NOW + timedelta(minutes=30), by=ACCOUNT, now=NOW) == 5
        assert chain.prune(connection, vault, NOW + timedelta(days=900), by=ACCOUNT, now=NOW) == 12
        assert connection.execute(select(func.count()).select_from(lines)).scalar() == 1
        assert chain.prune(connection, vault, NOW + timedelta(days=900), by=ACCOUNT, now=NOW) == 0
    assert chain.verify(store, vault, chain.head(store)).anchored
    with store.writing() as connection:
        connection.execute(delete(house))
    assert chain.verify(store, vault).wrong == 1


@pytest.mark.proof
def test_a_million_lines_are_walked_in_a_minute(store: Store, vault: Vault) -> None:
    """Measured on a tenth of them."""
    write(store, vault, 100_000)
    begun = time.perf_counter()
    assert chain.verify(store, vault, chain.head(store)).lines == 100_000
    took = time.perf_counter() - begun
    print(f"100 000 lines in {took:.1f} s")  # noqa: T201
    assert took < 6
