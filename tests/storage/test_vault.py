"""The vault: what it hides, what it notices."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from pcb.errors import AccessDenied, Damaged
from pcb.storage.vault import (
    CODE_LETTERS,
    LASTING,
    LOOK_SECONDS,
    STRONG,
    Ring,
    Strength,
    Vault,
    Wrapped,
    mark,
    new_code,
    new_key,
    number_of,
    plain_code,
    unwrap,
    wrap,
)

LIGHT = Strength(memory_kib=64, iterations=1, lanes=1)
PLACE = ("case_record", "abc", 7, "document")


def test_what_is_sealed_opens_at_its_place_and_shows_nothing() -> None:
    vault = Vault.new()
    sealed = vault.seal("Œuvrard, 1 250,50 €".encode(), *PLACE)
    assert vault.open(sealed, *PLACE) == "Œuvrard, 1 250,50 €".encode()
    assert "Œuvrard".encode() not in sealed
    assert sealed != vault.seal("Œuvrard, 1 250,50 €".encode(), *PLACE)


@pytest.mark.parametrize(
    "place",
    [
        ("case_record", "abc", 8, "document"),
        ("case_record", "abd", 7, "document"),
        ("journal", "abc", 7, "document"),
        ("case_record", "abc", 7, "card"),
        ("case_record", "abc", 7),
    ],
)
def test_a_record_moved_to_another_place_is_damaged(place: tuple[str | int, ...]) -> None:
    vault = Vault.new()
    with pytest.raises(Damaged):
        vault.open(vault.seal(b"facts", *PLACE), *place)


def test_every_single_altered_byte_is_noticed() -> None:
    vault = Vault.new()
    sealed = vault.seal(b"facts of a household", *PLACE)
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(Damaged):
            vault.open(bytes(altered), *PLACE)


@pytest.mark.parametrize("length", [0, 1, 12, 28])
def test_a_record_cut_short_is_damaged(length: int) -> None:
    vault = Vault.new()
    with pytest.raises(Damaged):
        vault.open(vault.seal(b"facts", *PLACE)[:length], *PLACE)


def test_another_vault_opens_nothing() -> None:
    with pytest.raises(Damaged):
        Vault.new().open(Vault.new().seal(b"facts", *PLACE), *PLACE)


def test_a_secret_unwraps_the_key_that_it_wrapped_for_its_holder_only() -> None:
    key = new_key()
    wrapped = wrap(key, "cheval batterie agrafe", "keyring", "claire", strength=LIGHT)
    assert unwrap(wrapped, "cheval batterie agrafe", "keyring", "claire") == key
    for secret, holder in (("cheval batterie agraf", "claire"), ("cheval batterie agrafe", "paul"), ("", "claire")):
        with pytest.raises(AccessDenied):
            unwrap(wrapped, secret, "keyring", holder)


def test_a_wrapped_key_cut_or_altered_opens_with_nothing() -> None:
    wrapped = wrap(new_key(), "cheval batterie agrafe", "keyring", "claire", strength=LIGHT)
    for spoilt in (b"", wrapped.sealed[:20], b"\x02" + wrapped.sealed[1:], wrapped.sealed[:-1] + b"\x00\x00"):
        with pytest.raises(AccessDenied):
            unwrap(replace(wrapped, sealed=spoilt), "cheval batterie agrafe", "keyring", "claire")


def test_a_password_typed_on_another_keyboard_is_the_same_password() -> None:
    wrapped = wrap(b"key", "e\u0301clair au chocolat", "keyring", "claire", strength=LIGHT)
    assert unwrap(wrapped, "\u00e9clair au chocolat", "keyring", "claire") == b"key"


# A record and a wrapped key written by the version before numbered keys, with the data key 00 01 … 1f.
_OLD_RECORD = bytes.fromhex(
    "01b30c814746d0ea8fe49c476903d5f53feeed21f8e5520ac7cb387945ada88ea7dacd0a172fc7f460f19d5bd3eaf958034e64"
)
_OLD_WRAPPED = bytes.fromhex(
    "01604774cf4e1df77bcd0fb8ed81acc8ba8273ce31fa279ee38d68056c3abd7d3746c8375b387d6245aa196a6b4cd601360b974663719f949c50720c7f"
)


def test_what_was_sealed_before_keys_had_numbers_opens_with_key_1() -> None:
    vault = Vault(Ring({1: bytes(range(32)), 2: new_key()}))
    assert vault.open(_OLD_RECORD, *PLACE) == "Œuvrard, 1 250,50 €".encode()
    assert number_of(_OLD_RECORD) == 1
    with pytest.raises(Damaged):
        vault.open(_OLD_RECORD, "case_record", "abc", 8, "document")
    with pytest.raises(Damaged):
        vault.open(mark(1) + _OLD_RECORD[1:], *PLACE)
    assert unwrap(Wrapped(bytes(16), LIGHT, _OLD_WRAPPED), "cheval batterie agrafe", "keyring", "claire") == bytes(
        range(32)
    )


def test_the_newest_key_seals_and_every_key_opens() -> None:
    first = Vault.new()
    sealed = first.seal(b"facts", *PLACE)
    second = first.with_key(2, new_key())
    assert number_of(sealed) == 1
    assert number_of(second.seal(b"facts", *PLACE)) == 2
    assert second.newest == 2
    assert second.numbers == (2, 1)
    assert second.open(sealed, *PLACE) == b"facts"
    assert second.open(second.seal(b"facts", *PLACE), *PLACE) == b"facts"
    with pytest.raises(Damaged):  # the number is part of what is bound
        second.open(mark(2) + sealed[5:], *PLACE)
    for unknown in (0, 3):
        with pytest.raises(Damaged):
            second.open(mark(unknown) + sealed[5:], *PLACE)


def test_of_a_destroyed_key_what_must_be_checked_is_left_and_nothing_else() -> None:
    first = Vault.new()
    record, line = first.seal(b"facts", *PLACE), first.seal_lasting(b"why", "audit", 1)
    left = {1: {purpose: first.subkey(purpose) for purpose in LASTING}}
    vault = Vault(Ring({2: new_key()}, left))
    assert vault.subkey(b"audit", 1) == first.subkey(b"audit")
    assert vault.open_lasting(line, "audit", 1) == b"why"
    assert vault.numbers == (2, 1)
    with pytest.raises(Damaged):
        vault.open(record, *PLACE)
    with pytest.raises(Damaged):
        vault.subkey(b"records", 1)
    with pytest.raises(Damaged):
        vault.data_key(1)
    with pytest.raises(Damaged):
        vault.open_lasting(line, "audit", 2)
    with pytest.raises(Damaged):
        vault.open(line, "audit", 1)


class Elsewhere:
    """A source in which another process has replaced the key."""

    def __init__(self, ring: Ring) -> None:
        self.of_now, self.asked = ring, 0

    def newest(self) -> int:
        self.asked += 1
        return max(self.of_now.keys)

    def ring(self) -> Ring:
        return self.of_now

    def personal_key(self, purpose: bytes) -> bytes:
        return purpose.ljust(32)


def test_a_key_that_came_later_is_learnt_when_something_sealed_by_it_is_read() -> None:
    first, key = Vault.new(), new_key()
    second = first.with_key(2, key)
    source = Elsewhere(Ring({2: key}))
    vault = first.with_source(source)
    old = vault.seal(b"old", "x")
    assert source.asked == 0  # it has just been opened
    assert vault.open(second.seal(b"facts", "x"), "x") == b"facts"
    assert number_of(vault.seal(b"facts", "x")) == vault.newest == 2
    assert vault.open(old, "x") == b"old"
    assert vault.subkey(b"audit", 1) == first.subkey(b"audit")


def test_a_key_that_came_later_seals_a_few_seconds_after(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Vault.new()
    source = Elsewhere(Ring({2: new_key()}))
    vault = first.with_source(source)
    assert number_of(vault.seal(b"facts", "x")) == 1
    elapsed = time.monotonic() + LOOK_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: elapsed)
    assert number_of(vault.seal(b"facts", "x")) == 2
    assert number_of(vault.seal(b"facts", "x")) == 2
    assert source.asked == 1
    elapsed += LOOK_SECONDS
    assert number_of(vault.seal(b"facts", "x")) == 2
    assert source.asked == 2


def test_a_personal_key_comes_from_the_holder_and_from_the_vault_where_there_is_none() -> None:
    vault = Vault.new()
    assert vault.personal_key(b"draft") == vault.subkey(b"draft")
    assert vault.with_source(Elsewhere(Ring({1: bytes(32)}))).personal_key(b"draft") == b"draft".ljust(32)


def test_subkeys_are_stable_and_differ_by_purpose() -> None:
    vault = Vault.new()
    assert vault.subkey(b"drafts") == vault.subkey(b"drafts")
    assert len({vault.subkey(b"drafts"), vault.subkey(b"records"), Vault.new().subkey(b"drafts")}) == 3
    assert len(vault.subkey(b"drafts")) == 32


def test_the_key_is_not_shown_with_the_vault() -> None:
    assert repr(Vault.new()) == "Vault(…)"


def test_a_recovery_code_has_at_least_80_bits_and_no_letter_taken_for_another() -> None:
    assert len(CODE_LETTERS) ** 20 > 2**80
    assert not set(CODE_LETTERS) & set("O0I1LSZB258UQ") - {"Q"}
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    code = codes.pop()
    assert [len(group) for group in code.split("-")] == [4] * 5
    assert plain_code(f"  {code.lower().replace('-', ' ')} ") == code.replace("-", "")


@pytest.mark.proof
def test_deriving_a_key_takes_at_least_a_tenth_of_a_second() -> None:
    start = time.perf_counter()
    wrap(new_key(), "cheval batterie agrafe", "keyring", "claire", strength=STRONG)
    assert time.perf_counter() - start > 0.1
