"""``check``: what would send the dossier of a household file back, without screen and without store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap

from pcb.commands import DONE, INCOMPLETE
from pcb.domain.wording import french_date, plural
from pcb.usecases import exchange
from pcb.usecases.advice import to_json
from pcb.usecases.examination import Finding, Grade, examination, standing

WIDTH = 78
_HEADINGS = {
    Grade.BLOCKING: ("point bloquant", "points bloquants", "Rien de bloquant"),
    Grade.IMPORTANT: ("point important", "points importants", "Rien d’important"),
    Grade.ADVICE: ("conseil", "conseils", "Aucun conseil"),
}


def check(file: Path, day: date, *, as_json: bool) -> int:
    """Print the findings about the household in ``file``. Raises :class:`ExchangeFault`.

    3 when something blocking stands; what was set aside with a written reason is printed, and does not count.
    """
    found = examination(exchange.read_household(file), day)
    if as_json:
        print(json.dumps({"day": day.isoformat(), "findings": to_json(found)}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_told(found, day)))
    blocking = standing(found, Grade.BLOCKING)
    if not blocking:
        return DONE
    print("La déclaration ne serait pas recevable en l’état :", file=sys.stderr)
    for finding in blocking:
        print(f"- {finding.title}", file=sys.stderr)
    return INCOMPLETE


def _told(found: tuple[Finding, ...], day: date) -> Iterator[str]:
    yield f"Examen au {french_date(day)}."
    for grade in Grade:
        number = len(standing(found, grade))
        one, many, nothing = _HEADINGS[grade]
        yield ""
        yield plural(number, one, many) if number else nothing
        yield "─" * WIDTH
        for finding in found:
            if finding.grade is grade:
                yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    yield from wrap(finding.title, WIDTH, initial_indent="• ", subsequent_indent="  ")
    if finding.set_aside:
        yield from _indented(f"Écarté : {finding.set_aside}")
    for sentence in (finding.why, f"À faire : {finding.todo}", finding.rests_on, finding.path):
        yield from _indented(sentence)


def _indented(sentence: str) -> list[str]:
    return wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="  ")
