"""Every page and state of the application, through axe in Chromium: no serious or critical finding, at the width of a
laptop and of a tablet, and no page that scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, FilePayload, Page, expect

from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan_notes import OfferNote, PlanSettings, ReceivedAmount, ReceivedPalier, ReceivedPlan
from pcb.domain.vocabulary.plans import MeasureKind, OfferAnswer
from pcb.interview import engine
from pcb.interview.engine import Stop
from pcb.ui.figures import TITLES
from pcb.usecases import cases, papers
from pcb.usecases.cases import OpenCase
from pcb.usecases.demo import demo_households
from tests.domain.letters.corresponding import complete, household, likely
from tests.domain.take_home.leaving import taking_home
from tests.intake import made
from tests.interview.answering import answered, with_every_kind, yes
from tests.reports.official import official_like
from tests.stories.office import LAPTOP, TABLET, Office, office
from tests.stories.server import PASSWORD, Server

pytestmark = pytest.mark.browser

AUDIT = """async within => {
  const found = await axe.run(within, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}});
  return found.violations.filter(v => ['serious', 'critical'].includes(v.impact)).flatMap(
    v => v.nodes.map(n => `${v.id} (${v.impact}) : ${n.html.slice(0, 200)}`));
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
EXPLAIN = """what => { const button = document.createElement('button'); button.dataset.explain = what;
  document.querySelector('main').append(button); button.click(); button.remove(); }"""
UNFOLD = "() => document.querySelectorAll('#contenu details').forEach(d => { d.open = true; })"
OPEN_FIRST_ROWS = """() => document.querySelectorAll('#contenu table').forEach(
  table => table.querySelector('button[aria-expanded=false]')?.click())"""
MADE_UP = "a page that nobody made"


def audit(page: Page, within: str = "html") -> list[str]:
    """What is wrong with the page as it stands, at both widths; empty when nothing is. A page of the interview goes
    through axe at the width of a laptop alone: that is what takes time."""
    where = page.evaluate("() => `${location.pathname.replace(/[0-9a-f]{32}/, '…')} « ${document.title} »`")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    faults: list[str] = []
    for size in (TABLET, LAPTOP):
        page.set_viewport_size(size)
        name = f"{where}, {size['width']} px"
        if size is LAPTOP or page.locator(".pcb-stop").count() == 0:
            faults += [f"{name} : {fault}" for fault in page.evaluate(AUDIT, within)]
        if (wider := page.evaluate(SIDEWAYS)) > 0:
            faults.append(f"{name} : défile de {wider} px vers le côté")
    return faults


def asked_in(stop: Stop) -> set[tuple[str, str]]:
    """The page and each of its questions, whatever the line: two salaries ask the same."""
    return {
        (stop.step.key, ""),
        *((stop.step.key, re.sub(r"\.[\w-]+\.", ".*.", asked.path)) for asked in stop.questions),
    }


def pages_to_see(opened: list[OpenCase]) -> list[tuple[OpenCase, Stop]]:
    """Pages of the interview in which every page and every question of these cases is seen, the longest first."""
    found = [(one, stop) for one in opened for stop in engine.journey(one.case)]
    found.sort(key=lambda pair: -len(pair[1].questions))
    seen: set[tuple[str, str]] = set()
    chosen = []
    for one, stop in found:
        if not asked_in(stop) <= seen:
            seen |= asked_in(stop)
            chosen.append((one, stop))
    return sorted(chosen, key=lambda pair: pair[0].reference)


def two_of_everything() -> Case:
    """Two lines of every kind that exists, and an answer to every question."""
    return answered(with_every_kind(engine.new_case("p1"), 2), yes)


def ferrand() -> Case:
    """The couple with two children of the demonstration."""
    return next(case for case in demo_households() if "Ferrand" in str(case.persons))


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def couple(desk: Office) -> OpenCase:
    return desk.keep(ferrand())


def test_the_audit_sees_what_is_wrong(page: Page) -> None:
    page.set_content(f"<html><title>{MADE_UP}</title><main><input><p style='width:3000px'>trop large")
    faults = "\n".join(audit(page))
    assert "label (critical)" in faults
    assert "html-has-lang (serious)" in faults
    assert "768 px : défile" in faults


def test_the_pages_before_the_sign_in(server: Server, page: Page) -> None:
    faults = []
    page.goto(server.url)
    faults += audit(page)
    fill(page, display_name="Anne Conseil", login="anne", password=PASSWORD, again="autre chose")
    expect(page.get_by_role("alert")).to_contain_text("les mêmes")
    check_tied(page, "password")
    faults += audit(page)
    fill(page, password=PASSWORD, again=PASSWORD)
    expect(page.locator(".pcb-code")).to_be_visible()
    faults += audit(page)
    page.goto(f"{server.url}/dossiers")
    faults += audit(page)
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_selector("#login")
    faults += audit(page)
    fill(page, login="anne", password="ce n’est pas le bon")
    expect(page.get_by_role("alert")).to_contain_text("ne convient pas")
    check_tied(page, "password")
    faults += audit(page)
    page.goto(f"{server.url}/recuperation")
    faults += audit(page)
    fill(page, login="anne", code="AAAA", password=PASSWORD, again=PASSWORD)
    check_tied(page, "code")
    faults += audit(page)
    page.goto(f"{server.url}/connexion")
    page.get_by_role("button", name="Ouvrir la démonstration").click()
    page.wait_for_url("**/dossiers")
    expect(page.locator(".pcb-demo")).to_be_visible()
    faults += audit(page)
    assert faults == []


def fill(page: Page, **typed: str) -> None:
    """Fill a plain form and send it."""
    for name, text in typed.items():
        page.fill(f"#{name}", text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def check_tied(page: Page, field: str) -> None:
    """The field says that it is wrong, and its description is the sentence that is announced."""
    place = page.locator(f"[id='{field}']")
    expect(place).to_have_attribute("aria-invalid", "true")
    described = (place.get_attribute("aria-describedby") or "").split()
    sentences = [page.locator(f"[id='{name}']") for name in described]
    announced = [
        one
        for one in sentences
        if one.count() and one.evaluate("e => !!e.closest('[role=alert]') || !!e.querySelector('[role=alert]')")
    ]
    assert announced, f"{field} : {described}"
    assert announced[0].inner_text().strip()


def test_the_list_of_cases_empty_full_and_searched(desk: Office) -> None:
    for case in demo_households():
        desk.keep(case)
    desk.open("dossiers")
    faults = audit(desk.page)
    desk.page.fill("#pcb-search", "personne de ce nom")
    expect(desk.page.get_by_text("Aucun dossier ne correspond")).to_be_visible()
    faults += audit(desk.page)
    assert faults == []


def test_every_page_of_the_interview(desk: Office) -> None:
    new = cases.create_case(desk.desk, datetime.now(UTC))
    pages = pages_to_see([desk.keep(two_of_everything()), *map(desk.keep, demo_households()), new])
    assert len(pages) > 35
    whole: set[str] = set()
    faults = []
    for opened, stop in pages:
        desk.open_stop(opened, stop.key)
        desk.page.evaluate(UNFOLD)
        faults += audit(desk.page, "#contenu" if stop.step.key in whole else "html")
        whole.add(stop.step.key)
    for key in ("cadre", "foyer", "ressources", "recapitulatif"):
        desk.open_stop(new, key)
        faults += audit(desk.page, "#contenu")
    assert faults == []


def test_a_refused_answer_of_every_kind_is_tied_to_its_field_and_announced(desk: Office) -> None:
    opened = desk.keep(ferrand())
    wrong = {
        "amount": "mille",
        "date": "31/02/1980",
        "phone": "abc",
        "email": "a",
        "postcode": "x",
        "number": "x",
        "rate": "beaucoup",
        "iban": "FR00",
    }
    faults = []
    for stop in engine.journey(opened.case):
        for asked in stop.questions:
            bad = wrong.pop(asked.question.kind.widget, None)
            if bad is None:
                continue
            desk.open_stop(opened, stop.key)
            desk.page.evaluate(UNFOLD)
            desk.say(asked.path, bad)
            expect(desk.page.locator(f"[id='f-{asked.path}']")).to_have_value(bad)
            check_tied(desk.page, f"f-{asked.path}")
            faults += audit(desk.page)
    assert wrong == {}
    assert faults == []


def test_a_conflict_and_the_end_of_the_session(desk: Office) -> None:
    opened = desk.keep(ferrand())
    desk.open_stop(opened, "accompagnant")
    path = "supporter.organisation"
    desk.page.focus(f"[id='f-{path}']")
    now = datetime.now(UTC)
    cases.answer(
        desk.desk, opened.id, path, "Autre PCB", seen=opened.case.supporter.organisation, request_id="x", now=now
    )
    desk.say(path, "PCB de Lectoure")
    expect(desk.page.locator(".pcb-conflict")).to_be_visible()
    check_tied(desk.page, f"f-{path}")
    faults = audit(desk.page)
    desk.page.get_by_role("button", name="Garder la mienne").click()
    desk.page.wait_for_selector(".pcb-conflict", state="detached")
    desk.page.context.clear_cookies()
    desk.page.fill(f"[id='f-{path}']", "PCB de Condom")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator("#pcb-lock-password")).to_be_focused()
    faults += audit(desk.page)
    desk.page.keyboard.type("ce n’est pas lui")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("ne convient pas")
    check_tied(desk.page, "pcb-lock-password")
    faults += audit(desk.page)
    desk.page.evaluate("() => { window.beforeSignIn = true; }")
    desk.page.keyboard.type(PASSWORD)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#pcb-lock-password")).to_be_hidden()
    desk.page.wait_for_function(  # the page comes back by itself, with its new session
        "() => !window.beforeSignIn && window.did_handshake && document.querySelector('.pcb-field')"
    )
    assert faults == []


@pytest.mark.parametrize("reading", ["commission", "judge"])
def test_the_budget_in_both_readings(desk: Office, couple: OpenCase, reading: str) -> None:
    desk.open(f"budget?jour=23/11/2026&lecture={reading}", couple)
    assert audit(desk.page) == []
    desk.open("budget?jour=demain", couple)
    assert audit(desk.page) == []


def test_every_explanation_sheet(desk: Office, couple: OpenCase) -> None:
    desk.open("budget?jour=23/11/2026", couple)
    faults = []
    for what in TITLES:
        desk.page.evaluate(EXPLAIN, what)
        expect(desk.page.locator("dialog.explanation-sheet[open] h2")).not_to_have_text("Explication")
        faults += audit(desk.page, "dialog.explanation-sheet")
        desk.page.keyboard.press("Escape")
    assert faults == []


@pytest.mark.parametrize("place", ["declaration", "lettre", "historique", "declaration?jour=31/02/2026"])
def test_the_other_pages_of_a_case(desk: Office, couple: OpenCase, place: str) -> None:
    now = datetime.now(UTC)
    cases.answer(desk.desk, couple.id, "note", f"Vu {place}", seen=None, request_id=place, now=now, overwrite=True)
    desk.open(place, couple)
    assert audit(desk.page) == []


def test_two_copies_side_by_side(desk: Office, couple: OpenCase) -> None:
    kept = []
    for city in ("Lectoure", "Condom"):
        now = datetime.now(UTC)
        cases.answer(desk.desk, couple.id, "address.city", city, seen=None, request_id=city, now=now, overwrite=True)
        kept.append(papers.print_declaration(desk.desk, couple.id, date(2025, 6, 30), now).id)
    desk.open(f"comparer?a={kept[0]}&b={kept[1]}", couple)
    expect(desk.page.get_by_text("Condom", exact=True)).to_be_visible()
    assert audit(desk.page) == []
    desk.open(f"comparer?a={kept[0]}&b={kept[0]}", couple)
    expect(desk.page.get_by_text("Aucune différence")).to_be_visible()
    assert audit(desk.page) == []


def test_the_papers_with_their_files_a_refusal_and_both_dialogs(desk: Office) -> None:
    page, faults = desk.page, []
    page.set_viewport_size(TABLET)
    desk.open("pieces", desk.keep(two_of_everything()))
    expect(page.locator(".paper").nth(200)).to_be_attached()
    assert page.evaluate(SIDEWAYS) <= 0
    for opened in (cases.create_case(desk.desk, datetime.now(UTC)), desk.keep(ferrand())):
        desk.open("pieces", opened)
        expect(page.locator(".paper").first).to_be_visible()
        faults += audit(page)
    first = page.locator(".paper").nth(2)
    with page.expect_file_chooser() as asked:
        first.get_by_role("button", name="Joindre").click()
    sent = {"facture.pdf": b"MZ" + bytes(50), "recto.jpg": made.photograph(1), "relevé.pdf": made.pdf(2)}
    asked.value.set_files([FilePayload(name=name, mimeType="", buffer=content) for name, content in sent.items()])
    expect(first.locator(".paper-file")).to_have_count(2)
    first.get_by_role("button", name="Détails").click()
    first.get_by_label("État").select_option("impossible")
    expect(first.get_by_label("Pourquoi")).to_be_visible()
    first.get_by_role("button", name="Retirer recto.jpg").click()
    expect(first.get_by_role("button", name="Remettre")).to_be_visible()
    faults += audit(page)
    first.get_by_role("button", name="Voir en grand").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    faults += audit(page, "dialog[open]")
    page.keyboard.press("Escape")
    first.get_by_role("button", name="Déplacer").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    faults += audit(page, "dialog[open]")
    assert faults == []


def decided(case: Case) -> Case:
    """The case with a way to follow, an amount by hand that cannot be, an offer answered, a letter half typed in."""
    first, second = (debt.id for debt in case.debts[:2])
    return replace(
        case,
        filing=replace(case.filing, earlier_forfaits=True),
        plan=PlanSettings(monthly=Money(90_000), pursued=MeasureKind.RESCHEDULING, why="Elle garde sa voiture."),
        offers=(OfferNote(first, Money(30_000), date(2026, 3, 20), OfferAnswer.COUNTER_OFFER, Money(35_000), 12),),
        received=ReceivedPlan(capacity=Money(10_000)),
        received_paliers=(ReceivedPalier("1", 12), ReceivedPalier("2", 24)),
        received_amounts=(ReceivedAmount(f"1-{first}", Money(15_050)), ReceivedAmount(f"2-{second}", Money(5_000))),
    )


def test_the_plan_and_its_explanations(desk: Office) -> None:
    opened = desk.keep(decided(ferrand()))
    desk.open("plan?jour=2026-03-16", opened)
    desk.page.wait_for_selector("#recu")
    desk.page.evaluate(UNFOLD)
    desk.page.evaluate(OPEN_FIRST_ROWS)
    faults = audit(desk.page)
    for what in ("preuve", f"dette-{opened.case.debts[0].id}", "mesure-suspension"):
        desk.page.evaluate(EXPLAIN, what)
        expect(desk.page.locator("dialog.explanation-sheet[open] h2")).not_to_have_text("Explication")
        faults += desk.page.evaluate(AUDIT, "dialog.explanation-sheet")
        desk.page.keyboard.press("Escape")
    desk.say(f"plan_debts.{opened.case.debts[0].id}.amount", "9000")
    expect(desk.page.locator(".plan-set-field .pcb-error")).to_be_visible()
    desk.page.evaluate("() => scrollTo(0, 0)")  # the header would hide a part of a row
    faults += desk.page.evaluate(AUDIT, "#dettes")
    assert faults == []


def test_the_plan_of_two_of_everything_and_of_nothing(desk: Office) -> None:
    faults = []
    for opened in (desk.keep(two_of_everything()), cases.create_case(desk.desk, datetime.now(UTC))):
        desk.open("plan?jour=2026-03-16", opened)
        desk.page.wait_for_selector("#recu")
        desk.page.set_viewport_size(TABLET)
        assert desk.page.evaluate(SIDEWAYS) <= 0
        desk.page.set_viewport_size(LAPTOP)
        desk.page.evaluate(AXE_SCRIPT)
        faults += desk.page.evaluate(AUDIT, "#contenu")
    assert faults == []


def test_the_letters_empty_full_lacking_and_ready(desk: Office) -> None:
    empty = cases.create_case(desk.desk, datetime.now(UTC))
    many = desk.keep(two_of_everything())
    whole = desk.keep(household(admissible=True))
    ready = desk.keep(complete(household(), likely))
    faults = []
    for opened, place in (
        (empty, "courriers"),
        (many, "courriers"),
        (whole, "courriers"),
        (whole, "courriers/stay-eviction-s1"),
        (ready, "courriers/instalments-d1"),
        (ready, "courriers/notice"),
    ):
        desk.open(place, opened)
        desk.page.evaluate(UNFOLD)
        faults += [f"{place} {fault}" for fault in audit(desk.page)]
    desk.page.set_viewport_size(LAPTOP)
    menu = desk.page.locator(".pcb-menu")
    assert menu.evaluate("e => e.scrollWidth <= e.clientWidth && e.offsetHeight < 44")
    assert faults == []


def test_what_is_taken_home_empty_and_full(desk: Office) -> None:
    faults = []
    for opened in (cases.create_case(desk.desk, datetime.now(UTC)), desk.keep(taking_home())):
        desk.open("a-emporter", opened)
        desk.page.evaluate(UNFOLD)
        faults += audit(desk.page)
        desk.page.set_viewport_size({"width": 390, "height": 800})
        assert desk.page.evaluate(SIDEWAYS) <= 0
    desk.page.set_viewport_size(LAPTOP)
    menu = desk.page.locator(".pcb-menu")
    assert menu.evaluate("e => e.scrollWidth <= e.clientWidth && e.offsetHeight < 44")
    assert faults == []


def test_a_page_that_does_not_exist(desk: Office) -> None:
    for place in ("nulle-part", f"dossier/{'0' * 32}/budget"):
        desk.open(place)
        expect(desk.page.locator("h1")).to_have_text("Cette page n’existe pas")
        assert audit(desk.page) == []


def test_the_official_form_none_missing_faulty_in_use_and_withdrawn(desk: Office) -> None:
    page = desk.page
    desk.open("dossiers")
    page.get_by_role("link", name="Formulaire officiel").click()
    page.wait_for_url("**/formulaire")
    expect(page.get_by_text("Aucun formulaire officiel n’est déposé")).to_be_visible()
    faults = audit(page)
    page.get_by_role("button", name="Mettre en service").click()
    expect(page.locator("#form-told")).to_have_text("Choisissez le formulaire vierge.")
    expect(page.locator("#form-pdf")).to_be_focused()
    faults += audit(page)
    pdf = {"name": "vierge.pdf", "mimeType": "application/pdf", "buffer": official_like.with_fields()}
    wrong = official_like.WITH_FIELDS.replace("motif", "motifs").encode()
    page.set_input_files("#form-pdf", [pdf])  # type: ignore[list-item]
    page.set_input_files("#form-toml", [{"name": "modele.toml", "mimeType": "text/plain", "buffer": wrong}])
    page.get_by_role("button", name="Mettre en service").click()
    expect(page.get_by_role("region", name="Défauts du modèle")).to_contain_text("le champ « motifs »")
    faults += audit(page)
    right = official_like.WITH_FIELDS.encode()
    page.set_input_files("#form-toml", [{"name": "modele.toml", "mimeType": "text/plain", "buffer": right}])
    with page.expect_download() as tried:
        page.get_by_role("button", name="Essayer avec un ménage d’exemple").click()
    assert tried.value.suggested_filename == "essai-formulaire.pdf"
    assert Path(tried.value.path()).read_bytes().startswith(b"%PDF-")
    expect(page.get_by_role("region", name="Rubriques sans case")).to_contain_text("p3.deposant.salaire")
    faults += audit(page)
    page.get_by_role("button", name="Mettre en service").click()
    expect(page.get_by_text("Formulaire imaginaire, 2 pages.")).to_be_visible()
    page.get_by_text("Retirer ce formulaire").click()
    faults += audit(page)
    with page.expect_download():
        page.get_by_role("link", name="Essayer avec un ménage d’exemple").click()
    page.get_by_role("button", name="Retirer", exact=True).click()
    expect(page.get_by_text("Aucun formulaire officiel n’est déposé")).to_be_visible()
    expect(page.get_by_role("region", name="Formulaires précédents")).to_be_visible()
    faults += audit(page)
    assert faults == []
