# ruff: noqa: E501 - a piece of script stands on one line
"""Fifty pieces of script in every field of text, shown on every page of a case and of the application: none runs, none
becomes an element, no page breaks. Once round with every run; each field with every piece as a proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, items
from pcb.domain.rights import Role
from pcb.errors import InvalidAnswer, UnknownPath
from pcb.interview import engine
from pcb.interview.plan import QUESTIONS
from pcb.storage import sites
from pcb.usecases import accounts, cases, invitations, letters
from tests.interview.answering import answered, with_every_kind, yes
from tests.interview.hostile_values import SCRIPTS
from tests.interview.random_cases import TODAY
from tests.stories.office import LIGHT, Office, office
from tests.stories.server import PASSWORD

pytestmark = pytest.mark.browser

PAYLOADS = (
    *SCRIPTS, "' onfocus=window.hacked=1 autofocus x='", '" onmouseover="window.hacked=1" x="', "<details open ontoggle=window.hacked=1>",
    "<video><source onerror=window.hacked=1>", "<body onload=window.hacked=1>", "<style>@import'//127.0.0.1'</style>",
    "<input autofocus onfocus=window.hacked=1>", "data:text/html,<script>window.hacked=1</script>", "<svg><animate onbegin=window.hacked=1>",
    "<base href=//127.0.0.1/>", "<form action=javascript:window.hacked=1><button>x</button></form>", "\\\"-window.hacked=1-\\\"",
    "</script><script>window.hacked=1</script>", "<object data=javascript:window.hacked=1>", "<embed src=javascript:window.hacked=1>",
    "<meta http-equiv=refresh content='0;javascript:window.hacked=1'>", "<marquee onstart=window.hacked=1>x</marquee>",
    "<template><img src=x onerror=window.hacked=1></template>", "{{ $el.ownerDocument.defaultView.hacked = 1 }}", "<x v-html=\"'<img src=x onerror=window.hacked=1>'\">",
)  # fmt: skip
PLACES = (
    "entretien", "entretien/recapitulatif", "budget", "lettre", "plan", "declaration", "pieces", "courriers", "a-emporter",
    "historique",
)  # fmt: skip
OWN = ("dossiers", "formulaire", "compte")
RUN = """() => ({hacked: window.hacked, base: document.querySelectorAll('base, meta[http-equiv=refresh]').length,
  foreign: [...document.querySelectorAll('main :is(img, script, iframe, object, embed, video, marquee, math, style)')]
    .filter(e => !e.closest('[class*=pcb], [class*=paper], [class*=piece], [class*=preview]') || e.matches('[onerror], script, iframe'))
    .map(e => e.outerHTML.slice(0, 120))})"""
TYPED = {"text", "long_text"}


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("office")) as opened:
        yield opened


def armed(shift: int) -> tuple[Case, int]:
    """A household with an item of every kind and a piece of script in every text, and how many there are."""
    case = answered(with_every_kind(engine.new_case("p1"), 1), yes)
    case = engine.answer(case, "welcome.anonymous", "no", TODAY)
    keys = [one.key for one in letters.letters_of(case, TODAY)][:6]
    count = 0
    for question in QUESTIONS.values():
        if question.kind.widget not in TYPED:
            continue
        named: list[str | None] = [None]
        if question.collection in COLLECTIONS:
            named = [item.id for item in items(case, question.collection)]
        elif question.collection:
            named = list(keys) if question.collection == "letters" else ["1", "2"]
        for name in named:
            try:
                case = engine.answer(case, question.path_of(name), PAYLOADS[(count + shift) % len(PAYLOADS)], TODAY)
            except (InvalidAnswer, UnknownPath):
                continue
            count += 1
    return case, count


def change_under_a_hostile_name(desk: Office, opened: cases.OpenCase, shift: int) -> None:
    """A colleague who is called a script changes the case: the name stands in the history, and beside the field."""
    site = next(one for one in sites.sites(desk.desk.store) if one.open)
    login = f"paul{shift}"
    name = "<img src=x onerror=window.hacked=1>"
    asked = invitations.invite(desk.desk, login, name, {site.id: Role.COUNSELLOR}, strength=LIGHT)
    invitations.accept(desk.desk.store, login, asked.code, PASSWORD, strength=LIGHT)
    other = accounts.sign_in(desk.desk.store, login, PASSWORD)
    opened_at = datetime.now(UTC)
    done = cases.answer(
        desk.desk,
        opened.id,
        "note",
        PAYLOADS[0],
        seen=None,
        request_id=f"note{shift:08d}",
        now=opened_at,
        overwrite=True,
    )
    assert not isinstance(done, cases.Rejected)
    assert other.account.display_name == name
    cases.import_case(other, opened.case, opened_at)


def visit_all(desk: Office, shift: int, stops: int) -> None:
    case, count = armed(shift)
    assert count > 2 * len(PAYLOADS) > 100
    opened = desk.keep(case)
    change_under_a_hostile_name(desk, opened, shift)
    asked = [f"dossier/{opened.id}/{place}" for place in PLACES]
    asked += [f"dossier/{opened.id}/courriers/{one.key}" for one in letters.letters_of(case, TODAY)[:3]]
    asked += [f"dossier/{opened.id}/entretien/{stop.key}" for stop in engine.journey(case)[:: max(1, 200 // stops)]]
    for place in (*asked, *OWN):
        desk.page.goto(f"{desk.url}/{place}")
        desk.page.wait_for_selector("main h1")
        desk.page.wait_for_function("() => !document.querySelector('#app') || window.did_handshake")
        found = desk.page.evaluate(RUN)
        assert found == {"hacked": None, "base": 0, "foreign": []}, place
        assert desk.complaints == [], place
        assert "hacked" not in desk.page.title()


def test_fifty_pieces_of_script_run_on_no_page(desk: Office) -> None:
    assert len(set(PAYLOADS)) >= 50
    visit_all(desk, 0, 2)
    desk.page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x onerror=x()>')"
    )
    assert desk.page.evaluate(RUN)["foreign"] == ['<img src="x" onerror="x()">']  # it would be seen


@pytest.mark.proof
def test_every_piece_of_script_in_every_field_runs_on_no_page(desk: Office) -> None:
    for shift in range(1, len(PAYLOADS), 6):
        visit_all(desk, shift, 20)
