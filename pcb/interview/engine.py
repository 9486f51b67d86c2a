"""The interview: what to ask for a case, how to read an answer, what counts. The one door for screens and use cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.case_path import get, put
from pcb.domain.vocabulary.people import Role
from pcb.interview.communes import cities_of
from pcb.interview.contacts import Postcode
from pcb.interview.effective import effective
from pcb.interview.journey import Asked, Stop, asked_at, journey, owner_options
from pcb.interview.lists import Listed, Offer, check_role, listed, new_item, offers, removable
from pcb.interview.navigation import find_stop, next_stop, previous_stop, shape, stop_of
from pcb.interview.plan import question_at
from pcb.interview.questions import Owner, Question, Raw, Text
from pcb.interview.recap import Notice, RecapLine, missing, notices, progress, recap
from pcb.interview.script.order import CHAPTERS
from pcb.interview.steps import Chapter, Step
from pcb.interview.texts import refused

__all__ = [
    "Asked",
    "Chapter",
    "Listed",
    "Notice",
    "Offer",
    "Question",
    "RecapLine",
    "Step",
    "Stop",
    "answer",
    "asked_at",
    "chapters",
    "effective",
    "find_stop",
    "journey",
    "listed",
    "missing",
    "new_case",
    "new_item",
    "next_stop",
    "notices",
    "offers",
    "owner_options",
    "parse",
    "previous_stop",
    "progress",
    "question_for",
    "recap",
    "removable",
    "shape",
    "stop_of",
    "suggestions",
]

_FRANCE = ("france", "france métropolitaine", "fr")


def chapters() -> tuple[Chapter, ...]:
    """The chapters of the interview, in order."""
    return CHAPTERS


def new_case(person_id: str, reference: str = "") -> Case:
    """A new case: one person, the déposant, and nothing asked yet."""
    return Case(reference=reference, persons=(Person(person_id, Role.DEPOSANT),))


def question_for(path: str) -> Question:
    """The question asked about a field. Raises :class:`UnknownPath`."""
    return question_at(path)[0]


def parse(case: Case, path: str, raw: Raw, today: date) -> Any:
    """The value typed for the field at ``path``: ``None`` when it was emptied, ``NoAnswer`` as it came.

    Raises :class:`InvalidAnswer` with a French sentence, :class:`UnknownPath`.
    """
    question, item_id = question_at(path)
    get(case, path)  # the item must still be there
    if isinstance(question.kind, Postcode) and not _in_france(case):
        question = Question(question.path, Text(longest=20), question.label)
    value = question.parse(raw, today)
    if isinstance(question.kind, Owner) and isinstance(value, str):
        _check_owner(case, value)
    if path.startswith("persons.") and question.field_name == "role":
        check_role(case, item_id, value)
    return value


def answer(case: Case, path: str, raw: Raw, today: date) -> Case:
    """The case with that answer. Raises :class:`InvalidAnswer`, :class:`UnknownPath`."""
    return put(case, path, parse(case, path, raw, today))


def _in_france(case: Case) -> bool:
    country = known(case.address.country)
    return country is None or country.strip().lower() in _FRANCE


def _check_owner(case: Case, owner: str) -> None:
    if owner not in dict(owner_options(case)):
        raise refused("Cette personne n'est pas dans le foyer.")


def suggestions(case: Case, path: str) -> tuple[str, ...]:
    """What can be proposed while typing: the communes of the postcode, for the city."""
    question = question_for(path)
    postcode = known(case.address.postcode)
    return cities_of(postcode) if question.suggest == "cities" and postcode else ()
