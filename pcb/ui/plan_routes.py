"""Plain routes of the page of the plan: its figures while the slider moves, the rest of it, why each figure, its files.

Each opens the case anew, behind the guard, and runs in a thread: the page never waits for a plan.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from pcb.domain.case import Case
from pcb.domain.case_path import put
from pcb.errors import InvalidAnswer, NotFound, PcbError
from pcb.interview import engine
from pcb.ui import signin
from pcb.ui.explanation import Sheet
from pcb.ui.places import opener
from pcb.ui.plan_more import more
from pcb.ui.plan_view import board
from pcb.ui.plan_why import measure_sheet, plan_sheet
from pcb.ui.sessions import SessionOver
from pcb.ui.view import View, today, view_of
from pcb.ui.visit import Visit, visit_of
from pcb.usecases import plan_papers, plans
from pcb.usecases.cases import open_case
from pcb.usecases.plan_offers import offers_found

MONTHLY = "plan.monthly"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def routes() -> APIRouter:
    """``POST`` ``plan/calcul`` and ``plan/suite``; ``GET`` ``plan/explication/{what}`` and ``plan.{pdf,csv,xlsx}``."""
    router = APIRouter(include_in_schema=False, prefix="/dossier/{case_id}")

    @router.post("/plan/calcul")
    async def figures(request: Request, case_id: str) -> JSONResponse:
        typed = await _typed(request)

        def made(visit: Visit, view: View) -> dict[str, Any]:
            case = open_case(visit.desk, case_id).case
            return board(plans.plan_of(_with_typed(case, typed, today(visit)), view.day, view.reading))

        return await _answer(request, made)

    @router.post("/plan/suite")
    async def rest(request: Request, case_id: str) -> JSONResponse:
        def made(visit: Visit, view: View) -> dict[str, Any]:
            return rest_of(open_case(visit.desk, case_id).case, view, today(visit))

        return await _answer(request, made)

    @router.get("/plan/explication/{what}")
    async def explanation(request: Request, case_id: str, what: str) -> JSONResponse:
        def made(visit: Visit, view: View) -> dict[str, Any]:
            case = open_case(visit.desk, case_id).case
            return asdict(_sheet(what, case, view, case_id))

        return await _answer(request, made)

    @router.get("/plan.pdf")
    def paper(request: Request, case_id: str) -> Response:
        def made(visit: Visit, view: View) -> Response:
            printed = plan_papers.print_plan(visit.desk, case_id, view.day, visit.now(), view.reading)
            return _file(printed.content, printed.name, "application/pdf")

        return _download(request, made)

    @router.get("/plan.{form}")
    def table(request: Request, case_id: str, form: str) -> Response:
        def made(visit: Visit, view: View) -> Response:
            if form not in TYPES:
                raise NotFound("Ce document n’existe pas.")
            content = plan_papers.table_of_plan(visit.desk, case_id, view.day, form, view.reading)
            return _file(content, f"plan-{view.day.isoformat()}.{form}", TYPES[form])

        return _download(request, made)

    return router


def rest_of(case: Case, view: View, day: date) -> dict[str, Any]:
    """The lower part of the page, for a case as stored; ``day`` is today, for the silence of creditors."""
    found = plans.plan_of(case, view.day, view.reading)
    compared = plans.comparison(case, view.day, view.reading)
    return more(found, compared, plans.stressed(found), offers_found(found, day), plans.judged_letter(case))


def _sheet(what: str, case: Case, view: View, case_id: str) -> Sheet:
    to_field = opener(case_id, case)
    if what.startswith("mesure-"):
        kind = what.removeprefix("mesure-")
        compared = plans.comparison(case, view.day, view.reading)
        for measure in compared.measures:
            if measure.kind.value == kind:
                return measure_sheet(measure, to_field)
    return plan_sheet(what, plans.plan_of(case, view.day, view.reading), to_field)


async def _typed(request: Request) -> str | None:
    """The monthly amount as it stands in the field, before it is stored; ``None`` to take the one that is stored."""
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        return None
    typed = body.get("monthly") if isinstance(body, dict) else None
    return typed if isinstance(typed, str) and len(typed) <= 40 else None


def _with_typed(case: Case, typed: str | None, day: date) -> Case:
    """The case as if what is typed were stored. Raises :class:`InvalidAnswer`."""
    if typed is None:
        return case
    return put(case, MONTHLY, engine.parse(case, MONTHLY, typed, day))


async def _answer(request: Request, make: Callable[[Visit, View], dict[str, Any]]) -> JSONResponse:
    def made() -> dict[str, Any]:
        visit = visit_of(request)
        return make(visit, view_of(request.query_params, today(visit)))

    try:
        return JSONResponse(await asyncio.to_thread(made))
    except SessionOver as error:
        return JSONResponse({"sentence": str(error)}, 401)
    except NotFound as error:
        return JSONResponse({"sentence": str(error)}, 404)
    except InvalidAnswer as error:
        return JSONResponse({"sentence": str(error)}, 422)
    except PcbError as error:
        return JSONResponse({"sentence": str(error)}, 409)


def _download(request: Request, make: Callable[[Visit, View], Response]) -> Response:
    try:
        visit = visit_of(request)
        return make(visit, view_of(request.query_params, today(visit)))
    except SessionOver:
        return RedirectResponse("/connexion", 303)
    except NotFound:
        return HTMLResponse(signin.error_page(404), 404)
    except PcbError as error:
        return HTMLResponse(signin.error_page(409, str(error)), 409)


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
