"""Makes the base that stands for the present schema in ``bases/``, for the day when there is a next one.

Run as a program by the last version that knows no later schema, just before its successor is written::

    python -m tests.storage.make_base tests/storage/bases/0003.sqlite3

It prints the SHA-256 of the declaration, to be added to ``PRINTED`` in ``test_earlier_bases.py``, with the schema to
``SCHEMAS``. The base holds an empty case, and a full one: answers, papers, a file, a follower, a share, an emergency
access, a removed line; the data key was replaced once.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert

from pcb.config import DATABASE_NAME, Settings
from pcb.domain.rights import Role
from pcb.storage import sites
from pcb.storage.tables import account
from pcb.storage.vault import Strength
from pcb.usecases import accounts, keys
from pcb.usecases.cases import create_case
from pcb.usecases.desk import open_store
from pcb.usecases.papers import print_declaration
from tests.usecases.full_case import full_case

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PASSWORD = "cheval batterie agrafe"
LAW_DAY = date(2025, 6, 30)
LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)


def make(target: Path) -> str:
    """Write the base; the SHA-256 of the declaration of its full case."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Settings(Path(folder)))
        made = accounts.set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
        desk = replace(made, now=lambda: NOW)
        paul = replace(desk.account, id="f" * 32, login="paul", display_name="Paul Lannes", administrator=False)
        with store.writing(desk.vault) as connection:
            name = desk.vault.seal(paul.display_name.encode(), "account", paul.id, "display_name")
            connection.execute(insert(account).values(id=paul.id, login="paul", display_name=name, created_at=NOW))
            sites.place(connection, paul.id, sites.sites(store)[0].id, Role.COUNSELLOR, NOW)
        full = full_case(desk, replace(desk, account=paul))
        create_case(desk, NOW)
        printed = print_declaration(desk, full.id, LAW_DAY, NOW)
        keys.rotate(desk, settle=0)
        store.close()
        shutil.copy(Path(folder) / DATABASE_NAME, target)
    return sha256(printed.content).hexdigest()


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))  # noqa: T201 - what the program is for
