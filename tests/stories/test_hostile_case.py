"""A household made of traps goes through screen and paper whole: nothing is cut, nothing is carried out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from pcb.interview import engine
from pcb.usecases import cases
from pcb.usecases.cases import OpenCase
from tests.reports.reading import spoken, squeezed
from tests.stories.hostile import hostile_case
from tests.stories.office import LAPTOP, TABLET, Office, office

pytestmark = pytest.mark.browser

NOT_PRINTED = {"welcome.site", "note"}
"""What the counsellor notes for the follow-up: the declaration has no rubric for it."""
QUIET = """() => ({hacked: window.hacked, sideways: document.documentElement.scrollWidth - innerWidth,
  foreign: [...document.querySelectorAll('main :is(img, i:not([class]), b, script, svg:not([role=img]))')]
    .map(e => e.outerHTML)})"""
FIELDS = """() => Object.fromEntries([...document.querySelectorAll('.pcb-field :is(input[type=text], textarea)')]
  .map(e => [e.id.slice(2), e.value]))"""
CUT = """() => [...document.querySelectorAll('.pcb-recap dd, .pcb-cases td, .pcb-line-title')].filter(
  e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0).map(e => e.innerText)"""


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def opened(desk: Office) -> OpenCase:
    return desk.keep(hostile_case()[0])


@pytest.fixture(scope="module")
def told(opened: OpenCase) -> dict[str, str]:
    """Every text of the household that a question is about, by its path."""
    invented = set(hostile_case()[1])
    return {line.path: line.said for line in engine.recap(opened.case) if line.said in invented}


def check_quiet(desk: Office, told: dict[str, str], *sizes: ViewportSize) -> None:
    """Nothing of the household was carried out, nor stands in the title or the address; the page does not overflow."""
    page = desk.page
    for size in sizes or (LAPTOP,):
        if page.viewport_size != size:
            page.set_viewport_size(size)
        found = page.evaluate(QUIET)
        assert found == {"hacked": None, "foreign": [], "sideways": 0}, f"{page.url} {size}"
        assert page.evaluate(CUT) == []
    assert desk.complaints == []
    said = f"{page.title()} {unquote(page.url)}"
    assert re.fullmatch(r"[\w ·é’]+", page.title()), page.title()
    assert not [text for text in told.values() if text[:12] in said]


def test_the_household_is_as_large_as_it_should_be(opened: OpenCase, told: dict[str, str]) -> None:
    case = opened.case
    assert len(case.persons) == 8
    assert len(case.incomes) + len(case.expenses) == 40
    assert len(case.debts) == 60
    assert len(told) > 400
    assert sum(len(text) == 300 for text in told.values()) > 100


def test_every_page_of_the_interview_shows_it_and_carries_nothing_out(
    desk: Office, opened: OpenCase, told: dict[str, str]
) -> None:
    shown: dict[str, str] = {}
    for stop in engine.journey(opened.case):
        desk.open_stop(opened, stop.key)
        check_quiet(desk, told)
        shown |= desk.page.evaluate(FIELDS)
    assert {path: shown.get(path) for path in told} == told


def test_the_recap_shows_every_text_whole(desk: Office, opened: OpenCase, told: dict[str, str]) -> None:
    desk.open_stop(opened, "recapitulatif")
    desk.page.wait_for_selector(".pcb-recap dd")
    check_quiet(desk, told, TABLET, LAPTOP)
    shown = set(desk.page.eval_on_selector_all(".pcb-recap dd", "all => all.map(e => e.textContent)"))
    assert [text for text in told.values() if text not in shown] == []


@pytest.mark.parametrize("place", ["budget", "lettre", "declaration", "historique"])
def test_the_other_pages_carry_nothing_out(desk: Office, opened: OpenCase, told: dict[str, str], place: str) -> None:
    if place == "historique":
        change_some(desk, opened)
    desk.open(place, opened)
    desk.page.wait_for_selector(".letter-page" if place == "lettre" else "table.facts")
    check_quiet(desk, told, TABLET, LAPTOP)
    if place == "budget":
        for button in desk.page.locator(".key-figure").all():
            button.click()
            expect(desk.page.locator("dialog.explanation-sheet[open] h2")).not_to_have_text("Explication")
            check_quiet(desk, told)
            desk.page.keyboard.press("Escape")
    if place == "historique":
        text = desk.page.inner_text("main")
        assert "<img src=x onerror=window.hacked=2> & Fils" in text
        assert told["debts.d0.creditor"] in text


def change_some(desk: Office, opened: OpenCase) -> None:
    """Type over a creditor, as anybody would."""
    desk.open_stop(opened, "dette.d0")
    desk.say("debts.d0.creditor", "<img src=x onerror=window.hacked=2> & Fils")
    expect(desk.page.locator("[data-path='debts.d0.creditor'] .pcb-state")).to_contain_text("enregistré à")


@pytest.mark.parametrize("search", ["javascript alert", "<script>", "{{7*7}}", "%s", "'; DROP TABLE"])
def test_the_list_finds_it_by_its_own_words(desk: Office, opened: OpenCase, told: dict[str, str], search: str) -> None:
    desk.open("dossiers")
    desk.page.fill("#pcb-search", search)
    title = cases.list_cases(desk.desk)[0].title
    expect(desk.page.get_by_role("link", name=title)).to_be_visible()
    check_quiet(desk, told, TABLET, LAPTOP)


def test_the_paper_holds_every_text_whole(desk: Office, opened: OpenCase, told: dict[str, str]) -> None:
    content = downloaded(desk.page, f"{desk.url}/dossier/{opened.id}/declaration.pdf?jour=23/11/2026")
    case = desk.case(opened)
    told = {line.path: line.said for line in engine.recap(case) if line.path in told and line.path not in NOT_PRINTED}
    said = squeezed(spoken(content))
    assert [path for path, text in told.items() if squeezed(printable(text)) not in said] == []
    copied = bare("".join(page.extract_text() for page in PdfReader(BytesIO(content), strict=True).pages))
    assert [path for path, text in told.items() if not in_one_or_two(bare(text), copied)] == []


def in_one_or_two(text: str, within: str) -> bool:
    """Whether the text is there, whole or in two pieces: a page may end in the middle of it."""
    return any(text[:cut] in within and text[cut:] in within for cut in range(len(text), 0, -1))


def downloaded(page: Page, address: str) -> bytes:
    """What the browser receives at that address."""
    response = page.request.get(address)
    assert response.headers["content-type"] == "application/pdf"
    assert re.fullmatch(
        r'attachment; filename="declaration-2026-\d{4}-2026-11-23\.pdf"', response.headers["content-disposition"]
    )
    return response.body()


def printable(text: str) -> str:
    """Without the marks that turn a line round, which the paper leaves out."""
    return text.translate(dict.fromkeys(map(ord, "\u200f\u202c\u202e")))


def bare(text: str) -> str:
    """Without spaces, joiners and Arabic: a plain reader gives Arabic letters in the order they are drawn."""
    folded = unicodedata.normalize("NFKC", printable(text))
    return "".join(
        c
        for c in folded
        if not c.isspace() and c not in "\u200d\ufe0f" and unicodedata.bidirectional(c) not in ("AL", "R")
    )
