"""By keyboard, from the proposal to the destruction; and the pages of the house through axe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from pcb.storage.tables import case_record
from pcb.usecases import cases
from pcb.usecases.demo import demo_household
from tests.stories.office import Office, office
from tests.stories.server import PASSWORD
from tests.stories.test_accessible import audit

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Office]:
    with office(browser, tmp_path) as opened:
        yield opened


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("PCB_STORY_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_two_cases_go_from_the_proposal_to_the_signed_bordereau_and_are_gone(desk: Office) -> None:
    page = desk.page
    for name in ("couple-deux-enfants", "jeune-heberge", "parent-seul-rsa"):
        desk.keep(demo_household(name))
    old = datetime.now(UTC).date() - timedelta(days=800)
    with desk.desk.store.writing(desk.desk.vault) as connection:
        connection.execute(
            update(case_record).where(case_record.c.reference != "2026-0003").values(last_contact_on=old)
        )
    desk.open("dossiers")
    page.get_by_role("link", name="Fin de conservation").click()
    expect(page.get_by_text("À proposer (2)")).to_be_visible()
    assert audit(page) == []
    page.get_by_label("Tout cocher").focus()
    page.keyboard.press("Space")
    press(page, "Proposer la fin de conservation")
    expect(page.get_by_role("alert")).to_contain_text("plus de 5 %")  # the second look
    assert audit(page) == []
    picture(page, "conservation-second-look")
    page.get_by_label("J’ai vérifié").focus()
    page.keyboard.press("Space")
    press(page, "Proposer la fin de conservation")
    expect(page.get_by_text("Proposés, en attente (2)")).to_be_visible()

    with desk.desk.store.writing(desk.desk.vault) as connection:  # thirty days later
        connection.execute(update(case_record).values(notice_on=old + timedelta(days=740)))
    desk.open("conservation")
    page.get_by_label("Tout cocher").focus()
    page.keyboard.press("Space")
    press(page, "Archiver")
    page.get_by_label("J’ai vérifié").focus()
    page.keyboard.press("Space")
    press(page, "Archiver")
    expect(page.get_by_text("Archivés, à mettre sur un bordereau (2)")).to_be_visible()
    page.get_by_label("Tout cocher").check()
    press(page, "Faire le bordereau d’élimination")
    expect(page.get_by_role("link", name="Imprimer le bordereau (PDF)")).to_be_visible()
    picture(page, "conservation-bordereau")
    assert audit(page) == []

    page.get_by_label("Jour du visa, sur le bordereau signé").fill("40/13/2026")
    press(page, "Noter le visa")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Jour du visa, sur le bordereau signé").fill(f"{datetime.now(UTC).astimezone():%d/%m/%Y}")
    press(page, "Noter le visa")
    expect(page.get_by_text("Visa du")).to_be_visible()
    page.get_by_label("Votre mot de passe").fill("pas le mien")
    press(page, "Détruire pour toujours")
    expect(page.get_by_role("alert")).to_contain_text("plus de 5 %")
    page.get_by_label("J’ai vérifié").check()
    page.get_by_label("Votre mot de passe").fill("pas le mien")
    press(page, "Détruire pour toujours")
    expect(page.get_by_role("alert")).to_contain_text("ne convient pas")
    expect(page.get_by_label("Votre mot de passe")).to_have_value("")
    expect(page.get_by_label("J’ai vérifié")).to_be_checked()  # a wrong password does not undo it
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    press(page, "Détruire pour toujours")
    expect(page.get_by_text("Exécuté le")).to_be_visible()
    picture(page, "conservation-done")
    assert [card.reference for card in cases.list_cases(desk.desk)] == ["2026-0003"]
    assert desk.complaints == []


def test_the_audit_is_searched_and_verified_and_a_case_is_erased(desk: Office) -> None:
    page = desk.page
    opened = desk.keep(demo_household("couple-deux-enfants"))
    desk.keep(demo_household("jeune-heberge"))
    desk.open("budget", opened)
    desk.open("journal")
    assert audit(page) == []
    page.get_by_label("Référence du dossier").fill(opened.reference)
    press(page, "Chercher")
    expect(page.get_by_role("status").first).to_contain_text("2 lignes.")
    page.get_by_label("Depuis le").fill("hier")
    press(page, "Chercher")
    expect(page.get_by_role("alert")).to_be_visible()
    head = page.locator(".audit-head").inner_text()
    page.get_by_label("Fin de chaîne notée auparavant").fill(head)
    press(page, "Vérifier")
    expect(page.get_by_text("rien n’a été modifié ni retiré")).to_be_visible()
    assert audit(page) == []
    picture(page, "journal")

    desk.open("droits", opened)
    assert audit(page) == []
    page.get_by_text("Effacer pour toujours").first.click()
    page.get_by_label("Référence de ce dossier").fill("2026-9999")
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    press(page, "Effacer pour toujours")
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est effacé")
    expect(page.get_by_label("Référence de ce dossier")).to_have_value("2026-9999")
    assert audit(page) == []
    page.get_by_label("Référence de ce dossier").fill(opened.reference)
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    press(page, "Effacer pour toujours")
    page.wait_for_url("**/dossiers")
    expect(page.locator("table.pcb-cases tbody tr")).to_have_count(1)
    assert desk.complaints == []
