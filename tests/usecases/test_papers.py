"""Papers are evidence: printed from the answers that count, kept as handed over."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

import pytest

from pcb.domain.case import Address, Case, Person
from pcb.domain.vocabulary.people import Role
from pcb.errors import NotFound
from pcb.usecases import papers
from pcb.usecases.cases import answer, import_case
from pcb.usecases.desk import Desk
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")


DAY = date(2026, 11, 23)
CASE = Case(persons=(Person("p1", Role.DEPOSANT, birth_name="Oeuvrard"),), address=Address(city="Lectoure"))


@pytest.fixture
def case_id(desk: Desk) -> str:
    return import_case(desk, CASE, NOW).id


def test_a_declaration_is_printed_and_kept_as_it_was(desk: Desk, case_id: str) -> None:
    printed = papers.print_declaration(desk, case_id, DAY, NOW)
    assert printed.content.startswith(b"%PDF-")
    assert printed.sha256 == sha256(printed.content).hexdigest()
    assert papers.printed_before(desk, case_id, printed.id) == printed


def test_the_same_revision_printed_twice_is_kept_once(desk: Desk, case_id: str) -> None:
    first, second = (papers.print_declaration(desk, case_id, DAY, NOW) for _ in range(2))
    assert first == second
    assert [paper.id for paper in papers.printed_papers(desk, case_id)] == [first.id]


def test_what_was_handed_over_does_not_change_with_the_case(desk: Desk, case_id: str) -> None:
    before = papers.print_declaration(desk, case_id, DAY, NOW)
    answer(desk, case_id, "address.city", "Auch", seen="Lectoure", request_id="r1", now=NOW)
    after = papers.print_declaration(desk, case_id, DAY, NOW)
    assert after.sha256 != before.sha256
    assert papers.printed_before(desk, case_id, before.id).content == before.content


def test_the_name_of_the_file_names_nobody(desk: Desk, case_id: str) -> None:
    name = papers.print_declaration(desk, case_id, DAY, NOW).name
    assert re.fullmatch(r"declaration-[A-Za-z0-9-]*2026-11-23\.pdf", name)
    assert "uvrard" not in name


def test_a_paper_of_another_case_is_not_found(desk: Desk, case_id: str) -> None:
    printed = papers.print_declaration(desk, case_id, DAY, NOW)
    other = import_case(desk, CASE, NOW).id
    with pytest.raises(NotFound):
        papers.printed_before(desk, other, printed.id)


def test_the_papers_to_join_are_those_of_the_answers_that_count() -> None:
    assert papers.to_join(CASE, DAY)
