"""A house of two sites and a person for each way in which a case may stand towards somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import insert

from pcb.domain.rights import Role
from pcb.storage import sites
from pcb.storage.tables import account
from pcb.usecases.desk import Desk


@dataclass(frozen=True)
class House:
    """``here`` and ``there`` are sites; ``founder`` is the administrator who works nowhere."""

    founder: Desk
    here: str
    there: str

    def person(self, login: str, now: datetime, *places: tuple[str, Role], standing: str = "active") -> Desk:
        """Somebody at those places, at a desk of their own."""
        made = replace(
            self.founder.account, id=uuid4().hex, login=login, display_name=login.title(), administrator=False
        )
        with self.founder.store.writing(self.founder.vault) as connection:
            name = self.founder.vault.seal(made.display_name.encode(), "account", made.id, "display_name")
            connection.execute(
                insert(account).values(
                    id=made.id, login=login, display_name=name, created_at=now, standing=standing, administrator=False
                )
            )
            for site_id, role in places:
                sites.place(connection, made.id, site_id, role, now)
        return replace(self.founder, account=made)


def house_of(founder: Desk, now: datetime) -> House:
    """The founder keeps the administration and leaves the first site."""
    here = sites.sites(founder.store)[0].id
    with founder.store.writing(founder.vault) as connection:
        there = sites.open_site(connection, "Fleurance", now)
        sites.rename(connection, here, "Lectoure")
        sites.place(connection, founder.account.id, here, None, now)
    return House(founder, here, there)
