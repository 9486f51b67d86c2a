"""The disk that fails: full at each write, read-only, a file taken away, cut or altered. Nothing acknowledged is lost,
nothing half written is taken for whole, and the way back is told."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.errors import Damaged, PcbError, StoreUnavailable
from pcb.storage import file_guard
from pcb.usecases import backups
from pcb.usecases.accounts import set_up
from pcb.usecases.agreement import first_disagreement
from pcb.usecases.cases import Saved, answer, create_case, list_cases, open_case
from pcb.usecases.desk import Desk, open_store
from tests.usecases.conftest import LIGHT, NOW, PASSWORD

posix = pytest.mark.skipif(os.name == "nt", reason="ces limites du système n’y existent pas")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data")


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    store = open_store(settings)
    yield set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
    store.close()


def file_of(settings: Settings) -> Path:
    return settings.data_dir / "pcb.sqlite3"


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """The system refuses every write past ``size`` bytes of a file, as a disk that fills up does."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def note(desk: Desk, case_id: str, text: str) -> Saved:
    made = answer(desk, case_id, "note", text, seen=None, request_id=text[:60], now=NOW, overwrite=True)
    assert isinstance(made, Saved)
    return made


@posix
def test_wherever_the_disk_fills_up_during_a_save_it_is_whole_or_not_there_at_all(
    desk: Desk, settings: Settings
) -> None:
    case_id = create_case(desk, NOW).id
    journal = Path(f"{file_of(settings)}-wal")
    saved, refused, acknowledged = 0, 0, None
    told: set[str] = set()
    for turn in range(80):
        text = f"tour {turn} " + "x" * 3000
        room = journal.stat().st_size + turn * 517 if journal.exists() else turn * 517
        try:
            with files_up_to(room):
                note(desk, case_id, text)
        except StoreUnavailable as error:
            refused += 1
            told.add(str(error))
        else:
            saved, acknowledged = saved + 1, text
        assert open_case(desk, case_id).case.note == acknowledged
        assert first_disagreement(desk.store, desk.vault, case_id) is None
    assert saved > 5
    assert refused > 5
    assert all("disque" in sentence for sentence in told)
    note(desk, case_id, "de la place à nouveau")
    desk.store.close()
    with closing(sqlite3.connect(file_of(settings))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    again = open_store(settings)
    assert open_case(replace(desk, store=again), case_id).case.note == "de la place à nouveau"
    again.close()


@posix
def test_wherever_the_disk_fills_up_during_a_backup_there_is_none_and_the_others_stay(
    desk: Desk, settings: Settings
) -> None:
    for _ in range(5):
        note(desk, create_case(desk, NOW).id, "x" * 3000)
    first = backups.back_up(settings, desk.vault, NOW)
    whole = first.size
    for size in (*range(0, whole, whole // 24), whole - 1):
        with pytest.raises(PcbError, match=r"disque|place|taille permise"), files_up_to(size):
            backups.back_up(settings, desk.vault, NOW)
        assert [path.name for path in settings.backups.iterdir()] == [first.path.name]
        assert list(settings.data_dir.glob(".sauvegarde*")) == []
    with files_up_to(whole + 4096):
        backups.back_up(settings, desk.vault, NOW)


@posix
def test_wherever_the_disk_fills_up_during_a_restoration_the_base_stays_as_it_was(
    desk: Desk, settings: Settings
) -> None:
    note(desk, create_case(desk, NOW).id, "x" * 3000)
    taken = backups.back_up(settings, desk.vault, NOW)
    desk.store.close()
    there = file_of(settings).read_bytes()
    for size in range(0, len(there), len(there) // 24):
        with pytest.raises(PcbError), files_up_to(size):
            backups.restore(taken.path, desk.vault, settings.database, NOW)
        assert file_of(settings).read_bytes() == there
        assert list(settings.data_dir.glob("*avant*")) == []


READ_ONLY = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
import alembic.command, alembic.config
from pcb.config import Settings
from pcb.errors import StoreUnavailable
from pcb.usecases.accounts import sign_in
from pcb.usecases.cases import answer, create_case, list_cases
from pcb.usecases.desk import open_store
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    desk = sign_in(open_store(Settings(Path(sys.argv[1])), create=False), "claire", sys.argv[2])
    print(len(list_cases(desk)), "lisibles")
    create_case(desk, datetime.now(UTC))
    print("FAIT")
except StoreUnavailable as error:
    print(error)
"""


@posix
@pytest.mark.parametrize("folder_too", [False, True])
def test_a_file_that_may_not_be_written_is_told_and_nothing_is_said_saved(folder_too: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(Settings(folder))
        desk = set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
        create_case(desk, NOW)
        store.close()
        folder.chmod(0o555 if folder_too else 0o777)  # another user must be able to look in
        file_of(Settings(folder)).chmod(0o444)
        told = subprocess.run(
            [sys.executable, "-c", READ_ONLY, name, PASSWORD], capture_output=True, text=True, check=True, timeout=60
        )
        folder.chmod(0o700)
        assert "FAIT" not in told.stdout
        assert any(word in told.stdout for word in ("lecture seule", "ne peut pas être ouverte", "accès"))


def test_a_file_taken_away_under_the_application_is_told_at_the_next_save(desk: Desk, settings: Settings) -> None:
    case_id = create_case(desk, NOW).id
    file_of(settings).rename(settings.data_dir / "ailleurs")
    for _ in range(3):
        with pytest.raises(StoreUnavailable, match="introuvable"):
            note(desk, case_id, "perdu")
        with pytest.raises(StoreUnavailable, match="introuvable"):
            list_cases(desk)
    assert not file_of(settings).exists()
    (settings.data_dir / "ailleurs").rename(file_of(settings))
    assert note(desk, case_id, "retrouvé").revision == 2


def test_a_file_put_in_place_of_another_is_the_one_that_is_read(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    create_case(desk, NOW)
    taken = backups.back_up(settings, desk.vault, NOW)
    create_case(desk, NOW)
    backups.restore(taken.path, desk.vault, backups.place_of(settings, str(tmp_path / "new")), NOW)
    desk.store.close()
    os.replace(tmp_path / "new" / "pcb.sqlite3", file_of(settings))
    assert len(list_cases(desk)) == 1


@pytest.mark.parametrize("share", [0, 1, 40, 75, 99])
def test_a_file_that_was_cut_is_not_opened_and_the_way_to_restore_is_told(
    desk: Desk, settings: Settings, share: int
) -> None:
    for _ in range(5):
        note(desk, create_case(desk, NOW).id, "x" * 3000)
    taken = backups.back_up(settings, desk.vault, NOW)
    desk.store.close()
    held = file_of(settings).read_bytes()
    file_of(settings).write_bytes(held[: len(held) * share // 100])
    for create in (True, False):
        with pytest.raises(StoreUnavailable, match=r"abîmée|n’est pas une base") as told:
            open_store(settings, create=create)
        assert "estaure" in str(told.value)
    restored = backups.restore(taken.path, desk.vault, settings.database, NOW)
    assert Path(restored.old).read_bytes() == held[: len(held) * share // 100]
    again = open_store(settings)
    assert len(list_cases(Desk(again, desk.vault, desk.account))) == 5
    again.close()


def test_a_file_cut_under_the_application_is_told(desk: Desk, settings: Settings) -> None:
    cases = [create_case(desk, NOW).id for _ in range(5)]
    for case_id in cases:
        note(desk, case_id, "x" * 3000)
    desk.store.close()  # the journal of SQLite is folded into the file
    list_cases(desk)
    desk.store.engine.dispose()
    os.truncate(file_of(settings), 8192)
    with pytest.raises((StoreUnavailable, Damaged)) as told:
        list_cases(desk)
    assert "estaure" in str(told.value)


def test_one_flipped_byte_in_a_sealed_document_is_told_and_the_other_cases_are_there(
    desk: Desk, settings: Settings
) -> None:
    one, other = create_case(desk, NOW).id, create_case(desk, NOW).id
    with closing(sqlite3.connect(file_of(settings), isolation_level=None)) as connection:
        (sealed,) = connection.execute("SELECT document FROM case_record WHERE id = ?", (one,)).fetchone()
        altered = bytearray(sealed)
        altered[len(altered) // 2] ^= 4
        connection.execute("UPDATE case_record SET document = ? WHERE id = ?", (bytes(altered), one))
    with pytest.raises(Damaged, match="Restaurez une sauvegarde"):
        open_case(desk, one)
    with pytest.raises(Damaged):
        note(desk, one, "par-dessus")
    assert open_case(desk, other).id == other
    assert {card.id for card in list_cases(desk)} == {one, other}


def test_a_new_base_is_never_a_file_of_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file_guard.make(tmp_path / "new.sqlite3")
    assert (tmp_path / "new.sqlite3").stat().st_size >= 512
    assert [path.name for path in tmp_path.iterdir()] == ["new.sqlite3"]
    with pytest.raises(FileExistsError):
        file_guard.make(tmp_path / "new.sqlite3")

    def without_second_names(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", without_second_names)
    file_guard.make(tmp_path / "other.sqlite3")
    assert (tmp_path / "other.sqlite3").stat().st_size >= 512
    with pytest.raises(FileExistsError):
        file_guard.make(tmp_path / "other.sqlite3")
    assert len(list(tmp_path.iterdir())) == 2
