"""Opening the database: where it is made, what prevents it, and the tables that the migrations leave."""

from __future__ import annotations

import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, insert, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from pcb.errors import StoreUnavailable
from pcb.storage import upgrade
from pcb.storage.database import Store, open_store
from pcb.storage.tables import metadata, numbering

sqlite_alone = pytest.mark.databases("sqlite")
"""What is about the file; its like for a server is in test_postgresql.py."""


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_the_migrations_leave_the_tables_that_the_code_expects(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert upgrade.version(connection) == upgrade.HEAD


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == upgrade.HEAD


def test_the_tables_can_be_made_on_postgresql() -> None:
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_opening_again_keeps_what_is_there(url: str) -> None:
    first = open_store(url)
    with first.writing() as connection:
        connection.execute(insert(numbering).values(year=2026, last=41))
    first.close()
    again = open_store(url)
    with again.reading() as connection:
        assert connection.execute(numbering.select()).one().last == 41
    again.close()


@sqlite_alone
def test_sqlite_is_set_to_keep_what_it_acknowledged(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 10000,
    }
    for writes in (True, False):
        with (store.writing if writes else store.reading)() as connection:
            assert {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted} == wanted


@sqlite_alone
@pytest.mark.skipif(sys.platform == "win32", reason="les droits des fichiers y sont autres")
def test_the_file_and_its_folder_are_for_their_owner_alone(store: Store, url: str) -> None:
    path = file_of(url)
    with store.writing() as connection:
        connection.execute(insert(numbering).values(year=2026, last=1))
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    assert set(modes) == {"pcb.sqlite3", "pcb.sqlite3-wal", "pcb.sqlite3-shm"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_after_an_error_nothing_of_the_transaction_is_kept(store: Store) -> None:
    def fail_half_way() -> None:
        with store.writing() as connection:
            connection.execute(insert(numbering).values(year=2026, last=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with store.reading() as connection:
        assert connection.execute(numbering.select()).all() == []


@sqlite_alone
def test_a_file_that_is_not_a_database_is_told_in_french(url: str) -> None:
    file_of(url).parent.mkdir()
    file_of(url).write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(StoreUnavailable, match="n’est pas une base de données"):
        open_store(url)


@sqlite_alone
def test_a_damaged_page_is_told_in_french(url: str) -> None:
    open_store(url).close()
    with file_of(url).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40960)
    with pytest.raises(StoreUnavailable, match="abîmée"):
        open_store(url)


@sqlite_alone
def test_a_missing_file_is_told_in_french_when_it_is_not_to_be_made(url: str) -> None:
    with pytest.raises(StoreUnavailable, match="introuvable"):
        open_store(url, create=False)
    assert not file_of(url).exists()


@sqlite_alone
def test_a_file_that_vanishes_is_told_and_no_empty_one_takes_its_place(store: Store, url: str) -> None:
    store.close()  # no connection is kept: the next one opens the file again
    file_of(url).unlink()
    with pytest.raises(StoreUnavailable, match="introuvable"), store.reading():
        pass
    assert not file_of(url).exists()


def test_a_folder_that_cannot_be_made_is_told_in_french(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable, match="ne peut pas être ouverte"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'pcb.sqlite3'}")


@sqlite_alone
def test_a_read_only_database_is_told_in_french(store: Store) -> None:
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    store.close()
    with pytest.raises(StoreUnavailable, match="lecture seule"), store.writing() as connection:
        connection.execute(insert(numbering).values(year=2026, last=1))


@sqlite_alone
def test_a_full_disk_is_told_in_french_and_nothing_is_half_written(store: Store) -> None:
    def fill(connection: sqlite3.Connection, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store.engine, "connect", fill)
    store.close()
    with pytest.raises(StoreUnavailable, match="disque est plein"), store.writing() as connection:
        connection.execute(insert(numbering), [{"year": year, "last": 1} for year in range(100_000)])
    with store.reading() as connection:
        assert connection.execute(numbering.select()).all() == []


@sqlite_alone
def test_a_database_kept_busy_by_another_program_is_told_in_french(store: Store, url: str) -> None:
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 50"))
    store.close()
    other = sqlite3.connect(file_of(url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="occupée"), store.writing():
        pass
    other.execute("ROLLBACK")
    other.close()


def test_a_database_of_a_later_version_is_left_alone(url: str) -> None:
    store = open_store(url)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreUnavailable, match="version plus récente"):
        open_store(url)


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(StoreUnavailable, match="en mémoire"):
        open_store("sqlite://")


def test_a_server_without_its_driver_is_told_in_french() -> None:
    for url in ("nowhere://localhost/pcb", "n’importe quoi"):
        with pytest.raises(StoreUnavailable, match="L’adresse"):
            open_store(url)
