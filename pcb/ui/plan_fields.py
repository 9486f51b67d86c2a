"""The questions of the page of the plan, as ``static/field.js`` draws them: once for all debts, values apart. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pcb.domain.case import Case
from pcb.domain.case_path import get
from pcb.interview.plan import question_at
from pcb.interview.questions import Question
from pcb.interview.script import plan as script
from pcb.interview.steps import Step
from pcb.ui.widgets import Wire, wire

UNSET: Mapping[str, str] = {
    "plan.nature": "Mesures imposées (par défaut)",
    "plan.rule": "En proportion de ce qui reste dû (par défaut)",
    "plan.pursued": "– pas encore choisie –",
    "offers.*.answer": "– pas encore –",
    "received.nature": "Mesures imposées (par défaut)",
    "received_debts.*.debt_class": "– à dire –",
}
"""What stands in a list where nothing was chosen."""


def described(question: Question) -> dict[str, Any]:
    """A question as properties of the field; its path and its value are given apart."""
    facts = {
        "widget": question.kind.widget,
        "label": question.label,
        "help": question.help,
        "example": question.example,
        "unit": question.unit,
        "options": question.kind.options,
        "skippable": False,
        "compact": True,
        "unset": UNSET.get(question.path, ""),
    }
    return {name: value for name, value in facts.items() if value not in ("", ())}


def fields_of(step: Step) -> dict[str, dict[str, Any]]:
    """The questions of a step by the last part of their path."""
    return {question.field_name: described(question) for question in step.questions}


def all_fields() -> dict[str, dict[str, dict[str, Any]]]:
    """Every question of the page, by step."""
    return {step.key: fields_of(step) for step in script.STEPS}


def values_of(case: Case, step: Step, item_id: str | None = None) -> dict[str, Wire]:
    """What is stored for each question of a step, by the last part of its path; nothing for what is blank."""
    found: dict[str, Wire] = {}
    for question in step.questions:
        path = question.path_of(item_id)
        value = get(case, path)
        if value is not None:
            found[question.field_name] = wire(question_at(path)[0].show(value), value)
    return found
