"""The list of cases that one may see: the last changed, or those that what is typed finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from pcb.domain.rights import Action, Actor, Standing, may
from pcb.storage import accounts, cards, rights
from pcb.storage.cards import Card
from pcb.usecases import access
from pcb.usecases.cards import DAMAGED, CaseCard
from pcb.usecases.desk import Desk

EVERY_ONE = 1_000_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The first ``cards`` found, and how many there are in all."""

    cards: tuple[CaseCard, ...]
    total: int


def list_cases(desk: Desk, search: str = "") -> tuple[CaseCard, ...]:
    """Every case that one may see, the last changed first; with ``search``, those of which a name, the commune or the
    reference begins so."""
    return find_cases(desk, search, EVERY_ONE).cards


def find_cases(desk: Desk, search: str, most: int) -> Listing:
    """The first ``most`` of them. With ``search`` it waits until every card has been opened once
    (:attr:`Desk.index`)."""
    someone, now = access.actor(desk), desk.now()
    visible = rights.visible(someone, now)
    if not search.strip():
        found = cards.newest(desk.store, desk.vault, visible, most)
        total = len(found) if len(found) < most else cards.number(desk.store, visible)
        return Listing(_shown(desk, found), total)
    desk.index.refresh(desk.vault)
    with desk.store.reading() as connection:
        given = rights.cases_given(connection, someone.account_id, now)
    matching = desk.index.found(search, partial(_seen, someone, given))
    first = matching[:most]
    # The index may be behind by a moment on who may see what: the database has the last word on what is shown.
    allowed = cards.ids_among(desk.store, [card.id for card in first], visible)
    return Listing(_shown(desk, [card for card in first if card.id in allowed]), len(matching))


def _seen(someone: Actor, given: rights.Given, card: Card) -> bool:
    standing = Standing(card.site_id, card.archived, card.id in given.followed, card.id in given.opened)
    return not card.archived and may(someone, Action.READ, standing)


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
