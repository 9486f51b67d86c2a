"""Two frozen papers are told apart difference by difference: facts, items, figures, papers and files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from pcb.domain.case import Case
from pcb.errors import NotFound
from pcb.intake.received import JPEG, Received
from pcb.storage import papers as storage_papers
from pcb.storage.household_file import read_household
from pcb.usecases import attachments
from pcb.usecases.cases import add_item, answer, import_case, open_case, remove_item
from pcb.usecases.comparison import Comparison, compare, differences
from pcb.usecases.desk import Desk
from pcb.usecases.dossier import Variant, prepare
from pcb.usecases.papers import of_dossier, print_declaration, printed_papers
from pcb.usecases.wording import label
from tests.conftest import HOUSEHOLDS
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")


DAY = date(2025, 6, 30)
COUPLE = replace(read_household(HOUSEHOLDS / "couple-deux-enfants.toml"), papers=())


@pytest.fixture
def case_id(desk: Desk) -> str:
    return import_case(desk, COUPLE, NOW).id


def told(found: Comparison) -> dict[str, tuple[str, str]]:
    every = (*found.setting, *found.facts, *found.figures, *found.papers)
    return {difference.about: (difference.before, difference.after) for difference in every}


def change(desk: Desk, case_id: str, path: str, raw: str) -> None:
    answer(desk, case_id, path, raw, seen=None, request_id=path, now=NOW, overwrite=True)


def test_an_answer_an_item_more_and_an_item_less_are_told_with_their_question_and_their_values(
    desk: Desk, case_id: str
) -> None:
    first = print_declaration(desk, case_id, DAY, NOW)
    rent = next(expense for expense in COUPLE.expenses if expense.kind.value == "rent")
    change(desk, case_id, f"expenses.{rent.id}.amount", "600")
    change(desk, case_id, "address.city", "Lectoure")
    _, added = add_item(desk, case_id, "debts", "invoice", NOW)
    change(desk, case_id, f"debts.{added}.creditor", "Garage Lannes")
    change(desk, case_id, f"debts.{added}.balance", "321,09")
    gone = COUPLE.debts[0]
    remove_item(desk, case_id, "debts", gone.id, NOW)
    second = print_declaration(desk, case_id, DAY, NOW)
    found = compare(desk, case_id, first.id, second.id)
    assert (found.comparable, found.same) == (True, False)
    words = told(found)
    assert words[label("address.city")] == (str(COUPLE.address.city), "Lectoure")
    amount = next(about for about in words if about.startswith("Charge\u202f: Loyer"))
    assert words[amount] == ("548,00\u202f€", "600,00\u202f€")
    new = next(d for d in found.facts if d.kind == "added")
    assert "Garage Lannes" in new.about
    assert "321,09" in new.after
    old = next(d for d in found.facts if d.kind == "removed")
    assert str(gone.creditor) in old.about
    assert str(gone.balance) in old.before
    assert words["Capacité de remboursement"][0] == "712,50\u202f€"
    assert words["Capacité de remboursement"][1] != "712,50\u202f€"
    assert any(d.kind == "added" and "Garage Lannes" in d.about for d in found.papers)
    assert any(d.kind == "removed" for d in found.papers)
    assert found.fingerprints[0] != found.fingerprints[1]


def test_the_comparison_the_other_way_round_swaps_before_and_after(desk: Desk, case_id: str) -> None:
    first = print_declaration(desk, case_id, DAY, NOW)
    change(desk, case_id, "address.city", "Lectoure")
    second = print_declaration(desk, case_id, DAY, NOW)
    one, other = told(compare(desk, case_id, first.id, second.id)), told(compare(desk, case_id, second.id, first.id))
    assert one == {about: (after, before) for about, (before, after) in other.items()}


def test_another_day_changes_the_setting_and_the_figures_and_no_fact(desk: Desk, case_id: str) -> None:
    first = print_declaration(desk, case_id, DAY, NOW)
    second = print_declaration(desk, case_id, date(2025, 3, 15), NOW)
    found = compare(desk, case_id, first.id, second.id)
    assert found.facts == ()
    assert told(found)["Jour de la décision"] == ("30/06/2025", "15/03/2025")
    assert "Plancher (RSA)" in told(found)


def test_a_file_joined_since_is_told_at_its_paper(desk: Desk, case_id: str) -> None:
    first = print_declaration(desk, case_id, DAY, NOW)
    out = BytesIO()
    Image.new("L", (300, 400), 200).save(out, "JPEG")
    content = out.getvalue()
    attachments.attach(
        desk, case_id, "family-book", "livret.jpg", content, NOW, request_id="a", receive=lambda c: Received(JPEG, c, 1)
    )
    preparation = prepare(desk, case_id, Variant.WITHOUT_PAPERS, DAY, NOW)
    assert preparation.wait(60)
    (kept,) = preparation.made
    words = told(compare(desk, case_id, first.id, kept.id))
    about = next(name for name in words if name.startswith("Livret de famille"))
    assert words[about][0] == "À apporter"
    assert words[about][1].startswith("Dans le dossier, 1 fichier, 1 page")


def test_papers_of_an_unchanged_case_show_no_difference(desk: Desk, case_id: str) -> None:
    first = print_declaration(desk, case_id, DAY, NOW)
    preparation = prepare(desk, case_id, Variant.WITHOUT_PAPERS, DAY, NOW)
    assert preparation.wait(60)
    found = compare(desk, case_id, first.id, preparation.made[0].id)
    assert found.number == 0
    assert found.fingerprints[0] == found.fingerprints[1]


def test_a_paper_kept_before_facts_were_frozen_says_that_it_cannot_be_compared(desk: Desk, case_id: str) -> None:
    old = storage_papers.keep(
        desk.store, desk.vault, case_id, "declaration", b"%PDF old", case_revision=1, law_day=DAY, by=desk.account.id,
        now=NOW,
    )  # fmt: skip
    new = print_declaration(desk, case_id, DAY, NOW)
    found = compare(desk, case_id, old.id, new.id)
    assert (found.comparable, found.number) == (False, 0)


def test_a_paper_of_another_case_is_not_found(desk: Desk, case_id: str) -> None:
    mine = print_declaration(desk, case_id, DAY, NOW)
    other = import_case(desk, COUPLE, NOW).id
    theirs = print_declaration(desk, other, DAY, NOW)
    for pair in ((mine.id, theirs.id), (theirs.id, mine.id), (theirs.id, theirs.id)):
        with pytest.raises(NotFound):
            compare(desk, case_id, *pair)


def test_every_field_of_every_demo_household_can_be_told(desk: Desk) -> None:
    """From nothing to each household and back: no path is without its words."""
    for path in sorted(HOUSEHOLDS.glob("*.toml")):
        case = open_case(desk, import_case(desk, read_household(path), NOW).id).case
        there, back = list(differences(Case(), case)), list(differences(case, Case()))
        assert len(there) == len(back) > 20
        assert all(difference.about for difference in there)
        assert any(difference.after for difference in there)


def test_a_letter_is_not_compared_with_a_dossier_but_told_apart_by_its_bytes(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    declared = print_declaration(desk, case_id, DAY, NOW)
    letter = storage_papers.keep(
        desk.store, desk.vault, case_id, "courriers", b"%PDF-", case_revision=1, law_day=DAY, by=desk.account.id,
        now=NOW, facts={"letters": []},
    )  # fmt: skip
    found = compare(desk, case_id, declared.id, letter.id)
    assert (found.comparable, found.same, found.number) == (False, False, 0)
    assert [of_dossier(kept) for kept in printed_papers(desk, case_id)].count(True) == 1
