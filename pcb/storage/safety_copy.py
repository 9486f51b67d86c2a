"""Before a migration, a copy of the SQLite file as it was, beside it: its records are sealed already. One is kept."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pcb.errors import StoreUnavailable
from pcb.storage.upgrade import HEAD, version


def keep_safety_copy(connection: Connection, database: Path) -> None:
    """Copy the base to ``pcb.sqlite3.avant-migration-0001`` when it is about to leave version 0001; older copies go.

    Raises :class:`StoreUnavailable` when the copy cannot be written: nothing is migrated without it.
    """
    found = version(connection)
    if found is None or found >= HEAD:
        return
    name = f"{database.name}.avant-migration-"
    kept = database.with_name(f"{name}{found}")
    unfinished = database.with_name(f"{name}en-cours")
    raw: Any = connection.connection.dbapi_connection
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as target:
            raw.backup(target)
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(kept)
        for older in database.parent.glob(f"{name}*"):
            if older != kept:
                older.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(
            "La base de données doit être mise à niveau, mais sa copie de sécurité n’a pas pu être écrite\u202f: "
            "rien n’a été changé. Libérez de la place sur le disque, puis recommencez."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
