"""What the page of papers says, from the case and its files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case
from pcb.domain.case_path import put
from pcb.domain.vocabulary.papers import PaperState
from pcb.storage.attachments import Attachment
from pcb.ui.paper_rows import paper_list
from pcb.usecases.cases import OpenCase
from pcb.usecases.demo import demo_household

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 32, tzinfo=UTC)
LEASE, IDENTITY, TAX = "home-lease", "persons-p1-identity", "tax-notice"
FILE = Attachment("f1", LEASE, "bail.pdf", "pdf", 3, 412_300, "", "", ("Réparé.",), NOW, "a", 0)


@pytest.fixture
def case() -> Case:
    return replace(demo_household("couple-deux-enfants"), papers=())


def shown(case: Case, *files: Attachment) -> dict[str, Any]:
    return paper_list(OpenCase("c" * 32, "2026-0001", 7, case, NOW, "Anne"), files, DAY)


def paper(case: Case, key: str, *files: Attachment) -> dict[str, Any]:
    papers = [paper for heading in shown(case, *files)["headings"] for paper in heading["papers"]]
    found: dict[str, Any] = next(paper for paper in papers if paper["key"] == key)
    return found


def test_every_paper_is_under_its_heading_and_counted_once(case: Case) -> None:
    listed = shown(put(case, f"papers.{LEASE}.state", PaperState.IMPOSSIBLE))
    papers = [paper for heading in listed["headings"] for paper in heading["papers"]]
    assert len({paper["key"] for paper in papers}) == len(papers) > 20
    assert [code for code, _, _ in listed["counts"]] == [state.value for state in PaperState]
    assert sum(number for _, _, number in listed["counts"]) == len(papers)
    assert {code: number for code, _, number in listed["counts"]}["impossible"] == 1


def test_a_paper_says_for_whom_how_old_it_may_be_and_how_sure_that_is(case: Case) -> None:
    assert "Nadia" in paper(case, IDENTITY)["concerns"]
    assert paper(case, IDENTITY)["age"] == ""
    assert paper(case, TAX)["age"] == "Trop ancienne si datée avant le 24/08/2025 (non vérifié)"
    assert "aucune page lue" in paper(case, TAX)["why"]
    salary = next(p for h in shown(case)["headings"] for p in h["papers"] if "bulletins" in p["label"])
    assert salary["age"].startswith("Doit couvrir du 01/08/2026 au 31/10/2026")


@pytest.mark.parametrize(("dated", "problem"), [("2025-08-23", True), ("2025-08-24", False), ("2026-11-24", False)])
def test_a_paper_dated_before_the_limit_is_said_too_old(case: Case, dated: str, problem: bool) -> None:
    noted = put(case, f"papers.{TAX}.dated", date.fromisoformat(dated))
    assert bool(paper(noted, TAX)["problem"]) is problem


def test_a_paper_of_another_person_or_of_too_short_a_period_is_said(case: Case) -> None:
    assert "pas au nom" in paper(put(case, f"papers.{IDENTITY}.owner", "p2"), IDENTITY)["problem"]
    assert paper(put(case, f"papers.{IDENTITY}.owner", "p1"), IDENTITY)["problem"] == ""
    key = next(p["key"] for h in shown(case)["headings"] for p in h["papers"] if "bulletins" in p["label"])
    short = put(case, f"papers.{key}.covers_to", date(2026, 9, 30))
    assert "s’arrête au 30/09/2026" in paper(short, key)["problem"]
    assert paper(put(case, f"papers.{key}.covers_to", date(2026, 10, 31)), key)["problem"] == ""


def test_the_fields_show_what_is_stored_and_the_questions_are_told_once(case: Case) -> None:
    blank = paper(case, LEASE)["shown"]
    assert blank == dict.fromkeys(("state", "reason", "dated", "owner", "covers_from", "covers_to"), "")
    noted = put(put(case, f"papers.{LEASE}.state", PaperState.RECEIVED), f"papers.{LEASE}.dated", DAY)
    noted = put(noted, f"papers.{LEASE}.owner", NoAnswer.DOES_NOT_KNOW)
    values = paper(noted, LEASE)["shown"]
    assert (values["state"], values["dated"]) == ("received", "24/11/2026")
    assert values["owner"] == {"no_answer": "does_not_know"}
    questions = shown(case)["questions"]
    assert next(code for code, _ in questions["state"]["options"]) == "to_bring"  # papers.js relies on it
    assert "Nadia" in [name for _, name in questions["owner"]["options"]]


def test_an_open_page_stays_light(case: Case) -> None:
    assert len(json.dumps(shown(case))) < 30_000


def test_a_file_says_its_pages_and_its_weight_and_one_put_aside_stays_under_its_paper(case: Case) -> None:
    there = paper(case, LEASE, FILE, replace(FILE, id="f2", removed_at=NOW))["files"]
    assert there[0]["about"] == "3 pages, 412\u202fKo, joint le 24/11/2026"
    assert there[0]["notes"] == ("Réparé.",)
    assert [file["removed"] for file in there] == [False, True]


def test_a_file_whose_paper_is_no_longer_asked_for_is_not_lost_from_sight(case: Case) -> None:
    listed = shown(case, replace(FILE, paper_key="debts-gone"))
    assert [file["id"] for file in listed["unclaimed"]] == ["f1"]


def test_the_papers_that_the_application_makes_open_their_page(case: Case) -> None:
    assert paper(case, "dossier-form")["href"].endswith("/declaration")
    assert paper(case, "dossier-letter")["href"].endswith("/lettre")
