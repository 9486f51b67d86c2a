"""The plan as a file, and the plan that was printed: kept sealed, with the facts it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Case
from pcb.errors import PcbError
from pcb.storage import papers as stored
from pcb.usecases import papers
from pcb.usecases.cases import answer, import_case
from pcb.usecases.desk import Desk
from pcb.usecases.exchange import read_household
from pcb.usecases.plan_papers import FORMATS, plan_file, print_plan, table_of_plan
from pcb.usecases.plans import plan_of
from tests.conftest import HOUSEHOLDS
from tests.usecases.conftest import NOW

DAY = date(2026, 3, 16)
FAMILY = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")
COUPLE = replace(FAMILY, filing=replace(FAMILY.filing, earlier_forfaits=True))
OPENINGS = {"pdf": b"%PDF-", "csv": '\ufeff"Créancier"'.encode(), "xlsx": b"PK"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_has_its_three_files(form: str) -> None:
    assert plan_file(COUPLE, plan_of(COUPLE, DAY), form).startswith(OPENINGS[form])


def test_without_a_plan_only_the_paper_is_written_and_says_why() -> None:
    found = plan_of(Case(), DAY)
    assert plan_file(Case(), found, "pdf").startswith(b"%PDF-")
    for form in ("csv", "xlsx"):
        with pytest.raises(PcbError, match="Aucun plan"):
            plan_file(Case(), found, form)


def test_a_printed_plan_is_kept_once_with_its_lines_and_its_case(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    first, second = (print_plan(desk, case_id, DAY, NOW) for _ in range(2))
    assert first == second
    assert first.name == "plan-2026-0001-2026-03-16.pdf"
    kept, facts = stored.frozen_facts(desk.store, desk.vault, first.id)
    assert kept.kind == "plan"
    assert facts is not None
    assert facts["plan"]["plan"]["months"] == 25
    assert facts["case"]["debts"][0]["id"] == COUPLE.debts[0].id


def test_what_was_handed_over_is_not_recomputed(desk: Desk) -> None:
    case_id = import_case(desk, COUPLE, NOW).id
    first = print_plan(desk, case_id, DAY, NOW)
    answer(desk, case_id, "plan.monthly", "300", seen=None, request_id="r-monthly-1", now=NOW)
    second = print_plan(desk, case_id, DAY, NOW)
    assert second.content != first.content
    assert papers.printed_before(desk, case_id, first.id).content == first.content
    assert table_of_plan(desk, case_id, DAY, "csv").count(b"300,00") == 0  # split among the creditors
