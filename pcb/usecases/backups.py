"""Backing up, proving a backup, putting it back, and how old the last one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pcb.config import DATABASE_NAME, Settings
from pcb.errors import StoreUnavailable
from pcb.storage import audit, erased_list
from pcb.storage.audit import Entry
from pcb.storage.backup import header as headers
from pcb.storage.backup import kept, restoring, taking
from pcb.storage.backup.header import Header
from pcb.storage.backup.kept import Keeping, KeptBackup
from pcb.storage.backup.restoring import Restored, header_of
from pcb.storage.database import open_store as open_at
from pcb.storage.vault import Vault
from pcb.usecases import anchors

__all__ = [
    "BackupAge", "Header", "Held", "KeptBackup", "Restored", "Vault", "after_restoring", "back_up", "backup_age",
    "backup_due", "header_of", "held", "held_at", "place_of", "rehearse", "restore",
]  # fmt: skip

EVERY = timedelta(hours=24)
LOUD_AFTER = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup holds, as a person counts it."""

    cases: int
    papers: int
    files: int
    journal_lines: int
    accounts: int


@dataclass(frozen=True, slots=True)
class BackupAge:
    """« Dernière sauvegarde : il y a 3 jours. » ``loud`` when it cannot wait; ``last`` is ``None`` when there is
    none."""

    last: datetime | None
    sentence: str
    loud: bool


def back_up(settings: Settings, vault: Vault, now: datetime, folder: Path | None = None) -> KeptBackup:
    """Take a backup into ``folder``, or where the settings say, prove it, and let the oldest go.

    Raises :class:`StoreUnavailable`, :class:`Damaged`; then no backup was taken, and none was removed.
    """
    target = settings.backups if folder is None else folder
    taken = taking.take(settings.database, vault, target.absolute(), settings.data_dir, now)
    keeping = Keeping(
        settings.kept_daily, settings.kept_weekly, settings.kept_monthly, settings.kept_hourly, settings.kept_all_hours
    )
    kept.rotate(target, headers.vault_marks(vault), keeping, now)
    return taken


def held(header: Header) -> Held:
    """The counts of a backup."""
    counts = header.counts
    return Held(
        cases=counts.get("case_record", 0),
        papers=counts.get("paper", 0),
        files=counts.get("attachment", 0),
        journal_lines=counts.get("journal", 0),
        accounts=counts.get("account", 0),
    )


def backup_due(settings: Settings, now: datetime) -> bool:
    """Whether the newest backup is older than a day, or there is none."""
    age = kept.age(kept.backups_in(settings.backups), now)
    return age is None or age >= EVERY


def backup_age(settings: Settings, now: datetime, failure: str = "") -> BackupAge:
    """How old the newest backup is, in words; with the ``failure`` of the last try when there was one."""
    try:
        found = kept.backups_in(settings.backups)
    except StoreUnavailable as error:
        return BackupAge(None, str(error), loud=True)
    age = kept.age(found, now)
    said = "Aucune sauvegarde n’a encore été faite." if age is None else f"Dernière sauvegarde\u202f: {_ago(age)}."
    if failure:
        said = f"La dernière sauvegarde a échoué. {failure} {said}"
    last = max((one.created_at for one in found), default=None)
    return BackupAge(last, said, loud=bool(failure) or age is None or age > LOUD_AFTER)


def place_of(settings: Settings, into: str | None) -> str:
    """The address of the base where a backup goes: that of the settings, a folder, or an address typed."""
    if into is None:
        return settings.database
    if "://" in into:
        taking.engine_of(into)
        return into
    return f"sqlite:///{Path(into).expanduser().absolute() / DATABASE_NAME}"


def held_at(url: str) -> int | None:
    """The cases of the base that a restoration would put aside; ``None`` when the place is empty."""
    return restoring.held_at(url)


def rehearse(file: Path, vault: Vault, settings: Settings, now: datetime) -> Header:
    """Prove a backup readable to its last byte, leaving nothing. Raises :class:`NotFound`, :class:`Damaged`."""
    header_of(file)
    return restoring.rehearse(file, vault, settings.data_dir, now)


def restore(file: Path, vault: Vault, url: str, now: datetime) -> Restored:
    """Put a backup at ``url``; what stood there is kept beside. Raises :class:`NotFound`, :class:`Damaged`,
    :class:`StoreUnavailable`: then nothing was touched."""
    return restoring.restore(file, vault, url, now)


def after_restoring(header: Header, vault: Vault, url: str, folder: Path, now: datetime) -> tuple[str, ...]:
    """What a backup brought back and was erased since is erased again, from the list in ``folder``; the references. The
    audit tells that a backup of that moment was restored, before which its end is not looked for.

    Raises :class:`Damaged` when the list does not open with the key of that backup: nothing was erased again.
    """
    store = open_at(url, create=False)
    try:
        with store.writing() as connection:
            made = header.created_at.isoformat()
            audit.write(connection, vault, Entry(now, None, anchors.RESTORED, "house", detail=made))
        gone = erased_list.replay(store, vault, erased_list.read_file(vault, folder))
    finally:
        store.close()
    return tuple(one.reference for one in gone)


def _ago(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return "il y a moins d’une heure"
    if hours < 48:
        return "il y a une heure" if hours == 1 else f"il y a {hours} heures"
    return f"il y a {age.days} jours"
