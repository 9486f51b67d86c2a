"""Replacing the data key while people work.

A new key is sealed to every holder in one transaction; from then on it seals what is saved. What the old one sealed is
sealed again in small transactions. Then the old key is retired (nothing can be sealed by it any more), a last pass
finds what was saved in between, and the key is destroyed. Everything that tells how far it went is in the database:
killed at any moment, it is taken up again where it was, by whoever starts it, and two at once do no harm.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, and_, func, literal, or_, select, tuple_, update

from pcb.errors import AccessDenied, Damaged
from pcb.storage import data_keys, keys
from pcb.storage.database import Store
from pcb.storage.sealed_columns import SEALED, SealedTable
from pcb.storage.tables import account
from pcb.storage.vault import LOOK_SECONDS, Vault, mark, number_of

ROWS_AT_A_TIME = 50
BYTES_AT_A_TIME = 2_000_000
SETTLE_SECONDS = 3 * LOOK_SECONDS
"""From the new key on, how long the old one may still seal: by then every process has looked for the newest."""
_SHORTEST_PAUSE = 0.002

Progress = Callable[[int], None]
"""Told, from time to time, how many records were sealed again since the start."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that the old key did not open: it is left as it is."""

    table: str
    key: tuple[str | int, ...]
    column: str


@dataclass(frozen=True, slots=True)
class Rotation:
    """What was done. The old key is kept as long as there is ``damage`` in which a backup could still tell it."""

    number: int
    resealed: int
    damage: tuple[Damage, ...]
    finished: bool


def begin(store: Store, vault: Vault, now: datetime) -> int:
    """The number of a new data key, or of the newest when a replacement is not finished: it is taken up again.

    Raises :class:`AccessDenied` when the lock of a holder is still that of an older base.
    """
    with store.writing() as connection:
        data_keys.newest(connection, mine=True)
        if not data_keys.older_keys(connection, vault):
            _check_holders(connection)
            data_keys.replaced(connection, vault, now)
        number = data_keys.newest(connection)
    vault.learn()
    return number


def unfinished(store: Store, vault: Vault) -> bool:
    """Whether an older data key still opens records."""
    with store.reading() as connection:
        return bool(data_keys.older_keys(connection, vault))


def rotate(
    store: Store,
    vault: Vault,
    clock: Callable[[], datetime],
    *,
    settle: float = SETTLE_SECONDS,
    despite_damage: bool = False,
    progress: Progress = lambda done: None,
) -> Rotation:
    """Replace the data key, or finish replacing it. Takes minutes on a large base: call it out of the event loop.

    ``despite_damage`` destroys the old key even if records that it did not open are left.
    """
    number = begin(store, vault, clock())
    done, damage = _all(store, vault, number, 0, progress)
    with store.reading() as connection:
        older = data_keys.older_keys(connection, vault)
    for old, replaced_at, retired in older:
        if not retired:
            time.sleep(min(settle, max(0.0, settle - (clock() - replaced_at).total_seconds())))
            with store.writing() as connection:
                data_keys.retire(connection, vault, old)
    again, damage = _all(store, vault, number, done, progress)
    finished = despite_damage or not damage
    if finished:
        with store.writing() as connection:
            for old, _, _ in data_keys.older_keys(connection, vault):
                if old < number:
                    data_keys.destroy(connection, vault, old)
    return Rotation(number, again, tuple(damage), finished)


def _check_holders(connection: Connection) -> None:
    waiting = set(keys.old_holders(connection))
    if keys.RECOVERY in waiting:
        raise AccessDenied(
            "Le code de secours date d’avant la possibilité de remplacer la clé. Faites-en d’abord un nouveau."
        )
    if waiting:
        logins = connection.execute(select(account.c.login).where(account.c.id.in_(waiting)).order_by(account.c.login))
        raise AccessDenied(
            f"Ces comptes doivent d’abord se connecter une fois, ou être retirés\u202f: {', '.join(logins.scalars())}."
        )


def _all(store: Store, vault: Vault, number: int, done: int, progress: Progress) -> tuple[int, list[Damage]]:
    """One pass over everything: how many records were sealed again, in all, and what did not open."""
    damage: list[Damage] = []
    for sealed in SEALED:
        after: tuple[Any, ...] | None = None
        while True:
            began = time.monotonic()
            with store.reading() as connection:
                batch = list(_next(connection, sealed, number, after))
            if not batch:
                break
            after = batch[-1]
            with store.writing() as connection:
                done += _sealed_again(connection, vault, sealed, number, batch, damage)
            progress(done)
            time.sleep(max(_SHORTEST_PAUSE, time.monotonic() - began))  # half of the time is for those who save
    return done, damage


def _next(
    connection: Connection, sealed: SealedTable, number: int, after: tuple[Any, ...] | None
) -> Iterator[tuple[Any, ...]]:
    """The keys of the next rows in which something is sealed by an older key; not too many, not too heavy."""
    newest = literal(mark(number), LargeBinary)
    old = or_(*(func.substr(column, 1, len(mark(number)), type_=LargeBinary) < newest for column in sealed.columns))
    weight = sum((func.coalesce(func.length(column), 0) for column in sealed.columns[1:]),
                 func.coalesce(func.length(sealed.columns[0]), 0))  # fmt: skip
    wanted = select(*sealed.key, weight.label("weight")).where(old).order_by(*sealed.key).limit(ROWS_AT_A_TIME)
    if after is not None:
        types = [column.type for column in sealed.key]
        wanted = wanted.where(
            tuple_(*sealed.key) > tuple_(*(literal(value, kind) for value, kind in zip(after, types, strict=True)))
        )
    heavy = 0
    for row in connection.execute(wanted):
        yield tuple(row[:-1])
        heavy += row.weight
        if heavy > BYTES_AT_A_TIME:
            return


def _sealed_again(
    connection: Connection,
    vault: Vault,
    sealed: SealedTable,
    number: int,
    batch: list[tuple[Any, ...]],
    damage: list[Damage],
) -> int:
    needed = [sealed.table.c[name] for name in sealed.needed]
    rows = connection.execute(
        select(*sealed.key, *needed, *sealed.columns)
        .where(or_(*(_is(sealed, key) for key in batch)))
        .order_by(*sealed.key)
        .with_for_update()
    ).all()
    changed = 0
    for row in rows:
        key = tuple(getattr(row, column.name) for column in sealed.key)
        values: dict[str, bytes] = {}
        for name in sealed.places:
            content = getattr(row, name)
            if content is None or (number_of(content) or 0) >= number:
                continue
            try:
                values[name] = vault.seal(vault.open_at(content, *sealed.where(row, name)), *sealed.places[name](row))
            except Damaged:
                damage.append(Damage(sealed.table.name, key, name))
        if values:
            connection.execute(update(sealed.table).where(_is(sealed, key)).values(**values))
            changed += len(values)
    return changed


def _is(sealed: SealedTable, key: tuple[Any, ...]) -> Any:
    return and_(*(column == value for column, value in zip(sealed.key, key, strict=True)))
