"""Plain routes that give letters: printed and kept at that moment; the counsellor's slip; the dates for an agenda.

An address holds the key of a letter, made of the name of a template and of an id; the name of a file, the reference and
a day.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pcb.domain.rights import Action
from pcb.ui.downloads import answer_with, answered, as_file
from pcb.ui.view import today
from pcb.ui.visit import Visit
from pcb.usecases import access, letters
from pcb.usecases.cases import open_case
from pcb.usecases.papers import Printed

MOST = 80
"""Letters in one request at most: a case of sixty debts sends sixty."""


def routes() -> APIRouter:
    """``GET`` ``courriers.pdf``, ``courriers-creanciers.pdf``, ``fiche-courriers.pdf``, ``courriers.ics`` of a case."""
    router = APIRouter(include_in_schema=False, prefix="/dossier/{case_id}")

    @router.get("/courriers.pdf")
    def chosen(request: Request, case_id: str) -> Response:
        keys = _keys(request)
        return answer_with(
            request, lambda visit: letters.print_letters(visit.desk, case_id, keys, today(visit), visit.now())
        )

    @router.get("/courriers-creanciers.pdf")
    def creditors(request: Request, case_id: str) -> Response:
        def printed(visit: Visit) -> Printed:
            case = open_case(visit.desk, case_id).case
            there = letters.ready(letters.to_creditors(case, today(visit)))
            keys = tuple(one.key for one in there)
            return letters.print_letters(visit.desk, case_id, keys, today(visit), visit.now())

        return answer_with(request, printed)

    @router.get("/fiche-courriers.pdf")
    def slip(request: Request, case_id: str) -> Response:
        def made(visit: Visit) -> Response:
            access.check(visit.desk, case_id, Action.PRINT)
            opened = open_case(visit.desk, case_id)
            content = letters.slip(visit.desk, opened, _keys(request), today(visit))
            return as_file(content, f"fiche-{opened.reference}-{today(visit).isoformat()}.pdf", "application/pdf")

        return answered(request, made)

    @router.get("/courriers.ics")
    def agenda(request: Request, case_id: str) -> Response:
        def made(visit: Visit) -> Response:
            access.check(visit.desk, case_id, Action.PRINT)
            opened = open_case(visit.desk, case_id)
            content = letters.calendar(visit.desk, opened, today(visit), visit.now())
            return as_file(content, f"dates-{opened.reference}.ics", "text/calendar; charset=utf-8")

        return answered(request, made)

    return router


def _keys(request: Request) -> tuple[str, ...]:
    return tuple(dict.fromkeys(request.query_params.getlist("lettre")))[:MOST]
