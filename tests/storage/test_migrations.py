"""What the migrations leave, on both databases: the tables of the code, to the last constraint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from pcb.errors import StoreUnavailable
from pcb.storage import upgrade
from pcb.storage.database import Store, open_store
from pcb.storage.tables import metadata

Empty = Callable[[], str]


@pytest.fixture
def empty(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """The address of a database without any table, on the database in turn."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    address: str = request.getfixturevalue("postgresql").new_base(migrated=False)
    return address


def bare(url: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The open store, before any migration."""
    with monkeypatch.context() as patch:
        patch.setattr("pcb.storage.database.bring_up_to_date", lambda connection: None)
        return open_store(url)


def migrate_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def schema(connection: Connection) -> dict[str, Any]:
    """All that the database says of its tables, in no order of theirs."""
    seen = inspect(connection)
    named = connection.dialect.name != "sqlite"  # a key added to a table that is there has no name in SQLite
    found: dict[str, Any] = {}
    for table in set(seen.get_table_names()) - {"alembic_version"}:
        found[table] = {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], plain(column["default"]))
                for column in seen.get_columns(table)
            },
            "key": (seen.get_pk_constraint(table)["name"], seen.get_pk_constraint(table)["constrained_columns"]),
            "foreign": {
                (
                    key["name"] if named else "",
                    *key["constrained_columns"],
                    key["referred_table"],
                    *key["referred_columns"],
                )
                for key in seen.get_foreign_keys(table)
            },
            "unique": {(key["name"], *key["column_names"]) for key in seen.get_unique_constraints(table)},
            "indexes": {(index["name"], *index["column_names"], index["unique"]) for index in seen.get_indexes(table)},
        }
    return found


def plain(default: str | None) -> str | None:
    """A default without what a database writes round it: ``'active'::character varying`` is ``active``."""
    return None if default is None else default.split("::")[0].strip("'()")


def test_the_schema_of_the_migrations_is_that_of_the_code(
    store: Store, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_code = bare(empty, monkeypatch)
    with by_code.writing() as connection:
        metadata.create_all(connection)
        expected = schema(connection)
    by_code.close()
    with store.reading() as connection:
        found = schema(connection)
    assert set(found) == set(metadata.tables)
    for table in found:
        assert found[table] == expected[table], table


def test_a_base_of_the_first_version_with_its_cases_is_brought_up_to_date(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = bare(empty, monkeypatch)
    with old.writing() as connection:
        migrate_to(connection, "0001")
        connection.execute(text("INSERT INTO account VALUES ('a', 'claire', :sealed, :now)"), values())
        connection.execute(
            text("INSERT INTO case_record VALUES ('c', '2026-0001', 1, :now, 'a', :now, 'a', :sealed, :sealed)"),
            values(),
        )
        connection.execute(
            text("INSERT INTO journal VALUES ('c', 1, :now, 'a', 'create', NULL, NULL, :sealed)"), values()
        )
    old.close()
    store = open_store(empty)
    with store.reading() as connection:
        assert upgrade.version(connection) == upgrade.HEAD
        row = connection.execute(metadata.tables["case_record"].select()).one()
        assert (row.id, row.reference, row.document, str(row.updated_at)) == (
            "c",
            "2026-0001",
            b"\x01\x00\xff",
            "2026-11-23 14:32:00.123456+00:00",
        )
        line = connection.execute(metadata.tables["journal"].select()).one()
        assert (line.revision, line.by, line.change) == (1, "a", b"\x01\x00\xff")
    store.close()


def values() -> dict[str, object]:
    return {"sealed": b"\x01\x00\xff", "now": "2026-11-23 14:32:00.123456"}


def test_a_migration_that_fails_leaves_nothing_of_those_before_it(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = bare(empty, monkeypatch)
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE official_form (id INTEGER)"))  # 0002 stumbles over it
        before = schema(connection)
    store.close()
    with pytest.raises(StoreUnavailable):
        open_store(empty)
    store = bare(empty, monkeypatch)
    with store.reading() as connection:
        assert schema(connection) == before
        assert upgrade.version(connection) is None
    store.close()
