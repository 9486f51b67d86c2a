"""The list of cases that one may see: the last changed, or those that what is typed finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest

from sqlalchemy import ColumnElement

from pcb.domain.rights import Action, Actor, Role, Standing, may
from pcb.storage import accounts, cards, rights, sites
from pcb.storage.cards import Card
from pcb.usecases import access
from pcb.usecases.cards import DAMAGED, CaseCard
from pcb.usecases.desk import Desk

COUNTED = 1_000
"""Beyond this many, a list says « plus de 1 000 »."""
_IDS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The first ``cards`` found, and how many there are in all, counted up to one more than :data:`COUNTED`."""

    cards: tuple[CaseCard, ...]
    total: int


def list_cases(desk: Desk, search: str = "", *, site_id: str | None = None, mine: bool = False) -> tuple[CaseCard, ...]:
    """The first thousand cases that one may see, the last changed first; with ``search``, those of which a name, the
    commune or the reference begins so."""
    return find_cases(desk, search, COUNTED, site_id=site_id, mine=mine).cards


def find_cases(desk: Desk, search: str, most: int, *, site_id: str | None = None, mine: bool = False) -> Listing:
    """The first ``most`` of them; those of one site, or those that one follows, where it is asked. With
    ``search`` it waits until every card has been opened once
    (:attr:`Desk.index`)."""
    access.looked_at(desk, "list", "cases")
    someone, now = access.actor(desk), desk.now()
    with desk.store.reading() as connection:
        given = rights.cases_given(connection, desk.vault, someone.account_id, now)
    visible = rights.visible(someone, now)
    if not someone.active:
        return Listing((), 0)
    narrow = _narrowed(someone, site_id, mine=mine)
    if not search.strip():
        return _newest(desk, someone, given, visible, most, narrow)
    desk.index.refresh(desk.vault)
    seen = _seen_by(someone, given)
    matching = desk.index.found(
        search,
        lambda card: (
            (site_id is None or card.site_id == site_id) and (not mine or card.id in given.followed) and seen(card)
        ),
    )
    first = nlargest(most, matching, key=lambda card: card.updated_at)
    # The index may be behind by a moment on who may see what: the database has the last word on what is shown.
    allowed = cards.ids_among(desk.store, [card.id for card in first], visible)
    return Listing(_shown(desk, [card for card in first if card.id in allowed]), min(len(matching), COUNTED + 1))


def _newest(
    desk: Desk,
    someone: Actor,
    given: rights.Given,
    visible: ColumnElement[bool],
    most: int,
    narrow: ColumnElement[bool],
) -> Listing:
    """Site by site for those one coordinates, by their ids for the others: each is read by an index."""
    coordinated = [site for site, role in someone.sites if role is Role.COORDINATOR]
    ids = sorted(given.followed | given.opened)
    parts = [cards.at_site(site) for site in coordinated]
    for start in range(0, len(ids), _IDS_AT_ONCE):
        parts.append(cards.elsewhere(coordinated, ids[start : start + _IDS_AT_ONCE], visible))
    parts = [cards.both(part, narrow) for part in parts]
    found = [card for part in parts for card in cards.newest(desk.store, desk.vault, part, most)]
    total = len(found)
    if total >= most:  # not all were read
        total = sum(cards.number(desk.store, part, COUNTED + 1) for part in parts)
    shown = nlargest(most, found, key=lambda card: card.updated_at)
    return Listing(_shown(desk, shown), min(total, COUNTED + 1))


def _narrowed(someone: Actor, site_id: str | None, *, mine: bool) -> ColumnElement[bool]:
    """What the list is narrowed to: everything where nothing is asked."""
    at = cards.EVERY_CASE if site_id is None else cards.at_site(site_id)
    return cards.both(at, rights.followed_by(someone.account_id)) if mine else at


def _seen_by(someone: Actor, given: rights.Given) -> Callable[[Card], bool]:
    """Whether the card may be shown to that person. Many cards stand alike: the rule is asked once for each way."""
    known: dict[tuple[str | None, bool, bool, bool], bool] = {}

    def seen(card: Card) -> bool:
        way = (card.site_id, card.archived, card.id in given.followed, card.id in given.opened)
        if way not in known:
            known[way] = not card.archived and may(someone, Action.READ, Standing(*way))
        return known[way]

    return seen


def _shown(desk: Desk, found: list[Card]) -> tuple[CaseCard, ...]:
    names = accounts.accounts(desk.store, desk.vault)
    places = {site.id: site.name for site in sites.sites(desk.store)}
    return tuple(
        CaseCard(
            card.id,
            card.reference,
            DAMAGED if card.damaged else card.facts["title"],
            card.facts.get("commune", ""),
            card.updated_at,
            names[card.updated_by].display_name,
            places.get(card.site_id or "", ""),
        )
        for card in found
    )
