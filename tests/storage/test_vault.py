"""The vault: what it hides, what it notices."""

from __future__ import annotations

import time

import pytest

from pcb.errors import AccessDenied, Damaged
from pcb.storage.vault import (
    CODE_LETTERS,
    STRONG,
    Strength,
    Vault,
    new_recovery_code,
    plain_code,
    unwrap,
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


def test_a_secret_opens_the_vault_that_it_wrapped_for_its_holder_only() -> None:
    vault = Vault.new()
    wrapped = vault.wrapped("cheval batterie agrafe", "claire", LIGHT)
    assert unwrap(wrapped, "cheval batterie agrafe", "claire").open(vault.seal(b"facts", "x"), "x") == b"facts"
    for secret, holder in (("cheval batterie agraf", "claire"), ("cheval batterie agrafe", "paul"), ("", "claire")):
        with pytest.raises(AccessDenied):
            unwrap(wrapped, secret, holder)


def test_a_password_typed_on_another_keyboard_is_the_same_password() -> None:
    vault = Vault.new()
    unwrap(vault.wrapped("e\u0301clair au chocolat", "claire", LIGHT), "\u00e9clair au chocolat", "claire")


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
    codes = {new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    code = codes.pop()
    assert [len(group) for group in code.split("-")] == [4] * 5
    assert plain_code(f"  {code.lower().replace('-', ' ')} ") == code.replace("-", "")


@pytest.mark.proof
def test_deriving_a_key_takes_at_least_a_tenth_of_a_second() -> None:
    start = time.perf_counter()
    Vault.new().wrapped("cheval batterie agrafe", "claire", STRONG)
    assert time.perf_counter() - start > 0.1
