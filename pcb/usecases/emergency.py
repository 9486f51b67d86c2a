"""Emergency access: any case of the house opens for a few hours, and the house sees it.

It is loud: whoever opens the case sees it, the coordinators of the site see it on their list until one takes note, and
it is a line of the audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from pcb.domain.rights import Action, HouseAction, Role, may
from pcb.errors import NotFound
from pcb.storage import audit, rights, sharing
from pcb.storage.audit import Entry
from pcb.storage.sharing import Emergency
from pcb.usecases import access, people
from pcb.usecases.desk import Desk
from pcb.usecases.sharing import checked_reason

LASTS = timedelta(hours=4)
_NO_SUCH_REFERENCE = "Aucun dossier en cours ne porte cette référence."
_NO_SUCH_ALARM = "Cet accès d’urgence n’existe pas."


@dataclass(frozen=True, slots=True)
class Alarm:
    """An emergency access as it is shown: ``by`` is a name. ``seen_by`` too, empty until a coordinator takes note."""

    id: str
    case_id: str
    reference: str
    by: str
    at: datetime
    until: datetime
    reason: str
    seen_by: str = ""
    mine: bool = False


def break_glass(desk: Desk, reference: str, reason: str) -> str:
    """Open the case of that exact reference for four hours; its id. Nothing is written where it can be opened anyway.

    Raises :class:`AccessDenied` (works nowhere), :class:`InvalidAnswer` (no reason), :class:`NotFound`.
    """
    someone = access.check_house(desk, HouseAction.EMERGENCY)
    why, now = checked_reason(reason), desk.now()
    with desk.store.reading() as connection:
        place = sharing.place_of(connection, reference.strip()[:16])
        standing = None if place is None else rights.standing(connection, desk.vault, desk.account.id, place.id, now)
    if place is None or standing is None or standing.archived:
        access.record(desk, "refused", "house", HouseAction.EMERGENCY.value)
        raise NotFound(_NO_SUCH_REFERENCE)
    if may(someone, Action.CHANGE, standing):
        return place.id
    made = Emergency(uuid4().hex, place.id, desk.account.id, now, now + LASTS, why)
    with desk.store.writing() as connection:
        sharing.add_emergency(connection, desk.vault, made)
        audit.write(
            connection,
            desk.vault,
            Entry(now, desk.account.id, "emergency", "case", place.id, place.id, place.site_id, why),
        )
    return place.id


def alarms(desk: Desk, case_id: str) -> tuple[Alarm, ...]:
    """The emergency accesses that whoever opens the case must see. Raises :class:`NotFound`."""
    access.check(desk, case_id, Action.READ)
    return alarms_of(desk, case_id)


def alarms_of(desk: Desk, case_id: str) -> tuple[Alarm, ...]:
    """The same, for who has just passed the gate."""
    with desk.store.reading() as connection:
        found = sharing.loud(connection, desk.vault, case_id, desk.now())
    return _told(desk, [(one, "") for one in found])


def to_be_seen(desk: Desk) -> tuple[Alarm, ...]:
    """The emergency accesses at the sites that who asks coordinates, until one takes note."""
    coordinated = [site for site, role in access.actor(desk).sites if role is Role.COORDINATOR]
    if not coordinated:
        return ()
    with desk.store.reading() as connection:
        found = sharing.unseen(connection, desk.vault, coordinated)
    return _told(desk, [(one, place.reference) for one, place in found])


def take_note(desk: Desk, emergency_id: str) -> None:
    """A coordinator of the site of the case has seen it. Raises :class:`NotFound`: also where they are not."""
    someone = access.actor(desk)
    with desk.store.writing() as connection:
        place = sharing.place_of_emergency(connection, emergency_id)
        if place is None or not someone.active or someone.role_at(place.site_id) is not Role.COORDINATOR:
            raise NotFound(_NO_SUCH_ALARM)
        if sharing.take_note(connection, emergency_id, desk.account.id, desk.now()):
            entry = Entry(desk.now(), desk.account.id, "take_note", "emergency", emergency_id, place.id, place.site_id)
            audit.write(connection, desk.vault, entry)


def _told(desk: Desk, found: list[tuple[Emergency, str]]) -> tuple[Alarm, ...]:
    if not found:
        return ()
    names = people.names(desk)
    return tuple(
        Alarm(
            one.id,
            one.case_id,
            reference,
            names[one.account_id],
            one.at,
            one.until,
            one.reason,
            names[one.seen_by] if one.seen_by else "",
            one.account_id == desk.account.id,
        )
        for one, reference in found
    )
