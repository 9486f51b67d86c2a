"""A counsellor writes letters: asked in place by the keyboard, seen filled, edited, printed, sent, answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from pcb.domain.vocabulary.letters import LetterOutcome
from pcb.usecases import letters
from pcb.usecases.cases import OpenCase
from tests.domain.letters.corresponding import household
from tests.stories.hostile import hostile_case
from tests.stories.office import Office, office
from tests.stories.test_hostile_case import QUIET

pytestmark = pytest.mark.browser

KEY = "instalments-d1"


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("letters")) as opened:
        yield opened


@pytest.fixture(scope="module")
def opened(desk: Office) -> OpenCase:
    return desk.keep(household())


def test_a_letter_from_what_it_lacks_to_its_answer(desk: Office, opened: OpenCase) -> None:
    page = desk.page
    desk.open("courriers", opened)
    page.get_by_role("row", name="Demande d’échelonnement à l’amiable").filter(has_text="Lomagne").get_by_role(
        "link"
    ).click()
    expect(page.get_by_role("heading", name="Il manque 2 réponses")).to_be_visible()
    paper = page.get_by_label("Le courrier")
    expect(paper).to_contain_text("[Montant proposé chaque mois]")
    expect(page.get_by_role("link", name="Imprimer (PDF)")).to_be_hidden()
    desk.say(f"letters.{KEY}.amount", "61,50")
    expect(paper).to_contain_text("61,50")
    expect(page.get_by_role("heading", name="Il manque 1 réponse")).to_be_visible()
    desk.say(f"letters.{KEY}.first_on", "05/12/2026")
    expect(page.get_by_role("heading", name="Ce courrier est prêt")).to_be_visible()
    expect(page.locator(f"[id='f-letters.{KEY}.amount']")).to_have_value("61,50")

    page.get_by_role("button", name="Modifier le texte").press("Enter")
    field = page.locator(f"[id='f-letters.{KEY}.text']")
    expect(field).to_have_value(paper_text := field.input_value())
    assert "61,50" in paper_text
    desk.say(f"letters.{KEY}.text", "Bonjour <b>&")
    expect(paper).to_contain_text("Bonjour <b>&")
    with page.expect_download() as download:
        page.get_by_role("link", name="Imprimer (PDF)").click()
    assert download.value.suggested_filename.startswith("courriers-")
    page.get_by_role("button", name="Revenir au texte du modèle").press("Enter")
    expect(paper).to_contain_text("05/12/2026")

    desk.say(f"letters.{KEY}.sent_on", "20/11/2026")
    expect(page.locator(".letter-delay")).to_contain_text("Réponse attendue le 21/12/2026")
    desk.say(f"letters.{KEY}.tracking", "1A 234 567 8901 2")
    page.get_by_label("Accord", exact=True).check()
    page.wait_for_function("() => !document.querySelector(':is(.state-sending, .state-late, .state-typing)')")
    page.wait_for_timeout(600)  # a choice waits a little: arrow keys pass over choices
    desk.open("courriers", opened)
    table = page.get_by_role("table", name="Courriers par urgence")
    sent = table.get_by_role("row", name="Demande d’échelonnement à l’amiable").filter(has_text="Lomagne")
    expect(sent).to_contain_text("accord")
    note = next(one for one in desk.case(opened).letters if one.id == KEY)
    assert note.outcome is LetterOutcome.ACCEPTED
    assert note.tracking == "1A 234 567 8901 2"
    expect(page.get_by_role("table", name="Courriers imprimés")).to_contain_text("→ Crédit Lomagne")
    assert desk.complaints == []


def test_a_date_received_from_the_commission_brings_the_letter_it_opens(desk: Office, opened: OpenCase) -> None:
    page = desk.page
    desk.open("courriers", opened)
    expect(page.get_by_text("Contestation d’une irrecevabilité")).to_have_count(0)
    page.locator("summary", has_text="Étapes devant la commission").press("Enter")
    desk.say("procedure.refused_on", "16/11/2026")
    row = page.get_by_role("row", name="Contestation d’une irrecevabilité")
    expect(row).to_contain_text("01/12/2026")
    expect(page.locator("summary", has_text="Étapes devant la commission")).to_contain_text("4 réponses notées")


def test_an_offer_to_every_creditor_is_typed_in_one_place(desk: Office, opened: OpenCase) -> None:
    page = desk.page
    desk.open("courriers", opened)
    page.get_by_role("link", name="Proposer à tous les créanciers").press("Enter")
    section = page.locator("#creanciers")
    expect(section.get_by_role("status")).to_contain_text("0 courrier prêt sur 5")
    section.locator("summary").press("Enter")
    desk.say("letters.instalments-d10.amount", "20")
    desk.say("letters.instalments-d10.first_on", "05/12/2026")
    expect(section.get_by_role("status")).to_contain_text("1 courrier prêt sur 5")
    with page.expect_download() as download:
        section.get_by_role("link", name="Imprimer les propositions prêtes (1)").click()
    assert download.value.suggested_filename.endswith(".pdf")


def test_a_household_made_of_traps_is_shown_as_text_and_nothing_of_it_is_carried_out(desk: Office) -> None:
    opened = desk.keep(hostile_case()[0])
    keys = [one.key for one in letters.letters_of(opened.case, date(2026, 11, 24))]
    kinds = {key.partition("-")[0]: key for key in keys}
    assert len(kinds) > 5
    for place in ("courriers", *(f"courriers/{key}" for key in kinds.values())):
        desk.open(place, opened)
        found = desk.page.evaluate(QUIET)
        assert found == {"hacked": None, "foreign": [], "sideways": 0}, place
    assert desk.complaints == []
