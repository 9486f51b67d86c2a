"""The pages in a real Chromium: what a test without a browser cannot see."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from pcb.domain.case_path import get
from pcb.ui.sessions import Sessions
from pcb.usecases import cases
from pcb.usecases.cases import OpenCase, add_item, open_case
from pcb.usecases.desk import Desk
from tests.ui.conftest import PASSWORD, Clock

pytestmark = pytest.mark.browser
SITE, DAY, STATUS = "#f-welcome\\.site", "#f-welcome\\.met_on", "#pcb-etat"


@pytest.fixture
def page(browser: Browser, base: str, desk: Desk) -> Iterator[Page]:
    """A signed-in page; the test fails on any error of its console."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    errors: list[str] = []
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{base}/connexion")
    opened.fill("#login", "claire")
    opened.fill("#password", PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_selector("#pcb-search")
    yield opened
    context.close()
    expected = ("Failed to load resource", "WebSocket connection")
    assert [error for error in errors if not error.startswith(expected)] == []


@pytest.fixture
def interview(page: Page, base: str, opened: OpenCase) -> Page:
    page.goto(f"{base}/dossier/{opened.id}/entretien/cadre")
    expect(page.locator(DAY)).to_be_focused()
    return page


def saved(page: Page) -> None:
    expect(page.locator(STATUS)).to_contain_text("enregistré à")


def test_no_page_breaks_its_security_policy(page: Page, base: str, opened: OpenCase) -> None:
    for place in ("entretien", "budget", "lettre", "declaration", "historique"):
        page.goto(f"{base}/dossier/{opened.id}/{place}")
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == "fr"
        assert page.locator("main").count() == 1
    page.goto(f"{base}/dossier/{opened.id}/entretien")
    for _ in range(25):
        heading = page.locator("h1").inner_text()
        if not page.locator(".pcb-next").count():
            break
        page.locator(".pcb-next").click()
        expect(page.locator("h1")).not_to_have_text(heading)
    assert page.locator("h1").inner_text() == "Signature et note"


def test_a_refused_answer_keeps_the_text_and_its_sentence_is_tied_to_the_field(interview: Page, desk: Desk) -> None:
    interview.keyboard.type("31/02/1980")
    interview.keyboard.press("Enter")
    field = interview.locator(DAY)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("31/02/1980")
    expect(interview.locator(STATUS)).to_contain_text("1 réponse à corriger")
    described = (field.get_attribute("aria-describedby") or "").split()
    sentence = interview.locator(f"[id='{described[-1]}'] [role=alert]")
    assert "1980" in sentence.inner_text()
    assert "Non enregistré" in sentence.inner_text()
    interview.locator(STATUS).get_by_role("button").click()
    expect(field).to_be_focused()
    field.fill("23/11/2026")
    interview.keyboard.press("Enter")
    saved(interview)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_new_questions_come_without_taking_the_field_under_the_fingers(interview: Page) -> None:
    interview.evaluate("document.getElementById('f-welcome.site').mark = 1")
    interview.locator("[data-path='welcome.anonymous'] input[value=yes]").check()
    interview.locator(SITE).focus()
    interview.keyboard.type("Lect")
    expect(interview.locator("#f-welcome\\.alias")).to_be_visible()
    interview.keyboard.type("oure")
    expect(interview.locator(SITE)).to_be_focused()
    expect(interview.locator(SITE)).to_have_value("Lectoure")
    assert interview.evaluate("document.getElementById('f-welcome.site').mark") == 1


def test_two_people_on_one_field_see_both_answers_and_choose(
    interview: Page, desk: Desk, opened: OpenCase, clock: Clock
) -> None:
    cases.answer(desk, opened.id, "welcome.site", "Auch", seen="", request_id="elsewhere", now=clock.now())
    interview.locator(SITE).fill("Condom")
    interview.keyboard.press("Tab")
    conflict = interview.locator("[data-path='welcome.site'] .pcb-conflict")
    expect(conflict).to_contain_text("Claire Montaut")
    expect(conflict).to_contain_text("Condom")
    expect(conflict).to_contain_text("Auch")
    expect(interview.locator(STATUS)).to_contain_text("À décider")
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Auch"
    conflict.get_by_text("Garder la mienne").click()
    saved(interview)
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Condom"


def test_undo_takes_the_last_answer_back_and_says_so(interview: Page, desk: Desk, opened: OpenCase) -> None:
    interview.locator(SITE).fill("Auch")
    interview.keyboard.press("Enter")
    saved(interview)
    interview.keyboard.press("Control+Alt+z")
    expect(interview.locator(".q-notification")).to_contain_text("revenu à")
    expect(interview.locator(SITE)).to_have_value("")
    assert get(open_case(desk, opened.id).case, "welcome.site") is None


def test_what_is_not_acknowledged_is_loud_and_survives_a_reload_sealed(
    interview: Page, desk: Desk, opened: OpenCase
) -> None:
    def stall(route: Route) -> None:
        """No answer at all: the request stays open."""

    interview.route("**/reponse", stall)
    interview.locator(SITE).fill("Lectoure la secrète")
    interview.keyboard.press("Tab")
    expect(interview.locator(STATUS)).to_contain_text("NON ENREGISTRÉ", timeout=4000)
    kept = json.dumps(interview.evaluate("({...sessionStorage})"))
    assert "pcb:reponse:" in kept
    assert "secr" not in kept
    assert "welcome.site" not in kept
    interview.on("dialog", lambda dialog: dialog.accept())
    interview.unroute_all(behavior="ignoreErrors")
    interview.reload()
    expect(interview.locator(SITE)).to_have_value("Lectoure la secrète")
    saved(interview)
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Lectoure la secrète"
    assert "pcb:reponse:" not in json.dumps(interview.evaluate("({...sessionStorage})"))


def test_a_session_that_ends_hides_the_page_asks_the_password_and_loses_nothing(
    interview: Page, desk: Desk, opened: OpenCase, clock: Clock
) -> None:
    clock.pass_(3600)
    interview.locator(SITE).fill("Lectoure")
    interview.keyboard.press("Tab")
    dialog = interview.get_by_role("dialog")
    expect(dialog).to_contain_text("Votre session est terminée")
    expect(interview.locator("#pcb-lock-password")).to_be_focused()
    interview.keyboard.type("ce n'est pas lui")
    interview.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("ne convient pas")
    interview.keyboard.type(PASSWORD)
    interview.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    saved(interview)
    expect(interview.locator(SITE)).to_have_value("Lectoure")
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Lectoure"


def test_leaving_by_a_link_waits_for_the_last_answer(interview: Page, desk: Desk, opened: OpenCase) -> None:
    interview.locator(SITE).fill("Lectoure")
    interview.get_by_role("link", name="Budget", exact=True).click()
    expect(interview.locator("h1")).to_have_text("Budget et capacité")
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Lectoure"


def test_a_line_is_added_and_removed_by_keyboard_and_comes_back(page: Page, base: str, opened: OpenCase) -> None:
    page.goto(f"{base}/dossier/{opened.id}/entretien/revenus-liste")
    page.goto(f"{base}/dossier/{opened.id}/entretien/ressources")
    expect(page.locator("#pcb-add-filter")).to_be_focused()
    page.keyboard.type("prime d'act")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Prime d’activité")
    expect(page.locator("[id$='.amount']")).to_be_focused()
    page.keyboard.type("187,43")
    page.keyboard.press("Enter")
    saved(page)
    page.get_by_text("Retour à la liste").click()
    page.get_by_role("button", name="Retirer Prime d’activité").click()
    expect(page.get_by_role("button", name="Annuler", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pcb-lines")).to_contain_text("187,43")


def test_an_address_with_a_field_opens_it_even_under_more_details(
    page: Page, base: str, desk: Desk, opened: OpenCase, clock: Clock
) -> None:
    _, item = add_item(desk, opened.id, "incomes", "salary", clock.now())
    page.goto(f"{base}/dossier/{opened.id}/entretien/ressource.{item}#f-incomes.{item}.payer")
    expect(page.locator(f"[id='f-incomes.{item}.payer']")).to_be_focused()


def test_signing_out_leaves_no_draft_behind(interview: Page, sessions: Sessions) -> None:
    interview.evaluate("sessionStorage.setItem('pcb:reponse:x:y', 'sealed')")
    interview.get_by_role("button", name="Se déconnecter").click()
    expect(interview.locator("h1")).to_have_text("Connexion")
    assert not [key for key in interview.evaluate("Object.keys(sessionStorage)") if key.startswith("pcb:")]
    interview.go_back()
    expect(interview.locator("h1")).to_have_text("Connexion")  # the page is not shown again


def test_names_that_look_like_markup_are_shown_as_they_are(interview: Page) -> None:
    hostile = "<img src=x onerror=alert(1)>O’Hara {{ 7*7 }} `${1}` 🙂 مريم"
    interview.locator(SITE).fill(hostile)
    interview.keyboard.press("Enter")
    saved(interview)
    interview.reload()
    expect(interview.locator(SITE)).to_have_value(hostile)
    interview.get_by_role("link", name="10. Récapitulatif").click()
    expect(interview.locator(".pcb-recap").first).to_contain_text(hostile)
