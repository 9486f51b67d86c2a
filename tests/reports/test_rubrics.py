"""Every rubric of the form, one by one: its name, its field, its question, its place on our paper, row by row."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pcb.domain.assessment import assess
from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, put
from pcb.domain.vocabulary.people import MaritalStatus, Occupancy, WorkStatus
from pcb.interview.plan import QUESTIONS
from pcb.interview.questions import OneOf, YesNo
from pcb.reports.blocks import Block, Part, Signatures, Table, Text
from pcb.reports.declaration import compose, render
from pcb.reports.rubrics import BESIDE, BY_NAME, RUBRICS, TABLES, Facts, Kind, of_form, rubric_named
from tests.interview.test_script import leaves
from tests.reports.reading import normal, searched, squeezed
from tests.reports.rubrics_of_the_form import ROWS, TICKS, each_name
from tests.reports.typed_household import in_words, item_ids, typed_at, typed_household, typed_rows, watched_rows

DAY = date(2026, 11, 23)
EACH = each_name()
NEEDS_NO_QUESTION = {"p1.deposant.signature", "p1.codeposant.signature", "p12.avertissement", "p12.adresse_envoi"}
"""Signed by hand, or printed by the form: nothing is asked."""

BESIDE_THE_COLUMNS = {"p3.autre_personne", "p4.autre_personne", "p5.autre_epargne"}
"""What has no column on the form and must not be lost: tables of our own."""


@pytest.fixture(scope="module")
def typed() -> Case:
    return typed_household()


@pytest.fixture(scope="module")
def paper(typed: Case) -> str:
    """Our own paper, read back."""
    return searched(render(typed, assess(typed, DAY), DAY, ()))


def rows_of(name: str) -> tuple[int, ...]:
    return watched_rows(name.partition(".*.")[0]) if ".*." in name else (0,)


def test_the_registry_has_every_rubric_of_the_form_on_its_page() -> None:
    assert [name for page, _, name, _ in EACH if name not in BY_NAME or BY_NAME[name].page != page] == []


def test_the_registry_has_no_rubric_that_the_form_has_not_but_those_told_apart() -> None:
    known = {name for _, _, name, _ in EACH}
    more = [rubric for rubric in RUBRICS if of_form(rubric) and rubric.name not in known]
    assert {rubric.table for rubric in more} == BESIDE_THE_COLUMNS == BESIDE


def test_a_rubric_that_went_missing_would_be_seen() -> None:
    assert "p6.logement.*.montant_du" not in BY_NAME
    assert rubric_named("p6.logement.*.reference") is None
    assert rubric_named("p6.logement.0.reference") is None
    assert rubric_named("p6.logement.reference") is None


def test_every_rubric_is_fed_by_a_field_that_exists_and_that_a_question_asks() -> None:
    fields = set(leaves(Case))
    unasked = {rubric.name for rubric in RUBRICS if not rubric.paths}
    assert unasked == NEEDS_NO_QUESTION
    assert [(r.name, path) for r in RUBRICS for path in r.paths if path not in fields or path not in QUESTIONS] == []


def test_every_rubric_is_fed_by_the_field_in_which_it_is_typed() -> None:
    wrong = []
    for _, _, name, path in EACH:
        head, field = path.partition(".")[0], path.rpartition(".")[2]
        asked = f"{head}.*.{field}" if head in COLLECTIONS else path
        if path and asked not in BY_NAME[name].paths:
            wrong.append((name, asked))
    assert wrong == []


def test_the_tables_have_the_rows_of_the_form() -> None:
    assert {name: table.limit for name, table in TABLES.items() if table.limit is not None} == ROWS


def test_what_may_be_ticked_is_what_the_form_offers() -> None:
    for rubric in RUBRICS:
        if rubric.kind is Kind.TICK and rubric.name != "p5.pas_de_patrimoine":
            last = rubric.name.rpartition(".")[2]
            assert tuple(words for _, words in rubric.choices) == TICKS.get(last, ("Oui", "Non")), rubric.name


def test_every_choice_of_a_question_has_its_box() -> None:
    for rubric in RUBRICS:
        if rubric.kind is Kind.TICK and isinstance(kind := QUESTIONS[rubric.paths[0]].kind, OneOf):
            offered = TICKS.get(rubric.name.rpartition(".")[2])
            assert offered is None or len(kind.options) == len(rubric.choices) or rubric.name.endswith("logement")


def test_the_registry_gives_what_was_typed_on_the_first_row_the_last_and_one_more(typed: Case) -> None:
    facts, wrong = Facts.of(typed, DAY), []
    for _, _, name, path in EACH:
        if BY_NAME[name].kind in (Kind.TICK, Kind.SIGNATURE, Kind.PRINTED) or ".situation.date_" in name:
            continue
        for row in rows_of(name):
            given = BY_NAME[name].value(facts, row)
            if in_words(typed_at(typed, name, path, row)) not in in_words(given):
                wrong.append((name, row, given))
    assert wrong == []


@pytest.mark.parametrize("status", [s for s in MaritalStatus if s not in (MaritalStatus.SINGLE, MaritalStatus.OTHER)])
def test_the_date_of_the_family_situation_goes_beside_the_one_that_is_ticked(
    typed: Case, status: MaritalStatus
) -> None:
    facts = Facts.of(replace(typed, family=replace(typed.family, status=status)), DAY)
    dates = {name: BY_NAME[name].value(facts, 0) for _, _, name, _ in EACH if ".situation.date_" in name}
    ticked = BY_NAME["p2.situation.etat"].value(facts, 0)
    assert {name for name, value in dates.items() if value is not None} == {f"p2.situation.date_{ticked}"}
    assert dates[f"p2.situation.date_{ticked}"] == typed.family.status_since


def test_one_row_more_than_the_case_has_is_empty(typed: Case) -> None:
    facts = Facts.of(typed, DAY)
    for name, table in TABLES.items():
        if name not in BESIDE_THE_COLUMNS:
            assert table.count(facts) == typed_rows(name), name
        assert [column.value(facts, table.count(facts)) for column in table.columns] == [None] * len(table.columns)


def test_what_is_typed_is_on_our_paper_on_the_first_row_the_last_and_one_more(typed: Case, paper: str) -> None:
    lost = []
    for _, _, name, path in EACH:
        if not path or BY_NAME[name].kind is Kind.TICK:
            continue
        for row in rows_of(name):
            said = normal(in_words(typed_at(typed, name, path, row)))
            if not re.search(rf"(?<!\d){re.escape(said)}", squeezed(paper) if name.endswith(".iban") else paper):
                lost.append((name, row, said))
    assert lost == []


def words(blocks: tuple[Block, ...]) -> list[str]:
    """Every text of a document, with its row as one text, before it is set."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Table():
                for row in block.rows:
                    cells = [(cell,) if isinstance(cell, str | Part) else cell for cell in row.cells]
                    found.append(" | ".join(p if isinstance(p, str) else p.text for cell in cells for p in cell))
            case Signatures():
                found += block.labels
            case Text():
                found.append(block.text)
    return found


def ticked(case: Case, name: str, path: str, row: int, value: Any) -> Case:
    """The case with that box ticked so, by the field in which it is typed."""
    who = "p2" if ".codeposant." in name else "p1"
    head, *_, field = path.split(".")
    if head not in COLLECTIONS:
        return put(case, path, value)
    if ".*." not in name:
        return put(case, f"{head}.{who}.{field}", value)
    return put(case, f"{head}.{item_ids(case, head, name)[row]}.{field}", value)


def test_each_thing_ticked_is_on_our_paper_and_fills_its_box_row_by_row(typed: Case) -> None:
    assessment = assess(typed, DAY)
    lost = []
    for _, _, name, path in EACH:
        rubric = BY_NAME[name]
        if rubric.kind is not Kind.TICK or path.startswith("declared."):
            continue
        head, *_, field = path.split(".")
        question = QUESTIONS[f"{head}.*.{field}" if head in COLLECTIONS else path].kind
        answers = [True, False] if isinstance(question, YesNo) else list(question.vocabulary)  # type: ignore[attr-defined]
        for row in rows_of(name):
            said, boxes = [], []
            for answer in answers:
                case = ticked(typed, name, path, row, answer)
                case = _where_it_arises(case, path)
                said.append(words(compose(case, assessment, DAY, ()).blocks))
                boxes.append(rubric.value(Facts.of(case, DAY), row))
            codes = [code for code, _ in rubric.choices]
            if boxes != codes or len({tuple(lines) for lines in said}) != len(answers):
                lost.append((name, row, boxes))
    assert lost == []


def _where_it_arises(case: Case, path: str) -> Case:
    """An eviction is asked of a tenant, a seizure of an owner."""
    if path == "home.eviction":
        return put(case, "home.occupancy", Occupancy.TENANT)
    return put(case, "home.occupancy", Occupancy.OWNER) if path == "home.property_seizure" else case


def test_the_codes_of_the_boxes_are_in_the_order_of_the_closed_lists() -> None:
    assert [code for code, _ in BY_NAME["p3.deposant.statut"].choices][: len(WorkStatus)][0] == "cdi"
    assert len(BY_NAME["p3.deposant.statut"].choices) == len(WorkStatus)


def test_what_the_household_has_not_is_ticked_and_said_none(typed: Case) -> None:
    bare = replace(typed, assets=(), accounts=(), vehicles=(), debts=(), persons=typed.persons[:2])
    for box, code, declared in (
        ("p4.compte_bancaire", "non", "no_account"),
        ("p5.pas_de_patrimoine", "oui", "no_asset"),
    ):
        said = replace(bare, declared=replace(bare.declared, **{declared: True}))
        assert BY_NAME[box].value(Facts.of(said, DAY), 0) == code
        assert BY_NAME[box].value(Facts.of(bare, DAY), 0) is None
    assert BY_NAME["p4.compte_bancaire"].value(Facts.of(typed, DAY), 0) == "oui"
    assert BY_NAME["p5.pas_de_patrimoine"].value(Facts.of(typed, DAY), 0) is None
    for lead, declared in (
        ("p2.personne.*.lien", "nobody_else"),
        ("p4.vehicule.*.type", "no_vehicle"),
        ("p6.logement.*.creancier", "no_debt"),
        ("p8.decouvert.*.banque", "no_debt"),
        ("p5.autre_patrimoine.*.nature", "no_asset"),
    ):
        said = replace(bare, declared=replace(bare.declared, **{declared: True}))
        assert BY_NAME[lead].value(Facts.of(said, DAY), 0) == "néant"
        assert BY_NAME[lead].value(Facts.of(said, DAY), 1) is None
        assert BY_NAME[lead].value(Facts.of(bare, DAY), 0) is None


def test_the_place_to_sign_and_what_the_form_prints_are_on_our_paper(typed: Case, paper: str) -> None:
    for name in NEEDS_NO_QUESTION:
        rubric = BY_NAME[name]
        printed = rubric.value(Facts.of(typed, DAY), 0) if rubric.kind is Kind.PRINTED else rubric.wording
        assert normal(str(printed)) in paper
