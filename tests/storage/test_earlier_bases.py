"""A base of each earlier schema, made by the program of its time, opens, migrates and gives the same papers.

``bases/0001.sqlite3`` and ``bases/0002.sqlite3`` were written by the last version of the program that knew no later
schema: an invented household with one answer and its declaration, an empty case, and since 0002 a file. Both have the
account « claire » and the same password.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.errors import StoreUnavailable
from pcb.storage import attachments, safety_copy
from pcb.storage.upgrade import HEAD, MIGRATIONS
from pcb.usecases.accounts import sign_in
from pcb.usecases.agreement import first_disagreement
from pcb.usecases.cases import history, list_cases
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.papers import print_declaration, printed_before, printed_papers

BASES = Path(__file__).parent / "bases"
PASSWORD = "cheval batterie agrafe"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LAW_DAY = date(2025, 6, 30)
SCHEMAS = ("0001", "0002")
PRINTED = {
    "0001": "74ded4f38cdcf39a9ce141cb22cec306945ea11169ea15a312dc54f57e510845",
    "0002": "77fc5ed8e7cc2a25a4d87f8668d314c88b4e6467584e10d1ffc4b25c430b6eac",
}
"""SHA-256 of the declaration as the program of that time printed it."""


@pytest.fixture(params=SCHEMAS)
def schema(request: pytest.FixtureRequest) -> str:
    made: str = request.param
    return made


@pytest.fixture
def settings(schema: str, tmp_path: Path) -> Settings:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(BASES / f"{schema}.sqlite3", folder / "pcb.sqlite3")
    return Settings(folder)


def schema_of(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found)


def opened(settings: Settings) -> Desk:
    return sign_in(open_store(settings, create=False), "claire", PASSWORD)


def test_there_is_a_base_of_each_schema_but_the_newest() -> None:
    known = sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("v*.py"))
    assert [path.stem for path in sorted(BASES.iterdir())] == list(SCHEMAS)
    assert set(known) - {HEAD} <= set(SCHEMAS), "gardez une base du schéma précédent dans tests/storage/bases"
    for made in SCHEMAS:
        assert schema_of(BASES / f"{made}.sqlite3") == made


def test_it_opens_migrates_and_its_papers_are_those_that_were_handed_over(schema: str, settings: Settings) -> None:
    desk = opened(settings)
    assert schema_of(settings.data_dir / "pcb.sqlite3") == HEAD
    couple = next(card for card in list_cases(desk) if card.reference == "2026-0001")
    (kept,) = printed_papers(desk, couple.id)
    before = printed_before(desk, couple.id, kept.id)
    assert sha256(before.content).hexdigest() == before.sha256 == PRINTED[schema]
    again = print_declaration(desk, couple.id, LAW_DAY, NOW)
    assert again.content.startswith(b"%PDF")
    assert again.content == print_declaration(desk, couple.id, LAW_DAY, NOW).content
    assert printed_before(desk, couple.id, kept.id).content == before.content
    assert [line.after for line in history(desk, couple.id) if line.path == "note"] == ["Vue le 23 novembre"]
    for card in list_cases(desk):
        assert first_disagreement(desk.store, desk.vault, card.id) is None
    if schema != "0001":
        (file,) = attachments.attachments(desk.store, desk.vault, couple.id)
        assert attachments.content(desk.store, desk.vault, couple.id, file.id)[1] == b"%PDF-1.7 un bail"
    desk.store.close()


def test_before_it_migrates_the_base_is_copied_as_it_was_and_one_copy_is_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety_copy, "HEAD", "9999")
    folder = settings.data_dir
    older = folder / "pcb.sqlite3.avant-migration-0000"
    older.write_bytes(b"an older one")
    found = schema_of(folder / "pcb.sqlite3")
    with closing(sqlite3.connect(folder / "pcb.sqlite3")) as connection:
        rows = connection.execute("SELECT * FROM case_record ORDER BY id").fetchall()
    open_store(settings).close()
    kept = folder / f"pcb.sqlite3.avant-migration-{found}"
    assert sorted(path.name for path in folder.glob("*migration*")) == [kept.name]
    assert schema_of(kept) == found
    assert kept.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT * FROM case_record ORDER BY id").fetchall() == rows


def test_without_room_for_the_copy_nothing_is_migrated(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety_copy, "HEAD", "9999")
    before = schema_of(settings.data_dir / "pcb.sqlite3")

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(safety_copy.os, "fsync", full)
    with pytest.raises(StoreUnavailable, match="rien n’a été changé"):
        open_store(settings)
    assert schema_of(settings.data_dir / "pcb.sqlite3") == before
    assert list(settings.data_dir.glob("*migration*")) == []


def test_a_new_base_and_one_up_to_date_make_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        open_store(Settings(tmp_path)).close()
    assert list(tmp_path.glob("*migration*")) == []


@pytest.mark.parametrize("number", [3, pytest.param(100, marks=pytest.mark.proof)])
def test_killed_while_it_migrates_the_base_is_the_old_or_the_new_never_between(
    tmp_path: Path, number: int, schema: str
) -> None:
    """The kills are spread over the whole of a migration, from its start to after its end."""
    program = (
        "import sys; from pathlib import Path; from pcb.config import Settings; import alembic.command, alembic.config;"
        "from pcb.usecases.desk import open_store; print('ready', flush=True);"
        "open_store(Settings(Path(sys.argv[1]))); print('done', flush=True)"
    )
    ended = set()
    for turn in range(number):
        folder = tmp_path / f"data-{turn}"
        folder.mkdir()
        shutil.copy(BASES / f"{schema}.sqlite3", folder / "pcb.sqlite3")
        with subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.3 * turn / number)
            process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        found = schema_of(folder / "pcb.sqlite3")
        ended.add(found)
        assert found in (schema, HEAD)
        with closing(sqlite3.connect(folder / "pcb.sqlite3")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        desk = opened(Settings(folder))
        assert len(list_cases(desk)) == 2
        desk.store.close()
    assert number < 100 or ended == {schema, HEAD}
