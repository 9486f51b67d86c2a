"""``pcb key``, on a real base."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select, text

from pcb.commands import DONE, INCOMPLETE, key
from pcb.commands.arguments import read_arguments
from pcb.config import Settings
from pcb.errors import AccessDenied, StoreUnavailable
from pcb.storage.tables import account
from pcb.usecases import second_factor
from pcb.usecases.accounts import recover, set_up
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.keys import vault_by_file
from tests.usecases.conftest import LIGHT, NOW, PASSWORD


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PCB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("PCB_DATABASE_URL", raising=False)
    store = open_store(Settings(tmp_path / "data"))
    yield set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
    store.close()


def run(*typed: str) -> int:
    return key.run(read_arguments(["key", *typed]), lambda: ("Claire", PASSWORD), settle=0)


def test_the_data_key_is_replaced_and_it_is_said_what_was_done(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rotate") == DONE
    said = capsys.readouterr().out
    assert said == "Clé n° 2 : 4 enregistrements scellés à nouveau.\nL’ancienne clé est détruite.\n"


def test_a_damaged_record_is_named_and_the_old_key_kept_until_told_otherwise(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = replace(desk)
    with desk.store.reading() as connection:
        whole = connection.execute(select(account.c.display_name)).scalar_one()
    from pcb.usecases import invitations

    invitations.invite(desk, "paul", "Paul", {}, administrator=True, strength=LIGHT)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(
            text("UPDATE account SET second_factor = :spoilt WHERE login = 'paul'"), {"spoilt": whole[:-1] + b"\x00"}
        )
    assert run("rotate") == INCOMPLETE
    told = capsys.readouterr()
    assert "L’ancienne clé est gardée" in told.err
    assert re.search(r"Abîmé, laissé tel quel : account [0-9a-f]{32}, second_factor", told.err)
    assert run("rotate", "--despite-damage") == DONE
    assert "n’était pas terminé" in capsys.readouterr().out


def test_a_long_rotation_says_how_far_it_is(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "_TOLD_EVERY", 1)
    assert run("rotate") == DONE
    assert "2 enregistrements scellés à nouveau…" in capsys.readouterr().out


def test_a_new_recovery_code_is_printed_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("recovery") == DONE
    found = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){4}", capsys.readouterr().out)
    assert found
    assert recover(desk.store, "claire", found.group(), "girafe tuile moutarde violon", now=NOW)


def test_a_key_file_is_made_and_withdrawn(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pcb.key"
    assert run("file", str(path)) == DONE
    assert vault_by_file(desk.store, path).newest == 1
    assert "PCB_KEY_FILE" in capsys.readouterr().out
    assert run("withdraw") == DONE
    with pytest.raises(AccessDenied):
        vault_by_file(desk.store, path)


def test_who_has_a_second_factor_gives_its_code_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = second_factor.begin(desk).secret.replace(" ", "")
    spare = second_factor.confirm(desk, pyotp.TOTP(secret).now(), datetime.now(UTC))
    typed = ["000000", spare[0]]
    monkeypatch.setattr(key, "ask_code", lambda: typed.pop(0))
    with pytest.raises(AccessDenied, match="Ce code ne convient pas"):
        run("recovery")
    assert run("recovery") == DONE
    assert typed == []


def test_the_login_and_the_password_are_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("claire\n"))
    monkeypatch.setattr(key, "getpass", lambda _: "un autre mot de passe")
    with pytest.raises(AccessDenied, match="ne convient pas"):
        key.run(Namespace(action="withdraw"))


def test_no_base_is_made_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PCB_DATA_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(StoreUnavailable):
        key.run(Namespace(action="withdraw"), lambda: ("claire", PASSWORD))
    assert not (tmp_path / "nowhere").exists()
