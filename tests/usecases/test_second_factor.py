"""The second factor: set up, asked for, good once, replaced by a spare code, removed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from pcb.config import Settings
from pcb.errors import AccessDenied, InvalidAnswer, NotFound
from pcb.usecases import second_factor, signing_in
from pcb.usecases.accounts import SetUp
from pcb.usecases.desk import Desk, Store
from pcb.usecases.signing_in import Entry, HalfOpen
from pcb.usecases.throttle import Source, TooManyTries
from tests.usecases.conftest import NOW, PASSWORD

STEP = timedelta(seconds=30)


def code_at(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret.replace(" ", "")).at(NOW + steps * STEP)


@pytest.fixture
def secret(desk: Desk) -> str:
    """The secret of Claire, whose second factor is on; the code of a quarter of an hour ago was used."""
    offered = second_factor.begin(desk).secret
    second_factor.confirm(desk, code_at(offered, -30), NOW - 30 * STEP)
    return offered


def half_of(store: Store, settings: Settings) -> HalfOpen:
    half = signing_in.sign_in(store, settings, "claire", PASSWORD, Source(), NOW)
    assert isinstance(half, HalfOpen)
    return half


def test_nothing_is_asked_for_until_a_first_code_has_confirmed_the_secret(
    store: Store, settings: Settings, desk: Desk
) -> None:
    offered = second_factor.begin(desk)
    assert second_factor.begin(desk) == offered  # the page may be loaded twice
    assert offered.picture.startswith("data:image/svg+xml")
    with pytest.raises(InvalidAnswer, match="vérifiez l’heure"):
        second_factor.confirm(desk, "000000", NOW)
    assert isinstance(signing_in.sign_in(store, settings, "claire", PASSWORD, Source(), NOW), Entry)
    assert len(set(second_factor.confirm(desk, code_at(offered.secret), NOW))) == 10
    assert second_factor.state(desk) == second_factor.State(True, 10)
    assert isinstance(signing_in.sign_in(store, settings, "claire", PASSWORD, Source(), NOW), HalfOpen)


def test_the_secret_and_the_codes_are_sealed(store: Store, settings: Settings, desk: Desk, secret: str) -> None:
    codes = second_factor.renew_spare_codes(desk)
    store.close()
    held = b"".join(path.read_bytes() for path in settings.data_dir.iterdir())
    for canary in (secret.replace(" ", ""), *codes, *(code.replace("-", "") for code in codes)):
        assert canary.encode() not in held


def test_the_half_that_waits_shows_nothing(store: Store, settings: Settings, secret: str) -> None:
    half = half_of(store, settings)
    assert "Desk" not in repr(half)
    assert "Vault" not in repr(half)


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_one_step_early_or_late(
    store: Store, settings: Settings, secret: str, steps: int, good: bool
) -> None:
    half = half_of(store, settings)
    if good:
        assert signing_in.finish(half, settings, code_at(secret, steps), Source(), NOW).desk.account.login == "claire"
    else:
        with pytest.raises(AccessDenied, match="ne convient pas"):
            signing_in.finish(half, settings, code_at(secret, steps), Source(), NOW)


@pytest.mark.parametrize("typed", ["", "abcdef", "12345", "1234567", "١٢٣٤٥٦", "x" * 100_000, "\ud83d", "000 000 0"])
def test_what_is_no_code_is_refused(store: Store, settings: Settings, secret: str, typed: str) -> None:
    with pytest.raises(AccessDenied):
        signing_in.finish(half_of(store, settings), settings, typed, Source(), NOW)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_code_is_good_once_and_an_older_one_no_more(desk: Desk, secret: str) -> None:
    assert second_factor.check(desk, code_at(secret), NOW)
    for steps in (0, -1):
        assert not second_factor.check(desk, code_at(secret, steps), NOW)
    assert second_factor.check(desk, f" {code_at(secret, 1)[:3]} {code_at(secret, 1)[3:]} ", NOW)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_code_given_a_thousand_times_at_once_is_taken_once(desk: Desk, secret: str) -> None:
    code = code_at(secret)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: second_factor.check(desk, code, NOW), range(1000)))
    assert sum(taken) == 1


@pytest.mark.databases("sqlite", "postgresql")
def test_each_spare_code_is_good_once_even_at_the_same_moment(desk: Desk, secret: str) -> None:
    codes = second_factor.renew_spare_codes(desk)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: second_factor.check(desk, codes[0], NOW), range(40)))
    assert sum(taken) == 1
    assert second_factor.check(desk, codes[1].lower().replace("-", " "), NOW)
    assert second_factor.state(desk).spare == 8
    renewed = second_factor.renew_spare_codes(desk)
    assert not second_factor.check(desk, codes[2], NOW)
    assert second_factor.check(desk, renewed[2], NOW)


def test_wrong_codes_are_slowed_down_like_wrong_passwords(store: Store, settings: Settings, secret: str) -> None:
    half = half_of(store, settings)  # one try, for the password
    for _ in range(4):
        with pytest.raises(AccessDenied):
            signing_in.finish(half, settings, "000000", Source(), NOW)
    with pytest.raises(TooManyTries):
        signing_in.finish(half, settings, code_at(secret), Source(), NOW)
    with pytest.raises(TooManyTries):  # the right password alone empties nothing
        signing_in.sign_in(store, settings, "claire", PASSWORD, Source(), NOW)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_new_telephone_replaces_the_old_one_only_when_it_is_confirmed(desk: Desk, secret: str) -> None:
    other = second_factor.begin(desk).secret
    assert other != secret
    assert second_factor.check(desk, code_at(secret, -1), NOW)
    second_factor.confirm(desk, code_at(other, 0), NOW)
    assert not second_factor.check(desk, code_at(secret, 1), NOW)
    assert second_factor.check(desk, code_at(other, 1), NOW)


def test_the_recovery_code_comes_back_with_the_second_factor_or_removes_it(
    store: Store, settings: Settings, set_up: SetUp, secret: str
) -> None:
    new = "girafe tuile moutarde"
    back = signing_in.recover(store, settings, "claire", set_up.recovery_code, new, Source(), NOW)
    assert isinstance(back, HalfOpen)
    without = signing_in.recover(
        store, settings, "claire", set_up.recovery_code, PASSWORD, Source(), NOW, without_factor=True
    )
    assert isinstance(without, Entry)
    assert not second_factor.state(without.desk).on


def test_an_administrator_removes_it_for_somebody_and_nobody_else_does(
    store: Store, settings: Settings, desk: Desk, colleague: Desk, secret: str
) -> None:
    with pytest.raises(AccessDenied):
        second_factor.remove_for(colleague, desk.account.id)
    with pytest.raises(NotFound):
        second_factor.remove_for(desk, "0" * 32)
    before = signing_in.finish(half_of(store, settings), settings, code_at(secret), Source(), NOW)
    second_factor.remove_for(desk, desk.account.id)
    after = signing_in.sign_in(store, settings, "claire", PASSWORD, Source(), NOW)
    assert isinstance(after, Entry)
    assert after.epoch > before.epoch  # sessions begun before end


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({}, False),
        ({"host": "0.0.0.0"}, True),  # noqa: S104
        ({"trusted_proxy": ("127.0.0.1/32",)}, True),
        ({"host": "pcb.asso.fr", "second_factor": "optional"}, False),
        ({"second_factor": "required"}, True),
    ],
)
def test_it_is_mandatory_as_soon_as_others_than_this_computer_are_served(
    store: Store, settings: Settings, set_up: SetUp, change: dict[str, object], asked: bool
) -> None:
    entry = signing_in.sign_in(store, replace(settings, **change), "claire", PASSWORD, Source(), NOW)  # type: ignore[arg-type]
    assert isinstance(entry, Entry)
    assert entry.must_enrol is asked
