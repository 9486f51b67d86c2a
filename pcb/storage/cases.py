"""Cases, each one sealed document in one row. One save is one transaction: the document, its card, its journal line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Date, Integer, String, bindparam, exists, insert, select, update
from sqlalchemy import case as sql_case
from sqlalchemy.exc import IntegrityError

from pcb.domain.activity import Counted
from pcb.domain.case import Case
from pcb.errors import NotFound, StoreUnavailable
from pcb.storage import activity, audit, journal
from pcb.storage.audit import Entry
from pcb.storage.codec import decoded, dump, rewritten, to_document
from pcb.storage.database import Store
from pcb.storage.journal import Change
from pcb.storage.sealed_columns import case_place, case_place_before
from pcb.storage.tables import account, case_record, follower, membership, numbering
from pcb.storage.vault import Vault

_COLUMNS = case_record.c
_LOAD = select(
    _COLUMNS.id, _COLUMNS.reference, _COLUMNS.revision, _COLUMNS.updated_at, _COLUMNS.updated_by, _COLUMNS.document
).where(_COLUMNS.id == bindparam("id"))


# Built once: building them anew would take a fifth of a save.
_WORKS_THERE = exists().where(
    membership.c.account_id == bindparam("author", type_=String), membership.c.site_id == _COLUMNS.site_id
)
_CORRECTS = exists().where(account.c.id == bindparam("author", type_=String), account.c.administrator) & ~_WORKS_THERE
_DAY = bindparam("day", type_=Date)
_SAVE = (
    update(case_record)
    .where(_COLUMNS.id == bindparam("case_id"), _COLUMNS.revision == bindparam("expected", type_=Integer))
    .values(
        # A save is a contact (decision 0024); a clock set back never makes the last one older.
        last_contact_on=sql_case(
            (_CORRECTS, _COLUMNS.last_contact_on),
            (_COLUMNS.last_contact_on > _DAY, _COLUMNS.last_contact_on),
            else_=_DAY,
        ),
        notice_on=sql_case((_CORRECTS, _COLUMNS.notice_on), else_=None),
    )
)


Also = Callable[[Connection], None]
"""Writes what goes with a save, in its transaction."""


class StaleRevision(Exception):
    """Someone saved the case since it was read. Never shown: the change is made again on the newest revision."""


class RequestAlreadyDone(Exception):
    """A change with this request id is already in the journal."""


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it stands in the database. ``document`` is its written form, from which the next one is made."""

    id: str
    reference: str
    revision: int
    case: Case
    updated_at: datetime
    updated_by: str
    document: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


def create(
    store: Store,
    vault: Vault,
    case: Case,
    facts: Mapping[str, str],
    *,
    kind: str,
    by: str,
    now: datetime,
    site_id: str | None = None,
    counted: Counted | None = None,
) -> StoredCase:
    """A new case of that site, with the next reference of the year; revision 1. Who makes it follows it."""
    for _ in range(3):
        try:
            with store.writing() as connection:
                reference = _next_reference(connection, now.year)
                numbered = replace(case, reference=reference)
                stored = StoredCase(uuid4().hex, reference, 1, numbered, now, by, to_document(numbered))
                sealed = _sealed(vault, stored, facts)
                connection.execute(
                    insert(case_record),
                    {
                        "id": stored.id,
                        "reference": reference,
                        "created_at": now,
                        "created_by": by,
                        "site_id": site_id,
                        "last_contact_on": now.astimezone().date(),
                        **sealed,
                    },
                )
                connection.execute(insert(follower).values(case_id=stored.id, account_id=by, since=now, by=by))
                if counted is not None:
                    activity.write(connection, stored.id, counted, now.astimezone().date())
                journal.write(connection, vault, stored.id, Change(1, now, by, kind))
                audit.write(connection, vault, Entry(now, by, kind, "case", stored.id, stored.id, site_id))
            return stored
        except IntegrityError:  # two first cases of the year at the same moment, on a server
            continue
    raise StoreUnavailable("Le dossier n’a pas pu être numéroté. Réessayez.")


def load(store: Store, vault: Vault, case_id: str) -> StoredCase:
    """The newest revision of a case. Raises :class:`NotFound`, :class:`Damaged`."""
    with store.reading() as connection:
        row = connection.execute(_LOAD, {"id": case_id}).first()
    if row is None:
        raise NotFound("Ce dossier n’existe pas.")
    case, document = decoded(
        vault.open_at(row.document, case_place(row, "document"), case_place_before(row, "document"))
    )
    return StoredCase(case_id, row.reference, row.revision, case, row.updated_at, row.updated_by, document)


def revision(store: Store, case_id: str) -> int:
    """The number of the newest revision. Raises :class:`NotFound`."""
    with store.reading() as connection:
        found: int | None = connection.execute(select(_COLUMNS.revision).where(_COLUMNS.id == case_id)).scalar()
    if found is None:
        raise NotFound("Ce dossier n’existe pas.")
    return found


def save(
    store: Store,
    vault: Vault,
    stored: StoredCase,
    case: Case,
    facts: Mapping[str, str],
    change: Change,
    also: Also | None = None,
    counted: Counted | None = None,
) -> StoredCase:
    """The next revision of ``stored``, holding ``case``; on the disk when this returns. ``also`` writes what goes with
    it in the same transaction.

    Raises :class:`StaleRevision` when ``stored`` is no longer the newest, :class:`RequestAlreadyDone`.
    """
    document = rewritten(case, stored.case, stored.document)
    saved = StoredCase(stored.id, stored.reference, change.revision, case, change.at, change.by, document)
    sealed = _sealed(vault, saved, facts)
    try:
        with store.writing() as connection:
            day = change.at.astimezone().date()
            done = connection.execute(
                _SAVE, {"case_id": stored.id, "expected": stored.revision, "day": day, "author": change.by, **sealed}
            )
            if done.rowcount != 1:
                raise StaleRevision
            journal.write(connection, vault, stored.id, change)
            if counted is not None:
                activity.write(connection, stored.id, counted, day)
            if also is not None:
                also(connection)
            audit.write(connection, vault, _told(stored.id, change))
    except IntegrityError:
        raise RequestAlreadyDone from None
    return saved


def id_of(store: Store, reference: str) -> str | None:
    """The id of the case of that reference."""
    with store.reading() as connection:
        return connection.execute(select(_COLUMNS.id).where(_COLUMNS.reference == reference)).scalar()


def references(store: Store, case_ids: Collection[str]) -> dict[str, str]:
    """The reference of each of those cases that is still there."""
    found: dict[str, str] = {}
    wanted = sorted(case_ids)
    with store.reading() as connection:
        for start in range(0, len(wanted), 500):
            some = select(_COLUMNS.id, _COLUMNS.reference).where(_COLUMNS.id.in_(wanted[start : start + 500]))
            found |= {row.id: row.reference for row in connection.execute(some)}
    return found


def last_changed_by(store: Store, account_id: str) -> str | None:
    """The id of the case that this account changed last."""
    columns = case_record.c
    with store.reading() as connection:
        return connection.execute(
            select(columns.id)
            .where(columns.updated_by == account_id)
            .order_by(columns.updated_at.desc(), columns.id)
            .limit(1)
        ).scalar()


def _told(case_id: str, change: Change) -> Entry:
    """The line of the audit that goes with a line of the journal, whose number it names."""
    return Entry(change.at, change.by, change.kind, "case", str(change.revision), case_id)


def _sealed(vault: Vault, stored: StoredCase, facts: Mapping[str, str]) -> dict[str, object]:
    return {
        "revision": stored.revision,
        "updated_at": stored.updated_at,
        "updated_by": stored.updated_by,
        "document": vault.seal(dump(stored.document), *case_place(stored, "document")),
        "card": vault.seal(dump(dict(facts)), *case_place(stored, "card")),
    }


def _next_reference(connection: Connection, year: int) -> str:
    """``2026-0042``. The row is locked by the update until the case that takes the number is committed."""
    taken = connection.execute(update(numbering).where(numbering.c.year == year).values(last=numbering.c.last + 1))
    if taken.rowcount == 0:
        connection.execute(insert(numbering).values(year=year, last=1))
    number = connection.execute(select(numbering.c.last).where(numbering.c.year == year)).scalar_one()
    return f"{year}-{number:04d}"
