"""The keys of the house: replacing the data key, the recovery code, the key file of a server."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pcb.domain.rights import HouseAction
from pcb.errors import AccessDenied
from pcb.storage import audit, keys, rotation
from pcb.storage.audit import Entry
from pcb.storage.key_file import new_key_file, read_key
from pcb.storage.rotation import SETTLE_SECONDS, Damage, Progress, Rotation
from pcb.storage.vault import STRONG, Strength, Vault, new_code, plain_code
from pcb.usecases.access import check_house, record
from pcb.usecases.desk import Desk, Store

__all__ = ["SETTLE_SECONDS", "Damage", "Progress", "Rotation"]


def rotation_unfinished(desk: Desk) -> bool:
    """Whether the data key is being replaced, or was when the application stopped: :func:`rotate` takes it up again.

    Raises :class:`AccessDenied`.
    """
    check_house(desk, HouseAction.ADMINISTER)
    return rotation.unfinished(desk.store, desk.vault)


def rotate(
    desk: Desk,
    *,
    settle: float = SETTLE_SECONDS,
    despite_damage: bool = False,
    progress: Progress = lambda done: None,
) -> Rotation:
    """Replace the data key while people work, so that whoever had the old one reads nothing of what is there.

    It does not undo a copy made before: an older copy of the database still opens with the older secrets.
    Takes minutes on a large base: call it out of the event loop. Raises :class:`AccessDenied` (no right; an account or
    a recovery code of before that must be renewed first).
    """
    check_house(desk, HouseAction.ADMINISTER)
    record(desk, "rotate", "key")
    done = rotation.rotate(
        desk.store, desk.vault, desk.now, settle=settle, despite_damage=despite_damage, progress=progress
    )
    record(desk, "rotated" if done.finished else "rotate_left", "key", str(done.number))
    return done


def new_recovery_code(desk: Desk, *, strength: Strength = STRONG) -> str:
    """A recovery code in place of the old one, which opens nothing any more. It is shown once.

    Raises :class:`AccessDenied`.
    """
    check_house(desk, HouseAction.ADMINISTER)
    code, now = new_code(), desk.now()
    lock = keys.new_lock(keys.RECOVERY, plain_code(code), strength)
    with desk.store.writing() as connection:
        keys.put(connection, desk.vault, lock, None, now)
        audit.write(connection, desk.vault, Entry(now, desk.account.id, "recovery_code", "key"))
    return code


def make_key_file(desk: Desk, path: Path, *, strength: Strength = STRONG) -> None:
    """Write a key file with which the server can open the vault when nobody is signed in; an older one opens nothing
    any more. Raises :class:`AccessDenied`, :class:`FileRefused`."""
    check_house(desk, HouseAction.ADMINISTER)
    key, now = new_key_file(path), desk.now()
    try:
        lock = keys.new_lock(keys.KEY_FILE, key.hex(), strength)
        with desk.store.writing() as connection:
            keys.put(connection, desk.vault, lock, None, now)
            audit.write(connection, desk.vault, Entry(now, desk.account.id, "key_file", "key"))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def withdraw_key_file(desk: Desk) -> None:
    """The key file opens nothing any more. Raises :class:`AccessDenied`."""
    check_house(desk, HouseAction.ADMINISTER)
    now = desk.now()
    with desk.store.writing() as connection:
        keys.take_away(connection, keys.KEY_FILE)
        audit.write(connection, desk.vault, Entry(now, desk.account.id, "key_file_end", "key"))


def vault_by_file(store: Store, path: Path) -> Vault:
    """The vault opened by the key file of a server, for what is done when nobody is signed in: backups, retention, the
    check of the audit. It makes no desk: a person always signs in.

    Raises :class:`AccessDenied`: no such file, one that others may read, one of another base.
    """
    secret = read_key(path).hex()
    lock = keys.lock_of(store, keys.KEY_FILE)
    if lock is None:
        raise AccessDenied("Cette base n’a pas de fichier de clé\u202f: faites-le par « pcb key file ».")
    try:
        return keys.unlock(store, lock, secret, datetime.now(UTC))
    except AccessDenied:
        raise AccessDenied(f"La clé du fichier {path} n’est pas celle de cette base.") from None
