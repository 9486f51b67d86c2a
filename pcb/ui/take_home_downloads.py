"""Plain routes that give what is taken home: a paper printed and kept at that moment, the dates for an agenda.

An address holds codes alone; the name of a file, the reference and a day.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pcb.domain.answers import known
from pcb.errors import NotFound
from pcb.ui.downloads import answer_with, answered, as_file
from pcb.ui.view import today
from pcb.ui.visit import Visit
from pcb.usecases import take_home_dates, take_home_papers
from pcb.usecases.cases import open_case
from pcb.usecases.papers import Printed
from pcb.usecases.take_home import Language, PaperKind, Register, Size

Choice = TypeVar("Choice", bound=Enum)


def routes() -> APIRouter:
    """``GET`` ``a-emporter.pdf?papier=…&version=…&taille=…`` and ``a-emporter.ics`` of a case."""
    router = APIRouter(include_in_schema=False, prefix="/dossier/{case_id}")

    @router.get("/a-emporter.pdf")
    def paper(request: Request, case_id: str) -> Response:
        def printed(visit: Visit) -> Printed:
            kind = _asked(request, "papier", PaperKind, PaperKind.SET)
            register = _asked(request, "version", Register, Register.STANDARD)
            size = _asked(request, "taille", Size, Size.A4)
            case = open_case(visit.desk, case_id).case
            language = known(case.take_home.language) or Language.FRENCH
            return take_home_papers.print_paper(
                visit.desk, case_id, kind, register, language, size, today(visit), visit.now()
            )

        return answer_with(request, printed)

    @router.get("/a-emporter.ics")
    def dates(request: Request, case_id: str) -> Response:
        def made(visit: Visit) -> Response:
            opened = open_case(visit.desk, case_id)
            content = take_home_dates.calendar(visit.desk, opened, today(visit), visit.now())
            return as_file(content, f"dates-{today(visit).isoformat()}.ics", "text/calendar; charset=utf-8")

        return answered(request, made)

    return router


def _asked(request: Request, name: str, choices: type[Choice], absent: Choice) -> Choice:
    """What the address asks for. Raises :class:`NotFound` for a code that does not exist."""
    code = request.query_params.get(name)
    if code is None:
        return absent
    try:
        return choices(code)
    except ValueError:
        raise NotFound("Ce document n’existe pas.") from None
