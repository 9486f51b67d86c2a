"""A colleague comes, forgets the password, leaves; somebody who can administer always stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from pcb.domain.rights import Role
from pcb.errors import AccessDenied, InvalidAnswer, NotFound, PcbError
from pcb.storage import sites
from pcb.storage.tables import account, audit, keyring, membership, sealed_key
from pcb.usecases import accounts, invitations, people
from pcb.usecases.access import actor
from pcb.usecases.accounts import SetUp, change_password, recover, sign_in
from pcb.usecases.desk import Desk, Store
from pcb.usecases.invitations import GOOD_FOR, Invitation
from tests.usecases.conftest import LIGHT, NOW, PASSWORD

NEW_PASSWORD = "girafe tuile moutarde violon"
PAUL = "trombone laitue orage corail"


@pytest.fixture
def desk(set_up: SetUp) -> Desk:
    return replace(set_up.desk, now=lambda: NOW)


def at_the_first_site(desk: Desk, role: Role = Role.COUNSELLOR) -> dict[str, Role]:
    return {sites.sites(desk.store)[0].id: role}


def invite(desk: Desk, login: str = "Paul", *, administrator: bool = False) -> Invitation:
    return invitations.invite(
        desk, login, "Paul Lannes", at_the_first_site(desk), administrator=administrator, strength=LIGHT
    )


def arrived(desk: Desk, login: str = "Paul", *, administrator: bool = False) -> Desk:
    invitation = invite(desk, login, administrator=administrator)
    invitations.accept(desk.store, login, invitation.code, PAUL, now=NOW, strength=LIGHT)
    return replace(sign_in(desk.store, login, PAUL), now=lambda: NOW)


def told(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(audit.c.action).order_by(audit.c.sequence)).scalars())


def test_an_invited_colleague_chooses_a_password_and_reads_what_was_sealed_before(desk: Desk) -> None:
    sealed = desk.vault.seal(b"facts", "x")
    invitation = invite(desk)
    assert invitation.until == NOW + timedelta(days=7)
    invitations.accept(desk.store, " PAUL ", invitation.code.lower().replace("-", " "), PAUL, now=NOW, strength=LIGHT)
    theirs = sign_in(desk.store, "paul", PAUL)
    assert theirs.vault.open(sealed, "x") == b"facts"
    assert theirs.account == invitation.account
    assert (theirs.account.login, theirs.account.display_name, theirs.account.administrator) == (
        "paul", "Paul Lannes", False,
    )  # fmt: skip
    assert actor(theirs).sites == tuple(at_the_first_site(desk).items())
    assert sign_in(desk.store, "claire", PASSWORD).account == desk.account
    assert told(desk.store) == ["set_up", "invite", "accept"]


def test_a_code_is_good_once_and_for_seven_days(desk: Desk) -> None:
    invitation = invite(desk)
    for late in (GOOD_FOR, GOOD_FOR + timedelta(days=1)):
        with pytest.raises(AccessDenied, match="expiré"):
            invitations.accept(desk.store, "paul", invitation.code, PAUL, now=NOW + late, strength=LIGHT)
    with pytest.raises(AccessDenied, match="ne convient pas"):  # who has not the code is not told that it expired
        invitations.accept(desk.store, "paul", "ACDE", PAUL, now=NOW + GOOD_FOR, strength=LIGHT)
    just_in_time = NOW + GOOD_FOR - timedelta(seconds=1)
    invitations.accept(desk.store, "paul", invitation.code, PAUL, now=just_in_time, strength=LIGHT)
    with pytest.raises(AccessDenied):
        invitations.accept(desk.store, "paul", invitation.code, NEW_PASSWORD, now=just_in_time, strength=LIGHT)
    assert sign_in(desk.store, "paul", PAUL)


def test_an_invitation_without_a_term_is_no_invitation(desk: Desk) -> None:
    invitation = invite(desk)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(account).where(account.c.login == "paul").values(invited_until=None))
    with pytest.raises(AccessDenied):
        invitations.accept(desk.store, "paul", invitation.code, PAUL, now=NOW, strength=LIGHT)


def test_the_code_lies_nowhere_in_the_base_and_is_no_password(desk: Desk) -> None:
    invitation = invite(desk)
    for typed in (invitation.code, invitation.code.replace("-", "")):
        with pytest.raises(AccessDenied):
            sign_in(desk.store, "paul", typed)
    desk.store.close()
    held = b"".join(path.read_bytes() for path in _folder(desk).iterdir())
    assert len(held) > 10_000
    for form in (invitation.code, invitation.code.replace("-", "")):
        assert form.encode() not in held


def _folder(desk: Desk) -> object:
    from pathlib import Path

    return Path(str(desk.store.engine.url.database)).parent


def test_wrong_code_unknown_login_and_account_already_open_get_the_same_words_and_one_derivation(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(desk)
    from pcb.storage import vault

    derived: list[object] = []
    real = vault._derived
    monkeypatch.setattr(vault, "_derived", lambda *given: derived.append(given[2]) or real(*given))
    said = set()
    for login in ("paul", "inconnu", "claire", ""):
        with pytest.raises(AccessDenied) as refusal:
            invitations.accept(desk.store, login, "ACDE-FGHJ-KMNP-QRTV-WXY3", PAUL, now=NOW, strength=LIGHT)
        said.add(str(refusal.value))
    assert len(said) == 1
    assert derived == [LIGHT] * 4


def test_a_poor_password_is_refused_before_the_code_is_looked_at(desk: Desk) -> None:
    invitation = invite(desk)
    with pytest.raises(InvalidAnswer):
        invitations.accept(desk.store, "paul", invitation.code, "court", now=NOW, strength=LIGHT)
    invitations.accept(desk.store, "paul", invitation.code, PAUL, now=NOW, strength=LIGHT)


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [("claire", "Claire Autre", "déjà pris"), ("p", "Paul", "identifiant"), ("paul", " ", "nom")],
)
def test_a_login_that_is_taken_or_a_name_that_lacks_is_said(desk: Desk, login: str, name: str, said: str) -> None:
    with pytest.raises(InvalidAnswer, match=said):
        invitations.invite(desk, login, name, at_the_first_site(desk), strength=LIGHT)
    assert len(people.staff(desk)) == 1


def test_somebody_works_at_an_open_site_or_administers(desk: Desk) -> None:
    with pytest.raises(InvalidAnswer, match="au moins un lieu"):
        invitations.invite(desk, "paul", "Paul", {}, strength=LIGHT)
    with pytest.raises(InvalidAnswer, match="n’existe pas"):
        invitations.invite(desk, "paul", "Paul", {"f" * 32: Role.COUNSELLOR}, strength=LIGHT)
    made = invitations.invite(desk, "paul", "Paul", {}, administrator=True, strength=LIGHT)
    assert made.account.administrator


def test_the_list_says_how_each_one_stands(desk: Desk) -> None:
    invite(desk)
    claire, paul = people.staff(desk)
    assert (claire.account.login, claire.standing, claire.invited_until) == ("claire", "active", None)
    assert (paul.account.login, paul.standing, paul.invited_until) == ("paul", "invited", NOW + GOOD_FOR)
    assert paul.places == tuple(at_the_first_site(desk).items())
    assert claire.places == tuple(at_the_first_site(desk, Role.COORDINATOR).items())


def test_a_forgotten_password_is_replaced_by_a_new_invitation(desk: Desk) -> None:
    theirs = arrived(desk)
    again = invitations.invite_again(desk, theirs.account.id, strength=LIGHT)
    with pytest.raises(AccessDenied):
        sign_in(desk.store, "paul", PAUL)
    assert not actor(theirs).active
    sealed = desk.vault.seal(b"facts", "x")
    invitations.accept(desk.store, "paul", again.code, NEW_PASSWORD, now=NOW, strength=LIGHT)
    assert sign_in(desk.store, "paul", NEW_PASSWORD).vault.open(sealed, "x") == b"facts"


def test_a_second_invitation_kills_the_first_code(desk: Desk) -> None:
    first = invite(desk)
    second = invitations.invite_again(desk, first.account.id, strength=LIGHT)
    with pytest.raises(AccessDenied):
        invitations.accept(desk.store, "paul", first.code, PAUL, now=NOW, strength=LIGHT)
    invitations.accept(desk.store, "paul", second.code, PAUL, now=NOW, strength=LIGHT)


def test_nobody_invites_themselves_again_nor_somebody_who_is_gone(desk: Desk) -> None:
    with pytest.raises(InvalidAnswer, match="votre propre compte"):
        invitations.invite_again(desk, desk.account.id, strength=LIGHT)
    theirs = arrived(desk)
    invitations.remove(desk, theirs.account.id)
    for gone in (theirs.account.id, "f" * 32):
        with pytest.raises(NotFound):
            invitations.invite_again(desk, gone, strength=LIGHT)
        with pytest.raises(NotFound):
            invitations.remove(desk, gone)
        with pytest.raises(NotFound):
            invitations.set_administrator(desk, gone, True)


def test_removing_ends_key_rights_and_sessions_and_keeps_the_name_for_the_journal(desk: Desk, set_up: SetUp) -> None:
    theirs = arrived(desk, administrator=True)
    invitations.remove(desk, theirs.account.id)
    with pytest.raises(AccessDenied):
        sign_in(desk.store, "paul", PAUL)
    with pytest.raises(AccessDenied):
        recover(desk.store, "paul", set_up.recovery_code, NEW_PASSWORD, now=NOW)
    assert not actor(theirs).active
    with pytest.raises(AccessDenied):
        people.staff(theirs)
    with desk.store.reading() as connection:
        for table, column in ((keyring, "holder"), (sealed_key, "holder"), (membership, "account_id")):
            held = select(func.count()).select_from(table).where(table.c[column] == theirs.account.id)
            assert connection.execute(held).scalar() == 0
        row = connection.execute(select(account).where(account.c.id == theirs.account.id)).one()
    assert (row.standing, row.administrator, row.epoch) == ("removed", False, 2)
    assert people.names(desk)[theirs.account.id] == "Paul Lannes"
    with pytest.raises(InvalidAnswer, match="déjà pris"):  # the journal would no longer say who is who
        invite(desk)


def test_the_last_administrator_is_neither_removed_nor_reduced(desk: Desk) -> None:
    theirs = arrived(desk)
    with pytest.raises(InvalidAnswer, match="dernier"):
        invitations.remove(desk, desk.account.id)
    with pytest.raises(InvalidAnswer, match="dernier"):
        invitations.set_administrator(desk, desk.account.id, False)
    invite(desk, "jeanne", administrator=True)  # who has not come yet does not count
    with pytest.raises(InvalidAnswer, match="dernier"):
        invitations.remove(desk, desk.account.id)
    invitations.set_administrator(desk, theirs.account.id, True)
    invitations.set_administrator(desk, desk.account.id, False)
    with pytest.raises(AccessDenied):
        people.staff(desk)
    assert len(people.staff(replace(theirs))) == 3
    with pytest.raises(InvalidAnswer, match="dernier"):
        invitations.remove(theirs, theirs.account.id)
    invitations.set_administrator(theirs, desk.account.id, True)
    invitations.remove(theirs, theirs.account.id)  # one may leave when another stays


def test_two_administrators_who_remove_each_other_at_the_same_moment_leave_one(desk: Desk) -> None:
    theirs = arrived(desk, administrator=True)
    outcomes: list[object] = []
    start = threading.Barrier(2)

    def try_it(who: Desk, whom: str) -> None:
        start.wait()
        try:
            outcomes.append(invitations.remove(who, whom))
        except PcbError as refusal:
            outcomes.append(refusal)

    pairs = ((desk, theirs.account.id), (theirs, desk.account.id))
    threads = [threading.Thread(target=try_it, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AccessDenied) for outcome in outcomes) == 1


def test_the_right_is_checked_once_more_in_the_transaction(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = arrived(desk)
    monkeypatch.setattr(invitations, "check_house", lambda *_: None)  # it said yes a moment before
    attempts: tuple[Callable[[], object], ...] = (
        lambda: invitations.remove(theirs, desk.account.id),
        lambda: invitations.set_administrator(theirs, theirs.account.id, True),
        lambda: invitations.invite_again(theirs, desk.account.id, strength=LIGHT),
        lambda: invite(theirs, "jeanne"),
    )
    for attempt in attempts:
        with pytest.raises(AccessDenied):
            attempt()


def test_a_counsellor_administers_nothing(desk: Desk) -> None:
    theirs = arrived(desk)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: people.staff(theirs),
        lambda: invite(theirs, "jeanne"),
        lambda: invitations.invite_again(theirs, desk.account.id, strength=LIGHT),
        lambda: invitations.remove(theirs, desk.account.id),
        lambda: invitations.set_administrator(theirs, theirs.account.id, True),
    )
    for attempt in attempts:
        with pytest.raises(AccessDenied):
            attempt()
    assert told(desk.store).count("refused") == 5


def test_a_code_used_by_two_at_once_opens_the_account_for_one(desk: Desk) -> None:
    invitation = invite(desk)
    outcomes: list[object] = []

    def try_it(password: str) -> None:
        try:
            invitations.accept(desk.store, "paul", invitation.code, password, now=NOW, strength=LIGHT)
            outcomes.append(password)
        except AccessDenied as refusal:
            outcomes.append(refusal)

    threads = [threading.Thread(target=try_it, args=(password,)) for password in (PAUL, NEW_PASSWORD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (chosen,) = (outcome for outcome in outcomes if isinstance(outcome, str))
    assert sign_in(desk.store, "paul", chosen).account.login == "paul"


@pytest.mark.parametrize("what", ["removed", "expired", "invited again"])
def test_what_changes_while_the_code_is_being_checked_wins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    invitation = invite(desk)
    real = accounts.keys.rewrapped

    def meanwhile(*given: object) -> object:
        monkeypatch.setattr(accounts.keys, "rewrapped", real)
        if what == "removed":
            invitations.remove(desk, invitation.account.id)
        elif what == "invited again":
            invitations.invite_again(desk, invitation.account.id, strength=LIGHT)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(accounts.keys, "rewrapped", meanwhile)
    late = NOW + (GOOD_FOR if what == "expired" else timedelta())
    with pytest.raises(AccessDenied):
        invitations.accept(desk.store, "paul", invitation.code, PAUL, now=late, strength=LIGHT)
    with pytest.raises(AccessDenied):
        sign_in(desk.store, "paul", PAUL)


# A new password


def test_a_new_password_replaces_the_old_one_and_ends_the_other_sessions(desk: Desk) -> None:
    sealed = desk.vault.seal(b"facts", "x")
    personal = desk.vault.personal_key(b"draft")
    assert change_password(desk, PASSWORD, NEW_PASSWORD, strength=LIGHT) == 1
    with pytest.raises(AccessDenied):
        sign_in(desk.store, "claire", PASSWORD)
    again = sign_in(desk.store, "claire", NEW_PASSWORD)
    assert again.vault.open(sealed, "x") == b"facts"
    assert again.vault.personal_key(b"draft") == personal  # what lies unsaved in the browser can still be read
    assert change_password(desk, NEW_PASSWORD, PASSWORD, strength=LIGHT) == 2


def test_the_present_password_is_asked_and_the_new_one_is_looked_at(desk: Desk) -> None:
    for wrong in ("", NEW_PASSWORD, "x" * 300):
        with pytest.raises(AccessDenied, match="actuel"):
            change_password(desk, wrong, NEW_PASSWORD, strength=LIGHT)
    with pytest.raises(InvalidAnswer, match="au moins"):
        change_password(desk, PASSWORD, "court", strength=LIGHT)
    with pytest.raises(InvalidAnswer, match="différent"):
        change_password(desk, PASSWORD, PASSWORD, strength=LIGHT)
    assert sign_in(desk.store, "claire", PASSWORD).account == desk.account


def test_a_removed_account_changes_no_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = arrived(desk)
    real = accounts.keys.rewrapped

    def meanwhile(*given: object) -> object:
        invitations.remove(desk, theirs.account.id)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(accounts.keys, "rewrapped", meanwhile)
    with pytest.raises(AccessDenied):
        change_password(theirs, PAUL, NEW_PASSWORD, strength=LIGHT)
    with pytest.raises(AccessDenied):
        change_password(theirs, PAUL, NEW_PASSWORD, strength=LIGHT)


def test_the_recovery_code_ends_the_sessions_and_the_old_password(desk: Desk, set_up: SetUp) -> None:
    sealed = desk.vault.seal(b"facts", "x")
    back = recover(desk.store, "claire", set_up.recovery_code, NEW_PASSWORD, now=NOW)
    assert back.vault.open(sealed, "x") == b"facts"
    back.vault.learn()  # it learns by the new key pair
    with desk.store.reading() as connection:
        assert connection.execute(select(account.c.epoch)).scalar() == 1
    assert told(desk.store) == ["set_up", "recover"]


def test_an_account_removed_while_the_recovery_code_is_checked_does_not_come_back(
    desk: Desk, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = arrived(desk)
    real = accounts.keys.new_lock

    def meanwhile(*given: object) -> object:
        invitations.remove(desk, theirs.account.id)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(accounts.keys, "new_lock", meanwhile)
    with pytest.raises(AccessDenied):
        recover(desk.store, "paul", set_up.recovery_code, NEW_PASSWORD, now=NOW)
    with desk.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(keyring)).scalar() == 2
