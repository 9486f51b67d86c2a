"""First start, signing in, recovery."""

from __future__ import annotations

import statistics
import threading
import time

import pytest

from pcb.errors import AccessDenied, InvalidAnswer, PcbError
from pcb.storage.vault import STRONG
from pcb.usecases import accounts
from pcb.usecases.accounts import SetUp
from pcb.usecases.desk import Store
from tests.usecases.conftest import LIGHT, NOW, PASSWORD

pytestmark = pytest.mark.databases("sqlite", "postgresql")


NEW_PASSWORD = "girafe tuile moutarde"


def test_a_new_store_needs_setting_up_and_then_no_more(store: Store) -> None:
    assert accounts.needs_setup(store)
    accounts.set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT)
    assert not accounts.needs_setup(store)


def test_setting_up_again_is_refused(store: Store, set_up: SetUp) -> None:
    with pytest.raises(AccessDenied, match="existe déjà"):
        accounts.set_up(store, "paul", "Paul", PASSWORD, now=NOW, strength=LIGHT)
    with pytest.raises(AccessDenied):
        accounts.sign_in(store, "paul", PASSWORD)


def test_two_who_set_up_at_the_same_moment_make_one_account(store: Store) -> None:
    outcomes: list[object] = []

    def try_it(login: str) -> None:
        try:
            outcomes.append(accounts.set_up(store, login, login, PASSWORD, now=NOW, strength=LIGHT))
        except PcbError as refusal:
            outcomes.append(refusal)

    threads = [threading.Thread(target=try_it, args=(f"login{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, SetUp) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AccessDenied) for outcome in outcomes) == 5


@pytest.mark.parametrize("login", ["claire", "Claire", "  CLAIRE "])
def test_signing_in_gives_the_same_vault(store: Store, set_up: SetUp, login: str) -> None:
    desk = accounts.sign_in(store, login, PASSWORD)
    assert desk.account == set_up.account
    assert desk.account.display_name == "Claire Dubosc"
    assert desk.vault.open(set_up.desk.vault.seal(b"facts", "x"), "x") == b"facts"


@pytest.mark.parametrize(
    "password", ["", "cheval batterie agraf", PASSWORD.upper(), PASSWORD + " ", "x" * 100_000, "\ud83d"]
)
def test_a_wrong_password_and_an_unknown_login_are_refused_in_the_same_words(
    store: Store, set_up: SetUp, password: str
) -> None:
    said = set()
    for login in ("claire", "inconnu", ""):
        with pytest.raises(AccessDenied) as refusal:
            accounts.sign_in(store, login, password)
        said.add(str(refusal.value))
    assert said == {"L’identifiant ou le mot de passe ne convient pas."}


def test_an_unknown_login_derives_a_key_as_a_wrong_password_does(
    store: Store, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pcb.storage import vault

    derived: list[object] = []
    real = vault._derived

    def counted(secret: str, salt: bytes, strength: object) -> object:
        derived.append(strength)
        return real(secret, salt, strength)  # type: ignore[arg-type]

    monkeypatch.setattr(vault, "_derived", counted)
    for login in ("claire", "inconnu"):
        with pytest.raises(AccessDenied):
            accounts.sign_in(store, login, "un autre mot de passe")
    assert derived == [LIGHT, LIGHT]


@pytest.mark.proof
def test_an_unknown_login_takes_the_time_of_a_wrong_password(store: Store) -> None:
    accounts.set_up(store, "claire", "Claire", PASSWORD, now=NOW, strength=STRONG)

    def median(login: str) -> float:
        taken = []
        for _ in range(21):
            start = time.perf_counter()
            with pytest.raises(AccessDenied):
                accounts.sign_in(store, login, "un autre mot de passe")
            taken.append(time.perf_counter() - start)
        return statistics.median(taken)

    known, unknown = median("claire"), median("inconnu")
    assert abs(known - unknown) < 0.010


@pytest.mark.parametrize("spoil", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_the_recovery_code_opens_the_vault_and_sets_a_new_password(store: Store, set_up: SetUp, spoil: object) -> None:
    desk = accounts.recover(store, "claire", spoil(set_up.recovery_code), NEW_PASSWORD, now=NOW)  # type: ignore[operator]
    assert desk.vault.open(set_up.desk.vault.seal(b"facts", "x"), "x") == b"facts"
    assert accounts.sign_in(store, "claire", NEW_PASSWORD).account == set_up.account
    with pytest.raises(AccessDenied):
        accounts.sign_in(store, "claire", PASSWORD)
    accounts.recover(store, "claire", set_up.recovery_code, PASSWORD, now=NOW)


def test_a_wrong_recovery_code_changes_nothing(store: Store, set_up: SetUp) -> None:
    wrong = "A" + set_up.recovery_code[1:] if set_up.recovery_code[0] != "A" else "C" + set_up.recovery_code[1:]
    for login, code in (("claire", wrong), ("claire", ""), ("inconnu", set_up.recovery_code)):
        with pytest.raises(AccessDenied, match="code de secours"):
            accounts.recover(store, login, code, NEW_PASSWORD, now=NOW)
    assert accounts.sign_in(store, "claire", PASSWORD).account == set_up.account


def test_recovering_before_setting_up_is_refused(store: Store) -> None:
    with pytest.raises(AccessDenied):
        accounts.recover(store, "claire", "ACDE-ACDE-ACDE-ACDE-ACDE", NEW_PASSWORD, now=NOW)


@pytest.mark.parametrize(("login", "name"), [("", "Claire"), ("c", "Claire"), ("x" * 61, "Claire"), ("claire", " ")])
def test_a_login_and_a_name_are_needed(store: Store, login: str, name: str) -> None:
    with pytest.raises(InvalidAnswer):
        accounts.set_up(store, login, name, PASSWORD, now=NOW, strength=LIGHT)
