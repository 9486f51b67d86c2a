"""``assess``, ``dossier`` and ``schema``: one household in a file, without screen and without store."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pcb.commands import DONE, INCOMPLETE
from pcb.commands.account import account_of
from pcb.domain.case import Case
from pcb.errors import PcbError
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


def write_whole(output: Path, content: bytes) -> None:
    """Write beside, then put in place: an error or a power cut never leaves half a paper under its name. Raises
    :class:`PcbError`."""
    beside = ""
    try:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            beside = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(output)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise PcbError(f"{output} ne peut pas être écrit : {_why(error)}.") from None


def _why(error: OSError) -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "ce dossier n’existe pas",
        NotADirectoryError: "ce dossier n’existe pas",
        IsADirectoryError: "c’est un dossier",
        PermissionError: "l’accès est refusé",
    }
    return reasons.get(type(error)) or error.strerror or "erreur d’écriture"
