"""``pcb audit verify``, ``pcb export``, ``pcb retention``: what an account may do, from a terminal."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import update

from pcb.__main__ import main
from pcb.config import Settings
from pcb.storage.tables import audit, case_record
from pcb.usecases import accounts, audit_words, cases, second_factor
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.everything import DATA, PAPER
from pcb.usecases.oversight import who_looked
from tests.usecases.conftest import LIGHT, PASSWORD

NOW = datetime.now(UTC)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PCB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("PCB_DATABASE_URL", raising=False)
    store = open_store(Settings(tmp_path / "data"))
    made = accounts.set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
    cases.create_case(made, NOW)
    return made


def typed(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"claire\n{password}\n"))


def test_the_chain_is_verified_against_a_head_noted_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch)
    assert main(["audit", "verify"]) == 0
    head = capsys.readouterr().out.rpartition(": ")[2].strip()
    typed(monkeypatch)
    assert main(["audit", "verify", "--anchor", head]) == 0
    typed(monkeypatch)
    assert main(["audit", "verify", "--anchor", f"9999-{'0' * 64}"]) == 1
    assert "coupée" in capsys.readouterr().err
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(audit).where(audit.c.sequence == 2).values(action="print"))
    typed(monkeypatch)
    assert main(["audit", "verify"]) == 1
    assert "Ligne 2" in capsys.readouterr().err


def test_everything_on_a_household_is_written_in_a_folder(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = cases.list_cases(desk)[0].reference
    typed(monkeypatch)
    assert main(["export", reference, "--to", str(tmp_path)]) == 0
    path = tmp_path / f"tout-le-dossier-{reference}.zip"
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == {PAPER, DATA}
        assert json.loads(archive.read(DATA))["case_record"]["reference"] == reference
    assert path.stat().st_mode & 0o077 == 0
    for wrong in (
        ["export", "2026-9999", "--to", str(tmp_path)],
        ["export", reference, "--to", str(tmp_path / "none")],
    ):
        typed(monkeypatch)
        assert main(wrong) == 1
    typed(monkeypatch, "un autre mot de passe")
    assert main(["export", reference, "--to", str(tmp_path)]) == 1
    assert "ne convient pas" in capsys.readouterr().err
    case_id = cases.list_cases(desk)[0].id
    assert audit_words.ACTIONS["export"] in {line.what.partition("\u202f")[0] for line in who_looked(desk, case_id)}


def test_the_cases_at_their_end_are_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(case_record).values(last_contact_on=NOW.date() - timedelta(days=800)))
    typed(monkeypatch)
    assert main(["retention"]) == 0
    out = capsys.readouterr().out
    assert "à proposer" in out
    assert "1 dossiers" not in out
    typed(monkeypatch)
    assert main(["retention", "--replay"]) == 0
    assert "Rien à effacer" in capsys.readouterr().out


def test_who_has_a_second_factor_gives_its_code_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = second_factor.begin(desk).secret.replace(" ", "")
    spare = second_factor.confirm(desk, pyotp.TOTP(secret).now(), datetime.now(UTC))
    typed(monkeypatch)
    assert main(["retention"]) == 1
    told = capsys.readouterr()
    assert (told.out, "code" in told.err) == ("", True)
    typed(monkeypatch, f"{PASSWORD}\n{spare[0]}")
    assert main(["retention"]) == 0
