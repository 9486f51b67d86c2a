"""The page of the audit: lines in words, found by day, person, case and action; who looked at one case; the CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pcb.domain.rights import Action
from pcb.reports.audit_table import render as csv_of
from pcb.storage import accounts, audit_lines, cases, erased_list, sites
from pcb.storage.audit_lines import Line, Wanted
from pcb.usecases import access, audit, audit_words
from pcb.usecases.audit_words import ACTIONS, CHANGES
from pcb.usecases.desk import Desk

__all__ = ["ACTIONS", "Filters", "Found", "Told", "activity", "activity_csv", "case_of", "who_looked"]

MOST = 500
"""Lines shown at once; the next ones on demand."""
MOST_IN_A_FILE = 200_000
NOBODY = "Personne de connu"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; what is empty does not narrow. ``reference`` is that of a case, ``before`` a number of line."""

    since: date | None = None
    until: date | None = None
    account_id: str = ""
    reference: str = ""
    action: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One line in words. ``case`` is a reference, ``where`` a site."""

    number: int
    at: datetime
    who: str
    what: str
    case: str
    where: str


@dataclass(frozen=True, slots=True)
class Found:
    """The lines, the last one first; ``more`` tells that there are others before. ``people`` are those who can be
    looked for, by id; ``whole_house`` that every site is shown."""

    lines: tuple[Told, ...]
    more: bool
    people: tuple[tuple[str, str], ...]
    whole_house: bool


def activity(desk: Desk, filters: Filters) -> Found:
    """The lines of their sites, or of the house for an administrator. Raises :class:`AccessDenied`."""
    mine = audit.check_oversees(desk)
    access.looked_at(desk, "list", "audit")
    found = _lines(desk, filters, mine, MOST + 1)
    people = sorted(
        ((one.id, one.display_name) for one in accounts.accounts(desk.store, desk.vault).values()), key=lambda x: x[1]
    )
    return Found(_told(desk, found[:MOST]), len(found) > MOST, tuple(people), mine is None)


def activity_csv(desk: Desk, filters: Filters) -> bytes:
    """The same lines as a table. Raises :class:`AccessDenied`."""
    mine = audit.check_oversees(desk)
    found = _told(desk, _lines(desk, filters, mine, MOST_IN_A_FILE))
    access.record(desk, "export", "audit")
    return csv_of([(line.number, line.at, line.who, line.what, line.case, line.where) for line in found])


def who_looked(desk: Desk, case_id: str, most: int = MOST_IN_A_FILE, *, changes: bool = False) -> tuple[Told, ...]:
    """Who opened, printed, exported or shared that case, and who was refused; without the ``changes``, which the
    journal tells. Raises :class:`NotFound`."""
    access.check(desk, case_id, Action.READ)
    found = audit_lines.lines(
        desk.store, desk.vault, Wanted(case_ids=(case_id,), without=frozenset() if changes else CHANGES), most
    )
    return _told(desk, found)


def case_of(desk: Desk, reference: str) -> str | None:
    """The id of the case of that reference. It opens nothing: each use case checks the right anew."""
    return cases.id_of(desk.store, reference.strip())


def _lines(desk: Desk, filters: Filters, mine: frozenset[str] | None, most: int) -> tuple[Line, ...]:
    case_ids = _named(desk, filters.reference) if filters.reference.strip() else None
    wanted = Wanted(
        since=_midnight(filters.since) if filters.since else None,
        until=_midnight(filters.until + timedelta(days=1)) if filters.until else None,
        account_id=filters.account_id or None,
        actions=(filters.action,) if filters.action else None,
        case_ids=case_ids,
        sites=mine,
        before=filters.before,
    )
    return audit_lines.lines(desk.store, desk.vault, wanted, most)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC)


def _named(desk: Desk, reference: str) -> tuple[str, ...]:
    """The case of that reference, erased or not."""
    found = cases.id_of(desk.store, reference.strip())
    gone = (one.case_id for one in erased_list.erased_cases(desk.store) if one.reference == reference.strip())
    return tuple(filter(None, (found, *gone)))


def _told(desk: Desk, lines: tuple[Line, ...]) -> tuple[Told, ...]:
    people = accounts.accounts(desk.store, desk.vault)
    places = {site.id: site.name for site in sites.sites(desk.store)}
    references = cases.references(desk.store, {line.case_id for line in lines if line.case_id})
    references |= {one.case_id: one.reference for one in erased_list.erased_cases(desk.store)}
    return tuple(
        Told(
            line.sequence,
            line.at,
            people[line.account_id].display_name if line.account_id in people else NOBODY,
            audit_words.said(line),
            references.get(line.case_id or "", ""),
            places.get(line.site_id or "", ""),
        )
        for line in lines
    )
