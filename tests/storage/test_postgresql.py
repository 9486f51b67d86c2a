"""The store on a PostgreSQL server: what prevents it, said in French, and what it is set to keep."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, text

from pcb.config import Settings
from pcb.errors import StoreUnavailable
from pcb.storage import cases
from pcb.storage.database import Store, open_store
from pcb.storage.tables import numbering
from pcb.storage.vault import Vault
from tests.databases import Server

pytestmark = pytest.mark.databases("postgresql")

PASSWORD = "p@ss:w/rd-tres-secret"


@pytest.fixture
def other(store: Store, url: str) -> Iterator[Store]:
    """Another process's connections to the same base."""
    opened = open_store(url)
    yield opened
    opened.close()


def refusal(url: str, *, create: bool = True) -> str:
    with pytest.raises(StoreUnavailable) as told:
        open_store(url, create=create)
    return str(told.value)


def test_a_server_that_is_down_is_told_in_french() -> None:
    assert "ne répond pas" in refusal("postgresql+psycopg://pcb@127.0.0.1:1/pcb")
    assert "ne répond pas" in refusal("postgresql+psycopg://pcb@/pcb?host=/nulle/part")


def test_the_short_names_of_postgresql_are_understood(store: Store, url: str) -> None:
    for name in ("postgresql", "postgres", "postgresql+psycopg"):
        open_store(url.replace("postgresql+psycopg", name)).close()


def test_a_base_that_is_not_there_is_told_in_french(postgresql: Server) -> None:
    assert refusal(postgresql.address_of("absente")).startswith("Cette base n’existe pas")


def test_an_empty_base_is_told_in_french_when_it_is_not_to_be_made(postgresql: Server) -> None:
    assert "vide" in refusal(postgresql.new_base(migrated=False), create=False)


def test_an_unknown_account_is_told_in_french(postgresql: Server, url: str) -> None:
    assert "refuse ce compte" in refusal(url.replace("postgres:@", "fantome:@"))


def test_a_wrong_password_is_told_and_never_shown(
    postgresql: Server, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    postgresql.command("DROP ROLE IF EXISTS protege")
    postgresql.command("CREATE ROLE protege LOGIN PASSWORD 'autre'")
    postgresql.ask_a_password_of("protege")
    address = postgresql.address_of(postgresql.name_of(url), username="protege", password=PASSWORD)
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreUnavailable, match="refuse ce compte ou ce mot de passe") as told:
        open_store(address)
    everything = "".join(traceback.format_exception(told.value)) + caplog.text
    assert PASSWORD not in everything
    assert "secret" not in everything


def test_the_password_of_the_address_is_in_no_text(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    caplog.set_level(logging.DEBUG)
    address = f"postgresql+psycopg://pcb:{PASSWORD}@127.0.0.1:port/pcb"  # written as it should not be
    with pytest.raises(StoreUnavailable) as told:
        open_store(address)
    shown = "".join(traceback.format_exception(told.value)) + caplog.text + repr(Settings(tmp_path, address))
    assert "secret" not in shown.replace(f'open_store("{address}")', "")


def test_too_many_connections_are_told_in_french(postgresql: Server, url: str) -> None:
    postgresql.command("DROP ROLE IF EXISTS serre")
    postgresql.command("CREATE ROLE serre LOGIN CONNECTION LIMIT 0")
    assert "trop de connexions" in refusal(url.replace("postgres:@", "serre:@"))


def test_an_account_without_rights_is_told_in_french(postgresql: Server) -> None:
    postgresql.command("DROP ROLE IF EXISTS sansdroit")
    postgresql.command("CREATE ROLE sansdroit LOGIN")
    assert "n’a pas les droits" in refusal(postgresql.new_base(migrated=False).replace("postgres:@", "sansdroit:@"))


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("53100", "disque du serveur"),
        ("25006", "lecture seule"),
        ("53300", "trop de connexions"),
        ("40001", "au même moment"),
        ("40P01", "au même moment"),
        ("55P03", "occupée"),
        ("57014", "trop de temps"),
        ("57P01", "s’est coupée"),
        ("58030", "abîmée"),
        ("XX001", "abîmée"),
        ("42P01", "incomplète"),
        ("22021", "refuse cette valeur"),
    ],
)
def test_what_the_server_reports_is_told_in_french_and_nothing_is_half_written(
    store: Store, state: str, sentence: str
) -> None:
    def fail_half_way() -> None:
        with store.writing() as connection:
            connection.execute(insert(numbering).values(year=2026, last=1))
            connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '{state}'; END $$"))

    with pytest.raises(StoreUnavailable, match=sentence):
        fail_half_way()
    with store.reading() as connection:
        assert connection.execute(numbering.select()).all() == []


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="lecture seule"), store.reading() as connection:
        connection.execute(insert(numbering).values(year=2026, last=1))


def test_a_read_only_base_is_told_in_french(store: Store, postgresql: Server, url: str) -> None:
    name = postgresql.name_of(url)
    postgresql.command(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store.close()
    with pytest.raises(StoreUnavailable, match="lecture seule"), store.writing() as connection:
        connection.execute(insert(numbering).values(year=2026, last=1))


def test_the_connections_keep_what_they_acknowledged_and_never_wait_for_ever(store: Store) -> None:
    settings = ("synchronous_commit", "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    for opened, isolation, read_only in (
        (store.reading, "repeatable read", "on"),
        (store.writing, "read committed", "off"),
        (store.reading, "repeatable read", "on"),
    ):
        with opened() as connection:
            found = [connection.execute(text(f"SHOW {name}")).scalar() for name in settings]
            assert found == ["on", "10s", "1min", "1min"]
            assert connection.execute(text("SHOW transaction_isolation")).scalar() == isolation
            assert connection.execute(text("SHOW transaction_read_only")).scalar() == read_only


def test_a_server_set_to_be_careless_is_not_obeyed(store: Store, postgresql: Server, url: str) -> None:
    name = postgresql.name_of(url)
    postgresql.command(f"ALTER DATABASE {name} SET synchronous_commit = off")
    store.close()
    with store.writing() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_a_case_locked_by_another_process_is_told_in_french(store: Store, other: Store) -> None:
    def change_without_patience() -> None:
        with store.writing() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
            connection.execute(numbering.update().values(last=3))

    with other.writing() as connection:
        connection.execute(insert(numbering).values(year=2026, last=1))
    with other.writing() as connection:
        connection.execute(numbering.update().values(last=2))
        with pytest.raises(StoreUnavailable, match="occupée"):
            change_without_patience()


def test_a_deadlock_is_told_to_one_and_the_other_goes_on(store: Store, other: Store) -> None:
    with store.writing() as connection:
        connection.execute(insert(numbering), [{"year": 2026, "last": 1}, {"year": 2027, "last": 1}])
    outcomes: list[str] = []
    both_hold_one = Barrier(2)

    def add(own: Store, first: int, second: int) -> None:
        try:
            with own.writing() as connection:
                connection.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
                for number in (first, second):
                    connection.execute(
                        numbering.update().where(numbering.c.year == number).values(last=numbering.c.last + 1)
                    )
                    if number == first:
                        both_hold_one.wait(10)
            outcomes.append("done")
        except StoreUnavailable as error:
            outcomes.append(str(error))

    threads = [Thread(target=add, args=(store, 2026, 2027)), Thread(target=add, args=(other, 2027, 2026))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["Une autre personne enregistre au même moment. Réessayez.", "done"]
    with store.reading() as connection:
        assert [row.last for row in connection.execute(numbering.select())] == [2, 2]


def test_connections_cut_between_two_saves_are_made_again(store: Store, other: Store) -> None:
    cut(store, other)
    with store.writing() as connection:
        connection.execute(insert(numbering).values(year=2026, last=1))


def test_a_connection_cut_in_the_middle_of_a_save_is_told_and_nothing_is_half_written(
    store: Store, other: Store
) -> None:
    def save_and_be_cut() -> None:
        with store.writing() as connection:
            connection.execute(insert(numbering).values(year=2026, last=1))
            cut(store, other)
            connection.execute(insert(numbering).values(year=2027, last=1))

    with pytest.raises(StoreUnavailable, match="s’est coupée"):
        save_and_be_cut()
    with store.reading() as connection:
        assert connection.execute(numbering.select()).all() == []


def cut(store: Store, other: Store) -> None:
    """End every connection of ``store``, as a server that restarts does."""
    with other.writing() as connection:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> :mine"
            ),
            {"mine": mine},
        )
    time.sleep(0.05)


def test_an_identifier_that_no_database_keeps_is_told_in_french(store: Store, vault: Vault) -> None:
    with pytest.raises(StoreUnavailable, match="refuse cette valeur"):
        cases.load(store, vault, "a\0b")


def test_a_base_in_another_encoding_is_refused(postgresql: Server) -> None:
    postgresql.command("DROP DATABASE IF EXISTS latine")
    postgresql.command("CREATE DATABASE latine TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    assert "UTF8" in refusal(postgresql.address_of("latine"))
