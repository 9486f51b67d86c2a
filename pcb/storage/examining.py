"""What an examination of the base finds: its tables by the database engine, then each sealed record by opening it.

Nothing is changed, and nothing is brought up to date: a base that is ill must first be looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, inspect, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from pcb.errors import Damaged, NotFound, StoreUnavailable
from pcb.storage import accounts, attachments, cards, cases, journal, official_forms, papers, row_seals
from pcb.storage.database import Store, reason
from pcb.storage.postgresql import server_engine
from pcb.storage.tables import attachment, case_record, official_form, paper
from pcb.storage.tables import journal as journal_table
from pcb.storage.vault import Vault

SERVER_SETTINGS = {
    "fsync": "PostgreSQL n’attend pas le disque (fsync est éteint)\u202f: une coupure de courant peut tout perdre.",
    "full_page_writes": "PostgreSQL ne garde pas ses pages entières (full_page_writes est éteint)\u202f: une coupure "
    "de courant peut abîmer la base sans que rien ne le dise.",
    "data_checksums": "PostgreSQL ne vérifie pas ses pages (data_checksums est éteint).",
}
"""What the administrator of the server must have left on, and what it costs when it is off."""


@dataclass(frozen=True, slots=True)
class TablesExamined:
    """``schema`` is the migration of the base (``None`` before the first); ``faults`` are sentences in French;
    ``newest`` the moment of the last change of a case."""

    schema: str | None
    faults: tuple[str, ...]
    newest: datetime | None = None


def examine_tables(url: str) -> TablesExamined:
    """What the database engine says of its own tables, read to their end. Raises :class:`StoreUnavailable` when the
    base cannot be opened at all."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _examine_file(Path(address.database or ""))
    return _examine_server(url)


def closed_records(store: Store, vault: Vault) -> Iterator[str]:
    """Each sealed record that no longer opens, in words, one case after the other. Nothing is yielded for a sound
    base. Raises :class:`StoreUnavailable`."""
    yield from _altered_rows(store, vault)
    yield from _told("Les noms des comptes", lambda: accounts.accounts(store, vault))
    for form_id in _ids(store, select(official_form.c.id)):
        yield from _told(f"Formulaire officiel {form_id}", partial(official_forms.content, store, vault, form_id))
    damaged_cards = {card.id for some in cards.changed_since(store, vault, None) for card in some if card.damaged}
    for case_id, reference in _pairs(store):
        if case_id in damaged_cards:
            yield f"Dossier {reference}\u202f: sa fiche dans la liste ne s’ouvre plus."
        yield from _of_case(store, vault, case_id, reference)


def case_ids(store: Store) -> tuple[tuple[str, str], ...]:
    """Id and reference of every case, in the order of the references."""
    return tuple(_pairs(store))


def gaps(store: Store) -> tuple[str, ...]:
    """Cases whose journal does not hold one line for each revision, in words."""
    lines, columns = journal_table.c, case_record.c
    statement = (
        select(
            columns.reference,
            columns.revision,
            func.count(lines.revision).label("number"),
            func.min(lines.revision).label("first"),
            func.max(lines.revision).label("last"),
        )
        .select_from(case_record.outerjoin(journal_table, lines.case_id == columns.id))
        .group_by(columns.id, columns.reference, columns.revision)
        .order_by(columns.reference)
    )
    with store.reading() as connection:
        rows = connection.execute(statement).all()
    return tuple(
        f"Dossier {row.reference}\u202f: le journal a {row.number} lignes pour {row.revision} révisions."
        for row in rows
        if (row.number, row.first, row.last) != (row.revision, 1, row.revision)
    )


def _altered_rows(store: Store, vault: Vault) -> Iterator[str]:
    """Rights, dates and authors that the application did not write as they stand."""
    for table in row_seals.BOUND:
        with store.reading() as connection:
            for row in connection.execute(select(*row_seals.needed(table))):
                if not row_seals.sound(vault, table, row):
                    key = "/".join(str(getattr(row, column.name)) for column in table.primary_key.columns)
                    yield f"{_TABLES[table.name]} ({table.name} {key})\u202f: modifié hors de l’application, ou abîmé."


_TABLES = {
    "account": "Les droits d’un compte",
    "site": "Un lieu",
    "membership": "Le rôle d’un compte dans un lieu",
    "case_record": "Le lieu, le numéro ou les dates d’un dossier",
    "follower": "Le suivi d’un dossier",
    "share": "Le partage d’un dossier",
    "emergency": "L’accès en urgence à un dossier",
    "paper": "La date ou l’auteur d’un document imprimé",
    "attachment": "La date ou l’auteur d’une pièce jointe",
}


def _of_case(store: Store, vault: Vault, case_id: str, reference: str) -> Iterator[str]:
    yield from _told(f"Dossier {reference}", lambda: _same_reference(cases.load(store, vault, case_id), reference))
    yield from _told(
        f"Dossier {reference}, journal", lambda: [None for _ in journal.newest_first(store, vault, case_id)]
    )
    for paper_id in _ids(store, select(paper.c.id).where(paper.c.case_id == case_id)):
        yield from _told(
            f"Dossier {reference}, document imprimé",
            partial(_paper, store, vault, paper_id),
        )
    for file_id in _ids(store, select(attachment.c.id).where(attachment.c.case_id == case_id)):
        yield from _told(
            f"Dossier {reference}, pièce jointe",
            partial(attachments.content, store, vault, case_id, file_id),
        )


def _paper(store: Store, vault: Vault, paper_id: str) -> None:
    papers.content(store, vault, paper_id)
    papers.frozen_facts(store, vault, paper_id)


def _same_reference(stored: cases.StoredCase, reference: str) -> None:
    if stored.case.reference != reference:
        raise Damaged(f"son numéro a été modifié, il était {stored.case.reference}.")


def _told(what: str, open_it: Callable[[], object]) -> Iterator[str]:
    try:
        open_it()
    except (Damaged, NotFound) as error:
        yield f"{what}\u202f: {error}"
    except (ValueError, KeyError, TypeError):
        yield f"{what}\u202f: un enregistrement s’ouvre mais ne se lit plus."


def _ids(store: Store, statement: Select[Any]) -> tuple[str, ...]:
    with store.reading() as connection:
        return tuple(connection.execute(statement).scalars())


def _pairs(store: Store) -> list[tuple[str, str]]:
    columns = case_record.c
    with store.reading() as connection:
        rows = connection.execute(select(columns.id, columns.reference).order_by(columns.reference)).all()
    return [(row.id, row.reference) for row in rows]


def _examine_file(database: Path) -> TablesExamined:
    if not database.is_file():
        raise StoreUnavailable(f"La base de données est introuvable\u202f: {database}.")
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as connection:
            found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(20)")]
            faults = ["La base de données est abîmée (contrôle d’intégrité de SQLite)."] if found != ["ok"] else []
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                faults.append("Des lignes renvoient à d’autres qui ne sont plus là.")
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "alembic_version" not in names:
                return TablesExamined(None, tuple(faults))
            (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            (newest,) = connection.execute("SELECT max(updated_at) FROM case_record").fetchone()
            moment = None if newest is None else datetime.fromisoformat(newest).replace(tzinfo=UTC)
            return TablesExamined(str(schema), tuple(faults), moment)
    except sqlite3.Error as error:
        raise StoreUnavailable(reason(error)) from error
    except (TypeError, ValueError):
        raise StoreUnavailable(
            "La base de données est abîmée et ne peut pas être lue. Restaurez une sauvegarde."
        ) from None


def _examine_server(url: str) -> TablesExamined:
    try:
        engine = server_engine(make_url(url))
        try:
            with engine.connect() as connection:
                names = inspect(connection).get_table_names()
                quote = engine.dialect.identifier_preparer.quote
                for name in names:  # each row is read: a page that is damaged says so
                    connection.execute(text(f"SELECT count(t::text) FROM {quote(name)} t"))  # noqa: S608
                if "alembic_version" not in names:
                    return TablesExamined(None, ())
                schema = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
                newest = connection.execute(select(func.max(case_record.c.updated_at))).scalar()
                faults = tuple(
                    fault
                    for name, fault in SERVER_SETTINGS.items()
                    if connection.execute(text(f"SHOW {name}")).scalar() != "on"
                )
                return TablesExamined(schema, faults, newest)
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise StoreUnavailable(f"La base de données ne répond pas ({type(error).__name__}).") from error
