"""A value of the case as the field shows it, and as a sentence says it. The words are those of the interview."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from pcb.domain.answers import NoAnswer, known
from pcb.domain.case import JOINT, Case
from pcb.domain.case_path import COLLECTIONS, Item
from pcb.interview import engine
from pcb.interview.questions import Question

Shown: TypeAlias = str | list[str]
"""What is put back in a field: its text, or the codes ticked."""

_LISTS = {
    "persons": "Personne",
    "incomes": "Ressource",
    "expenses": "Charge",
    "debts": "Dette",
    "assets": "Bien",
    "vehicles": "Véhicule",
    "accounts": "Compte",
    "proceedings": "Procédure",
}


def shown(path: str, value: Any) -> Shown | NoAnswer:
    """The value as its field shows it; an answer without a value is itself, not asked is empty."""
    return value if isinstance(value, NoAnswer) else _question(path).show(value)


def said(case: Case, path: str, value: Any) -> str:
    """The value in words; ``case`` gives the names of the persons."""
    question = _question(path)
    if question.kind.widget == "owner" and isinstance(value, str):
        if value == JOINT:
            return "Les deux ensemble"
        person = case.person(value)
        return item_name("persons", person) if person else "Une personne retirée du dossier"
    return question.say(value)


def label(path: str) -> str:
    """The question asked at ``path``, in short."""
    return _question(path).label


def item_name(collection: str, item: Item) -> str:
    """« Ressource : Salaire », « Dette : Crédit renouvelable (Cofidis) »: an item in a line of the history."""
    kind = getattr(item, "kind", None) or getattr(item, "role", None)
    names = [known(getattr(item, name, None)) for name in ("first_names", "used_name", "creditor", "bank", "model")]
    called = " ".join(str(name) for name in names if name)
    return f"{_LISTS[collection]}\u202f: {kind}{f' ({called})' if called else ''}"


def titles() -> dict[str, str]:
    """The French label of each path of the case, with ``*`` for the id of an item."""
    return {path: question.label for path, question in _questions().items()}


def _question(path: str) -> Question:
    head, _, rest = path.partition(".")
    return _questions()[f"{head}.*.{rest.partition('.')[2]}" if head in COLLECTIONS else path]


@cache
def _questions() -> dict[str, Question]:
    return {
        question.path: question
        for chapter in engine.chapters()
        for step in chapter.steps
        for question in step.questions
    }
