"""What is taken home as evidence: papers kept with their snapshot, to whom they were given, dates that name nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from pcb.domain.case_path import items
from pcb.domain.money import Money
from pcb.domain.take_home.plain import from_plain
from pcb.domain.take_home.snapshot import Said
from pcb.domain.take_home_notes import HandingNote, PayChoice
from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.vocabulary.take_home import ActionModel
from pcb.storage import papers as kept_papers
from pcb.usecases import papers, take_home, take_home_dates
from pcb.usecases.advice import advice
from pcb.usecases.cases import answer, import_case, open_case
from pcb.usecases.demo import demo_household
from pcb.usecases.desk import Desk
from pcb.usecases.take_home import Language, PaperKind, Register, Size
from pcb.usecases.take_home_papers import print_paper
from pcb.usecases.take_home_words import in_words, label_of
from pcb.usecases.wording import item_name
from tests.domain.take_home.leaving import taking_home
from tests.usecases.conftest import NOW

DAY = date(2026, 11, 24)


@pytest.fixture
def case_id(desk: Desk) -> str:
    return import_case(desk, demo_household("couple-deux-enfants"), NOW).id


def say(desk: Desk, case_id: str, path: str, text: str) -> None:
    done = answer(desk, case_id, path, text, seen=None, request_id=f"{path} {text}"[:60], now=NOW, overwrite=True)
    assert type(done).__name__ == "Saved", done


def printed(desk: Desk, case_id: str, kind: PaperKind = PaperKind.SET, **more: Register) -> papers.Printed:
    register = more.get("register", Register.STANDARD)
    return print_paper(desk, case_id, kind, register, Language.FRENCH, Size.A4, DAY, NOW)


def test_a_paper_is_kept_with_the_snapshot_that_it_says(desk: Desk, case_id: str) -> None:
    made = printed(desk, case_id)
    assert made.name.startswith("emporter-ensemble-")
    assert made.content.startswith(b"%PDF")
    _, facts = kept_papers.frozen_facts(desk.store, desk.vault, made.id)
    assert facts is not None
    frozen = from_plain(facts["snapshot"])
    assert frozen == take_home.taken_home(desk, open_case(desk, case_id), DAY).snapshot
    lived = advice(open_case(desk, case_id).case, DAY).lived
    assert frozen.budget.remainder == lived.remainder.total == Money(-6986)
    assert facts["case"]["reference"] == frozen.reference


def test_the_two_registers_are_kept_with_the_same_snapshot(desk: Desk, case_id: str) -> None:
    both = [printed(desk, case_id, PaperKind.BUDGET, register=register) for register in Register]
    assert both[0].sha256 != both[1].sha256
    found = [kept_papers.frozen_facts(desk.store, desk.vault, one.id)[1] for one in both]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0]["snapshot"] == found[1]["snapshot"]
    assert printed(desk, case_id, PaperKind.BUDGET).id == both[0].id  # the same paper is kept once


def test_what_was_printed_is_not_changed_by_what_is_noted_after(desk: Desk, case_id: str) -> None:
    made = printed(desk, case_id, PaperKind.ACTIONS)
    say(desk, case_id, "actions.1.what", "Voir la mairie")
    assert printed(desk, case_id, PaperKind.ACTIONS).sha256 != made.sha256
    assert papers.printed_before(desk, case_id, made.id).content == made.content


@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_has_a_title_in_the_list(desk: Desk, case_id: str, kind: PaperKind) -> None:
    made = printed(desk, case_id, kind)
    (kept,) = [one for one in papers.printed_papers(desk, case_id) if one.id == made.id]
    assert papers.paper_title(kept).startswith("À emporter")
    assert not papers.of_dossier(kept)


def test_it_is_noted_to_whom_each_paper_was_given_twice_if_need_be(desk: Desk, case_id: str) -> None:
    made = print_paper(desk, case_id, PaperKind.BUDGET, Register.EASY, Language.ARABIC, Size.BOOKLET, DAY, NOW)
    (before,) = take_home.given(desk, open_case(desk, case_id))
    assert (before.kept.id, before.notes, before.next_id) == (made.id, (), made.id)
    assert before.about == "version facile, arabe, livret A5 (A4 plié)"
    say(desk, case_id, f"handed.{made.id}.to_whom", "Mme Ferrand")
    say(desk, case_id, f"handed.{made.id}-2.to_whom", "M. Ferrand")
    (after,) = take_home.given(desk, open_case(desk, case_id))
    assert [note.to_whom for note in after.notes] == ["Mme Ferrand", "M. Ferrand"]
    assert after.next_id == f"{made.id}-3"


def test_a_suggestion_that_is_taken_is_no_longer_suggested(desk: Desk, case_id: str) -> None:
    suggested = take_home.taken_home(desk, open_case(desk, case_id), DAY).suggested
    assert ActionModel.CALL_BANK in suggested
    say(desk, case_id, "take_home.watch_1", "Le loyer")  # what is written to watch changes no suggestion
    assert take_home.taken_home(desk, open_case(desk, case_id), DAY).suggested == suggested
    say(desk, case_id, "actions.4.what", "Voir la mairie")
    take_home.take_suggestion(desk, case_id, ActionModel.CALL_BANK, NOW)
    made = take_home.taken_home(desk, open_case(desk, case_id), DAY)
    assert ActionModel.CALL_BANK not in made.suggested
    assert [action.id for action in made.facts.actions] == ["4", "5"]
    assert Said("action.call_bank", blanks={"detail": ""}) in [one.what for one in made.snapshot.todo]


def test_a_paper_that_was_received_or_joined_is_not_to_bring(desk: Desk, case_id: str) -> None:
    case = open_case(desk, case_id).case
    before = take_home.made_of(case, DAY, 1, {}).snapshot.papers
    key = take_home.lacking(case, DAY, {})[0].key
    say(desk, case_id, f"papers.{key}.state", "received")
    assert len(take_home.taken_home(desk, open_case(desk, case_id), DAY).snapshot.papers) == len(before) - 1
    assert len(take_home.made_of(case, DAY, 1, {key: 2}).snapshot.papers) == len(before) - 1


def test_who_files_no_dossier_is_not_asked_again_for_what_was_seen() -> None:
    case = demo_household("couple-deux-enfants")
    advised = replace(case, filing=replace(case.filing, mode=FilingMode.NONE))
    seen = {paper.key for paper in papers.to_join(advised, DAY) if paper.seen}
    assert seen
    assert not seen & {paper.key for paper in take_home.lacking(advised, DAY, {})}
    assert seen & {paper.key for paper in take_home.lacking(case, DAY, {})}


def test_the_history_names_what_was_noted() -> None:
    case = taking_home()
    named = [item_name(case, name, items(case, name)[0]) for name in ("actions", "appointments", "contacts")]
    assert named == [
        "Chose à faire\u202f: avant le loyer",
        "Rendez-vous\u202f: Claire Montaut",
        "Personne à appeler\u202f: Point conseil budget",
    ]
    choice, given = case.pay_choices[0], HandingNote("k1", "Mme Ferrand")
    assert item_name(case, "pay_choices", choice) == "Payer ou non\u202f: Prêt personnel — Financière du Savès"
    assert item_name(case, "pay_choices", PayChoice(case.expenses[0].id)).startswith("Payer ou non\u202f: Loyer")
    assert item_name(case, "handed", given) == "Papier remis"


def test_the_dates_name_nobody_and_keep_their_identity_when_they_move(desk: Desk, case_id: str) -> None:
    say(desk, case_id, "appointments.1.on", "01/12/2026")
    say(desk, case_id, "appointments.1.at", "14h30")
    say(desk, case_id, "appointments.1.purpose", "Point conseil budget")
    say(desk, case_id, "actions.1.model", "call_bank")
    say(desk, case_id, "actions.1.before", "30/11/2026")
    say(desk, case_id, "actions.2.what", "Déjà passée")
    say(desk, case_id, "actions.2.before", "01/11/2026")
    opened = open_case(desk, case_id)
    text = take_home_dates.calendar(desk, opened, DAY, NOW).decode().replace("\r\n ", "")
    assert "DTSTART:20261201T143000" in text
    assert "SUMMARY:Dernier jour\u202f: Appeler la banque." in text
    assert "À payer\\, Loyer\u202f: 548\\,00\u202f€" in text
    assert "Déjà passée" not in text
    for name in ("Ferrand", "Nadia", "Julien", "Habitat des Coteaux", "Lomagne", opened.reference):
        assert name not in text
    uids = [line for line in text.splitlines() if line.startswith("UID")]
    assert len(uids) == len(set(uids))
    say(desk, case_id, "appointments.1.on", "02/12/2026")
    later = take_home_dates.calendar(desk, open_case(desk, case_id), DAY, NOW).decode().replace("\r\n ", "")
    assert [line for line in later.splitlines() if line.startswith("UID")] == uids
    assert later != text


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("14\u00a0h\u00a030", time(14, 30)),
        ("9\u00a0h", time(9)),
        ("", None),
        ("24 h", None),
        ("9 h 60", None),
        ("midi", None),
    ],
)
def test_an_hour_is_read_or_the_day_stays_whole(at: str, expected: time | None) -> None:
    assert take_home_dates.hour_of(at) == expected


def test_the_page_says_the_words_of_the_paper_and_reads_nothing_in_what_is_put_in() -> None:
    said = Said("watch.deadline", blanks={"day": DAY, "what": "{day} <b>"})
    assert in_words(said) == "Date limite le 24/11/2026\u202f: {day} <b>"
    assert label_of("expense.rent") == "Loyer"
    assert in_words(Said(text="Le 5, le loyer")) == "Le 5, le loyer"
