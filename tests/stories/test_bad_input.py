"""Bad input at the real fields, in Chromium: a French sentence at the field, what was typed is kept, nothing is lost,
and a good answer afterwards is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from pcb.domain.case import Account, Case, Income, Person
from pcb.domain.case_path import get
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import Role
from pcb.usecases.cases import OpenCase
from tests.stories.office import Office, office

pytestmark = pytest.mark.browser

AMOUNT = ("ressource.i1", "incomes.i1.amount")
BALANCE = ("compte.c1", "accounts.c1.balance")
BIRTH = ("personne.p1", "persons.p1.birth_date")


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(browser, tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def opened(desk: Office) -> OpenCase:
    """A household with a salary and an account of which nothing is known."""
    return desk.keep(
        Case(
            persons=(Person("p1", Role.DEPOSANT),),
            incomes=(Income("i1", IncomeKind.SALARY),),
            accounts=(Account("c1", AccountKind.CURRENT),),
        )
    )


def plain(text: str) -> str:
    """With plain spaces."""
    return re.sub(r"\s+", " ", text).strip()


def field(desk: Office, path: str) -> Locator:
    return desk.page.locator(f"[id='f-{path}']")


@pytest.mark.parametrize(
    ("place", "typed", "stored", "shown"),
    [
        (AMOUNT, "1.250,50", Money.of("1250.50"), "1250,50"),
        (AMOUNT, "1 250,5 €", Money.of("1250.50"), "1250,50"),
        (AMOUNT, "1250.5", Money.of("1250.50"), "1250,50"),
        (BALANCE, "-5", Money.of("-5"), "-5,00"),
        (BIRTH, "1er février 1980", date(1980, 2, 1), "01/02/1980"),
    ],
)
def test_what_can_be_read_in_one_way_is_stored_and_shown_as_it_was_understood(
    desk: Office, opened: OpenCase, place: tuple[str, str], typed: str, stored: Any, shown: str
) -> None:
    stop, path = place
    desk.open_stop(opened, stop)
    desk.say(path, typed)
    expect(field(desk, path)).to_have_value(shown)
    expect(desk.page.locator(f"[data-path='{path}'] .pcb-state")).to_contain_text("enregistré à")
    assert get(desk.case(opened), path) == stored


@pytest.mark.parametrize(
    ("place", "typed", "sentence"),
    [
        (AMOUNT, "-5", "« -5 » : ce montant ne peut pas être négatif. Écrivez-le sans le signe moins."),
        (
            AMOUNT,
            "12,345",
            "« 12,345 » a 3 chiffres après la virgule : les centimes en ont deux au plus, par exemple 1250,50.",
        ),
        (AMOUNT, "mille", "« mille » : écrivez le montant en chiffres, par exemple 1250,50."),
        (AMOUNT, "1.250", "« 1.250 » : voulez-vous dire 1250 ou 1,25 ?"),
        (BIRTH, "31/02/1980", "« 31/02/1980 » n’existe pas : février 1980 a 29 jours."),
        (BIRTH, "14/07/2090", "« 14/07/2090 » : une date de naissance ne peut pas être dans le futur."),
    ],
)
def test_what_cannot_be_read_is_kept_beside_its_sentence_until_a_good_answer_is_saved(
    desk: Office, opened: OpenCase, place: tuple[str, str], typed: str, sentence: str
) -> None:
    stop, path = place
    good, shown, stored = (
        ("01/02/1980", "01/02/1980", date(1980, 2, 1))
        if place is BIRTH
        else ("1250,50", "1250,50", Money.of("1250.50"))
    )
    desk.open_stop(opened, stop)
    desk.say(path, typed)
    said = desk.page.locator(f"[data-path='{path}'] [role=alert]")
    assert plain(said.inner_text()) == f"{sentence} Non enregistré."
    expect(field(desk, path)).to_have_value(typed)
    expect(field(desk, path)).to_have_attribute("aria-invalid", "true")
    expect(field(desk, path)).to_have_attribute("aria-describedby", re.compile(re.escape(f"f-{path}-etat")))
    assert said.evaluate("e => e.parentElement.id") == f"f-{path}-etat"
    expect(desk.page.locator("#pcb-etat")).to_have_text("1 réponse à corriger")
    assert get(desk.case(opened), path) is None

    desk.open_stop(opened, "cadre")  # elsewhere in the interview, and back: nothing is lost
    desk.say("welcome.site", "Condom")
    expect(desk.page.locator("#pcb-etat")).to_have_text("1 réponse à corriger")
    assert get(desk.case(opened), "welcome.site") == "Condom"
    desk.open_stop(opened, stop)
    expect(field(desk, path)).to_have_value(typed)
    expect(said).to_be_visible()

    desk.say(path, good)
    expect(field(desk, path)).to_have_value(shown)
    expect(said).to_be_hidden()
    expect(desk.page.locator("#pcb-etat")).to_contain_text("enregistré à")
    assert get(desk.case(opened), path) == stored


def test_a_refused_answer_does_not_undo_the_one_that_was_stored(desk: Office, opened: OpenCase) -> None:
    stop, path = AMOUNT
    desk.open_stop(opened, stop)
    desk.say(path, "1250,50")
    desk.say(path, "mille")
    assert get(desk.case(opened), path) == Money.of("1250.50")
    desk.page.wait_for_timeout(500)  # what is typed is sealed in the browser a moment later
    desk.page.reload()
    desk.page.wait_for_function("() => window.did_handshake")
    expect(field(desk, path)).to_have_value("mille")
    expect(desk.page.locator(f"[data-path='{path}'] [role=alert]")).to_contain_text("écrivez le montant en chiffres")
    desk.say(path, "1300")
    expect(field(desk, path)).to_have_value("1300,00")
    assert get(desk.case(opened), path) == Money.of("1300")
