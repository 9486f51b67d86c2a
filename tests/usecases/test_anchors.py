"""The end of the audit, kept in the backups: cut lines show, a restored backup does not pass for a cut."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from pcb.config import Settings
from pcb.storage.tables import audit, audit_head
from pcb.usecases import backups, keys, second_factor
from pcb.usecases.anchors import anchors, held_against
from pcb.usecases.cases import create_case
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.doctor import State
from pcb.usecases.erasing import erase_on_request
from pcb.usecases.house_health import examine_house
from tests.usecases.conftest import NOW, PASSWORD


def told(settings: Settings, desk: Desk, now: datetime = NOW) -> dict[str, tuple[State, str]]:
    return {one.check: (one.state, one.sentence) for one in examine_house(settings, desk.store, desk.vault, now)}


def test_without_a_backup_it_is_said_and_with_one_the_audit_is_held_against_it(desk: Desk, settings: Settings) -> None:
    assert told(settings, desk)["audit"][0] is State.LOOK
    taken = backups.back_up(settings, desk.vault, NOW)
    create_case(desk, NOW)
    (found,) = anchors(settings, desk.vault)
    assert (found.at, found.path) == (NOW, taken.path)
    assert found.head.sequence < held_against(desk.store, desk.vault, (found,)).verdict.head.sequence
    assert told(settings, desk)["audit"][0] is State.FINE


def test_the_last_lines_cut_from_the_audit_show_by_the_backup(desk: Desk, settings: Settings) -> None:
    create_case(desk, NOW)
    with desk.store.reading() as connection:
        before = connection.execute(select(audit).order_by(audit.c.sequence.desc()).limit(1)).one()
    create_case(desk, NOW)
    backups.back_up(settings, desk.vault, NOW)
    with desk.store.engine.begin() as connection:  # who has the file: the end is cut, and the head put right
        connection.execute(delete(audit).where(audit.c.sequence > before.sequence))
        connection.execute(update(audit_head).values(sequence=before.sequence, digest=before.digest))
    assert held_against(desk.store, desk.vault, ()).verdict.whole
    state, sentence = told(settings, desk)["audit"]
    assert state is State.BROKEN
    assert "coupée" in sentence


def test_a_header_altered_in_the_folder_is_no_anchor(desk: Desk, settings: Settings) -> None:
    taken = backups.back_up(settings, desk.vault, NOW)
    content = bytearray(taken.path.read_bytes())
    content[-1] ^= 1
    taken.path.write_bytes(content)
    assert anchors(settings, desk.vault) == ()


def test_backups_of_before_a_new_data_key_are_still_ours(desk: Desk, settings: Settings) -> None:
    first = backups.back_up(settings, desk.vault, NOW - timedelta(days=400))
    keys.rotate(desk, settle=0)
    backups.back_up(settings, desk.vault, NOW - timedelta(days=1))
    second = backups.back_up(settings, desk.vault, NOW)
    assert first.vault != second.vault
    assert [one.at for one in anchors(settings, desk.vault)] == [
        NOW,
        NOW - timedelta(days=1),
        NOW - timedelta(days=400),
    ]
    assert backups.rehearse(first.path, desk.vault, settings, NOW).created_at == first.created_at
    for month in range(1, 14):
        backups.back_up(settings, desk.vault, NOW + timedelta(days=31 * month))
    assert not first.path.exists()


def test_what_was_erased_since_is_erased_again_and_the_restoration_is_not_taken_for_a_cut(
    desk: Desk, settings: Settings
) -> None:
    gone, kept = create_case(desk, NOW), create_case(desk, NOW)
    older = backups.back_up(settings, desk.vault, NOW)
    erase_on_request(desk, gone.id, gone.reference, PASSWORD, NOW, folder=settings.data_dir)
    for _ in range(5):
        create_case(desk, NOW)
    newer = backups.back_up(settings, desk.vault, NOW + timedelta(hours=1))
    desk.store.close()
    later = NOW + timedelta(hours=2)
    backups.restore(older.path, desk.vault, settings.database, later)
    assert backups.after_restoring(older.header, desk.vault, settings.database, settings.data_dir, later) == (
        gone.reference,
    )
    store = open_store(settings)
    again = Desk(store, desk.vault, desk.account)
    from pcb.usecases.cases import list_cases

    assert [card.id for card in list_cases(again)] == [kept.id]
    found = held_against(store, desk.vault, anchors(settings, desk.vault))
    assert found.verdict.whole
    assert found.anchor is not None
    assert found.anchor.path == older.path != newer.path
    store.close()


def test_what_waits_in_the_house_is_told(desk: Desk, colleague: Desk, settings: Settings) -> None:
    create_case(desk, NOW)
    server = Settings(settings.data_dir, host="0.0.0.0")  # noqa: S104 - nothing listens
    found = told(server, desk, NOW + timedelta(days=900))
    assert "claire, paul" in found["second_factor"][1]
    assert "Un seul administrateur (claire)" in found["administrators"][1]
    assert "1 dossier sans contact depuis deux ans" in found["retention"][1]
    assert not {"second_factor", "retention", "key"} & told(settings, desk).keys()


def test_a_replacement_of_the_key_that_was_cut_is_told(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pcb.storage import rotation

    rotation.begin(desk.store, desk.vault, NOW)
    assert "pcb key rotate" in told(settings, desk)["key"][1]
    assert second_factor.state(desk).on is False
