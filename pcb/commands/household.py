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


def dossier(
    file: Path,
    day: date,
    reading: Reading,
    *,
    output: Path,
    earlier_forfaits: bool,
    papers: Path | None = None,
    copy_sheet: bool = False,
    split: int | None = None,
) -> int:
    """Write in ``output`` the dossier without papers; with them when there is a folder of ``papers``; in parts when
    ``split`` gives the megabytes of an e-mail; or the copy sheet alone. Each file is written whole or not at all.

    Raises :class:`ExchangeFault` with the faults of the household or of the papers, :class:`PcbError`.
    """
    from pcb.usecases import paper_folder  # the libraries of paper, which the other commands do not need

    case = _case(file, earlier_forfaits)
    variant = paper_folder.Variant.WITHOUT_PAPERS if papers is None else paper_folder.Variant.WHOLE
    if copy_sheet:
        variant = paper_folder.Variant.COPY_SHEET
    elif split is not None:
        variant = paper_folder.Variant.EMAIL
    joined = paper_folder.read_papers(case, day, papers) if papers is not None else None
    limit = paper_folder.EMAIL_LIMITS[1] if split is None else split
    made = paper_folder.dossier_of(case, day, reading, variant, papers=joined, limit=limit)
    for one in made:
        path = output if split is None else output.with_stem(f"{output.stem}-{one.kind.removeprefix('dossier-')}")
        write_whole(path, one.content)
        print(f"{variant.label} : {path}")
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
