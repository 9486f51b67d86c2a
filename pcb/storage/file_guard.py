"""The SQLite file itself: born whole, examined when it is opened, and still the same file at each use.

A file that vanished or was put in place of another under the running application would still take, and lose, what is
saved: on the system, an open file without a name can be written to. One of no byte at all is to SQLite a new empty
base: it would greet the counsellor as on the first day.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from pcb.errors import Damaged, StoreUnavailable

EXAMINED = 128 << 20
"""Bytes up to which the whole file is examined at each opening (under a second); a larger one is by each backup and by
``pcb doctor``."""
_DAMAGED = (
    "La base de données est abîmée et n’est pas ouverte, pour ne rien montrer de faux. Restaurez la dernière "
    "sauvegarde\u202f: «\u202fpcb restore FICHIER\u202f». La base abîmée sera gardée à côté."
)
_UNREADABLE = (
    "Un enregistrement est abîmé et ne peut pas être lu. Restaurez la dernière sauvegarde\u202f: "
    "«\u202fpcb restore FICHIER\u202f»."
)


def make(path: Path) -> None:
    """A new base for its owner alone, which has its name once it is one: a file of no byte is never ours.

    Raises ``FileExistsError`` when another process has just made it, ``OSError``.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        try:
            os.link(beside, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without second names
            if path.exists():
                raise FileExistsError(path) from None
            beside.rename(path)
    except sqlite3.Error as error:
        full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else 0, str(error)) from error
    finally:
        beside.unlink(missing_ok=True)


def refuse_cut(path: Path) -> None:
    """Raise :class:`StoreUnavailable` when the file is shorter than its own first page says. While SQLite's journal
    holds changes that are not folded in, it may be."""
    journal = Path(f"{path}-wal")
    try:
        size = path.stat().st_size
        if size and journal.exists() and journal.stat().st_size:
            return
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return  # SQLite says why it cannot be opened
    if size and not head.startswith(b"SQLite format 3\0"):
        return  # it says that too
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    if size < 512 or page < 512 or size % page or size < page * int.from_bytes(head[28:32], "big"):
        raise StoreUnavailable(_DAMAGED)


def examine(raw: Any, path: Path) -> None:
    """Raise :class:`StoreUnavailable` when SQLite finds a fault in the file (of up to :data:`EXAMINED` bytes)."""
    if path.stat().st_size > EXAMINED:
        return
    if raw.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise StoreUnavailable(_DAMAGED)
    if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StoreUnavailable(_DAMAGED)


def watch(engine: Engine, path: Path) -> None:
    """Drop, before each use, a connection whose file is no longer the one at ``path``: the next one opens it again, or
    says that it is gone."""

    def opened(_: Any, record: Any) -> None:
        record.info["file"] = _identity(path)

    def used(_: Any, record: Any, __: Any) -> None:
        if record.info.get("file") != _identity(path):
            raise DisconnectionError

    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", used)


@contextmanager
def readable_rows() -> Iterator[None]:
    """What stands in the clear beside the sealed records may be damaged too: then it is no date and no number."""
    try:
        yield
    except (ValueError, TypeError, UnicodeDecodeError) as error:
        raise Damaged(_UNREADABLE) from error


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
