"""A backup: one sealed file, proved before it has its name, equal row by row once put back, refused when altered."""

from __future__ import annotations

import dataclasses
import os
import random
import stat
import sys
from io import BytesIO
from pathlib import Path

import pytest

from pcb.errors import AccessDenied, Damaged, NotFound, StoreUnavailable
from pcb.storage.accounts import UserAccount
from pcb.storage.backup import chunks, header, restoring, taking
from pcb.storage.backup.kept import KeptBackup
from pcb.storage.database import Store, open_store
from pcb.storage.vault import Vault
from tests.storage.backup.conftest import database_of, fill, rows_of
from tests.storage.conftest import NOW

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def backup(filled: list[str], url: str, vault: Vault, folder: Path, work: Path) -> KeptBackup:
    return taking.take(url, vault, folder, work, NOW)


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_backup_is_one_file_for_its_owner_alone_and_nothing_else_stays(
    backup: KeptBackup, folder: Path, work: Path
) -> None:
    assert files_below(folder) == {"pcb-2026-11-23-143200.sauvegarde"}
    assert files_below(work) == set()
    if sys.platform != "win32":
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_its_header_tells_what_it_holds(backup: KeptBackup) -> None:
    told = restoring.header_of(backup.path)
    assert (told.engine, told.created_at) == ("sqlite", NOW)
    counts = {name: told.counts[name] for name in ("case_record", "journal", "paper", "attachment", "account")}
    assert counts == {"case_record": 3, "journal": 9, "paper": 3, "attachment": 3, "account": 1}
    assert {(key.lock.holder == "recovery", key.login) for key in told.keys} == {(True, ""), (False, "claire")}


def test_put_back_elsewhere_it_is_equal_row_by_row_and_its_records_open(
    backup: KeptBackup, url: str, vault: Vault, filled: list[str], store: Store, tmp_path: Path
) -> None:
    store.close()
    elsewhere = f"sqlite:///{tmp_path / 'ailleurs' / 'pcb.sqlite3'}"
    restored = restoring.restore(backup.path, vault, elsewhere, NOW)
    assert restored.old == ""
    assert rows_of(database_of(elsewhere)) == rows_of(database_of(url))
    assert stat.S_IMODE(database_of(elsewhere).stat().st_mode) == 0o600
    assert files_below(tmp_path / "ailleurs") == {"pcb.sqlite3"}
    from pcb.storage import cases

    again = open_store(elsewhere)
    assert cases.load(again, vault, filled[0]).case.note == "note 1"
    again.close()


def test_the_password_or_the_recovery_code_opens_it_and_nothing_else(backup: KeptBackup, vault: Vault) -> None:
    told = restoring.header_of(backup.path)
    mark = header.vault_mark(vault)
    assert header.vault_mark(header.opened_by_secret(told, "", "claire", "un mot de passe")) == mark
    assert header.vault_mark(header.opened_by_secret(told, "recovery", "", "ACDEFGHJ")) == mark
    for holder, login, secret in (
        ("", "claire", "un mauvais mot de passe"), ("", "claire", "ACDEFGHJ"), ("", "paul", "un mot de passe"),
        ("recovery", "", "un mot de passe"), ("file", "", "ACDEFGHJ"), ("", "", "ACDEFGHJ"),
    ):  # fmt: skip
        with pytest.raises(AccessDenied):
            header.opened_by_secret(told, holder, login, secret)
    with pytest.raises(AccessDenied):
        header.checked(told, Vault.new())


def test_no_content_of_the_base_can_be_read_in_it(backup: KeptBackup) -> None:
    content = backup.path.read_bytes()
    assert b"SQLite format" not in content
    assert b"CREATE TABLE" not in content


def damages(content: bytes, number: int, seed: int) -> list[bytes]:
    """Flipped bits at random places, with every part of the file hit."""
    dice = random.Random(seed)
    places = [*range(0, 40, 4), len(content) - 1, *(dice.randrange(len(content)) for _ in range(number))]
    return [
        content[:at] + bytes([content[at] ^ (1 << dice.randrange(8))]) + content[at + 1 :] for at in places[:number]
    ]


@pytest.mark.parametrize("number", [40, pytest.param(200, marks=pytest.mark.proof)])
def test_every_altered_byte_is_found(backup: KeptBackup, vault: Vault, work: Path, number: int, tmp_path: Path) -> None:
    altered = tmp_path / "altered.sauvegarde"
    for content in damages(backup.path.read_bytes(), number, seed=7):
        altered.write_bytes(content)
        with pytest.raises(Damaged):
            restoring.rehearse(altered, vault, work, NOW)
    assert files_below(work) == set()


def test_a_cut_anywhere_and_anything_added_are_found(
    backup: KeptBackup, vault: Vault, work: Path, tmp_path: Path
) -> None:
    whole = backup.path.read_bytes()
    for length in (0, 1, 14, 16, 19, 500, len(whole) // 2, len(whole) - 16, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:length])
        with pytest.raises(Damaged):
            restoring.rehearse(tmp_path / "cut", vault, work, NOW)
    (tmp_path / "more").write_bytes(whole + b"\0")
    with pytest.raises(Damaged):
        restoring.rehearse(tmp_path / "more", vault, work, NOW)


def sealed_parts(vault: Vault, plain: bytes, head: bytes = b"head") -> list[bytes]:
    out = BytesIO()
    chunks.seal(BytesIO(plain), out, vault, b"s" * 32, head)
    whole = out.getvalue()
    step = chunks.CHUNK + 16
    return [whole[at : at + step] for at in range(0, len(whole), step)]


def read_parts(vault: Vault, parts: list[bytes], size: int, head: bytes = b"head") -> bytes:
    return b"".join(chunks.opened(BytesIO(b"".join(parts)), vault, b"s" * 32, head, size))


def test_a_missing_doubled_moved_or_foreign_part_is_found(vault: Vault) -> None:
    plain = random.Random(1).randbytes(3 * chunks.CHUNK + 5)
    one, two, three, last = parts = sealed_parts(vault, plain)
    assert read_parts(vault, parts, len(plain)) == plain
    foreign = sealed_parts(vault, plain, head=b"another")
    for wrong in (
        [one, two, three], [one, three, last], [two, three, last], [one, two, two, three, last],
        [two, one, three, last], [one, two, three, last, last], [last], [], foreign, [foreign[0], two, three, last],
    ):  # fmt: skip
        with pytest.raises(Damaged):
            read_parts(vault, wrong, len(plain))
    with pytest.raises(Damaged):
        read_parts(Vault.new(), parts, len(plain))


@pytest.mark.parametrize("size", [0, 1, chunks.CHUNK - 1, chunks.CHUNK, chunks.CHUNK + 1, 2 * chunks.CHUNK])
def test_every_size_comes_back_and_a_cut_at_a_part_is_found(vault: Vault, size: int) -> None:
    plain = bytes(size)
    parts = sealed_parts(vault, plain)
    assert read_parts(vault, parts, size) == plain
    with pytest.raises(Damaged):
        read_parts(vault, parts[:-1], size)


def test_two_backups_of_one_base_share_no_sealed_part(vault: Vault) -> None:
    again = BytesIO()
    chunks.seal(BytesIO(bytes(100)), again, vault, b"t" * 32, b"head")
    assert again.getvalue() != sealed_parts(vault, bytes(100))[0]


def test_a_backup_of_a_later_format_or_schema_is_left_alone(
    backup: KeptBackup, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = dataclasses.replace(backup.header, schema="9999")
    (tmp_path / "later").write_bytes(header.written(later))
    with pytest.raises(StoreUnavailable, match="version plus récente"):
        restoring.restore(tmp_path / "later", vault, f"sqlite:///{tmp_path / 'x' / 'pcb.sqlite3'}", NOW)
    monkeypatch.setattr(header, "FORMAT", 2)
    content = header.written(backup.header)
    monkeypatch.undo()
    (tmp_path / "later").write_bytes(content)
    with pytest.raises(Damaged, match="version plus récente"):
        restoring.header_of(tmp_path / "later")


def test_a_forged_header_cannot_take_all_the_memory(backup: KeptBackup, tmp_path: Path) -> None:
    content = header.written(backup.header).replace(b'"memory_kib": 64', b'"memory_kib": 99')
    body = content[:-32].replace(b'"memory_kib": 99', b'"memory_kib": 99999999999')
    grown = len(body) - len(header.MARK) - 4
    body = header.MARK + grown.to_bytes(4, "big") + body[len(header.MARK) + 4 :]
    from hashlib import sha256

    (tmp_path / "forged").write_bytes(body + sha256(body).digest())
    with pytest.raises(Damaged):
        restoring.header_of(tmp_path / "forged")


def test_a_base_that_is_damaged_makes_no_backup_and_touches_no_other(
    backup: KeptBackup, store: Store, url: str, vault: Vault, folder: Path, work: Path
) -> None:
    store.close()
    database = database_of(url)
    with database.open("r+b") as file:
        file.seek(database.stat().st_size - 4096 * 3)
        file.write(b"\xff" * 8192)
    with pytest.raises(Damaged, match="abîmée"):
        taking.take(url, vault, folder, work, NOW)
    assert files_below(folder) == {backup.path.name}
    assert files_below(work) == set()


def test_two_backups_of_the_same_second_have_two_names(backup: KeptBackup, url: str, vault: Vault, work: Path) -> None:
    second = taking.take(url, vault, backup.path.parent, work, NOW)
    assert second.path.name == "pcb-2026-11-23-143200-2.sauvegarde"
    assert len(list(backup.path.parent.iterdir())) == 2


def test_what_a_cut_left_a_day_ago_is_cleared_away_and_what_is_being_done_is_not(
    filled: list[str], url: str, vault: Vault, folder: Path, work: Path
) -> None:
    for name, age in (("ancienne", 25 * 3600), ("récente", 3600)):
        left = work / f".sauvegarde-en-cours-{name}"
        left.mkdir(parents=True)
        (left / "copie").write_bytes(b"x")
        moment = NOW.timestamp() - age
        os.utime(left, (moment, moment))
    taking.take(url, vault, folder, work, NOW)
    assert [path.name for path in work.iterdir()] == [".sauvegarde-en-cours-récente"]


def test_restoring_over_a_base_keeps_the_old_one_beside(
    backup: KeptBackup, store: Store, url: str, vault: Vault, counsellor: UserAccount
) -> None:
    before = rows_of(database_of(url))
    fill(store, vault, counsellor, 1)
    store.close()
    after = rows_of(database_of(url))
    assert restoring.held_at(url) == 4
    restored = restoring.restore(backup.path, vault, url, NOW)
    assert restored.old.endswith("pcb.sqlite3.avant-2026-11-23-143200")
    assert rows_of(database_of(url)) == before != after
    assert rows_of(Path(restored.old)) == after
    again = restoring.restore(backup.path, vault, url, NOW)
    assert again.old.endswith("-2")


def test_a_base_too_damaged_to_be_opened_is_replaced_and_kept_with_its_journal(
    backup: KeptBackup, store: Store, url: str, vault: Vault
) -> None:
    before = rows_of(database_of(url))
    store.close()
    database = database_of(url)
    database.write_bytes(b"\xff" * 20000)
    Path(f"{database}-wal").write_bytes(b"journal d'une autre base")
    assert restoring.held_at(url) == 0
    restored = restoring.restore(backup.path, vault, url, NOW)
    assert rows_of(database) == before
    assert Path(restored.old).read_bytes() == b"\xff" * 20000
    assert Path(f"{restored.old}-wal").read_bytes() == b"journal d'une autre base"


def test_an_altered_backup_is_found_before_anything_is_replaced(
    backup: KeptBackup, store: Store, url: str, vault: Vault
) -> None:
    store.close()
    database = database_of(url)
    there = database.read_bytes()
    content = bytearray(backup.path.read_bytes())
    content[-100] ^= 1
    backup.path.write_bytes(content)
    with pytest.raises(Damaged, match="rien n’en a été repris"):
        restoring.restore(backup.path, vault, url, NOW)
    assert database.read_bytes() == there
    assert files_below(database.parent) == {"pcb.sqlite3"}


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="introuvable"):
        restoring.header_of(tmp_path / "absente")
    (tmp_path / "lettre").write_bytes(b"Madame, Monsieur")
    with pytest.raises(Damaged, match="n’est pas une sauvegarde"):
        restoring.header_of(tmp_path / "lettre")


def test_a_backup_of_one_engine_is_not_restored_into_another(backup: KeptBackup, vault: Vault) -> None:
    with pytest.raises(StoreUnavailable, match=r"SQLite.*PostgreSQL"):
        restoring.restore(backup.path, vault, "postgresql+psycopg://localhost/pcb", NOW)
