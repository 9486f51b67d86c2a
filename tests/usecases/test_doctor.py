"""The examination finds what is ill and says nothing of what is well."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from pcb.config import Settings
from pcb.domain.law.reading import checked_days
from pcb.storage.attachments import Attachment, add
from pcb.storage.codec import dump
from pcb.usecases import backups, doctor
from pcb.usecases.agreement import first_disagreement
from pcb.usecases.cases import OpenCase, add_item, answer, create_case, import_case, open_case, remove_item, undo
from pcb.usecases.desk import Desk
from pcb.usecases.doctor import State
from pcb.usecases.papers import print_declaration
from tests.storage.facts import large_household
from tests.usecases.conftest import NOW

TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def case(desk: Desk) -> OpenCase:
    """A case on which everything was done: answered, added, removed, taken back, printed."""
    opened = create_case(desk, NOW)
    for number, path in enumerate(("persons.p1.birth_name", "persons.p1.first_names", "note")):
        answer(desk, opened.id, path, f"réponse {number}", seen=None, request_id=f"r{number}", now=NOW)
    for _ in range(3):
        add_item(desk, opened.id, "debts", "rent", NOW)
    undo(desk, opened.id, NOW)
    undo(desk, opened.id, NOW)
    remove_item(desk, opened.id, "debts", open_case(desk, opened.id).case.debts[0].id, NOW)
    undo(desk, opened.id, NOW)
    imported = import_case(desk, large_household(3, 4), NOW)
    print_declaration(desk, imported.id, NOW.date(), NOW)
    return opened


def told(settings: Settings, now: datetime = TODAY) -> dict[str, list[tuple[State, str]]]:
    found: dict[str, list[tuple[State, str]]] = {}
    for one in doctor.examine_around(settings, now)[0]:
        found.setdefault(one.check, []).append((one.state, one.sentence))
    return found


def damage(settings: Settings, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(settings.data_dir / "pcb.sqlite3", isolation_level=None)) as connection:
        assert connection.execute(statement, values).rowcount == 1


def test_a_sound_base_has_nothing_broken(desk: Desk, case: OpenCase, settings: Settings) -> None:
    backups.back_up(settings, desk.vault, TODAY)
    findings, fit = doctor.examine_around(settings, TODAY)
    assert fit
    assert [one.sentence for one in findings if one.state is State.BROKEN] == []
    (records,) = doctor.examine_records(desk.store, desk.vault)
    assert records.state is State.FINE
    assert "2 dossiers" in records.sentence


def test_a_case_of_many_changes_agrees_with_its_journal(desk: Desk, case: OpenCase) -> None:
    assert first_disagreement(desk.store, desk.vault, case.id) is None


@pytest.mark.parametrize("column", ["document", "card"])
def test_one_flipped_byte_in_a_sealed_record_is_named_with_its_case(
    desk: Desk, case: OpenCase, settings: Settings, column: str
) -> None:
    with closing(sqlite3.connect(settings.data_dir / "pcb.sqlite3")) as connection:
        (sealed,) = connection.execute(f"SELECT {column} FROM case_record WHERE id = ?", (case.id,)).fetchone()  # noqa: S608
    altered = sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:]
    damage(settings, f"UPDATE case_record SET {column} = ? WHERE id = ?", altered, case.id)  # noqa: S608
    found = doctor.examine_records(desk.store, desk.vault)
    assert {one.state for one in found} == {State.BROKEN}
    assert any(case.reference in one.sentence for one in found)
    assert "pcb restore" in found[-1].sentence


def test_a_journal_that_tells_something_else_or_lacks_a_line_is_found(
    desk: Desk, case: OpenCase, settings: Settings
) -> None:
    lie = {"patches": [{"path": "note", "before": None, "after": "autre chose"}], "structure_changed": False}
    place = ("journal", case.id, 4)
    damage(
        settings, "UPDATE journal SET change = ? WHERE case_id = ? AND revision = 4",
        desk.vault.seal(dump(lie), *place), case.id,
    )  # fmt: skip
    assert first_disagreement(desk.store, desk.vault, case.id) == 4
    damage(settings, "DELETE FROM journal WHERE case_id = ? AND revision = 4", case.id)
    assert first_disagreement(desk.store, desk.vault, case.id) == 4
    sentences = " ".join(one.sentence for one in doctor.examine_records(desk.store, desk.vault))
    assert "le journal a" in sentences


def test_a_reference_changed_outside_is_found(desk: Desk, case: OpenCase, settings: Settings) -> None:
    damage(settings, "UPDATE case_record SET reference = '2026-0777' WHERE id = ?", case.id)
    assert any("2026-0777" in one.sentence for one in doctor.examine_records(desk.store, desk.vault))


def test_without_a_backup_or_with_an_old_one_it_is_said(desk: Desk, settings: Settings) -> None:
    ((state, sentence),) = told(settings)["backup"]
    assert state is State.BROKEN
    assert "Aucune sauvegarde" in sentence
    backups.back_up(settings, desk.vault, TODAY - timedelta(days=3))
    ((state, sentence),) = told(settings)["backup"]
    assert (state, sentence) == (State.LOOK, "Dernière sauvegarde\u202f: il y a 3 jours.")
    assert told(settings)["backup_place"][0][0] is State.LOOK


def test_a_missing_or_damaged_base_is_broken(desk: Desk, settings: Settings) -> None:
    desk.store.close()
    database = settings.data_dir / "pcb.sqlite3"
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])
    findings, fit = doctor.examine_around(settings, TODAY)
    assert not fit
    assert any(one.check == "database" and one.state is State.BROKEN for one in findings)
    database.unlink()
    assert "introuvable" in told(settings)["database"][0][1]


def test_an_earlier_and_a_later_schema_are_told(desk: Desk, settings: Settings) -> None:
    damage(settings, "UPDATE alembic_version SET version_num = '0001'")
    assert told(settings)["schema"][0][0] is State.LOOK
    damage(settings, "UPDATE alembic_version SET version_num = '9999'")
    assert told(settings)["schema"][0][0] is State.BROKEN
    assert not doctor.examine_around(settings, TODAY)[1]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (NOW + timedelta(days=1), State.FINE),
        (NOW - timedelta(minutes=4), State.FINE),
        (NOW - timedelta(hours=1), State.BROKEN),
        (datetime(2020, 1, 1, tzinfo=UTC), State.BROKEN),
        (NOW + timedelta(days=500), State.LOOK),
    ],
)
def test_a_clock_that_is_wrong_is_told(
    desk: Desk, case: OpenCase, settings: Settings, now: datetime, state: State
) -> None:
    assert told(settings, now)["clock"][0][0] is state


@pytest.mark.skipif(os.name == "nt", reason="les droits des fichiers y sont autres")
def test_files_that_others_can_read_are_named(desk: Desk, settings: Settings) -> None:
    assert told(settings)["rights"][0][0] is State.FINE
    (settings.data_dir / "pcb.sqlite3").chmod(0o644)
    ((state, sentence),) = told(settings)["rights"]
    assert state is State.LOOK
    assert "chmod 600" in sentence


def test_a_disk_almost_full_is_told(desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, state in ((50 << 20, State.BROKEN), (500 << 20, State.LOOK), (5 << 30, State.FINE)):
        monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _, free=free: type("Usage", (), {"free": free}))
        assert told(settings)["disk"][0][0] is state


def test_law_data_past_their_term_or_not_looked_at_for_a_year_are_named(desk: Desk, settings: Settings) -> None:
    sentences = " ".join(sentence for _, sentence in told(settings, TODAY)["law"])
    assert "Forfaits de la commission" in sentences
    assert "n’est plus en vigueur depuis le 31/12/2025" in sentences
    assert "relues pour la dernière fois" not in sentences
    later = " ".join(sentence for _, sentence in told(settings, TODAY + timedelta(days=366))["law"])
    assert later.count("relues pour la dernière fois") == len(checked_days()) == 11
    assert "Quotité saisissable" in later


def test_more_faults_than_can_be_read_are_counted(desk: Desk, settings: Settings) -> None:
    for _ in range(25):
        create_case(desk, NOW)
    with closing(sqlite3.connect(settings.data_dir / "pcb.sqlite3", isolation_level=None)) as connection:
        connection.execute("UPDATE case_record SET document = x'00'")
    found = doctor.examine_records(desk.store, desk.vault)
    assert len(found) == 22
    assert "Et 5 autres faits" in found[20].sentence


def test_an_attached_file_that_was_altered_is_found(desk: Desk, case: OpenCase, settings: Settings) -> None:
    file = Attachment("f" * 32, "home-lease", "bail.pdf", "pdf", 1, 0, "0" * 64, "", (), NOW, desk.account.id, 0)
    with desk.store.writing(desk.vault) as connection:
        add(connection, desk.vault, case.id, file, b"%PDF")  # its SHA-256 is not that of what is kept
    assert any("pièce jointe" in one.sentence for one in doctor.examine_records(desk.store, desk.vault))
