"""A counsellor prepares what the person takes home, by the keyboard: decided, noted, printed, given."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from pcb.domain.vocabulary.take_home import ActionModel, Language, PayNow
from pcb.usecases.demo import demo_household
from tests.stories.hostile import hostile_case
from tests.stories.office import SETTLED, Office, office
from tests.stories.test_hostile_case import QUIET

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_from_what_is_proposed_to_the_paper_that_is_given(desk: Office) -> None:
    opened = desk.keep(demo_household("couple-deux-enfants"))
    page = desk.page
    desk.open("a-emporter", opened)
    watched = page.locator("#surveiller")
    expect(watched).to_contain_text("Proposé d’après le dossier")
    desk.say("take_home.watch_1", "Le 5, garder le loyer")
    expect(watched.get_by_role("listitem")).to_have_count(1)

    page.get_by_role("button", name="+ Appeler la banque").press("Enter")
    expect(page.locator("[id='f-actions.1.model']")).to_have_value(ActionModel.CALL_BANK.value)
    expect(page.get_by_role("button", name="+ Appeler la banque")).to_have_count(0)
    desk.say("actions.2.what", "Voir la mairie")
    expect(page.locator("[id='f-actions.3.what']")).to_be_visible()

    desk.say("appointments.1.at", "26 h")
    expect(page.locator("#rendez-vous").get_by_role("alert")).to_contain_text("n’est pas une heure")
    desk.say("appointments.1.at", "14h30")
    expect(page.locator("[id='f-appointments.1.at']")).to_have_value("14\u00a0h\u00a030")

    debt = opened.case.debts[0]
    row = page.locator(".home-decision").filter(has=page.locator(f"[id='f-pay_choices.{debt.id}.choice']"))
    row.locator("summary").press("Enter")
    row.get_by_label("Décision").select_option(PayNow.NOT_NOW.value)
    expect(row).to_contain_text("Nous l’avons décidé ensemble")
    heading = page.locator(".home-heading").filter(has_text="À ne pas payer maintenant")
    expect(heading.locator(".home-decision")).to_have_count(1)

    with page.expect_download() as download:
        page.get_by_role("button", name="Tout imprimer").press("Enter")
    assert re.fullmatch(r"emporter-ensemble-[0-9-]+\.pdf", download.value.suggested_filename)
    given = page.locator("#remis")
    expect(given.get_by_role("link")).to_have_count(1)
    given.locator("summary").press("Enter")
    given.get_by_label("Remis à").fill("Mme Ferrand")
    page.keyboard.press("Tab")
    expect(given).to_contain_text("remis à Mme Ferrand")
    with page.expect_download() as dates:
        page.get_by_role("link", name="Dates pour l’agenda (.ics)").click()
    assert dates.value.suggested_filename.endswith(".ics")
    page.wait_for_function(SETTLED)

    case = desk.case(opened)
    assert [(one.id, one.model, one.what) for one in case.actions] == [
        ("1", ActionModel.CALL_BANK, None),
        ("2", None, "Voir la mairie"),
    ]
    assert [(one.id, one.choice) for one in case.pay_choices] == [(debt.id, PayNow.NOT_NOW)]
    assert [one.to_whom for one in case.handed] == ["Mme Ferrand"]
    assert desk.complaints == []


def test_the_paper_is_in_the_language_that_is_shown_even_when_it_is_printed_at_once(desk: Office) -> None:
    """The answer is slow to be stored: the form waits for it."""
    desk.open("a-emporter", desk.keep(demo_household("jeune-heberge")))
    page = desk.page
    page.route("**/reponse", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.locator("[id='f-take_home.language']").select_option(Language.ARABIC.value)
    with page.expect_download():
        page.get_by_role("button", name="Le budget").click()
    page.unroute("**/reponse")
    expect(page.locator("#remis").get_by_role("link")).to_contain_text("arabe")
    assert desk.complaints == []


def test_a_household_made_of_traps_is_shown_as_text(desk: Office) -> None:
    desk.open("a-emporter", desk.keep(hostile_case()[0]))
    assert desk.page.evaluate(QUIET) == {"hacked": None, "foreign": [], "sideways": 0}
    assert desk.complaints == []
