"""The plain routes of the plan: behind the session, of a case that exists, fast, and nothing stored by a slider."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from pcb.domain.money import Money
from pcb.usecases.cases import import_case, open_case
from pcb.usecases.desk import Desk
from pcb.usecases.exchange import read_household
from pcb.usecases.opening import OpenCase
from pcb.usecases.papers import printed_papers
from tests.conftest import HOUSEHOLDS
from tests.ui.conftest import ORIGIN, Clock

JSON = {"Accept": "application/json", "Origin": ORIGIN}
DAY = "jour=2026-03-16"
GETS = ("plan/explication/verse", "plan.pdf", "plan.csv", "plan.xlsx")
POSTS = ("plan/calcul", "plan/suite")


@pytest.fixture
def couple(desk: Desk, clock: Clock) -> OpenCase:
    case = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")
    return import_case(desk, replace(case, filing=replace(case.filing, earlier_forfaits=True)), clock.now())


def figure(answer: dict, key: str) -> str:
    return next(one["text"] for one in answer["figures"] if one["key"] == key)


def test_nothing_of_a_plan_is_given_without_a_session(visitor: TestClient, couple: OpenCase):
    for route in GETS:
        answer = visitor.get(f"/dossier/{couple.id}/{route}", headers=JSON)
        assert answer.status_code == 401, route
        assert "Ferrand" not in answer.text
    for route in POSTS:
        assert visitor.post(f"/dossier/{couple.id}/{route}", headers=JSON, json={}).status_code == 401, route


def test_a_case_or_a_form_that_does_not_exist_is_not_found(client: TestClient, couple: OpenCase):
    for route in (*GETS, "plan"):
        assert client.get(f"/dossier/{'0' * 32}/{route}", headers={"Origin": ORIGIN}).status_code == 404, route
    for route in POSTS:
        assert client.post(f"/dossier/{'0' * 32}/{route}", headers=JSON, json={}).status_code == 404, route
    assert client.get(f"/dossier/{couple.id}/plan.docx").status_code == 404
    assert client.get(f"/dossier/{couple.id}/plan/explication/autre", headers=JSON).status_code == 404


def test_a_post_from_elsewhere_is_refused(client: TestClient, couple: OpenCase):
    foreign = JSON | {"Origin": "http://evil.example"}
    assert client.post(f"/dossier/{couple.id}/plan/calcul", headers=foreign, json={}).status_code == 403


def test_the_slider_is_answered_and_stores_nothing(client: TestClient, desk: Desk, couple: OpenCase):
    address = f"/dossier/{couple.id}/plan/calcul?{DAY}"
    assert figure(client.post(address, headers=JSON, json={}).json(), "mensuel") == "712,50\u202f€"
    moved = client.post(address, headers=JSON, json={"monthly": "300,5"}).json()
    assert figure(moved, "mensuel") == "300,50\u202f€"
    assert open_case(desk, couple.id).case.plan.monthly is None
    assert open_case(desk, couple.id).revision == couple.revision


@pytest.mark.parametrize("body", [{"monthly": 12}, {"monthly": "9" * 500}, [], "x", None, {"monthly": None}])
def test_a_body_that_is_not_ours_changes_nothing(client: TestClient, couple: OpenCase, body: object):
    answer = client.post(f"/dossier/{couple.id}/plan/calcul?{DAY}", headers=JSON, json=body)
    assert figure(answer.json(), "mensuel") == "712,50\u202f€"


def test_an_amount_that_cannot_be_read_is_told_and_not_guessed(client: TestClient, couple: OpenCase):
    answer = client.post(f"/dossier/{couple.id}/plan/calcul?{DAY}", headers=JSON, json={"monthly": "trois cents"})
    assert answer.status_code == 422
    assert "en chiffres" in answer.json()["sentence"]


def test_what_is_stored_changes_the_plan(client: TestClient, desk: Desk, couple: OpenCase):
    saved = client.post(
        f"/dossier/{couple.id}/reponse",
        headers=JSON,
        json={"path": "plan.monthly", "raw": "450", "seen": "", "request_id": "r-12345678"},
    ).json()
    assert saved["state"] == "saved"
    assert open_case(desk, couple.id).case.plan.monthly == Money.of("450")
    answer = client.post(f"/dossier/{couple.id}/plan/calcul?{DAY}", headers=JSON, json={}).json()
    assert figure(answer, "mensuel") == "450,00\u202f€"


def test_the_paper_is_kept_and_the_tables_are_not(client: TestClient, desk: Desk, couple: OpenCase):
    for route, opening in (("plan.csv", '\ufeff"Créancier"'.encode()), ("plan.xlsx", b"PK")):
        answer = client.get(f"/dossier/{couple.id}/{route}?{DAY}")
        assert answer.content.startswith(opening)
        assert answer.headers["content-disposition"] == f'attachment; filename="plan-2026-03-16.{route[5:]}"'
    assert printed_papers(desk, couple.id) == ()
    paper = client.get(f"/dossier/{couple.id}/plan.pdf?{DAY}")
    assert paper.content.startswith(b"%PDF-")
    assert [kept.kind for kept in printed_papers(desk, couple.id)] == ["plan"]


def test_the_rest_of_the_page_and_each_measure_are_explained(client: TestClient, couple: OpenCase):
    rest = client.post(f"/dossier/{couple.id}/plan/suite?{DAY}", headers=JSON, json={}).json()
    assert len(rest["measures"]) == 8
    for measure in rest["measures"]:
        sheet = client.get(f"/dossier/{couple.id}/plan/explication/mesure-{measure['kind']}?{DAY}", headers=JSON).json()
        assert sheet["title"] == measure["label"]


def test_the_page_names_no_one_in_its_title(client: TestClient, couple: OpenCase):
    page = client.get(f"/dossier/{couple.id}/plan?{DAY}")
    assert page.status_code == 200
    title = page.text.partition("<title>")[2].partition("</title>")[0]
    assert title == "Plan de remboursement · Point conseil budget"
