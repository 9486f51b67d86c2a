"""The command line as people and scripts meet it: what it prints, what it writes, its exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from PIL import Image
from pypdf import PdfReader

from pcb.__main__ import main
from pcb.usecases.exchange import read_household, schema

HOUSEHOLDS = Path(__file__).parent.parent / "pcb" / "data" / "households"
COUPLE = HOUSEHOLDS / "couple-deux-enfants.toml"

FAULTY = """
format = "pcb/1"
home.occupancy = "castle"
incomes = [{ kind = "salary", amount = 12.5 }, { kind = "salary", amount = "12,50", owner = "p9" }]
debts = [{ kind = "rent", balance = "100.00", creditor = 3, colour = "red" }]
"""


def test_an_assessment_is_told_with_its_capacity_its_reasons_and_its_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["assess", str(COUPLE), "--on", "2025-06-30"]) == 0
    told = capsys.readouterr().out
    for expected in (
        "712,50",
        "1\u202f409,83",
        "1\u202f357,69",
        "R. 3252-2",
        "L. 731-2",
        "non vérifié",
        "Forfait de base",
    ):
        assert expected in told
    assert max(map(len, told.splitlines())) <= 90


def test_the_judge_reads_the_quotite_to_the_cent(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(COUPLE), "--on", "30/06/2025", "--reading", "judge"]) == 0
    assert "1\u202f410,33" in capsys.readouterr().out


def test_the_json_holds_exact_amounts_and_no_float(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(COUPLE), "--on", "2025-06-30", "--json"]) == 0
    floats: list[str] = []
    found = json.loads(capsys.readouterr().out, parse_float=floats.append)
    assert floats == []
    assert found["capacity"]["total"] == "712.50"
    assert found["quotite"]["source"]["status"] == "two_sources"


def test_without_forfaits_for_the_day_the_rest_is_printed_and_the_exit_code_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["assess", str(HOUSEHOLDS / "budget-sans-dette.toml"), "--on", "2026-11-23"]) == 3
    told = capsys.readouterr()
    assert "n’a pas pu être calculée" in told.err
    assert "2026" in told.err
    assert "3\u202f153,60" in told.out
    assert "Quotité saisissable" in told.out


def test_with_earlier_forfaits_the_capacity_is_computed_and_says_on_what_it_rests(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = [str(HOUSEHOLDS / "budget-sans-dette.toml"), "--on", "2026-11-23", "--earlier-forfaits"]
    assert main(["assess", *arguments]) == 0
    assert "repris du 01/01/2025" in capsys.readouterr().out


def test_every_fault_of_a_file_has_its_line_and_its_place_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "faux.toml").write_text(FAULTY, "utf-8")
    output = tmp_path / "out.pdf"
    assert main(["dossier", str(tmp_path / "faux.toml"), "--on", "2025-06-30", "-o", str(output)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    places = {line.partition(" : ")[0] for line in told.err.splitlines()}
    assert {
        "home.occupancy", "incomes[0].amount", "incomes[1].amount", "incomes[1].owner", "debts[0].creditor",
        "debts[0].colour",
    } <= places  # fmt: skip
    assert all(" : " in line for line in told.err.splitlines())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["faux.toml"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("absent.toml", None, "n’existe pas"),
        ("casse.toml", b"format = ", "TOML"),
        ("casse.json", b"{", "JSON, ligne 1"),
        ("latin.toml", "format = \"pcb/1\"\nnote = \"é\"".encode("latin-1"), "UTF-8"),
        ("autre.toml", b'format = "pcb/9"', "format"),
        ("liste.json", b"[]", "document"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["assess", str(path), "--on", "2025-06-30"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "il manque : COMMANDE"),
        (["fly"], "« fly »|'fly' n’existe pas"),
        (["assess", "x.toml"], "il manque : --on"),
        (["assess", "x.toml", "--on", "31/02/2025"], "un jour qui existe"),
        (["assess", "x.toml", "--on", "hier"], "un jour qui existe"),
        (["serve", "--port", "70000"], "entre 1 et 65535"),
        (["schema", "--loud"], "argument inconnu : --loud"),
        (["dossier", "x.toml", "--on", "2025-06-30", "-o"], "une valeur est attendue"),
        (["dossier", "x.toml", "--on", "2025-06-30", "-o", "x.pdf", "--split", "0"], "entre 1 et 100"),
        (["dossier", "x.toml", "--on", "2025-06-30", "-o", "x.pdf", "--split", "5", "--copy-sheet"], "ne va pas avec"),
    ],
)
def test_arguments_that_do_not_fit_are_refused_in_french(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2
    told = capsys.readouterr().err
    assert any(part in told for part in said.split("|"))
    assert "usage" not in told


def test_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["assess", "--help"]):
        with pytest.raises(SystemExit) as leaving:
            main(arguments)
        assert leaving.value.code == 0
        told = capsys.readouterr().out
        assert told.startswith("Utilisation : ")
        assert not {"usage:", "options:\n  -h, --help  show"} & set(told.split("\n"))


def test_the_schema_accepts_every_demo_household_and_refuses_a_float(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == schema()
    validator = jsonschema.Draft202012Validator(printed)
    validator.check_schema(printed)
    for path in HOUSEHOLDS.glob("*.toml"):
        validator.validate(tomllib.loads(path.read_text("utf-8")))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"format": "pcb/1", "incomes": [{"kind": "salary", "amount": 12.5}]})


def text_of(path: Path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes()), strict=True).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_the_dossier_without_papers_is_written_and_holds_names_creditors_and_amounts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "dossier.pdf"
    assert main(["dossier", str(COUPLE), "--on", "2025-06-30", "-o", str(output)]) == 0
    assert str(output) in capsys.readouterr().out
    flat = text_of(output)
    case = read_household(COUPLE)
    for debt in case.debts:
        assert flat.count(str(debt.creditor)) >= 2
    for name in ("Belkacem", "Nadia", "Julien", "Inès", "Malo", "Lettre d’explication", "Inventaire des créanciers"):
        assert name in flat
    assert [path.name for path in tmp_path.iterdir()] == ["dossier.pdf"]


def test_papers_of_a_folder_are_joined_after_their_number_and_the_same_files_give_the_same_bytes(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "pieces"
    folder.mkdir()
    for name in ("home-lease.jpg", "home-lease-2.jpg", "family-book.jpg"):
        Image.effect_noise((700, 900), 40).save(folder / name, "JPEG", quality=50)
    arguments = ["dossier", str(COUPLE), "--on", "2025-06-30", "--papers", str(folder)]
    outputs = [tmp_path / "un.pdf", tmp_path / "deux.pdf"]
    for output in outputs:
        assert main([*arguments, "-o", str(output)]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    flat = text_of(outputs[0])
    assert "Pièce 6 · page 2/2" in flat
    assert "Pièce 5 · page 1/1" in flat
    assert main([*arguments, "-o", str(tmp_path / "mail.pdf"), "--split", "1"]) == 0
    parts = sorted(path.name for path in tmp_path.glob("mail*.pdf"))
    assert parts[0] == f"mail-partie-1-sur-{len(parts)}.pdf"
    assert max(path.stat().st_size for path in tmp_path.glob("mail*.pdf")) < 1_000_000


def test_every_file_without_a_paper_or_refused_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pieces"
    folder.mkdir()
    (folder / "inconnu.pdf").write_bytes(b"%PDF-1.7")
    (folder / "home-lease.pdf").write_bytes(b"ce n'est pas un PDF")
    output = tmp_path / "x.pdf"
    assert main(["dossier", str(COUPLE), "--on", "2025-06-30", "--papers", str(folder), "-o", str(output)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(" : ")[0] for line in told] == ["home-lease.pdf", "inconnu.pdf"]
    assert "family-book" in told[1]
    assert not output.exists()


def test_the_copy_sheet_is_written_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "feuille.pdf"
    assert main(["dossier", str(COUPLE), "--on", "2025-06-30", "-o", str(output), "--copy-sheet"]) == 0
    assert "Feuille de recopie" in capsys.readouterr().out
    assert "1520,40" in text_of(output)


def test_an_output_that_cannot_be_written_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dossier", str(COUPLE), "--on", "2025-06-30", "-o", str(tmp_path / "absent" / "x.pdf")]) == 1
    assert "ce dossier n’existe pas" in capsys.readouterr().err
    assert main(["dossier", str(COUPLE), "--on", "2025-06-30", "-o", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_reader_that_stops_reading_gets_no_traceback() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    run = subprocess.run(
        [sys.executable, "-m", "pcb", "assess", str(COUPLE), "--on", "2025-06-30"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    os.close(write_end)
    assert run.returncode == 1
    assert run.stderr == ""


@contextmanager
def running(*arguments: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A command that serves, started in an empty data folder; yields the process and the address it prints."""
    environment = {**os.environ, "PCB_DATA_DIR": str(folder / "data"), "TMPDIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "pcb", *arguments, "--no-open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        cwd=folder,
    )
    assert process.stdout is not None
    try:
        address = ""
        for line in process.stdout:
            if "http://" in line:
                address = line[line.index("http://") :].split()[0]
                break
        assert address, "aucune adresse n’a été affichée"
        yield process, address
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def first_page(address: str) -> str:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_serve_offers_to_create_the_account_or_to_look_around_and_takes_the_next_port(
    tmp_path: Path, free_port: int
) -> None:
    with running("serve", "--port", str(free_port), folder=tmp_path) as (_, address):
        assert address == f"http://127.0.0.1:{free_port}/"
        page = first_page(address)
        assert "Créer mon compte" in page
        assert "démonstration" in page
        (tmp_path / "second").mkdir()
        with running("serve", "--port", str(free_port), folder=tmp_path / "second") as (_, next_address):
            assert next_address != address
            assert "Créer mon compte" in first_page(next_address)


def test_demo_leaves_nothing_behind(tmp_path: Path, free_port: int) -> None:
    with running("demo", "--port", str(free_port), folder=tmp_path) as (process, address):
        assert "inventés" in first_page(address)
        request = urllib.request.Request(f"{address}demonstration", data=b"", method="POST")
        request.add_header("Origin", address.rstrip("/"))
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(request, timeout=30) as answer:
            assert answer.url == f"{address}dossiers"
            assert "Ferrand" in answer.read().decode()
        assert list(tmp_path.glob("pcb-demo-*"))
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        assert list(tmp_path.iterdir()) == []
