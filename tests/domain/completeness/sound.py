"""Sound households: the demo families, completed where they are kept incomplete for the demonstration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pcb.domain.assessment import assess
from pcb.domain.case import Case
from pcb.domain.case_path import get, put
from pcb.domain.completeness import Finding, Grade, examine
from pcb.domain.money import Money
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.vocabulary.papers import PaperState
from pcb.interview.effective import effective
from pcb.storage.household_file import read_household

DAY = date(2026, 11, 24)
FOLDER = Path(__file__).parents[3] / "pcb" / "data" / "households"

COUPLE, LONE, HOSTED, OWNER, RETIRED, TRADER, ALTERNATE, PROTECTED, FARMER, HOMELESS = SOUND = (
    "couple-deux-enfants",
    "parent-seul-rsa",
    "jeune-heberge",
    "proprietaires-pret-immobilier",
    "retraitee-caution",
    "peintre-micro-entreprise",
    "separe-garde-alternee",
    "majeure-protegee",
    "eleveur-nogaro",
    "sans-domicile-aah",
)
"""The ten of the issue, in its order."""
SILENT = "depose-seule-avec-conjoint"
"""One of a couple files alone: the eleventh."""
_KEPT_INCOMPLETE: dict[str, dict[str, Any]] = {
    COUPLE: {"filing.signed_on": date(2026, 11, 20), "papers.incomes-i2.dated": date(2026, 11, 5)}
    | {f"papers.incomes-i2.covers_{end}": None for end in ("from", "to")},
    SILENT: {"filing.signed_on": date(2026, 11, 20)},
    HOMELESS: {
        "filing.signed_on": date(2026, 11, 20),
        "debts.d3.balance": Money.of("412.00"),
        "debts.d5.balance": Money.of("1900.00"),
        "debts.d5.creditor_address": "5 rue du Port, 33000 Bordeaux",
    },
}


@cache
def sound(name: str) -> Case:
    """The household of that file, complete: signed, every paper in the dossier or impossible with a reason."""
    case = changed(read_household(FOLDER / f"{name}.toml"), _KEPT_INCOMPLETE.get(name, {}))
    return with_papers(case) if name in _KEPT_INCOMPLETE else case


def changed(case: Case, changes: dict[str, Any]) -> Case:
    """The case with each value at its path."""
    for path, value in changes.items():
        case = put(case, path, value)
    return case


def with_papers(case: Case) -> Case:
    """The case with every paper that it asks for, and that nothing is noted of, in the dossier."""
    for paper in papers_to_join(effective(case), DAY):
        if get(case, f"papers.{paper.key}.state") is None:
            case = put(case, f"papers.{paper.key}.state", PaperState.IN_DOSSIER)
    return case


def examined(case: Case, attached: dict[str, int] | None = None) -> tuple[Finding, ...]:
    """The findings about a case as the application would give them on :data:`DAY`."""
    facts = effective(case)
    return examine(facts, DAY, assess(facts, DAY), attached or {})


def faults(findings: Iterable[Finding]) -> set[str]:
    """The keys of what is blocking or important."""
    return {finding.key for finding in findings if finding.grade is not Grade.ADVICE}


def keys(case: Case) -> set[str]:
    """The keys of all findings."""
    return {finding.key for finding in examined(case)}


Fault = Callable[[Case], Case]
