"""What the rules of :mod:`pcb.domain.rights` are given: an actor, and how a case stands towards them, as of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, exists, false, or_, select

from pcb.domain.rights import Actor, Role, Standing
from pcb.storage.row_seals import check, needed
from pcb.storage.tables import account, case_record, emergency, follower, membership, share
from pcb.storage.vault import Vault

ACTIVE = "active"
ARCHIVED = "archived"


def actor(connection: Connection, vault: Vault, account_id: str) -> Actor:
    """The account as it stands now; one that is gone is not active. Raises :class:`Damaged` when a right of it was not
    written by the application."""
    row = connection.execute(select(*needed(account)).where(account.c.id == account_id)).first()
    if row is None:
        return Actor(account_id, active=False, administrator=False)
    check(vault, account, row)
    places = _checked(
        connection,
        vault,
        membership,
        select(*needed(membership))
        .where(membership.c.account_id == account_id)
        .order_by(membership.c.since, membership.c.site_id),
    )
    return Actor(
        account_id,
        active=row.standing == ACTIVE,
        administrator=row.administrator,
        sites=tuple((place.site_id, _ROLES[place.role]) for place in places),
    )


def standing(connection: Connection, vault: Vault, account_id: str, case_id: str, now: datetime) -> Standing | None:
    """How the case stands towards the account; ``None`` when there is no such case. Raises :class:`Damaged` when what
    gives the right was not written by the application."""
    columns = case_record.c
    row = connection.execute(
        select(
            *needed(case_record),
            followed_by(account_id).label("followed"),
            _shared(account_id, now).label("shared"),
            _emergency(account_id, now).label("emergency"),
        ).where(columns.id == case_id)
    ).first()
    if row is None:
        return None
    check(vault, case_record, row)
    for table, given, there in (
        (follower, row.followed, (follower.c.account_id == account_id,)),
        (share, row.shared, _share_in_force(account_id, now)),
        (emergency, row.emergency, _emergency_in_force(account_id, now)),
    ):
        if given:
            _checked(connection, vault, table, select(*needed(table)).where(table.c.case_id == case_id, *there))
    return Standing(row.site_id, row.standing == ARCHIVED, row.followed, row.shared, row.emergency)


@dataclass(frozen=True, slots=True)
class Given:
    """The ids of the cases that one follows, and of those that sharing or emergency opens, at this moment."""

    followed: frozenset[str]
    opened: frozenset[str]


def cases_given(connection: Connection, vault: Vault, account_id: str, now: datetime) -> Given:
    """What gives the account a right on this case or that. Raises :class:`Damaged` like :func:`standing`."""

    def given(table: Table, *where: ColumnElement[bool]) -> frozenset[str]:
        rows = _checked(connection, vault, table, select(*needed(table)).where(*where))
        return frozenset(row.case_id for row in rows)

    return Given(
        given(follower, follower.c.account_id == account_id),
        given(share, *_share_in_force(account_id, now)) | given(emergency, *_emergency_in_force(account_id, now)),
    )


def visible(someone: Actor, now: datetime, *, archived: bool = False) -> ColumnElement[bool]:
    """Which rows of ``case_record`` the actor may read: what :func:`pcb.domain.rights.may` says, for a whole list (a
    test compares the two)."""
    columns = case_record.c
    coordinated = [site for site, role in someone.sites if role is Role.COORDINATOR]
    places = [site for site, _ in someone.sites]
    if not someone.active or not places:
        return false()
    if archived:
        return and_(columns.standing == ARCHIVED, columns.site_id.in_(coordinated))
    return and_(
        columns.standing != ARCHIVED,
        or_(
            columns.site_id.in_(coordinated),
            and_(columns.site_id.in_(places), followed_by(someone.account_id)),
            _shared(someone.account_id, now),
            _emergency(someone.account_id, now),
        ),
    )


def _checked(connection: Connection, vault: Vault, table: Table, wanted: Select[Any]) -> Sequence[Row[Any]]:
    rows = connection.execute(wanted).all()
    for row in rows:
        check(vault, table, row)
    return rows


def followed_by(account_id: str) -> ColumnElement[bool]:
    """Which rows of ``case_record`` the account follows."""
    return exists().where(follower.c.case_id == case_record.c.id, follower.c.account_id == account_id)


_ROLES = {role.value: role for role in Role}


def _shared(account_id: str, now: datetime) -> ColumnElement[bool]:
    return exists().where(share.c.case_id == case_record.c.id, *_share_in_force(account_id, now))


def _emergency(account_id: str, now: datetime) -> ColumnElement[bool]:
    return exists().where(emergency.c.case_id == case_record.c.id, *_emergency_in_force(account_id, now))


def _share_in_force(account_id: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    columns = share.c
    return (
        columns.account_id == account_id,
        columns.ended_at.is_(None),
        or_(columns.until.is_(None), columns.until > now),
    )


def _emergency_in_force(account_id: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return emergency.c.account_id == account_id, emergency.c.until > now
