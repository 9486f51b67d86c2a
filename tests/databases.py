"""Databases for the tests: an empty one in a moment, on a PostgreSQL server that is started once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from pcb.storage.database import open_store
from tests.postgresql_server import running

_TEMPLATE = "pcb_template"
_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL server; ``address`` is that of its base for administration."""

    address: str

    def new_base(self, *, migrated: bool = True) -> str:
        """The address of a base of its own; migrating once and copying is ten times faster than migrating again."""
        name = f"pcb_{next(_NUMBERS)}"
        origin = _TEMPLATE if migrated else "template0"
        self.command(f"CREATE DATABASE {name} TEMPLATE {origin} STRATEGY file_copy")
        return self.address_of(name)

    def drop(self, address: str) -> None:
        """Remove that base, whoever is still connected to it: each takes seven megabytes."""
        self.command(f"DROP DATABASE {self.name_of(address)} WITH (FORCE)")

    def name_of(self, address: str) -> str:
        """The name of the base at that address."""
        return make_url(address).database or ""

    def address_of(self, base: str, **changed: str) -> str:
        """The address of that base; ``changed`` are parts of it (``username``, ``password`` …)."""
        return make_url(self.address).set(database=base, **changed).render_as_string(hide_password=False)

    def ask_a_password_of(self, role: str) -> None:
        """From now on that role connects with its password alone; the others need none."""
        with psycopg.connect(self.address.replace("+psycopg", ""), autocommit=True) as connection:
            found = connection.execute("SHOW hba_file").fetchone()
            assert found is not None
            rules = Path(found[0])
            rules.write_text(f"local all {role} scram-sha-256\nhost all {role} all scram-sha-256\n{rules.read_text()}")
            connection.execute("SELECT pg_reload_conf()")
        time.sleep(0.2)

    def command(self, statement: str) -> None:
        """Run a statement as the owner of the server."""
        with psycopg.connect(self.address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def server_of_this_process() -> Iterator[Server]:
    """A server with a migrated base to copy; stopped, and its data erased, on leaving."""
    with running() as address:
        server = Server(address)
        server.command(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
        open_store(server.address_of(_TEMPLATE)).close()
        yield server
