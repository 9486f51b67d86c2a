"""Beginning a session and ending it: the cookies, and where the request comes from.

The cookie of the session changes in the answer to a POST: a new session each time, so that none can be planted
beforehand. Over HTTPS it bears the prefix ``__Host-``: no other host and no plain connection can set it. A second
cookie makes the device known to the throttle (:mod:`pcb.usecases.throttle`); it opens nothing.
"""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from pcb.config import Settings
from pcb.ui.proxies import is_secure
from pcb.ui.visit import SCOPE_KEY, Services, Visit
from pcb.usecases.desk import Desk
from pcb.usecases.signing_in import Entry
from pcb.usecases.throttle import Source

DEVICE_SECONDS = 90 * 24 * 3600


def cookie_name(settings: Settings, part: str = "", *, secure: bool = False) -> str:
    """Over plain HTTP one cookie a port: a demonstration beside the real base does not sign it out."""
    return f"__Host-pcb{part}" if secure else f"pcb{part}_{settings.port}"


def source_of(request: Request, settings: Settings) -> Source:
    """Where a try at a secret comes from."""
    device = request.cookies.get(cookie_name(settings, "_appareil", secure=is_secure(request.scope)), "")
    return Source(request.client.host if request.client else "", device[:100])


async def enter(request: Request, response: Response, services: Services, entry: Entry) -> Response:
    """Begin a session with that entry; the one that this browser had is closed."""
    await leave(request, services)
    token = await run_in_threadpool(services.sessions.open, entry.desk, epoch=entry.epoch, must_enrol=entry.must_enrol)
    set_cookie(request, response, services.settings, "", token)
    set_cookie(request, response, services.settings, "_appareil", entry.device, DEVICE_SECONDS)
    return response


async def enter_demonstration(request: Request, response: Response, services: Services, desk: Desk) -> Response:
    """Begin a session on the base of invented households."""
    await leave(request, services)
    set_cookie(request, response, services.settings, "", services.sessions.open(desk, demo=True))
    return response


async def leave(request: Request, services: Services, how: str = "again") -> None:
    """End the session of this browser, if it has one; ``how`` is told in the audit."""
    visit = request.scope.get(SCOPE_KEY)
    if isinstance(visit, Visit):
        await run_in_threadpool(services.sessions.end, visit.session, how)


def set_cookie(
    request: Request, response: Response, settings: Settings, part: str, value: str, seconds: int | None = None
) -> None:
    """A cookie that scripts and foreign pages do not get; without ``seconds`` it goes with the browser."""
    secure = is_secure(request.scope)
    name = cookie_name(settings, part, secure=secure)
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict", secure=secure, path="/")


def drop_cookie(request: Request, response: Response, settings: Settings, part: str) -> None:
    """The browser forgets a cookie."""
    secure = is_secure(request.scope)
    name = cookie_name(settings, part, secure=secure)
    response.delete_cookie(name, path="/", httponly=True, samesite="strict", secure=secure)
