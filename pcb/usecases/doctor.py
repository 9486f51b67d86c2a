"""How the whole is doing: base, sealed records, migrations, backups, disk, rights of the files, clock, law data."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from sqlalchemy import make_url

from pcb.config import Settings
from pcb.domain.law.reading import all_series, checked_days
from pcb.domain.wording import french_date, plural
from pcb.errors import PcbError, StoreUnavailable
from pcb.storage import examining
from pcb.storage.backup.kept import backups_in
from pcb.storage.examining import TablesExamined
from pcb.storage.upgrade import HEAD
from pcb.storage.vault import Vault
from pcb.usecases.agreement import first_disagreement
from pcb.usecases.backups import backup_age
from pcb.usecases.desk import Store

LOW_DISK = 1 << 30
VERY_LOW_DISK = 100 << 20
LAW_LOOKED_AT = timedelta(days=365)
SOON = timedelta(days=45)
_BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""Before this program was written: a clock that says so is wrong."""
_SHOWN = 20


class State(Enum):
    """How serious a finding is."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined, in one French sentence; ``check`` names it for programs."""

    check: str
    state: State
    sentence: str


def examine_around(settings: Settings, now: datetime) -> tuple[tuple[Finding, ...], bool]:
    """All that can be examined without the vault, and whether the base is fit to have its records opened."""
    findings = list(_database(settings, now))
    sound = all(finding.state is not State.BROKEN for finding in findings if finding.check in ("database", "schema"))
    current = any(finding.check == "schema" and finding.state is State.FINE for finding in findings)
    findings += [*_backups(settings, now), *_disk(settings), *_rights(settings), *_law(now)]
    return tuple(findings), sound and current


def examine_records(store: Store, vault: Vault) -> tuple[Finding, ...]:
    """Every sealed record opened, and each case set against its journal. Long on a large base."""
    faults = [*examining.closed_records(store, vault), *examining.gaps(store)]
    pairs = examining.case_ids(store)
    for case_id, reference in pairs:
        try:
            at = first_disagreement(store, vault, case_id)
        except PcbError:
            continue  # what does not open was told above
        if at is not None:
            faults.append(
                f"Dossier {reference}\u202f: le journal et le dossier ne disent pas la même chose (révision {at})."
            )
    if not faults:
        number = plural(len(pairs), "dossier", "dossiers")
        said = f"Tout s’ouvre, et chaque dossier est d’accord avec son journal ({number})."
        return (Finding("records", State.FINE, said),)
    more = len(faults) - _SHOWN
    told = [Finding("records", State.BROKEN, fault) for fault in faults[:_SHOWN]]
    if more > 0:
        told.append(Finding("records", State.BROKEN, f"Et {plural(more, 'autre fait', 'autres faits')} semblables."))
    told.append(Finding("records", State.BROKEN, "Restaurez la dernière sauvegarde\u202f: pcb restore FICHIER."))
    return tuple(told)


def _database(settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        found = examining.examine_tables(settings.database)
    except StoreUnavailable as error:
        yield Finding("database", State.BROKEN, str(error))
        return
    for fault in found.faults:
        bad = State.LOOK if "data_checksums" in fault else State.BROKEN
        yield Finding("server" if fault in examining.SERVER_SETTINGS.values() else "database", bad, fault)
    if set(found.faults) <= set(examining.SERVER_SETTINGS.values()):
        yield Finding("database", State.FINE, "La base de données est saine.")
    yield _schema(found)
    yield _clock(found, now)


def _schema(found: TablesExamined) -> Finding:
    if found.schema == HEAD:
        return Finding("schema", State.FINE, "La base est à jour de cette version.")
    if found.schema is not None and found.schema > HEAD:
        return Finding("schema", State.BROKEN, "La base a été écrite par une version plus récente\u202f: installez-la.")
    return Finding("schema", State.LOOK, "La base sera mise à jour à la prochaine ouverture, après une copie.")


def _clock(found: TablesExamined, now: datetime) -> Finding:
    shown = f"{now.astimezone():%d/%m/%Y à %H:%M}"
    if now < _BUILT:
        return Finding("clock", State.BROKEN, f"L’horloge est fausse\u202f: elle dit {shown}.")
    if found.newest is not None and found.newest > now + timedelta(minutes=5):
        last = f"{found.newest.astimezone():%d/%m/%Y à %H:%M}"
        return Finding(
            "clock", State.BROKEN, f"L’horloge retarde\u202f: il est {shown}, un dossier a changé le {last}."
        )
    if found.newest is not None and now - found.newest > timedelta(days=400):
        return Finding(
            "clock", State.LOOK, f"Il est {shown}, et rien n’a changé depuis plus d’un an\u202f: vérifiez l’horloge."
        )
    return Finding("clock", State.FINE, f"L’horloge dit {shown}.")


def _backups(settings: Settings, now: datetime) -> Iterator[Finding]:
    age = backup_age(settings, now)
    if age.last is None:
        yield Finding("backup", State.BROKEN, f"{age.sentence} Lancez «\u202fpcb backup\u202f».")
        return
    yield Finding("backup", State.LOOK if age.loud else State.FINE, age.sentence)
    if _same_disk(settings.data_dir, settings.backups):
        yield Finding(
            "backup_place",
            State.LOOK,
            "Les sauvegardes sont sur le même disque que la base\u202f: copiez-les aussi ailleurs, "
            "ou changez PCB_BACKUP_DIR.",
        )


def _disk(settings: Settings) -> Iterator[Finding]:
    for name, folder in (("disk", settings.data_dir), ("backup_disk", settings.backups)):
        there = next((parent for parent in (folder, *folder.parents) if parent.exists()), None)
        if there is None or (name == "backup_disk" and _same_disk(settings.data_dir, folder)):
            continue
        free = shutil.disk_usage(there).free
        said = f"Place libre sur le disque de {folder}\u202f: {free / (1 << 30):.1f} Gio.".replace(".", ",", 1)
        said = f"Place libre sur le disque de {folder}\u202f: {_gib(free)}."
        state = State.BROKEN if free < VERY_LOW_DISK else State.LOOK if free < LOW_DISK else State.FINE
        yield Finding(name, state, said)


def _gib(size: int) -> str:
    tenths = size * 10 // (1 << 30)
    return f"{tenths // 10},{tenths % 10} Gio"


def _rights(settings: Settings) -> Iterator[Finding]:
    if os.name == "nt":
        return
    open_to_others = [path for path in _private_files(settings) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in open_to_others:
        mode = "700" if path.is_dir() else "600"
        yield Finding(
            "rights",
            State.LOOK,
            f"D’autres que vous peuvent y accéder\u202f: {path}. Faites «\u202fchmod {mode} {path}\u202f».",
        )
    if not open_to_others:
        yield Finding("rights", State.FINE, "Les fichiers ne sont accessibles qu’à leur propriétaire.")


def _private_files(settings: Settings) -> Iterator[Path]:
    address = make_url(settings.database)
    if address.get_backend_name() == "sqlite" and address.database:
        base = Path(address.database)
        yield from (path for path in base.parent.glob(f"{base.name}*") if path.is_file())
    try:
        yield from (one.path for one in backups_in(settings.backups))
    except StoreUnavailable:
        return  # told with the age of the backups
    for path in (settings.data_dir, settings.key_file):
        if path is not None and path.exists():
            yield path


def _law(now: datetime) -> Iterator[Finding]:
    day = now.astimezone().date()
    late = []
    for series in all_series().values():
        value = series.latest(day)
        if value is None or value.end < day:
            since = french_date(series.values[-1].end)
            late.append(f"{series.label}\u202f: la dernière valeur connue n’est plus en vigueur depuis le {since}.")
        elif value is series.values[-1] and value.end - day <= SOON:
            late.append(f"{series.label}\u202f: une valeur nouvelle est attendue après le {french_date(value.end)}.")
    for name, looked in checked_days().items():
        if day - looked > LAW_LOOKED_AT:
            late.append(
                f"Données de droit «\u202f{name}\u202f»\u202f: relues pour la dernière fois le {french_date(looked)}."
            )
    for sentence in late:
        yield Finding("law", State.LOOK, sentence)
    if not late:
        yield Finding("law", State.FINE, "Les données de droit sont à jour.")


def _same_disk(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False
