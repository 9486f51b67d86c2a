"""``pcb backup``, ``restore`` and ``doctor`` as they are typed: what they say, what they ask, what they leave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcb.__main__ import main
from pcb.commands import asking
from pcb.config import Settings
from pcb.storage.vault import Strength
from pcb.usecases.accounts import SetUp, set_up
from pcb.usecases.cases import create_case
from pcb.usecases.desk import open_store
from pcb.usecases.keys import make_key_file

PASSWORD = "cheval batterie agrafe"
NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PCB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PCB_BACKUP_DIR", str(tmp_path / "usb"))
    for name in ("PCB_DATABASE_URL", "PCB_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def base(folder: Path) -> Iterator[SetUp]:
    store = open_store(Settings(folder / "data"))
    made = set_up(store, "Claire", "Claire Dubosc", PASSWORD, now=NOW, strength=Strength(64, 1, 1))
    create_case(made.desk, NOW)
    store.close()
    yield made
    store.close()


class Terminal:
    """What is typed, in order; what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.typed: list[str] = []
        self.asked: list[str] = []
        monkeypatch.setattr(asking.sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", self._next)
        monkeypatch.setattr(asking, "getpass", self._next)

    def _next(self, prompt: str = "") -> str:
        self.asked.append(prompt)
        return self.typed.pop(0)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(monkeypatch)


def the_backup(folder: Path) -> Path:
    (made,) = (folder / "usb").glob("*.sauvegarde")
    return made


def backed_up(folder: Path, terminal: Terminal) -> Path:
    terminal.typed = ["claire", PASSWORD]
    assert main(["backup"]) == 0
    return the_backup(folder)


def test_a_backup_asks_the_password_and_says_where_it_is_and_what_it_holds(
    folder: Path, base: SetUp, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(folder, terminal)
    told = capsys.readouterr().out
    assert str(made) in told
    assert "1 dossier, 0 document imprimé, 0 pièce jointe, 1 ligne de journal, 1 compte" in told
    assert PASSWORD not in told


def test_a_wrong_password_makes_no_backup(
    folder: Path, base: SetUp, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    for typed in (["claire", "un autre mot de passe"], ["paul", PASSWORD], ["", "ACDE-FGHJ-KMNP-QRTV-WXY3"]):
        terminal.typed = list(typed)
        assert main(["backup"]) == 1
        assert "ne convient pas" in capsys.readouterr().err
    assert not (folder / "usb").exists()


def test_without_a_base_or_an_account_it_is_said(
    folder: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup"]) == 1
    assert "introuvable" in capsys.readouterr().err
    open_store(Settings(folder / "data")).close()
    assert main(["backup"]) == 1
    assert "aucun compte" in capsys.readouterr().err


def test_without_a_terminal_the_key_file_is_asked_for(
    folder: Path, base: SetUp, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking.sys.stdin, "isatty", lambda: False, raising=False)
    assert main(["backup"]) == 1
    assert "PCB_KEY_FILE" in capsys.readouterr().err


def test_a_rehearsal_proves_it_by_password_or_recovery_code_and_leaves_nothing(
    folder: Path, base: SetUp, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(folder, terminal)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for typed in (["claire", PASSWORD], ["", base.recovery_code.lower()]):
        terminal.typed = list(typed)
        assert main(["restore", str(made), "--rehearse"]) == 0
        assert "elle peut être restaurée" in capsys.readouterr().out
    terminal.typed = ["claire", "un mauvais mot de passe"]
    assert main(["restore", str(made), "--rehearse"]) == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_into_an_empty_folder_nothing_is_asked_twice(
    folder: Path, base: SetUp, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(folder, terminal)
    terminal.typed = ["claire", PASSWORD]
    assert main(["restore", str(made), "--into", str(folder / "ailleurs")]) == 0
    assert (folder / "ailleurs" / "pcb.sqlite3").is_file()


@pytest.mark.parametrize(
    ("typed", "done"),
    [(["oui", "RESTAURER"], True), (["non"], False), (["oui", "restaurer"], False), (["oui", ""], False)],
)
def test_over_a_base_it_asks_twice_and_keeps_the_old_one(
    folder: Path,
    base: SetUp,
    terminal: Terminal,
    capsys: pytest.CaptureFixture[str],
    typed: list[str],
    done: bool,
) -> None:
    made = backed_up(folder, terminal)
    terminal.typed = ["claire", PASSWORD, *typed]
    assert main(["restore", str(made)]) == (0 if done else 1)
    told = capsys.readouterr().out
    assert "1 dossier lisible" in told
    kept = list((folder / "data").glob("pcb.sqlite3.avant-*"))
    assert len(kept) == int(done)
    assert ("L’ancienne base est gardée" in told) is done
    assert terminal.typed == []


def test_it_refuses_while_the_application_is_open_on_the_base(
    folder: Path, base: SetUp, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(folder, terminal)
    there = (folder / "data" / "pcb.sqlite3").read_bytes()
    program = (
        "import sys; from pathlib import Path; from pcb.config import Settings;"
        "from pcb.usecases.desk import open_store;"
        "store = open_store(Settings(Path(sys.argv[1]))); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder / "data")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        assert running.stdout.readline() == "open\n"
        terminal.typed = ["claire", PASSWORD, "oui", "RESTAURER"]
        assert main(["restore", str(made)]) == 1
        assert "L’application est ouverte sur cette base" in capsys.readouterr().err
        running.stdin.close()
    assert (folder / "data" / "pcb.sqlite3").read_bytes() == there
    assert list((folder / "data").glob("*avant*")) == []
    terminal.typed = ["claire", PASSWORD, "oui", "RESTAURER"]
    assert main(["restore", str(made)]) == 0


def test_an_altered_backup_or_another_file_is_refused_before_any_question(
    folder: Path, base: SetUp, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(folder, terminal)
    content = bytearray(made.read_bytes())
    content[40] ^= 1
    made.write_bytes(content)
    terminal.asked.clear()
    assert main(["restore", str(made)]) == 1
    assert "abîmée" in capsys.readouterr().err
    assert main(["restore", str(folder / "absente")]) == 1
    assert "introuvable" in capsys.readouterr().err
    assert terminal.asked == []


def test_the_doctor_says_each_thing_in_a_sentence_and_its_code_says_the_worst(
    folder: Path, base: SetUp, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 1
    assert "GRAVE     Aucune sauvegarde" in capsys.readouterr().out
    backed_up(folder, terminal)
    capsys.readouterr()
    terminal.typed = ["claire", PASSWORD]
    assert main(["doctor", "--unlock"]) == 3  # law data past their term
    told = capsys.readouterr().out
    assert "Tout s’ouvre" in told
    assert "à voir    Forfaits de la commission" in told
    assert main(["doctor", "--json"]) == 3
    read = json.loads(capsys.readouterr().out)
    assert {"database", "schema", "clock", "backup", "disk", "rights", "law", "records"} <= {
        one["check"] for one in read
    }
    assert {one["state"] for one in read} == {"fine", "look"}


def test_the_doctor_tells_a_missing_base(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "introuvable" in capsys.readouterr().out


def test_the_key_file_of_the_server_backs_up_and_opens_and_another_is_refused(
    folder: Path, base: SetUp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = folder / "key"
    make_key_file(base.desk, key, strength=Strength(64, 1, 1))
    monkeypatch.setenv("PCB_KEY_FILE", str(key))
    assert main(["backup"]) == 0
    assert main(["restore", str(the_backup(folder)), "--rehearse"]) == 0
    assert main(["doctor"]) == 3
    assert "Tout s’ouvre" in capsys.readouterr().out
    key.write_bytes(b64encode(os.urandom(32)))
    assert main(["backup"]) == 1
    assert "n’est pas celle de cette base" in capsys.readouterr().err
    assert main(["restore", str(the_backup(folder)), "--rehearse"]) == 1
    assert "n’ouvre pas cette sauvegarde" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "-1", "x", "10000"])
def test_a_number_of_backups_that_is_none_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    monkeypatch.setenv("PCB_BACKUP_DAILY", number)
    assert main(["doctor"]) == 1
    assert "PCB_BACKUP_DAILY" in capsys.readouterr().err
