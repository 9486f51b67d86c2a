"""The audit: the lines of the sign-in, the proof that nothing was altered, and the lines that grew old.

:func:`signed_in`, :func:`refused_sign_in` and :func:`signed_out` are the hooks of the sign-in routes.
"""

from __future__ import annotations

from datetime import datetime

from dateutil.relativedelta import relativedelta

from pcb.domain.retention import LONGEST_SILENCE, jumped
from pcb.domain.rights import HouseAction
from pcb.storage import accounts, audit, audit_chain, retention
from pcb.storage.audit import Entry
from pcb.storage.audit_chain import Head, Verdict, read_anchor
from pcb.usecases import access
from pcb.usecases.desk import Desk, Store

__all__ = ["Head", "Verdict", "day_head", "read_anchor", "refused_sign_in", "signed_in", "signed_out", "verify"]

MONTHS = 12
_SEEN = 20_000


def signed_in(desk: Desk, now: datetime, *, months: int = MONTHS, how: str = "password") -> None:
    """Someone has just opened the vault. Lines older than ``months`` are let go on that occasion, unless the clock may
    be wrong."""
    old = now - relativedelta(months=months)
    trusted = audit_chain.older(desk.store, old) and not jumped(
        retention.last_moments(desk.store, _SEEN, now - LONGEST_SILENCE), now
    )
    with desk.store.writing() as connection:
        if trusted and (count := audit_chain.prune(connection, desk.vault, old, by=desk.account.id, now=now)):
            told = Entry(now, desk.account.id, "prune", "audit", detail=str(count))
            audit.write(connection, desk.vault, told)
        entry = Entry(now, desk.account.id, "sign_in", "account", desk.account.id, detail=how)
        audit.write(connection, desk.vault, entry)


def signed_out(desk: Desk, now: datetime, *, how: str = "asked") -> None:
    """A session ended: the person asked, or it was idle for too long."""
    with desk.store.writing() as connection:
        entry = Entry(now, desk.account.id, "sign_out", "account", desk.account.id, detail=how)
        audit.write(connection, desk.vault, entry)


def refused_sign_in(store: Store, login: str, now: datetime) -> None:
    """A wrong password, code or login. The vault is closed: the line has no seal of its own, the next one that has
    holds it. A login that nobody has is not written: it may be a password typed in the wrong field."""
    account_id = accounts.id_of(store, login.strip().casefold())
    with store.writing() as connection:
        audit.write(connection, None, Entry(now, account_id, "refused_sign_in", "account", account_id))


def verify(desk: Desk, anchor: Head | None = None) -> Verdict:
    """Walk the whole chain, against a head kept elsewhere if there is one. For who may oversee something; it takes some
    seconds. Raises :class:`AccessDenied`."""
    check_oversees(desk)
    found = audit_chain.verify(desk.store, desk.vault, anchor)
    access.record(desk, "verify", "audit", detail="whole" if found.whole else str(found.wrong))
    return found


def day_head(desk: Desk) -> Head:
    """The end of the chain, to be printed and kept outside. Raises :class:`AccessDenied`."""
    check_oversees(desk)
    return audit_chain.head(desk.store)


def check_oversees(desk: Desk) -> frozenset[str] | None:
    """The sites whose lines they may see; ``None`` for the whole house. Raises :class:`AccessDenied`."""
    someone = access.actor(desk)
    mine = frozenset(site for site, role in someone.sites if role.value == "coordinator")
    if someone.administrator:
        access.check_house(desk, HouseAction.OVERSEE)
        return None
    access.check_house(desk, HouseAction.OVERSEE, min(mine, default=None))
    return mine
