"""Random households for the interview: every kind of item, every field, answered or not, hidden or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from pcb.domain.answers import NoAnswer
from pcb.domain.case import JOINT, Case
from pcb.domain.case_path import COLLECTIONS, items
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import Role
from pcb.interview.plan import KIND_FIELD, KINDS, QUESTIONS
from pcb.interview.questions import Question
from pcb.interview.script.beside import BESIDE

TODAY = date(2026, 11, 23)

BESIDE_PATHS = {question.path for step in BESIDE for question in step.questions}

SEEDS = st.integers(0, 2**32)


def random_case(seed: int) -> Case:
    """A household drawn at random: nothing in it need make sense, but every item has an id of its own."""
    chance = Random(seed)
    answered = chance.choice([0.2, 0.6, 1.0])
    lists: dict[str, Any] = {}
    for collection, item_class in COLLECTIONS.items():
        lists[collection] = tuple(
            item_class(
                id=f"{collection[0]}{rank}",
                **_answers(chance, f"{collection}.*.", answered),
                **{KIND_FIELD[collection]: _kind(chance, collection, rank)},
            )
            for rank in range(chance.randint(0, 3))
        )
    case = Case(reference="2026-0001", **lists)
    for section in ("welcome", "request", "filing", "supporter", "family", "address", "home", "history", "declared"):
        told = replace(getattr(case, section), **_answers(chance, f"{section}.", answered))
        case = replace(case, **{section: told})
    return replace(case, note=random_value(chance, QUESTIONS["note"]))


def _kind(chance: Random, collection: str, rank: int) -> Any:
    return Role.DEPOSANT if collection == "persons" and rank == 0 else chance.choice(list(KINDS[collection]))


def _answers(chance: Random, prefix: str, answered: float) -> dict[str, Any]:
    """Random answers to the questions under that path, each given or not."""
    return {
        question.field_name: random_value(chance, question)
        for path, question in QUESTIONS.items()
        if path.startswith(prefix) and question.field_name not in ("kind", "role") and chance.random() < answered
    }


def paths(case: Case) -> list[str]:
    """Every field of the case that a question of the interview is about, hidden ones too."""
    found = []
    for path in QUESTIONS:
        if path in BESIDE_PATHS:
            continue
        collection, star, name = path.partition(".*.")
        if star:
            found += [f"{collection}.{item.id}.{name}" for item in items(case, collection)]
        else:
            found.append(path)
    return found


def starred(path: str) -> str:
    """The path of the question about that field."""
    head, _, rest = path.partition(".")
    return f"{head}.*.{rest.rpartition('.')[2]}" if head in COLLECTIONS else path


def random_value(chance: Random, question: Question) -> Any:
    """Any value the field can hold, a name that is nobody's included for an owner."""
    if not question.required and chance.random() < 0.15:
        return chance.choice([None, *NoAnswer])
    kind = question.kind
    match kind.widget:
        case "amount":
            return Money(chance.randint(-200_000 if getattr(kind, "negative", False) else 0, 999_999))
        case "date":
            return date(chance.randint(1930, 2026), chance.randint(1, 11), chance.randint(1, 28))
        case "hour":
            return chance.choice(["9\u00a0h", "14\u00a0h\u00a030"])
        case "number":
            return chance.randint(getattr(kind, "low", 0), getattr(kind, "high", 9))
        case "rate":
            return Fraction(chance.randint(0, 20_000), 1000)
        case "yes_no":
            return chance.random() < 0.5
        case "choice" | "period":
            return chance.choice(list(kind.vocabulary))  # type: ignore[attr-defined]
        case "choices":
            return frozenset(m for m in kind.vocabulary if chance.random() < 0.3)  # type: ignore[attr-defined]
        case "owner":
            return chance.choice([JOINT, "p0", "p1", "p2", "gone"])
        case "phone":
            return "05 62 68 00 00"
        case "email":
            return "marie@exemple.fr"
        case "postcode":
            return chance.choice(["32700", "75001"])
        case "iban":
            return "FR7630006000011234567890189"
        case "text" | "long_text":
            return chance.choice(["Marie", "O'Hara <b>&", "=cmd()", "مريم", "👪 famille", "è" * 300])
    raise AssertionError(f"genre de question inconnu : {kind.widget}")
