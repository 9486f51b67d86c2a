"""Putting a backup back: proved whole before anything is touched, the old base kept beside."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from pcb.errors import NotFound, StoreUnavailable
from pcb.storage.backup import header as headers
from pcb.storage.backup import postgresql, sqlite
from pcb.storage.backup.disk import in_french, private_folder
from pcb.storage.backup.header import Header
from pcb.storage.backup.taking import engine_of, private_place, prove
from pcb.storage.upgrade import HEAD
from pcb.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the base that stood there now is; empty when there was none."""

    header: Header
    old: str


def header_of(file: Path) -> Header:
    """What a backup says of itself. Raises :class:`NotFound`, :class:`Damaged`."""
    if not file.is_file():
        raise NotFound(f"La sauvegarde est introuvable\u202f: {file}.")
    with in_french("La lecture de la sauvegarde"), file.open("rb") as source:
        return headers.read(source)[0]


def rehearse(file: Path, vault: Vault, work: Path, now: datetime) -> Header:
    """Prove a backup readable to its last byte; nothing that was written stays. Raises :class:`Damaged`."""
    with in_french("La répétition"), private_place(work, now) as place:
        return prove(file, vault, place)[0]


def held_at(url: str) -> int | None:
    """The number of cases of the base at ``url``; ``None`` when there is no base there. A base that cannot be read
    counts as one without cases: it too is kept."""
    if engine_of(url) == "postgresql":
        return postgresql.held(url)
    database = Path(make_url(url).database or "")
    return sqlite.count(database).get("case_record", 0) if database.exists() else None


def restore(file: Path, vault: Vault, url: str, now: datetime) -> Restored:
    """Put the backup at ``url``. What stood there is kept beside, under the date.

    Raises :class:`Damaged` (nothing was touched) and :class:`StoreUnavailable`: another engine, a later version, the
    application is open on the base, or the disk refuses.
    """
    header = header_of(file)
    engine = engine_of(url)
    if header.engine != engine:
        raise StoreUnavailable(
            f"Cette sauvegarde est celle d’une base {_NAMES[header.engine]}\u202f: "
            f"elle ne se restaure pas dans une base {_NAMES[engine]}."
        )
    if header.schema > HEAD:
        raise StoreUnavailable(
            "Cette sauvegarde a été faite par une version plus récente de l’application. Installez la dernière version."
        )
    if engine == "postgresql":
        return _into_server(file, vault, url, now)
    database = Path(make_url(url).database or "").absolute()
    with in_french("La restauration"):
        private_folder(database.parent)
        with private_place(database.parent, now) as place:
            header, content = prove(file, vault, place)
            old = sqlite.put_in_place(content, database, now)
    return Restored(header, "" if old is None else str(old))


def _into_server(file: Path, vault: Vault, url: str, now: datetime) -> Restored:
    with (
        in_french("La restauration"),
        tempfile.TemporaryDirectory(prefix="pcb-") as work,
        private_place(Path(work), now) as place,
    ):
        header, content = prove(file, vault, place)
        return Restored(header, postgresql.put_in_place(content, url, header.counts, now))


_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
