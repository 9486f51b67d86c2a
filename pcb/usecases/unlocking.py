"""Opening the vault for a command: by the key file of a server, a password, or the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pcb.errors import AccessDenied, Damaged
from pcb.storage import accounts
from pcb.storage.backup import header as headers
from pcb.storage.backup.header import Header
from pcb.storage.key_file import read_key
from pcb.storage.vault import Vault, plain_code, unwrap
from pcb.usecases.desk import Store

Secret = Callable[[], tuple[str, str]]
"""Asks a person for a login and a password; with an empty login the second is the recovery code."""


def vault_of_store(store: Store, key_file: Path | None, ask: Secret) -> Vault:
    """The vault of the base, by ``key_file`` when there is one, else by what ``ask`` gives.

    Raises :class:`AccessDenied`: a key of another base, a wrong password, a base where nobody has an account.
    """
    if not accounts.any_account(store):
        raise AccessDenied("Cette base ne contient encore aucun compte\u202f: ouvrez d’abord l’application.")
    if key_file is not None:
        vault = Vault(read_key(key_file))
        try:
            accounts.accounts(store, vault)
        except Damaged:
            raise AccessDenied(f"La clé du fichier {key_file} n’est pas celle de cette base.") from None
        return vault
    login, secret = ask()
    if not login:
        wrapped = accounts.wrapped_for_recovery(store)
        found = None if wrapped is None else (accounts.RECOVERY, wrapped)
        secret = plain_code(secret)
    else:
        found = accounts.wrapped_for(store, login.casefold())
    if found is None:
        raise AccessDenied("L’identifiant ou le mot de passe ne convient pas.")
    holder, wrapped_key = found
    try:
        return unwrap(wrapped_key, secret, holder)
    except AccessDenied:
        raise AccessDenied("L’identifiant ou le mot de passe ne convient pas.") from None


def vault_of_backup(header: Header, key_file: Path | None, ask: Secret) -> Vault:
    """The vault of a backup, likewise. Raises :class:`AccessDenied`."""
    if key_file is not None:
        return headers.checked(header, Vault(read_key(key_file)))
    login, secret = ask()
    if not login:
        return headers.opened_by_secret(header, None, plain_code(secret))
    return headers.opened_by_secret(header, login.casefold(), secret)
