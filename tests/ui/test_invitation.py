"""Coming in for the first time with the code of an invitation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from pcb.domain.rights import Role
from pcb.storage import sites
from pcb.ui.signin import FREE_TRIES
from pcb.usecases.desk import Desk, Store
from pcb.usecases.invitations import GOOD_FOR, Invitation, invite
from tests.ui.conftest import LIGHT, ORIGIN, Clock

HEADERS = {"Origin": ORIGIN}
CHOSEN = "trombone laitue orage corail"


@pytest.fixture
def invitation(desk: Desk, store: Store, clock: Clock) -> Invitation:
    from dataclasses import replace

    place = {sites.sites(store)[0].id: Role.COUNSELLOR}
    return invite(replace(desk, now=clock.now), "paul", "Paul Lannes", place, strength=LIGHT)


def post(visitor: TestClient, code: str, **change: str) -> tuple[int, str]:
    form = {"login": "Paul", "code": code, "password": CHOSEN, "again": CHOSEN, **change}
    reply = visitor.post("/invitation", data=form, headers=HEADERS)
    return reply.status_code, reply.text


def test_the_sign_in_page_leads_to_the_invitation(visitor: TestClient, invitation: Invitation) -> None:
    assert 'href="/invitation"' in visitor.get("/connexion").text
    assert "Choisir mon mot de passe" in visitor.get("/invitation").text


def test_with_the_code_a_password_is_chosen_and_then_one_signs_in(visitor: TestClient, invitation: Invitation) -> None:
    status, said = post(visitor, invitation.code.lower())
    assert status == 200
    assert "Votre mot de passe est enregistré" in said
    assert 'value="Paul"' in said
    assert visitor.get("/dossiers").status_code == 303  # the code alone opens no session
    form = {"login": "paul", "password": CHOSEN}
    assert visitor.post("/connexion", data=form, headers=HEADERS).headers["location"] == "/dossiers"
    assert visitor.get("/dossiers").status_code == 200
    assert post(visitor, invitation.code)[0] == 422


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"again": "autre chose encore"}, "pas les mêmes"),
        ({"password": "court", "again": "court"}, "caractères"),
        ({"code": "ACDE-FGHJ"}, "ne convient pas"),
        ({"login": "inconnu"}, "ne convient pas"),
        ({"login": "<b>paul"}, "ne convient pas"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_typed_is_kept_but_the_password(
    visitor: TestClient, invitation: Invitation, change: dict[str, str], said: str
) -> None:
    status, shown = post(visitor, **{"code": invitation.code, **change})
    assert status == 422
    assert said in shown
    assert 'role="alert"' in shown
    assert CHOSEN not in shown
    assert "<b>" not in shown
    assert change.get("code", invitation.code) in shown


def test_an_expired_invitation_says_whom_to_ask(visitor: TestClient, invitation: Invitation, clock: Clock) -> None:
    clock.pass_(GOOD_FOR.total_seconds())
    status, said = post(visitor, invitation.code)
    assert (status, "demandez-en une autre" in said) == (422, True)


def test_who_guesses_is_slowed_down(visitor: TestClient, invitation: Invitation) -> None:
    for _ in range(FREE_TRIES):
        assert post(visitor, "ACDE")[0] == 422
    status, said = post(visitor, invitation.code)
    assert (status, "Trop d’essais" in said) == (429, True)


def test_another_site_cannot_post_it(visitor: TestClient, invitation: Invitation) -> None:
    form = {"login": "paul", "code": invitation.code, "password": CHOSEN, "again": CHOSEN}
    assert visitor.post("/invitation", data=form, headers={"Origin": "https://evil.example"}).status_code == 403
    assert post(visitor, invitation.code)[0] == 200


def test_a_demonstration_alone_takes_no_invitation(make_app: Callable[[Store | None], ASGIApp]) -> None:
    with TestClient(make_app(None), base_url=ORIGIN, follow_redirects=False) as demo:
        reply = demo.post("/invitation", data={"login": "x"}, headers=HEADERS)
        assert (reply.status_code, reply.headers["location"]) == (303, "/")
