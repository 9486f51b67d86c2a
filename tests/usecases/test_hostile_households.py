"""Household files as no tool writes them: taken in or refused fault by fault in French; what is taken in can be
examined, assessed, planned, printed and kept. A hundred with every run, thirty thousand as a proof."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pcb.__main__ import main
from pcb.domain.assessment import Reading
from pcb.domain.case import Case
from pcb.errors import ExchangeFault, PcbError
from pcb.interview import engine
from pcb.storage.codec import decode, encode, to_document
from pcb.usecases import letters, plans
from pcb.usecases.advice import advice, to_json
from pcb.usecases.assembly import Variant
from pcb.usecases.cards import facts
from pcb.usecases.demo import demo_households
from pcb.usecases.examination import examination
from pcb.usecases.exchange import household, household_document
from pcb.usecases.paper_folder import dossier_of
from pcb.usecases.plan_json import comparison_json, plan_json
from tests.interview.test_hostile_values import household as large
from tests.storage.hostile_documents import hostile_document, hostile_file, places

DAY, READING = date(2026, 11, 23), Reading.COMMISSION
LONGEST_SECONDS = 10.0
HEAD = {"format": "pcb/1", "persons": [{"role": "deposant"}]}


@cache
def sound() -> tuple[tuple[dict[str, Any], list[tuple[Any, ...]]], ...]:
    """The demo households and one with an item of every kind, with their places."""
    documents = [to_document(case) for case in (*demo_households(), large())]
    return tuple((document, places(document)) for document in documents)


def work_on(case: Case) -> None:
    """All that ``check``, ``assess``, ``plan`` and the pages do of it."""
    assert decode(encode(case)) == case
    engine.recap(case)
    facts(case)
    examination(case, DAY)
    json.dumps(to_json(advice(case, DAY, READING)))
    json.dumps(plan_json(plans.plan_of(case, DAY, READING)))
    json.dumps(comparison_json(plans.comparison(case, DAY, READING)))
    letters.letters_of(case, DAY)


def check(seed: int, number: int, printed_every: int) -> int:
    """How many were taken in."""
    chance, wrong, taken, slowest = Random(seed), [], 0, 0.0
    for turn in range(number):
        document = hostile_document(chance, *chance.choice(sound()))
        began = time.perf_counter()
        fault = _fault(document, printed=turn % printed_every == 0)
        slowest = max(slowest, time.perf_counter() - began)
        taken += fault is None
        if fault:
            wrong.append(f"{turn} : {fault}")
    assert wrong[:10] == []
    assert slowest < LONGEST_SECONDS
    sys.stdout.write(f"{number} foyers, {taken} pris, le plus lent {slowest:.1f} s\n")
    return taken


def _fault(document: Any, *, printed: bool) -> str | None:
    """What is wrong; empty when it was refused as it should be, ``None`` when it was taken in."""
    try:
        case = household(document)
    except ExchangeFault as faults:
        said = "\n".join(faults.faults)
        return "" if all(" : " in one for one in faults.faults) and _plain(said) else f"phrase {said!r:.200}"
    except Exception as error:
        return f"lecture : {type(error).__name__} {error}"
    try:
        work_on(case)
        if printed:
            dossier_of(case, DAY, READING, Variant.WITHOUT_PAPERS)
    except PcbError as refusal:
        return None if _plain(str(refusal)) else f"phrase {str(refusal)!r:.200}"
    except Exception as error:
        return f"{type(error).__name__} {error}"
    return None


def _plain(said: str) -> bool:
    """Fit for a terminal and a file, and not of a library."""
    return all(letter.isprintable() or letter in "\n\u202f\u00a0" for letter in said) and len(said) < 100_000


def test_a_hundred_hostile_households_are_taken_in_or_refused_in_french() -> None:
    assert check(1, 100, printed_every=100) > 5


@pytest.mark.proof
def test_thirty_thousand_hostile_households_are_taken_in_or_refused_in_french() -> None:
    assert check(2, 30_000, printed_every=40) > 2_000


def commands(file: Path, to: Path) -> list[list[str]]:
    name, day = str(file), "--on=2026-11-23"
    return [
        ["check", name, day],
        ["assess", name, day, "--json"],
        ["plan", name, day],
        ["plan", name, day, "--compare"],
        ["plan", name, day, "--output", str(to / "plan.xlsx")],
        ["dossier", name, day, "--output", str(to / "dossier.pdf")],
    ]


def run_all(capsys: pytest.CaptureFixture[str], folder: Path, seed: int, number: int, at_once: int) -> None:
    chance, (sane, _) = Random(seed), sound()[0]
    lines = json.dumps(sane, ensure_ascii=False).encode()
    for turn in range(number):
        file = folder / f"foyer-{turn}.{chance.choice(('json', 'toml'))}"
        if chance.random() < 0.7:
            file.write_bytes(hostile_file(chance, lines))
        else:
            document = hostile_document(chance, *chance.choice(sound()))
            try:
                file.with_suffix(".json").write_bytes(json.dumps(document, default=str).encode())
            except ValueError:  # more digits than Python writes
                continue
            file = file.with_suffix(".json")
        for asked in chance.sample(commands(file, folder), at_once):
            began = time.perf_counter()
            code = main(asked)
            said = capsys.readouterr()
            assert time.perf_counter() - began < 2 * LONGEST_SECONDS, asked
            assert code in (0, 1, 2, 3), asked
            assert "Traceback" not in said.err + said.out
            assert _plain(said.err), (asked, said.err[:300])
            assert (code == 0) or said.err.strip(), asked


def test_twenty_spoiled_files_give_the_commands_a_sentence_and_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run_all(capsys, tmp_path, 3, 20, 1)


@pytest.mark.proof
def test_a_thousand_spoiled_files_give_the_commands_a_sentence_and_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run_all(capsys, tmp_path, 4, 1_000, 2)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"debts": [{"kind": "rent", "balance": 10**400}]}, "debts[0].balance : montant démesuré"),
        ({"debts": [{"kind": "rent", "balance": "-1000000000.01"}]}, "debts[0].balance : montant démesuré"),
        ({"persons": [{"role": "deposant", "birth_date": "9999-12-31"}]}, "persons[0].birth_date : une année"),
        ({"persons": [{"role": "deposant", "birth_date": date(1, 1, 1)}]}, "persons[0].birth_date : une année"),
        ({"debts": [{"kind": "rent"}] * 501}, "debts : 501 lignes"),
        ({"debts": [{"kind": "rent", "creditor": "W" * 301}]}, "debts[0].creditor : texte trop long"),
        ({"note": "W" * 20_001}, "note : texte trop long"),
        ({"debts": [{"kind": "rent", "creditor": "a\x00b"}]}, "debts[0].creditor : ce texte contient"),
        ({"address": {"city": "\x1b[2J"}}, "address.city : ce texte contient"),
    ],
)
def test_what_is_beyond_measure_is_refused_at_its_place(more: dict[str, Any], fault: str) -> None:
    with pytest.raises(ExchangeFault) as raised:
        household(HEAD | more)
    assert [one[: len(fault)] for one in raised.value.faults] == [fault]


def test_what_is_just_within_measure_is_taken_in() -> None:
    case = household(
        {
            "format": "pcb/1",
            "persons": [{"role": "deposant", "birth_date": "1900-01-01"}],
            "debts": [{"kind": "rent", "balance": 10**11, "creditor": "W" * 300}] * 500,
            "note": "W" * 19_998 + "\n\t",
        }
    )
    assert len(case.debts) == 500
    assert household(household_document(case)) == case


@pytest.mark.parametrize(("key", "said"), [("\ud800", "\ufffd"), ("\x1b[2J", "\ufffd[2J"), ("x" * 200, "x" * 39 + "…")])
def test_an_unknown_field_is_repeated_so_that_it_can_be_written(
    key: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "foyer.json").write_text(json.dumps(HEAD | {key: 1}))
    assert main(["check", str(tmp_path / "foyer.json"), "--on=2026-11-23"]) == 2
    assert capsys.readouterr().err == f"{said} : champ inconnu\n"


def test_a_fault_of_toml_is_told_in_french_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "foyer.toml").write_text('format = "pcb/1"\nnote = \n')
    assert main(["check", str(tmp_path / "foyer.toml"), "--on=2026-11-23"]) == 2
    assert capsys.readouterr().err == "fichier : ce n’est pas du TOML, ligne 2, colonne 8\n"
