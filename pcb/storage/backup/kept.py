"""The backups that a folder holds, and which of them are let go. Only whole files of ours are ever counted or removed.

A backup bears its name once it was opened whole, never before: a file with our name, our header and the mark of this
vault was verified. Anything else in the folder is left alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pcb.errors import Damaged
from pcb.storage.backup import header as headers
from pcb.storage.backup.disk import in_french
from pcb.storage.backup.header import Header

SUFFIX = ".sauvegarde"


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One backup in its folder; ``size`` is in bytes, ``vault`` is the mark of the data key that opens it."""

    path: Path
    created_at: datetime
    vault: str
    size: int
    header: Header


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days, ISO weeks and months keep their newest backup, counted over those that have one: after a month
    of holidays the last seven days worked are still there. Of the last ``hourly`` hours each keeps its newest, and of
    the last ``all_hours`` nothing goes."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12
    hourly: int = 24
    all_hours: int = 2


def backups_in(folder: Path) -> tuple[KeptBackup, ...]:
    """The backups of ``folder``, the newest first. A file that does not begin like one is not among them."""
    found = []
    with in_french("La lecture du dossier des sauvegardes"):
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            try:
                with path.open("rb") as source:
                    header, _ = headers.read(source)
            except (Damaged, OSError):
                continue
            found.append(KeptBackup(path, header.created_at, header.vault, path.stat().st_size, header))
    return tuple(sorted(found, key=lambda one: one.created_at, reverse=True))


def to_let_go(dates: Iterable[datetime], keeping: Keeping, now: datetime) -> frozenset[datetime]:
    """Which of the ``dates`` no longer need to be kept. Days are those of the clock on the wall; the newest is always
    kept, and so is what is dated after ``now``: a clock that was wrong must not cost a backup."""
    newest_first = sorted(dates, reverse=True)
    kept = {moment for moment in newest_first if moment > now} | set(newest_first[:1])
    kept |= {moment for moment in newest_first if now - moment <= timedelta(hours=keeping.all_hours)}
    hours: dict[int, datetime] = {}
    for moment in newest_first:
        if moment <= now and now - moment < timedelta(hours=keeping.hourly):
            hours.setdefault(int(moment.timestamp()) // 3600, moment)
    kept.update(hours.values())
    for number, period in ((keeping.daily, _day), (keeping.weekly, _week), (keeping.monthly, _month)):
        seen: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            if moment <= now:
                seen.setdefault(period(moment), moment)
        kept.update(list(seen.values())[:number])
    return frozenset(newest_first) - kept


def rotate(folder: Path, vaults: Container[str], keeping: Keeping, now: datetime) -> tuple[Path, ...]:
    """Remove the backups of the vault of those marks that are no longer needed; their paths are returned."""
    ours = [one for one in backups_in(folder) if one.vault in vaults]
    gone = to_let_go((one.created_at for one in ours), keeping, now)
    removed = []
    with in_french("Le tri des anciennes sauvegardes"):
        for one in ours:
            if one.created_at in gone:
                one.path.unlink(missing_ok=True)
                removed.append(one.path)
    return tuple(removed)


def age(backups: Iterable[KeptBackup], now: datetime) -> timedelta | None:
    """The age of the newest; ``None`` when there is none."""
    moments = [one.created_at for one in backups]
    return max(timedelta(0), now - max(moments)) if moments else None


def _day(moment: datetime) -> tuple[int, ...]:
    local = moment.astimezone()
    return (local.year, local.month, local.day)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.astimezone().isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    return _day(moment)[:2]
