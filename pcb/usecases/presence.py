"""Two in one case: each sees who else has it open, and what the other has just changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pcb.domain.rights import Action
from pcb.storage import accounts, cases, presence
from pcb.usecases import access
from pcb.usecases.changes import history
from pcb.usecases.desk import Desk

MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else who has the case open, and the chapter."""

    name: str
    chapter: str


@dataclass(frozen=True, slots=True)
class News:
    """A change that somebody else made since the page was shown: « Loyer », by whom, when."""

    label: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """Who else is in the case, its newest revision, and the last changes of others since the page was shown."""

    companions: tuple[Companion, ...]
    revision: int
    news: tuple[News, ...]


def look_around(desk: Desk, session_id: str, case_id: str, chapter: str, seen: int, now: datetime) -> Around:
    """Say that this session has ``chapter`` open, and hear who else is there. ``seen`` is the revision that the page
    shows. Raises :class:`NotFound` where the case may not be seen."""
    access.check(desk, case_id, Action.READ)
    with desk.store.writing() as connection:
        presence.be_there(connection, desk.vault, session_id, desk.account.id, case_id, chapter, now)
        there = presence.others(connection, desk.vault, session_id, case_id, now)
    revision = cases.revision(desk.store, case_id)
    # Somebody with two pages open is one person, where they were seen last; one's own other pages are nobody else.
    last = {one.account_id: one.chapter for one in reversed(there) if one.account_id != desk.account.id}
    names = accounts.accounts(desk.store, desk.vault) if last else {}
    companions = tuple(Companion(names[one].display_name, chapter) for one, chapter in last.items())
    return Around(companions, revision, _news(desk, case_id, seen) if revision > seen else ())


def leave(desk: Desk, session_id: str) -> None:
    """This session is in no case any more."""
    with desk.store.writing() as connection:
        presence.leave(connection, session_id)


def _news(desk: Desk, case_id: str, seen: int) -> tuple[News, ...]:
    mine = desk.account.display_name
    lines = (line for line in history(desk, case_id) if line.revision > seen and line.by != mine)
    return tuple(News(line.label, line.by, line.at) for line in lines)[:MOST_TOLD]
