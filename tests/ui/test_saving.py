"""One answer over HTTP: stored, refused, in conflict, repeated; and what is not an answer at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from pcb.domain.answers import NoAnswer
from pcb.domain.case_path import get
from pcb.domain.money import Money
from pcb.ui.saving import UnreadableRequest, from_wire, read_request, to_wire
from pcb.usecases import cases
from pcb.usecases.cases import OpenCase, add_item, open_case
from pcb.usecases.desk import Desk
from tests.ui.conftest import ORIGIN, Clock

Send = Callable[..., dict[str, Any]]


@pytest.fixture
def send(client: TestClient, opened: OpenCase) -> Send:
    """Post one answer as the page does; gives the reply."""

    def post(path: str, raw: Any, seen: Any = "", *, request_id: str = "", status: int = 200, **more: Any) -> Any:
        number = str(post_count())
        body = {"path": path, "raw": raw, "seen": seen, "request_id": request_id or number.rjust(12, "r"), **more}
        reply = client.post(f"/dossier/{opened.id}/reponse", json=body, headers={"Origin": ORIGIN})
        assert reply.status_code == status, reply.text
        assert reply.headers["cache-control"] == "no-store"
        return reply.json()

    counted = iter(range(1000))

    def post_count() -> int:
        return next(counted)

    return post


def test_what_is_acknowledged_is_stored_and_shown_as_it_is_stored(send: Send, desk: Desk, opened: OpenCase) -> None:
    reply = send("welcome.site", "  Tiers-lieu   de Lectoure ")
    assert reply["state"] == "saved"
    assert reply["shown"] == get(open_case(desk, opened.id).case, "welcome.site")
    assert reply["revision"] == opened.revision + 1
    assert reply["structure_changed"] is False
    assert len(reply["at"]) == 5


@pytest.mark.parametrize(
    ("typed", "cents"), [("1.250,50", 125050), ("1 250,5 €", 125050), ("1250.5", 125050), ("1250,50", 125050)]
)
def test_an_amount_is_read_as_people_type_it(
    send: Send, desk: Desk, opened: OpenCase, clock: Clock, typed: str, cents: int
) -> None:
    _, item = add_item(desk, opened.id, "incomes", "salary", clock.now())
    assert send(f"incomes.{item}.amount", typed)["state"] == "saved"
    assert get(open_case(desk, opened.id).case, f"incomes.{item}.amount") == Money(cents)


@pytest.mark.parametrize("typed", ["12,345", "mille", "-5", "1.2.3,4"])
def test_an_amount_that_cannot_be_read_gets_a_sentence_and_stores_nothing(
    send: Send, desk: Desk, opened: OpenCase, clock: Clock, typed: str
) -> None:
    before, item = add_item(desk, opened.id, "incomes", "salary", clock.now())
    reply = send(f"incomes.{item}.amount", typed)
    assert reply["state"] == "rejected"
    assert reply["sentence"].endswith((".", ")"))
    assert open_case(desk, opened.id).revision == before.revision


@pytest.mark.parametrize("typed", ["31/02/1980", "23/11/2027"])
def test_a_date_that_does_not_exist_or_is_to_come_gets_a_sentence(send: Send, typed: str) -> None:
    assert send("persons.p1.birth_date", typed)["state"] == "rejected"


@pytest.mark.parametrize("code", ["refuses", "does_not_know"])
def test_no_answer_is_an_answer(send: Send, desk: Desk, opened: OpenCase, code: str) -> None:
    reply = send("welcome.site", {"no_answer": code})
    assert reply["state"] == "saved"
    assert reply["shown"] == {"no_answer": code}
    assert get(open_case(desk, opened.id).case, "welcome.site") is NoAnswer(code)


def test_several_codes_are_stored_together_and_none_empties_the_question(
    send: Send, desk: Desk, opened: OpenCase
) -> None:
    reply = send("request.urgencies", ["food", "eviction"], [])
    assert (reply["state"], sorted(reply["shown"])) == ("saved", ["eviction", "food"])
    assert send("request.urgencies", [], ["food", "eviction"])["state"] == "saved"
    assert get(open_case(desk, opened.id).case, "request.urgencies") is None


def test_the_same_field_changed_elsewhere_is_a_conflict_with_both_values(
    send: Send, desk: Desk, opened: OpenCase, clock: Clock
) -> None:
    assert send("welcome.site", "Auch")["state"] == "saved"
    reply = send("welcome.site", "Condom", seen="")
    assert reply["state"] == "conflict"
    assert (reply["mine"], reply["theirs"], reply["by"]) == ("Condom", "Auch", "Claire Montaut")
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Auch"
    assert send("welcome.site", "Condom", seen="Auch", overwrite=True)["state"] == "saved"
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Condom"


def test_a_request_that_comes_twice_is_carried_out_once(send: Send, desk: Desk, opened: OpenCase) -> None:
    first = send("welcome.site", "Auch", request_id="the-same-request")
    again = send("welcome.site", "Auch", request_id="the-same-request")
    assert (first["state"], again["state"]) == ("saved", "saved")
    assert again["revision"] == first["revision"]
    assert len(cases.history(desk, opened.id)) == 2  # opened, answered


def test_a_late_copy_of_an_old_request_does_not_come_back_over_a_newer_answer(
    send: Send, desk: Desk, opened: OpenCase
) -> None:
    send("welcome.site", "Auch", request_id="the-old-request")
    send("welcome.site", "Condom", seen="Auch")
    send("welcome.site", "Auch", request_id="the-old-request")
    assert get(open_case(desk, opened.id).case, "welcome.site") == "Condom"


def test_the_reply_says_when_other_questions_appear(send: Send) -> None:
    assert send("welcome.anonymous", "yes")["structure_changed"] is True
    assert send("welcome.alias", "Rose")["structure_changed"] is False


def test_an_unknown_field_or_item_is_refused_with_a_sentence(send: Send) -> None:
    for path in ("welcome.nothing", "incomes.zz.amount", "reference", "persons.p1.id", ""):
        reply = send(path, "x")
        assert reply["state"] == "rejected"
        assert reply["sentence"]


def test_an_unknown_case_is_not_found(client: TestClient) -> None:
    body = {"path": "note", "raw": "x", "seen": "", "request_id": "12345678"}
    for case_id in ("0" * 32, "x", "..%2f"):
        reply = client.post(f"/dossier/{case_id}/reponse", json=body, headers={"Origin": ORIGIN})
        assert reply.status_code == 404


def test_after_the_session_ended_the_answer_is_asked_for_again(
    client: TestClient, clock: Clock, opened: OpenCase
) -> None:
    clock.pass_(3600)
    body = {"path": "note", "raw": "x", "seen": "", "request_id": "12345678"}
    reply = client.post(f"/dossier/{opened.id}/reponse", json=body, headers={"Origin": ORIGIN})
    assert reply.status_code == 401
    assert reply.json()["sentence"].startswith("La session est terminée")


GOOD = {"path": "note", "raw": "x", "seen": "", "request_id": "12345678"}


@pytest.mark.parametrize(
    "body",
    [
        None, [], "x", 3, {}, {**GOOD, "path": 3}, {**GOOD, "raw": 3}, {**GOOD, "raw": None}, {**GOOD, "raw": [1]},
        {**GOOD, "raw": {"no_answer": "other"}}, {**GOOD, "raw": {"no_answer": "refuses", "more": 1}},
        {**GOOD, "seen": True}, {**GOOD, "request_id": "short"}, {**GOOD, "request_id": None},
        {**GOOD, "path": "x" * 201},
    ],
    ids=repr,
)  # fmt: skip
def test_what_our_page_does_not_send_is_unreadable(body: Any) -> None:
    with pytest.raises(UnreadableRequest):
        read_request(body)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000], ids=["empty", "cut", "bytes", "deep"])
def test_a_body_that_is_not_json_is_refused(client: TestClient, opened: OpenCase, content: bytes) -> None:
    headers = {"Origin": ORIGIN, "Content-Type": "application/json"}
    assert client.post(f"/dossier/{opened.id}/reponse", content=content, headers=headers).status_code == 400


def test_a_form_of_a_foreign_page_cannot_pass_for_an_answer(client: TestClient, opened: OpenCase) -> None:
    reply = client.post(f"/dossier/{opened.id}/reponse", data=GOOD, headers={"Origin": ORIGIN})
    assert reply.status_code == 400


@pytest.mark.parametrize("value", ["", "text", ["a", "b"], [], NoAnswer.REFUSES, NoAnswer.DOES_NOT_KNOW])
def test_an_answer_survives_the_journey_to_the_browser_and_back(value: Any) -> None:
    assert from_wire(to_wire(value)) == value
