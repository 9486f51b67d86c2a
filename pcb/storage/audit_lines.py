"""The lines of the audit as they are looked at: those of a case, of a site, of a day, of somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select

from pcb.storage.audit import detail_of
from pcb.storage.database import Store
from pcb.storage.tables import audit, case_record
from pcb.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Line:
    """One line, opened. ``detail`` is a code of ours or empty, never a word of a household; it is « ? » where it no
    longer opens."""

    sequence: int
    at: datetime
    account_id: str | None
    action: str
    object_kind: str
    object_id: str | None
    case_id: str | None
    site_id: str | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines. ``sites`` is ``None`` for every line of the house; ``case_ids`` are those of a case or of several;
    what is ``None`` does not narrow. ``before`` is a sequence, to read on from;
    ``without`` are actions left out."""

    since: datetime | None = None
    until: datetime | None = None
    account_id: str | None = None
    actions: Collection[str] | None = None
    case_ids: Collection[str] | None = None
    sites: Collection[str] | None = None
    before: int | None = None
    without: Collection[str] = ()


def lines(store: Store, vault: Vault, wanted: Wanted, most: int) -> tuple[Line, ...]:
    """At most so many lines, the last written first."""
    with store.reading() as connection:
        rows = connection.execute(_selected(wanted).order_by(audit.c.sequence.desc()).limit(most)).all()
    return tuple(_opened(vault, row) for row in rows)


def _selected(wanted: Wanted) -> Select[Any]:
    columns = audit.c
    found = select(audit)
    if wanted.since is not None:
        found = found.where(columns.at >= wanted.since)
    if wanted.until is not None:
        found = found.where(columns.at < wanted.until)
    if wanted.account_id is not None:
        found = found.where(columns.account_id == wanted.account_id)
    if wanted.actions is not None:
        found = found.where(columns.action.in_(wanted.actions))
    if wanted.without:
        found = found.where(columns.action.not_in(wanted.without))
    if wanted.case_ids is not None:
        found = found.where(columns.case_id.in_(wanted.case_ids))
    if wanted.sites is not None:
        found = found.where(_of_sites(wanted.sites))
    if wanted.before is not None:
        found = found.where(columns.sequence < wanted.before)
    return found


def _of_sites(sites: Collection[str]) -> ColumnElement[bool]:
    """The lines that name those sites, and those of the cases that are there now."""
    there = select(case_record.c.id).where(case_record.c.site_id.in_(sites))
    return or_(audit.c.site_id.in_(sites), audit.c.case_id.in_(there))


def _opened(vault: Vault, row: Row[Any]) -> Line:
    return Line(
        row.sequence,
        row.at,
        row.account_id,
        row.action,
        row.object_kind,
        row.object_id,
        row.case_id,
        row.site_id,
        detail_of(vault, row.sequence, row.detail),
    )
