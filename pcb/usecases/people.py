"""Who works where, as what. Any change of somebody's rights ends their sessions: they sign in again with the new."""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.rights import HouseAction, Role
from pcb.errors import NotFound
from pcb.storage import accounts, audit, sites
from pcb.storage.accounts import ACTIVE, REMOVED, Person
from pcb.storage.audit import Entry
from pcb.usecases import access
from pcb.usecases.desk import Desk

__all__ = ["Colleague", "Person", "colleagues", "give_role", "staff", "take_role"]

NO_SUCH_ACCOUNT = "Ce compte n’existe pas."
_NO_SUCH_SITE = "Ce lieu n’existe pas ou est fermé."


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be given a case. ``sites`` are the ids of those where they work."""

    account_id: str
    name: str
    sites: tuple[str, ...]


def staff(desk: Desk) -> tuple[Person, ...]:
    """Every account that was not removed, by name, with its sites. Raises :class:`AccessDenied`."""
    access.check_house(desk, HouseAction.ADMINISTER)
    return tuple(one for one in accounts.people(desk.store, desk.vault) if one.standing != REMOVED)


def colleagues(desk: Desk) -> tuple[Colleague, ...]:
    """Those who can be given a case: active, at work somewhere, and not who asks. Empty for who works nowhere."""
    if not access.actor(desk).sites:
        return ()
    return tuple(
        Colleague(one.account.id, one.account.display_name, tuple(site for site, _ in one.places))
        for one in accounts.people(desk.store, desk.vault)
        if one.standing == ACTIVE and one.places and one.account.id != desk.account.id
    )


def give_role(desk: Desk, account_id: str, site_id: str, role: Role) -> None:
    """Somebody works at that site, as that. Raises :class:`AccessDenied`, :class:`NotFound`."""
    access.check_house(desk, HouseAction.ADMINISTER)
    if not any(site.id == site_id and site.open for site in sites.sites(desk.store)):
        raise NotFound(_NO_SUCH_SITE)
    _place(desk, account_id, site_id, role)


def take_role(desk: Desk, account_id: str, site_id: str) -> None:
    """Somebody works at that site no more. Raises :class:`AccessDenied`, :class:`NotFound`."""
    access.check_house(desk, HouseAction.ADMINISTER)
    _place(desk, account_id, site_id, None)


def names(desk: Desk) -> dict[str, str]:
    """The names of all those who ever had an account, by id: they stand in the histories."""
    return {key: one.display_name for key, one in accounts.accounts(desk.store, desk.vault).items()}


def _place(desk: Desk, account_id: str, site_id: str, role: Role | None) -> None:
    now = desk.now()
    with desk.store.writing() as connection:
        row = accounts.stands(connection, account_id)
        if row is None or row.standing == REMOVED:
            raise NotFound(NO_SUCH_ACCOUNT)
        if sites.role_there(connection, account_id, site_id) is role:
            return
        sites.place(connection, account_id, site_id, role, now)
        sites.end_sessions(connection, account_id)
        detail = "none" if role is None else role.value
        entry = Entry(now, desk.account.id, "role", "account", account_id, site_id=site_id, detail=detail)
        audit.write(connection, desk.vault, entry)
