"""The pages of the audit, of the person's rights and of the end of retention, on the server itself."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import update

from pcb.storage import audit_lines
from pcb.storage.audit_lines import Wanted
from pcb.storage.tables import account, case_record, membership
from pcb.ui.act_form import Typed, _typed
from pcb.ui.audit_page import table_address, verdict
from pcb.usecases import retention
from pcb.usecases.audit import verify
from pcb.usecases.cases import OpenCase
from pcb.usecases.desk import Desk
from tests.ui.conftest import ORIGIN, PASSWORD, Clock, TestClient

HOUSE = ("journal", "conservation", "journal.csv")


def actions(desk: Desk) -> list[str]:
    """The last one first."""
    return [line.action for line in audit_lines.lines(desk.store, desk.vault, Wanted(), 1000)]


def test_signing_in_out_and_a_wrong_password_are_lines_of_the_audit(visitor: TestClient, desk: Desk) -> None:
    headers = {"Origin": ORIGIN}
    visitor.post("/connexion", data={"login": "claire", "password": "pas le bon du tout"}, headers=headers)
    visitor.post("/connexion", data={"login": "claire", "password": PASSWORD}, headers=headers)
    visitor.post("/deconnexion", headers=headers)
    assert actions(desk)[:3] == ["sign_out", "sign_in", "refused_sign_in"]
    assert verify(desk).whole


def test_who_is_not_signed_in_sees_none_of_it(visitor: TestClient, opened: OpenCase) -> None:
    for place in (
        *HOUSE,
        f"conservation/{'0' * 32}.pdf",
        f"dossier/{opened.id}/droits",
        f"dossier/{opened.id}/tout.zip",
    ):
        assert visitor.get(f"/{place}").status_code == 303


def test_a_counsellor_sees_neither_the_audit_nor_the_end_of_retention(
    client: TestClient, desk: Desk, opened: OpenCase
) -> None:
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(account).values(administrator=False))
        connection.execute(update(membership).values(role="counsellor"))
    for place in HOUSE:
        answer = client.get(f"/{place}")
        assert answer.status_code == 403, place
        assert "Vous n’avez pas ce droit" in answer.text
    assert client.get(f"/dossier/{opened.id}/tout.zip").status_code == 200  # they follow it
    assert "Effacer pour toujours" not in client.get(f"/dossier/{opened.id}/droits").text
    links = client.get("/dossiers").text
    assert "/journal" not in links


def test_another_case_or_an_unknown_one_gives_nothing(client: TestClient, desk: Desk, opened: OpenCase) -> None:
    for case_id in ("0" * 32, "x", "..%2f"):
        assert client.get(f"/dossier/{case_id}/tout.zip").status_code == 404
        assert client.get(f"/dossier/{case_id}/droits").status_code == 404
    assert client.get(f"/conservation/{'0' * 32}.pdf").status_code == 404
    with desk.store.writing(desk.vault) as connection:  # who works nowhere, and administers: no case, but the house
        connection.execute(membership.delete())
    assert client.get(f"/dossier/{opened.id}/tout.zip").status_code == 404
    assert client.get("/journal").status_code == 200


def test_the_copy_is_a_zip_whose_name_names_nobody(client: TestClient, opened: OpenCase) -> None:
    given = client.get(f"/dossier/{opened.id}/tout.zip")
    assert given.headers["content-disposition"] == f'attachment; filename="tout-le-dossier-{opened.reference}.zip"'
    assert zipfile.ZipFile(BytesIO(given.content)).testzip() is None
    assert "A exporté" in client.get(f"/dossier/{opened.id}/droits").text


def test_the_table_of_the_audit_holds_what_was_looked_for(client: TestClient, opened: OpenCase) -> None:
    def lines(asked: str) -> list[str]:
        return client.get(f"/journal.csv{asked}").content.decode("utf-8-sig").splitlines()[1:]

    client.get(f"/dossier/{opened.id}/budget")
    client.get("/dossiers")
    whole = lines("")
    found = lines(table_address(Typed({"case": opened.reference, "action": "open", "who": ""}, (), False))[12:])
    assert 0 < len(found) < len(whole)
    assert all(opened.reference in line for line in found)
    assert lines("?case=2026-9999") == []
    assert "Ceci ne peut pas être affiché" in client.get("/journal.csv?since=hier").text


def test_the_table_of_the_audit_is_a_french_csv(client: TestClient, opened: OpenCase) -> None:
    lines = client.get("/journal.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Numéro;Jour;Heure;Qui;Quoi;Dossier;Lieu"
    assert any(line.endswith(f"A créé le dossier;{opened.reference};Point conseil budget") for line in lines)


def test_a_bordereau_is_printed_from_its_page(client: TestClient, desk: Desk, opened: OpenCase, clock: Clock) -> None:
    now, later = clock.now(), clock.now() + timedelta(days=30)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(case_record).values(last_contact_on=now.date() - timedelta(days=731)))
    assert "À proposer (1)" in client.get("/conservation").text
    retention.propose(desk, [opened.id], now, confirmed=True)
    retention.archive(desk, [opened.id], later, confirmed=True)
    made = retention.make_bordereau(desk, [opened.id], later)
    assert opened.reference in client.get("/conservation").text
    given = client.get(f"/conservation/{made}.pdf")
    assert given.content.startswith(b"%PDF")


@pytest.mark.parametrize("sent", [None, [], "x", {"values": [1], "picked": "abc", "sure": "yes"}, {"picked": [["a"]]}])
def test_whatever_a_browser_sends_is_read_as_a_form(sent: object) -> None:
    found = _typed(sent)
    assert isinstance(found, Typed)
    assert found.sure is False


def test_the_verdict_says_what_it_proves_and_what_it_does_not(desk: Desk) -> None:
    found = verify(desk)
    assert "ne se verraient pas" in verdict(found, asked=False)
    assert "trop ancienne" in verdict(found, asked=True)
