"""Somebody who answers: to each question, something that can be typed."""

from __future__ import annotations

from collections.abc import Callable

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, add_item
from pcb.errors import InvalidAnswer
from pcb.interview import engine
from pcb.interview.engine import Asked
from pcb.interview.plan import KINDS
from pcb.interview.questions import Raw
from tests.interview.random_cases import TODAY

TYPED: dict[str, Raw] = {
    "text": "Lectoure",
    "long_text": "12 rue Nationale\n32700 Lectoure",
    "amount": "1 250,50",
    "yes_no": "yes",
    "date": "01/02/1980",
    "number": "12",
    "rate": "4,90 %",
    "phone": "05 62 68 00 00",
    "email": "marie@exemple.fr",
    "postcode": "32700",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
}


def no(asked: Asked) -> Raw:
    """« Non », « rien », « zéro », « ne veut pas dire »."""
    match asked.question.kind.widget:
        case "yes_no":
            return "no"
        case "choices":
            return ["none"]
        case "amount":
            return "0"
        case _:
            return NoAnswer.REFUSES


def yes(asked: Asked) -> Raw:
    """« Oui », the first of the list, or a likely text."""
    if asked.options and asked.question.kind.widget != "yes_no":
        code = asked.options[0][0]
        return [code] if asked.question.kind.widget == "choices" else code
    return TYPED[asked.question.kind.widget]


def answered(case: Case, reply: Callable[[Asked], Raw]) -> Case:
    """The case once every question has been answered, those that the answers open too."""
    for _ in range(20):
        stops = [stop for stop in engine.journey(case) if stop.missing]
        if not stops:
            return case
        for stop in stops:
            for asked in stop.missing:
                case = engine.answer(case, asked.path, reply(asked), TODAY)
    raise AssertionError("l’entretien ne finit pas")


def with_every_kind(case: Case, times: int) -> Case:
    """The case with ``times`` items of every kind, where the engine lets one be added."""
    for collection in COLLECTIONS:
        for kind in KINDS[collection]:
            for rank in range(times):
                try:
                    item = engine.new_item(collection, kind.value, f"{collection[:2]}-{kind.value}-{rank}", case)
                except InvalidAnswer:
                    continue  # a second co-déposant
                case = add_item(case, collection, item)
    return case
