"""Answers, conflicts, items: what the screen does with a case, on a real database."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import update

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case
from pcb.domain.case_path import get
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import MeetingMode, Role
from pcb.errors import Damaged, InvalidAnswer, NotFound, UnknownPath
from pcb.interview import engine
from pcb.storage import cases as store_of_cases
from pcb.storage.household_file import read_household
from pcb.storage.journal import Change
from pcb.storage.tables import case_record
from pcb.usecases import cases
from pcb.usecases.cases import Conflicting, OpenCase, Rejected, Saved
from pcb.usecases.desk import Desk
from tests.conftest import HOUSEHOLDS
from tests.storage.facts import cases as any_case
from tests.storage.facts import large_household
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")


LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def opened(desk: Desk) -> OpenCase:
    return cases.import_case(desk, large_household(debts=3, lines=4), NOW)


def say(desk: Desk, case: OpenCase, path: str, raw: cases.Raw, seen: cases.Raw | None = None, **more: object) -> object:
    wanted: dict[str, object] = {"request_id": f"{path}={raw}", "now": NOW, **more}
    return cases.answer(desk, case.id, path, raw, seen=seen, **wanted)  # type: ignore[arg-type]


def stored(desk: Desk, case: OpenCase, path: str) -> object:
    return get(cases.open_case(desk, case.id).case, path)


def test_a_new_case_has_the_next_reference_and_its_deposant(desk: Desk) -> None:
    first, second = cases.create_case(desk, NOW), cases.create_case(desk, NOW)
    next_year = cases.create_case(desk, NOW + timedelta(days=60))
    assert [case.reference for case in (first, second, next_year)] == ["2026-0001", "2026-0002", "2027-0001"]
    assert first.case.reference == "2026-0001"
    assert [person.role for person in first.case.persons] == [Role.DEPOSANT]
    assert (first.revision, first.saved_at, first.saved_by) == (1, NOW, "Claire Dubosc")


def test_references_allotted_by_several_at_once_are_all_different(desk: Desk) -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.extend(cases.create_case(desk, NOW).reference for _ in range(5)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [f"2026-{n:04d}" for n in range(1, 21)]


def test_an_answer_is_on_the_disk_when_it_is_called_saved(desk: Desk, opened: OpenCase) -> None:
    saved = say(desk, opened, "debts.d1.balance", "1 250,5 €", seen="1250,01", now=LATER)
    assert saved == Saved(2, LATER, "1250,50", structure_changed=False)
    again = cases.open_case(desk, opened.id)
    assert get(again.case, "debts.d1.balance") == Money(125_050)
    assert (again.revision, again.saved_at) == (2, LATER)


def test_every_demo_household_survives_file_store_file(desk: Desk) -> None:
    for path in sorted(HOUSEHOLDS.glob("*.toml")):
        case = read_household(path)
        kept = cases.open_case(desk, cases.import_case(desk, case, NOW).id)
        assert replace(kept.case, reference=case.reference) == case, path.name


def test_any_case_survives_the_store(desk: Desk) -> None:
    @given(any_case())
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def survives(case: Case) -> None:
        kept = cases.open_case(desk, cases.import_case(desk, case, NOW).id).case
        there = replace(kept, reference=case.reference)
        if case.deposant is None:
            there = replace(there, persons=there.persons[1:])
        assert there == case

    survives()


def test_an_answer_without_a_value_is_kept_as_such(desk: Desk, opened: OpenCase) -> None:
    saved = say(desk, opened, "debts.d1.balance", NoAnswer.REFUSES, seen="1250,01")
    assert isinstance(saved, Saved)
    assert saved.shown is NoAnswer.REFUSES
    assert stored(desk, opened, "debts.d1.balance") is NoAnswer.REFUSES
    assert isinstance(say(desk, opened, "debts.d1.balance", "12", seen=NoAnswer.REFUSES), Saved)


def test_an_emptied_field_is_not_asked_again(desk: Desk, opened: OpenCase) -> None:
    assert isinstance(say(desk, opened, "debts.d1.balance", "", seen="1250,01"), Saved)
    assert stored(desk, opened, "debts.d1.balance") is None


@pytest.mark.parametrize("raw", ["mille", "12,345", "1.250,505", "\ud83d"])
def test_what_cannot_be_read_is_refused_and_the_typed_text_is_kept(desk: Desk, opened: OpenCase, raw: str) -> None:
    refused = say(desk, opened, "debts.d1.balance", raw, seen="1250,01")
    assert isinstance(refused, Rejected)
    assert refused.shown == raw
    assert refused.sentence.endswith(".")
    assert cases.open_case(desk, opened.id).revision == 1


def test_an_answer_to_an_item_that_is_gone_is_refused_in_french(desk: Desk, opened: OpenCase) -> None:
    cases.remove_item(desk, opened.id, "debts", "d1", NOW)
    refused = say(desk, opened, "debts.d1.balance", "12", seen="1250,01")
    assert isinstance(refused, Rejected)
    assert "n’existe plus" in refused.sentence


def test_the_same_answer_again_saves_nothing(desk: Desk, opened: OpenCase) -> None:
    assert say(desk, opened, "debts.d1.balance", "1250.01", seen="1250,01") == Saved(1, NOW, "1250,01", False)
    assert len(cases.history(desk, opened.id)) == 1


def test_a_request_sent_twice_is_carried_out_once(desk: Desk, opened: OpenCase) -> None:
    first = say(desk, opened, "debts.d1.balance", "12", seen="1250,01", request_id="r1")
    again = say(desk, opened, "debts.d1.balance", "12", seen="1250,01", request_id="r1", now=LATER)
    assert first == again
    assert cases.open_case(desk, opened.id).revision == 2


def test_a_request_that_comes_back_late_undoes_nobodys_work(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    first = say(desk, opened, "debts.d1.balance", "12", seen="1250,01", request_id="r1")
    say(colleague, opened, "debts.d1.balance", "15", seen="12,00", request_id="r2")
    late = say(desk, opened, "debts.d1.balance", "12", seen="1250,01", request_id="r1")
    assert isinstance(first, Saved)
    assert isinstance(late, Saved)
    assert late == replace(first, structure_changed=True)  # the page is drawn again: it shows 15
    assert stored(desk, opened, "debts.d1.balance") == Money(1500)


def test_a_request_that_comes_back_after_an_undo_is_not_carried_out_again(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.balance", "12", seen="1250,01", request_id="r1")
    cases.undo(desk, opened.id, NOW)
    late = say(desk, opened, "debts.d1.balance", "12", seen="1250,01", request_id="r1")
    assert isinstance(late, Saved)
    assert late.structure_changed
    assert stored(desk, opened, "debts.d1.balance") == Money(125_001)


def test_a_request_id_used_for_two_answers_is_refused_rather_than_lost(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.balance", "12", seen="1250,01", request_id="r1")
    other = say(desk, opened, "debts.d2.balance", "13", seen="1250,02", request_id="r1")
    assert isinstance(other, Rejected)
    assert stored(desk, opened, "debts.d2.balance") == Money(125_002)


def test_two_people_on_two_fields_do_not_overwrite_each_other(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    assert isinstance(say(desk, opened, "debts.d1.balance", "12", seen="1250,01"), Saved)
    assert isinstance(say(colleague, opened, "debts.d2.balance", "13", seen="1250,02"), Saved)
    assert (stored(desk, opened, "debts.d1.balance"), stored(desk, opened, "debts.d2.balance")) == (
        Money(1200),
        Money(1300),
    )


def test_a_save_on_a_revision_that_is_no_longer_the_newest_writes_nothing(desk: Desk, opened: OpenCase) -> None:
    first = store_of_cases.load(desk.store, desk.vault, opened.id)
    say(desk, opened, "debts.d1.balance", "12", seen="1250,01")
    change = Change(first.revision + 1, LATER, desk.account.id, "answer")
    for late in (change, replace(change, revision=9)):
        with pytest.raises(store_of_cases.StaleRevision):
            store_of_cases.save(desk.store, desk.vault, first, first.case, {}, late)
    assert stored(desk, opened, "debts.d1.balance") == Money(1200)
    assert [line.revision for line in cases.history(desk, opened.id)] == [2, 1]


def test_the_same_field_changed_by_both_is_a_conflict_with_both_values(
    desk: Desk, colleague: Desk, opened: OpenCase
) -> None:
    say(colleague, opened, "debts.d1.balance", "13", seen="1250,01", now=LATER)
    say(desk, opened, "debts.d2.balance", "14", seen="1250,02", now=LATER + timedelta(minutes=1))
    assert say(desk, opened, "debts.d1.balance", "12", seen="1250,01") == Conflicting(
        "debts.d1.balance", "12,00", "13,00", "Paul Lannes", LATER
    )
    assert stored(desk, opened, "debts.d1.balance") == Money(1300)


def test_a_field_first_answered_by_both_is_a_conflict_too(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    say(colleague, opened, "request.words", "Payer le loyer", seen="")
    for seen in ("", None):
        assert isinstance(say(desk, opened, "request.words", "Garder la voiture", seen=seen), Conflicting)


def test_a_conflict_is_settled_by_keeping_mine(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    say(colleague, opened, "debts.d1.balance", "13", seen="1250,01")
    settled = say(desk, opened, "debts.d1.balance", "12", seen="1250,01", overwrite=True)
    assert isinstance(settled, Saved)
    assert stored(desk, opened, "debts.d1.balance") == Money(1200)
    assert [line.before for line in cases.history(desk, opened.id)][:2] == ["13,00\u202f€", "1\u202f250,01\u202f€"]


def test_both_typing_the_same_value_is_no_conflict(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    say(colleague, opened, "debts.d1.balance", "13", seen="1250,01", request_id="a")
    assert isinstance(say(desk, opened, "debts.d1.balance", "13,00", seen="1250,01", request_id="b"), Saved)


def test_boxes_are_compared_as_a_set(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    first = say(desk, opened, "request.urgencies", ["food", "eviction"], seen=[])
    assert isinstance(first, Saved)
    assert first.structure_changed
    second = say(colleague, opened, "request.urgencies", ["food"], seen=["eviction", "food"])
    assert isinstance(second, Saved)
    third = say(desk, opened, "request.urgencies", ["violence"], seen=["eviction", "food"])
    assert isinstance(third, Conflicting)
    assert third.theirs == ["food"]


def test_many_answers_at_once_are_all_kept(desk: Desk, opened: OpenCase) -> None:
    """Eight desks, each on its own field of the same case: nothing is lost, each revision is one answer."""
    paths = [f"debts.d{n}.{name}" for n in range(3) for name in ("balance", "unpaid", "instalment")][:8]
    outcomes: list[object] = []

    def type_in(path: str) -> None:
        seen = cases.shown(path, get(opened.case, path))
        for n in range(1, 7):
            outcome = say(desk, opened, path, f"{n}", seen=seen, request_id=f"{path}{n}")
            outcomes.append(outcome)
            assert isinstance(outcome, Saved)
            seen = outcome.shown

    threads = [threading.Thread(target=type_in, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 48
    after = cases.open_case(desk, opened.id)
    assert {get(after.case, path) for path in paths} == {Money(600)}
    assert after.revision == 49
    assert sorted(o.revision for o in outcomes if isinstance(o, Saved)) == list(range(2, 50))


def test_two_who_type_in_the_same_field_lose_no_value_in_silence(desk: Desk, opened: OpenCase) -> None:
    outcomes: dict[str, object] = {}
    start = threading.Barrier(6)

    def type_in(value: str) -> None:
        start.wait()
        outcomes[value] = say(desk, opened, "debts.d1.balance", value, seen="1250,01")

    threads = [threading.Thread(target=type_in, args=(str(n),)) for n in range(10, 16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = [value for value, outcome in outcomes.items() if isinstance(outcome, Saved)]
    assert len(saved) == 1
    assert stored(desk, opened, "debts.d1.balance") == Money(int(saved[0]) * 100)
    assert sum(isinstance(outcome, Conflicting) for outcome in outcomes.values()) == 5


def test_an_item_is_added_at_the_end_and_only_once_a_request(desk: Desk, opened: OpenCase) -> None:
    after, item_id = cases.add_item(desk, opened.id, "debts", "rent", NOW, request_id="r1")
    assert [debt.id for debt in after.case.debts] == ["d0", "d1", "d2", item_id]
    again, same_id = cases.add_item(desk, opened.id, "debts", "rent", LATER, request_id="r1")
    assert same_id == item_id
    assert again == after


def test_a_kind_that_does_not_exist_adds_nothing(desk: Desk, opened: OpenCase) -> None:
    with pytest.raises(InvalidAnswer):
        cases.add_item(desk, opened.id, "debts", "licorne", NOW)
    with pytest.raises(UnknownPath):
        cases.add_item(desk, opened.id, "unicorns", "rent", NOW)
    assert cases.open_case(desk, opened.id) == opened


def test_a_removed_person_leaves_no_owner_behind(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "debts.d1.owner", "p2", seen="p1")
    after = cases.remove_item(desk, opened.id, "persons", "p2", NOW)
    assert get(after.case, "debts.d1.owner") is None
    assert get(after.case, "debts.d0.owner") == "p1"
    with pytest.raises(InvalidAnswer):
        cases.remove_item(desk, opened.id, "persons", "p1", NOW)


def test_cases_are_listed_newest_first_and_found_by_name(desk: Desk, opened: OpenCase) -> None:
    other = cases.create_case(desk, LATER)
    assert [card.id for card in cases.list_cases(desk)] == [other.id, opened.id]
    (found,) = cases.list_cases(desk, "oeuvrard")
    assert (found.id, found.title, found.updated_by) == (opened.id, "Amélie Œuvrard et Éric Dupouy", "Claire Dubosc")
    say(desk, opened, "persons.p1.birth_name", "Lannes", seen="Œuvrard", now=LATER + timedelta(minutes=1))
    assert cases.list_cases(desk, "oeuvrard") == ()
    assert cases.list_cases(desk)[0].title == "Amélie Lannes et Éric Dupouy"


def test_a_case_that_does_not_exist_is_not_found(desk: Desk) -> None:
    for what in (cases.open_case, cases.history):
        with pytest.raises(NotFound):
            what(desk, "0" * 32)


def damage(desk: Desk, case_id: str, column: str) -> None:
    """Flip one bit of a sealed column."""
    with desk.store.writing(desk.vault) as connection:
        row = connection.execute(case_record.select().where(case_record.c.id == case_id)).one()
        sealed = bytearray(row._mapping[column])
        sealed[len(sealed) // 2] ^= 1
        connection.execute(update(case_record).where(case_record.c.id == case_id).values({column: bytes(sealed)}))


def test_one_altered_byte_is_noticed_and_nothing_of_it_is_shown(desk: Desk, opened: OpenCase) -> None:
    damage(desk, opened.id, "document")
    with pytest.raises(Damaged, match="abîmé"):
        cases.open_case(desk, opened.id)


def test_a_damaged_card_is_named_in_the_list_and_hides_no_other_case(desk: Desk, opened: OpenCase) -> None:
    other = cases.create_case(desk, LATER)
    damage(desk, opened.id, "card")
    titles = {card.id: card.title for card in cases.list_cases(desk)}
    assert "abîmé" in titles[opened.id]
    assert titles[other.id] == "Dossier sans nom"
    assert [card.id for card in cases.list_cases(desk, opened.case.reference)] == [opened.id]


def test_a_new_case_is_of_today_and_keeps_who_supports(desk: Desk, opened: OpenCase) -> None:
    say(desk, opened, "supporter.organisation", "PCB du Gers", seen=None, now=LATER)
    case = cases.create_case(desk, LATER).case
    assert case.supporter.organisation == "PCB du Gers"
    assert case.welcome.met_on == LATER.astimezone().date()
    assert case.supporter == cases.open_case(desk, opened.id).case.supporter
    assert case.persons[0].birth_name is None


def test_a_damaged_last_case_does_not_prevent_a_new_one(desk: Desk, opened: OpenCase) -> None:
    damage(desk, opened.id, "document")
    assert cases.create_case(desk, LATER).case.supporter.organisation is None


def test_a_document_put_in_the_place_of_another_is_noticed(desk: Desk, opened: OpenCase) -> None:
    other = cases.create_case(desk, NOW)
    with desk.store.writing(desk.vault) as connection:
        rows = {row.id: row.document for row in connection.execute(case_record.select())}
        connection.execute(update(case_record).where(case_record.c.id == other.id).values(document=rows[opened.id]))
    with pytest.raises(Damaged):
        cases.open_case(desk, other.id)


def test_an_older_document_under_the_newest_revision_is_noticed(desk: Desk, opened: OpenCase) -> None:
    with desk.store.reading() as connection:
        old = connection.execute(case_record.select()).one().document
    say(desk, opened, "debts.d1.balance", "12", seen="1250,01")
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(case_record).values(document=old))
    with pytest.raises(Damaged):
        cases.open_case(desk, opened.id)


def paths_of(case: Case) -> list[str]:
    return [asked.path for stop in engine.journey(case) for asked in stop.questions]


def test_what_opens_another_question_says_so(desk: Desk, opened: OpenCase) -> None:
    asked = set(paths_of(opened.case))
    saved = say(desk, opened, "request.urgencies", ["food"], seen=[])
    assert isinstance(saved, Saved)
    assert saved.structure_changed == (set(paths_of(cases.open_case(desk, opened.id).case)) != asked)
    assert saved.structure_changed
    plain = say(desk, opened, "welcome.mode", MeetingMode.AT_HOME.value, seen="")
    assert isinstance(plain, Saved)
    assert not plain.structure_changed
