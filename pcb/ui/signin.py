"""Before the sign-in: plain HTML, plain forms, no script but one file, no NiceGUI.

Signing in changes the cookie in the answer to a POST: a new session each time, so that none can be planted beforehand.
"""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader
from starlette.concurrency import run_in_threadpool

from pcb.config import Settings
from pcb.errors import AccessDenied, InvalidAnswer, PcbError
from pcb.ui.demonstration import Demonstration
from pcb.ui.visit import SCOPE_KEY, Services, Visit
from pcb.usecases import accounts
from pcb.usecases.desk import Desk

HOME = "/dossiers"
_OWN_ADDRESS = re.compile(r"/(dossiers|maison|dossier/[\w-]+(/[\w.-]+)*)")
FREE_TRIES = 5
LONGEST_WAIT = 30.0


class TooManyTries(PcbError):
    """Sign-in is slowed down after wrong passwords."""


class Throttle:
    """Slows down the wrong passwords of one login: after five, each one makes the next wait longer, up to 30 s."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._wrong: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def check(self, login: str) -> None:
        """Raises :class:`TooManyTries` while the wait is not over."""
        with self._lock:
            count, last = self._wrong.get(login.strip().casefold(), (0, 0.0))
        if count < FREE_TRIES:
            return
        left = last + min(2.0 ** (count - FREE_TRIES + 1), LONGEST_WAIT) - self._steady()
        if left > 0:
            raise TooManyTries(f"Trop d’essais\u202f: attendez {math.ceil(left)} secondes avant de recommencer.")

    def wrong(self, login: str) -> None:
        """One more wrong password."""
        with self._lock:
            if len(self._wrong) > 1000:
                self._wrong.clear()
            count, _ = self._wrong.get(login.strip().casefold(), (0, 0.0))
            self._wrong[login.strip().casefold()] = (count + 1, self._steady())

    def right(self, login: str) -> None:
        """The right one: the count starts again."""
        with self._lock:
            self._wrong.pop(login.strip().casefold(), None)


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("pcb.ui"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def page(name: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """One of our plain pages; whatever is given is escaped."""
    return HTMLResponse(_templates().get_template(f"{name}.html").render(**facts), status)


def error_page(status: int, sentence: str = "") -> str:
    """What went wrong, in French; no detail but the ``sentence`` of an expected error."""
    return _templates().get_template("error.html").render(status=status, sentence=sentence)


def cookie_name(settings: Settings) -> str:
    """One cookie a port: a demonstration beside the real base does not sign it out."""
    return f"pcb_{settings.port}"


def own_address(asked: str) -> str:
    """Where to go after the sign-in: one of our own addresses, or the list of cases."""
    return asked if _OWN_ADDRESS.fullmatch(asked) else HOME


def routes(services: Services, demonstration: Demonstration) -> APIRouter:
    """The routes of this module."""
    router = APIRouter(include_in_schema=False)
    throttle = Throttle()

    def enter(request: Request, response: Response, desk: Desk, *, demo: bool = False) -> Response:
        """Begin a session; the one that this browser had is closed."""
        leave(request)
        token = services.sessions.open(desk, demo=demo)
        response.set_cookie(
            cookie_name(services.settings),
            token,
            httponly=True,
            samesite="strict",
            secure=services.settings.secure or request.url.scheme == "https",
            path="/",
        )
        return response

    def leave(request: Request) -> None:
        visit = request.scope.get(SCOPE_KEY)
        if isinstance(visit, Visit):
            services.sessions.end(visit.session)

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
        return JSONResponse({"state": "open"})

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
        by_script = "application/json" in request.headers.get("accept", "")
        if services.store is None:
            return RedirectResponse("/", 303)
        try:
            throttle.check(login)
            desk = await run_in_threadpool(accounts.sign_in, services.store, login, password)
        except (AccessDenied, TooManyTries) as error:
            if isinstance(error, AccessDenied):
                throttle.wrong(login)
            status = 429 if isinstance(error, TooManyTries) else 401
            if by_script:
                return JSONResponse({"sentence": str(error)}, status)
            return page("sign_in", status, error=str(error), login=login, suite=own_address(suite) if suite else "")
        throttle.right(login)
        done: Response = JSONResponse({"state": "open"}) if by_script else RedirectResponse(own_address(suite), 303)
        return enter(request, done, desk)

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
        shown = page("recovery_code", code=made.recovery_code)
        return enter(request, shown, made.desk)

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
    ) -> Response:
        if services.store is None:
            return RedirectResponse("/", 303)
        try:
            throttle.check(login)
            if password != again:
                raise InvalidAnswer("Les deux mots de passe ne sont pas les mêmes.")
            desk = await run_in_threadpool(accounts.recover, services.store, login, code, password)
        except PcbError as error:
            if isinstance(error, AccessDenied):
                throttle.wrong(login)
            return page("recovery", 422, error=str(error), login=login, code=code)
        throttle.right(login)
        return enter(request, RedirectResponse(HOME, 303), desk)

    @router.post("/demonstration")
    async def look_around(request: Request) -> Response:
        desk = await run_in_threadpool(demonstration.desk)
        return enter(request, RedirectResponse(HOME, 303), desk, demo=True)

    @router.post("/deconnexion")
    def sign_out(request: Request) -> Response:
        leave(request)
        response = RedirectResponse("/", 303)
        response.delete_cookie(cookie_name(services.settings), path="/", httponly=True, samesite="strict")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return router
