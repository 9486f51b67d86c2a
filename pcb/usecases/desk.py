"""The counsellor's desk: the open store, the open vault, and who sits there. Every use case begins with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pcb.config import Settings
from pcb.storage import database
from pcb.storage.accounts import UserAccount
from pcb.storage.database import Store
from pcb.storage.vault import Vault
from pcb.usecases.card_index import CardIndex

__all__ = ["Desk", "Store", "UserAccount", "open_store"]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """What signing in gives: nothing can be read without it. Dropping it locks the vault again."""

    store: Store
    vault: Vault
    account: UserAccount
    now: Callable[[], datetime] = field(default=_now, repr=False, compare=False)
    """The clock: rights that end, and the audit, go by it."""
    index: CardIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = self.store.shared.get(lambda: CardIndex(self.store))
        object.__setattr__(self, "index", found)  # frozen: it is set here, once


def open_store(settings: Settings, *, create: bool = True) -> Store:
    """The database of these settings, brought up to date. Raises :class:`StoreUnavailable`."""
    return database.open_store(settings.database, create=create)
