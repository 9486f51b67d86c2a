"""What would send a dossier back, for one case on one day: the findings of the examiner, those set aside included.

A finding is set aside by answering ``set_aside.<key>.reason`` (:func:`pcb.usecases.cases.answer`), and put back by
emptying that answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from pcb.domain.assessment import Reading, assess
from pcb.domain.case import Case
from pcb.domain.completeness import Finding, Grade, examine, standing
from pcb.interview import engine

__all__ = ["NO_FILES", "Finding", "Grade", "examination", "standing"]

NO_FILES: Mapping[str, int] = MappingProxyType({})
"""No file attached: the papers are those noted in the case."""


def examination(
    case: Case, day: date, attached: Mapping[str, int] = NO_FILES, reading: Reading = Reading.COMMISSION
) -> tuple[Finding, ...]:
    """The findings about ``case``, blocking first. Only the answers that count are read; never raises.

    ``attached`` is the number of files for each key of paper.
    """
    facts = engine.effective(case)
    return examine(facts, day, assess(facts, day, reading), attached)
