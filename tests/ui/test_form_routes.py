"""The plain routes of the official form: who may ask, what is refused, what is given."""

from __future__ import annotations

import base64

import pytest
from starlette.testclient import TestClient

from pcb.ui.guard import BODY_LIMIT, limit_of
from pcb.usecases import official_form
from pcb.usecases.desk import Desk
from tests.reports.official import official_like
from tests.ui.conftest import ORIGIN

SENT = {"Origin": ORIGIN, "Accept": "application/json", "Content-Type": "application/octet-stream"}
PDF, TEMPLATE = official_like.with_fields(), official_like.WITH_FIELDS.encode()
GIVEN = ("exemple.pdf", "exemple.toml", "rubriques.txt", f"{'0' * 32}/essai.pdf", f"{'0' * 32}/modele.toml")


def test_nothing_is_taken_or_given_without_a_session(visitor: TestClient, desk: Desk):
    for route in ("/formulaire", "/formulaire/essai"):
        assert visitor.post(route, content=TEMPLATE + b"\0" + PDF, headers=SENT).status_code == 401
    for route in GIVEN:
        assert visitor.get(f"/formulaire/{route}", headers={"Accept": "application/json"}).status_code == 401
    assert official_form.forms(desk) == ()


def test_a_form_sent_from_elsewhere_is_refused(client: TestClient, desk: Desk):
    answer = client.post("/formulaire", content=TEMPLATE + b"\0" + PDF, headers={**SENT, "Origin": "http://ailleurs"})
    assert answer.status_code == 403
    assert official_form.forms(desk) == ()


def test_a_form_is_tried_then_put_in_use_and_its_template_read_again(client: TestClient, desk: Desk):
    body = TEMPLATE + b"\0" + PDF
    tried = client.post("/formulaire/essai", content=body, headers=SENT).json()
    assert tried["state"] == "tried"
    assert base64.b64decode(tried["pdf"]).startswith(b"%PDF-")
    assert official_form.forms(desk) == ()
    assert client.post("/formulaire", content=body, headers=SENT).json() == {"state": "in use"}
    [form] = official_form.forms(desk)
    assert client.get(f"/formulaire/{form.kept.id}/modele.toml").text.encode() == TEMPLATE
    again = client.get(f"/formulaire/{form.kept.id}/essai.pdf")
    assert again.content.startswith(b"%PDF-")
    assert again.headers["content-disposition"] == 'attachment; filename="essai-formulaire.pdf"'
    assert client.get("/formulaire").status_code == 200


@pytest.mark.parametrize(
    ("body", "sentence", "faults"),
    [
        (TEMPLATE.replace(b"motif", b"motifs") + b"\0" + PDF, "Le modèle ne convient pas", 1),
        (b"\xff\xfe\0" + PDF, "Le modèle ne convient pas", 1),
        (TEMPLATE + b"\0" + PDF[:500], "abîmé", 0),
        (TEMPLATE + b"\0", "abîmé", 0),
        (TEMPLATE, "illisible", 0),
        (b"", "illisible", 0),
    ],
    ids=["template", "no text", "truncated", "no form", "no zero", "empty"],
)
def test_what_does_not_fit_is_refused_in_a_sentence(
    client: TestClient, desk: Desk, body: bytes, sentence: str, faults: int
):
    for route in ("/formulaire", "/formulaire/essai"):
        answer = client.post(route, content=body, headers=SENT)
        assert answer.status_code == 422
        assert sentence in answer.json()["sentence"]
        assert len(answer.json().get("faults", [])) == faults
    assert official_form.forms(desk) == ()


def test_a_form_may_weigh_more_than_an_answer_and_not_more_than_a_file(client: TestClient):
    assert limit_of("/formulaire") == limit_of("/formulaire/essai") == limit_of(f"/dossier/{'0' * 32}/pieces/x/fichier")
    assert limit_of("/formulaire/essai/") == limit_of("/formulaires") == BODY_LIMIT
    heavy = TEMPLATE + b"\0" + PDF + b"\n" * (BODY_LIMIT + 1)
    assert client.post("/formulaire/essai", content=heavy, headers=SENT).status_code == 200
    announced = {**SENT, "Content-Length": str(limit_of("/formulaire") + 1)}
    assert client.post("/formulaire", content=b"x", headers=announced).status_code == 413


def test_the_examples_are_given_and_what_is_unknown_is_not_found(client: TestClient):
    assert client.get("/formulaire/exemple.pdf").content.startswith(b"%PDF-")
    assert 'format = "pcb-form/1"' in client.get("/formulaire/exemple.toml").text
    assert "p1.deposant.nom_naissance" in client.get("/formulaire/rubriques.txt").text
    for route in GIVEN[3:]:
        assert client.get(f"/formulaire/{route}").status_code == 404
