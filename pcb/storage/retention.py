"""The cases whose two years are over, what is proposed and archived, and the *bordereaux d’élimination*."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, func, insert, select, update

from pcb.domain.retention import Kept
from pcb.errors import NotFound
from pcb.storage.codec import dump
from pcb.storage.database import Store
from pcb.storage.rights import ACTIVE, ARCHIVED
from pcb.storage.tables import account, audit, case_record, elimination
from pcb.storage.vault import Vault

_CASE, _ROW = case_record.c, elimination.c


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case as retention sees it: nothing of what it holds."""

    id: str
    reference: str
    site_id: str | None
    opened_on: date
    kept: Kept


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a bordereau. ``site`` is the name of the site when it was made."""

    case_id: str
    reference: str
    site_id: str | None
    site: str
    opened_on: date
    last_contact_on: date


@dataclass(frozen=True, slots=True)
class Bordereau:
    """A *bordereau d’élimination*. ``signed_on`` is the day of the visa, ``done_at`` the moment of the removal."""

    id: str
    made_at: datetime
    made_by: str
    signed_on: date | None
    done_at: datetime | None
    lines: tuple[Listed, ...]
    reason: str


def kept_cases(store: Store, until: date) -> tuple[KeptCase, ...]:
    """The cases without contact since ``until``, and those that are archived, by reference."""
    with store.reading() as connection:
        rows = connection.execute(
            select(_CASE.id, _CASE.reference, _CASE.site_id, _CASE.created_at, _CASE.standing, _CASE.notice_on,
                   _CASE.last_contact_on, _CASE.updated_at)
            .where((_CASE.last_contact_on <= until) | _CASE.last_contact_on.is_(None) | (_CASE.standing == ARCHIVED))
            .order_by(_CASE.reference)
        ).all()  # fmt: skip
    return tuple(_kept(row) for row in rows)


def kept_case(store: Store, case_id: str) -> KeptCase:
    """One case. Raises :class:`NotFound`."""
    with store.reading() as connection:
        row = connection.execute(select(case_record).where(_CASE.id == case_id)).first()
    if row is None:
        raise NotFound("Ce dossier n’existe pas.")
    return _kept(row)


def count(store: Store) -> int:
    """How many cases there are, archived ones included."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(case_record)).scalar_one()


def last_moments(store: Store, most: int, since: datetime) -> tuple[datetime, ...]:
    """The moments of the last lines of the audit, in the order in which they were written: at most so many, back to the
    first that is not after ``since``."""
    with store.reading() as connection:
        found = connection.execute(select(audit.c.at).order_by(audit.c.sequence.desc()).limit(most)).scalars().all()
    kept: list[datetime] = []
    for at in found:
        kept.append(at)
        if at <= since:
            break
    return tuple(reversed(kept))


def give_notice(connection: Connection, case_ids: Iterable[str], day: date) -> None:
    """Their removal is proposed on that day."""
    for case_id in case_ids:
        connection.execute(update(case_record).where(_CASE.id == case_id).values(notice_on=day))


def archive(connection: Connection, case_id: str) -> None:
    """The coordinators of its site alone can open it from now on."""
    connection.execute(update(case_record).where(_CASE.id == case_id).values(standing=ARCHIVED))


def take_back(connection: Connection, case_id: str, day: date) -> None:
    """The household came back: the case is active again, and that is a contact."""
    values = {"standing": ACTIVE, "notice_on": None, "last_contact_on": day}
    connection.execute(update(case_record).where(_CASE.id == case_id).values(values))


def keep(
    connection: Connection, vault: Vault, lines: Collection[Listed], reason: str, paper: bytes, by: str, now: datetime
) -> str:
    """Keep a bordereau with its paper, sealed; its id."""
    made = uuid4().hex
    plain = {"reason": reason, "lines": [_plain(line) for line in lines]}
    connection.execute(
        insert(elimination).values(
            id=made,
            made_at=now,
            made_by=by,
            content=vault.seal(dump(plain), "elimination", made, "content"),
            paper=vault.seal(paper, "elimination", made, "paper"),
        )
    )
    return made


def bordereaux(store: Store, vault: Vault) -> tuple[Bordereau, ...]:
    """Every bordereau, the last made first. Raises :class:`Damaged`."""
    described = [column for column in _ROW if column.name != "paper"]
    with store.reading() as connection:
        rows = connection.execute(select(*described).order_by(_ROW.made_at.desc(), _ROW.id)).all()
    return tuple(_opened(vault, row) for row in rows)


def paper(store: Store, vault: Vault, bordereau_id: str) -> bytes:
    """The paper of a bordereau, as printed. Raises :class:`NotFound`, :class:`Damaged`."""
    with store.reading() as connection:
        sealed = connection.execute(select(_ROW.paper).where(_ROW.id == bordereau_id)).scalar()
    if sealed is None:
        raise NotFound("Ce bordereau n’existe pas.")
    return vault.open(sealed, "elimination", bordereau_id, "paper")


def note_signed(connection: Connection, bordereau_id: str, day: date) -> None:
    """The day of the visa."""
    connection.execute(update(elimination).where(_ROW.id == bordereau_id).values(signed_on=day))


def note_done(connection: Connection, bordereau_id: str, now: datetime) -> bool:
    """What it lists is being removed. False when that was done already."""
    there = (_ROW.id == bordereau_id, _ROW.carried_out_at.is_(None))
    return connection.execute(update(elimination).where(*there).values(carried_out_at=now)).rowcount == 1


def _kept(row: Any) -> KeptCase:
    last = row.last_contact_on or row.updated_at.astimezone().date()
    kept = Kept(last, row.notice_on, row.standing == ARCHIVED)
    return KeptCase(row.id, row.reference, row.site_id, row.created_at.astimezone().date(), kept)


def _opened(vault: Vault, row: Row[Any]) -> Bordereau:
    plain = json.loads(vault.open(row.content, "elimination", row.id, "content"))
    lines = tuple(
        Listed(one["case"], one["reference"], one["site_id"], one["site"], date.fromisoformat(one["opened"]),
               date.fromisoformat(one["last"]))
        for one in plain["lines"]
    )  # fmt: skip
    return Bordereau(row.id, row.made_at, row.made_by, row.signed_on, row.carried_out_at, lines, plain["reason"])


def _plain(line: Listed) -> dict[str, Any]:
    return {
        "case": line.case_id,
        "reference": line.reference,
        "site_id": line.site_id,
        "site": line.site,
        "opened": line.opened_on.isoformat(),
        "last": line.last_contact_on.isoformat(),
    }


def active_accounts(connection: Connection) -> int:
    """How many people can sign in."""
    return connection.execute(
        select(func.count()).select_from(account).where(account.c.standing == ACTIVE)
    ).scalar_one()
