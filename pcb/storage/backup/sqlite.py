"""What is particular to SQLite: the copy taken while people write, its proof, and putting it in place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pcb.errors import Damaged, StoreUnavailable
from pcb.storage.audit_chain import Head
from pcb.storage.backup.disk import in_french, sync_folder
from pcb.storage.backup.header import HeldKey, damaged
from pcb.storage.database import reason
from pcb.storage.keys import Lock
from pcb.storage.vault import Strength, Wrapped

_FIRST_KEYS = (
    "SELECT k.holder, coalesce(a.login, ''), NULL, 1, x'', k.salt, k.wrapped, k.memory_kib, k.iterations, k.lanes "
    "FROM keyring k LEFT JOIN account a ON a.id = k.account_id ORDER BY k.holder"
)
KEYS = (
    "SELECT k.holder, coalesce(a.login, ''), k.public_key, coalesce(s.number, 1), s.sealed, k.salt, k.wrapped, "
    "k.memory_kib, k.iterations, k.lanes FROM keyring k LEFT JOIN account a ON a.id = k.account_id "
    "LEFT JOIN sealed_key s ON s.holder = k.holder ORDER BY k.holder, s.number DESC"
)
"""What opens a backup: before schema 0003 the data key itself was wrapped."""
HEAD = "SELECT sequence, digest FROM audit_head WHERE id = 1"
"""The end of the audit, since schema 0003."""
IN_USE = "L’application est ouverte sur cette base\u202f: fermez-la, puis recommencez."


@dataclass(frozen=True, slots=True)
class Taken:
    """What a copy holds."""

    schema: str
    counts: Mapping[str, int]
    keys: tuple[HeldKey, ...]
    audit: Head | None


def copy(database: Path, into: Path) -> Taken:
    """A copy of the base at one moment, made while others read and write. Raises :class:`StoreUnavailable`.

    All pages go in one step: a copy by small steps begins anew at each save of somebody else, and may never end. In WAL
    mode the one step holds nobody back.
    """
    _make_empty(into)
    try:
        with closing(_connect(database, "mode=rw")) as source, closing(_connect(into, "mode=rw")) as target:
            target.execute("PRAGMA synchronous = OFF")  # it goes once it is sealed
            source.backup(target)
    except sqlite3.Error as error:
        raise StoreUnavailable(reason(error)) from error
    return check(into)


def check(copied: Path) -> Taken:
    """What a copy holds, once SQLite has found no fault in it. Raises :class:`Damaged`."""
    try:
        with closing(_connect(copied, "mode=ro&immutable=1")) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                raise damaged()
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise damaged()
            (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            statement = KEYS if schema >= "0003" else _FIRST_KEYS
            keys = tuple(map(held_key, connection.execute(statement)))
            found = connection.execute(HEAD).fetchone() if schema >= "0003" else None
            audit = None if found is None else Head(int(found[0]), bytes(found[1]))
            return Taken(str(schema), _counts(connection), keys, audit)
    except (sqlite3.Error, TypeError) as error:
        raise Damaged("La base de données est abîmée\u202f: la copie n’est pas gardée.") from error


def held_key(row: Sequence[Any]) -> HeldKey:
    """One row of :data:`KEYS`."""
    holder, login, public_key, number, sealed, salt, wrapped, *strength = row
    public = None if public_key is None else bytes(public_key)
    lock = Lock(holder, Wrapped(bytes(salt), Strength(*strength), bytes(wrapped)), public, number, bytes(sealed or b""))
    return HeldKey(login, lock)


def count(database: Path) -> Mapping[str, int]:
    """The rows of each table of a base in use; none for a base that cannot be read, of which nothing is changed."""
    try:
        with closing(_connect(database, "mode=ro")) as connection:
            return _counts(connection)
    except sqlite3.Error:
        return {}


def put_in_place(new: Path, database: Path, now: datetime) -> Path | None:
    """Make ``new`` the base, and keep the old one beside under the date; its path is returned, ``None`` when there was
    none. Nobody may have the base open. Raises :class:`StoreUnavailable`.

    At no moment is there no base: the old one gets a second name, then the new one takes the first.
    """
    with in_french("La restauration"):
        if not database.exists():
            new.replace(database)
            sync_folder(database.parent)
            return None
        _fold(database)
        with unused(database):
            kept = _free(database, now)
            for tail in (
                "-wal",
                "-shm",
            ):  # left by a base too damaged to be folded: of no other base they must become part
                beside = Path(f"{database}{tail}")
                if beside.exists():
                    beside.replace(f"{kept}{tail}")
            try:
                os.link(database, kept)
            except OSError:  # a file system without second names
                database.replace(kept)
            new.replace(database)
            sync_folder(database.parent)
            return kept


@contextmanager
def unused(database: Path) -> Iterator[None]:
    """Hold the lock that every open connection shares. Raises :class:`StoreUnavailable` when one is open.

    It is SQLite's own range of bytes (« SHARED » of its file locks), so that a base too damaged to be opened is
    guarded too. On Windows the system itself refuses to move a file that is open.
    """
    if os.name == "nt":
        yield
        return
    import fcntl

    descriptor = os.open(database, os.O_RDWR)
    try:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
        except OSError:
            raise StoreUnavailable(IN_USE) from None
        yield
    finally:
        os.close(descriptor)


def _fold(database: Path) -> None:
    """Bring what the journal of SQLite still holds into the file, when the base can be read; when it cannot, nothing of
    it is changed: somebody may still want to mend it.

    Before the lock, never under it: the system lets go of the locks of a process when it closes the file once.
    """
    if not count(database):
        return
    try:
        with closing(_connect(database, "mode=rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return


def _free(database: Path, now: datetime) -> Path:
    name = f"{database.name}.avant-{now:%Y-%m-%d-%H%M%S}"
    for more in ("", *(f"-{number}" for number in range(2, 1000))):
        kept = database.with_name(name + more)
        if not kept.exists():
            return kept
    raise StoreUnavailable("Trop de restaurations au même instant. Réessayez.")


def _make_empty(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=10, isolation_level=None)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    quoted = {name: '"' + name.replace('"', '""') + '"' for (name,) in names}
    return {
        name: connection.execute(f"SELECT count(*) FROM {safe}").fetchone()[0]  # noqa: S608 - quoted just above
        for name, safe in quoted.items()
    }
