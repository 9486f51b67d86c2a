"""The letter edited in place, and the findings set aside and put back, in a real browser: nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pcb.domain.case_path import put
from pcb.domain.letter import draft
from pcb.interview import engine
from pcb.usecases import cases
from pcb.usecases.cases import OpenCase
from pcb.usecases.demo import demo_households
from tests.stories.office import SETTLED, TABLET, Office, office
from tests.stories.test_accessible import audit

pytestmark = pytest.mark.browser
TEXT = "[id='f-letter.text']"


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("office")) as opened:
        yield opened
        assert opened.complaints == []


def family(desk: Office, name: str, **changes: object) -> OpenCase:
    case = next(case for case in demo_households() if name in str(case.persons))
    for path, value in changes.items():
        case = put(case, path.replace("__", "."), value)
    return desk.keep(case)


def letter(desk: Office, opened: OpenCase) -> Locator:
    desk.open("lettre", opened)
    text = desk.page.locator(TEXT)
    expect(text).to_be_visible()
    return text


def settled(page: Page) -> None:
    page.wait_for_function(SETTLED)


def stored(desk: Office, opened: OpenCase) -> object:
    return desk.case(opened).letter.text


def drafted(opened: OpenCase) -> str:
    return draft(engine.effective(opened.case), datetime.now(UTC).astimezone().date())


def test_the_draft_is_shown_and_not_stored_until_it_is_changed(desk: Office) -> None:
    opened = family(desk, "Ferrand")
    text = letter(desk, opened)
    expect(text).to_have_value(drafted(opened))
    text.focus()
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.press("Tab")
    settled(desk.page)
    assert stored(desk, opened) is None
    text.focus()
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type(" Merci de votre attention.")
    desk.page.keyboard.press("Tab")
    settled(desk.page)
    assert str(stored(desk, opened)).endswith("Merci de votre attention.")
    expect(desk.page.get_by_role("heading", name="Texte modifié")).to_be_visible()
    expect(letter(desk, opened)).to_have_value(re.compile("Merci de votre attention.$"))


def test_the_draft_typed_again_or_emptied_follows_the_answers_again(desk: Office) -> None:
    opened = family(desk, "Ferrand", letter__text="Un autre texte.")
    text = letter(desk, opened)
    text.fill("")
    desk.page.wait_for_timeout(1_800)  # longer than the pause after which a long text is stored
    expect(text).to_have_value("")  # not filled again under the typist
    desk.page.keyboard.press("Tab")
    expect(text).to_have_value(drafted(opened))
    settled(desk.page)
    assert stored(desk, opened) is None
    text.fill("Encore un autre.")
    text.fill(drafted(opened))
    desk.page.keyboard.press("Tab")
    settled(desk.page)
    assert stored(desk, opened) is None
    expect(desk.page.get_by_role("heading", name="Texte proposé")).to_be_visible()


def test_what_is_not_told_is_added_by_one_button_and_the_draft_taken_back_by_two(desk: Office) -> None:
    opened = family(desk, "Castan", letter__text="Madame, Monsieur,\n\nJe suis à bout.\n\nJe demande des mesures.")
    letter(desk, opened)
    page = desk.page
    expect(page.get_by_text("Une procédure connue n’est pas dite.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Ajouter au texte")).click()
    expect(page.get_by_text("Tout ce qui est en cours est dit.")).to_be_visible()
    paragraphs = str(stored(desk, opened)).split("\n\n")
    assert paragraphs[2].startswith("Procédure d’expulsion (Habitat des Coteaux)")
    assert paragraphs[3] == "Je demande des mesures."
    page.get_by_role("button", name="Reprendre le texte proposé").click()
    expect(page.get_by_role("button", name="Remplacer")).to_be_focused()
    page.get_by_role("button", name="Garder le mien").click()
    expect(page.get_by_role("button", name="Reprendre le texte proposé")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_have_value(drafted(opened))
    settled(page)
    assert stored(desk, opened) is None


def test_a_letter_changed_by_somebody_else_is_decided_not_overwritten(desk: Office) -> None:
    opened = family(desk, "Castan", letter__text="Le premier texte.")
    text = letter(desk, opened)
    text.fill("Mon texte.")
    now = datetime.now(UTC)
    cases.answer(desk.desk, opened.id, "letter.text", "Le sien.", seen="Le premier texte.", request_id="a" * 8, now=now)
    desk.page.keyboard.press("Tab")
    conflict = desk.page.locator(".pcb-conflict")
    expect(conflict).to_be_visible()
    assert audit(desk.page) == []
    conflict.get_by_role("button", name=re.compile("Prendre l’autre")).click()
    expect(text).to_have_value("Le sien.")


def test_a_finding_is_set_aside_with_a_reason_by_keyboard_and_put_back(desk: Office) -> None:
    opened = family(desk, "Ferrand")
    desk.open("declaration", opened)
    page = desk.page
    blocking = page.locator(".grade-blocking")
    expect(blocking.get_by_role("heading", level=3)).to_have_text("1 point bloquant")
    aside = blocking.get_by_role("button", name=re.compile("^Écarter"))
    aside.focus()
    page.keyboard.press("Enter")
    reason = page.locator("[id='f-set_aside.signature.reason']")
    expect(reason).to_be_focused()
    page.keyboard.type("Signée demain au guichet")
    page.keyboard.press("Tab")
    expect(blocking.get_by_role("heading", level=3)).to_have_text(re.compile("Rien de bloquant.*1 écarté", re.DOTALL))
    expect(page.get_by_role("status").filter(has_text="Rien de bloquant, 1 écarté")).to_have_count(1)
    assert [one.reason for one in desk.case(opened).set_aside] == ["Signée demain au guichet"]
    faults = audit(page)
    desk.open("declaration", opened)
    expect(page.locator("[id='f-set_aside.signature.reason']")).to_have_value("Signée demain au guichet")
    page.get_by_role("button", name=re.compile("^Remettre")).click()
    expect(blocking.get_by_role("heading", level=3)).to_have_text("1 point bloquant")
    assert desk.case(opened).set_aside == ()
    assert faults == []


def test_a_finding_opens_its_field(desk: Office) -> None:
    opened = family(desk, "Ferrand")
    desk.open("declaration", opened)
    desk.page.locator(".grade-blocking").get_by_role("link", name=re.compile("^Ouvrir le champ")).click()
    expect(desk.page.locator("[id='f-filing.signed_on']")).to_be_focused()


def test_the_letter_and_the_findings_are_accessible_and_never_scroll_sideways(desk: Office) -> None:
    letter(desk, family(desk, "Castan", letter__text="Rien n’est dit.\n\n" + "mot" * 200))
    expect(desk.page.get_by_text("Une procédure connue n’est pas dite.")).to_be_visible()
    faults = audit(desk.page)
    desk.open("declaration", family(desk, "Ferrand"))
    desk.page.evaluate("() => document.querySelectorAll('#contenu details').forEach(d => { d.open = true; })")
    for button in desk.page.get_by_role("button", name=re.compile("^Écarter")).all()[:2]:
        button.click()
    assert faults + audit(desk.page) == []


def test_a_new_case_shows_what_it_lacks_on_a_tablet(desk: Office) -> None:
    opened = cases.create_case(desk.desk, datetime.now(UTC))
    desk.page.set_viewport_size(TABLET)
    desk.open("declaration", opened)
    expect(desk.page.locator(".grade-blocking li")).to_have_count(10)
    assert audit(desk.page) == []
