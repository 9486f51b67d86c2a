"""A case open on the desk, and the one way in which it is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from pcb.domain.case import Case
from pcb.domain.rights import Action, HouseAction
from pcb.errors import StoreUnavailable
from pcb.storage import accounts, cases
from pcb.storage.cases import Also, StaleRevision, StoredCase
from pcb.storage.journal import Change, Patch
from pcb.usecases import access, cards
from pcb.usecases.counting import counted_of
from pcb.usecases.desk import Desk
from pcb.usecases.emergency import Alarm, alarms_of

ATTEMPTS = 60
"""Times a change is made again on a newer revision before giving up: each failure is somebody else's success."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case as the screen shows it. ``saved_by`` is the name of who made this revision."""

    id: str
    reference: str
    revision: int
    case: Case
    saved_at: datetime
    saved_by: str
    alarms: tuple[Alarm, ...] = ()
    """The emergency accesses that whoever opens the case must see."""


@dataclass(frozen=True, slots=True)
class Made:
    """A case as changed, and how; ``undoes`` is the revision whose change it takes back. ``also`` writes what is kept
    beside the case, in the transaction of the save."""

    case: Case
    patches: tuple[Patch, ...]
    undoes: int | None = None
    also: Also | None = None


def open_case(desk: Desk, case_id: str) -> OpenCase:
    """The newest revision, for who may see it. Raises :class:`NotFound`, :class:`Damaged`."""
    access.enter(desk, case_id)
    found = opened(desk, cases.load(desk.store, desk.vault, case_id))
    loud = alarms_of(desk, case_id)
    return replace(found, alarms=loud) if loud else found


def change_case(
    desk: Desk,
    case_id: str,
    kind: str,
    make: Callable[[StoredCase], Made],
    now: datetime,
    *,
    request_id: str | None = None,
) -> OpenCase:
    """Apply ``make`` to the newest revision and save, as often as it takes when others save too.

    Raises :class:`NotFound` where they may not change it."""
    access.check(desk, case_id, Action.CHANGE)
    for _ in range(ATTEMPTS):
        stored = cases.load(desk.store, desk.vault, case_id)
        made = make(stored)
        change = Change(
            revision=stored.revision + 1,
            at=now,
            by=desk.account.id,
            kind=kind,
            patches=made.patches,
            undoes=made.undoes,
            request_id=request_id,
            structure_changed=True,
        )
        try:
            facts, counted = cards.facts(made.case), counted_of(made.case, now)
            saved = cases.save(desk.store, desk.vault, stored, made.case, facts, change, made.also, counted)
            return opened(desk, saved)
        except StaleRevision:
            continue
    raise too_busy()


def created(desk: Desk, case: Case, kind: str, now: datetime, site_id: str | None = None) -> OpenCase:
    """A new case, at that site or at the first where they work. Raises :class:`AccessDenied`."""
    places = access.actor(desk).sites
    where = site_id or (places[0][0] if places else None)
    access.check_house(desk, HouseAction.CREATE_CASE, where)
    facts = cards.facts(case)
    stored = cases.create(
        desk.store,
        desk.vault,
        case,
        facts,
        kind=kind,
        by=desk.account.id,
        now=now,
        site_id=where,
        counted=counted_of(case, now),
    )
    return opened(desk, stored)


def opened(desk: Desk, stored: StoredCase) -> OpenCase:
    """A stored case with the name of who saved it."""
    name = accounts.accounts(desk.store, desk.vault)[stored.updated_by].display_name
    return OpenCase(stored.id, stored.reference, stored.revision, stored.case, stored.updated_at, name)


def too_busy() -> StoreUnavailable:
    """After :data:`ATTEMPTS` saves of others, to be raised."""
    return StoreUnavailable("Ce dossier est modifié par plusieurs personnes à la fois. Réessayez dans un instant.")
