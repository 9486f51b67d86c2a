"""The whole way, in a real Chromium, by keyboard alone: a family is typed in, the server is killed in the middle, the
person goes on, and takes the declaration away; nothing of it can be read in what the application wrote."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page

from pcb.config import Settings
from pcb.interview import engine
from pcb.usecases import accounts, cases
from pcb.usecases.desk import open_store
from tests.stories import family
from tests.stories.conftest import first_start
from tests.stories.server import PASSWORD, Server
from tests.stories.typist import Typist

LISTS = {
    "foyer": ("persons", family.PERSONS),
    "charges-logement": ("expenses", family.HOUSING),
    "aides-logement": ("incomes", family.BENEFIT),
    "ressources": ("incomes", family.INCOMES),
    "charges": ("expenses", family.EXPENSES),
    "dettes": ("debts", family.DEBTS),
    "comptes": ("accounts", family.ACCOUNTS),
    "vehicules": ("vehicles", family.VEHICLES),
}


@pytest.mark.browser
def test_a_family_is_typed_in_by_keyboard_through_a_kill_and_leaves_with_its_declaration(
    server: Server, page: Page
) -> None:
    first_start(page, server.url)
    typist = Typist(page)
    open_new_case(typist)
    page.wait_for_function("() => document.activeElement.closest('.pcb-field')")
    typist.items["persons"] = ["p1"]
    said = family.answers()
    killed = False
    while True:
        stop = typist.stop()
        if stop in LISTS:
            collection, labels = LISTS[stop]
            for label in labels:
                typist.add(collection, label)
                typist.back_to_list()
        typist.fill(said)
        if stop.startswith("charge.") and len(typist.saved) > 60 and not killed:
            killed = True
            page.evaluate("() => { window.beforeTheKill = true; }")
            server.kill()
            server.start()
            sign_in_again(typist)
        if not typist.next_stop():
            break
    assert killed, "le serveur n’a pas été tué en chemin"
    check_stored(server, typist)
    pdf = download(typist)
    check_paper(pdf)
    server.kill()
    assert traces(server.folder) == []


def open_new_case(typist: Typist) -> None:
    """From the list of cases, by its button."""
    for _ in range(20):
        if typist.focus()["text"] == "Nouveau dossier":
            break
        typist.press("Tab")
    typist.press("Enter")
    typist.page.wait_for_url("**/entretien**")


def sign_in_again(typist: Typist) -> None:
    """After the restart the page asks for the password, then comes back by itself to the same place."""
    typist.page.wait_for_selector("input[type=password]", timeout=60_000)
    typist.tab_to("input[type=password]")
    typist.page.keyboard.type(PASSWORD)
    typist.press("Enter")
    typist.page.wait_for_function("() => !window.beforeTheKill && document.querySelector('#f-suite')", timeout=60_000)
    typist.page.wait_for_timeout(500)


def check_stored(server: Server, typist: Typist) -> None:
    """What the page called saved is what another process reads in the base."""
    store = open_store(Settings(server.folder / "data"))
    desk = accounts.sign_in(store, "anne", PASSWORD)
    (card,) = cases.list_cases(desk)
    case = cases.open_case(desk, card.id).case
    stored = {asked.path: asked for stop in engine.journey(case) for asked in stop.questions}
    store.close()
    assert len(typist.saved) > 100
    for path, shown in typist.saved.items():
        kept = stored[path].shown
        assert (sorted(kept) if isinstance(kept, list) else [kept]) == (
            sorted(shown) if isinstance(shown, list) else [shown]
        ), path
    assert [len(items) for items in (case.persons, case.incomes, case.expenses, case.debts)] == [4, 4, 10, 6]
    assert (len(case.accounts), len(case.vehicles)) == (2, 1)


def download(typist: Typist) -> bytes:
    """The declaration, from its page, by keyboard."""
    typist.follow("a[href$='/declaration']")
    typist.page.wait_for_selector("h1")
    with typist.page.expect_download() as downloaded:
        typist.follow("a[href*='/declaration.pdf']")
    return Path(downloaded.value.path()).read_bytes()


def check_paper(pdf: Path | bytes) -> None:
    """Every name, creditor and amount typed is on the paper."""
    text = plain("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))
    for word in (*family.NAMES, *family.CREDITORS):
        assert plain(word) in text, word
    for amounts in family.AMOUNTS.values():
        for amount in amounts:
            assert plain(french(amount)) in text, amount


def french(typed: str) -> str:
    """``1843,27`` as a paper writes it: ``1 843,27``."""
    sign, digits = ("−" if typed.startswith("-") else ""), typed.lstrip("-")
    whole, _, cents = digits.partition(",")
    return f"{sign}{int(whole):,}".replace(",", " ") + f",{cents}"


def plain(text: str) -> str:
    """Without regard to spaces and line ends."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def traces(folder: Path) -> list[tuple[str, str]]:
    """Where a name, a creditor or an amount can be read, in any usual encoding, in any file below ``folder``."""
    words = [*family.NAMES, *family.CREDITORS, "Vieux-Remparts", "Berline bleue"]
    for amounts in family.AMOUNTS.values():
        for amount in amounts:
            digits = amount.lstrip("-")
            words += [digits, digits.replace(",", "."), digits.replace(",", "") if len(digits) > 6 else digits]
    needles = {
        word: {word.encode("utf-8"), word.encode("utf-16-le"), word.encode("latin-1"), word.encode("unicode-escape")}
        for word in words
    }
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        found += [
            (str(path.relative_to(folder)), word)
            for word, forms in needles.items()
            if any(form in content for form in forms)
        ]
    return found


def test_the_search_for_traces_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "journal.log").write_text("montant 1843.27 reçu", encoding="utf-8")
    assert traces(tmp_path) == [("journal.log", "1843.27")]
