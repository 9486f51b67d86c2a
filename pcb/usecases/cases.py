"""What the screen does with a case: list, open, create, answer, add, remove, undo, and its history.

An answer patches one path of the newest revision, so two people in two chapters never overwrite each other. The same
field changed by both is a :class:`Conflicting`, with both values. A request that comes twice is carried out once.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case, Person
from pcb.domain.case_path import add_item as with_item
from pcb.domain.case_path import get, put
from pcb.domain.rights import Action
from pcb.domain.vocabulary.people import Role
from pcb.errors import Damaged, InvalidAnswer, NotFound, UnknownPath
from pcb.interview import engine
from pcb.interview.questions import Shown
from pcb.storage import accounts, cases, journal
from pcb.storage.cases import RequestAlreadyDone, StaleRevision, StoredCase
from pcb.storage.codec import value_to_plain
from pcb.storage.journal import Change, Patch
from pcb.usecases import access, cards
from pcb.usecases.cards import CaseCard
from pcb.usecases.changes import ChangeLine, Undone, history, undo
from pcb.usecases.counting import counted_of
from pcb.usecases.desk import Desk
from pcb.usecases.items import add_item, remove_item, unused_id
from pcb.usecases.listing import Listing, find_cases, list_cases
from pcb.usecases.opening import ATTEMPTS, OpenCase, created, open_case, too_busy
from pcb.usecases.structure import structure
from pcb.usecases.wording import shown

__all__ = [
    "CaseCard",
    "ChangeLine",
    "Conflicting",
    "Desk",
    "Listing",
    "OpenCase",
    "Raw",
    "Rejected",
    "Saved",
    "Undone",
    "add_item",
    "answer",
    "create_case",
    "find_cases",
    "history",
    "import_case",
    "list_cases",
    "open_case",
    "remove_item",
    "undo",
]  # fmt: skip

FIRST_PERSON = "p1"

Raw = str | list[str] | NoAnswer
"""What the browser sends: the text of the field, the codes ticked, or « ne sait pas » / « ne veut pas dire »."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer is on the disk. ``shown`` is what is stored, to be put back in the field; ``structure_changed`` says
    that other questions appeared or went, so that the page must be drawn again."""

    revision: int
    at: datetime
    shown: Shown | NoAnswer
    structure_changed: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was stored. ``shown`` is what was typed, to be kept in the field beside the ``sentence``."""

    sentence: str
    shown: Raw


@dataclass(frozen=True, slots=True)
class Conflicting:
    """Nothing was stored: ``by`` changed this field ``at`` that moment, since it was shown here. Both values are as
    they are shown in the field. Answering again with ``overwrite`` keeps ``mine``."""

    path: str
    mine: Shown | NoAnswer
    theirs: Shown | NoAnswer
    by: str
    at: datetime


def create_case(desk: Desk, now: datetime, site_id: str | None = None) -> OpenCase:
    """A new case with the next reference: its déposant, of whom nothing is asked yet. It belongs to that site, or
    to the first at which they work. Raises :class:`AccessDenied` where they do not work.

    What the counsellor alone knows is not asked again: the day of the meeting is today, and « qui accompagne » is as in
    the case that the same account changed last.
    """
    case = put(engine.new_case(FIRST_PERSON), "welcome.met_on", now.astimezone().date())
    last = cases.last_changed_by(desk.store, desk.account.id)
    if last is not None and access.may_now(desk, last, Action.READ):
        with suppress(Damaged, NotFound):
            case = replace(case, supporter=cases.load(desk.store, desk.vault, last).case.supporter)
    return created(desk, case, "create", now, site_id)


def import_case(desk: Desk, case: Case, now: datetime, site_id: str | None = None) -> OpenCase:
    """Keep a household read from a file, under the next reference. Where it names no déposant, an empty one is added:
    the interview needs somebody to speak to."""
    if case.deposant is None:
        case = with_item(case, "persons", Person(unused_id(case), Role.DEPOSANT), at=0)
    return created(desk, case, "import", now, site_id)


def answer(
    desk: Desk,
    case_id: str,
    path: str,
    raw: Raw,
    *,
    seen: Raw | None,
    request_id: str,
    now: datetime,
    overwrite: bool = False,
) -> Saved | Rejected | Conflicting:
    """Store what was answered at ``path``.

    ``seen`` is what the field showed when it was entered (``None``: nothing, like an empty field). The same
    ``request_id`` sent again gives the same :class:`Saved`. Raises :class:`NotFound`, :class:`StoreUnavailable`.
    """
    access.check(desk, case_id, Action.CHANGE)
    for _ in range(ATTEMPTS):
        stored = cases.load(desk.store, desk.vault, case_id)
        try:
            value = engine.parse(stored.case, path, _readable(raw), now.astimezone().date())
            current = get(stored.case, path)
        except (InvalidAnswer, UnknownPath) as refusal:
            return Rejected(str(refusal), raw)
        doubtful = value == current or not (overwrite or _as_seen(seen, path, current))
        if doubtful and (done := journal.of_request(desk.store, desk.vault, case_id, request_id)):
            return _again(done, path, value, current, raw)
        if value == current:
            return Saved(stored.revision, stored.updated_at, shown(path, current), structure_changed=False)
        if doubtful:
            return _conflict(desk, stored, path, value, current)
        case = put(stored.case, path, value)
        change = Change(
            revision=stored.revision + 1,
            at=now,
            by=desk.account.id,
            kind="overwrite" if overwrite else "answer",
            patches=(Patch(path, value_to_plain(current), value_to_plain(value)),),
            request_id=request_id,
            structure_changed=structure(stored.case) != structure(case),
        )
        try:
            cases.save(desk.store, desk.vault, stored, case, cards.facts(case), change, counted=counted_of(case, now))
        except StaleRevision:
            continue
        except RequestAlreadyDone:
            done = journal.of_request(desk.store, desk.vault, case_id, request_id)
            if done is None:
                continue
            return _again(done, path, value, current, raw)
        return Saved(change.revision, now, shown(path, value), change.structure_changed)
    raise too_busy()


def _readable(raw: Raw) -> Raw:
    for text in (raw,) if isinstance(raw, str) else raw if isinstance(raw, list) else ():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InvalidAnswer("Un caractère de ce texte est incomplet et ne peut pas être enregistré.") from None
    return raw


def _as_seen(seen: Raw | None, path: str, current: Any) -> bool:
    """Whether what is stored is still what the field showed."""
    there = shown(path, current)
    if isinstance(there, list) or isinstance(seen, list):
        return sorted(_codes(seen)) == sorted(_codes(there))
    return (there or "") == (seen or "")


def _codes(shown_codes: Raw | None) -> Iterable[str]:
    if isinstance(shown_codes, NoAnswer):
        return (shown_codes.value,)
    if isinstance(shown_codes, str):
        return (shown_codes,) if shown_codes else ()
    return shown_codes or ()


def _again(done: Change, path: str, value: Any, current: Any, raw: Raw) -> Saved | Rejected:
    """The outcome of a request that was already carried out; the page is drawn again if the field changed since."""
    patch = done.patches[0]
    if patch.path != path or patch.after != value_to_plain(value):
        return Rejected("Cette réponse n’a pas été enregistrée\u202f: rechargez la page et recommencez.", raw)
    return Saved(done.revision, done.at, shown(path, value), done.structure_changed or value != current)


def _conflict(desk: Desk, stored: StoredCase, path: str, mine: Any, theirs: Any) -> Conflicting:
    by, at = stored.updated_by, stored.updated_at
    for change in journal.newest_first(desk.store, desk.vault, stored.id):
        if any(path == patch.path or path.startswith(f"{patch.path}.") for patch in change.patches):
            by, at = change.by, change.at
            break
    name = accounts.accounts(desk.store, desk.vault)[by].display_name
    return Conflicting(path, shown(path, mine), shown(path, theirs), name, at)
