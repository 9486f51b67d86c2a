"""« Mon compte »: plain pages for the password, the second factor, the spare codes and the open sessions.

What changes how one signs in asks for the password again, however long ago it was typed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from pcb.errors import InvalidAnswer, NotFound, PcbError
from pcb.ui.entering import drop_cookie, enter, source_of
from pcb.ui.signin import page
from pcb.ui.visit import Services, Visit, visit_of
from pcb.usecases import accounts, second_factor, sign_ins, signing_in
from pcb.usecases.signing_in import Entry
from pcb.usecases.throttle import TooManyTries

ACCOUNT = "/compte"
FACTOR = "/compte/double-verification"
_REQUIRED = "Sur ce serveur la double vérification est obligatoire\u202f: elle peut être remplacée, pas retirée."


def routes(services: Services) -> APIRouter:
    """The routes of this module."""
    router = APIRouter(include_in_schema=False)
    settings = services.settings

    async def shown(visit: Visit, status: int = 200, part: str = "", error: str = "", done: str = "") -> Response:
        """The page; ``error`` is what is wrong with what was typed in that ``part``."""
        now, idle = services.sessions.moment(), services.sessions.idle
        state = await run_in_threadpool(second_factor.state, visit.desk)
        found = await run_in_threadpool(sign_ins.open_sessions, visit.desk, now, idle)
        told = [(one.id, _told(one.opened_at), _told(one.seen_at), one.id == visit.session.id) for one in found]
        return page(
            "account", status, **_frame(visit), state=state, sessions=told, part=part, error=error, done=done,
            required=settings.second_factor_required,
        )  # fmt: skip

    async def again(request: Request, visit: Visit, password: str) -> None:
        source = source_of(request, settings)
        await run_in_threadpool(signing_in.check_again, visit.desk, password, source, services.now())

    async def enrolment(visit: Visit, status: int = 200, error: str = "") -> Response:
        offered = await run_in_threadpool(second_factor.begin, visit.desk)
        return page("enrolment", status, **_frame(visit), offered=offered, error=error, must=visit.session.must_enrol)

    async def renewed(request: Request, visit: Visit, response: Response, epoch: int) -> Response:
        """The same person in a new session: the one before ends."""
        source = source_of(request, settings)
        return await enter(request, response, services, Entry(visit.desk, source.device, epoch, "", False))

    @router.get(ACCOUNT)
    async def account(request: Request, fait: str = "") -> Response:
        visit = visit_of(request)
        return RedirectResponse("/dossiers", 303) if visit.session.demo else await shown(visit, done=fait)

    @router.post("/compte/mot-de-passe")
    async def password(
        request: Request, present: str = Form(""), password: str = Form(""), again_: str = Form("", alias="again")
    ) -> Response:
        visit = _own(request)
        try:
            if password != again_:
                raise InvalidAnswer("Les deux mots de passe ne sont pas les mêmes.")
            await again(request, visit, present)
            epoch = await run_in_threadpool(accounts.change_password, visit.desk, present, password)
        except PcbError as error:
            return await shown(visit, _status(error), "password", str(error))
        return await renewed(request, visit, RedirectResponse(f"{ACCOUNT}?fait=mot-de-passe", 303), epoch)

    @router.post("/compte/double-verification/commencer")
    async def begin(request: Request, present: str = Form("")) -> Response:
        visit = _own(request)
        try:
            await again(request, visit, present)
        except PcbError as error:
            return await shown(visit, _status(error), "factor", str(error))
        visit.session.enrolling = True
        return RedirectResponse(FACTOR, 303)

    @router.get(FACTOR)
    async def enrolment_form(request: Request) -> Response:
        visit = _own(request)
        if not (visit.session.must_enrol or visit.session.enrolling):
            return RedirectResponse(ACCOUNT, 303)
        return await enrolment(visit)

    @router.post(FACTOR)
    async def confirm(request: Request, code: str = Form("")) -> Response:
        visit = _own(request)
        if not (visit.session.must_enrol or visit.session.enrolling):
            return RedirectResponse(ACCOUNT, 303)
        try:
            codes = await run_in_threadpool(second_factor.confirm, visit.desk, code, services.now())
        except PcbError as error:
            return await enrolment(visit, 422, str(error))
        answer = page("spare_codes", **_frame(visit), codes=codes)
        return await renewed(request, visit, answer, visit.session.epoch)

    @router.post("/compte/double-verification/codes")
    async def spare(request: Request, present: str = Form("")) -> Response:
        visit = _own(request)
        try:
            await again(request, visit, present)
            codes = await run_in_threadpool(second_factor.renew_spare_codes, visit.desk)
        except PcbError as error:
            return await shown(visit, _status(error), "factor", str(error))
        return page("spare_codes", **_frame(visit), codes=codes)

    @router.post("/compte/double-verification/retirer")
    async def remove(request: Request, present: str = Form("")) -> Response:
        visit = _own(request)
        try:
            if settings.second_factor_required:
                raise InvalidAnswer(_REQUIRED)
            await again(request, visit, present)
            await run_in_threadpool(second_factor.remove, visit.desk)
        except PcbError as error:
            return await shown(visit, _status(error), "factor", str(error))
        return RedirectResponse(ACCOUNT, 303)

    @router.post("/compte/sessions/{session_id}/fermer")
    async def close(request: Request, session_id: str) -> Response:
        visit = _own(request)
        await run_in_threadpool(sign_ins.end_one, visit.desk, session_id, services.sessions.moment())
        return RedirectResponse(f"{ACCOUNT}#sessions", 303)

    @router.post("/compte/sessions/fermer")
    async def close_all(request: Request) -> Response:
        visit = _own(request)
        await run_in_threadpool(sign_ins.end_all, visit.desk, services.sessions.moment())
        await run_in_threadpool(services.sessions.end, visit.session)
        response = RedirectResponse("/connexion", 303)
        drop_cookie(request, response, settings, "")
        return response

    def _frame(visit: Visit) -> dict[str, Any]:
        account = visit.desk.account
        return {"name": account.display_name, "account": account.login, "lock_seconds": settings.lock_seconds}

    return router


def _own(request: Request) -> Visit:
    """The visit of somebody who has an account. Raises :class:`NotFound` in the demonstration."""
    visit = visit_of(request)
    if visit.session.demo:
        raise NotFound("La démonstration n’a pas de compte.")
    return visit


def _status(error: PcbError) -> int:
    return 429 if isinstance(error, TooManyTries) else 422


def _told(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y à %H:%M}"
