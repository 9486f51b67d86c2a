"""A real SQLite store in a temporary folder, with a light key derivation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcb.storage import accounts
from pcb.storage.accounts import UserAccount
from pcb.storage.database import Store, open_store
from pcb.storage.vault import Strength, Vault

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'pcb.sqlite3'}"


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
