"""``pcb check``: the findings of a household file, and the exit code that says whether one is blocking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pcb.__main__ import main

HOUSEHOLDS = Path(__file__).parent.parent / "pcb" / "data" / "households"
DAY = "2026-11-24"


def checked(capsys: pytest.CaptureFixture[str], file: Path, *more: str) -> tuple[int, str, str]:
    code = main(["check", str(file), "--on", DAY, *more])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_complete_household_has_nothing_blocking(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, why = checked(capsys, HOUSEHOLDS / "parent-seul-rsa.toml")
    assert (code, why) == (0, "")
    assert "Rien de bloquant" in told
    assert "Rien d’important" in told
    assert "est passée" in told  # the date of the eviction procedure, as advice


def test_what_is_blocking_is_said_and_the_exit_code_is_3(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, why = checked(capsys, HOUSEHOLDS / "sans-domicile-aah.toml")
    assert code == 3
    assert "2 points bloquants" in told
    assert "le créancier n’a pas d’adresse" in why
    assert "R. 331-8-1" in told
    assert "debts.d5.creditor_address" in told
    assert max(map(len, told.splitlines())) <= 90


def test_a_finding_set_aside_is_printed_with_its_reason_and_no_longer_counts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = (HOUSEHOLDS / "couple-deux-enfants.toml").read_text("utf-8")
    aside = 'set_aside = [{ id = "signature", reason = "Signée demain au guichet" }]\n'
    file = tmp_path / "couple.toml"
    file.write_text(text.replace("welcome.met_on", f"{aside}welcome.met_on", 1), "utf-8")
    code, told, _ = checked(capsys, file)
    assert code == 0
    assert "La signature n’est pas notée" in told
    assert "Signée demain au guichet" in told


def test_the_json_holds_each_finding_with_its_grade_source_and_path(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = checked(capsys, HOUSEHOLDS / "couple-deux-enfants.toml", "--json")
    found = json.loads(told)
    assert code == 3
    assert found["day"] == DAY
    first = found["findings"][0]
    assert (first["key"], first["grade"], first["path"]) == ("signature", "blocking", "filing.signed_on")
    assert first["source"]["status"] == "one_source"
    assert first["set_aside"] is None


def test_a_file_that_does_not_fit_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text('format = "pcb/1"\nhome.occupancy = "castle"\n', "utf-8")
    code, told, why = checked(capsys, file)
    assert (code, told) == (2, "")
    assert "home.occupancy" in why
