"""The cards of the cases: what the list shows and searches, sealed, read without opening any document."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true

from pcb.errors import Damaged
from pcb.storage import row_seals
from pcb.storage.database import Store
from pcb.storage.rights import ARCHIVED
from pcb.storage.sealed_columns import case_place, case_place_before
from pcb.storage.tables import audit, case_record
from pcb.storage.vault import Vault

_READ_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Card:
    """What the list of cases knows of one: ``facts`` are what the use case put there; none when it is ``damaged``."""

    id: str
    reference: str
    revision: int
    site_id: str | None
    archived: bool
    updated_at: datetime
    updated_by: str
    facts: Mapping[str, str]
    damaged: bool = False


_COLUMNS = case_record.c
_CARD: Select[Any] = select(
    *row_seals.needed(case_record), _COLUMNS.revision, _COLUMNS.updated_at, _COLUMNS.updated_by, _COLUMNS.card
)


def newest(store: Store, vault: Vault, where: ColumnElement[bool], most: int) -> list[Card]:
    """The cards of those cases, the last changed first, ``most`` at most. One that no longer opens does not hide the
    others."""
    asked = _CARD.where(where).order_by(_COLUMNS.updated_at.desc(), _COLUMNS.id).limit(most)
    with store.reading() as connection:
        rows = connection.execute(asked).all()
    return [_opened(vault, row) for row in rows]


EVERY_CASE: ColumnElement[bool] = true()


def both(one: ColumnElement[bool], other: ColumnElement[bool]) -> ColumnElement[bool]:
    """The cases that are in both."""
    return and_(one, other)


def at_site(site_id: str) -> ColumnElement[bool]:
    """The cases of a site that are not archived: what its coordinators see, read by an index."""
    return and_(_COLUMNS.site_id == site_id, _COLUMNS.standing != ARCHIVED)


def elsewhere(sites: Collection[str], ids: Collection[str], where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those of ``ids`` that ``where`` lets through, at other sites than these."""
    site = _COLUMNS.site_id
    return and_(_COLUMNS.id.in_(ids), or_(site.is_(None), site.not_in(sites)), where)


def number(store: Store, where: ColumnElement[bool] | None = None, most: int | None = None) -> int:
    """How many cases those are, counted up to ``most``; all of them without ``where``."""
    asked = select(_COLUMNS.id) if where is None else select(_COLUMNS.id).where(where)
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(asked.limit(most).subquery())).scalar_one()


def ids_among(store: Store, ids: Collection[str], where: ColumnElement[bool]) -> set[str]:
    """Those of ``ids`` that ``where`` lets through."""
    with store.reading() as connection:
        return set(connection.execute(select(_COLUMNS.id).where(_COLUMNS.id.in_(ids), where)).scalars())


def changed_since(
    store: Store, vault: Vault, moment: datetime | None, known: Callable[[str, int, datetime], bool] | None = None
) -> Iterator[list[Card]]:
    """The cards of every case changed at that moment or later, all of them for ``None``, some at a time, the oldest
    change first. Those that are ``known`` (id, revision, moment) are passed over."""
    last: tuple[datetime, str] | None = None
    while True:
        asked = _CARD.order_by(_COLUMNS.updated_at, _COLUMNS.id).limit(_READ_AT_ONCE)
        if last is not None:
            at, case_id = last
            asked = asked.where(_COLUMNS.updated_at >= at, (_COLUMNS.updated_at > at) | (_COLUMNS.id > case_id))
        elif moment is not None:
            asked = asked.where(_COLUMNS.updated_at >= moment)
        with store.reading() as connection:
            rows = connection.execute(asked).all()
        new = [row for row in rows if known is None or not known(row.id, row.revision, row.updated_at)]
        if new:
            yield [_opened(vault, row) for row in new]
        if len(rows) < _READ_AT_ONCE:
            return
        last = (rows[-1].updated_at, rows[-1].id)


_MOVES = ("change_site", "close_site", "archive", "take_back", "erase")
"""What changes where a case stands without changing what it says."""


@dataclass(frozen=True, slots=True)
class Moved:
    """``cases`` may stand elsewhere, or be gone; so may every one of those ``sites``. ``line`` is where the audit ended
    when it was read."""

    line: int
    cases: frozenset[str]
    sites: frozenset[str]


def moved_since(store: Store, line: int | None) -> Moved:
    """What the audit tells after that line; its end alone without one. A move and its line are one transaction, and
    lines are written one after the other: none is passed over, whatever the clocks say."""
    columns = audit.c
    with store.reading() as connection:
        last = connection.execute(select(func.max(columns.sequence))).scalar() or 0
        if line is None:
            return Moved(last, frozenset(), frozenset())
        rows = connection.execute(
            select(columns.case_id, columns.object_id, columns.action).where(
                columns.sequence > line, columns.sequence <= last, columns.action.in_(_MOVES)
            )
        ).all()
    closed = frozenset(row.object_id for row in rows if row.action == "close_site")
    return Moved(last, frozenset(row.case_id for row in rows if row.case_id), closed)


def of_ids(store: Store, vault: Vault, ids: Collection[str]) -> Iterator[list[Card]]:
    """The cards of those cases that are still there, some at a time."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _READ_AT_ONCE):
        with store.reading() as connection:
            rows = connection.execute(_CARD.where(_COLUMNS.id.in_(wanted[start : start + _READ_AT_ONCE]))).all()
        yield [_opened(vault, row) for row in rows]


def _opened(vault: Vault, row: Row[Any]) -> Card:
    try:
        row_seals.check(vault, case_record, row)
        plain = vault.open_at(row.card, case_place(row, "card"), case_place_before(row, "card"))
        facts, damaged = json.loads(plain), False
    except Damaged:
        facts, damaged = {}, True
    return Card(
        row.id,
        row.reference,
        row.revision,
        row.site_id,
        row.standing == ARCHIVED,
        row.updated_at,
        row.updated_by,
        facts,
        damaged,
    )
