"""Plain routes that give files: the copy of everything held on a household, the bordereaux, the audit as a table.

Each is a GET behind the guard; the name of a file holds a reference or a day, never a name.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pcb.ui.act_form import LONGEST, Typed
from pcb.ui.audit_page import FIELDS, filters_of
from pcb.ui.downloads import answered, as_file
from pcb.ui.view import today
from pcb.ui.visit import Visit
from pcb.usecases import retention
from pcb.usecases.everything import everything
from pcb.usecases.oversight import activity_csv


def routes() -> APIRouter:
    """``GET`` ``/dossier/{id}/tout.zip``, ``/conservation/{id}.pdf``, ``/journal.csv``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/dossier/{case_id}/tout.zip")
    def copy(request: Request, case_id: str) -> Response:
        def made(visit: Visit) -> Response:
            found = everything(visit.desk, case_id, visit.now())
            return as_file(found.content, found.name, "application/zip")

        return answered(request, made)

    @router.get("/conservation/{bordereau_id}.pdf")
    def paper(request: Request, bordereau_id: str) -> Response:
        def made(visit: Visit) -> Response:
            content, name = retention.bordereau_paper(visit.desk, bordereau_id)
            return as_file(content, name, "application/pdf")

        return answered(request, made)

    @router.get("/journal.csv")
    def table(request: Request) -> Response:
        def made(visit: Visit) -> Response:
            name = f"journal-{today(visit).isoformat()}.csv"
            typed = Typed({field: request.query_params.get(field, "")[:LONGEST] for field in FIELDS}, (), False)
            found = activity_csv(visit.desk, filters_of(typed, today(visit)))
            return as_file(found, name, "text/csv; charset=utf-8")

        return answered(request, made)

    return router
