"""The HTTP endpoint that stores one answer (decision 0002): what is acknowledged here is on the disk.

The browser posts what the field shows; the reply says what is now stored. Everything in it is text of the case, so the
reply is never cached, and nothing of it is logged.
"""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from pcb.domain.answers import NoAnswer
from pcb.errors import Damaged, NotFound, PcbError, StoreUnavailable
from pcb.ui.moments import clock_time
from pcb.ui.sessions import SessionOver
from pcb.ui.visit import Visit, visit_of
from pcb.ui.widgets import Wire
from pcb.usecases import cases
from pcb.usecases.cases import Conflicting, Raw, Rejected, Saved

_PATH = re.compile(r"[A-Za-z0-9_.-]{0,200}")
_REQUEST = re.compile(r"[A-Za-z0-9_-]{8,64}")


class UnreadableRequest(PcbError):
    """The body is not what our own page sends."""

    def __init__(self) -> None:
        super().__init__("La demande est illisible\u202f: rechargez la page.")


def routes() -> APIRouter:
    """``POST /dossier/{case_id}/reponse``."""
    router = APIRouter(include_in_schema=False)

    @router.post("/dossier/{case_id}/reponse")
    async def answer(request: Request, case_id: str) -> JSONResponse:
        try:
            visit = visit_of(request)
            asked = read_request(await _json(request))
            return JSONResponse(await run_in_threadpool(_store, visit, case_id, asked))
        except SessionOver as error:
            return JSONResponse({"sentence": str(error)}, 401)
        except NotFound as error:
            return JSONResponse({"sentence": str(error)}, 404)
        except UnreadableRequest as error:
            return JSONResponse({"sentence": str(error)}, 400)
        except Damaged as error:
            return JSONResponse({"sentence": str(error)}, 422)
        except StoreUnavailable as error:
            return JSONResponse({"sentence": str(error)}, 503)

    return router


async def _json(request: Request) -> Any:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise UnreadableRequest
    try:
        return await request.json()
    except (ValueError, RecursionError):
        raise UnreadableRequest from None


def read_request(body: Any) -> dict[str, Any]:
    """The fields of a request, checked: ``path``, ``raw``, ``seen``, ``request_id``, ``overwrite``."""
    if not isinstance(body, dict):
        raise UnreadableRequest
    path, request_id = body.get("path"), body.get("request_id")
    if not (isinstance(path, str) and _PATH.fullmatch(path) and isinstance(request_id, str) and is_request(request_id)):
        raise UnreadableRequest
    return {
        "path": path,
        "raw": from_wire(body.get("raw")),
        "seen": from_wire(body.get("seen", "")),
        "request_id": request_id,
        "overwrite": body.get("overwrite") is True,
    }


def is_request(request_id: str) -> bool:
    """Whether that is the name of a request, as our pages draw one: it is stored in the clear, as it came."""
    return _REQUEST.fullmatch(request_id) is not None


def from_wire(value: Any) -> Raw:
    """An answer as it came from the browser. Raises :class:`UnreadableRequest`."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        return value
    if isinstance(value, dict):
        for member in NoAnswer:
            if value == {"no_answer": member.value}:
                return member
    raise UnreadableRequest


def to_wire(shown: Raw) -> Wire:
    """An answer as the browser holds it."""
    return {"no_answer": shown.value} if isinstance(shown, NoAnswer) else shown


def _store(visit: Visit, case_id: str, asked: dict[str, Any]) -> dict[str, Any]:
    outcome = cases.answer(visit.desk, case_id, asked.pop("path"), asked.pop("raw"), now=visit.now(), **asked)
    return describe(outcome)


def describe(outcome: Saved | Rejected | Conflicting) -> dict[str, Any]:
    """The outcome as JSON for ``static/saver.js``."""
    match outcome:
        case Saved():
            return {
                "state": "saved",
                "shown": to_wire(outcome.shown),
                "at": clock_time(outcome.at),
                "revision": outcome.revision,
                "structure_changed": outcome.structure_changed,
            }
        case Rejected():
            return {"state": "rejected", "sentence": outcome.sentence}
        case Conflicting():
            return {
                "state": "conflict",
                "mine": to_wire(outcome.mine),
                "theirs": to_wire(outcome.theirs),
                "by": outcome.by,
                "at": clock_time(outcome.at),
            }
