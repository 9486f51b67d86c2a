"""Nothing of a household can be read in the files, at any moment; nothing acknowledged is lost to a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.domain.case_path import get
from pcb.domain.money import Money
from pcb.errors import FileRefused
from pcb.storage.journal import newest_first
from pcb.usecases import accounts, attachments, cases
from pcb.usecases.attachments import Worker
from pcb.usecases.cases import OpenCase, Saved
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.papers import print_declaration
from tests.intake import made
from tests.storage.facts import large_household
from tests.usecases.conftest import LIGHT, NOW, PASSWORD

ROOT = Path(__file__).parent.parent.parent
TYPED = {
    "persons.p1.birth_name": "Quintanilhac",
    "persons.p1.first_names": "Anselmine",
    "debts.d1.creditor": "Zwickelbank Créditeur",
    "debts.d1.balance": "73916,42",
    "request.words": "Je n’ai plus rien depuis le licenciement",
    "address.city": "Lannemaignan",
    "accounts.{account}.iban": "FR7630006000011234567890189",
}


def spellings(text: str) -> set[bytes]:
    """The forms in which a text or an amount could lie in a file."""
    amount = text.replace(",", "")
    forms = {text, text.lower(), text.upper(), text.replace(",", "."), json.dumps(text)[1:-1], amount}
    return {form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "latin-1", "cp1252")
            if form.encode(encoding, "ignore").decode(encoding) == form}  # fmt: skip


def found_in(folder: Path, secrets: list[str]) -> list[tuple[str, str]]:
    held = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert held
    return [
        (path.name, secret)
        for path, content in held.items()
        for secret in secrets
        if any(form in content for form in spellings(secret))
    ]


def test_no_name_creditor_or_amount_lies_in_any_file_before_or_after_closing(desk: Desk, settings: Settings) -> None:
    opened = cases.create_case(desk, NOW)
    opened, account_id = cases.add_item(desk, opened.id, "accounts", "current", NOW)
    for list_, item in (("debts", "revolving"),):
        opened, debt_id = cases.add_item(desk, opened.id, list_, item, NOW)
    secrets = [PASSWORD, "Claire Dubosc"]
    for path, typed in TYPED.items():
        place = path.replace("debts.d1.", f"debts.{debt_id}.").replace("{account}", account_id)
        outcome = cases.answer(desk, opened.id, place, typed, seen=None, request_id=place, now=NOW)
        assert isinstance(outcome, Saved), (place, outcome)
        secrets.append(typed)
    cases.remove_item(desk, opened.id, "debts", debt_id, NOW)
    cases.undo(desk, opened.id, NOW)
    print_declaration(desk, opened.id, NOW.date(), NOW)
    assert {path.name for path in settings.data_dir.iterdir()} == {"pcb.sqlite3", "pcb.sqlite3-wal", "pcb.sqlite3-shm"}
    assert found_in(settings.data_dir, secrets) == []
    desk.store.close()
    assert found_in(settings.data_dir, secrets) == []


FILE_NAME = "Certificat médical de Quintanilhac.jpg"


def test_no_content_and_no_name_of_a_file_lies_in_any_file_kept_or_refused(
    desk: Desk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setenv("TMPDIR", str(spool))
    opened, worker = cases.create_case(desk, NOW), Worker()
    key = "persons-p1-identity"
    photo, locked = made.photograph(1), made.pdf(1, "Zwickelbank")[:700]
    searched = [photo, made.pdf(2, "Zwickelbank", embedded=False)]
    for number, content in enumerate(tuple(searched)):
        added = attachments.attach(
            desk, opened.id, key, FILE_NAME, content, NOW, request_id=f"request-{number}", receive=worker.receive
        )
        searched.append(attachments.attachment_content(desk, opened.id, added.id)[1])
        searched.append(attachments.preview(desk, opened.id, added.id, 0, 360, worker))
    with pytest.raises(FileRefused):
        attachments.attach(desk, opened.id, key, FILE_NAME, locked, NOW, request_id="request-x", receive=worker.receive)
    attachments.move(desk, opened.id, added.id, "home-lease", NOW)
    attachments.remove(desk, opened.id, added.id, NOW)
    worker.close()
    parts = [content[at : at + 20] for content in (*searched, locked) for at in range(40, len(content) - 20, 1009)]
    parts = [part for part in parts if len(set(part)) > 8]  # not the blanks that any file holds
    assert len(parts) > 200
    for _ in ("open", "closed"):
        held = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
        assert sum(map(len, held)) > len(searched[2]) + len(searched[4])  # what is sealed is there
        assert [part for part in parts if any(part in content for content in held)] == []
        assert found_in(settings.data_dir, [FILE_NAME, "Quintanilhac", "Zwickelbank"]) == []
        desk.store.close()
    assert list(spool.iterdir()) == []


def test_the_search_would_find_a_secret_that_lies_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes("reste dû : 73916.42 à ZWICKELBANK CRÉDITEUR".encode())
    assert {secret for _, secret in found_in(tmp_path, list(TYPED.values()))} == {"73916,42", "Zwickelbank Créditeur"}


TYPIST = """
import sys
from pathlib import Path
from pcb.config import Settings
from pcb.usecases import accounts, cases
from pcb.usecases.desk import open_store
from datetime import datetime, UTC

folder, case_id, seen, first = sys.argv[1:5]
desk = accounts.sign_in(open_store(Settings(Path(folder))), "claire", "cheval batterie agrafe")
n = int(first)
while True:
    n += 1
    path = f"debts.d{n % 3}.unpaid"
    now = datetime.now(UTC)
    out = cases.answer(desk, case_id, path, str(n), seen=None, overwrite=True, request_id=f"r{n}", now=now)
    print(n, out.revision, flush=True)
"""


def typed_until_killed(settings: Settings, opened: OpenCase, first: int, wait: float) -> list[tuple[int, int]]:
    """Answers acknowledged by another process before it is killed, with their revision."""
    process = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(settings.data_dir), opened.id, "", str(first)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    time.sleep(wait)
    os.kill(process.pid, signal.SIGKILL)
    lines += process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()
    return [(int(n), int(revision)) for n, _, revision in (line.partition(" ") for line in lines if line.strip())]


def kill_and_check(settings: Settings, kills: int) -> int:
    store = open_store(settings)
    desk = accounts.set_up(store, "claire", "Claire", PASSWORD, now=NOW, strength=LIGHT).desk
    opened = cases.import_case(desk, large_household(debts=3, lines=4), NOW)
    last = 0
    for kill in range(kills):
        acknowledged = typed_until_killed(settings, opened, last, 0.02 + 0.013 * (kill % 7))
        assert acknowledged
        done = {change.request_id: change for change in newest_first(store, desk.vault, opened.id)}
        for n, revision in acknowledged:
            change = done[f"r{n}"]
            assert change.revision == revision
            assert change.patches[0].after == n * 100
        now = cases.open_case(desk, opened.id)
        assert now.revision == max(change.revision for change in done.values())
        for path in (f"debts.d{n}.unpaid" for n in range(3)):
            newest = next((c for c in done.values() if c.patches and c.patches[0].path == path), None)
            assert get(now.case, path) == (Money(newest.patches[0].after) if newest else get(opened.case, path))
        last = max(n for n, _ in acknowledged) + 1
    store.close()
    return last


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL n’y existe pas")
def test_what_was_acknowledged_before_a_kill_is_there_after_it(settings: Settings) -> None:
    assert kill_and_check(settings, kills=1)


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL n’y existe pas")
def test_twenty_kills_lose_no_acknowledged_answer_and_leave_none_half_saved(settings: Settings) -> None:
    assert kill_and_check(settings, kills=20) > 20
