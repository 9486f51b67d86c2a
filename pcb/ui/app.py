"""The ASGI application: plain pages before the sign-in, NiceGUI behind it, the guard around both.

Addresses (``{id}`` is a case; nothing else of a case is ever in an address):

=========================================  ===========================================================================
``/``                                      first start, sign-in or list, according to who asks
``/connexion`` ``/deconnexion``            :mod:`pcb.ui.signin`
``/invitation``                            :mod:`pcb.ui.invitation`
``/compte``                                :mod:`pcb.ui.account`
``/sante``                                 whether the database answers, for a proxy
``/dossiers``                              :mod:`pcb.ui.cases`
``/dossier/{id}/entretien/{stop}``         :mod:`pcb.ui.interview`; ``#f-<path>`` opens one field
``/dossier/{id}/reponse``                  POST of one answer, :mod:`pcb.ui.saving`
``/dossier/{id}/presence``                 POST of who is there, :mod:`pcb.ui.presence`
``/dossier/{id}/budget``                   :mod:`pcb.ui.budget`
``/dossier/{id}/pieces``                   :mod:`pcb.ui.papers`
``/dossier/{id}/pieces/{key}/fichier``     POST of one file, :mod:`pcb.ui.files`
``/dossier/{id}/fichier/{file}``           a file, its preview, what is done with it, :mod:`pcb.ui.files`
``/dossier/{id}/plan``                     :mod:`pcb.ui.plan`, its figures :mod:`pcb.ui.plan_routes`
``/dossier/{id}/declaration``              :mod:`pcb.ui.dossier`
``/dossier/{id}/comparer``                 :mod:`pcb.ui.comparison`
``/dossier/{id}/historique``               :mod:`pcb.ui.history`
``/dossier/{id}/droits``                   :mod:`pcb.ui.rights_page`
``/journal`` ``/conservation``             :mod:`pcb.ui.audit_page`, :mod:`pcb.ui.retention_page`
``/dossier/{id}/acces``                    :mod:`pcb.ui.case_access`
``/maison``                                :mod:`pcb.ui.house`
=========================================  ===========================================================================
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from nicegui import Client, core, ui
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Scope

from pcb.config import Settings
from pcb.errors import AccessDenied, Damaged, NotFound, StoreUnavailable
from pcb.ui import account, entering, invitation, pages, presence, saving, signin, theme
from pcb.ui.demonstration import Demonstration
from pcb.ui.guard import Guard, describe
from pcb.ui.preparations import Preparations
from pcb.ui.proxies import is_secure, proxy_rule
from pcb.ui.scheduled_backups import ScheduledBackups
from pcb.ui.sessions import Session, Sessions
from pcb.ui.visit import SCOPE_KEY, Services, Visit
from pcb.ui.waiting import Waiting
from pcb.usecases.attachments import Worker
from pcb.usecases.counting import rebuild
from pcb.usecases.desk import Store, open_store

log = logging.getLogger("pcb.ui")

RECONNECT_SECONDS = 300
PING_SECONDS = 20
SWEEP_SECONDS = 3
COUNTED_AT_ONCE = 200
"""Cases made before there were counts, that are counted at each sweep."""
ANY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - recognised, not listened on


def build_app(
    store: Store | None,
    settings: Settings,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    *,
    demo: bool = False,
    sessions: Sessions | None = None,
) -> ASGIApp:
    """The whole application on that store. With ``demo`` there is no store: only invented households are shown."""
    preparations = Preparations()

    def ended(session: Session) -> None:
        preparations.end(session)
        close_pages(session)

    table = Sessions(on_end=ended) if sessions is None else sessions
    worker = Worker()
    scheduled = ScheduledBackups(settings, clock)
    services = Services(store, settings, clock, table, worker, demo, preparations, backups=scheduled)
    demonstration = Demonstration()
    waiting = Waiting(table.instant)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        core.sio.eio.ping_interval = core.sio.eio.ping_timeout = PING_SECONDS
        sweeper = asyncio.create_task(_sweep(table, waiting, scheduled))
        yield
        sweeper.cancel()
        preparations.end()
        demonstration.close()
        await asyncio.to_thread(scheduled.close)
        await asyncio.to_thread(worker.close)

    outer = FastAPI(openapi_url=None, lifespan=lifespan)
    outer.include_router(signin.routes(services, demonstration, waiting))
    outer.include_router(account.routes(services))
    outer.include_router(invitation.routes(services))
    outer.include_router(saving.routes())
    outer.include_router(presence.routes())
    outer.mount("/static/fonts", StaticFiles(directory=theme.FONTS))
    outer.mount("/static", StaticFiles(directory=theme.STATIC))
    outer.add_api_route("/sante", lambda: _health(store), include_in_schema=False)
    outer.add_api_route("/favicon.ico", lambda: FileResponse(theme.STATIC / "favicon.svg"), include_in_schema=False)
    outer.add_exception_handler(404, _not_found)
    outer.add_exception_handler(413, _too_large)
    outer.add_exception_handler(Exception, _broken)
    outer.add_exception_handler(NotFound, _not_found)
    outer.add_exception_handler(AccessDenied, _refused)
    outer.add_exception_handler(Damaged, _unshowable)
    outer.add_exception_handler(StoreUnavailable, _unshowable)
    pages.register(outer)
    _mount_nicegui(outer)

    def attach(scope: Scope, session: Session) -> None:
        scope[SCOPE_KEY] = Visit(session, services)

    guard = Guard(
        outer,
        table,
        hosts=allowed_hosts(settings.host) | ({settings.public_host} - {""}),
        cookie=lambda scope: entering.cookie_name(settings, secure=is_secure(scope)),
        proxy=proxy_rule(settings.proxies, secure=settings.secure),
        attach=attach,
        owner_of=_owner_of,
        error_page=signin.error_page,
    )
    return GZipMiddleware(guard, minimum_size=1000)


def _mount_nicegui(outer: FastAPI) -> None:
    ui.run_with(
        outer,
        title="Point conseil budget",
        language="fr",
        reconnect_timeout=RECONNECT_SECONDS,
        binding_refresh_interval=None,
        tailwind=False,
        gzip_middleware_factory=None,
        show_welcome_message=False,
        favicon=theme.STATIC / "favicon.svg",
    )
    core.app.config.socket_io_js_transports = ["websocket"]
    core.app.config.quasar_config["loadingBar"] = {"skipHijack": True}
    core.app.add_exception_handler(404, _not_found)
    core.app.add_exception_handler(NotFound, _not_found)
    core.app.add_exception_handler(AccessDenied, _refused)
    core.app.add_exception_handler(Damaged, _unshowable)
    core.app.add_exception_handler(StoreUnavailable, _unshowable)
    core.app.add_exception_handler(Exception, _broken)
    core.app._exception_handlers[:] = [
        _log_quietly
    ]  # the default one writes the text of the error, which may be a fact


def serve(settings: Settings, demo: bool = False) -> None:
    """Listen until stopped. Takes the next free port when the one of the settings is in use, and prints the address."""
    listening = listen(settings.host, settings.port)
    port = listening.getsockname()[1]
    store = None if demo else open_store(settings)
    app = build_app(store, replace(settings, port=port), demo=demo)
    shown = "127.0.0.1" if settings.host in ANY_ADDRESS else settings.host
    print(f"Point conseil budget : http://{shown}:{port}/  (Ctrl+C pour arrêter)", flush=True)  # noqa: T201
    config = uvicorn.Config(
        app,
        access_log=False,  # addresses hold client ids
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        ws_max_size=1_000_000,
        timeout_graceful_shutdown=3,
        lifespan="on",
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        if store is not None:
            store.close()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on ``port``, or on the next free one (twenty are tried)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + 20):
        listening = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":  # there it would let two programs listen on one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
            listening.listen(128)
        except OSError:
            listening.close()
            continue
        return listening
    raise OSError(f"aucun port libre entre {port} et {port + 19}")


def allowed_hosts(host: str) -> frozenset[str]:
    """The names under which a browser may ask for us; any other is a rebinding attempt."""
    names = {"127.0.0.1", "localhost", "::1"}
    if host in ANY_ADDRESS:
        own = socket.gethostname()
        names |= {own.lower()} | {str(found[4][0]) for found in socket.getaddrinfo(own, None)}
    else:
        names.add(host.lower())
    return frozenset(names)


def _owner_of(client_id: str) -> Session | None:
    """Whose page this is; ``None`` for a page that no longer exists."""
    client = Client.instances.get(client_id)
    visit = client.request.scope.get(SCOPE_KEY) if client is not None else None
    return visit.session if isinstance(visit, Visit) else None


def close_pages(session: Session) -> None:
    """Cut the sockets of a session that has ended, so that its pages lock at once, and let go of what they hold."""

    async def close() -> None:
        for client in [c for c in Client.instances.values() if _owner_of(c.id) is session]:
            for socket_id in list(client._socket_to_document_id):
                await core.sio.disconnect(socket_id)  # first: the browser must not see the page being taken apart
            if client.id in Client.instances:
                client.delete()

    if core.loop is not None and core.loop.is_running():
        asyncio.run_coroutine_threadsafe(close(), core.loop)


async def _sweep(sessions: Sessions, waiting: Waiting, backups: ScheduledBackups) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        waiting.forget_late()
        await asyncio.to_thread(sessions.end_expired)
        desk = sessions.any_desk()
        if desk is not None:
            backups.consider(desk)
            await asyncio.to_thread(rebuild, desk.store, desk.vault, desk.now(), COUNTED_AT_ONCE)


def _health(store: Store | None) -> Response:
    """For the proxy: whether this process answers and its database too. Nothing else is told."""
    try:
        well = store is None or store.answers()
    except StoreUnavailable:
        well = False
    return PlainTextResponse("bien" if well else "en panne", 200 if well else 503)


async def _not_found(request: Request, error: Exception) -> Response:
    return HTMLResponse(signin.error_page(404), 404)


async def _too_large(request: Request, error: Exception) -> Response:
    return HTMLResponse(signin.error_page(413), 413)


async def _refused(request: Request, error: Exception) -> Response:
    return HTMLResponse(signin.error_page(403, str(error)), 403)


async def _unshowable(request: Request, error: Exception) -> Response:
    return HTMLResponse(signin.error_page(500, str(error)), 500)


async def _broken(request: Request, error: Exception) -> Response:
    return HTMLResponse(signin.error_page(500), 500)


def _log_quietly(error: Exception) -> None:
    log.error("%s", describe(error))
