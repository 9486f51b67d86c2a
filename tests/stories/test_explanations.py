"""Stories around the figures: why, by keyboard; from an explanation to its field; the forfaits; undo; the paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.stories.server import Server

pytestmark = pytest.mark.browser

AMOUNT = "[data-explain={}] .panel-amount"


@pytest.fixture
def household(server: Server, page: Page) -> str:
    """The address of the couple with two children, in the demonstration."""
    page.goto(server.url)
    page.locator("form[action='/demonstration'] button").click()
    page.wait_for_url("**/dossiers**")
    link = page.get_by_role("link", name=re.compile("Ferrand")).first.get_attribute("href")
    assert link is not None
    return server.url + link.removesuffix("/entretien")


def focused(page: Page, what: str) -> bool:
    return bool(page.evaluate("what => document.activeElement.dataset.explain === what", what))


def test_a_figure_says_why_by_keyboard_alone_and_gives_the_focus_back(household: str, page: Page):
    page.goto(f"{household}/budget")
    page.locator(".key-figure[data-explain=quotite]").focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Quotité saisissable")
    sheet.get_by_text("Total des tranches sur l’année").wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = "() => !!document.activeElement.closest('dialog[open]') || document.activeElement === document.body"
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    assert focused(page, "quotite")


def test_a_line_of_an_explanation_opens_its_field_and_the_running_budget_follows_what_is_typed(
    household: str, page: Page
):
    page.goto(f"{household}/entretien")
    charges = page.locator(AMOUNT.format("charges"))
    before = charges.inner_text()
    page.locator("[data-explain=charges]").click()
    page.get_by_role("dialog").get_by_role("link", name="Hygiène").click()
    page.wait_for_function("() => /^f-expenses.*amount$/.test(document.activeElement.id)")
    assert page.locator("dialog.explanation-sheet[open]").count() == 0
    page.keyboard.press("Control+A")
    page.keyboard.type("90,00")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "([css, old]) => document.querySelector(css).innerText !== old", arg=[AMOUNT.format("charges"), before]
    )
    spoken = page.locator(".budget-panel [aria-live]")
    assert spoken.inner_text() == ""
    page.wait_for_function("() => document.querySelector('.budget-panel [aria-live]').innerText.includes('Reste')")


def test_the_forfaits_of_an_earlier_year_are_chosen_and_given_up_on_the_budget_page(household: str, page: Page):
    page.goto(f"{household}/budget?jour=23/11/2026")
    page.get_by_role("button", name="Ne plus utiliser les forfaits de 2025").click()
    choice = page.get_by_role("button", name="Continuer avec les forfaits de 2025")
    choice.wait_for()
    assert page.locator(".key-figure[data-explain=capacite]").inner_text().endswith("?")
    choice.click()
    page.locator(".key-figure[data-explain=capacite]:not(.unknown)").wait_for()
    page.goto(f"{household}/historique")
    page.get_by_role("button", name="Annuler ce changement").click()
    page.locator("[role=status]", has_text="revenu à").wait_for()
    page.goto(f"{household}/budget?jour=23/11/2026")
    choice.wait_for()


def test_the_declaration_is_downloaded_and_its_copy_appears(household: str, page: Page):
    page.goto(f"{household}/declaration?jour=23/11/2026")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Télécharger la déclaration")).click()
    assert re.fullmatch(r"declaration-[\d-]+-2026-11-23\.pdf", download.value.suggested_filename)
    with page.expect_download() as copy:
        page.get_by_role("table", name="Copies").get_by_role("link").click()
    assert copy.value.path().read_bytes() == download.value.path().read_bytes()
