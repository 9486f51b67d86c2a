"""What a page or a route knows of who asks: the session, and the services of the application."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from nicegui import ui
from starlette.requests import HTTPConnection

from pcb.config import Settings
from pcb.domain.rights import Action
from pcb.errors import PcbError
from pcb.ui.preparations import Preparations
from pcb.ui.scheduled_backups import ScheduledBackups
from pcb.ui.sessions import Session, SessionOver, Sessions
from pcb.usecases import access
from pcb.usecases.attachments import Worker
from pcb.usecases.desk import Desk, Store

SCOPE_KEY = "pcb.visit"
UNEXPECTED = "L’application a rencontré une erreur. Ce qui est indiqué comme enregistré l’est."


@dataclass(frozen=True, slots=True)
class Services:
    """What the application holds for its whole life; it is handed down, never a global."""

    store: Store | None
    """``None`` when the application only shows demo households."""
    settings: Settings
    now: Callable[[], datetime]
    sessions: Sessions
    worker: Worker
    """Decodes the files that come in, in a process of its own."""
    demo: bool = False
    preparations: Preparations = field(default_factory=Preparations)
    backups: ScheduledBackups = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request or one open page, by a signed-in person."""

    session: Session
    services: Services

    @property
    def desk(self) -> Desk:
        """Raises :class:`SessionOver` when the session has ended."""
        if not self.services.sessions.alive(self.session):
            raise SessionOver
        return self.session.desk

    def now(self) -> datetime:
        return self.services.now()


def visit_of(connection: HTTPConnection) -> Visit:
    """The visit that the guard attached to this request. Raises :class:`SessionOver` when there is none."""
    visit = connection.scope.get(SCOPE_KEY)
    if not isinstance(visit, Visit):
        raise SessionOver
    return visit


def current_visit() -> Visit:
    """The visit of the NiceGUI page being built or whose event is being handled."""
    return visit_of(ui.context.client.request)


def checked(handler: Callable[..., Any]) -> Callable[..., Awaitable[None]]:
    """An event handler that first checks the session again, and the right on the case of the page, and shows the
    sentence of an expected error.

    Every handler of every page is wrapped in this one: a page left open keeps no power after the session ends, nor
    after the right was taken away.
    """

    @functools.wraps(handler)
    async def run(*args: Any) -> None:
        try:
            visit = current_visit()
            case_id = ui.context.client.request.path_params.get("case_id")
            if case_id is not None:
                await asyncio.to_thread(access.check, visit.desk, case_id, Action.READ)
            _ = visit.desk
            result = handler(*args)
            if inspect.isawaitable(result):
                await result
        except PcbError as error:
            ui.notify(str(error), type="warning", position="top", close_button="Fermer", timeout=0)
        except Exception:
            ui.notify(UNEXPECTED, type="negative", position="top", close_button="Fermer", timeout=0)
            raise

    return cast(Callable[..., Awaitable[None]], run)
