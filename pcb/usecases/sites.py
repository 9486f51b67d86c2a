"""The sites (tiers-lieux) of the house: open one, name it, close it, and give a case to another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from pcb.domain.rights import Action, HouseAction, Role
from pcb.errors import InvalidAnswer, NotFound
from pcb.storage import audit, sites
from pcb.storage.audit import Entry
from pcb.storage.sites import Site
from pcb.usecases import access
from pcb.usecases.desk import Desk

__all__ = ["Site", "all_sites", "cases_by_site", "close_site", "my_sites", "open_site", "place_case", "rename_site"]

LONGEST_NAME = 120
_NO_SUCH_SITE = "Ce lieu n’existe pas ou est fermé."
_NAME = "Donnez au lieu un nom de 2 à 120 caractères, par exemple celui de la commune."
_TAKEN = "Un autre lieu porte déjà ce nom."


def all_sites(desk: Desk) -> tuple[Site, ...]:
    """Every site, closed ones too, by name: a name tells nothing about a household."""
    return sites.sites(desk.store)


def my_sites(desk: Desk) -> tuple[tuple[Site, Role], ...]:
    """The sites where who asks works, in the order they came there, with their role."""
    there = {site.id: site for site in sites.sites(desk.store)}
    return tuple((there[site_id], role) for site_id, role in access.actor(desk).sites)


def cases_by_site(desk: Desk) -> dict[str | None, int]:
    """How many cases each site has; those of none under ``None``. Raises :class:`AccessDenied`."""
    access.check_house(desk, HouseAction.ADMINISTER)
    return sites.number_of_cases(desk.store)


def open_site(desk: Desk, name: str) -> str:
    """A new site; its id. Raises :class:`AccessDenied`, :class:`InvalidAnswer`."""
    access.check_house(desk, HouseAction.ADMINISTER)
    wanted, now = _name(name), desk.now()
    with _unique(), desk.store.writing() as connection:
        made = sites.open_site(connection, wanted, now)
        _tell(desk, connection, "open_site", made)
    return made


def rename_site(desk: Desk, site_id: str, name: str) -> None:
    """Raises :class:`AccessDenied`, :class:`NotFound`, :class:`InvalidAnswer`."""
    access.check_house(desk, HouseAction.ADMINISTER)
    _site(desk, site_id)
    wanted = _name(name)
    with _unique(), desk.store.writing() as connection:
        sites.rename(connection, site_id, wanted)
        _tell(desk, connection, "rename_site", site_id)


def close_site(desk: Desk, site_id: str, heir_id: str) -> int:
    """Close a site; its cases go to another, whose coordinators see them from now on. How many there were.

    Raises :class:`AccessDenied`, :class:`NotFound`, :class:`InvalidAnswer`.
    """
    access.check_house(desk, HouseAction.ADMINISTER)
    _site(desk, site_id)
    _site(desk, heir_id)
    if heir_id == site_id:
        raise InvalidAnswer("Choisissez un autre lieu\u202f: celui qui ferme ne peut pas garder ses dossiers.")
    now = desk.now()
    with desk.store.writing() as connection:
        moved = sites.move_cases(connection, site_id, heir_id)
        for account_id in sites.who_works_at(connection, site_id):
            sites.place(connection, account_id, site_id, None, now)
            sites.end_sessions(connection, account_id)
        sites.close(connection, site_id, now)
        _tell(desk, connection, "close_site", site_id, f"{moved} {heir_id}")
    return moved


def place_case(desk: Desk, case_id: str, site_id: str) -> None:
    """Give the case to another site: its coordinators see it, those of this one no longer. Who follows it and does not
    work there loses it. Raises :class:`NotFound`."""
    before = access.check(desk, case_id, Action.ASSIGN)
    _site(desk, site_id)
    if before.site_id == site_id:
        return
    with desk.store.writing() as connection:
        sites.move_case(connection, case_id, site_id)
        entry = Entry(
            desk.now(), desk.account.id, "change_site", "case", case_id, case_id, site_id, before.site_id or ""
        )
        audit.write(connection, desk.vault, entry)


def _site(desk: Desk, site_id: str) -> Site:
    for site in sites.sites(desk.store):
        if site.id == site_id and site.open:
            return site
    raise NotFound(_NO_SUCH_SITE)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not 2 <= len(name) <= LONGEST_NAME:
        raise InvalidAnswer(_NAME)
    return name


@contextmanager
def _unique() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise InvalidAnswer(_TAKEN) from None


def _tell(desk: Desk, connection: Connection, action: str, site_id: str, detail: str = "") -> None:
    entry = Entry(desk.now(), desk.account.id, action, "site", site_id, site_id=site_id, detail=detail)
    audit.write(connection, desk.vault, entry)
