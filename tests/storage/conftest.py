"""A real store, on a SQLite file and on a PostgreSQL server, with a light key derivation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pcb.storage import accounts
from pcb.storage.accounts import UserAccount
from pcb.storage.database import Store, open_store
from pcb.storage.vault import Strength, Vault

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)


@pytest.fixture
def url(database_url: str) -> str:
    return database_url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def vault() -> Vault:
    return Vault.new()


@pytest.fixture
def counsellor(store: Store, vault: Vault) -> UserAccount:
    secrets = ("un mot de passe", "ACDEFGHJ")
    return accounts.create_first(store, vault, "claire", "Claire Dubosc", secrets, LIGHT, NOW)[0]
