"""Undo and history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from pcb.domain.case import Case
from pcb.domain.case_path import get
from pcb.domain.money import Money
from pcb.errors import Damaged, NotFound
from pcb.storage.tables import journal
from pcb.usecases import cases
from pcb.usecases.cases import OpenCase, Saved
from pcb.usecases.desk import Desk
from tests.storage.facts import large_household
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")


LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def opened(desk: Desk) -> OpenCase:
    return cases.import_case(desk, large_household(debts=3, lines=4), NOW)


def say(desk: Desk, case: OpenCase, path: str, raw: cases.Raw) -> Saved:
    seen = cases.shown(path, get(cases.open_case(desk, case.id).case, path))
    saved = cases.answer(desk, case.id, path, raw, seen=seen, request_id=f"{path}{raw}", now=LATER)
    assert isinstance(saved, Saved)
    return saved


def test_undo_takes_back_the_last_answer_as_a_new_change(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.balance", "12")
    undone = cases.undo(desk, opened.id, LATER)
    assert undone.opened.case == opened.case
    assert undone.opened.revision == 3
    assert "1\u202f250,01\u202f€" in undone.what
    assert cases.open_case(desk, opened.id) == undone.opened


def test_undo_again_walks_further_back_until_nothing_is_left(desk: Desk, opened: OpenCase) -> None:
    for value in ("10", "11", "12"):
        say(desk, opened, "debts.d1.balance", value)
    walked = [get(cases.undo(desk, opened.id, LATER).opened.case, "debts.d1.balance") for _ in range(3)]
    assert walked == [Money(1100), Money(1000), Money(125_001)]
    with pytest.raises(NotFound, match="rien à annuler"):
        cases.undo(desk, opened.id, LATER)


def test_a_new_answer_is_the_next_to_be_taken_back_then_the_chain_goes_on(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.balance", "10")
    say(desk, opened, "debts.d1.balance", "11")
    cases.undo(desk, opened.id, LATER)
    say(desk, opened, "debts.d2.balance", "20")
    after = cases.undo(desk, opened.id, LATER).opened.case
    assert (get(after, "debts.d2.balance"), get(after, "debts.d1.balance")) == (Money(125_002), Money(1000))
    assert cases.undo(desk, opened.id, LATER).opened.case == opened.case


def test_a_new_case_has_nothing_to_take_back(desk: Desk, opened: OpenCase) -> None:
    for case in (opened, cases.create_case(desk, NOW)):
        with pytest.raises(NotFound):
            cases.undo(desk, case.id, LATER)
        assert cases.open_case(desk, case.id).revision == 1


def test_undo_takes_away_an_added_item(desk: Desk, opened: OpenCase) -> None:
    cases.add_item(desk, opened.id, "debts", "rent", LATER)
    undone = cases.undo(desk, opened.id, LATER)
    assert undone.opened.case == opened.case
    assert undone.what == "Ajout annulé\u202f: Dette\u202f: Loyers et charges locatives impayés"


def test_undo_brings_a_removed_item_back_whole_and_in_its_place(desk: Desk, opened: OpenCase) -> None:
    cases.remove_item(desk, opened.id, "debts", "d1", LATER)
    undone = cases.undo(desk, opened.id, LATER)
    assert undone.opened.case == opened.case
    assert undone.what.startswith("Remis dans le dossier\u202f: Dette\u202f: Crédit renouvelable")


def test_undo_gives_a_removed_person_back_what_they_owned(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.owner", "p2")
    say(desk, opened, "incomes.i0.owner", "p2")
    before = cases.open_case(desk, opened.id).case
    assert cases.remove_item(desk, opened.id, "persons", "p2", LATER).case != before
    assert cases.undo(desk, opened.id, LATER).opened.case == before


def test_undo_of_an_overwritten_conflict_gives_back_the_other_value(
    desk: Desk, colleague: Desk, opened: OpenCase
) -> None:
    say(colleague, opened, "debts.d1.balance", "13")
    cases.answer(desk, opened.id, "debts.d1.balance", "12", seen="1250,01", request_id="x", now=LATER, overwrite=True)
    assert get(cases.undo(desk, opened.id, LATER).opened.case, "debts.d1.balance") == Money(1300)


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(["d0", "d1", "d2"]), st.integers(1, 99)),
        st.tuples(st.just("add"), st.sampled_from(["debts", "incomes", "persons"]), st.just(0)),
        st.tuples(st.just("remove"), st.sampled_from(["d0", "d1", "d2", "p2"]), st.just(0)),
        st.tuples(st.just("undo"), st.just(""), st.just(0)),
    ),
    max_size=8,
)
KINDS = {"debts": "rent", "incomes": "rsa", "persons": "child"}


def test_whatever_was_done_undo_walks_back_through_the_same_states(desk: Desk) -> None:
    @given(ACTIONS)
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def walks_back(actions: list[tuple[str, str, int]]) -> None:
        opened = cases.import_case(desk, large_household(debts=3, lines=4), NOW)
        states: list[Case] = [opened.case]
        for n, (what, target, value) in enumerate(actions):
            case = cases.open_case(desk, opened.id).case
            there = {item.id for item in (*case.debts, *case.persons)}
            if what == "answer" and target in there:
                path = f"debts.{target}.balance"
                outcome = cases.answer(
                    desk,
                    opened.id,
                    path,
                    str(value),
                    seen=cases.shown(path, get(case, path)),
                    request_id=str(n),
                    now=NOW,
                )
                assert isinstance(outcome, Saved)
            elif what == "add":
                cases.add_item(desk, opened.id, target, KINDS[target], NOW)
            elif what == "remove" and target in there:
                cases.remove_item(desk, opened.id, "persons" if target == "p2" else "debts", target, NOW)
            elif what == "undo" and len(states) > 1:
                states.pop()
                assert cases.undo(desk, opened.id, NOW).opened.case == states[-1]
            after = cases.open_case(desk, opened.id).case
            if after != states[-1]:
                states.append(after)
        while len(states) > 1:
            states.pop()
            assert cases.undo(desk, opened.id, NOW).opened.case == states[-1]
        with pytest.raises(NotFound):
            cases.undo(desk, opened.id, NOW)

    walks_back()


def test_the_history_says_who_changed_what_and_when(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    say(colleague, opened, "debts.d1.balance", "12")
    cases.remove_item(desk, opened.id, "debts", "d1", LATER)
    cases.undo(desk, opened.id, LATER)
    lines = cases.history(desk, opened.id)
    assert [line.kind for line in lines] == ["undo", "remove", "answer", "import"]
    assert [line.revision for line in lines] == [4, 3, 2, 1]
    assert [line.undone for line in lines] == [False, True, False, False]
    answer = lines[2]
    assert (answer.by, answer.at, answer.path) == ("Paul Lannes", LATER, "debts.d1.balance")
    assert (answer.before, answer.after) == ("1\u202f250,01\u202f€", "12,00\u202f€")
    assert answer.label.startswith("Dette\u202f: Crédit renouvelable")
    assert lines[1].label.startswith("Retrait\u202f: Dette\u202f: Crédit renouvelable")
    assert lines[0].label.startswith("Annulation\u202f: Dette\u202f: Crédit renouvelable")
    assert lines[3].label == "Dossier importé d’un fichier"


def test_the_history_of_a_field_that_is_gone_opens_nothing(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.balance", "12")
    cases.remove_item(desk, opened.id, "debts", "d1", LATER)
    assert [line.path for line in cases.history(desk, opened.id)] == ["", "", ""]


def test_the_history_names_owners_rather_than_ids(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.owner", "p2")
    line = cases.history(desk, opened.id)[0]
    assert (line.before, line.after) == ("Amélie", "Éric")


def test_an_altered_line_of_the_journal_is_noticed(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.balance", "12")
    say(desk, opened, "debts.d1.balance", "13")
    with desk.store.writing(desk.vault) as connection:
        rows = {row.revision: row.change for row in connection.execute(journal.select())}
        connection.execute(update(journal).where(journal.c.revision == 2).values(change=rows[3]))
    with pytest.raises(Damaged):
        cases.history(desk, opened.id)
