"""One flipped byte in a sealed document is noticed, and the person is told; nothing of it is shown."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from pcb.storage.tables import case_record
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from tests.ui.conftest import ORIGIN


@pytest.fixture
def damaged(desk: Desk, opened: OpenCase) -> OpenCase:
    with desk.store.writing(desk.vault) as connection:
        sealed = bytearray(connection.execute(case_record.select()).one().document)
        sealed[-20] ^= 1
        connection.execute(update(case_record).values(document=bytes(sealed)))
    return opened


@pytest.mark.parametrize(
    "page", ["entretien", "budget", "lettre", "declaration", "historique", "declaration.pdf", "chiffres"]
)
def test_every_page_of_a_damaged_case_says_so(client: TestClient, damaged: OpenCase, page: str) -> None:
    reply = client.get(f"/dossier/{damaged.id}/{page}", headers={"Accept": "text/html"})
    assert reply.status_code >= 400
    assert "abîmé" in reply.text


def test_an_answer_to_a_damaged_case_is_refused_with_its_reason(client: TestClient, damaged: OpenCase) -> None:
    body = {"path": "note", "raw": "à revoir", "seen": "", "request_id": "0123456789"}
    reply = client.post(f"/dossier/{damaged.id}/reponse", json=body, headers={"Origin": ORIGIN})
    assert reply.status_code == 422
    assert "abîmé" in reply.json()["sentence"]


def test_the_list_still_opens(client: TestClient, damaged: OpenCase) -> None:
    assert client.get("/dossiers").status_code == 200
