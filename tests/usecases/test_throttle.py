"""Guessing is slow, whoever knows the password gets in, and a restart forgets nothing."""

from __future__ import annotations

import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from pcb.config import Settings
from pcb.errors import AccessDenied
from pcb.storage import attempts
from pcb.storage.attempts import Lane
from pcb.usecases import accounts, signing_in, throttle
from pcb.usecases.accounts import SetUp
from pcb.usecases.desk import Store, open_store
from pcb.usecases.signing_in import Entry
from pcb.usecases.throttle import Source, TooManyTries
from tests.usecases.conftest import NOW, PASSWORD

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def tries(store: Store, login: str, sources: list[Source], moments: list[datetime]) -> list[tuple[datetime, Source]]:
    """Wrong passwords at these moments, each from one of the sources; those that were really looked at."""
    looked, waits = [], []
    for moment, source in zip(moments, sources, strict=True):
        try:
            throttle.admit(store, login, source, moment)
        except TooManyTries as error:
            waits.append(error.seconds)
            continue
        looked.append((moment, source))
    assert max(waits, default=0) <= 15 * 60
    return looked


def most_in_an_hour(moments: list[datetime]) -> int:
    return max((sum(start <= moment < start + HOUR for moment in moments) for start in moments), default=0)


def check_guesses(store: Store, number: int) -> None:
    """Guesses of one login from a thousand addresses over half a day, with a known device in the middle of them."""
    rng = random.Random(6)
    device = throttle.succeeded(store, "claire", Source("10.0.0.1"), NOW)
    moments = sorted(NOW + timedelta(seconds=rng.uniform(0, 43_200)) for _ in range(number))
    sources = [Source(f"192.0.{n % 4}.{n % 250}") for n in range(number)]
    looked = [moment for moment, _ in tries(store, "claire", sources, moments)]
    assert 5 < most_in_an_hour(looked) <= 10
    for moment in moments[:: number // 20]:
        throttle.admit(store, "claire", Source("10.0.0.1", device), moment)  # she is never kept out
        throttle.succeeded(store, "claire", Source("10.0.0.1", device), moment)


def check_spray(store: Store, number: int) -> None:
    """One address tries a new login each time."""
    rng = random.Random(7)
    moments = sorted(NOW + timedelta(seconds=rng.uniform(0, 14_400)) for _ in range(number))
    looked: list[datetime] = []
    for n, moment in enumerate(moments):
        looked += [found for found, _ in tries(store, f"login{n}", [Source("203.0.113.9")], [moment])]
    assert 30 < most_in_an_hour(looked) <= 60


@pytest.mark.databases("sqlite", "postgresql")
def test_a_login_is_guessed_ten_times_an_hour_and_its_own_device_is_never_kept_out(store: Store) -> None:
    check_guesses(store, 300)


@pytest.mark.databases("sqlite", "postgresql")
def test_an_address_guesses_sixty_times_an_hour_whatever_the_logins(store: Store) -> None:
    check_spray(store, 250)


@pytest.mark.proof
def test_ten_thousand_guesses(store: Store) -> None:
    check_guesses(store, 10_000)


@pytest.mark.proof
def test_ten_thousand_logins_from_one_address(store: Store) -> None:
    check_spray(store, 10_000)


def test_with_a_known_device_an_account_sees_at_most_twenty_tries_an_hour(store: Store) -> None:
    device = throttle.succeeded(store, "claire", Source(), NOW)
    moments = [NOW + n * MINUTE / 2 for n in range(600)]
    both = [Source("192.0.2.1") if n % 2 else Source("192.0.2.2", device) for n in range(600)]
    looked = [moment for moment, _ in tries(store, "claire", both, moments)]
    assert 10 < most_in_an_hour(looked) <= 20


def test_nobody_waits_longer_than_a_quarter_of_an_hour_and_time_alone_opens_again(store: Store) -> None:
    moments = [NOW] * 50
    assert len(tries(store, "claire", [Source()] * 50, moments)) == 5
    with pytest.raises(TooManyTries, match="12 minutes"):
        throttle.admit(store, " CLAIRE ", Source(), NOW)
    throttle.admit(store, "claire", Source(), NOW + 12 * MINUTE)
    with pytest.raises(TooManyTries):
        throttle.admit(store, "claire", Source(), NOW + 12 * MINUTE)


@pytest.mark.databases("sqlite", "postgresql")
def test_the_count_survives_a_restart(settings: Settings) -> None:
    first = open_store(settings)
    tries(first, "claire", [Source()] * 5, [NOW] * 5)
    first.close()
    second = open_store(settings)
    with pytest.raises(TooManyTries):
        throttle.admit(second, "claire", Source(), NOW + MINUTE)
    second.close()


@pytest.mark.databases("sqlite", "postgresql")
def test_processes_and_threads_together_let_no_more_through(settings: Settings) -> None:
    stores = [open_store(settings) for _ in range(3)]

    def one(n: int) -> bool:
        return bool(tries(stores[n % 3], "claire", [Source(f"192.0.2.{n}")], [NOW]))

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(60))) == 5
    for store in stores:
        store.close()


@pytest.mark.parametrize("moved", [timedelta(hours=-1), timedelta(days=-1), timedelta(days=-3653)])
def test_a_clock_set_back_neither_opens_nor_locks_for_long(store: Store, moved: timedelta) -> None:
    tries(store, "claire", [Source()] * 5, [NOW] * 5)
    with pytest.raises(TooManyTries):
        throttle.admit(store, "claire", Source(), NOW + moved)
    later = NOW + moved + 12 * MINUTE
    found = attempts.take(store, [Lane(attempts.subject("L", "claire"), *throttle.PER_LOGIN)], later)
    assert found <= 12 * MINUTE


def test_the_addresses_of_this_machine_are_not_counted_and_an_ipv6_subscriber_is_one(store: Store) -> None:
    for here in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        looked = [tries(store, f"{here} {n}", [Source(here)], [NOW]) for n in range(40)]
        assert all(looked)
    network = [Source(f"2001:db8:0:1::{n:x}") for n in range(40)]
    assert sum(bool(tries(store, f"six{n}", [source], [NOW])) for n, source in enumerate(network)) == 30


def test_an_account_of_ones_own_does_not_empty_the_lane_of_the_address(store: Store) -> None:
    mine = Source("203.0.113.9")
    for n in range(30):
        tries(store, f"login{n}", [mine], [NOW])
    throttle.succeeded(store, "paul", mine, NOW)
    assert len([n for n in range(9) if tries(store, f"again{n}", [mine], [NOW])]) == 1  # his own try was given back


def test_no_login_address_or_device_can_be_read_in_the_table(store: Store, settings: Settings) -> None:
    device = throttle.succeeded(store, "claire", Source("192.0.2.77"), NOW)
    tries(store, "claire", [Source("192.0.2.77")], [NOW])
    store.close()
    held = b"".join(path.read_bytes() for path in settings.data_dir.iterdir())
    for secret in (b"claire", b"192.0.2.77", device.encode()):
        assert secret not in held


@pytest.mark.databases("sqlite", "postgresql")
def test_old_rows_are_forgotten_and_a_device_after_three_months(store: Store) -> None:
    device = throttle.succeeded(store, "claire", Source(), NOW)
    tries(store, "paul", [Source("192.0.2.1")], [NOW])
    throttle.succeeded(store, "marie", Source(), NOW + timedelta(days=2))
    assert not attempts.is_known(store, attempts.subject("L", "paul"))
    assert attempts.is_known(store, attempts.subject("D", "claire", device))
    throttle.succeeded(store, "marie", Source(), NOW + timedelta(days=91))
    assert not attempts.is_known(store, attempts.subject("D", "claire", device))


def test_a_known_and_an_unknown_login_take_the_same_time(store: Store, settings: Settings, set_up: SetUp) -> None:
    taken: dict[str, list[float]] = {"claire": [], "personne": []}
    for n in range(40):
        for login, times in taken.items():
            start = time.perf_counter()
            with pytest.raises(AccessDenied):
                signing_in.sign_in(store, settings, login, "un autre mot", Source(), NOW + n * 13 * MINUTE)
            times.append(time.perf_counter() - start)
    known, unknown = map(statistics.median, taken.values())
    assert abs(known - unknown) < 0.010


@pytest.mark.databases("sqlite", "postgresql")
def test_the_right_password_empties_the_lane(store: Store, settings: Settings, set_up: SetUp) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(AccessDenied):
                signing_in.sign_in(store, settings, "claire", "un autre mot", Source(), NOW)
        assert isinstance(signing_in.sign_in(store, settings, "claire", PASSWORD, Source(), NOW), Entry)


def test_recovery_codes_count_as_well(store: Store, settings: Settings, set_up: SetUp) -> None:
    for _ in range(5):
        with pytest.raises(AccessDenied):
            signing_in.recover(store, settings, "claire", "ACDE", "girafe tuile moutarde", Source(), NOW)
    with pytest.raises(TooManyTries):
        signing_in.recover(store, settings, "claire", set_up.recovery_code, "girafe tuile moutarde", Source(), NOW)
    assert accounts.sign_in(store, "claire", PASSWORD)
