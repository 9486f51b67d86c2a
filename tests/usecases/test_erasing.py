"""Erasing: nothing of the household is left in the base, the counts do not move, no backup brings it back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import Table, func, select

from pcb.config import Settings
from pcb.errors import AccessDenied, Damaged, InvalidAnswer, NotFound
from pcb.storage import audit_chain, erased_list, erasure
from pcb.storage.tables import activity, audit, case_record, erased, metadata
from pcb.storage.vault import Vault
from pcb.usecases import access, cases, second_factor
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.erasing import erase_on_request, replay_erasures
from pcb.usecases.throttle import TooManyTries
from tests.usecases.conftest import NOW, PASSWORD
from tests.usecases.full_case import full_case


@pytest.fixture
def opened(desk: Desk, colleague: Desk) -> cases.OpenCase:
    cases.create_case(desk, NOW)  # another one, which stays
    return full_case(desk, colleague)


@pytest.fixture
def folder(settings: Settings) -> Path:
    return settings.data_dir


def erase(desk: Desk, opened: cases.OpenCase, folder: Path | None = None) -> str:
    return erase_on_request(desk, opened.id, opened.reference, PASSWORD, NOW, folder=folder)


def rows_of(desk: Desk, case_id: str) -> dict[str, int]:
    """How many rows of each table name the case, by the schema."""

    def count(table: Table) -> int:
        column = table.c.id if table is case_record else table.c.case_id
        with desk.store.reading() as connection:
            return connection.execute(select(func.count()).select_from(table).where(column == case_id)).scalar_one()

    return {
        table.name: count(table) for table in metadata.sorted_tables if table is case_record or "case_id" in table.c
    }


def test_every_table_is_either_emptied_of_the_case_or_kept_for_a_reason(desk: Desk, opened: cases.OpenCase) -> None:
    before = rows_of(desk, opened.id)
    assert all(count for name, count in before.items() if name != "erased"), before
    erase(desk, opened)
    after = rows_of(desk, opened.id)
    assert {name for name, count in after.items() if count} == {"audit", "erased"}
    leaning = {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table is case_record for column in table.c for key in column.foreign_keys)
    }
    assert leaning <= {table.name for table in erasure.of_a_case()}
    with pytest.raises(NotFound):
        cases.open_case(desk, opened.id)
    assert len(cases.list_cases(desk)) == 1


def sealed_pieces(desk: Desk, case_id: str) -> Iterator[bytes]:
    """Forty bytes from the middle of every sealed record of the case, wherever they are in the file."""
    with desk.store.reading() as connection:
        for table in erasure.of_a_case():
            column = table.c.id if table is case_record else table.c.case_id
            for row in connection.execute(select(table).where(column == case_id)):
                for value in row:
                    if isinstance(value, bytes) and len(value) > 60:
                        middle = len(value) // 2
                        yield value[middle - 15 : middle + 5]


def on_the_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


def test_no_byte_of_it_is_left_in_the_base_nor_in_its_journal(desk: Desk, opened: cases.OpenCase, folder: Path) -> None:
    pieces = list(sealed_pieces(desk, opened.id))
    there = on_the_disk(folder)
    assert len(pieces) > 8
    assert sum(piece in there for piece in pieces) > len(pieces) - 3  # a record cut between two pages may hide
    erase(desk, opened, folder)
    left = on_the_disk(folder)
    assert [piece for piece in pieces if piece in left] == []
    assert b"le frigo est vide" not in left


def counts(desk: Desk) -> list[tuple[object, ...]]:
    """What a report would say: every combination of bands, with its number."""
    columns = [column for column in activity.c if column.name not in ("id", "erased_on")]
    with desk.store.reading() as connection:
        return sorted(map(tuple, connection.execute(select(*columns, func.count()).group_by(*columns))), key=str)


def test_the_counts_are_the_same_before_and_after_and_no_longer_lead_to_the_case(
    desk: Desk, opened: cases.OpenCase
) -> None:
    before = counts(desk)
    with desk.store.reading() as connection:
        row = connection.execute(select(case_record.c.activity_id).where(case_record.c.id == opened.id)).scalar_one()
    erase(desk, opened)
    assert counts(desk) == before
    with desk.store.reading() as connection:
        kept = connection.execute(select(activity).where(activity.c.id == row)).one()
        assert kept.erased_on == date(2026, 11, 1)
        for table in metadata.sorted_tables:
            if table is not activity:
                for line in connection.execute(select(table)):
                    assert row not in line


def test_the_audit_keeps_ids_alone_and_its_chain_stays_whole(desk: Desk, opened: cases.OpenCase) -> None:
    anchor = audit_chain.head(desk.store)
    erase(desk, opened)
    found = audit_chain.verify(desk.store, desk.vault, anchor)
    assert found.whole
    assert found.anchored
    with desk.store.reading() as connection:
        last = connection.execute(select(audit).order_by(audit.c.sequence.desc()).limit(1)).one()
        (row,) = connection.execute(select(erased)).all()
    assert (last.action, last.case_id) == ("erase", opened.id)
    assert (row.case_id, row.reference, row.elimination_id) == (opened.id, opened.reference, None)


@pytest.mark.parametrize(
    ("reference", "password", "error"),
    [("2026-9999", PASSWORD, InvalidAnswer), ("", PASSWORD, InvalidAnswer), (None, "un autre mot", AccessDenied)],
)
def test_without_the_reference_and_the_password_nothing_is_erased(
    desk: Desk, opened: cases.OpenCase, reference: str | None, password: str, error: type[Exception]
) -> None:
    before = rows_of(desk, opened.id)
    with pytest.raises(error):
        erase_on_request(desk, opened.id, reference or opened.reference if reference is None else reference, password,
                         NOW, folder=None)  # fmt: skip
    after = rows_of(desk, opened.id)
    assert {**after, "audit": 0} == {**before, "audit": 0}


def test_a_colleague_who_is_no_administrator_replays_nothing(desk: Desk, colleague: Desk, folder: Path) -> None:
    replay_erasures(desk, folder)
    with pytest.raises(AccessDenied):
        replay_erasures(colleague, folder)


def test_where_there_is_a_second_factor_its_code_is_asked_and_tries_are_counted(
    desk: Desk, opened: cases.OpenCase
) -> None:
    secret = pyotp.TOTP(second_factor.begin(desk).secret.replace(" ", ""))
    before = NOW - timedelta(minutes=15)
    spare = second_factor.confirm(desk, secret.at(before), before)[0]

    def tried(code: str) -> str:
        return erase_on_request(desk, opened.id, opened.reference, PASSWORD, NOW, folder=None, code=code)

    for _ in range(5):
        with pytest.raises(AccessDenied, match="code"):
            tried("000000")
    with pytest.raises(TooManyTries):  # the right password has given no try back
        tried(spare)
    later = NOW + timedelta(minutes=13)
    assert erase_on_request(desk, opened.id, opened.reference, PASSWORD, later, folder=None, code=spare)


def test_who_only_follows_a_case_does_not_erase_it(desk: Desk, colleague: Desk, opened: cases.OpenCase) -> None:
    from pcb.domain.rights import Role
    from pcb.storage import sites

    with desk.store.writing(desk.vault) as connection:
        sites.place(connection, colleague.account.id, sites.sites(desk.store)[0].id, Role.COUNSELLOR, NOW)
    with pytest.raises(NotFound):
        erase(colleague, opened)
    assert access.check(desk, opened.id, access.Action.REMOVE)


def test_what_was_erased_is_erased_again_after_an_older_backup_was_restored(
    desk: Desk, opened: cases.OpenCase, settings: Settings, folder: Path, tmp_path: Path
) -> None:
    erasure.scrub(desk.store)
    backup = tmp_path / "older.sqlite3"
    shutil.copy(folder / "pcb.sqlite3", backup)
    later = cases.create_case(desk, NOW)  # the backup does not know it
    erase(desk, opened, folder)
    erase(desk, later, folder)
    desk.store.close()
    shutil.copy(backup, folder / "pcb.sqlite3")
    restored = Desk(open_store(settings), desk.vault, desk.account)
    assert cases.open_case(restored, opened.id).reference == opened.reference
    with pytest.raises(Damaged, match="rejouez"):  # nothing is forgotten before it was done again
        erased_list.write_file(restored.store, restored.vault, folder)
    assert replay_erasures(restored, folder) == (opened.reference,)
    assert {name for name, count in rows_of(restored, opened.id).items() if count} <= {"audit", "erased"}
    assert {one.case_id for one in erased_list.erased_cases(restored.store)} == {opened.id, later.id}
    assert replay_erasures(restored, folder) == ()
    assert audit_chain.verify(restored.store, restored.vault).whole
    restored.store.close()


def test_the_list_beside_the_base_is_sealed_and_of_this_vault_alone(
    desk: Desk, opened: cases.OpenCase, folder: Path
) -> None:
    erase(desk, opened, folder)
    sealed = (folder / erased_list.FILE_NAME).read_bytes()
    assert opened.id.encode() not in sealed
    assert opened.reference.encode() not in sealed
    with pytest.raises(Damaged):
        erased_list.read_list(Vault.new(), sealed)
    assert (folder / erased_list.FILE_NAME).stat().st_mode & 0o077 == 0


def test_a_case_made_before_there_were_counts_is_counted_later(desk: Desk, opened: cases.OpenCase) -> None:
    from sqlalchemy import delete, update

    from pcb.usecases.counting import rebuild

    before = counts(desk)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(case_record).values(activity_id=None))
        connection.execute(delete(activity))
    assert rebuild(desk.store, desk.vault, NOW) == 2
    assert counts(desk) == before
    assert rebuild(desk.store, desk.vault, NOW) == 0
