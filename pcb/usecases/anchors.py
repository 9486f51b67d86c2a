"""The end of the audit as each backup tells it: who cuts the last lines cannot cut them there too.

A backup says in its header how far the chain of the audit went when it was taken. An end that a backup tells and that
is no longer in the chain means that lines were taken away, unless an older backup was restored: a sealed line says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pcb.config import Settings
from pcb.errors import AccessDenied, Damaged, StoreUnavailable
from pcb.storage import audit_chain
from pcb.storage.audit_chain import Head, Verdict
from pcb.storage.backup import taking
from pcb.storage.backup.header import vault_marks
from pcb.storage.backup.kept import backups_in
from pcb.storage.vault import Vault
from pcb.usecases.desk import Store

RESTORED = "restore_backup"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the audit at that moment, told by the backup at ``path``."""

    at: datetime
    head: Head
    path: Path


@dataclass(frozen=True, slots=True)
class Anchored:
    """What the walk of the chain found, and the backup that it was held against; ``None`` when there is none to hold it
    against."""

    verdict: Verdict
    anchor: Anchor | None


def anchors(settings: Settings, vault: Vault) -> tuple[Anchor, ...]:
    """What the backups of this vault tell of the audit, the newest first. Each is proved genuine by its first part; one
    that is not is left out. Raises :class:`StoreUnavailable`."""
    marks = vault_marks(vault)
    found = []
    for one in backups_in(settings.backups):
        if one.vault in marks and one.header.audit is not None:
            try:
                header = taking.genuine(one.path, vault)
            except (Damaged, AccessDenied, StoreUnavailable):
                continue
            if header.audit is not None:
                found.append(Anchor(header.created_at, header.audit, one.path))
    return tuple(found)


def held_against(store: Store, vault: Vault, told: tuple[Anchor, ...]) -> Anchored:
    """The chain walked against the newest backup that must still be in it. Some seconds for a long audit."""
    restored = _restored(store, vault)
    anchor = next((one for one in told if restored is None or one.at > restored[0] or one.at <= restored[1]), None)
    return Anchored(audit_chain.verify(store, vault, None if anchor is None else anchor.head), anchor)


def _restored(store: Store, vault: Vault) -> tuple[datetime, datetime] | None:
    """When a backup was last put back, and of which moment it was."""
    told = audit_chain.last_of(store, vault, RESTORED)
    if told is None:
        return None
    at, detail = told
    try:
        return at, datetime.fromisoformat(detail)
    except ValueError:
        return None
