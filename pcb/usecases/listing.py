"""The list of cases that one may see: the last changed, or those that what is typed finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest

from sqlalchemy import ColumnElement

from pcb.domain.rights import Action, Actor, Role, Standing, may
from pcb.storage import accounts, cards, rights
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


def list_cases(desk: Desk, search: str = "") -> tuple[CaseCard, ...]:
    """The first thousand cases that one may see, the last changed first; with ``search``, those of which a name, the
    commune or the reference begins so."""
    return find_cases(desk, search, COUNTED).cards


def find_cases(desk: Desk, search: str, most: int) -> Listing:
    """The first ``most`` of them. With ``search`` it waits until every card has been opened once
    (:attr:`Desk.index`)."""
    access.looked_at(desk, "list", "cases")
    someone, now = access.actor(desk), desk.now()
    with desk.store.reading() as connection:
        given = rights.cases_given(connection, desk.vault, someone.account_id, now)
    visible = rights.visible(someone, now)
    if not search.strip():
        return _newest(desk, someone, given, visible, most)
    desk.index.refresh(desk.vault)
    matching = desk.index.found(search, _seen_by(someone, given))
    first = nlargest(most, matching, key=lambda card: card.updated_at)
    # The index may be behind by a moment on who may see what: the database has the last word on what is shown.
    allowed = cards.ids_among(desk.store, [card.id for card in first], visible)
    return Listing(_shown(desk, [card for card in first if card.id in allowed]), min(len(matching), COUNTED + 1))


def _newest(desk: Desk, someone: Actor, given: rights.Given, visible: ColumnElement[bool], most: int) -> Listing:
    """Site by site for those one coordinates, by their ids for the others: each is read by an index."""
    coordinated = [site for site, role in someone.sites if role is Role.COORDINATOR]
    ids = sorted(given.followed | given.opened)
    parts = [cards.at_site(site) for site in coordinated]
    for start in range(0, len(ids), _IDS_AT_ONCE):
        parts.append(cards.elsewhere(coordinated, ids[start : start + _IDS_AT_ONCE], visible))
    found = [card for part in parts for card in cards.newest(desk.store, desk.vault, part, most)]
    total = len(found)
    if total >= most:  # not all were read
        total = sum(cards.number(desk.store, part, COUNTED + 1) for part in parts)
    shown = nlargest(most, found, key=lambda card: card.updated_at)
    return Listing(_shown(desk, shown), min(total, COUNTED + 1))


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
    return tuple(
        CaseCard(
            card.id,
            card.reference,
            DAMAGED if card.damaged else card.facts["title"],
            card.facts.get("commune", ""),
            card.updated_at,
            names[card.updated_by].display_name,
        )
        for card in found
    )
