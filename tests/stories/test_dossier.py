"""A counsellor prepares a dossier by keyboard, stops one, takes it away, sees what changed since, and makes the linked
one; every state of these pages goes through axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.vocabulary.people import FilingMode
from pcb.intake.received import JPEG, Received
from pcb.usecases import attachments, cases
from pcb.usecases.cases import OpenCase
from tests.stories.office import Office, office
from tests.stories.test_accessible import audit, ferrand

DAY = date(2025, 6, 30)
PATIENCE = 30_000
"""Milliseconds for a dossier to be made on a busy machine."""
PLACE = "declaration?jour=30/06/2025"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("office")) as opened:
        yield opened


def couple(desk: Office, photographs: int) -> OpenCase:
    opened = desk.keep(replace(ferrand(), papers=()))
    out = BytesIO()
    Image.effect_noise((1654, 2339), 60).save(out, "JPEG", quality=45)
    for number, paper in enumerate(papers_to_join(opened.case, DAY)[2 : 2 + photographs]):
        content = out.getvalue() + bytes([number])
        attachments.attach(
            desk.desk,
            opened.id,
            paper.key,
            "papier.jpg",
            content,
            datetime.now(UTC),
            request_id=paper.key,
            receive=lambda one: Received(JPEG, one, 1),
        )
    return opened


def prepare(page: Page) -> None:
    page.get_by_role("button", name="Préparer", exact=True).focus()
    page.keyboard.press("Enter")


def test_a_dossier_is_prepared_by_keyboard_and_taken_away(desk: Office) -> None:
    opened = couple(desk, 3)
    desk.open(PLACE, opened)
    page = desk.page
    prepare(page)
    expect(page.get_by_text("Prêt\u202f: 1 document, gardé sous scellé.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Préparer", exact=True)).to_be_focused()
    assert audit(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger\u202f: Dossier complet").press("Enter")
    assert re.fullmatch(r"dossier-2026-\d{4}-2025-06-30\.pdf", download.value.suggested_filename)
    reader = PdfReader(download.value.path())
    assert "Pièce 5 · page 1/1" in reader.pages[-1].extract_text()
    page.get_by_label("Dossier en plusieurs parties").press("Space")
    page.get_by_label("La messagerie accepte").select_option("5")
    prepare(page)
    expect(page.get_by_role("link", name=re.compile("partie 1 sur"))).to_have_count(2, timeout=PATIENCE)
    assert desk.complaints == []


def test_a_preparation_is_stopped_and_found_again_after_leaving_the_page(desk: Office) -> None:
    opened = couple(desk, 6)
    desk.open(PLACE, opened)
    page = desk.page
    bar = page.get_by_role("progressbar", name="Préparation du dossier")
    prepare(page)
    expect(bar).to_be_visible()
    stop = page.get_by_role("button", name="Arrêter la préparation")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Préparation arrêtée\u202f: rien n’a été gardé.")).to_be_visible()
    expect(page.get_by_text("Aucune copie.")).to_be_visible()
    prepare(page)
    expect(bar).to_be_visible()
    desk.open("budget", opened)
    desk.open(PLACE, opened)
    expect(page.get_by_role("table", name="Copies").get_by_role("link", name="Dossier complet")).to_be_visible(
        timeout=PATIENCE
    )


def test_two_copies_are_compared_difference_by_difference(desk: Office) -> None:
    opened = couple(desk, 1)
    desk.open(PLACE, opened)
    page = desk.page
    for city in ("Lectoure", "Condom"):
        now = datetime.now(UTC)
        cases.answer(desk.desk, opened.id, "address.city", city, seen=None, request_id=city, now=now, overwrite=True)
        page.get_by_label("Dossier sans les pièces").press("Space")
        prepare(page)
        table = page.get_by_role("table", name="Copies")
        kept = table.get_by_role("link", name="Dossier sans les pièces")
        expect(kept).to_have_count(1 if city == "Lectoure" else 2, timeout=PATIENCE)
    page.get_by_role("button", name="Voir les différences").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Différences entre deux copies")
    expect(page.get_by_text("1 différence.")).to_be_visible()
    row = page.get_by_role("table", name="Réponses").get_by_role("row").nth(1)
    expect(row.get_by_role("cell")).to_have_text(["Lectoure", "Condom"])


def test_the_dossier_of_the_other_member_is_made_and_opened(desk: Office) -> None:
    case = ferrand()
    opened = desk.keep(replace(case, filing=replace(case.filing, mode=FilingMode.TWO_DOSSIERS)))
    desk.open(PLACE, opened)
    page = desk.page
    page.get_by_role("button", name="Créer le dossier de l’autre membre").press("Enter")
    page.get_by_role("link", name=re.compile(r"Ouvrir le dossier 2026-\d+")).press("Enter")
    page.wait_for_url("**/entretien*")
    expect(page.locator(".pcb-case-line")).to_contain_text("Ferrand")
    desk.open(PLACE, opened)
    expect(page.get_by_text("Ce dossier est lié au dossier")).to_be_visible()
    assert audit(page) == []


def test_the_page_of_an_empty_case(desk: Office) -> None:
    desk.open(PLACE, cases.create_case(desk.desk, datetime.now(UTC)))
    assert audit(desk.page) == []
