"""Hostile answers through the real store, then everything that shows a case: pages, papers, tables, agenda.

What was acknowledged is there when the case is opened again; nothing else than Saved, Rejected or Conflicting comes."""

from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections import Counter
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pcb.domain.answers import NoAnswer
from pcb.domain.assessment import Reading
from pcb.domain.case import Case
from pcb.domain.case_path import get
from pcb.interview import engine
from pcb.reports.safe_cell import DANGEROUS
from pcb.storage.codec import decode, encode
from pcb.usecases import cases, letters, plan_papers, plans, take_home, take_home_dates
from pcb.usecases.advice import advice, to_json
from pcb.usecases.assembly import Variant
from pcb.usecases.cases import Conflicting, Desk, OpenCase, Rejected, Saved
from pcb.usecases.examination import examination
from pcb.usecases.paper_folder import dossier_of
from pcb.usecases.plan_json import plan_json
from pcb.usecases.take_home import Language, PaperKind, Register, Size
from pcb.usecases.take_home_papers import print_paper
from tests.interview.hostile_values import hostile_answers
from tests.interview.test_hostile_values import household, path_in
from tests.usecases.conftest import NOW

LONGEST_SECONDS = 5.0
FORBIDDEN = re.compile(rb"/(JS|JavaScript|Launch|URI|SubmitForm|ImportData|GoToR|RichMedia|OpenAction\s*<<\s*/S)\b")
DAY = NOW.date()


def answer_all(desk: Desk, opened: OpenCase, seed: int, number: int, heavy: float = 0.0005) -> Counter[str]:
    """Send that many answers to one case; what each became."""
    told, wrong, last, slowest = Counter[str](), [], {}, 0.0
    for turn, (question, raw) in enumerate(hostile_answers(seed, number, heavy)):
        path = path_in(opened.case, question)
        if question.field_name in ("kind", "role"):  # else the household is soon without a tenant or a child
            continue
        began = time.perf_counter()
        try:
            done = cases.answer(
                desk, opened.id, path, raw, seen=None, request_id=f"r{seed}-{turn:06d}", now=NOW, overwrite=turn % 3 > 0
            )
        except Exception as error:
            wrong.append(f"{path} {raw!r:.60} : {type(error).__name__} {error}")
            continue
        slowest = max(slowest, time.perf_counter() - began)
        told[type(done).__name__] += 1
        if isinstance(done, Saved):
            last[path] = done.shown
        elif not isinstance(done, Rejected | Conflicting):
            wrong.append(f"{path} {raw!r:.60} : {done!r}")
    assert wrong[:10] == []
    assert slowest < LONGEST_SECONDS
    now = cases.open_case(desk, opened.id).case
    for path, shown in last.items():
        held = get(now, path)
        there = held if isinstance(held, NoAnswer) else engine.question_for(path).show(held)
        assert (there or "") == (shown or ""), path
    sys.stdout.write(f"{number} réponses : {dict(told)}, la plus lente {slowest:.2f} s\n")
    return told


def check_shown(desk: Desk, opened: OpenCase) -> None:
    """Everything that a page is made of can be made, and written as JSON."""
    case = cases.open_case(desk, opened.id).case
    assert decode(encode(case)) == case
    assert engine.recap(case)
    assert all(stop.title for stop in engine.journey(case))
    engine.missing(case)
    for line in cases.history(desk, opened.id)[:400]:
        json.dumps([line.before, line.after]).encode()
    assert [card.id for card in cases.list_cases(desk) if card.id == opened.id]
    examination(case, DAY)
    json.dumps(to_json(advice(case, DAY, Reading.COMMISSION)))
    json.dumps(plan_json(plans.plan_of(case, DAY, Reading.COMMISSION)))
    letters.letters_of(case, DAY)
    take_home.taken_home(desk, cases.open_case(desk, opened.id), DAY)


def check_papers(desk: Desk, opened: OpenCase, variants: tuple[Variant, ...] = (Variant.WITHOUT_PAPERS,)) -> None:
    """Papers hold nothing that acts, and no formula is in the tables."""
    now = cases.open_case(desk, opened.id)
    made = [one.content for each in variants for one in dossier_of(now.case, DAY, Reading.COMMISSION, each)]
    keys = tuple(one.key for one in letters.ready(letters.letters_of(now.case, DAY)))
    if keys:
        made.append(letters.print_letters(desk, opened.id, keys[:20], DAY, NOW).content)
    made.append(
        print_paper(desk, opened.id, PaperKind.SET, Register.EASY, Language.ARABIC, Size.LARGE, DAY, NOW).content
    )
    for content in made:
        check_inert(content)
    check_agenda(letters.calendar(now, DAY, NOW))
    check_agenda(take_home_dates.calendar(desk, now, DAY, NOW))
    check_tables(now.case)


def check_inert(paper: bytes) -> None:
    reader = PdfReader(BytesIO(paper), strict=True)
    assert len(reader.pages) > 0
    for number in range(1, len(reader.xref[0]) if reader.xref else 1):
        held = reader.get_object(number)
        assert not (isinstance(held, dict) and {"/JS", "/AA", "/URI", "/Launch"} & set(held)), held
    assert FORBIDDEN.search(paper) is None


def check_agenda(content: bytes) -> None:
    for line in content.decode().split("\r\n"):
        assert len(line.encode()) <= 75
        assert line.isprintable() or "\u202f" in line or "\u00a0" in line, line
        assert re.match(r"[A-Z-]+[;:]| |$", line), line


def check_tables(case: Case) -> None:
    found = plans.plan_of(case, DAY, Reading.COMMISSION)
    if found.plan is None:
        return
    told = plan_papers.plan_file(case, found, "csv").decode("utf-8-sig")
    for line in list(csv.reader(StringIO(told, newline=""), delimiter=";"))[1:]:
        assert not line[0].startswith(DANGEROUS), line
        assert len(line) == 10
    for sheet in load_workbook(BytesIO(plan_papers.plan_file(case, found, "xlsx"))):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert re.fullmatch(r"=(SUM|ROUND|[A-Z]\d+|'Échéancier'!)[\w'!:;,()+\-É.é]*", str(cell.value)), cell
                elif isinstance(cell.value, str):
                    assert not cell.value.startswith(DANGEROUS), cell.value


@pytest.mark.databases("sqlite", "postgresql")
def test_a_hundred_hostile_answers_are_stored_or_refused_and_the_case_is_still_shown(desk: Desk) -> None:
    opened = cases.import_case(desk, household(), NOW)
    told = answer_all(desk, opened, 5, 100, heavy=0)
    assert told["Saved"] > 10
    assert told["Rejected"] > 20
    check_shown(desk, opened)


@pytest.mark.proof
def test_six_thousand_hostile_answers_break_no_case_page_paper_or_table(desk: Desk) -> None:
    for round_ in range(12):
        opened = cases.import_case(desk, household(), NOW)
        answer_all(desk, opened, 100 + round_, 500)
        check_shown(desk, opened)
        check_papers(desk, opened, (Variant.WITHOUT_PAPERS, Variant.COPY_SHEET))


@pytest.mark.proof
@pytest.mark.databases("postgresql")
def test_a_thousand_hostile_answers_break_nothing_on_postgresql(desk: Desk) -> None:
    opened = cases.import_case(desk, household(), NOW)
    answer_all(desk, opened, 200, 1_000)
    check_shown(desk, opened)
