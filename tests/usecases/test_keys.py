"""The keys of the house, while people work: nobody loses an answer, and whoever is gone reads nothing that follows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from pcb.config import Settings
from pcb.errors import AccessDenied, Damaged, FileRefused
from pcb.storage import key_file
from pcb.storage.journal import newest_first
from pcb.storage.sealed_columns import case_place
from pcb.storage.tables import audit, case_record
from pcb.storage.vault import Ring, Vault, number_of
from pcb.usecases import cases, invitations, keys
from pcb.usecases.accounts import SetUp, recover, sign_in
from pcb.usecases.cases import Saved
from pcb.usecases.desk import Desk, Store, open_store
from tests.storage.facts import large_household
from tests.storage.test_rotation import sealed_by
from tests.usecases.conftest import LIGHT, NOW, PASSWORD
from tests.usecases.test_invitations import NEW_PASSWORD, PAUL, arrived

ROOT = Path(__file__).parent.parent.parent


def test_a_removed_colleague_reads_nothing_of_a_copy_taken_after_the_key_was_replaced(desk: Desk) -> None:
    theirs = arrived(desk)
    opened = cases.import_case(desk, large_household(debts=2, lines=2), NOW)
    invitations.remove(desk, theirs.account.id)
    assert not keys.rotation_unfinished(desk)
    done = keys.rotate(desk, settle=0)
    assert (done.number, done.finished) == (2, True)
    with desk.store.reading() as connection:
        told = list(connection.execute(select(audit.c.action).order_by(audit.c.sequence)).scalars())
    assert told[-3:] == ["remove", "rotate", "rotated"]
    assert cases.open_case(desk, opened.id).revision == 1
    with desk.store.reading() as connection:
        row = connection.execute(select(case_record)).one()
    document, place = row.document, case_place(row, "document")
    assert desk.vault.open(document, *place)
    with pytest.raises(AccessDenied):  # with all that they kept in memory, and the base as it is now
        theirs.vault.open(document, *place)
    with pytest.raises(Damaged):
        Vault(Ring({1: theirs.vault.data_key(1)})).open(document, *place)
    with pytest.raises(AccessDenied):
        keys.rotate(theirs, settle=0)
    with pytest.raises(AccessDenied):
        keys.rotation_unfinished(theirs)


def test_everybody_goes_on_working_after_a_rotation_signed_in_or_not(desk: Desk, set_up: SetUp) -> None:
    theirs = arrived(desk)
    opened = cases.import_case(desk, large_household(debts=2, lines=2), NOW)
    keys.rotate(desk, settle=0)
    assert theirs.vault.open(desk.vault.seal(b"x", "x"), "x") == b"x"
    for back in (
        sign_in(desk.store, "claire", PASSWORD),
        sign_in(desk.store, "paul", PAUL),
        recover(desk.store, "claire", set_up.recovery_code, NEW_PASSWORD, now=NOW),
    ):
        assert back.vault.newest == 2
    assert cases.open_case(sign_in(desk.store, "claire", NEW_PASSWORD), opened.id).case == opened.case


def test_people_who_save_while_the_key_is_replaced_lose_nothing(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pcb.storage.vault.LOOK_SECONDS", 0.3)
    opened = [cases.import_case(desk, large_household(debts=3, lines=4), NOW) for _ in range(4)]
    saved: list[tuple[str, str, int]] = []
    over = threading.Event()

    def work(case_id: str, n: int) -> None:
        store = open_store(settings)  # as another process would
        own = sign_in(store, "claire", PASSWORD)
        turn = 0
        while not over.is_set():
            turn += 1
            request = f"w{n}-{turn}"
            outcome = cases.answer(
                own,
                case_id,
                f"debts.d{n % 3}.unpaid",
                str(turn),
                seen=None,
                overwrite=True,
                request_id=request,
                now=NOW,
            )
            assert isinstance(outcome, Saved)
            saved.append((case_id, request, outcome.revision))
        store.close()

    threads = [threading.Thread(target=work, args=(opened[n % 4].id, n)) for n in range(6)]
    for thread in threads:
        thread.start()
    numbers = [keys.rotate(desk, settle=1.5).number]
    over.set()
    for thread in threads:
        thread.join()
    assert numbers == [2]
    assert len(saved) > 50
    assert sealed_by(desk.store) == {2}
    again = sign_in(desk.store, "claire", PASSWORD)
    for case_id in {case_id for case_id, _, _ in saved}:
        done = {change.request_id: change.revision for change in newest_first(again.store, again.vault, case_id)}
        assert all(done[request] == revision for of, request, revision in saved if of == case_id)
        assert cases.open_case(again, case_id).revision == max(done.values())


ROTATOR = """
import sys
from pathlib import Path
from pcb.config import Settings
from pcb.storage import rotation
from pcb.usecases import keys
from pcb.usecases.accounts import sign_in
from pcb.usecases.desk import open_store

rotation.ROWS_AT_A_TIME = 1
desk = sign_in(open_store(Settings(Path(sys.argv[1]))), "claire", "cheval batterie agrafe")
print("begun", flush=True)
while True:
    print(keys.rotate(desk, settle=0, progress=lambda done: print(done, flush=True)).number, flush=True)
"""


def rotate_and_kill(desk: Desk, settings: Settings, kills: int) -> None:
    opened = [cases.import_case(desk, large_household(debts=3, lines=4), NOW) for _ in range(5)]
    for kill in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", ROTATOR, str(settings.data_dir)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.003 + 0.017 * (kill % 11))
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.close()
        process.wait()
        store = open_store(settings)
        back = sign_in(store, "claire", PASSWORD)
        for one in opened:
            assert cases.open_case(back, one.id).case == one.case
            assert [change.revision for change in newest_first(store, back.vault, one.id)] == [1]
        store.close()
    back = sign_in(desk.store, "claire", PASSWORD)
    done = keys.rotate(back, settle=0)
    assert done.finished
    assert sealed_by(desk.store) == {done.number}
    assert cases.open_case(back, opened[0].id).case == opened[0].case


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL n’y existe pas")
def test_a_process_killed_while_it_replaces_the_key_leaves_everything_readable(desk: Desk, settings: Settings) -> None:
    rotate_and_kill(desk, settings, kills=2)


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL n’y existe pas")
def test_forty_processes_killed_while_they_replace_the_key_leave_everything_readable(
    desk: Desk, settings: Settings
) -> None:
    rotate_and_kill(desk, settings, kills=40)


def test_a_new_recovery_code_kills_the_old_one(desk: Desk, set_up: SetUp) -> None:
    code = keys.new_recovery_code(desk, strength=LIGHT)
    assert code != set_up.recovery_code
    with pytest.raises(AccessDenied):
        recover(desk.store, "claire", set_up.recovery_code, NEW_PASSWORD, now=NOW)
    assert recover(desk.store, "claire", code, NEW_PASSWORD, now=NOW).account == desk.account
    theirs = arrived(desk)
    with pytest.raises(AccessDenied):
        keys.new_recovery_code(theirs, strength=LIGHT)


# The key file of a server


def test_a_server_opens_the_vault_by_its_key_file_when_nobody_is_signed_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "pcb.key"
    keys.make_key_file(desk, path, strength=LIGHT)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(key_file.read_key(path)) == 32
    sealed = desk.vault.seal(b"facts", "x")
    assert keys.vault_by_file(desk.store, path).open(sealed, "x") == b"facts"
    keys.rotate(desk, settle=0)
    again = keys.vault_by_file(desk.store, path)
    assert number_of(again.seal(b"x", "x")) == 2
    keys.withdraw_key_file(desk)
    with pytest.raises(AccessDenied, match="pcb key file"):
        keys.vault_by_file(desk.store, path)


def test_a_key_file_lets_nobody_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "pcb.key"
    keys.make_key_file(desk, path, strength=LIGHT)
    secret = key_file.read_key(path).hex()
    for login in ("file", "claire", ""):
        for typed in (secret, path.read_text().strip()):
            with pytest.raises(AccessDenied):
                sign_in(desk.store, login, typed)


def test_a_key_file_of_another_base_or_replaced_opens_nothing(desk: Desk, tmp_path: Path) -> None:
    old, new = tmp_path / "old.key", tmp_path / "new.key"
    keys.make_key_file(desk, old, strength=LIGHT)
    keys.make_key_file(desk, new, strength=LIGHT)
    with pytest.raises(AccessDenied, match="de cette base"):
        keys.vault_by_file(desk.store, old)
    assert keys.vault_by_file(desk.store, new).newest == 1


def test_a_key_file_is_never_written_over_and_none_is_left_where_it_opens_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pcb.key"
    keys.make_key_file(desk, path, strength=LIGHT)
    held = path.read_bytes()
    with pytest.raises(FileRefused, match="déjà"):
        keys.make_key_file(desk, path, strength=LIGHT)
    assert path.read_bytes() == held
    with pytest.raises(FileRefused, match="ne peut pas être écrit"):
        keys.make_key_file(desk, tmp_path / "nowhere" / "pcb.key", strength=LIGHT)

    def full(*_: object) -> None:
        raise OSError(28, "disque plein")

    monkeypatch.setattr(Store, "writing", full)
    other = replace(desk)
    with pytest.raises(OSError, match="disque plein"):
        keys.make_key_file(other, tmp_path / "other.key", strength=LIGHT)
    assert not (tmp_path / "other.key").exists()


def test_only_an_administrator_makes_or_withdraws_a_key_file(desk: Desk, tmp_path: Path) -> None:
    theirs = arrived(desk)
    with pytest.raises(AccessDenied):
        keys.make_key_file(theirs, tmp_path / "pcb.key", strength=LIGHT)
    assert not (tmp_path / "pcb.key").exists()
    with pytest.raises(AccessDenied):
        keys.withdraw_key_file(theirs)


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        (b"", 0o600, "32 octets"),
        (b"pas du base64 !", 0o600, "32 octets"),
        (b"AAAA", 0o600, "32 octets"),
        (b"A" * 43 + b"=", 0o620, "par d’autres"),
        (b"A" * 43 + b"=", 0o604, "par d’autres"),
    ],
)
def test_a_key_file_that_will_not_do_says_why(tmp_path: Path, content: bytes, mode: int, said: str) -> None:
    path = tmp_path / "pcb.key"
    path.write_bytes(content)
    path.chmod(mode)
    with pytest.raises(AccessDenied, match=said):
        key_file.read_key(path)


def test_a_key_file_that_is_not_there_or_not_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(AccessDenied, match="ne peut pas être lu"):
        key_file.read_key(tmp_path / "pcb.key")
    with pytest.raises(AccessDenied):
        key_file.read_key(tmp_path)
    with pytest.raises(AccessDenied, match="n’est pas un fichier"):
        key_file.read_key(Path("/dev/null"))
