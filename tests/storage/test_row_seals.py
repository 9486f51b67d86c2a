"""What stands in clear and gives a right, or says when and by whom, is not believed once altered in the file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from pcb.domain.rights import Role
from pcb.errors import Damaged
from pcb.storage import audit, cases, examining, rights, row_seals, sites
from pcb.storage.accounts import UserAccount
from pcb.storage.audit import Entry
from pcb.storage.database import Store
from pcb.storage.tables import account, case_record, emergency, follower, membership, share
from pcb.storage.vault import Vault
from tests.storage.conftest import NOW
from tests.storage.facts import large_household


@pytest.fixture
def case_id(store: Store, vault: Vault, counsellor: UserAccount) -> str:
    here = sites.sites(store)[0].id
    made = cases.create(
        store, vault, large_household(1, 4), {"title": "M"}, kind="create", by=counsellor.id, now=NOW, site_id=here
    )
    return made.id


def asked(store: Store, vault: Vault, account_id: str, case_id: str) -> None:
    """All that the gate and the list ask before they let anybody in."""
    with store.reading() as connection:
        rights.actor(connection, vault, account_id)
        rights.standing(connection, vault, account_id, case_id, NOW)
        rights.cases_given(connection, vault, account_id, NOW)


ATTACKS: dict[str, Any] = {
    "administrator": lambda me, case: update(account).values(administrator=False),
    "back again": lambda me, case: update(account).values(standing="invited"),
    "another login": lambda me, case: update(account).values(login="paul"),
    "role": lambda me, case: update(membership).values(role="counsellor"),
    "site of the case": lambda me, case: update(case_record).values(site_id=None),
    "archived": lambda me, case: update(case_record).values(standing="archived"),
    "contact": lambda me, case: update(case_record).values(last_contact_on=(NOW - timedelta(days=900)).date()),
    "follower": lambda me, case: update(follower).values(since=NOW - timedelta(days=1)),
    "no seal": lambda me, case: update(follower).values(seal=None),
    "share": lambda me, case: insert(share).values(
        id="s" * 32, case_id=case, account_id=me, by=me, at=NOW, reason=b"x" * 40
    ),
    "emergency": lambda me, case: insert(emergency).values(
        id="e" * 32, case_id=case, account_id=me, at=NOW, until=NOW + timedelta(days=9), reason=b"x" * 40
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_right_written_by_who_has_the_file_and_not_the_key_is_refused_and_told(
    store: Store, vault: Vault, counsellor: UserAccount, case_id: str, attack: str
) -> None:
    asked(store, vault, counsellor.id, case_id)
    assert not list(examining.closed_records(store, vault))
    with store.engine.begin() as connection:
        connection.execute(ATTACKS[attack](counsellor.id, case_id))
    with pytest.raises(Damaged, match="modifié hors de l’application"):
        asked(store, vault, counsellor.id, case_id)
    assert any("modifié hors de l’application" in told for told in examining.closed_records(store, vault))


def test_an_altered_row_is_not_sealed_by_what_others_write_meanwhile(
    store: Store, vault: Vault, counsellor: UserAccount, case_id: str
) -> None:
    with store.engine.begin() as connection:
        connection.execute(update(follower).values(seal=None))
    here = sites.sites(store)[0].id
    other = cases.create(
        store, vault, large_household(1, 4), {"title": "N"}, kind="create", by=counsellor.id, now=NOW, site_id=here
    )
    with store.reading() as connection:
        rows = connection.execute(select(*row_seals.needed(follower))).all()
    assert {row.case_id: row_seals.sound(vault, follower, row) for row in rows} == {case_id: False, other.id: True}


def test_what_the_application_writes_is_sealed_at_the_end_and_no_mark_stays(
    store: Store, vault: Vault, counsellor: UserAccount, case_id: str
) -> None:
    with store.writing() as connection:
        there = sites.open_site(connection, "Lectoure", NOW)
        sites.place(connection, counsellor.id, there, Role.COUNSELLOR, NOW)
        connection.execute(update(case_record).values(site_id=there))
        audit.write(connection, vault, Entry(NOW, counsellor.id, "move", "case", case_id))
    asked(store, vault, counsellor.id, case_id)
    with store.reading() as connection:
        for table in row_seals.BOUND:
            assert not connection.execute(select(table.c.seal).where(text("length(seal) < 20"))).first()


def test_a_right_without_its_line_in_the_audit_is_not_written(
    store: Store, vault: Vault, counsellor: UserAccount, case_id: str
) -> None:
    with pytest.raises(RuntimeError, match="without a line of the audit"), store.writing() as connection:
        connection.execute(update(account).values(administrator=False))
    asked(store, vault, counsellor.id, case_id)
    with store.writing() as connection:  # what is bound to nothing needs none
        connection.execute(update(account).values(epoch=3))
    asked(store, vault, counsellor.id, case_id)


def test_the_rows_to_seal_are_found_by_their_index(store: Store) -> None:
    if store.on_a_server:
        pytest.skip("few rows: PostgreSQL reads them all")
    with store.reading() as connection:
        plan = connection.execute(
            text("EXPLAIN QUERY PLAN SELECT id FROM case_record WHERE length(seal) < 20 AND seal = :mark"),
            {"mark": b"m"},
        ).all()
    assert "ix_case_record_seal" in str(plan)
