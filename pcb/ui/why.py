"""Why each figure: plain routes for the figures of the panel and for the explanation of one of them, as JSON.

Each is a GET behind the guard and opens the case anew; they run in a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.errors import NotFound, PcbError
from pcb.ui.figures import TITLES, running_figures, sheet
from pcb.ui.places import opener
from pcb.ui.sessions import SessionOver
from pcb.ui.view import today, view_of
from pcb.ui.visit import visit_of
from pcb.usecases.advice import advice
from pcb.usecases.cases import open_case


def routes() -> APIRouter:
    """``GET`` ``chiffres`` and ``explication/{what}`` of a case."""
    router = APIRouter(include_in_schema=False, prefix="/dossier/{case_id}")

    @router.get("/chiffres")
    def figures(request: Request, case_id: str) -> JSONResponse:
        def told(case: Case, assessment: Assessment) -> Any:
            return [asdict(figure) for figure in running_figures(case, assessment)]

        return _answer(request, case_id, told)

    @router.get("/explication/{what}")
    def explanation(request: Request, case_id: str, what: str) -> JSONResponse:
        def told(case: Case, assessment: Assessment) -> Any:
            if what not in TITLES:
                raise NotFound("Cette explication n’existe pas.")
            return asdict(sheet(what, case, assessment, opener(case_id, case)))

        return _answer(request, case_id, told)

    return router


def _answer(request: Request, case_id: str, told: Callable[[Case, Assessment], Any]) -> JSONResponse:
    try:
        visit = visit_of(request)
        view = view_of(request.query_params, today(visit))
        opened = open_case(visit.desk, case_id)
        return JSONResponse(told(opened.case, advice(opened.case, view.day, view.reading)))
    except SessionOver as error:
        return JSONResponse({"sentence": str(error)}, 401)
    except NotFound as error:
        return JSONResponse({"sentence": str(error)}, 404)
    except PcbError as error:
        return JSONResponse({"sentence": str(error)}, 409)
