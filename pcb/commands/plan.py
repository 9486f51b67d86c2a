"""``plan``: the repayment plan of one household in a file, the measures side by side, and many households at once."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pcb.commands import DONE, FAULTY, INCOMPLETE
from pcb.commands.plan_account import account_of_comparison, account_of_plan, one_line
from pcb.commands.progress import Progress
from pcb.commands.writing import write_whole
from pcb.domain.case import Case
from pcb.domain.plan.model import SharingRule
from pcb.domain.quotite import Reading
from pcb.errors import ExchangeFault, PcbError
from pcb.usecases import exchange, plans
from pcb.usecases.plan_json import comparison_json, plan_json

CHUNK = 8
"""Households given to a process at a time: large enough not to wait for the next, small enough to end together."""


def plan(
    files: list[Path],
    day: date,
    reading: Reading,
    *,
    strategy: str | None,
    compared: bool,
    as_json: bool,
    output: Path | None,
    earlier_forfaits: bool,
) -> int:
    """Print or write the plan of each household. Raises :class:`ExchangeFault`, :class:`PcbError`."""
    ask = partial(_read, strategy=strategy, earlier_forfaits=earlier_forfaits)
    if len(files) > 1:
        return _many(files, partial(_summary, day=day, reading=reading, compared=compared, ask=ask), as_json=as_json)
    case = ask(files[0])
    if compared:
        found = plans.comparison(case, day, reading)
        print(_json(comparison_json(found)) if as_json else account_of_comparison(found))
        return DONE if found.basis.request is not None else _incomplete(found.basis.missing)
    made = plans.plan_of(case, day, reading)
    if output is not None:
        from pcb.usecases.plan_papers import plan_file  # the libraries of paper

        write_whole(output, plan_file(case, made, output.suffix.lower().removeprefix(".")))
        print(f"Plan écrit : {output}")
    else:
        print(_json(plan_json(made)) if as_json else account_of_plan(made))
    broken = [failure.text for check in made.checks for failure in check.failures]
    reasons = (*(fault.text for fault in made.faults), *broken)
    return _incomplete(reasons) if reasons else DONE


def _read(file: Path, *, strategy: str | None, earlier_forfaits: bool) -> Case:
    case = exchange.read_household(file)
    if earlier_forfaits:
        case = replace(case, filing=replace(case.filing, earlier_forfaits=True))
    rule = next((rule for rule in SharingRule if rule.value == strategy), None)
    return plans.with_strategy(case, rule) if rule else case


def _incomplete(reasons: tuple[str, ...]) -> int:
    print("Aucun plan qui respecte toutes les règles n’a pu être fait :", file=sys.stderr)
    for reason in reasons:
        print(f"- {reason}", file=sys.stderr)
    return INCOMPLETE


def _many(files: list[Path], ask: Any, *, as_json: bool) -> int:
    """All the households, in as many processes as the machine has cores; the order is that of the files."""
    outcomes: list[dict[str, Any]] = []
    progress = Progress(len(files), sys.stderr)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for outcome in pool.map(ask, files, chunksize=CHUNK):
            outcomes.append(outcome)
            progress.advance()
    progress.close()
    if as_json:
        print(_json(outcomes))
    else:
        for outcome in outcomes:
            print(one_line(outcome))
    if any("unreadable" in outcome for outcome in outcomes):
        return FAULTY
    return INCOMPLETE if any(outcome.get("faults") for outcome in outcomes) else DONE


def _summary(file: Path, *, day: date, reading: Reading, compared: bool, ask: Any) -> dict[str, Any]:
    """What is kept of one household among many: its figures, or why it could not be read."""
    named = {"file": str(file)}
    try:
        case = ask(file)
        if compared:
            return named | comparison_json(plans.comparison(case, day, reading))
        return named | _figures(plan_json(plans.plan_of(case, day, reading)))
    except ExchangeFault as faults:
        return named | {"unreadable": list(faults.faults)}
    except PcbError as refusal:
        return named | {"unreadable": [str(refusal)]}


def _figures(found: dict[str, Any]) -> dict[str, Any]:
    """The plan without its lines."""
    made = found["plan"]
    if made is not None:
        made = {name: made[name] for name in ("months", "paid", "left", "paliers")}
    failed = [check for check in found["checks"] if check["outcome"] != "passed"]
    return {**found, "plan": made, "checks": failed}


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
