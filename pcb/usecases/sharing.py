"""Who follows a case, and with whom it is shared: seen by whoever may open it, decided by those who have the right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from pcb.domain.rights import Action, Actor, may
from pcb.errors import InvalidAnswer, NotFound
from pcb.storage import audit, rights, sharing, sites
from pcb.storage.audit import Entry
from pcb.storage.sharing import Emergency, Following, Share
from pcb.usecases import access, people
from pcb.usecases.desk import Desk
from pcb.usecases.people import Colleague

__all__ = [
    "Accesses", "Emergency", "Following", "Share", "accesses", "assign", "end_share", "leave", "share", "take_away",
]  # fmt: skip

SHORTEST_REASON, LONGEST_REASON = 10, 500
_REASON = "Écrivez en une phrase pourquoi (10 caractères au moins)\u202f: la raison est gardée avec l’accès."
_NOT_THERE = "Cette personne ne travaille pas au lieu de ce dossier."
_NO_COLLEAGUE = "Cette personne n’a pas de compte, ou ne travaille dans aucun lieu."
_NOBODY_LEFT = (
    "Personne d’autre ne suit ce dossier, et son lieu n’a pas de coordinateur\u202f: "
    "plus personne ne pourrait l’ouvrir."
)


@dataclass(frozen=True, slots=True)
class Accesses:
    """Everybody who may open a case, or did. ``names`` gives the name of each account; ``may`` what the one who asks
    can decide; ``follows`` whether they follow it themselves. ``openings``: account, last time, how many times."""

    site_id: str | None
    followers: tuple[Following, ...]
    coordinators: tuple[str, ...]
    shares: tuple[Share, ...]
    emergencies: tuple[Emergency, ...]
    openings: tuple[tuple[str, datetime, int], ...]
    names: dict[str, str]
    may: frozenset[Action]
    follows: bool
    can_follow: tuple[Colleague, ...]
    can_share_with: tuple[Colleague, ...]


def accesses(desk: Desk, case_id: str) -> Accesses:
    """The accesses of a case, for whoever may open it. Raises :class:`NotFound`."""
    standing = access.check(desk, case_id, Action.READ)
    someone, now = access.actor(desk), desk.now()
    with desk.store.reading() as connection:
        following = sharing.followers(connection, case_id)
        shares = sharing.shares(connection, desk.vault, case_id, now)
        emergencies = sharing.emergencies(connection, desk.vault, case_id)
        openings = sharing.openings(connection, case_id)
        coordinators = sites.coordinators(connection, standing.site_id)
    there = people.colleagues(desk)
    follow = {one.account_id for one in following}
    have = follow | {one.account_id for one in shares} | set(coordinators)
    return Accesses(
        standing.site_id,
        following,
        coordinators,
        shares,
        emergencies,
        openings,
        people.names(desk),
        frozenset(action for action in Action if may(someone, action, standing)),
        standing.followed,
        tuple(one for one in there if standing.site_id in one.sites and one.account_id not in follow),
        tuple(one for one in there if one.account_id not in have),
    )


def assign(desk: Desk, case_id: str, account_id: str) -> None:
    """The coordinator has somebody of the site follow the case, possibly themselves. Raises :class:`NotFound`,
    :class:`InvalidAnswer`."""
    standing = access.check(desk, case_id, Action.ASSIGN)
    now = desk.now()
    with desk.store.writing() as connection:
        someone = rights.actor(connection, desk.vault, account_id)
        if not someone.active or someone.role_at(standing.site_id) is None:
            raise InvalidAnswer(_NOT_THERE)
        if sharing.follow(connection, case_id, account_id, desk.account.id, now):
            _tell(desk, connection, "assign", account_id, case_id, standing.site_id)


def take_away(desk: Desk, case_id: str, account_id: str) -> None:
    """The coordinator ends that somebody follows the case. Raises :class:`NotFound`."""
    standing = access.check(desk, case_id, Action.ASSIGN)
    with desk.store.writing() as connection:
        if sharing.unfollow(connection, case_id, account_id):
            _tell(desk, connection, "unassign", account_id, case_id, standing.site_id)


def leave(desk: Desk, case_id: str) -> None:
    """Who asks follows the case no more. Raises :class:`NotFound`, and :class:`InvalidAnswer` where nobody could open
    it any more."""
    standing = access.check(desk, case_id, Action.READ)
    if not standing.followed:
        return
    with desk.store.writing() as connection:
        others = [one for one in sharing.followers(connection, case_id) if one.account_id != desk.account.id]
        if not sites.coordinators(connection, standing.site_id) and not any(
            _opens(rights.actor(connection, desk.vault, one.account_id), standing.site_id) for one in others
        ):
            raise InvalidAnswer(_NOBODY_LEFT)
        sharing.unfollow(connection, case_id, desk.account.id)
        _tell(desk, connection, "leave", desk.account.id, case_id, standing.site_id)


def share(desk: Desk, case_id: str, account_id: str, reason: str, until: date | None = None) -> str:
    """Share the case with a colleague, until the end of that day if one is given; the id of the share.

    Raises :class:`NotFound`, :class:`InvalidAnswer`.
    """
    standing = access.check(desk, case_id, Action.SHARE)
    why, now = checked_reason(reason), desk.now()
    today = now.astimezone().date()
    if until is not None and not today <= until <= today + timedelta(days=3660):
        raise InvalidAnswer("La fin du partage doit être un jour à venir.")
    with desk.store.writing() as connection:
        someone = rights.actor(connection, desk.vault, account_id)
        if not someone.active or not someone.sites:
            raise InvalidAnswer(_NO_COLLEAGUE)
        theirs = rights.standing(connection, desk.vault, account_id, case_id, now)
        if theirs is not None and may(someone, Action.CHANGE, replace(theirs, emergency=False)):
            raise InvalidAnswer("Cette personne a déjà accès à ce dossier.")
        made = Share(uuid4().hex, case_id, account_id, desk.account.id, now, end_of(until), why)
        sharing.add_share(connection, desk.vault, made)
        _tell(desk, connection, "share", account_id, case_id, standing.site_id)
    return made.id


def end_share(desk: Desk, case_id: str, share_id: str) -> None:
    """End a share of the case: whoever may share it, or the colleague it was shared with. Raises :class:`NotFound`."""
    standing = access.check(desk, case_id, Action.READ)
    now = desk.now()
    with desk.store.reading() as connection:
        found = [one for one in sharing.shares(connection, desk.vault, case_id, now) if one.id == share_id]
    if not found:
        raise NotFound("Ce partage n’existe pas, ou il est déjà terminé.")
    if found[0].account_id != desk.account.id:
        access.check(desk, case_id, Action.SHARE)
    with desk.store.writing() as connection:
        sharing.end_share(connection, share_id, now)
        _tell(desk, connection, "end_share", found[0].account_id, case_id, standing.site_id)


def checked_reason(typed: str) -> str:
    """The reason, on one line. Raises :class:`InvalidAnswer`."""
    reason = " ".join(typed.split())[:LONGEST_REASON]
    if len(reason) < SHORTEST_REASON:
        raise InvalidAnswer(_REASON)
    return reason


def end_of(day: date | None) -> datetime | None:
    """The moment that ends a day, in the time of the machine."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time()).astimezone().astimezone(UTC)


def _opens(someone: Actor, site_id: str | None) -> bool:
    return someone.active and someone.role_at(site_id) is not None


def _tell(desk: Desk, connection: Connection, action: str, account_id: str, case_id: str, site_id: str | None) -> None:
    entry = Entry(desk.now(), desk.account.id, action, "account", account_id, case_id, site_id)
    audit.write(connection, desk.vault, entry)
