"""Opening the vault for a command: by the key file of a server, a password, or the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pcb.errors import AccessDenied
from pcb.storage import accounts, keys
from pcb.storage.backup import header as headers
from pcb.storage.backup.header import Header
from pcb.storage.key_file import read_key
from pcb.storage.vault import Vault, plain_code
from pcb.usecases import second_factor
from pcb.usecases.accounts import folded
from pcb.usecases.desk import Desk, Store
from pcb.usecases.keys import vault_by_file

_WRONG = "L’identifiant ou le mot de passe ne convient pas."
Secret = Callable[[], tuple[str, str]]
"""Asks a person for a login and a password; with an empty login the second is the recovery code."""


def vault_of_store(
    store: Store, key_file: Path | None, ask: Secret, now: datetime, ask_code: Callable[[], str]
) -> Vault:
    """The vault of the base, by ``key_file`` when there is one, else by what ``ask`` gives, and ``ask_code`` for who
    has a second factor.

    Raises :class:`AccessDenied`: a key of another base, a wrong password, a base where nobody has an account.
    """
    if not accounts.any_account(store):
        raise AccessDenied("Cette base ne contient encore aucun compte\u202f: ouvrez d’abord l’application.")
    if key_file is not None:
        return vault_by_file(store, key_file)
    login, secret = ask()
    lock = keys.lock_of_login(store, folded(login), accounts.ACTIVE) if login else keys.lock_of(store, keys.RECOVERY)
    if lock is None:
        raise AccessDenied(_WRONG)
    try:
        vault = keys.unlock(store, lock, secret if login else plain_code(secret), now)
    except AccessDenied:
        raise AccessDenied(_WRONG) from None
    if login:
        check_code(Desk(store, vault, accounts.accounts(store, vault)[lock.holder]), ask_code, now)
    return vault


def check_code(desk: Desk, ask_code: Callable[[], str], now: datetime) -> None:
    """Who has a second factor gives its code at the terminal too. Raises :class:`AccessDenied`."""
    if second_factor.state(desk).on and not second_factor.check(desk, ask_code(), now):
        raise AccessDenied(second_factor.WRONG)


def vault_of_backup(header: Header, key_file: Path | None, ask: Secret) -> Vault:
    """The vault of a backup, likewise. Raises :class:`AccessDenied`."""
    if key_file is not None:
        return headers.opened_by_secret(header, keys.KEY_FILE, "", read_key(key_file).hex())
    login, secret = ask()
    if not login:
        return headers.opened_by_secret(header, keys.RECOVERY, "", plain_code(secret))
    return headers.opened_by_secret(header, "", folded(login), secret)
