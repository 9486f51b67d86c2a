"""A counsellor signed in at a desk, on a real database, with a light key derivation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.storage.vault import Strength
from pcb.usecases import accounts
from pcb.usecases.desk import Desk, Store, open_store

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)
PASSWORD = "cheval batterie agrafe"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(tmp_path / "data", database_url)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def set_up(store: Store) -> accounts.SetUp:
    return accounts.set_up(store, "Claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT)


@pytest.fixture
def desk(set_up: accounts.SetUp) -> Desk:
    return set_up.desk


@pytest.fixture
def colleague(desk: Desk) -> Desk:
    """A coordinator of the same site, at another desk of the same store."""
    from sqlalchemy import insert

    from pcb.domain.rights import Role
    from pcb.storage import sites
    from pcb.storage.tables import account

    other = replace(desk.account, id="f" * 32, login="paul", display_name="Paul Lannes", administrator=False)
    with desk.store.writing(desk.vault) as connection:
        sealed = desk.vault.seal(other.display_name.encode(), "account", other.id, "display_name")
        connection.execute(insert(account).values(id=other.id, login="paul", display_name=sealed, created_at=NOW))
        sites.place(connection, other.id, sites.sites(desk.store)[0].id, Role.COORDINATOR, NOW)
    return Desk(desk.store, desk.vault, other)
