"""The plain routes of a case: figures, explanations, papers. Each asks for a session and for a case that exists."""

from __future__ import annotations

import hashlib
import re

import pytest
from starlette.testclient import TestClient

from pcb.ui.figures import TITLES
from pcb.usecases.cases import answer, import_case
from pcb.usecases.demo import demo_household
from pcb.usecases.desk import Desk
from pcb.usecases.opening import OpenCase
from tests.ui.conftest import Clock

JSON = {"Accept": "application/json"}
ROUTES = ("chiffres", "explication/capacite", "declaration.pdf", "papier/0.pdf", "courriers.pdf",
          "courriers-creanciers.pdf", "fiche-courriers.pdf", "courriers.ics")  # fmt: skip
PAGES = ("budget", "lettre", "declaration", "historique", "courriers", "courriers/grace")


@pytest.fixture
def couple(desk: Desk, clock: Clock) -> OpenCase:
    return import_case(desk, demo_household("couple-deux-enfants"), clock.now())


def test_nothing_of_a_case_is_given_without_a_session(visitor: TestClient, couple: OpenCase):
    for route in ROUTES:
        given = visitor.get(f"/dossier/{couple.id}/{route}", headers=JSON)
        assert given.status_code == 401, route
        assert "Ferrand" not in given.text


def test_a_case_that_does_not_exist_is_not_found(client: TestClient):
    answers = {route: client.get(f"/dossier/{'0' * 32}/{route}").status_code for route in (*ROUTES, *PAGES)}
    assert set(answers.values()) == {404}, answers


def test_the_panel_gets_its_seven_figures(client: TestClient, couple: OpenCase):
    figures = client.get(f"/dossier/{couple.id}/chiffres", headers=JSON).json()
    assert [figure["key"] for figure in figures] == [
        "ressources",
        "charges",
        "credits",
        "reste",
        "capacite",
        "a-apporter",
        "alertes",
    ]
    assert figures[0]["text"] == "3\u202f248,50\u202f€"


def test_each_figure_has_its_explanation_and_its_lines_open_fields_of_this_case(client: TestClient, couple: OpenCase):
    for what in TITLES:
        sheet = client.get(f"/dossier/{couple.id}/explication/{what}", headers=JSON).json()
        assert sheet["title"], what
        links = [line["href"] for line in (*sheet["lines"], *sheet["findings"]) if line["href"]]
        assert all(link.startswith(f"/dossier/{couple.id}/entretien/") for link in links), what


def test_the_explanation_follows_the_reading_and_the_day_asked(client: TestClient, couple: OpenCase):
    def quotite(query: str) -> str:
        return str(client.get(f"/dossier/{couple.id}/explication/quotite?{query}", headers=JSON).json()["total"])

    assert len({quotite("lecture=commission"), quotite("lecture=judge"), quotite("jour=23/11/2025")}) == 3


def test_an_unknown_explanation_is_not_found(client: TestClient, couple: OpenCase):
    answer = client.get(f"/dossier/{couple.id}/explication/inconnue", headers=JSON)
    assert answer.status_code == 404
    assert answer.json()["sentence"]


def test_the_declaration_is_downloaded_under_a_name_that_names_nobody_and_kept_as_it_was(
    client: TestClient, couple: OpenCase
):
    printed = client.get(f"/dossier/{couple.id}/declaration.pdf?jour=2026-11-23")
    assert printed.content.startswith(b"%PDF")
    assert printed.headers["content-disposition"] == (
        f'attachment; filename="declaration-{couple.reference}-2026-11-23.pdf"'
    )
    page = client.get(f"/dossier/{couple.id}/declaration").text
    assert hashlib.sha256(printed.content).hexdigest()[:8] in page
    found = re.search(rf"/dossier/{couple.id}/papier/\w+\.pdf", page)
    assert found is not None
    assert client.get(found[0]).content == printed.content


def test_a_paper_of_one_case_is_not_given_under_another(
    client: TestClient, couple: OpenCase, opened: OpenCase, desk: Desk
):
    client.get(f"/dossier/{couple.id}/declaration.pdf")
    page = client.get(f"/dossier/{couple.id}/declaration").text
    paper = re.search(r"papier/(\w+)\.pdf", page)
    assert paper is not None
    assert client.get(f"/dossier/{opened.id}/papier/{paper[1]}.pdf").status_code == 404


def test_the_address_and_the_title_of_a_page_name_nobody(client: TestClient, couple: OpenCase):
    for page in PAGES:
        text = client.get(f"/dossier/{couple.id}/{page}").text
        title = re.search(r"<title>(.*?)</title>", text)
        assert title is not None
        assert "Ferrand" not in title[1], page


def test_letters_that_are_ready_are_downloaded_together_and_the_others_say_what_they_lack(
    client: TestClient, desk: Desk, clock: Clock, couple: OpenCase
):
    lacking = client.get(f"/dossier/{couple.id}/courriers.pdf?lettre=instalments-d1")
    assert lacking.status_code == 500
    assert "Premier paiement" in lacking.text
    assert client.get(f"/dossier/{couple.id}/courriers-creanciers.pdf").status_code == 404
    for path, text in (("amount", "61,50"), ("first_on", "05/12/2026")):
        place = f"letters.instalments-d1.{path}"
        answer(desk, couple.id, place, text, seen=None, request_id=f"{path}-0123", now=clock.now())
    for route in ("courriers.pdf?lettre=instalments-d1", "courriers-creanciers.pdf"):
        printed = client.get(f"/dossier/{couple.id}/{route}")
        assert printed.content.startswith(b"%PDF"), route
        assert re.search(r'filename="courriers-[0-9-]+\.pdf"', printed.headers["content-disposition"])
    agenda = client.get(f"/dossier/{couple.id}/courriers.ics")
    assert agenda.headers["content-type"].startswith("text/calendar")
    slip = client.get(f"/dossier/{couple.id}/fiche-courriers.pdf?lettre=instalments-d1")
    assert slip.content.startswith(b"%PDF")


def test_a_day_that_cannot_be_read_is_told_at_its_field_and_what_was_typed_is_kept(
    client: TestClient, opened: OpenCase
):
    text = client.get(f"/dossier/{opened.id}/budget?jour=31/02/2026").text
    assert "31/02/2026" in text
    assert "law-day-problem" in text


def test_the_loud_choice_is_offered_when_the_forfaits_of_the_year_are_not_on_file(client: TestClient, opened: OpenCase):
    choice = "Continuer avec les forfaits de 2025"
    assert choice in client.get(f"/dossier/{opened.id}/budget?jour=23/11/2026").text
    assert choice not in client.get(f"/dossier/{opened.id}/budget?jour=23/11/2025").text
