"""``assess``, ``dossier`` and ``schema``: one household in a file, without screen and without store."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pcb.commands import DONE, INCOMPLETE
from pcb.commands.account import account_of
from pcb.commands.writing import write_whole
from pcb.domain.case import Case
from pcb.usecases import exchange
from pcb.usecases.advice import Assessment, Reading, advice, to_json


def assess(file: Path, day: date, reading: Reading, *, as_json: bool, earlier_forfaits: bool) -> int:
    """Print the assessment of the household in ``file``. Raises :class:`ExchangeFault`."""
    found = advice(_case(file, earlier_forfaits), day, reading)
    print(_json(to_json(found)) if as_json else account_of(found))
    return _outcome(found)


def dossier(file: Path, day: date, reading: Reading, *, output: Path, earlier_forfaits: bool) -> int:
    """Write the declaration in ``output``, whole or not at all. Raises :class:`ExchangeFault`, :class:`PcbError`."""
    from pcb.usecases import papers  # the libraries of paper, which the other commands do not need

    case = _case(file, earlier_forfaits)
    paper = papers.declaration(case, day, reading)
    write_whole(output, paper)
    print(f"Déclaration écrite : {output}")
    return _outcome(advice(case, day, reading))


def schema() -> int:
    """Print the JSON Schema of the exchange format."""
    print(_json(exchange.schema()))
    return DONE


def _case(file: Path, earlier_forfaits: bool) -> Case:
    case = exchange.read_household(file)
    return replace(case, filing=replace(case.filing, earlier_forfaits=True)) if earlier_forfaits else case


def _outcome(found: Assessment) -> int:
    if found.capacity is not None:
        return DONE
    print("La capacité de remboursement n’a pas pu être calculée :", file=sys.stderr)
    for sentence in found.missing:
        print(f"- {sentence}", file=sys.stderr)
    return INCOMPLETE


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
