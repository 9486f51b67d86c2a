"""Opens the database, brings it up to date, and says in French what prevents it."""

from __future__ import annotations

import errno
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pcb.errors import StoreUnavailable
from pcb.storage import file_guard, postgresql, row_seals
from pcb.storage.safety_copy import keep_safety_copy
from pcb.storage.sealed_columns import SEALED_TABLES
from pcb.storage.tables import data_key
from pcb.storage.upgrade import HEAD, bring_up_to_date, version
from pcb.storage.vault import Vault, number_of

Held = TypeVar("Held")

_SQLITE_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # a save that was acknowledged survives a power cut
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 10000",
)
LONGEST_WAIT_SECONDS = 30
"""How long a writer waits for its turn."""
_DAMAGED = "La base de données est abîmée et ne peut pas être lue. Restaurez une sauvegarde."
_MISSING = "La base de données est introuvable ou ne peut pas être ouverte"
_REASONS = {
    sqlite3.SQLITE_READONLY: "La base de données est en lecture seule\u202f: rien ne peut être enregistré.",
    sqlite3.SQLITE_FULL: "Le disque est plein\u202f: rien ne peut être enregistré.",
    sqlite3.SQLITE_CANTOPEN: f"{_MISSING}.",
    sqlite3.SQLITE_PERM: "L’accès à la base de données est refusé.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "Ce fichier n’est pas une base de données de l’application, ou il est abîmé.",
    sqlite3.SQLITE_BUSY: "La base de données est occupée par un autre programme. Réessayez.",
    sqlite3.SQLITE_LOCKED: "La base de données est occupée par un autre programme. Réessayez.",
    sqlite3.SQLITE_IOERR: "Le disque ne répond pas bien\u202f: la lecture ou l’écriture a échoué.",
    sqlite3.SQLITE_ERROR: "La base de données est incomplète ou a été modifiée hors de l’application.",
}


_SEALED_BY = "pcb_sealed_by"


class StaleKey(StoreUnavailable):
    """A record was sealed by a data key that was put away in the meantime: sealed again, it can be written."""

    def __init__(self) -> None:
        super().__init__("La clé des dossiers vient d’être remplacée\u202f: recommencez.")


class Shared:
    """One object that all who use a store hold together: made by the first, it goes with the last of them."""

    __slots__ = ("_lock", "_made")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: weakref.ref[Any] | None = None

    def get(self, make: Callable[[], Held]) -> Held:
        """The object there is, or a new one."""
        with self._lock:
            there = self._made() if self._made else None
            if there is None:
                there = make()
                self._made = weakref.ref(there)
            held: Held = there
            return held


@dataclass(frozen=True, slots=True)
class Store:
    """The open database; it may be shared between threads."""

    engine: Engine
    shared: Shared = field(default_factory=Shared, repr=False, compare=False)
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with _in_french(), file_guard.readable_rows(), self.engine.connect() as connection:
            if self.on_a_server:
                connection.execution_options(**postgresql.READING)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, vault: Vault | None = None) -> Iterator[Connection]:
        """One transaction: on leaving, everything in it is on the disk; after an error, nothing of it is. With the
        ``vault`` the rows that are bound to it are sealed, else with that of the line of the audit.

        Raises :class:`StaleKey`, and nothing is written, when a record was sealed by a data key since put away.
        """
        with self._in_turn(), _in_french(), self.engine.connect() as connection:
            connection.execution_options(pcb_writes=True, **(postgresql.WRITING if self.on_a_server else {}))
            connection.info[_SEALED_BY] = set()
            row_seals.begin(connection, vault)
            with connection.begin():
                yield connection
                row_seals.end(connection)
                _check_keys(connection)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """A SQLite file has one writer at a time. Left to itself it lets the others try again at random, and the
        unlucky one gives up after ten seconds; here the threads of the process wait in line."""
        if self.on_a_server:
            yield
            return
        if not self.turn.acquire(timeout=LONGEST_WAIT_SECONDS):
            raise StoreUnavailable(_REASONS[sqlite3.SQLITE_BUSY])
        try:
            yield
        finally:
            self.turn.release()

    @property
    def on_a_server(self) -> bool:
        """PostgreSQL, which several processes share; else one SQLite file."""
        return self.engine.dialect.name == "postgresql"

    def answers(self) -> bool:
        """Whether a question gets its answer. Raises :class:`StoreUnavailable`."""
        with self.reading() as connection:
            return bool(connection.execute(select(1)).scalar())

    def close(self) -> None:
        """Let the database go; SQLite then folds its journal into the file."""
        self.engine.dispose()


def open_store(url: str, *, create: bool = True) -> Store:
    """The database at ``url``, brought up to date; a SQLite file is made, for its owner alone, when there is none.

    Of several processes that start at once, one brings it up to date and the others wait. Raises
    :class:`StoreUnavailable`; with ``create`` false, also when there is no file, or no table on the server, yet.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a password with : or @ that was not written as %3A or %40
        raise StoreUnavailable("L’adresse de la base de données est illisible (PCB_DATABASE_URL).") from None
    if address.get_backend_name() == "sqlite":
        if not address.database:
            raise StoreUnavailable("Une base de données en mémoire ne garderait rien\u202f: donnez un fichier.")
        store = Store(_sqlite_engine(Path(address.database), create))
    elif address.get_backend_name() in postgresql.NAMES:
        store = Store(postgresql.server_engine(address))
    else:
        raise StoreUnavailable("L’adresse de la base de données doit commencer par postgresql:// ou par sqlite:///.")
    event.listen(store.engine, "before_cursor_execute", _note_keys)
    event.listen(store.engine, "before_execute", _mark_rows, retval=True)
    try:
        _bring_up_to_date(store, create)
    except BaseException:
        store.close()
        raise
    return store


def _bring_up_to_date(store: Store, create: bool) -> None:
    if store.on_a_server:
        with store.reading() as connection:
            postgresql.check_encoding(connection)
            found = version(connection)
        if found == HEAD:
            return
        if found is None and not create:
            raise StoreUnavailable(f"{_MISSING}\u202f: la base du serveur est vide.")
    else:
        with store.reading() as connection:
            keep_safety_copy(connection, Path(str(store.engine.url.database)))
    with store.writing() as connection:
        if store.on_a_server:
            postgresql.alone_to_migrate(connection)
        bring_up_to_date(connection)


def _sqlite_engine(path: Path, create: bool) -> Engine:
    path = path.absolute()
    if create:
        _make_private(path)
    elif not path.exists():
        raise StoreUnavailable(f"{_MISSING}\u202f: {path}.")
    file_guard.refuse_cut(path)
    address = f"{path.as_uri()}?mode=rw"  # rw: a file that vanished is an error, never a new empty base

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=10, check_same_thread=False, isolation_level=None)

    engine = create_engine(f"sqlite:///{path}", creator=connect, hide_parameters=True, pool_size=8, max_overflow=40)
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    file_guard.watch(engine, path)
    with _in_french(), file_guard.readable_rows(), engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        connection.rollback()
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA journal_mode = WAL")
        file_guard.examine(raw, path)
    return engine


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            file_guard.make(path)
    except FileExistsError:
        return  # another process has just made it
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StoreUnavailable(_REASONS[sqlite3.SQLITE_FULL]) from None
        raise StoreUnavailable(f"{_MISSING}\u202f: {path} ({error.strerror}).") from None


def _settle(connection: Any, _: Any) -> None:
    for setting in _SQLITE_SETTINGS:
        connection.execute(setting)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("pcb_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _note_keys(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
    """Remember which data keys sealed what this transaction writes."""
    if context is None or not (context.isinsert or context.isupdate) or _SEALED_BY not in connection.info:
        return
    if context.compiled.statement.table.name in SEALED_TABLES:
        for row in context.compiled_parameters:
            found = {number_of(value) for value in row.values() if isinstance(value, bytes)}
            connection.info[_SEALED_BY] |= found - {None}


def _mark_rows(connection: Connection, clause: Any, many: Any, one: Any, options: Any) -> tuple[Any, Any, Any]:
    """Have the rows of which a statement changes what they say in clear sealed again at the end."""
    return row_seals.marked(connection, clause, one or (many[0] if many else None)), many, one


def _check_keys(connection: Connection) -> None:
    """Each of those keys is in use until this transaction ends: see :func:`pcb.storage.data_keys.retire`."""
    used = connection.info.pop(_SEALED_BY)
    if not used:
        return
    number = data_key.c.number
    there = set(connection.execute(select(number).where(number.in_(used)).with_for_update(read=True)).scalars())
    if used - there and (used != {1} or connection.execute(select(number).limit(1)).first()):
        raise StaleKey


@contextmanager
def _in_french() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except PoolTimeout:
        raise StoreUnavailable("Trop de demandes à la fois. Réessayez dans un instant.") from None
    except DBAPIError as error:
        raise StoreUnavailable(reason(error.orig)) from error
    except sqlite3.Error as error:
        raise StoreUnavailable(reason(error)) from error


def reason(error: BaseException | None) -> str:
    """Why the database refused, in French; an error of SQLite says it by its code."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _REASONS.get(code & 0xFF, "La base de données a refusé l’opération.")
    return postgresql.reason(error)
