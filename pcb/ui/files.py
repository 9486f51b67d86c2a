"""Plain routes for the files of a case: take one in, give it, show it, put it aside, put it back, move it.

A file comes as the raw body of its request, never as a form: a form would be spooled to the disk in the clear. Its name
comes in a header. It is decoded by the worker, one file at a time; here it is bytes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from pcb.errors import Damaged, FileRefused, NotFound, PcbError, StoreUnavailable
from pcb.ui import signin
from pcb.ui.paper_rows import paper_list
from pcb.ui.saving import UnreadableRequest, is_request
from pcb.ui.sessions import SessionOver
from pcb.ui.view import today
from pcb.ui.visit import Visit, visit_of
from pcb.usecases import attachments as files
from pcb.usecases.cases import open_case

NAME_HEADER, REQUEST_HEADER = "x-pcb-name", "x-pcb-request"
AT_ONCE = 4
"""Files whose bytes are in memory at the same time; the others wait at the door."""
SMALL, LARGE = 360, 1800
"""Longest side of a preview, in points."""
_STATUS: tuple[tuple[type[PcbError], int], ...] = (
    (SessionOver, 401),
    (NotFound, 404),
    (FileRefused, 422),
    (UnreadableRequest, 400),
    (Damaged, 500),
    (StoreUnavailable, 503),
)


def routes() -> APIRouter:
    """Under ``/dossier/{case_id}``: ``pieces/liste``, ``pieces/{key}/fichier``, ``fichier/{id}``,
    ``fichier/{id}/apercu``."""
    router = APIRouter(include_in_schema=False, prefix="/dossier/{case_id}")
    door = asyncio.Semaphore(AT_ONCE)

    @router.get("/pieces/liste")
    async def listed(request: Request, case_id: str) -> JSONResponse:
        return await _json(request, lambda visit: {"list": _list(visit, case_id)})

    @router.post("/pieces/{key}/fichier")
    async def take_in(request: Request, case_id: str, key: str) -> Response:
        async with door:
            try:
                content = await request.body()
            except ClientDisconnect:  # the network was cut: nothing was stored, the page sends it again
                return Response(status_code=400)
            return await _json(request, lambda visit: _take_in(visit, request, case_id, key, content))

    @router.post("/fichier/{attachment_id}")
    async def change(request: Request, case_id: str, attachment_id: str) -> JSONResponse:
        asked = await request.body()
        return await _json(request, lambda visit: _change(visit, case_id, attachment_id, asked))

    @router.get("/fichier/{attachment_id}")
    def give(request: Request, case_id: str, attachment_id: str) -> Response:
        def given(visit: Visit) -> Response:
            file, content = files.attachment_content(visit.desk, case_id, attachment_id)
            name = files.file_name(file, open_case(visit.desk, case_id).reference)
            kind = "application/pdf" if file.kind == files.PDF else "image/jpeg"
            return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

        return _shown(request, given)

    @router.get("/fichier/{attachment_id}/apercu")
    def look(request: Request, case_id: str, attachment_id: str, page: int = 1, grand: bool = False) -> Response:
        def looked(visit: Visit) -> Response:
            longest, worker = LARGE if grand else SMALL, visit.services.worker
            picture = files.preview(visit.desk, case_id, attachment_id, page - 1, longest, worker)
            return Response(picture, media_type="image/jpeg")

        return _shown(request, looked)

    return router


def _take_in(visit: Visit, request: Request, case_id: str, key: str, content: bytes) -> dict[str, Any]:
    request_id = request.headers.get(REQUEST_HEADER, "")
    if not is_request(request_id):
        raise UnreadableRequest
    name = unquote(request.headers.get(NAME_HEADER, ""), errors="replace")
    receive = visit.services.worker.receive
    try:
        joined = files.attach(
            visit.desk, case_id, key, name, content, visit.now(), request_id=request_id, receive=receive
        )
    except FileRefused as refusal:
        return {"state": "refused", "sentence": str(refusal)}
    again = files.ALREADY in joined.notes
    said = files.ALREADY if again else "Fichier joint."
    return {"state": "joined", "sentence": said, "again": again, "file": joined.id, "list": _list(visit, case_id)}


def _change(visit: Visit, case_id: str, attachment_id: str, body: bytes) -> dict[str, Any]:
    asked = _asked(body)
    desk, now = visit.desk, visit.now()
    match asked:
        case {"do": "remove"}:
            files.remove(desk, case_id, attachment_id, now)
            said = "Fichier retiré\u202f: il peut être remis."
        case {"do": "restore"}:
            files.restore(desk, case_id, attachment_id, now)
            said = "Fichier remis."
        case {"do": "move", "paper": str(paper)}:
            files.move(desk, case_id, attachment_id, paper, now)
            said = "Fichier changé de pièce."
        case _:
            raise UnreadableRequest
    return {"sentence": said, "list": _list(visit, case_id)}


def _asked(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableRequest from None


def _list(visit: Visit, case_id: str) -> dict[str, Any]:
    opened = open_case(visit.desk, case_id)
    return paper_list(opened, files.attachments(visit.desk, case_id, removed=True), today(visit))


async def _json(request: Request, work: Callable[[Visit], dict[str, Any]]) -> JSONResponse:
    try:
        return JSONResponse(await run_in_threadpool(lambda: work(visit_of(request))))
    except PcbError as error:
        return JSONResponse({"sentence": str(error)}, _status(error))


def _shown(request: Request, work: Callable[[Visit], Response]) -> Response:
    try:
        return work(visit_of(request))
    except SessionOver:
        return RedirectResponse("/connexion", 303)
    except PcbError as error:
        status = _status(error)
        return HTMLResponse(signin.error_page(status if status == 404 else 500, str(error)), status)


def _status(error: PcbError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
