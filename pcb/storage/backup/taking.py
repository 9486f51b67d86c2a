"""Taking a backup: copy, seal, write, prove by opening it whole, and only then give it its name."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from pcb.errors import Damaged, StoreUnavailable
from pcb.storage.backup import chunks, postgresql, sqlite
from pcb.storage.backup import header as headers
from pcb.storage.backup.disk import in_french, private_folder, sync_folder
from pcb.storage.backup.header import Header
from pcb.storage.backup.kept import SUFFIX, KeptBackup
from pcb.storage.backup.sqlite import Taken
from pcb.storage.vault import Vault

_PRIVATE = ".sauvegarde-en-cours-"
_UNFINISHED = ".inachevée-"
_STALE_SECONDS = 24 * 3600


def take(url: str, vault: Vault, folder: Path, work: Path, now: datetime) -> KeptBackup:
    """Back the base at ``url`` up into ``folder``, while people work; the copies that it takes on the way lie in
    ``work``, in a folder for its owner alone, and go.

    When this returns, the file is on the disk and was opened whole. Raises :class:`StoreUnavailable` and
    :class:`Damaged`; then ``folder`` is as it was.
    """
    with in_french("La sauvegarde"):
        private_folder(folder)
        with private_place(work, now) as place:
            copied = place / "copie"
            taken = _copied(url, copied)
            header = Header(
                engine=engine_of(url),
                schema=taken.schema,
                created_at=now.astimezone(UTC),
                counts=taken.counts,
                size=copied.stat().st_size,
                salt=secrets.token_bytes(32),
                vault=headers.vault_mark(vault),
                keys=taken.keys,
                audit=taken.audit,
            )
            unfinished = folder / f"{_UNFINISHED}{secrets.token_hex(6)}"
            try:
                _write(unfinished, header, copied, vault)
                copied.unlink()  # the proof needs its room
                prove(unfinished, vault, place)
                target = _free(folder, now)
                unfinished.rename(target)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
            sync_folder(folder)
            return KeptBackup(target, header.created_at, header.vault, target.stat().st_size, header)


def prove(file: Path, vault: Vault, place: Path) -> tuple[Header, Path]:
    """Open a backup whole, and have the database engine examine what is in it: its header, and the base in clear of
    ``place`` (its records remain sealed). Raises :class:`Damaged`."""
    content = place / "relecture"
    with file.open("rb") as source:
        header, head = headers.read(source)
        number = headers.key_number(header, vault)
        with os.fdopen(os.open(content, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            for chunk in chunks.opened(source, vault, header.salt, head, header.size, number):
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())  # it may become the base
    if header.engine == "sqlite":
        found = sqlite.check(content)
        if found != Taken(header.schema, header.counts, header.keys, header.audit):
            raise headers.damaged()
    elif postgresql.counts_in(content) != header.counts:
        raise headers.damaged()
    return header, content


def genuine(file: Path, vault: Vault) -> Header:
    """The header of a backup, proved by its first chunk alone. Raises :class:`Damaged`, :class:`AccessDenied`."""
    with in_french("La lecture de la sauvegarde"), file.open("rb") as source:
        header, head = headers.read(source)
        number = headers.key_number(header, vault)
        next(chunks.opened(source, vault, header.salt, head, header.size, number))
    return header


def engine_of(url: str) -> str:
    """``sqlite`` or ``postgresql``. Raises :class:`StoreUnavailable` on another."""
    name = make_url(url).get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise StoreUnavailable("Cette base de données n’est ni SQLite ni PostgreSQL\u202f: elle n’est pas sauvegardée.")
    return name


@contextmanager
def private_place(work: Path, now: datetime) -> Iterator[Path]:
    """A folder for its owner alone, that goes at the end; those that a cut left more than a day ago go first."""
    private_folder(work)
    for left in work.glob(f"{_PRIVATE}*"):
        if now.timestamp() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PRIVATE, dir=work) as place:
        yield Path(place)


def _copied(url: str, copied: Path) -> Taken:
    if engine_of(url) == "postgresql":
        return postgresql.copy(url, copied)
    database = make_url(url).database or ""
    if not Path(database).is_file():
        raise StoreUnavailable(f"La base de données est introuvable\u202f: {database}.")
    try:
        return sqlite.copy(Path(database), copied)
    except Damaged:
        raise Damaged(
            "La base de données est abîmée\u202f: la sauvegarde n’est pas gardée, les précédentes le sont. "
            "Lancez « pcb doctor », puis restaurez la dernière sauvegarde."
        ) from None


def _write(unfinished: Path, header: Header, copied: Path, vault: Vault) -> None:
    head = headers.written(header)
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as out, copied.open("rb") as plain:
        out.write(head)
        chunks.seal(plain, out, vault, header.salt, head)
        out.flush()
        os.fsync(out.fileno())


def _free(folder: Path, now: datetime) -> Path:
    name = f"pcb-{now.astimezone(UTC):%Y-%m-%d-%H%M%S}"
    for more in ("", *(f"-{number}" for number in range(2, 1000))):
        target = folder / f"{name}{more}{SUFFIX}"
        if not target.exists():
            return target
    raise StoreUnavailable("Trop de sauvegardes au même instant. Réessayez.")
