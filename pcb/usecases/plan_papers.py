"""The plan of a case as a file: PDF, CSV or XLSX. A plan that is printed is kept sealed, with the facts it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from pcb.domain.assessment import Reading
from pcb.domain.case import Case
from pcb.domain.rights import Action
from pcb.errors import PcbError
from pcb.reports import plan_paper, plan_sheets, plan_table
from pcb.storage import codec, papers
from pcb.usecases import access, cards
from pcb.usecases.desk import Desk
from pcb.usecases.opening import open_case
from pcb.usecases.papers import Printed, as_printed
from pcb.usecases.plan_json import plan_json
from pcb.usecases.plans import PlanFound, plan_of

PLAN = "plan"
FORMATS = ("pdf", "csv", "xlsx")


def plan_file(case: Case, found: PlanFound, form: str) -> bytes:
    """The plan as ``pdf``, ``csv`` or ``xlsx``; the same facts give the same figures.

    Raises :class:`PcbError` for a table of a plan that does not exist: the paper alone can say why.
    """
    if form == "pdf":
        dossier = f"Dossier {case.reference}" if case.reference else "Dossier sans référence"
        whose = f"{dossier} — {cards.title(case)}"
        return plan_paper.render(whose, found.assessment.day, found.request, found.plan, found.faults, found.checks)
    if found.plan is None:
        raise PcbError("Aucun plan ne peut être construit : il n’y a pas de tableau à écrire. Le PDF dit pourquoi.")
    return plan_sheets.render(found.plan) if form == "xlsx" else plan_table.render(found.plan)


def print_plan(desk: Desk, case_id: str, day: date, now: datetime, reading: Reading = Reading.COMMISSION) -> Printed:
    """Make the paper of the plan of the newest revision and keep it sealed, with the plan line by line and the case it
    was made from; the same paper is kept once. Raises :class:`NotFound`, :class:`Damaged`."""
    access.check(desk, case_id, Action.PRINT)
    opened = open_case(desk, case_id)
    case = replace(opened.case, reference=opened.reference)
    found = plan_of(case, day, reading)
    kept = papers.keep(
        desk.store,
        desk.vault,
        case_id,
        PLAN,
        plan_file(case, found, "pdf"),
        case_revision=opened.revision,
        law_day=day,
        by=desk.account.id,
        now=now,
        facts={"case": codec.to_document(case), "plan": plan_json(found)},
    )
    return as_printed(desk, case_id, kept.id)


def table_of_plan(desk: Desk, case_id: str, day: date, form: str, reading: Reading = Reading.COMMISSION) -> bytes:
    """The plan of the newest revision as ``csv`` or ``xlsx``: a working copy, which is not kept."""
    access.check(desk, case_id, Action.EXPORT)
    opened = open_case(desk, case_id)
    made = plan_file(opened.case, plan_of(opened.case, day, reading), form)
    access.record(desk, "export", "plan", form, case_id=case_id)
    return made
