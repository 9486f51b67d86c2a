"""Before the sign-in: plain HTML, plain forms, no script but our own files, no NiceGUI.

The password is asked for first; where the account has a second factor, a code next. What begins and ends a session is
in :mod:`pcb.ui.entering`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader
from starlette.concurrency import run_in_threadpool

from pcb.errors import AccessDenied, InvalidAnswer, PcbError
from pcb.ui.demonstration import Demonstration
from pcb.ui.entering import cookie_name, drop_cookie, enter, enter_demonstration, leave, set_cookie, source_of
from pcb.ui.proxies import is_secure
from pcb.ui.visit import SCOPE_KEY, Services, Visit
from pcb.ui.waiting import PATIENCE_SECONDS, Waiting
from pcb.usecases import accounts, signing_in
from pcb.usecases.signing_in import Entry, HalfOpen
from pcb.usecases.throttle import TooManyTries

HOME = "/dossiers"
_OWN_ADDRESS = re.compile(r"/(dossiers|maison|compte|dossier/[\w-]+(/[\w.-]+)*)")
_TOO_LATE = "Le mot de passe a été entré il y a plus de cinq minutes\u202f: recommencez."


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("pcb.ui"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def page(template: str, /, status: int = 200, **facts: Any) -> HTMLResponse:
    """One of our plain pages; whatever is given is escaped."""
    return HTMLResponse(_templates().get_template(f"{template}.html").render(**facts), status)


def error_page(status: int, sentence: str = "") -> str:
    """What went wrong, in French; no detail but the ``sentence`` of an expected error."""
    return _templates().get_template("error.html").render(status=status, sentence=sentence)


def own_address(asked: str) -> str:
    """Where to go after the sign-in: one of our own addresses, or the list of cases."""
    return asked if _OWN_ADDRESS.fullmatch(asked) else HOME


def routes(services: Services, demonstration: Demonstration, waiting: Waiting) -> APIRouter:
    """The routes of this module."""
    router = APIRouter(include_in_schema=False)
    settings = services.settings

    def refused(request: Request, error: PcbError, name: str, **facts: Any) -> Response:
        """The sentence, on the page where it was typed or for the script that asked."""
        status = 429 if isinstance(error, TooManyTries) else 401 if isinstance(error, AccessDenied) else 422
        answer: Response
        if _by_script(request):
            answer = JSONResponse({"sentence": str(error)}, status)
        else:
            answer = page(name, status, error=str(error), **facts)
        if isinstance(error, TooManyTries):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer

    async def go_on(request: Request, found: Entry | HalfOpen, suite: str) -> Response:
        """Into the application, or to the code."""
        if isinstance(found, HalfOpen):
            token = waiting.put(found)
            asked: Response = JSONResponse({"state": "code"}) if _by_script(request) else page("code", suite=suite)
            set_cookie(request, asked, settings, "_etape", token, PATIENCE_SECONDS)
            return asked
        done: Response
        if _by_script(request):
            done = JSONResponse({"state": "open"})
        elif found.advice and not found.must_enrol:
            done = page("password_advice", sentence=found.advice, suite=own_address(suite))
        else:
            done = RedirectResponse(own_address(suite), 303)
        return await enter(request, done, services, found)

    @router.get("/")
    def first(request: Request) -> Response:
        if SCOPE_KEY in request.scope:
            return RedirectResponse(HOME, 303)
        if services.demo or services.store is None:
            return page("demo")
        if accounts.needs_setup(services.store):
            return page("first_start")
        return RedirectResponse("/connexion", 303)

    @router.get("/session")
    def session(request: Request) -> Response:
        visit = request.scope[SCOPE_KEY]
        login = visit.session.desk.account.login if isinstance(visit, Visit) else ""
        return JSONResponse({"state": "open", "account": login})

    @router.post("/session")
    def somebody_is_there(request: Request) -> Response:
        return JSONResponse({"state": "open"})  # the guard has counted the action

    @router.post("/verrouiller")
    async def lock(request: Request) -> Response:
        await leave(request, services, "lock")
        return JSONResponse({"state": "locked"})

    @router.get("/connexion")
    def sign_in_form(request: Request, suite: str = "") -> Response:
        if services.store is None or accounts.needs_setup(services.store):
            return RedirectResponse("/", 303)
        if SCOPE_KEY in request.scope:
            return RedirectResponse(own_address(suite), 303)
        return page("sign_in", suite=own_address(suite) if suite else "")

    @router.post("/connexion")
    async def sign_in(
        request: Request, login: str = Form(""), password: str = Form(""), suite: str = Form("")
    ) -> Response:
        if services.store is None:
            return RedirectResponse("/", 303)
        source = source_of(request, settings)
        try:
            found = await run_in_threadpool(
                signing_in.sign_in, services.store, settings, login, password, source, services.now()
            )
        except PcbError as error:
            return refused(request, error, "sign_in", login=login, suite=own_address(suite) if suite else "")
        return await go_on(request, found, suite)

    @router.get("/connexion/code")
    def code_form() -> Response:
        return RedirectResponse("/connexion", 303)

    @router.post("/connexion/code")
    async def code(request: Request, code: str = Form(""), suite: str = Form("")) -> Response:
        token = request.cookies.get(cookie_name(settings, "_etape", secure=is_secure(request.scope)))
        half = waiting.find(token)
        if half is None:
            return refused(request, AccessDenied(_TOO_LATE), "sign_in", suite=own_address(suite) if suite else "")
        source = source_of(request, settings)
        try:
            found = await run_in_threadpool(signing_in.finish, half, settings, code, source, services.now())
        except PcbError as error:
            return refused(request, error, "code", suite=suite)
        waiting.drop(token)
        answer = await go_on(request, found, suite)
        drop_cookie(request, answer, settings, "_etape")
        return answer

    @router.post("/premiere-visite")
    async def set_up(
        request: Request,
        login: str = Form(""),
        display_name: str = Form(""),
        password: str = Form(""),
        again: str = Form(""),
    ) -> Response:
        if services.store is None:
            return RedirectResponse("/", 303)
        try:
            if password != again:
                raise InvalidAnswer("Les deux mots de passe ne sont pas les mêmes.")
            made = await run_in_threadpool(accounts.set_up, services.store, login, display_name, password)
        except AccessDenied:
            return RedirectResponse("/connexion", 303)
        except PcbError as error:
            return page("first_start", 422, error=str(error), login=login, display_name=display_name)
        entry = await run_in_threadpool(signing_in.first_entry, made.desk, settings, services.now())
        return await enter(request, page("recovery_code", code=made.recovery_code), services, entry)

    @router.get("/premiere-visite")
    def set_up_again() -> Response:
        return RedirectResponse("/", 303)

    @router.get("/recuperation")
    def recovery_form() -> Response:
        return page("recovery")

    @router.post("/recuperation")
    async def recover(
        request: Request,
        login: str = Form(""),
        code: str = Form(""),
        password: str = Form(""),
        again: str = Form(""),
        without: str = Form(""),
    ) -> Response:
        if services.store is None:
            return RedirectResponse("/", 303)
        store, source, now = services.store, source_of(request, settings), services.now()
        try:
            if password != again:
                raise InvalidAnswer("Les deux mots de passe ne sont pas les mêmes.")
            found = await run_in_threadpool(
                lambda: signing_in.recover(
                    store, settings, login, code, password, source, now, without_factor=bool(without)
                )
            )
        except PcbError as error:
            status = 429 if isinstance(error, TooManyTries) else 422
            return page("recovery", status, error=str(error), login=login, code=code, without=without)
        return await go_on(request, found, "")

    @router.post("/demonstration")
    async def look_around(request: Request) -> Response:
        desk = await run_in_threadpool(demonstration.desk)
        return await enter_demonstration(request, RedirectResponse(HOME, 303), services, desk)

    @router.post("/deconnexion")
    async def sign_out(request: Request) -> Response:
        await leave(request, services, "asked")
        response = RedirectResponse("/", 303)
        drop_cookie(request, response, settings, "")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return router


def _by_script(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
