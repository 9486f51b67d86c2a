"""Papers and their files in a real browser: chosen, dropped, seen, put aside, moved; sent through a bad network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from pcb.domain.answers import known
from pcb.domain.case_path import get
from pcb.domain.vocabulary.papers import PaperState
from pcb.usecases import attachments
from pcb.usecases.cases import OpenCase
from pcb.usecases.demo import demo_household
from tests.intake import made
from tests.stories.hostile import hostile_case
from tests.stories.link import Link
from tests.stories.office import LAPTOP, TABLET, Office, office
from tests.stories.server import PASSWORD

pytestmark = pytest.mark.browser

DROP = """(paper, name) => { const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(window.dropped)], name));
  for (const kind of ['dragenter', 'dragover', 'drop'])
    paper.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true })); }"""


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("papers")) as opened:
        opened.page.on("filechooser", lambda _: None)  # Chromium must not open its own dialog, from the first one on
        yield opened


@pytest.fixture
def couple(desk: Office) -> OpenCase:
    """The couple, of whose papers nothing is noted yet."""
    return desk.keep(replace(demo_household("couple-deux-enfants"), papers=()))


def paper(page: Page, words: str, number: int = 0) -> Locator:
    return page.locator(".paper").filter(has=page.locator("h3", has_text=words)).nth(number)


def choose(place: Locator, *files: FilePayload | Path) -> None:
    """Join files by keyboard: the button, Enter, and the browser's own dialog. Large ones are given by their path."""
    place.get_by_role("button", name="Joindre").focus()
    with place.page.expect_file_chooser() as asked:
        place.page.keyboard.press("Enter")
    asked.value.set_files(list(files))  # type: ignore[arg-type]


def file(name: str, content: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="", buffer=content)


def names(desk: Office, opened: OpenCase) -> list[str]:
    return [file.name for file in attachments.attachments(desk.desk, opened.id)]


def test_files_are_chosen_seen_large_put_aside_put_back_and_moved(desk: Office, couple: OpenCase) -> None:
    page = desk.page
    desk.open("pieces", couple)
    expect(page.get_by_role("button", name="Dans le dossier")).to_have_text("Dans le dossier 0")
    identity = paper(page, "Pièce d’identité")
    choose(
        identity,
        file("recto.jpg", made.photograph(2, 6)),
        file("facture.pdf", b"MZ\x90\x00" + bytes(500)),
        file("relevé <b>.pdf", made.pdf(2)),
    )
    expect(identity.get_by_role("alert")).to_contain_text("facture.pdf n’a pas été joint. Ce fichier est un programme")
    expect(identity.locator(".paper-file")).to_have_count(2)
    expect(page.get_by_role("button", name="Dans le dossier")).to_have_text("Dans le dossier 1")
    expect(identity.get_by_label("État")).to_have_value("in_dossier")
    page.wait_for_function("() => [...document.querySelectorAll('.paper-thumb img')].every(i => i.naturalWidth > 100)")
    identity.get_by_role("button", name="Fermer le message").click()

    identity.get_by_role("button", name="Voir en grand : relevé").click()
    large = identity.locator("dialog.paper-large[open]")
    expect(large.get_by_role("img")).to_have_attribute("alt", "Page 1 de relevé <b>.pdf")
    page.keyboard.press("ArrowRight")
    expect(large.get_by_text("page 2 / 2")).to_be_visible()
    page.wait_for_function("() => document.querySelector('dialog[open] img').naturalWidth > 1000")
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)

    identity.get_by_role("button", name="Retirer recto.jpg").click()
    expect(identity.get_by_role("button", name="Remettre recto.jpg")).to_be_focused()
    assert names(desk, couple) == ["relevé <b>.pdf"]
    page.keyboard.press("Enter")
    expect(identity.get_by_role("button", name="Voir en grand : recto.jpg")).to_be_focused()
    assert names(desk, couple) == ["recto.jpg", "relevé <b>.pdf"]

    identity.get_by_role("button", name="Déplacer relevé").click()
    page.get_by_role("dialog").get_by_label("Vers la pièce").select_option(label="Livret de famille, Inès, Malo")
    page.get_by_role("dialog").get_by_role("button", name="Déplacer").click()
    expect(paper(page, "Livret de famille").locator(".paper-file")).to_have_count(1)
    assert attachments.counts(desk.desk, couple.id) == {"persons-p1-identity": 1, "family-book": 1}
    assert desk.complaints == []


def test_a_file_is_dropped_on_its_paper_and_one_dropped_beside_does_not_leave_the_page(
    desk: Office, couple: OpenCase
) -> None:
    page = desk.page
    desk.open("pieces", couple)
    page.evaluate("content => { window.dropped = content; }", list(made.saved(made.paper((300, 400)))))
    paper(page, "Bail").evaluate(f"paper => ({DROP})(paper, 'bail.jpg')")
    expect(paper(page, "Bail").locator(".paper-file")).to_have_count(1)
    page.locator("h1").evaluate(f"beside => ({DROP})(beside, 'ailleurs.jpg')")
    page.wait_for_timeout(300)
    assert names(desk, couple) == ["bail.jpg"]
    assert page.url.endswith("/pieces")


def test_the_state_is_chosen_in_place_and_the_reason_asked_for(desk: Office, couple: OpenCase) -> None:
    page = desk.page
    desk.open("pieces", couple)
    lease = paper(page, "Bail")
    lease.get_by_label("État").select_option("impossible")
    expect(page.get_by_role("button", name="Impossibles")).to_have_text("Impossibles 1")
    desk.say("papers.home-lease.reason", "Jamais remis par le bailleur")
    lease.get_by_role("button", name="Détails").click()
    desk.say("papers.home-lease.dated", "31/02/2026")
    expect(lease.get_by_role("alert")).to_be_visible()
    case = desk.case(couple)
    assert known(get(case, "papers.home-lease.state")) is PaperState.IMPOSSIBLE
    assert get(case, "papers.home-lease.reason") == "Jamais remis par le bailleur"
    page.get_by_role("button", name="Impossibles").click()
    expect(page.locator(".paper:visible")).to_have_count(1)
    desk.open("pieces#f-papers.tax-notice.covers_to", couple)
    page.reload()
    expect(page.locator("[id='f-papers.tax-notice.covers_to']")).to_be_focused()


def test_a_household_and_a_file_made_of_traps_are_shown_as_text_and_overflow_nowhere(desk: Office) -> None:
    page, opened, name = desk.page, desk.keep(hostile_case()[0]), "<img src=x onerror=window.hacked=1>.jpg"
    desk.open("pieces", opened)
    first = page.locator(".paper").first
    choose(first, file(name, made.photograph(1)), file("é" * 300 + ".pdf", made.pdf()))
    expect(first.locator(".paper-file")).to_have_count(2)
    expect(first.locator(".paper-file-name").first).to_have_text(name)
    page.locator(".paper").nth(8).get_by_role("button", name="Détails").click()
    for size in (TABLET, LAPTOP):
        page.set_viewport_size(size)
        assert page.evaluate("() => [window.hacked, document.documentElement.scrollWidth - innerWidth]") == [None, 0]
    assert desk.complaints == []


def test_a_paper_just_joined_stays_in_sight_among_those_to_bring(desk: Office, couple: OpenCase) -> None:
    page = desk.page
    desk.open("pieces", couple)
    page.get_by_role("button", name="À apporter").first.click()
    choose(paper(page, "Bail"), file("recto.jpg", made.saved(made.paper((300, 400)))))
    expect(paper(page, "Bail").locator(".paper-file")).to_have_count(1)
    expect(page.get_by_role("button", name="Dans le dossier")).to_have_text("Dans le dossier 1")
    expect(paper(page, "Bail")).to_be_visible()
    page.get_by_role("button", name="À apporter").first.click()
    expect(paper(page, "Bail")).to_be_hidden()


def test_a_file_sent_when_the_session_is_over_waits_for_the_password_and_is_joined(
    desk: Office, couple: OpenCase
) -> None:
    page = desk.page
    desk.open("pieces", couple)
    page.context.clear_cookies()
    choose(paper(page, "Bail"), file("bail.pdf", made.pdf()))
    expect(page.locator("#pcb-lock-password")).to_be_focused()
    assert names(desk, couple) == []
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(paper(page, "Bail").locator(".paper-file")).to_have_count(1)
    assert names(desk, couple) == ["bail.pdf"]
    page.wait_for_function("() => window.did_handshake && document.querySelector('#pcb-etat').innerText.includes('à')")
    desk.complaints.clear()  # the refusal of the server is told on the console


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that the network holds for a while."""
    path = tmp_path_factory.mktemp("scan") / "bail.png"
    path.write_bytes(made.large_scan())
    assert path.stat().st_size > 10_000_000
    return path


@pytest.fixture
def link(desk: Office) -> Iterator[Link]:
    port = urlsplit(desk.url).port
    assert port is not None
    link = Link(port)
    yield link
    link.close()


def test_a_file_cut_in_the_middle_or_whose_answer_is_lost_ends_stored_once(
    desk: Office, couple: OpenCase, link: Link, scan: Path
) -> None:
    page = desk.page
    page.goto(f"http://127.0.0.1:{link.port}/dossier/{couple.id}/pieces")
    page.wait_for_function("() => window.did_handshake")
    link.stall()
    choose(paper(page, "Bail"), scan)
    expect(page.locator(".papers-queue-state")).to_contain_text("envoi…")
    page.wait_for_timeout(500)
    assert names(desk, couple) == []
    link.cut()
    expect(page.locator(".papers-queue-state")).to_contain_text("nouvel essai")
    expect(page.locator("#pcb-etat")).to_contain_text("envoi d’un fichier")
    link.restore()
    expect(paper(page, "Bail").locator(".paper-file")).to_have_count(1)
    assert names(desk, couple) == ["bail.png"]

    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(str(route.fetch().json()["file"]))
        route.abort()

    page.route("**/fichier", lose_the_answer)
    choose(paper(page, "Livret"), file("livret.jpg", made.photograph(1)))
    expect(paper(page, "Livret").locator(".paper-file")).to_have_count(1)
    page.unroute("**/fichier")
    there = attachments.attachments(desk.desk, couple.id, removed=True)
    assert [(file.name, file.removed) for file in there] == [("bail.png", False), ("livret.jpg", False)]
    assert [file.id for file in there][1:] == lost


def test_an_upload_is_cancelled_and_begun_again_while_the_page_stays_usable(
    desk: Office, couple: OpenCase, link: Link, scan: Path
) -> None:
    page, second = desk.page, scan.with_name("deux.jpg")
    second.write_bytes(made.photograph(1))
    page.goto(f"http://127.0.0.1:{link.port}/dossier/{couple.id}/pieces")
    page.wait_for_function("() => window.did_handshake")
    link.stall()
    choose(paper(page, "Bail"), scan, second)
    queue = page.locator(".papers-queue")
    expect(queue.get_by_role("progressbar")).to_have_count(3)
    page.get_by_role("button", name="À apporter").click()  # nothing is blocked meanwhile
    queue.get_by_role("button", name="Annuler l’envoi de bail.png").click()
    expect(queue.get_by_role("button", name="Reprendre l’envoi de bail.png")).to_be_visible()
    link.restore()
    page.get_by_role("button", name="Toutes", exact=False).first.click()
    expect(paper(page, "Bail").locator(".paper-file")).to_have_count(1)
    assert names(desk, couple) == ["deux.jpg"]
    queue.get_by_role("button", name="Reprendre l’envoi de bail.png").click()
    expect(paper(page, "Bail").locator(".paper-file")).to_have_count(2)
    assert names(desk, couple) == ["deux.jpg", "bail.png"]
    expect(queue).to_have_count(0, timeout=10_000)
