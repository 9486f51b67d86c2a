"""``/dossier/{id}/acces``: the site of the case, who follows it, with whom it is shared, who opened it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta

from pcb.domain.rights import Action
from pcb.domain.wording import french_date, plural
from pcb.errors import InvalidAnswer
from pcb.ui import theme
from pcb.ui.deed import Choices, Deed, Input, choices
from pcb.ui.layout import NNBSP, access_tabs, page_frame
from pcb.ui.tables import Cell, Column, FactsTable, Group, Row
from pcb.ui.widgets import node
from pcb.usecases import sharing, sites
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from pcb.usecases.people import Colleague
from pcb.usecases.sharing import Accesses, Share

LIST = "/dossiers"
OPENED = (Column("who", "Qui"), Column("last", "Dernière ouverture", short=True), Column("times", "Ouvertures"))
GLASS = (Column("who", "Qui"), Column("when", "Quand", short=True), Column("why", "Pourquoi"), Column("seen", "Vu par"))


async def build(desk: Desk, opened: OpenCase) -> None:
    """The page."""
    found = await asyncio.to_thread(sharing.accesses, desk, opened.id)
    places = await asyncio.to_thread(sites.all_sites, desk)
    theme.apply_sheet("budget")
    with page_frame(desk, "Accès au dossier", opened, here="acces"), node("div", "", "pcb-rights budget-page"):
        access_tabs(opened.id, "acces")
        node(
            "p",
            "Ce dossier n’est ouvert que par les personnes de cette page. Chaque ouverture est notée.",
            "pcb-intro",
        )
        _followers(opened.id, found)
        _shares(opened.id, found)
        _place(opened.id, found, places)
        _openings(found)


def _followers(case_id: str, found: Accesses) -> None:
    with node("section"):
        node("h2", "Qui suit ce dossier")
        if not found.followers:
            node("p", "Personne ne le suit.", "pcb-empty")
        with node("ul", "", "pcb-lines"):
            for one in found.followers:
                name = found.names[one.account_id]
                with node("li"):
                    node("span", name, "pcb-line-title")
                    node("span", f"depuis le {_day(one.since)}", "pcb-line-note")
                    if Action.ASSIGN in found.may:
                        Deed("Retirer", _taking(case_id, one.account_id), about=f"{name}{NNBSP}: ne suit plus")
        if found.follows and Action.ASSIGN not in found.may:
            with node("details"):
                node("summary", "Ne plus suivre ce dossier")
                node("p", "Vous ne pourrez plus l’ouvrir, sauf si le coordinateur vous le confie à nouveau.")
                Deed("Ne plus le suivre", _leaving(case_id))
        if Action.ASSIGN in found.may and found.can_follow:
            Deed("Confier", _assigning(case_id), Input("who", "Confier à", "select", "", _named(found.can_follow)))


def _shares(case_id: str, found: Accesses) -> None:
    with node("section"):
        node("h2", "Partagé avec")
        if not found.shares:
            node("p", "Ce dossier n’est partagé avec personne.", "pcb-empty")
        with node("ul", "", "pcb-lines"):
            for one in found.shares:
                with node("li"):
                    node("span", found.names[one.account_id], "pcb-line-title")
                    node("span", _told(one, found.names), "pcb-line-note")
                    if Action.SHARE in found.may:
                        name = found.names[one.account_id]
                        Deed("Terminer", _ending(case_id, one.id), about=f"Terminer le partage avec {name}")
        if Action.SHARE in found.may and found.can_share_with:
            node("h3", "Partager avec un collègue")
            node(
                "p",
                "Il pourra lire, compléter et imprimer ; ni exporter, ni partager à son tour.".replace(
                    " ;", f"{NNBSP};"
                ),
            )
            Deed(
                "Partager",
                _sharing(case_id),
                Input("who", "Collègue", "select", "", _named(found.can_share_with)),
                Input("until", "Jusqu’au (facultatif)", "date"),
                Input("reason", "Pourquoi", "long"),
                main=True,
            )


def _place(case_id: str, found: Accesses, places: tuple[sites.Site, ...]) -> None:
    names = {site.id: site.name for site in places}
    with node("section"):
        node("h2", "Lieu")
        here = names.get(found.site_id or "", "Aucun lieu")
        heads = ", ".join(found.names[one] for one in found.coordinators) or "personne"
        node("p", f"{here}. Coordination{NNBSP}: {heads}.")
        others = tuple((site.id, site.name) for site in places if site.open and site.id != found.site_id)
        if Action.ASSIGN in found.may and others:
            with node("details"):
                node("summary", "Confier ce dossier à un autre lieu")
                node("p", "Les coordinateurs de cet autre lieu l’ouvriront, ceux de ce lieu-ci ne le pourront plus.")
                Deed("Changer de lieu", _moving(case_id), Input("site", "Lieu", "select", "", choices(*others)))


def _openings(found: Accesses) -> None:
    rows = tuple(
        Row(
            account_id,
            {"who": Cell(found.names.get(account_id, "?")), "last": Cell(_moment(last)), "times": Cell(str(times))},
        )
        for account_id, last, times in found.openings
    )
    with node("section"):
        node("h2", "Qui l’a ouvert")
        FactsTable("Qui l’a ouvert", OPENED, (Group("opened", rows),), shown=False)
    if not found.emergencies:
        return
    glass = tuple(
        Row(
            one.id,
            {
                "who": Cell(found.names[one.account_id]),
                "when": Cell(f"{_moment(one.at)} (jusqu’à {one.until.astimezone():%H:%M})"),
                "why": Cell(one.reason),
                "seen": Cell(found.names[one.seen_by] if one.seen_by else "personne encore"),
            },
        )
        for one in found.emergencies
    )
    with node("section"):
        node("h2", plural(len(glass), "accès d’urgence", "accès d’urgence"))
        FactsTable("Accès d’urgence", GLASS, (Group("glass", glass),), shown=False)


def day_typed(typed: str) -> date | None:
    """The day of a date field; ``None`` when it is empty. Raises :class:`InvalidAnswer`."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise InvalidAnswer("Cette date est illisible.") from None


def _told(one: Share, names: dict[str, str]) -> str:
    until = f", jusqu’au {_last_day(one.until)}" if one.until else ""
    return f"par {names[one.by]} le {_day(one.at)}{until}{NNBSP}: «{NNBSP}{one.reason}{NNBSP}»"


def _named(people: tuple[Colleague, ...]) -> Choices:
    return choices(*((one.account_id, one.name) for one in people))


def _day(moment: datetime) -> str:
    return french_date(moment.astimezone().date())


def _last_day(until: datetime) -> str:

    return _day(until - timedelta(seconds=1))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y à %H:%M}"


Work = Callable[[Desk, dict[str, str]], str]


def _page(case_id: str) -> str:
    return f"/dossier/{case_id}/acces"


def _assigning(case_id: str) -> Work:
    def work(desk: Desk, typed: dict[str, str]) -> str:
        sharing.assign(desk, case_id, typed["who"])
        return _page(case_id)

    return work


def _taking(case_id: str, account_id: str) -> Work:
    def work(desk: Desk, _: dict[str, str]) -> str:
        sharing.take_away(desk, case_id, account_id)
        return _page(case_id)

    return work


def _leaving(case_id: str) -> Work:
    def work(desk: Desk, _: dict[str, str]) -> str:
        sharing.leave(desk, case_id)
        return LIST

    return work


def _sharing(case_id: str) -> Work:
    def work(desk: Desk, typed: dict[str, str]) -> str:
        sharing.share(desk, case_id, typed["who"], typed["reason"], day_typed(typed["until"]))
        return _page(case_id)

    return work


def _ending(case_id: str, share_id: str) -> Work:
    def work(desk: Desk, _: dict[str, str]) -> str:
        sharing.end_share(desk, case_id, share_id)
        return _page(case_id)

    return work


def _moving(case_id: str) -> Work:
    def work(desk: Desk, typed: dict[str, str]) -> str:
        sites.place_case(desk, case_id, typed["site"])
        return LIST

    return work
