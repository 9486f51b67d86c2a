"""First start, signing in, a new password, and coming back with the recovery code."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from pcb.errors import AccessDenied, InvalidAnswer
from pcb.storage import accounts, audit, keys
from pcb.storage.audit import Entry
from pcb.storage.vault import STRONG, Strength, Vault, new_code, plain_code, spend_the_time
from pcb.usecases.desk import Desk, Store, UserAccount
from pcb.usecases.passwords import LONGEST_PASSWORD, check_password

_WRONG = "L’identifiant ou le mot de passe ne convient pas."
_WRONG_NOW = "Le mot de passe actuel ne convient pas."
_WRONG_CODE = "L’identifiant ou le code de secours ne convient pas."


@dataclass(frozen=True, slots=True)
class SetUp:
    """What set-up gives. ``recovery_code`` exists nowhere else: it is shown once, to be written down."""

    account: UserAccount
    recovery_code: str
    desk: Desk


def needs_setup(store: Store) -> bool:
    """Whether nobody has an account yet."""
    return not accounts.any_account(store)


def set_up(
    store: Store,
    login: str,
    display_name: str,
    password: str,
    *,
    now: datetime | None = None,
    strength: Strength = STRONG,
) -> SetUp:
    """Create the vault and its first account.

    Raises :class:`InvalidAnswer` (login, name or password that will not do) and :class:`AccessDenied` (there is an
    account already).
    """
    wanted, name = check_login(login), check_name(display_name)
    check_password(password, wanted)
    if not needs_setup(store):
        raise AccessDenied("Un compte existe déjà\u202f: connectez-vous.")
    vault, code = Vault.new(), new_code()
    moment = now or datetime.now(UTC)
    secrets = (password, plain_code(code))
    account, opened = accounts.create_first(store, vault, wanted, name, secrets, strength, moment)
    return SetUp(account, code, Desk(store, opened, account))


def sign_in(store: Store, login: str, password: str, *, now: datetime | None = None) -> Desk:
    """Open the vault. Takes 200 ms or more by design: call it out of the event loop.

    Raises :class:`AccessDenied`, with the same words and in the same time for an unknown login, and for one that was
    invited and has no password yet.
    """
    lock = keys.lock_of_login(store, folded(login), accounts.ACTIVE)
    if lock is None or len(password) > LONGEST_PASSWORD:
        spend_the_time(password[:LONGEST_PASSWORD], usual_strength(store))
        raise AccessDenied(_WRONG)
    try:
        vault = keys.unlock(store, lock, password, now or datetime.now(UTC))
    except AccessDenied:
        raise AccessDenied(_WRONG) from None
    return _desk(store, vault, lock.holder)


def recover(
    store: Store,
    login: str,
    recovery_code: str,
    new_password: str,
    *,
    now: datetime | None = None,
) -> Desk:
    """Open the vault with the recovery code, and give the account a new password. The code stays good, and every
    session of the account ends.

    Raises :class:`InvalidAnswer` (the new password will not do) and :class:`AccessDenied`.
    """
    wanted, moment = folded(login), now or datetime.now(UTC)
    check_password(new_password, wanted)
    lock = keys.lock_of(store, keys.RECOVERY)
    if lock is None:
        raise AccessDenied(_WRONG_CODE)
    try:
        vault = keys.unlock(store, lock, plain_code(recovery_code[:LONGEST_PASSWORD]), moment)
    except AccessDenied:
        raise AccessDenied(_WRONG_CODE) from None
    old = keys.lock_of_login(store, wanted, accounts.ACTIVE)
    if old is None:
        raise AccessDenied(_WRONG_CODE)
    strength = max(old.wrapped.strength, lock.wrapped.strength, key=lambda s: s.memory_kib * s.iterations)
    made = keys.new_lock(old.holder, new_password, strength)
    with store.writing() as connection:
        row = accounts.stands(connection, old.holder)
        if row is None or row.standing != accounts.ACTIVE:
            raise AccessDenied(_WRONG_CODE)
        keys.put(connection, vault, made, old.holder, moment)
        accounts.set_standing(connection, old.holder, accounts.ACTIVE)
        audit.write(connection, vault, Entry(moment, old.holder, "recover", "account", old.holder))
    return _desk(store, vault.with_source(keys.Source(store, old.holder, made.private)), old.holder)


def change_password(desk: Desk, password: str, new_password: str, *, strength: Strength = STRONG) -> int:
    """Give the account at the desk another password; the new epoch, with which the session at hand can go on while
    the others end. Takes half a second by design.

    Raises :class:`AccessDenied` (the present password is wrong) and :class:`InvalidAnswer` (the new one will not do).
    """
    lock = keys.lock_of(desk.store, desk.account.id)
    if lock is None or lock.public_key is None or len(password) > LONGEST_PASSWORD:
        spend_the_time(password[:LONGEST_PASSWORD], usual_strength(desk.store))
        raise AccessDenied(_WRONG_NOW)
    try:
        private = keys.private_key(lock, password)
    except AccessDenied:
        raise AccessDenied(_WRONG_NOW) from None
    check_password(new_password, desk.account.login)
    if new_password == password:
        raise InvalidAnswer("Choisissez un mot de passe différent de l’actuel.")
    wrapped = keys.rewrapped(lock, private, new_password, strength)
    now = desk.now()
    with desk.store.writing() as connection:
        row = accounts.stands(connection, desk.account.id)
        if row is None or row.standing != accounts.ACTIVE or not keys.rewrap(connection, lock, wrapped, now):
            raise AccessDenied(_WRONG_NOW)
        epoch = accounts.set_standing(connection, desk.account.id, accounts.ACTIVE)
        audit.write(connection, desk.vault, Entry(now, desk.account.id, "password", "account", desk.account.id))
    return epoch


def check_login(typed: str) -> str:
    """A login, as it is kept. Raises :class:`InvalidAnswer`."""
    login = folded(typed)
    if not 2 <= len(login) <= 60:
        raise InvalidAnswer("Choisissez un identifiant de 2 à 60 caractères, par exemple votre prénom.")
    return login


def check_name(typed: str) -> str:
    """The name of somebody who works here. Raises :class:`InvalidAnswer`."""
    name = " ".join(_seen(typed).split())
    if not 1 <= len(name) <= 120:
        raise InvalidAnswer("Indiquez votre nom, tel qu’il apparaîtra dans l’historique des dossiers.")
    return name


def _seen(text: str) -> str:
    """Without control characters, zero-width marks, marks that turn the line round, or halves of a letter."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))


def folded(login: str) -> str:
    """A login as it is kept: case and the spaces around it do not count, and what cannot be seen is not there. (Two
    logins that look alike would else be two accounts; and PostgreSQL takes no zero byte, not even to look for it.)"""
    return _seen(login).strip().casefold()


def usual_strength(store: Store) -> Strength:
    """What a derivation costs on this base: that of an unknown login must not take less, nor more."""
    lock = keys.lock_of(store, keys.RECOVERY)
    return STRONG if lock is None else lock.wrapped.strength


def _desk(store: Store, vault: Vault, account_id: str) -> Desk:
    return Desk(store, vault, accounts.accounts(store, vault)[account_id])
