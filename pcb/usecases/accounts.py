"""First start, signing in, and coming back with the recovery code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pcb.errors import AccessDenied, InvalidAnswer
from pcb.storage import accounts, sign_ins
from pcb.storage.vault import STRONG, Strength, Vault, new_recovery_code, plain_code, spend_the_time, unwrap
from pcb.usecases.desk import Desk, Store, UserAccount
from pcb.usecases.passwords import LONGEST_PASSWORD, check_password

_WRONG = "L’identifiant ou le mot de passe ne convient pas."
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
    wanted = _login(login)
    if not 2 <= len(wanted) <= 60:
        raise InvalidAnswer("Choisissez un identifiant de 2 à 60 caractères, par exemple votre prénom.")
    name = display_name.strip()
    if not 1 <= len(name) <= 120:
        raise InvalidAnswer("Indiquez votre nom, tel qu’il apparaîtra dans l’historique des dossiers.")
    check_password(password, wanted)
    if not needs_setup(store):
        raise AccessDenied("Un compte existe déjà\u202f: connectez-vous.")
    vault, code = Vault.new(), new_recovery_code()
    account = accounts.create_first(
        store, vault, wanted, name, (password, plain_code(code)), strength, now or datetime.now(UTC)
    )
    return SetUp(account, code, Desk(store, vault, account))


def sign_in(store: Store, login: str, password: str) -> Desk:
    """Open the vault. Takes 200 ms or more by design: call it out of the event loop.

    Raises :class:`AccessDenied`, with the same words and in the same time for an unknown login.
    """
    found = accounts.wrapped_for(store, _login(login))
    if found is None or len(password) > LONGEST_PASSWORD:
        spend_the_time(password[:LONGEST_PASSWORD], _usual_strength(store))
        raise AccessDenied(_WRONG)
    account_id, wrapped = found
    try:
        vault = unwrap(wrapped, password, account_id)
    except AccessDenied:
        raise AccessDenied(_WRONG) from None
    return _desk(store, vault, account_id)


def recover(
    store: Store,
    login: str,
    recovery_code: str,
    new_password: str,
    *,
    now: datetime | None = None,
) -> Desk:
    """Open the vault with the recovery code, and give the account a new password. The code stays good.

    Raises :class:`InvalidAnswer` (the new password will not do) and :class:`AccessDenied`.
    """
    wanted = _login(login)
    check_password(new_password, wanted)
    wrapped = accounts.wrapped_for_recovery(store)
    found = accounts.wrapped_for(store, wanted)
    if wrapped is None:
        raise AccessDenied(_WRONG_CODE)
    try:
        vault = unwrap(wrapped, plain_code(recovery_code[:LONGEST_PASSWORD]), accounts.RECOVERY)
    except AccessDenied:
        raise AccessDenied(_WRONG_CODE) from None
    if found is None:
        raise AccessDenied(_WRONG_CODE)
    account_id, old = found
    strength = max(old.strength, wrapped.strength, key=lambda s: s.memory_kib * s.iterations)
    accounts.rewrap(store, account_id, vault.wrapped(new_password, account_id, strength), now or datetime.now(UTC))
    return _desk(store, vault, account_id)


def change_password(desk: Desk, password: str, new_password: str, *, strength: Strength = STRONG) -> int:
    """Give the account at the desk another password; the new epoch: every session begun before it ends.

    Raises :class:`AccessDenied` (the present password is wrong) and :class:`InvalidAnswer` (the new one will not do).
    """
    try:
        sign_in(desk.store, desk.account.login, password)
    except AccessDenied:
        raise AccessDenied("Le mot de passe actuel ne convient pas.") from None
    check_password(new_password, desk.account.login)
    wrapped = desk.vault.wrapped(new_password, desk.account.id, strength)
    accounts.rewrap(desk.store, desk.account.id, wrapped, desk.now())
    sign_ins.end_all(desk.store, desk.account.id, desk.now())
    return sign_ins.epoch(desk.store, desk.account.id)


def _login(typed: str) -> str:
    return typed.strip().casefold()


def _usual_strength(store: Store) -> Strength:
    wrapped = accounts.wrapped_for_recovery(store)
    return STRONG if wrapped is None else wrapped.strength


def _desk(store: Store, vault: Vault, account_id: str) -> Desk:
    return Desk(store, vault, accounts.accounts(store, vault)[account_id])
