"""Each sees the other in a case: the line in the header, and the quiet POST that renews it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from nicegui.element import Element
from starlette.concurrency import run_in_threadpool

from pcb.errors import NotFound, StoreUnavailable
from pcb.ui.moments import clock_time
from pcb.ui.sessions import SessionOver
from pcb.ui.visit import Visit, visit_of
from pcb.usecases.cases import OpenCase
from pcb.usecases.presence import look_around


class Presence(Element, component="static/presence.js"):
    """The line that says who else is in the case, and what they have just changed."""

    def __init__(self, opened: OpenCase) -> None:
        super().__init__()
        self._props["caseId"] = opened.id
        self._props["revision"] = opened.revision


def routes() -> APIRouter:
    """``POST /dossier/{case_id}/presence``. It does not count as an action: a page left open does not keep the session
    from ending."""
    router = APIRouter(include_in_schema=False)

    @router.post("/dossier/{case_id}/presence")
    async def presence(request: Request, case_id: str) -> JSONResponse:
        try:
            visit = visit_of(request)
            asked = await request.json()
            return JSONResponse(await run_in_threadpool(_around, visit, case_id, asked))
        except SessionOver as error:
            return JSONResponse({"sentence": str(error)}, 401)
        except NotFound as error:
            return JSONResponse({"sentence": str(error)}, 404)
        except (ValueError, RecursionError):
            return JSONResponse({"sentence": "La demande est illisible."}, 400)
        except StoreUnavailable as error:
            return JSONResponse({"sentence": str(error)}, 503)

    return router


def _around(visit: Visit, case_id: str, asked: Any) -> dict[str, Any]:
    chapter, seen = (asked.get("chapter"), asked.get("seen")) if isinstance(asked, dict) else (None, None)
    if not (isinstance(chapter, str) and isinstance(seen, int) and 0 <= seen < 2**31):
        raise ValueError
    plain = "".join(letter for letter in chapter if letter.isprintable())
    found = look_around(visit.desk, visit.session.id, case_id, plain, seen, visit.now())
    return {
        "companions": [{"name": one.name, "chapter": one.chapter} for one in found.companions],
        "news": [{"label": one.label, "by": one.by, "at": clock_time(one.at)} for one in found.news],
        "revision": found.revision,
    }
