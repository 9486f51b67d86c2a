"""What is decided about the plan is saved, told in the history and taken back like any other answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.model import SharingRule
from pcb.storage import codec
from pcb.usecases.cases import Rejected, Saved, answer, history, import_case, open_case, remove_item, undo
from pcb.usecases.desk import Desk
from pcb.usecases.exchange import read_household
from tests.conftest import HOUSEHOLDS
from tests.usecases.conftest import NOW

COUPLE = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")
DEBT = COUPLE.debts[1].id


def say(desk: Desk, case_id: str, path: str, raw: str) -> Saved | Rejected:
    outcome = answer(desk, case_id, path, raw, seen=None, request_id=f"r-{path}-{raw}", now=NOW, overwrite=True)
    assert isinstance(outcome, Saved | Rejected)
    return outcome


def case_of(desk: Desk, case_id: str) -> Case:
    return open_case(desk, case_id).case


@pytest.mark.parametrize(
    ("path", "raw", "label", "after"),
    [
        ("plan.rule", "smallest_first", "Règle de partage", "La plus petite d’abord"),
        ("plan.pursued", "write_off", "La voie à suivre", "Rééchelonnement avec effacement partiel"),
        (f"plan_debts.{DEBT}.amount", "40", "Plan\u202f: Crédit renouvelable — Crédit Lomagne", "40,00\u202f€"),
        (f"offers.{DEBT}.answer", "silence", "Offre amiable\u202f: Crédit renouvelable", "Pas de réponse"),
        (f"received_debts.{DEBT}.rate", "2,62", "Plan reçu\u202f: Crédit renouvelable", "2,62\u202f%"),
        ("received_paliers.2.months", "24", "Plan reçu, palier 2", "24"),
        (f"received_amounts.2-{DEBT}.amount", "12,5", "Plan reçu, palier 2\u202f: Crédit", "12,50\u202f€"),
    ],
)
def test_each_fact_is_saved_told_and_taken_back(desk: Desk, path: str, raw: str, label: str, after: str) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    assert isinstance(say(desk, case_id, path, raw), Saved)
    line = history(desk, case_id)[0]
    assert label in line.label
    assert line.after == after
    undo(desk, case_id, NOW)
    assert case_of(desk, case_id) == replace(COUPLE, reference=case_of(desk, case_id).reference)


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("plan.length", "0"),
        ("plan.length", "421"),
        ("plan.day_of_month", "32"),
        ("plan.monthly", "-5"),
        ("plan.rule", "random"),
        (f"plan_debts.{DEBT}.rate", "beaucoup"),
        (f"offers.{DEBT}.sent_on", "31/02/2026"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_nothing_is_stored(desk: Desk, path: str, raw: str) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    refused = say(desk, case_id, path, raw)
    assert isinstance(refused, Rejected)
    assert refused.shown == raw
    assert refused.sentence


def test_what_was_noted_of_a_debt_that_is_removed_comes_back_with_it(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    say(desk, case_id, f"plan_debts.{DEBT}.amount", "40")
    remove_item(desk, case_id, "debts", DEBT, NOW)
    assert "n’est plus dans le dossier" in history(desk, case_id)[1].label
    undo(desk, case_id, NOW)
    assert case_of(desk, case_id).plan_debts[0].amount == Money.of("40")


def test_the_exchange_format_carries_all_of_it(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    for path, raw in (("plan.rule", "dearest_first"), (f"offers.{DEBT}.amount", "12"), ("received.capacity", "98")):
        say(desk, case_id, path, raw)
    case = case_of(desk, case_id)
    document = codec.to_document(case)
    assert document["plan"] == {"rule": SharingRule.DEAREST_FIRST.value}
    assert codec.from_document(document) == case
