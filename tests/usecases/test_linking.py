"""The second dossier of a couple: both linked and journalled, made once, taken back like any change."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from pcb.domain.case import JOINT, Case, Debt, Filing, Person
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.errors import InvalidAnswer
from pcb.usecases import linking
from pcb.usecases.cases import history, import_case, list_cases, open_case, undo
from pcb.usecases.desk import Desk
from pcb.usecases.linking import can_be_linked, create_linked
from pcb.usecases.papers import print_declaration
from tests.usecases.conftest import NOW

COUPLE = Case(
    filing=Filing(mode=FilingMode.TWO_DOSSIERS),
    persons=(Person("p1", Role.DEPOSANT, first_names="Anne"), Person("p2", Role.PARTNER, first_names="Marc")),
    debts=(
        Debt("d1", DebtKind.INVOICE, "Garage", owner="p1"),
        Debt("d2", DebtKind.INVOICE, "Dentiste", owner="p2"),
        Debt("d3", DebtKind.RENT, "Bailleur", owner=JOINT),
    ),
)


def creditors(case: Case) -> list[object]:
    return [debt.creditor for debt in case.debts]


def test_both_dossiers_name_each_other_and_share_the_debts(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    linked = create_linked(desk, case_id, NOW)
    first, other = open_case(desk, case_id), open_case(desk, linked.other.id)
    assert first.case.filing.linked_reference == other.reference
    assert other.case.filing.linked_reference == first.reference
    assert creditors(first.case) == ["Garage", "Bailleur"]
    assert creditors(other.case) == ["Dentiste", "Bailleur"]
    assert "1 ligne à son seul nom est passée" in linked.notes[0]


def test_the_link_is_in_both_journals_and_can_be_taken_back(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    other = create_linked(desk, case_id, NOW).other
    lines = history(desk, case_id)
    assert (lines[0].kind, lines[0].after) == ("link", other.reference)
    assert lines[0].label.startswith("Dossier lié de l’autre membre du couple")
    assert history(desk, other.id)[0].label == "Dossier ouvert"
    undo(desk, case_id, NOW)
    back = open_case(desk, case_id).case
    assert back.filing.linked_reference is None
    assert creditors(back) == ["Garage", "Dentiste", "Bailleur"]


def test_it_is_made_once(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    create_linked(desk, case_id, NOW)
    with pytest.raises(InvalidAnswer, match="déjà lié"):
        create_linked(desk, case_id, NOW)
    assert len(list_cases(desk)) == 2


def test_interrupted_half_way_it_finds_the_dossier_already_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = import_case(desk, COUPLE, NOW).id

    def cut(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(linking, "change_case", cut)
        with pytest.raises(ConnectionError):
            create_linked(desk, case_id, NOW)
    linked = create_linked(desk, case_id, NOW)
    assert len(list_cases(desk)) == 2
    assert open_case(desk, case_id).case.filing.linked_reference == linked.other.reference


def test_without_another_member_the_refusal_says_what_to_do(desk: Desk) -> None:
    alone = Case(filing=Filing(mode=FilingMode.TWO_DOSSIERS), persons=(Person("p1", Role.DEPOSANT),))
    with pytest.raises(InvalidAnswer, match="pas encore noté"):
        create_linked(desk, import_case(desk, alone, NOW).id, NOW)
    assert len(list_cases(desk)) == 1


def test_the_button_is_offered_when_each_files_and_no_dossier_is_linked_yet(desk: Desk) -> None:
    opened = import_case(desk, COUPLE, NOW)
    assert can_be_linked(opened.case)
    assert not can_be_linked(Case(persons=COUPLE.persons, filing=Filing(mode=FilingMode.JOINT)))
    assert not can_be_linked(create_linked(desk, opened.id, NOW).first.case)


def test_each_page_of_the_papers_names_the_other_dossier(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    linked = create_linked(desk, case_id, NOW)
    for here, there in ((linked.first, linked.other), (linked.other, linked.first)):
        printed = print_declaration(desk, here.id, date(2025, 6, 30), NOW)
        pages = PdfReader(BytesIO(printed.content)).pages
        assert all(f"lié au dossier {there.reference}" in " ".join(page.extract_text().split()) for page in pages)
