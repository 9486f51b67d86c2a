"""The plan of a household on the screen: the slider moves and the plan follows; what breaks is said where it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.vocabulary.plans import MeasureKind
from pcb.usecases.exchange import read_household
from tests.conftest import HOUSEHOLDS
from tests.stories.office import SETTLED, Office, office

pytestmark = pytest.mark.browser

DAY = "?jour=2026-03-16"
READY = "#recu"
MONTHLY = ".key-figure[data-explain=mensuel] .key-amount"


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("plan")) as opened:
        yield opened


def couple() -> Case:
    case = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")
    return replace(case, filing=replace(case.filing, earlier_forfaits=True))


def test_the_plan_follows_the_slider_is_stored_when_let_go_and_can_be_explained(desk: Office) -> None:
    opened = desk.keep(couple())
    desk.open(f"plan{DAY}", opened)
    page = desk.page
    page.wait_for_selector(READY)
    whole = page.locator(MONTHLY).inner_text()
    slider = page.get_by_label("Montant versé chaque mois, au curseur")

    slider.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(MONTHLY)).not_to_have_text(whole)
    page.keyboard.press("Tab")
    page.wait_for_function(SETTLED)
    chosen = desk.case(opened).plan.monthly
    assert isinstance(chosen, Money)
    expect(page.locator(MONTHLY)).to_have_text(str(chosen))
    expect(page.locator("[id='f-plan.monthly']")).to_have_value(chosen.exact().replace(".", ","))

    page.click(".key-figure[data-explain=verse]")
    expect(page.locator("#explanation-title")).to_have_text("Versé en tout")
    assert page.locator(".sheet-lines tbody tr").count() == len(desk.case(opened).debts)
    page.keyboard.press("Escape")
    assert desk.complaints == []


def test_more_than_the_capacity_is_said_at_once_with_its_month_its_cents_and_its_article(desk: Office) -> None:
    opened = desk.keep(couple())
    desk.open(f"plan{DAY}", opened)
    page = desk.page
    page.wait_for_selector(READY)
    desk.say("plan.monthly", "5000")
    notice = page.locator("#plan .notice.urgent")
    expect(notice).to_contain_text("Mois 1")
    expect(notice).to_contain_text("L. 731-1")
    page.get_by_role("button", name="suivre la capacité").click()
    expect(notice).to_have_count(0)


def test_a_bad_amount_by_hand_is_named_at_its_field_and_nothing_is_lost(desk: Office) -> None:
    opened = desk.keep(couple())
    desk.open(f"plan{DAY}", opened)
    page = desk.page
    page.wait_for_selector(READY)
    debt = desk.case(opened).debts[1]
    page.get_by_role("button", name=f"régler\u202f: {debt.creditor}").click()
    field = page.locator(f"[id='f-plan_debts.{debt.id}.amount']")

    desk.say(f"plan_debts.{debt.id}.amount", "quarante")
    expect(page.locator(".plan-set .pcb-error")).to_contain_text("écrivez le montant en chiffres")
    expect(field).to_have_value("quarante")
    assert desk.case(opened).plan_debts == ()
    expect(page.locator(MONTHLY)).to_be_visible()

    desk.say(f"plan_debts.{debt.id}.amount", "9000")
    error = page.locator(".plan-set-field .pcb-error")
    expect(error).to_contain_text(str(debt.creditor))
    expect(error).to_contain_text("L. 731-1")
    expect(field).to_have_value("9000,00")
    assert desk.case(opened).plan_debts[0].amount == Money.of("9000")

    desk.say(f"plan_debts.{debt.id}.amount", "40")
    expect(error).to_have_count(0)
    expect(page.locator(MONTHLY)).to_be_visible()


def test_the_way_to_follow_is_marked_by_the_counsellor_alone_with_why(desk: Office) -> None:
    opened = desk.keep(couple())
    desk.open(f"plan{DAY}", opened)
    page = desk.page
    page.wait_for_selector(READY)
    expect(page.locator("#mesures tbody.pursued")).to_have_count(0)
    page.select_option("[id='f-plan.pursued']", MeasureKind.RESCHEDULING.value)
    expect(page.locator("#mesures tbody.pursued")).to_contain_text("la voie à suivre")
    desk.say("plan.why", "Elle garde la voiture.")
    assert desk.case(opened).plan.pursued is MeasureKind.RESCHEDULING
    assert desk.case(opened).plan.why == "Elle garde la voiture."


def test_a_plan_typed_in_from_a_letter_is_judged(desk: Office) -> None:
    opened = desk.keep(couple())
    desk.open(f"plan{DAY}", opened)
    page = desk.page
    page.wait_for_selector(READY)
    debt = desk.case(opened).debts[0]
    page.get_by_text("Recopier une lettre").click()
    desk.say("received.capacity", "100")
    desk.say("received_paliers.1.months", "12")
    desk.say(f"received_amounts.1-{debt.id}.amount", "150,50")
    judged = page.locator("#recu .notice.urgent")
    expect(judged).to_contain_text("150,50")
    expect(judged).to_contain_text("L. 731-1")
    assert desk.complaints == []
