"""Letting a colleague in, and ending it: invitations, forgotten passwords, removal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy.exc import IntegrityError

from pcb.domain.rights import HouseAction, Role
from pcb.errors import AccessDenied, Damaged, InvalidAnswer, NotFound
from pcb.storage import accounts, audit, keys, row_seals, sites
from pcb.storage.audit import Entry
from pcb.storage.vault import STRONG, Strength, new_code, plain_code, spend_the_time
from pcb.usecases.access import check_house
from pcb.usecases.accounts import (
    check_login,
    check_name,
    folded,
    usual_strength,
)
from pcb.usecases.desk import Desk, Store, UserAccount
from pcb.usecases.passwords import LONGEST_PASSWORD, check_password

GOOD_FOR = timedelta(days=7)
_WRONG_CODE = "L’identifiant ou le code d’invitation ne convient pas."
_EXPIRED = "Cette invitation a expiré\u202f: demandez-en une autre à l’administrateur."
_GONE = "Ce compte n’existe pas, ou a été retiré."
_ONE_MUST_STAY = (
    "C’est le dernier administrateur\u202f: sans lui, plus personne ne pourrait inviter ni retirer quelqu’un. "
    "Donnez d’abord ce droit à un autre compte."
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """``code`` exists nowhere else: it is shown once, to be handed over; it opens the account until then."""

    account: UserAccount
    code: str
    until: datetime


def invite(
    desk: Desk,
    login: str,
    display_name: str,
    places: Mapping[str, Role],
    *,
    administrator: bool = False,
    strength: Strength = STRONG,
) -> Invitation:
    """A new account; ``places`` says, by site, the role it has there.

    Raises :class:`AccessDenied` (no right), :class:`InvalidAnswer` (login taken, name, no place).
    """
    check_house(desk, HouseAction.ADMINISTER)
    made = UserAccount(uuid4().hex, check_login(login), check_name(display_name), administrator)
    if not places and not administrator:
        raise InvalidAnswer("Indiquez au moins un lieu où cette personne travaille.")
    if places.keys() - {site.id for site in sites.sites(desk.store) if site.open}:
        raise InvalidAnswer("Ce lieu n’existe pas, ou est fermé.")
    now, code = desk.now(), new_code()
    lock = keys.new_lock(made.id, plain_code(code), strength)
    try:
        with desk.store.writing() as connection:
            _acting(accounts.active_administrators(connection), desk)
            accounts.add_invited(connection, desk.vault, made, lock, now + GOOD_FOR, now)
            for site_id, role in places.items():
                sites.place(connection, made.id, site_id, role, now)
            audit.write(connection, desk.vault, Entry(now, desk.account.id, "invite", "account", made.id))
    except IntegrityError:
        raise InvalidAnswer("Cet identifiant est déjà pris.") from None
    return Invitation(made, code, now + GOOD_FOR)


def invite_again(desk: Desk, account_id: str, *, strength: Strength = STRONG) -> Invitation:
    """A new code for somebody who lost theirs, or their password: whatever opened the account opens it no more, and
    its sessions end. The second factor stays.

    Raises :class:`AccessDenied` (no right), :class:`NotFound`, :class:`InvalidAnswer` (one's own account).
    """
    check_house(desk, HouseAction.ADMINISTER)
    if account_id == desk.account.id:
        raise InvalidAnswer("Pour votre propre compte, changez le mot de passe, ou employez le code de secours.")
    now, code = desk.now(), new_code()
    lock = keys.new_lock(account_id, plain_code(code), strength)
    with desk.store.writing() as connection:
        _acting(accounts.active_administrators(connection), desk)
        row = accounts.stands(connection, account_id)
        if row is None or row.standing == accounts.REMOVED:
            raise NotFound(_GONE)
        keys.put(connection, desk.vault, lock, account_id, now)
        accounts.set_standing(connection, account_id, accounts.INVITED, now + GOOD_FOR)
        audit.write(connection, desk.vault, Entry(now, desk.account.id, "invite", "account", account_id))
    return Invitation(accounts.accounts(desk.store, desk.vault)[account_id], code, now + GOOD_FOR)


def accept(
    store: Store, login: str, code: str, password: str, *, now: datetime | None = None, strength: Strength = STRONG
) -> None:
    """Choose the password of an invited account; the code is good no more. They sign in afterwards, as always.

    Raises :class:`InvalidAnswer` (the password will not do) and :class:`AccessDenied`: with the same words and in the
    same time for an unknown login. Only who has the right code is told that it has expired.
    """
    wanted, moment = folded(login), now or datetime.now(UTC)
    check_password(password, wanted)
    lock = keys.lock_of_login(store, wanted, accounts.INVITED)
    if lock is None:
        spend_the_time(plain_code(code[:LONGEST_PASSWORD]), usual_strength(store))
        raise AccessDenied(_WRONG_CODE)
    secret = plain_code(code[:LONGEST_PASSWORD])
    try:
        private = keys.private_key(lock, secret)
        vault = keys.opened_with(store, lock, private)
    except (AccessDenied, Damaged):  # Damaged: the lock was replaced between the two
        raise AccessDenied(_WRONG_CODE) from None
    wrapped = keys.rewrapped(lock, private, password, strength)
    with store.writing() as connection:
        row_seals.sealed_by(connection, vault)
        row = accounts.stands(connection, lock.holder)
        if row is None or row.standing != accounts.INVITED:
            raise AccessDenied(_WRONG_CODE)
        if row.invited_until is None or moment >= row.invited_until:
            raise AccessDenied(_EXPIRED)
        if not keys.rewrap(connection, lock, wrapped, moment):
            raise AccessDenied(_WRONG_CODE)
        accounts.set_standing(connection, lock.holder, accounts.ACTIVE)
        audit.write(connection, None, Entry(moment, lock.holder, "accept", "account", lock.holder))


def remove(desk: Desk, account_id: str) -> None:
    """End the rights, the key and the sessions of an account; its name stays for the journal. It knew the data key:
    offer to replace it (:func:`pcb.usecases.keys.rotate`).

    Raises :class:`AccessDenied` (no right), :class:`NotFound`, :class:`InvalidAnswer` (the last administrator).
    """
    check_house(desk, HouseAction.ADMINISTER)
    now = desk.now()
    with desk.store.writing() as connection:
        administrators = accounts.active_administrators(connection)
        _acting(administrators, desk)
        row = accounts.stands(connection, account_id)
        if row is None or row.standing == accounts.REMOVED:
            raise NotFound(_GONE)
        if administrators == {account_id}:
            raise InvalidAnswer(_ONE_MUST_STAY)
        accounts.set_standing(connection, account_id, accounts.REMOVED)
        accounts.forget_means(connection, account_id)
        audit.write(connection, desk.vault, Entry(now, desk.account.id, "remove", "account", account_id))


def set_administrator(desk: Desk, account_id: str, administrator: bool) -> None:
    """Give or take the right to administer.

    Raises :class:`AccessDenied` (no right), :class:`NotFound`, :class:`InvalidAnswer` (the last administrator).
    """
    check_house(desk, HouseAction.ADMINISTER)
    now = desk.now()
    with desk.store.writing() as connection:
        administrators = accounts.active_administrators(connection)
        _acting(administrators, desk)
        row = accounts.stands(connection, account_id)
        if row is None or row.standing == accounts.REMOVED:
            raise NotFound(_GONE)
        if not administrator and administrators == {account_id}:
            raise InvalidAnswer(_ONE_MUST_STAY)
        accounts.set_administrator(connection, account_id, administrator)
        audit.write(connection, desk.vault, Entry(now, desk.account.id, "administrator", "account", account_id))


def _acting(administrators: frozenset[str], desk: Desk) -> None:
    """Two who remove each other at the same moment: the second one no longer may."""
    if desk.account.id not in administrators:
        raise AccessDenied(_GONE)
