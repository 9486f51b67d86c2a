"""``pcb plan``: told, in JSON, in files, side by side, and for many households at once."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pcb.__main__ import main
from pcb.commands.progress import Progress
from pcb.domain.vocabulary.plans import MeasureKind
from tests.conftest import HOUSEHOLDS

COUPLE = str(HOUSEHOLDS / "couple-deux-enfants.toml")
ALONE = str(HOUSEHOLDS / "jeune-heberge.toml")
ON = ["--on", "2026-03-16", "--earlier-forfaits"]


def test_a_plan_is_told_with_its_paliers_its_debts_and_its_proof(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", COUPLE, *ON]) == 0
    told = capsys.readouterr().out
    for expected in ("25 mois", "712,50", "17\u202f139,37", "Financière du Savès", "22 sur 22"):
        assert expected in told, expected
    assert max(map(len, told.splitlines())) <= 90


def test_the_strategy_is_the_rule_of_sharing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", COUPLE, *ON, "--strategy", "smallest_first", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["request"]["rule"] == "smallest_first"
    assert len(found["plan"]["paliers"]) > 2


def test_a_plan_that_cannot_be_made_says_why_and_leaves_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(HOUSEHOLDS / "anonyme.toml"), *ON]) == 3
    assert "solde restant dû n’est pas connu" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "opening"), [("p.pdf", b"%PDF"), ("p.csv", '\ufeff"Créancier"'.encode()), ("p.XLSX", b"PK")]
)
def test_a_plan_is_written_in_the_form_of_its_name(tmp_path: Path, name: str, opening: bytes) -> None:
    assert main(["plan", COUPLE, *ON, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(opening)


@pytest.mark.parametrize(
    "wrong",
    [
        [COUPLE, *ON, "-o", "plan.doc"],
        [COUPLE, ALONE, *ON, "-o", "plan.pdf"],
        [COUPLE, *ON, "--compare", "-o", "plan.pdf"],
        [COUPLE, *ON, "--strategy", "by_hand"],
        [*ON],
    ],
    ids=("form", "several", "compared", "by hand", "no file"),
)
def test_arguments_that_do_not_fit_leave_with_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["plan", *wrong])
    assert left.value.code == 2
    assert "Aide : pcb" in capsys.readouterr().err


def test_the_measures_are_told_side_by_side_and_none_is_ranked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", COUPLE, *ON, "--compare"]) == 0
    told = capsys.readouterr().out
    assert [told.index(kind.label) for kind in MeasureKind] == sorted(told.index(kind.label) for kind in MeasureKind)
    assert "aucune n’est classée" in told


def test_many_households_are_computed_in_the_order_of_the_files_and_one_bad_file_stops_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "mauvais.toml"
    bad.write_text('format = "pcb/1"\nhome.occupancy = "castle"\n', "utf-8")
    assert main(["plan", COUPLE, str(bad), ALONE, *ON, "--compare", "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in found] == [COUPLE, str(bad), ALONE]
    assert "castle" in found[1]["unreadable"][0]
    assert len(found[0]["measures"]) == len(found[2]["measures"]) == len(MeasureKind)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_reaches_its_end_on_a_terminal_and_is_not_drawn_elsewhere() -> None:
    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        progress = Progress(3, stream)
        for _ in range(3):
            progress.advance()
        progress.close()
        assert ("100 % (3 ménages sur 3)" in stream.getvalue()) is drawn
        assert stream.getvalue().endswith("\n") is drawn
