"""The parts of the interview page that are plain values: menu, lists, recap, fields."""

from __future__ import annotations

import pytest

from pcb.domain.case import Case
from pcb.domain.case_path import add_item
from pcb.interview import engine
from pcb.ui.interview import MENU_LENGTH, address, menu_of_chapter, state
from pcb.ui.item_lists import kinds, lines, list_stop, stop_of_item
from pcb.ui.recap import missing, said
from pcb.usecases.demo import demo_households


@pytest.fixture(scope="module")
def households() -> tuple[Case, ...]:
    return demo_households()


@pytest.mark.parametrize(
    ("counts", "sign", "words"),
    [
        ((0, 0), "", ""),
        ((0, 5), "–", "pas commencé"),
        ((1, 5), "1/5", "1 réponse sur 5"),
        ((2, 5), "2/5", "2 réponses sur 5"),
        ((5, 5), "✓", "terminé"),
    ],
)
def test_a_chapter_says_how_far_it_is_by_a_sign_and_in_words(counts: tuple[int, int], sign: str, words: str) -> None:
    assert state(*counts) == (sign, words)


def test_a_menu_of_many_items_leaves_them_to_their_list_but_shows_the_one_that_is_open() -> None:
    case = engine.new_case("p1")
    for number in range(20):
        case = with_item(case, "debts", "personal_loan", f"d{number}")
    stops = engine.journey(case)
    in_debts = [stop for stop in stops if stop.chapter.key == "dettes"]
    assert len(in_debts) > MENU_LENGTH
    here = next(stop for stop in in_debts if stop.item_id == "d7")
    shown = menu_of_chapter(stops, here)
    assert [stop.item_id for stop in shown if stop.item_id] == ["d7"]
    assert any(stop.step.collection == "debts" for stop in shown)


def with_item(case: Case, collection: str, kind: str, item_id: str) -> Case:
    return add_item(case, collection, engine.new_item(collection, kind, item_id, case))


def test_every_line_of_every_list_opens_a_page_that_exists(households: tuple[Case, ...]) -> None:
    seen = 0
    for case in households:
        keys = {stop.key for stop in engine.journey(case)}
        for stop in engine.journey(case):
            if stop.step.collection:
                for line in lines("c", case, stop):
                    assert line[1].removeprefix("/dossier/c/entretien/") in keys
                    assert line[2]
                    seen += 1
    assert seen > 100


def test_every_item_page_leads_back_to_a_list_that_shows_it(households: tuple[Case, ...]) -> None:
    for case in households:
        stops = {stop.key: stop for stop in engine.journey(case)}
        for stop in stops.values():
            back = stops[list_stop(case, stop)]
            if stop.item_id is None or back is stop:
                continue
            assert stop.item_id in {line[0] for line in lines("c", case, back)}


def test_every_kind_offered_can_be_added_and_opens_its_page() -> None:
    case = engine.new_case("p1")
    for stop in engine.journey(case):
        if not stop.step.collection:
            continue
        for code, label, _ in kinds(case, stop):
            more = with_item(case, stop.step.collection, code, "new")
            near = next(s for s in engine.journey(more) if s.key == stop.key)
            key = stop_of_item(more, "new", near)
            about = next(s for s in engine.journey(more) if s.key == key)
            assert about.item_id == "new", f"{stop.key}: {label}"


def test_every_line_of_the_recap_opens_the_page_where_it_is_asked(households: tuple[Case, ...]) -> None:
    for case in households:
        asked = {(stop.key, q.path) for stop in engine.journey(case) for q in stop.questions}
        for sections in (said("c", case), missing("c", case)):
            for _, entries in sections:
                for _, _, target in entries:
                    stop_key, path = target.removeprefix("/dossier/c/entretien/").split("#f-")
                    assert (stop_key, path) in asked


def test_a_recap_says_all_that_was_answered(households: tuple[Case, ...]) -> None:
    for case in households:
        answered = [q for stop in engine.journey(case) for q in stop.questions if q.answered]
        assert sum(len(entries) for _, entries in said("c", case)) == len(answered)


def test_an_address_holds_ids_alone() -> None:
    assert (
        address("c1", "ressource.i1", "incomes.i1.amount") == "/dossier/c1/entretien/ressource.i1#f-incomes.i1.amount"
    )
