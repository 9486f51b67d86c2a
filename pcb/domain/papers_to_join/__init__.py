"""« Pièces justificatives »: the papers to join to the declaration, one by one, computed from the case.

After service-public F134 (version of 7 January 2025: form, copies, signed letter) and summaries of the list of the
Banque de France by heading; that list itself was not read, so the household is told that it prevails. Copies only:
originals stay with the person.
"""

from __future__ import annotations

from datetime import date

from pcb.domain.case import Case
from pcb.domain.papers_to_join.budget import charges, resources
from pcb.domain.papers_to_join.debts import debts, proceedings
from pcb.domain.papers_to_join.estate import estate
from pcb.domain.papers_to_join.paper import SOURCE, PaperHeading, PaperToJoin, last_months, who
from pcb.domain.papers_to_join.situation import FORM, LETTER, dossier, home, situation

__all__ = ["FORM", "LETTER", "SOURCE", "PaperHeading", "PaperToJoin", "last_months", "papers_to_join", "who"]


def papers_to_join(case: Case, day: date) -> tuple[PaperToJoin, ...]:
    """Every paper to join, by heading. It never fails; an empty case gives what every dossier needs."""
    return (
        *dossier(case),
        *situation(case),
        *home(case, day),
        *resources(case, day),
        *charges(case, day),
        *estate(case, day),
        *debts(case, day),
        *proceedings(case),
    )
