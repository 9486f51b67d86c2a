"""What the rules of :mod:`pcb.domain.rights` are given: an actor, and how a case stands towards them, as of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, false, or_, select

from pcb.domain.rights import Actor, Role, Standing
from pcb.storage.tables import account, case_record, emergency, follower, membership, share

ACTIVE = "active"
ARCHIVED = "archived"


def actor(connection: Connection, account_id: str) -> Actor:
    """The account as it stands now; one that is gone is not active."""
    row = connection.execute(
        select(account.c.standing, account.c.administrator).where(account.c.id == account_id)
    ).first()
    if row is None:
        return Actor(account_id, active=False, administrator=False)
    places = connection.execute(
        select(membership.c.site_id, membership.c.role)
        .where(membership.c.account_id == account_id)
        .order_by(membership.c.since, membership.c.site_id)
    ).all()
    return Actor(
        account_id,
        active=row.standing == ACTIVE,
        administrator=row.administrator,
        sites=tuple((place.site_id, _ROLES[place.role]) for place in places),
    )


def standing(connection: Connection, account_id: str, case_id: str, now: datetime) -> Standing | None:
    """How the case stands towards the account; ``None`` when there is no such case."""
    columns = case_record.c
    row = connection.execute(
        select(
            columns.site_id,
            columns.standing,
            followed_by(account_id).label("followed"),
            _shared(account_id, now).label("shared"),
            _emergency(account_id, now).label("emergency"),
        ).where(columns.id == case_id)
    ).first()
    if row is None:
        return None
    return Standing(row.site_id, row.standing == ARCHIVED, row.followed, row.shared, row.emergency)


@dataclass(frozen=True, slots=True)
class Given:
    """The ids of the cases that one follows, and of those that sharing or emergency opens, at this moment."""

    followed: frozenset[str]
    opened: frozenset[str]


def cases_given(connection: Connection, account_id: str, now: datetime) -> Given:
    """What gives the account a right on this case or that."""
    followed = select(follower.c.case_id).where(follower.c.account_id == account_id)
    shared = select(share.c.case_id).where(*_share_in_force(account_id, now))
    broken = select(emergency.c.case_id).where(*_emergency_in_force(account_id, now))
    return Given(
        frozenset(connection.execute(followed).scalars()),
        frozenset(connection.execute(shared).scalars()) | frozenset(connection.execute(broken).scalars()),
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
