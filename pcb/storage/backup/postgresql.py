"""What is particular to PostgreSQL: ``pg_dump`` in one snapshot, its proof, and putting it back in one transaction.

The programs of PostgreSQL are those on the path; those of ``PCB_PG_BIN``'s folder when it is set. Their version must
be that of the server or later.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from pcb.errors import Damaged, StoreUnavailable
from pcb.storage.audit_chain import Head
from pcb.storage.backup.header import damaged
from pcb.storage.backup.sqlite import HEAD, IN_USE, KEYS, Taken, held_key
from pcb.storage.postgresql import server_engine

_COPY = re.compile(rb'^COPY (?:"?public"?)\."?([^" ]+)"? .*FROM stdin;$')


def copy(url: str, into: Path) -> Taken:
    """A dump (custom format) of the base at one moment, made while others read and write; its rows are counted in the
    same snapshot. Raises :class:`StoreUnavailable`."""
    with _connected(url) as connection:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        schema = connection.execute(text("SELECT version_num FROM public.alembic_version")).scalar_one()
        keys = tuple(held_key(row) for row in connection.execute(text(KEYS)))
        counts = _counts(connection)
        end = connection.execute(text(HEAD)).one()
        _run(
            "pg_dump",
            url,
            "--format=custom",
            "--schema=public",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={into}",
        )
    into.chmod(0o600)
    return Taken(schema, counts, keys, Head(end.sequence, bytes(end.digest)))


def counts_in(dump: Path) -> Mapping[str, int]:
    """The rows of each table of a dump, read to its end. Raises :class:`Damaged`."""
    process = subprocess.Popen(  # noqa: S603 - a program found on the path, no shell
        [_program("pg_restore"), "--data-only", "--file=-", str(dump)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    found: dict[str, int] = {}
    table = ""
    assert process.stdout is not None  # noqa: S101 - asked for just above
    with process.stdout as lines:
        for line in lines:
            if table and line == b"\\.\n":
                table = ""
            elif table:
                found[table] += 1
            elif start := _COPY.match(line):
                table = start[1].decode()
                found[table] = 0
    if process.wait() != 0 or table:
        raise damaged()
    return found


def held(url: str) -> int | None:
    """The number of cases of the base; ``None`` when the schema ``public`` holds no table."""
    with _connected(url) as connection:
        tables = inspect(connection).get_table_names("public")
        if "case_record" not in tables:
            return 0 if tables else None
        count: int = connection.execute(text("SELECT count(*) FROM public.case_record")).scalar_one()
        return count


def put_in_place(dump: Path, url: str, counts: Mapping[str, int], now: datetime) -> str:
    """Restore ``dump`` into the schema ``public``; the schema that stood there is kept under the date, and its name
    returned, empty when it held nothing. Nobody else may be connected. Raises :class:`StoreUnavailable`."""
    kept = f"avant_{now:%Y_%m_%d_%H%M%S}"
    was = held(url)
    with _connected(url) as connection:
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        if connection.execute(text(others)).scalar_one():
            raise StoreUnavailable(IN_USE)
        if was is not None:
            connection.execute(text(f"ALTER SCHEMA public RENAME TO {kept}"))
            connection.execute(text("CREATE SCHEMA public"))
        connection.commit()
    try:
        _run(
            "pg_restore",
            url,
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--use-list={_without_schema(dump)}",
            str(dump),
        )
        with _connected(url) as connection:
            if _counts(connection) != counts:
                raise damaged()
    except (StoreUnavailable, Damaged):
        if was is not None:
            with _connected(url) as connection:
                connection.execute(text("DROP SCHEMA public CASCADE"))
                connection.execute(text(f"ALTER SCHEMA {kept} RENAME TO public"))
                connection.commit()
        raise
    return "" if was is None else f"le schéma {kept} de la même base"


def _without_schema(dump: Path) -> Path:
    """The list of what the dump holds, without the schema itself, which is there already."""
    listed = _run_for_text([_program("pg_restore"), "--list", str(dump)])
    lines = [line for line in listed.splitlines() if not re.search(r" (SCHEMA|COMMENT|ACL) - ", line)]
    path = dump.with_name("liste")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    try:
        engine = server_engine(make_url(url))
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise StoreUnavailable(f"La base de données ne répond pas ({type(error).__name__}).") from error


def _counts(connection: Connection) -> dict[str, int]:
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: connection.execute(text(f"SELECT count(*) FROM public.{quote(name)}")).scalar_one()  # noqa: S608
        for name in sorted(inspect(connection).get_table_names("public"))
    }


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the base; the password goes by the environment, where others do not see it."""
    address = make_url(url)
    plain = URL.create(
        "postgresql", address.username, None, address.host, address.port, address.database, address.query
    )
    option = f"--dbname={plain.render_as_string(hide_password=False)}"
    _run_for_text([_program(program), option, "--no-password", *arguments], str(address.password or ""))


def _run_for_text(command: list[str], password: str = "") -> str:
    environment = {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)  # noqa: S603
    if done.returncode == 0:
        return done.stdout
    name = Path(command[0]).name
    if "server version mismatch" in done.stderr:
        raise StoreUnavailable(
            f"{name} est plus ancien que le serveur PostgreSQL\u202f: installez les programmes clients de la même "
            "version, ou donnez leur dossier par PCB_PG_BIN."
        )
    raise StoreUnavailable(f"{name} a échoué\u202f: rien n’a été gardé. Vérifiez l’accès à la base et la place libre.")


def _program(name: str) -> str:
    found = shutil.which(name, path=os.environ.get("PCB_PG_BIN") or None)
    if found is None:
        raise StoreUnavailable(
            f"Le programme {name} de PostgreSQL est introuvable\u202f: installez les programmes clients "
            "(Debian\u202f: apt install postgresql-client), ou donnez leur dossier par PCB_PG_BIN."
        )
    return found
