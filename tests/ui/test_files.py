"""The routes of the files: one comes as the body of a request, is given back, shown, put aside, moved."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest
from PIL import Image
from sqlalchemy import update
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from pcb.domain.case_path import get
from pcb.domain.vocabulary.papers import PaperState
from pcb.storage.tables import attachment, case_record
from pcb.ui import app
from pcb.ui.guard import BODY_LIMIT, limit_of
from pcb.usecases import attachments as files
from pcb.usecases.attachments import Worker
from pcb.usecases.cases import OpenCase, create_case, open_case
from pcb.usecases.desk import Desk, Store
from tests.intake import made
from tests.ui.conftest import ORIGIN, PASSWORD, Clock

KEY = "persons-p1-identity"
JSON = {"Origin": ORIGIN, "Accept": "application/json"}


def post(client: TestClient, opened: OpenCase, content: bytes, name: str = "recto.jpg", **more: str) -> dict[str, str]:
    headers = {
        "X-Pcb-Name": quote(name),
        "X-Pcb-Request": more.get("request", hashlib.sha256(name.encode()).hexdigest()[:16]),
        **JSON,
    }
    reply = client.post(f"/dossier/{opened.id}/pieces/{more.get('key', KEY)}/fichier", content=content, headers=headers)
    found: dict[str, str] = reply.json()
    return {**found, "status": str(reply.status_code)}


def act(client: TestClient, opened: OpenCase, file: str, **asked: str) -> dict[str, str]:
    reply = client.post(f"/dossier/{opened.id}/fichier/{file}", content=json.dumps(asked), headers=JSON)
    found: dict[str, str] = reply.json()
    return {**found, "status": str(reply.status_code)}


def test_a_photograph_is_joined_shown_small_and_large_and_given_under_a_name_that_names_nobody(
    client: TestClient, opened: OpenCase, desk: Desk
) -> None:
    said = post(client, opened, made.photograph(12), "Carte de Zéphirine.jpg")
    assert (said["status"], said["state"], said["sentence"]) == ("200", "joined", "Fichier joint.")
    address = f"/dossier/{opened.id}/fichier/{said['file']}"
    for query, longest in (("", 360), ("?grand=1", 1800)):
        shown = client.get(f"{address}/apercu{query}")
        assert shown.headers["content-type"] == "image/jpeg"
        assert shown.headers["cache-control"] == "no-store"
        assert max(Image.open(io.BytesIO(shown.content)).size) == longest
    given = client.get(address)
    assert given.content == files.attachment_content(desk, opened.id, said["file"])[1]
    assert given.headers["content-disposition"] == f'attachment; filename="piece-{opened.reference}-01.jpg"'
    assert get(open_case(desk, opened.id).case, f"papers.{KEY}.state") is PaperState.IN_DOSSIER


def test_the_pages_of_a_pdf_are_shown_one_by_one(client: TestClient, opened: OpenCase) -> None:
    said = post(client, opened, made.pdf(2), "relevé.pdf")
    address = f"/dossier/{opened.id}/fichier/{said['file']}"
    assert client.get(address).headers["content-type"] == "application/pdf"
    one, two = (client.get(f"{address}/apercu?page={page}").content for page in (1, 2))
    assert one != two
    assert {client.get(f"{address}/apercu?page={page}").status_code for page in (0, 3, -1)} == {404}


def test_a_file_that_is_not_what_its_name_says_is_refused_with_what_it_is(client: TestClient, opened: OpenCase) -> None:
    said = post(client, opened, b"MZ\x90\x00" + bytes(200), "facture.pdf")
    assert said["state"] == "refused"
    assert "programme Windows" in said["sentence"]


def test_a_request_sent_again_is_one_file(client: TestClient, opened: OpenCase, desk: Desk) -> None:
    first, again = (post(client, opened, made.pdf(), request="une-demande") for _ in range(2))
    assert first["file"] == again["file"]
    assert len(files.attachments(desk, opened.id, removed=True)) == 1


def test_the_same_content_again_is_said_and_kept_once(client: TestClient, opened: OpenCase) -> None:
    post(client, opened, made.pdf(), "un.pdf")
    assert post(client, opened, made.pdf(), "deux.pdf")["sentence"] == files.ALREADY


def test_a_file_is_put_aside_put_back_and_moved(client: TestClient, opened: OpenCase, desk: Desk) -> None:
    file = post(client, opened, made.pdf())["file"]
    assert "peut être remis" in act(client, opened, file, do="remove")["sentence"]
    assert files.attachments(desk, opened.id) == ()
    assert act(client, opened, file, do="restore")["status"] == "200"
    assert act(client, opened, file, do="move", paper="home-lease")["status"] == "200"
    assert files.counts(desk, opened.id) == {"home-lease": 1}
    assert act(client, opened, file, do="move", paper="nulle-part")["status"] == "404"
    assert act(client, opened, file, do="erase")["status"] == "400"
    assert act(client, opened, "0" * 32, do="remove")["status"] == "404"


def test_nothing_is_taken_given_or_changed_without_a_session(client: TestClient, opened: OpenCase, desk: Desk) -> None:
    file = post(client, opened, made.pdf())["file"]
    client.cookies.clear()
    assert post(client, opened, made.pdf(2), "autre.pdf")["status"] == "401"
    assert act(client, opened, file, do="remove")["status"] == "401"
    for place in (f"fichier/{file}", f"fichier/{file}/apercu", "pieces/liste"):
        assert client.get(f"/dossier/{opened.id}/{place}", headers=JSON).status_code == 401
    assert len(files.attachments(desk, opened.id)) == 1


def test_a_file_of_one_case_is_not_given_under_another(
    client: TestClient, opened: OpenCase, desk: Desk, clock: Clock
) -> None:
    file = post(client, opened, made.pdf())["file"]
    other = create_case(desk, clock.now())
    for place in (f"fichier/{file}", f"fichier/{file}/apercu"):
        assert client.get(f"/dossier/{other.id}/{place}").status_code == 404
    assert act(client, other, file, do="remove")["status"] == "404"


def test_a_case_that_does_not_exist_has_no_papers_and_takes_no_file(client: TestClient, opened: OpenCase) -> None:
    gone = replace(opened, id="0" * 32)
    for place in ("pieces", "pieces/liste"):
        assert client.get(f"/dossier/{gone.id}/{place}").status_code == 404
    assert post(client, gone, made.pdf())["status"] == "404"


def test_a_damaged_case_or_file_says_so(client: TestClient, opened: OpenCase, desk: Desk) -> None:
    file = post(client, opened, made.pdf())["file"]
    with desk.store.writing(desk.vault) as connection:
        sealed = bytearray(connection.execute(attachment.select()).one().content)
        sealed[-20] ^= 1
        connection.execute(update(attachment).values(content=bytes(sealed)))
    shown = client.get(f"/dossier/{opened.id}/fichier/{file}")
    assert (shown.status_code, "abîmé" in shown.text) == (500, True)
    assert client.get(f"/dossier/{opened.id}/fichier/{file}/apercu").status_code == 500
    assert client.get(f"/dossier/{opened.id}/pieces").status_code == 200  # its name is still told
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(case_record).values(document=b"x" * 60))
    assert "abîmé" in client.get(f"/dossier/{opened.id}/pieces").text
    assert "abîmé" in post(client, opened, made.pdf(2), "autre.pdf")["sentence"]


def test_a_foreign_page_cannot_send_a_file(client: TestClient, opened: OpenCase, desk: Desk) -> None:
    address = f"/dossier/{opened.id}/pieces/{KEY}/fichier"
    for headers in ({"Origin": "https://evil.example"}, {}):
        sent = {"X-Pcb-Name": "x", "X-Pcb-Request": "12345678", **headers}
        assert client.post(address, content=made.pdf(), headers=sent).status_code == 403
    assert files.attachments(desk, opened.id) == ()


def test_only_the_address_of_a_file_takes_more_than_a_megabyte(client: TestClient, opened: OpenCase) -> None:
    assert limit_of(f"/dossier/{opened.id}/pieces/{KEY}/fichier") == files.HEAVIEST
    for other in (
        "/connexion",
        f"/dossier/{opened.id}/reponse",
        f"/dossier/{opened.id}/pieces/a/b/fichier",
        "/fichier",
    ):
        assert limit_of(other) == BODY_LIMIT
    heavy = post(client, opened, bytes(files.HEAVIEST + 1), "lourd.pdf")
    assert heavy["status"] == "413"
    assert "la limite est de 40\u202fMo" in heavy["sentence"]


@pytest.mark.parametrize("request_id", ["", "court", "x" * 65])
def test_a_request_without_a_sound_id_is_refused(client: TestClient, opened: OpenCase, request_id: str) -> None:
    headers = {"X-Pcb-Name": "x", "X-Pcb-Request": request_id, **JSON}
    reply = client.post(f"/dossier/{opened.id}/pieces/{KEY}/fichier", content=made.pdf(), headers=headers)
    assert reply.status_code == 400


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.jpg", "\u202egnp.exe", "é" * 300, "<img src=x onerror=1>", "%"]
)
def test_a_hostile_name_is_shown_as_text_and_never_in_a_header(client: TestClient, opened: OpenCase, name: str) -> None:
    file = post(client, opened, made.pdf(), name, request="une-demande")["file"]
    assert (
        f"piece-{opened.reference}-01.pdf"
        in client.get(f"/dossier/{opened.id}/fichier/{file}").headers["content-disposition"]
    )
    page = client.get(f"/dossier/{opened.id}/pieces").text
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_the_page_of_papers_names_nobody_in_its_title(client: TestClient, opened: OpenCase) -> None:
    page = client.get(f"/dossier/{opened.id}/pieces")
    assert page.status_code == 200
    assert "<title>Pièces à joindre · Point conseil budget</title>" in page.text


def test_the_worker_stops_with_the_application(
    make_app: Callable[[Store | None], ASGIApp],
    store: Store,
    desk: Desk,
    opened: OpenCase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workers: list[Worker] = []

    def watched() -> Worker:
        workers.append(Worker())
        return workers[-1]

    monkeypatch.setattr(app, "Worker", watched)
    with TestClient(make_app(store), base_url=ORIGIN, follow_redirects=False) as client:
        client.post("/connexion", data={"login": "claire", "password": PASSWORD}, headers={"Origin": ORIGIN})
        assert post(client, opened, made.pdf())["state"] == "joined"
        assert workers[0].pid is not None
    assert [worker.pid for worker in workers] == [None]
