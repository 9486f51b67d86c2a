"""Who may do what. Pure rules: what stands in the database is given to them, and they answer yes or no.

A case belongs to a site. It is seen by those who follow it and work there, and by the coordinators of the site; it can
be shared with a named colleague for a stated reason. Emergency access opens any case for a short time: it is for the
house to see, not to prevent. An administrator keeps accounts, sites and settings, and sees no case for all that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pcb.domain.vocabulary.choice import Choice


class Role(Choice):
    """What somebody is at one site."""

    COUNSELLOR = "counsellor", "Conseiller ou conseillère"
    COORDINATOR = "coordinator", "Coordinateur ou coordinatrice"


class Action(Enum):
    """What can be done with one case."""

    READ = "read"  # open it, look at its papers and files
    CHANGE = "change"
    PRINT = "print"  # make a paper, which is kept
    EXPORT = "export"  # take a copy out of the application
    SHARE = "share"  # with a named colleague
    ASSIGN = "assign"  # who follows it, at which site
    REMOVE = "remove"  # archive, propose for elimination, erase


class HouseAction(Enum):
    """What can be done with the house as a whole."""

    CREATE_CASE = "create_case"
    ADMINISTER = "administer"  # accounts, sites, settings, official form, law, keys
    BACK_UP = "back_up"
    OVERSEE = "oversee"  # the audit of a site
    RETAIN = "retain"  # the end of what is kept: propose, archive, bordereau, remove
    EMERGENCY = "emergency"  # break the glass of a case


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone signed in, as the database says it now. ``sites`` are those where they work, with their role."""

    account_id: str
    active: bool
    administrator: bool
    sites: tuple[tuple[str, Role], ...] = ()

    def role_at(self, site_id: str | None) -> Role | None:
        """Their role at that site; ``None`` where they do not work."""
        return next((role for site, role in self.sites if site == site_id), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one case stands towards one actor. ``shared`` and ``emergency`` are in force at this moment."""

    site_id: str | None
    archived: bool = False
    followed: bool = False
    shared: bool = False
    emergency: bool = False


_OF_THOSE_WHO_FOLLOW = frozenset({Action.READ, Action.CHANGE, Action.PRINT, Action.EXPORT, Action.SHARE})
_OF_A_COLLEAGUE = frozenset({Action.READ, Action.CHANGE, Action.PRINT})
_OF_AN_ARCHIVE = frozenset({Action.READ, Action.EXPORT, Action.ASSIGN, Action.REMOVE})


def may(actor: Actor, action: Action, standing: Standing) -> bool:
    """Whether the actor may do that with the case. An archived case is opened by the coordinators of its site alone,
    and changed by nobody. What was shared with somebody ends with their last place of work."""
    if not actor.active:
        return False
    role = actor.role_at(standing.site_id)
    if role is Role.COORDINATOR:
        return not standing.archived or action in _OF_AN_ARCHIVE
    if standing.archived:
        return False
    if role is Role.COUNSELLOR and standing.followed and action in _OF_THOSE_WHO_FOLLOW:
        return True
    return bool(actor.sites) and (standing.shared or standing.emergency) and action in _OF_A_COLLEAGUE


def may_here(actor: Actor, action: HouseAction, site_id: str | None = None) -> bool:
    """Whether the actor may do that with the house, or with the site named."""
    if not actor.active:
        return False
    if action is HouseAction.CREATE_CASE:
        return actor.role_at(site_id) is not None
    if action is HouseAction.EMERGENCY:
        return bool(actor.sites)
    if action is HouseAction.OVERSEE:
        return actor.administrator if site_id is None else actor.role_at(site_id) is Role.COORDINATOR
    if action is HouseAction.RETAIN:
        return actor.administrator or actor.role_at(site_id) is Role.COORDINATOR
    return actor.administrator
