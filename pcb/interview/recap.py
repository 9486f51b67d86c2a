"""What was said, line by line; what is still to ask; how far each chapter is; what the counsellor should be told."""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.case import Case
from pcb.domain.case_path import items
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.interview.effective import effective
from pcb.interview.journey import Asked, journey
from pcb.interview.script.order import CHAPTERS
from pcb.interview.texts import french
from pcb.interview.titles import person_name


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One answer: what was asked, what was said, and the stop that opens it."""

    chapter_key: str
    stop_key: str
    stop_title: str
    path: str
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the counsellor about answers that do not fit together, and the field to look at."""

    sentence: str
    path: str


def recap(case: Case) -> tuple[RecapLine, ...]:
    """Every answer that applies, in the order of the interview. Hidden answers are not there, nor empty ones."""
    return tuple(
        RecapLine(stop.chapter.key, stop.key, stop.title, asked.path, asked.label, asked.said)
        for stop in journey(case)
        for asked in stop.answers
    )


def missing(case: Case) -> tuple[Asked, ...]:
    """The questions that apply and have no answer yet, in order; ``essential`` tells those that matter most."""
    return tuple(asked for stop in journey(case) for asked in stop.missing)


def progress(case: Case) -> dict[str, tuple[int, int]]:
    """For each chapter key, how many essential questions are answered, out of how many that apply.

    « Ne sait pas » is an answer. What always has a value (kind, role, period) is not counted.
    """
    counts = {chapter.key: (0, 0) for chapter in CHAPTERS}
    for stop in journey(case):
        answered, visible = stop.progress
        before = counts[stop.chapter.key]
        counts[stop.chapter.key] = (before[0] + answered, before[1] + visible)
    return counts


def notices(case: Case) -> tuple[Notice, ...]:
    """Answers that do not fit together: nothing is lost, but the counsellor must know how they are read."""
    found = []
    facts = effective(case)
    if case.filing.mode is FilingMode.ALONE:
        for person in case.persons:
            if person.role is Role.CODEPOSANT:
                found.append(_read_as_partner(case, person.id, person_name(case, person)))
    for role in (Role.DEPOSANT, Role.CODEPOSANT, Role.PARTNER):
        alike = [person for person in facts.persons if person.role is role]
        if len(alike) > 1:
            sentence = f"{len(alike)} personnes sont notées « {role.label} » : une seule est prise en compte."
            found.append(Notice(french(sentence), f"persons.{alike[1].id}.role"))
    if facts.filing.mode is FilingMode.JOINT and facts.codeposant is None:
        sentence = "Deux personnes doivent déposer ensemble, mais aucun co-déposant n'est inscrit au foyer."
        found.append(Notice(french(sentence), "persons"))
    persons = {person.id for person in case.persons}
    for collection in ("incomes", "expenses", "debts", "assets", "vehicles", "accounts"):
        for item, read in zip(items(case, collection), items(facts, collection), strict=True):
            owner = getattr(item, "owner", None)
            if isinstance(owner, str) and owner not in persons and getattr(read, "owner", None) != owner:
                sentence = "Cette ligne était à une personne qui n'est plus dans le dossier : à qui est-elle ?"
                found.append(Notice(french(sentence), f"{collection}.{item.id}.owner"))
    return tuple(found)


def _read_as_partner(case: Case, person_id: str, name: str) -> Notice:
    sentence = (
        f"{name} est inscrit(e) comme co-déposant, mais une seule personne dépose : ses réponses sont lues comme "
        "celles d'un conjoint qui ne dépose pas. Changez sa place, ou qui dépose."
    )
    return Notice(french(sentence), f"persons.{person_id}.role")
