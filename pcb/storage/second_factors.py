"""The second factor of an account, sealed in the vault: the secret of its codes, and the digests of the spare ones."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import or_, select, update

from pcb.storage.database import Store
from pcb.storage.tables import account
from pcb.storage.vault import Vault

PLACE = "second_factor"


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """``secret`` is in base 32; it is empty until a first code has confirmed the one that is ``proposed``."""

    secret: str = ""
    proposed: str = ""
    spare: tuple[str, ...] = ()


def read(store: Store, vault: Vault, account_id: str) -> tuple[SecondFactor, bytes | None]:
    """The second factor, and the row it was read from, to be given back to :func:`replace`."""
    with store.reading() as connection:
        sealed = connection.execute(select(account.c.second_factor).where(account.c.id == account_id)).scalar_one()
    if sealed is None:
        return SecondFactor(), None
    facts = json.loads(vault.open(sealed, "account", account_id, PLACE))
    return SecondFactor(facts["secret"], facts["proposed"], tuple(facts["spare"])), sealed


def replace(store: Store, vault: Vault, account_id: str, new: SecondFactor, seen: bytes | None) -> bool:
    """Put ``new`` in the place of what was ``seen``; false when somebody has changed it meanwhile."""
    facts = {"secret": new.secret, "proposed": new.proposed, "spare": new.spare}
    sealed = vault.seal(json.dumps(facts).encode(), "account", account_id, PLACE)
    column = account.c.second_factor
    unchanged = column.is_(None) if seen is None else column == seen
    with store.writing() as connection:
        changed = connection.execute(
            update(account).where(account.c.id == account_id, unchanged).values(second_factor=sealed)
        )
        return changed.rowcount == 1


def remove(store: Store, account_id: str) -> None:
    """The account has no second factor any more."""
    with store.writing() as connection:
        connection.execute(
            update(account).where(account.c.id == account_id).values(second_factor=None, last_totp_step=None)
        )


def use_step(store: Store, account_id: str, step: int) -> bool:
    """Take the code of that half minute; false when it, or a later one, was taken already, in any process."""
    last = account.c.last_totp_step
    with store.writing() as connection:
        taken = connection.execute(
            update(account)
            .where(account.c.id == account_id, or_(last.is_(None), last < step))
            .values(last_totp_step=step)
        )
        return taken.rowcount == 1
