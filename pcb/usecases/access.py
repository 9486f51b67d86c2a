"""The gate: every use case that touches a case passes here first, by its id and for what it is about to do.

A case that one may not see and a case that does not exist get the same answer. What is refused is a line of the audit.
"""

from __future__ import annotations

import re

from pcb.domain.rights import Action, Actor, HouseAction, Role, Standing, may, may_here
from pcb.errors import AccessDenied, NotFound
from pcb.storage import audit, rights
from pcb.storage.audit import Entry
from pcb.usecases.desk import Desk

_ID = re.compile("[0-9a-f]{32}")
NO_SUCH_CASE = "Ce dossier n’existe pas."
_NOT_YOURS = "Vous n’avez pas ce droit. Demandez-le à l’administrateur ou au coordinateur de votre lieu."


def actor(desk: Desk) -> Actor:
    """Who sits at the desk, as the database says it now."""
    with desk.store.reading() as connection:
        return rights.actor(connection, desk.vault, desk.account.id)


def check(desk: Desk, case_id: str, action: Action) -> Standing:
    """How the case stands towards who sits at the desk. Raises :class:`NotFound` where they may not do that."""
    with desk.store.reading() as connection:
        someone = rights.actor(connection, desk.vault, desk.account.id)
        standing = rights.standing(connection, desk.vault, desk.account.id, case_id, desk.now())
    if standing is not None and may(someone, action, standing):
        return standing
    if standing is not None:
        record(desk, "refused", "case", case_id, case_id=case_id, site_id=standing.site_id, detail=action.value)
    else:
        record(desk, "refused", "case", _as_id(case_id), detail="unknown")
    raise NotFound(NO_SUCH_CASE)


def may_now(desk: Desk, case_id: str, action: Action) -> bool:
    """Whether who sits at the desk may do that with the case: a question that leaves no trace."""
    with desk.store.reading() as connection:
        someone = rights.actor(connection, desk.vault, desk.account.id)
        standing = rights.standing(connection, desk.vault, desk.account.id, case_id, desk.now())
    return standing is not None and may(someone, action, standing)


def oversees(desk: Desk) -> bool:
    """Whether the pages of the house (audit, end of retention) are for them: to show the links or not."""
    someone = actor(desk)
    return someone.active and (someone.administrator or any(role is Role.COORDINATOR for _, role in someone.sites))


def check_house(desk: Desk, action: HouseAction, site_id: str | None = None) -> Actor:
    """Who sits at the desk. Raises :class:`AccessDenied` where they may not do that."""
    someone = actor(desk)
    if not may_here(someone, action, site_id):
        record(desk, "refused", "house", action.value, site_id=site_id)
        raise AccessDenied(_NOT_YOURS)
    return someone


def enter(desk: Desk, case_id: str) -> Standing:
    """Look at a case: the right is checked, and the opening is told in the audit, once for a while."""
    standing = check(desk, case_id, Action.READ)
    looked_at(desk, "open", "case", case_id, case_id=case_id, site_id=standing.site_id)
    return standing


def looked_at(
    desk: Desk,
    action: str,
    object_kind: str,
    object_id: str | None = None,
    *,
    case_id: str | None = None,
    site_id: str | None = None,
) -> None:
    """A line of the audit for something that was looked at, once for a while."""
    entry = Entry(desk.now(), desk.account.id, action, object_kind, object_id, case_id, site_id)
    with desk.store.reading() as connection:
        if audit.told_lately(connection, entry):
            return
    _write(desk, entry)


def record(
    desk: Desk,
    action: str,
    object_kind: str,
    object_id: str | None = None,
    *,
    case_id: str | None = None,
    site_id: str | None = None,
    detail: str = "",
) -> None:
    """A line of the audit that goes with no other writing."""
    _write(desk, Entry(desk.now(), desk.account.id, action, object_kind, object_id, case_id, site_id, detail))


def _write(desk: Desk, entry: Entry) -> None:
    with desk.store.writing() as connection:
        audit.write(connection, desk.vault, entry)


def _as_id(asked: str) -> str | None:
    """What was asked for, when it has the form of an id: an address typed by hand may hold anything."""
    return asked if _ID.fullmatch(asked) else None
