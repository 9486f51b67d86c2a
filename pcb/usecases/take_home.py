"""What the person takes home: the snapshot of a case, and to whom each kept paper was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.letters import letters
from pcb.domain.papers_to_join import PaperToJoin, papers_to_join
from pcb.domain.papers_to_join.paper import PaperHeading
from pcb.domain.take_home.building import snapshot
from pcb.domain.take_home.payments import Payments, payments
from pcb.domain.take_home.sheets import calendar_of, net_rents
from pcb.domain.take_home.snapshot import Snapshot
from pcb.domain.take_home.suggesting import suggested_actions
from pcb.domain.take_home_notes import HandingNote
from pcb.domain.vocabulary.papers import PaperState
from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.vocabulary.take_home import ActionModel, Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.errors import InvalidAnswer
from pcb.interview import engine
from pcb.interview.engine import Asked
from pcb.storage import papers
from pcb.storage.papers import KeptPaper
from pcb.usecases import attachments, cards
from pcb.usecases.advice import advice
from pcb.usecases.cases import Saved, answer
from pcb.usecases.desk import Desk
from pcb.usecases.letters import offered
from pcb.usecases.opening import OpenCase, open_case
from pcb.usecases.papers import printed_papers

__all__ = [
    "ActionModel", "Asked", "Given", "Language", "PaperKind", "Register", "Size", "TakenHome", "given", "lacking",
    "made_of", "next_row", "question_at", "row_questions", "take_suggestion", "taken_home",
]  # fmt: skip


KEPT = "emporter-"
"""How the kind of a kept paper begins, and its file name."""


@dataclass(frozen=True, slots=True)
class TakenHome:
    """What a case gives to take home: the ``facts`` that count, the snapshot, who is paid, and the usual actions that
    the facts call for and nobody noted."""

    facts: Case
    snapshot: Snapshot
    payments: Payments
    suggested: tuple[ActionModel, ...]


def taken_home(desk: Desk, opened: OpenCase, day: date) -> TakenHome:
    """All of it, on ``day``. It never fails for what is not known."""
    return made_of(
        replace(opened.case, reference=opened.reference), day, opened.revision, attachments.counts(desk, opened.id)
    )


def made_of(case: Case, day: date, revision: int, files: Mapping[str, int]) -> TakenHome:
    """The same, of a case and of the number of files joined to each paper."""
    facts, assessment = engine.effective(case), advice(case, day)
    found = letters(facts, day, offered(case))
    made = snapshot(
        facts, assessment, found, lacking(facts, day, files), revision=revision, household=cards.title(case)
    )
    paid = payments(facts, day, net_rents(calendar_of(facts, assessment)))
    return TakenHome(facts, made, paid, suggested_actions(facts, made, found))


def lacking(facts: Case, day: date, files: Mapping[str, int]) -> tuple[PaperToJoin, ...]:
    """The papers that the household still has to bring. What the office makes itself (form, letter) is none of them;
    who files no dossier is not asked again for what was seen."""
    states = {note.id: known(note.state) for note in facts.papers}
    no_dossier = known(facts.filing.mode) in (None, FilingMode.NONE)
    return tuple(
        paper
        for paper in papers_to_join(facts, day)
        if paper.heading is not PaperHeading.DOSSIER
        and not files.get(paper.key)
        and states.get(paper.key) in (None, PaperState.TO_BRING)
        and not (no_dossier and paper.seen)
    )


@dataclass(frozen=True, slots=True)
class Given:
    """One kept paper, and each time it was given: the notes that say something, and the id of the next one. ``about``
    tells apart the papers of one kind: words, language, size."""

    kept: KeptPaper
    notes: tuple[HandingNote, ...]
    next_id: str
    about: str = ""


def given(desk: Desk, opened: OpenCase) -> tuple[Given, ...]:
    """Every paper printed for this case, whatever it is, the last first, with to whom it was given. Raises
    :class:`Damaged`."""
    noted = {note.id: note for note in opened.case.handed}
    found = []
    for kept in printed_papers(desk, opened.id):
        ids = [kept.id, *(f"{kept.id}-{number}" for number in range(2, len(noted) + 3))]
        notes = tuple(noted[name] for name in ids if name in noted)
        found.append(Given(kept, notes, next(name for name in ids if name not in noted), _about(desk, kept)))
    return tuple(found)


def _about(desk: Desk, kept: KeptPaper) -> str:
    """« version facile, anglais, livret A5 (A4 plié) »: what is not the usual paper; nothing for another paper."""
    if not kept.kind.startswith(KEPT):
        return ""
    _, facts = papers.frozen_facts(desk.store, desk.vault, kept.id)
    if facts is None:
        return ""
    told = {"register": facts["register"], "language": facts["snapshot"]["language"], "size": facts["size"]}
    words = [one.label.lower() for one in Register if one.value == told["register"]]
    words += [one.label.lower() for one in Language if one.value == told["language"] and one is not Language.FRENCH]
    words += [one.label.replace("Livret", "livret") for one in Size if one.value == told["size"] and one is not Size.A4]
    return ", ".join(words)


def take_suggestion(desk: Desk, case_id: str, model: ActionModel, now: datetime) -> None:
    """Keep a usual action among those to do. Raises :class:`NotFound`, :class:`InvalidAnswer`."""
    noted = open_case(desk, case_id).case.actions
    path = f"actions.{next_row(one.id for one in noted)}.model"
    done = answer(desk, case_id, path, model.value, seen=None, request_id=uuid4().hex, now=now)
    if not isinstance(done, Saved):
        raise InvalidAnswer("Cette action n’a pas pu être ajoutée\u202f: rechargez la page.")


def next_row(ids: Iterable[str]) -> str:
    """The id of a row that comes after those: one more than the highest number."""
    return str(max((int(name) for name in ids if name.isdecimal()), default=0) + 1)


def row_questions(case: Case, collection: str, item_id: str, names: tuple[str, ...]) -> tuple[Asked, ...]:
    """The questions of one row, with what is stored."""
    found = (question_at(case, f"{collection}.{item_id}.{name}") for name in names)
    return tuple(one for one in found if one is not None)


def question_at(case: Case, path: str) -> Asked | None:
    """The question at a path of the case, with its stored answer."""
    return engine.asked_at(case, path)
