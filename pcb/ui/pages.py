"""Which module builds which page. Every page is given the desk and the case of who asks, or answers 404."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request
from nicegui import ui

from pcb.ui import (
    audit_page,
    budget,
    case_access,
    cases,
    comparison,
    dossier,
    downloads,
    files,
    form_routes,
    history,
    house,
    interview,
    letter,
    letter_downloads,
    letters,
    official_form,
    one_letter,
    oversight_routes,
    papers,
    plan,
    plan_routes,
    retention_page,
    rights_page,
    take_home,
    take_home_downloads,
    why,
)
from pcb.ui.view import today, view_of
from pcb.ui.visit import visit_of
from pcb.usecases.cases import open_case

PATIENCE_SECONDS = 30
"""How long a page may take to build before NiceGUI gives it up (its own three seconds are short on a busy laptop)."""


def page(path: str) -> ui.page:
    """Declares a page at ``path``."""
    return ui.page(path, response_timeout=PATIENCE_SECONDS)


def register(outer: FastAPI) -> None:
    """Declare the pages of the application, and the plain routes that some of them need on ``outer``."""
    outer.include_router(downloads.routes())
    outer.include_router(letter_downloads.routes())
    outer.include_router(take_home_downloads.routes())
    outer.include_router(why.routes())
    outer.include_router(files.routes())
    outer.include_router(form_routes.routes())
    outer.include_router(plan_routes.routes())
    outer.include_router(oversight_routes.routes())

    @page("/dossiers")
    async def _(request: Request) -> None:
        visit = visit_of(request)
        await cases.build(visit.desk)

    @page("/maison")
    async def _(request: Request) -> None:
        visit = visit_of(request)
        await house.build(visit.desk)

    @page("/dossier/{case_id}/acces")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await case_access.build(visit.desk, opened)

    @page("/formulaire")
    async def _(request: Request) -> None:
        visit = visit_of(request)
        await official_form.build(visit.desk)

    @page("/journal")
    async def _(request: Request) -> None:
        visit = visit_of(request)
        await audit_page.build(visit.desk)

    @page("/conservation")
    async def _(request: Request) -> None:
        visit = visit_of(request)
        await retention_page.build(visit.desk)

    @page("/dossier/{case_id}/droits")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await rights_page.build(visit.desk, opened)

    @page("/dossier/{case_id}/entretien")
    @page("/dossier/{case_id}/entretien/{stop_key}")
    async def _(request: Request, case_id: str, stop_key: str = "") -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        interview.build(visit.desk, opened, stop_key)

    @page("/dossier/{case_id}/budget")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        budget.build(visit.desk, opened, view_of(request.query_params, today(visit)))

    @page("/dossier/{case_id}/lettre")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        letter.build(visit.desk, opened, today(visit))

    @page("/dossier/{case_id}/plan")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await plan.build(visit.desk, opened, view_of(request.query_params, today(visit)))

    @page("/dossier/{case_id}/historique")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await history.build(visit.desk, opened, whole="tout" in request.query_params)

    @page("/dossier/{case_id}/declaration")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await dossier.build(visit.desk, opened, view_of(request.query_params, today(visit)))

    @page("/dossier/{case_id}/comparer")
    async def _(request: Request, case_id: str, a: str = "", b: str = "") -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await comparison.build(visit.desk, opened, a, b)

    @page("/dossier/{case_id}/pieces")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await papers.build(visit.desk, opened, today(visit))

    @page("/dossier/{case_id}/courriers")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await letters.build(visit.desk, opened, today(visit))

    @page("/dossier/{case_id}/courriers/{letter_key}")
    async def _(request: Request, case_id: str, letter_key: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        one_letter.build(visit.desk, opened, letter_key, today(visit))

    @page("/dossier/{case_id}/a-emporter")
    async def _(request: Request, case_id: str) -> None:
        visit = visit_of(request)
        opened = await asyncio.to_thread(open_case, visit.desk, case_id)
        await take_home.build(visit.desk, opened, today(visit))
