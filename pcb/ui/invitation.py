"""Coming in for the first time: the code of an invitation, and a password of one's own. A plain page, before sign-in.

It opens no session: who has chosen a password signs in as always, by the one door where everything is checked.
"""

from __future__ import annotations

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from pcb.errors import InvalidAnswer, PcbError
from pcb.ui.entering import source_of
from pcb.ui.signin import page
from pcb.ui.visit import Services
from pcb.usecases import invitations, throttle
from pcb.usecases.throttle import TooManyTries

ADDRESS = "/invitation"
CHOSEN = "Votre mot de passe est enregistré. Connectez-vous."


def routes(services: Services) -> APIRouter:
    """The routes of this module."""
    router = APIRouter(include_in_schema=False)

    @router.get(ADDRESS)
    def form() -> Response:
        return page("invitation")

    @router.post(ADDRESS)
    async def accept(
        request: Request,
        login: str = Form(""),
        code: str = Form(""),
        password: str = Form(""),
        again: str = Form(""),
    ) -> Response:
        if services.store is None:
            return RedirectResponse("/", 303)
        source, now = source_of(request, services.settings), services.now()
        try:
            if password != again:
                raise InvalidAnswer("Les deux mots de passe ne sont pas les mêmes.")
            await run_in_threadpool(throttle.admit, services.store, login, source, now)
            await run_in_threadpool(invitations.accept, services.store, login, code, password, now=now)
        except PcbError as error:
            status = 429 if isinstance(error, TooManyTries) else 422
            return page("invitation", status, error=str(error), login=login, code=code)
        await run_in_threadpool(throttle.succeeded, services.store, login, source, now)
        return page("sign_in", login=login, suite="", said=CHOSEN)

    return router
