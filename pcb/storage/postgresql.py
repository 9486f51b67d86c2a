"""PostgreSQL as a store: how its connections are set, and in French what its errors mean.

Isolation, chosen with :mod:`pcb.storage.cases` in mind (see docs/decisions/0018-two-databases.md):

* a writer is READ COMMITTED: ``UPDATE … WHERE revision = ?`` waits for the row, reads it again, and finds nothing when
  somebody else saved meanwhile. The answer is then made again on the newest revision. REPEATABLE READ would break it
  off with an error instead.
* a reader is REPEATABLE READ, READ ONLY: two statements of one view never see two moments, and nobody waits for it.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from pcb.errors import StoreUnavailable

NAMES = ("postgresql", "postgres")
"""How an address may begin, before ``+`` and ``://``."""
READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITING = {"isolation_level": "READ COMMITTED"}

_MIGRATING = 0x706362  # "pcb", the number of the advisory lock
_CONNECTING = {
    "connect_timeout": 5,  # seconds
    "application_name": "pcb",
    # A server that vanished without a word is noticed within a minute, not after the two hours of TCP.
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30000,
}
_SETTINGS = (
    "SET lock_timeout = '10s'",  # as long as SQLite waits
    "SET statement_timeout = '60s'",
    "SET idle_in_transaction_session_timeout = '60s'",  # a process that hangs does not keep a case locked
    # A save that was acknowledged survives a power cut; a server that waits for its standbys too is left to do so.
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
)

_BUSY = "Une autre personne enregistre au même moment. Réessayez."
_GONE = (
    "La liaison avec la base de données s’est coupée. Ce qui n’est pas marqué «\u202fenregistré\u202f» est à envoyer "
    "de nouveau."
)
_FULL = "Le disque du serveur de la base de données est plein\u202f: rien ne peut être enregistré."
_CROWDED = "Le serveur de la base de données a trop de connexions ouvertes. Réessayez dans un instant."
_LOCKED_OUT = "Le serveur de la base de données refuse ce compte ou ce mot de passe (PCB_DATABASE_URL)."
_NO_BASE = "Cette base n’existe pas sur le serveur de bases de données (PCB_DATABASE_URL)."
_STARTING = "Le serveur de la base de données démarre ou s’arrête. Réessayez dans un instant."
_READ_ONLY = "La base de données est en lecture seule\u202f: rien ne peut être enregistré."
_FORBIDDEN = "Le compte PostgreSQL de l’application n’a pas les droits qu’il lui faut dans cette base."
_INCOMPLETE = "La base de données est incomplète ou a été modifiée hors de l’application."
_DAMAGED = "La base de données est abîmée et ne peut pas être lue. Restaurez une sauvegarde."
_TOO_LONG = "La base de données met trop de temps à répondre. Réessayez dans un instant."
_BAD_VALUE = "La base de données refuse cette valeur\u202f: rien n’a été enregistré."
_SILENT = "Le serveur de la base de données ne répond pas."
_BAD_ADDRESS = "L’adresse de la base de données ne convient pas"

_STATES = {
    "25006": _READ_ONLY,
    "28000": _LOCKED_OUT,
    "28P01": _LOCKED_OUT,
    "3D000": _NO_BASE,
    "40001": _BUSY,
    "40P01": _BUSY,
    "42501": _FORBIDDEN,
    "53100": _FULL,
    "53200": "Le serveur de la base de données manque de mémoire. Réessayez dans un instant.",
    "53300": _CROWDED,
    "55P03": "La base de données est occupée par un autre programme. Réessayez.",
    "57014": _TOO_LONG,
    "57P01": _GONE,
    "57P02": _GONE,
    "57P03": _STARTING,
    "25P03": _GONE,
    "58P01": _DAMAGED,
}
_CLASSES = {"08": _GONE, "22": _BAD_VALUE, "42": _INCOMPLETE, "58": _DAMAGED, "XX": _DAMAGED}
"""By the first two signs of the SQLSTATE, where the five are not above. 58: the disk failed; XX: damaged pages."""
_WORDS = (
    # Refused while connecting, the SQLSTATE is lost by libpq: its words remain, in the language of the server.
    (r"password authentication|no password supplied|par mot de passe|aucun mot de passe", _LOCKED_OUT),
    (r"pg_hba\.conf|role \".*\" does not exist|le rôle .* n'existe pas", _LOCKED_OUT),
    (r"database \".*\" does not exist|base de données .* n'existe pas", _NO_BASE),
    (r"too many c|connection slots|trop de c|emplacements de connexion", _CROWDED),
    (r"is (starting up|shutting down|in recovery)|se lance|s'arrête|est en (cours de )?restauration", _STARTING),
    (r"No space left|Aucun espace disponible", _FULL),
    (r"permission denied for database|droit refusé", _FORBIDDEN),
    (r"server closed the connection|connection (is|was) (lost|closed)|SSL SYSCALL|EOF detected|discarded", _GONE),
    (r"NUL \(0x00\)|out of range", _BAD_VALUE),
)


def server_engine(address: URL) -> Engine:
    """The connections to a PostgreSQL server; none is opened yet. Raises :class:`StoreUnavailable`."""
    options = {name: value for name, value in _CONNECTING.items() if name not in address.query}
    try:
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            connect_args=options,
            hide_parameters=True,
            pool_size=5,
            max_overflow=15,  # four processes of one server fit in the hundred connections that PostgreSQL allows
            pool_timeout=10,
            pool_pre_ping=True,  # a server that was restarted is no error
            pool_recycle=1800,
        )
    except ImportError:
        raise StoreUnavailable(
            f'{_BAD_ADDRESS}\u202f: pour PostgreSQL, installez l’application avec pip install "pcb[serveur]".'
        ) from None
    except (SQLAlchemyError, ValueError) as error:
        raise StoreUnavailable(f"{_BAD_ADDRESS}\u202f: {type(error).__name__}.") from None
    event.listen(engine, "connect", _settle)
    return engine


def alone_to_migrate(connection: Connection) -> None:
    """Wait until no other process changes the tables, for the rest of this transaction."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = '300s'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})


def check_encoding(connection: Connection) -> None:
    """Raises :class:`StoreUnavailable` when the base does not keep all letters."""
    encoding = connection.execute(text("SELECT current_setting('server_encoding')")).scalar()
    if encoding != "UTF8":
        raise StoreUnavailable(f"La base de données doit être en UTF8, pas en {encoding}.")


def reason(error: BaseException | None) -> str:
    """A French sentence for what psycopg reports. It holds neither address, nor account, nor value."""
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _STATES.get(state) or _CLASSES.get(state[:2]) or _SILENT
    words = str(error)
    return next((sentence for pattern, sentence in _WORDS if re.search(pattern, words)), _SILENT)


def _settle(connection: Any, _: Any) -> None:
    connection.autocommit = True  # a setting made in a transaction would go with it
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.autocommit = False
