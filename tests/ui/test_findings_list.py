"""What the browser is given of the findings, and of the letter: counts, links, what was set aside, what is not told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pcb.domain.case import Case
from pcb.domain.case_path import put
from pcb.ui.findings_list import FOLDED, grade_block
from pcb.ui.letter import lacking
from pcb.ui.places import opener
from pcb.usecases.cases import OpenCase
from pcb.usecases.examination import Grade, examination
from pcb.usecases.exchange import read_household

DAY = date(2026, 11, 24)
HOUSEHOLDS = Path(__file__).parents[2] / "pcb" / "data" / "households"


def household(name: str) -> Case:
    return read_household(HOUSEHOLDS / f"{name}.toml")


def opened(case: Case) -> OpenCase:
    return OpenCase("x", "2026-0001", 1, case, datetime(2026, 11, 24, tzinfo=UTC), "Anne")


def block(grade: Grade, case: Case) -> dict[str, object]:
    return grade_block(grade, examination(case, DAY), opener("x", case))


def test_a_grade_counts_what_stands_and_links_each_finding_to_its_field() -> None:
    shown = block(Grade.BLOCKING, household("sans-domicile-aah"))
    assert shown["title"] == "2 points bloquants"
    assert shown["aside"] == ""
    findings = shown["findings"]
    assert isinstance(findings, tuple)
    assert findings[1]["href"] == "/dossier/x/entretien/dette.d5#f-debts.d5.creditor_address"
    assert all(one[name] for one in findings for name in ("title", "why", "text", "todo"))


def test_what_is_set_aside_is_counted_apart_and_stays_with_its_reason() -> None:
    case = put(household("sans-domicile-aah"), "set_aside.signature.reason", "Demain")
    shown = block(Grade.BLOCKING, case)
    assert (shown["title"], shown["aside"]) == ("1 point bloquant", "1 écarté")
    findings = shown["findings"]
    assert isinstance(findings, tuple)
    assert [one["reason"] for one in findings] == ["Demain", ""]


@pytest.mark.parametrize("missing", [FOLDED, FOLDED + 1])
def test_missing_papers_are_folded_when_they_are_many(missing: int) -> None:
    case = household("parent-seul-rsa")
    for number in range(1, missing + 1):
        case = put(case, f"papers.debts-d{number}.state", None)
    shown = block(Grade.IMPORTANT, case)
    place = ("papers", "findings") if missing > FOLDED else ("findings", "papers")
    assert [len(shown[name]) for name in place] == [missing, 0]  # type: ignore[arg-type]


def test_a_grade_without_a_finding_says_so() -> None:
    shown = block(Grade.BLOCKING, household("parent-seul-rsa"))
    assert (shown["title"], shown["about"], shown["findings"]) == ("Rien de bloquant", "", ())


def test_what_the_edited_letter_does_not_tell_is_given_with_its_sentence_and_its_field() -> None:
    case = put(household("parent-seul-rsa"), "letter.text", "Je demande des mesures.")
    [(what, sentence, href)] = lacking(opened(case), DAY)
    assert what == "s1"
    assert sentence.startswith("Procédure d’expulsion (Habitat des Coteaux)")
    assert href.startswith("/dossier/x/entretien/procedure.s1")
    told = put(case, "letter.text", None)
    assert lacking(opened(told), DAY) == ()
