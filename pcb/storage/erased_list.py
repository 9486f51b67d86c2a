"""What was erased, told beside the base in a sealed file: a backup older than an erasure would bring a case back.

The file holds ids, references and moments, sealed. It is written whole after each erasure, and read after a backup was
restored: :func:`replay` removes again what it names.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from pcb.errors import Damaged, NotFound
from pcb.storage import erasure
from pcb.storage.codec import dump
from pcb.storage.database import Store
from pcb.storage.tables import account, elimination, erased
from pcb.storage.vault import Vault

FILE_NAME = "effacements.pcb"
_PLACE = ("erased", "list")


@dataclass(frozen=True, slots=True)
class Erased:
    """One case that was removed. ``by`` is an account; ``elimination_id`` is ``None`` when the person asked."""

    case_id: str
    reference: str
    at: datetime
    by: str
    elimination_id: str | None


def erased_cases(store: Store) -> tuple[Erased, ...]:
    """All that was ever removed, the oldest first."""
    with store.reading() as connection:
        rows = connection.execute(select(erased).order_by(erased.c.erased_at, erased.c.case_id)).all()
    return tuple(Erased(row.case_id, row.reference, row.erased_at, row.erased_by, row.elimination_id) for row in rows)


def sealed_list(store: Store, vault: Vault) -> bytes:
    """The list, sealed: for the file beside the base, or for the manifest of a backup."""
    plain = [
        {"case": one.case_id, "reference": one.reference, "at": one.at.isoformat(), "by": one.by,
         "elimination": one.elimination_id}
        for one in erased_cases(store)
    ]  # fmt: skip
    return vault.seal_lasting(dump(plain), *_PLACE)


def read_list(vault: Vault, sealed: bytes) -> tuple[Erased, ...]:
    """What :func:`sealed_list` sealed. Raises :class:`Damaged`, also for the list of another vault."""
    plain = json.loads(vault.open_lasting(sealed, *_PLACE))
    return tuple(
        Erased(one["case"], one["reference"], datetime.fromisoformat(one["at"]), one["by"], one["elimination"])
        for one in plain
    )


def write_file(store: Store, vault: Vault, folder: Path) -> None:
    """Write the list into the folder; its file is replaced whole or not at all.

    Raises ``OSError``, and :class:`Damaged` when the file names a case that the base does not know to be erased: that
    base was restored from a backup, and what the file says must be done first.
    """
    there = read_file(vault, folder)
    missing = {one.case_id for one in there} - {one.case_id for one in erased_cases(store)}
    if missing:
        raise Damaged(
            "La liste des effacements connaît des dossiers que la base ne sait pas effacés\u202f: rejouez les "
            "effacements (pcb retention --replay)."
        )
    handle, name = tempfile.mkstemp(prefix=FILE_NAME, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed_list(store, vault))
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, folder / FILE_NAME)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def read_file(vault: Vault, folder: Path) -> tuple[Erased, ...]:
    """The list beside the base; nothing when there is no file. Raises :class:`Damaged`."""
    path = folder / FILE_NAME
    return read_list(vault, path.read_bytes()) if path.exists() else ()


def replay(store: Store, vault: Vault, gone: Iterable[Erased]) -> tuple[Erased, ...]:
    """Remove again what is there and was erased before; what was removed. Each is one transaction; called again it does
    nothing more. A case that the backup did not hold yet is noted as erased. Who erased is told as it was, or as the
    first account where the base does not know them."""
    done = []
    for one in gone:
        with store.writing() as connection:
            known = connection.execute(select(account.c.id).where(account.c.id == one.by)).scalar()
            by = known or connection.execute(select(account.c.id).order_by(account.c.created_at).limit(1)).scalar_one()
            wanted = elimination.c.id == one.elimination_id
            of = connection.execute(select(elimination.c.id).where(wanted)).scalar()
            told = connection.execute(select(erased.c.case_id).where(erased.c.case_id == one.case_id)).scalar()
            try:
                erasure.erase(connection, vault, one.case_id, by=by, now=one.at, elimination_id=of, told=bool(told))
                done.append(one)
            except NotFound:
                if not told:
                    erasure.note(connection, one.case_id, one.reference, by=by, now=one.at, elimination_id=of)
    if done:
        erasure.scrub(store)
    return tuple(done)
