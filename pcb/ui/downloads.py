"""Plain routes that give papers: the declaration and the copy sheet, printed and kept at that moment, and the copies
kept before.

Each is a GET behind the guard and opens the case anew. They run in a thread: a paper takes time, and so does the disk.
The name of a file holds the reference of the case and a day, never a name.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pcb.errors import AccessDenied, NotFound, PcbError
from pcb.ui import signin
from pcb.ui.sessions import SessionOver
from pcb.ui.view import today, view_of
from pcb.ui.visit import Visit, visit_of
from pcb.usecases import papers
from pcb.usecases.papers import Printed


def routes() -> APIRouter:
    """``GET`` ``declaration.pdf``, ``feuille-de-recopie.pdf`` and ``papier/{id}.pdf`` of a case."""
    router = APIRouter(include_in_schema=False, prefix="/dossier/{case_id}")

    @router.get("/declaration.pdf")
    def declaration(request: Request, case_id: str) -> Response:
        def printed(visit: Visit) -> Printed:
            view = view_of(request.query_params, today(visit))
            return papers.print_declaration(visit.desk, case_id, view.day, visit.now(), view.reading)

        return answer_with(request, printed)

    @router.get("/feuille-de-recopie.pdf")
    def copy_sheet(request: Request, case_id: str) -> Response:
        def printed(visit: Visit) -> Printed:
            view = view_of(request.query_params, today(visit))
            return papers.print_copy_sheet(visit.desk, case_id, view.day, visit.now(), view.reading)

        return answer_with(request, printed)

    @router.get("/papier/{paper_id}.pdf")
    def copy(request: Request, case_id: str, paper_id: str) -> Response:
        return answer_with(request, lambda visit: papers.printed_before(visit.desk, case_id, paper_id))

    return router


def answer_with(request: Request, make: Callable[[Visit], Printed]) -> Response:
    """The paper as a file to download, or the page that says why there is none."""

    def downloaded(visit: Visit) -> Response:
        printed = make(visit)
        return as_file(printed.content, printed.name, "application/pdf")

    return answered(request, downloaded)


def as_file(content: bytes, name: str, kind: str) -> Response:
    """A file to download under that name."""
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def answered(request: Request, make: Callable[[Visit], Response]) -> Response:
    """What a signed-in visit is given, or the page that says why it is not."""
    try:
        return make(visit_of(request))
    except SessionOver:
        return RedirectResponse("/connexion", 303)
    except NotFound:
        return HTMLResponse(signin.error_page(404), 404)
    except AccessDenied as error:
        return HTMLResponse(signin.error_page(403, str(error)), 403)
    except PcbError as error:
        return HTMLResponse(signin.error_page(500, str(error)), 500)
