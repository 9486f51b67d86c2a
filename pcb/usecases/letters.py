"""The letters of a case: which apply, one seen filled, printed and kept sealed, all those to creditors, their dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.letters import Letter, Stage, letter_of, letters
from pcb.domain.money import Money
from pcb.domain.rights import Action
from pcb.domain.wording import french_date
from pcb.errors import IncompleteLetter, InvalidAnswer, NotFound
from pcb.interview import engine
from pcb.interview.engine import Asked
from pcb.reports.agenda import Event, render_calendar
from pcb.reports.letters import render_letters, render_slip
from pcb.storage import papers
from pcb.storage.papers import KeptPaper
from pcb.usecases import access
from pcb.usecases.cases import Rejected, answer
from pcb.usecases.desk import Desk
from pcb.usecases.opening import OpenCase, open_case
from pcb.usecases.papers import Printed

__all__ = [
    "CREDITORS", "Letter", "PrintedLetters", "asked_at", "calendar", "edit", "leave_edited", "letter", "letters_of",
    "print_letters", "printed_letters", "ready", "slip", "to_creditors",
]  # fmt: skip

LETTERS = "courriers"
CREDITORS = "instalments"
"""The template of the letters that go to all creditors at once."""


def offered(case: Case) -> Mapping[str, Money]:
    """What is offered to each creditor a month, by the id of the debt, as the page of the plan noted it."""
    return {note.id: amount for note in case.offers if (amount := known(note.amount)) is not None}


def letters_of(case: Case, day: date, offers: Mapping[str, Money] | None = None) -> tuple[Letter, ...]:
    """Every letter that the answers that count can feed, the most urgent first. ``offers`` are amounts a month by the
    id of a debt; without them, those of the page of the plan."""
    return letters(engine.effective(case), day, offered(case) if offers is None else offers)


def letter(case: Case, key: str, day: date, offers: Mapping[str, Money] | None = None) -> Letter:
    """One letter. Raises :class:`NotFound` when it does not apply (any more)."""
    found = letter_of(engine.effective(case), key, day, offered(case) if offers is None else offers)
    if found is None:
        raise NotFound("Ce courrier ne s’applique pas, ou plus, à ce dossier.")
    return found


def to_creditors(case: Case, day: date, offers: Mapping[str, Money] | None = None) -> tuple[Letter, ...]:
    """The offers to every creditor that were not sent yet: those that lack something too."""
    mine = (one for one in letters_of(case, day, offers) if one.template.key == CREDITORS)
    return tuple(
        one for one in mine if one.following.stage in (Stage.TO_SEND, Stage.URGENT, Stage.LATE, Stage.LONG_OVER)
    )


def ready(found: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """Those that can be printed without a second look: nothing is lacking, nothing is to be weighed first."""
    return tuple(one for one in found if not one.lacking and not one.warning)


def print_letters(
    desk: Desk,
    case_id: str,
    keys: tuple[str, ...],
    day: date,
    now: datetime,
    offers: Mapping[str, Money] | None = None,
) -> Printed:
    """Those letters of the newest revision in one PDF, kept sealed with the facts that they say.

    Raises :class:`NotFound`, :class:`IncompleteLetter`, :class:`Damaged`.
    """
    access.check(desk, case_id, Action.PRINT)
    opened = open_case(desk, case_id)
    chosen = tuple(letter(opened.case, key, day, offers) for key in keys)
    if not chosen:
        raise NotFound("Aucun courrier n’est prêt à imprimer.")
    content = render_letters(engine.effective(opened.case), chosen, day)
    kept = papers.keep(
        desk.store,
        desk.vault,
        case_id,
        LETTERS,
        content,
        case_revision=opened.revision,
        law_day=day,
        by=desk.account.id,
        now=now,
        facts={"letters": [frozen(one) for one in chosen]},
    )
    name = f"{LETTERS}-{opened.reference}-{day.isoformat()}.pdf"
    return Printed(kept.id, content, name, kept.sha256, kept.case_revision, kept.law_day, kept.made_at)


def frozen(one: Letter) -> dict[str, Any]:
    """What a letter says, as plain data."""
    return {
        "key": one.key,
        "title": one.label,
        "sender": list(one.sender),
        "recipient": list(one.recipient),
        "references": list(one.references),
        "object": one.object,
        "text": one.text,
        "attachments": list(one.attachments),
        "signatories": list(one.signatories),
        "place": one.place,
        "written": one.written,
    }


@dataclass(frozen=True, slots=True)
class PrintedLetters:
    """One print: its copy, and each letter that is in it with its recipient (empty for a sheet for the person)."""

    kept: KeptPaper
    letters: tuple[tuple[str, str], ...]


def printed_letters(desk: Desk, case_id: str) -> tuple[PrintedLetters, ...]:
    """What was printed for this case and to whom, the last first. Raises :class:`Damaged`."""
    access.check(desk, case_id, Action.READ)
    return tuple(_printed(desk, kept) for kept in papers.kept(desk.store, desk.vault, case_id) if kept.kind == LETTERS)


def _printed(desk: Desk, kept: KeptPaper) -> PrintedLetters:
    _, facts = papers.frozen_facts(desk.store, desk.vault, kept.id)
    said = facts["letters"] if facts else ()
    return PrintedLetters(kept, tuple((one["title"], ", ".join(one["recipient"][:1])) for one in said))


def slip(desk: Desk, opened: OpenCase, keys: tuple[str, ...], day: date) -> bytes:
    """The counsellor's slip for those letters; for all that apply when none is named. It is not kept: it is handed to
    nobody. Raises :class:`NotFound`."""
    chosen = tuple(letter(opened.case, key, day) for key in keys) or letters_of(opened.case, day)
    access.record(desk, "export", "slip", case_id=opened.id)
    return render_slip(chosen, opened.reference, day)


def calendar(desk: Desk, opened: OpenCase, day: date, now: datetime) -> bytes:
    """The last days to send and the days on which an answer is due, as an iCalendar file. Neither a person nor a
    creditor is named in it."""
    access.record(desk, "export", "calendar", case_id=opened.id)
    return render_calendar(tuple(_events(replace(opened.case, reference=opened.reference), opened.id, day)), now)


def _events(case: Case, case_id: str, day: date) -> list[Event]:
    found = []
    for one in letters_of(case, day):
        following, title = one.following, one.template.title
        if following.stage in (Stage.URGENT, Stage.LATE) and following.last_day:
            text = f"{case.reference}\u202f: dernier jour — {title}"
            found.append(Event(f"{case_id} {one.key} send", following.last_day, text, days_before=5))
        if following.stage in (Stage.WAITING, Stage.NO_ANSWER) and following.expected:
            text = f"{case.reference}\u202f: réponse attendue — {title}"
            sent = known(one.note.sent_on)
            about = f"Envoyé le {french_date(sent)}." if sent else ""
            found.append(Event(f"{case_id} {one.key} answer", following.expected, text, about, days_before=0))
    return found


def edit(desk: Desk, case_id: str, key: str, day: date, now: datetime) -> None:
    """Keep the text of a letter as it is filled now, so that it can be changed by hand; it no longer follows the case.

    Raises :class:`NotFound`, and :class:`IncompleteLetter` while something is lacking: a hole would be kept as text.
    """
    access.check(desk, case_id, Action.CHANGE)
    found = letter(open_case(desk, case_id).case, key, day)
    if found.lacking:
        raise IncompleteLetter("Répondez d’abord à ce qui manque\u202f: le texte sera complet avant d’être modifié.")
    _put_text(desk, case_id, key, found.text, now)


def leave_edited(desk: Desk, case_id: str, key: str, now: datetime) -> None:
    """Back to the text of the template; what was written by hand stays in the history."""
    _put_text(desk, case_id, key, "", now)


def _put_text(desk: Desk, case_id: str, key: str, text: str, now: datetime) -> None:
    path = f"letters.{key}.text"
    done = answer(desk, case_id, path, text, seen=None, request_id=uuid4().hex, now=now, overwrite=True)
    if isinstance(done, Rejected):
        raise InvalidAnswer(done.sentence)


def asked_at(case: Case, path: str, label: str = "") -> Asked | None:
    """The question at a path of the case, with its stored answer, to be asked in place and worded as ``label``; None
    when what is lacking follows from several facts of the interview."""
    if not path:
        return None
    asked = engine.asked_at(case, path)
    return replace(asked, label=label) if label else asked
