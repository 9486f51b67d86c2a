"""Plain routes of the official form: put one in use, try it, give the examples. Each is behind the guard.

A form comes with its template as the raw body of one request: the template, a zero byte, the PDF. Never as a form,
which would be spooled to the disk in the clear.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from pcb.domain.wording import plural
from pcb.errors import FaultyTemplate, FileRefused, NotFound, PcbError
from pcb.ui import signin
from pcb.ui.sessions import SessionOver
from pcb.ui.view import today
from pcb.ui.visit import Visit, visit_of
from pcb.usecases import official_form
from pcb.usecases.demo import example_household


def routes() -> APIRouter:
    """Under ``/formulaire``: ``POST`` of a form and of a try; the examples, the tries and the template in use."""
    router = APIRouter(include_in_schema=False, prefix="/formulaire")

    @router.post("")
    async def take_in(request: Request) -> Response:
        def work(visit: Visit, pdf: bytes, template: str) -> Response:
            official_form.take_in(visit.desk, visit.services.worker, pdf, template, visit.now())
            return JSONResponse({"state": "in use"})

        return await _posted(request, work)

    @router.post("/essai")
    async def try_it(request: Request) -> Response:
        def work(visit: Visit, pdf: bytes, template: str) -> Response:
            _ = visit.desk
            tried = official_form.try_upload(visit.services.worker, pdf, template, example_household(), today(visit))
            content = base64.b64encode(tried.content).decode("ascii")
            return JSONResponse({"state": "tried", "notes": tried.without_a_box, "pdf": content})

        return await _posted(request, work)

    @router.get("/{form_id}/essai.pdf")
    def again(request: Request, form_id: str) -> Response:
        def tried(visit: Visit) -> Response:
            found = official_form.try_in_use(visit.desk, form_id, example_household(), today(visit))
            return _pdf(found.content, "essai-formulaire.pdf")

        return _shown(request, tried)

    @router.get("/{form_id}/modele.toml")
    def template(request: Request, form_id: str) -> Response:
        return _shown(request, lambda visit: _text(official_form.template_of(visit.desk, form_id), "modele.toml"))

    @router.get("/exemple.pdf")
    def example(request: Request) -> Response:
        return _shown(request, lambda _: _pdf(official_form.own_form(False)[0], "exemple-formulaire.pdf"))

    @router.get("/exemple.toml")
    def example_template(request: Request) -> Response:
        return _shown(request, lambda _: _text(official_form.own_form(False)[1], "exemple-modele.toml"))

    @router.get("/rubriques.txt")
    def rubrics(request: Request) -> Response:
        return _shown(request, lambda _: _text(official_form.rubric_text(), "rubriques.txt"))

    return router


async def _posted(request: Request, work: Callable[[Visit, bytes, str], Response]) -> Response:
    try:
        body = await request.body()
    except ClientDisconnect:  # the network was cut: nothing was stored
        return Response(status_code=400)
    try:
        visit = visit_of(request)
        _ = visit.desk
        text, found, pdf = body.partition(b"\0")
        if not found:
            raise FileRefused("La demande est illisible\u202f: rechargez la page.")
        return await run_in_threadpool(work, visit, pdf, _decoded(text))
    except SessionOver as error:
        return JSONResponse({"sentence": str(error)}, 401)
    except FaultyTemplate as error:
        count = plural(len(error.faults), "défaut", "défauts")
        sentence = f"Le modèle ne convient pas\u202f: {count}. Rien n’est mis en service."
        return JSONResponse({"sentence": sentence, "faults": error.faults}, 422)
    except PcbError as error:
        return JSONResponse({"sentence": str(error)}, 422)


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultyTemplate(("le modèle\u202f: ce n’est pas un fichier de texte en UTF-8",)) from None


def _shown(request: Request, work: Callable[[Visit], Response]) -> Response:
    try:
        visit = visit_of(request)
        _ = visit.desk
        return work(visit)
    except SessionOver:
        return RedirectResponse("/connexion", 303)
    except NotFound:
        return HTMLResponse(signin.error_page(404), 404)
    except PcbError as error:
        return HTMLResponse(signin.error_page(500, str(error)), 500)


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _text(content: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/plain; charset=utf-8", headers=headers)
