"""Which password will do, and what is said to who has to find another."""

from __future__ import annotations

import time

import pytest

from pcb.errors import InvalidAnswer
from pcb.usecases.passwords import advice, check_password


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "au moins 14"),
        ("x9$Kq2!vBn7#L", "au moins 14"),
        ("claire et les autres", "contenir l’identifiant"),
        ("les clés de CLAIRE", "contenir l’identifiant"),
        ("motdepasse123456", "trop facile"),
        ("azertyuiop123456", "trop facile"),
        ("azertyuiopqsdfghjklm", "trop facile"),
        ("1234567890123456", "trop facile"),
        ("passwordpassword", "trop facile"),
        ("pointconseilbudget2026", "trop facile"),
        ("Surendettement2026!", "trop facile"),
        ("Lectoure2026!!!!", "trop facile"),
        ("jean-pierre1985", "trop facile"),
        ("bonjour bonjour bonjour", "trop facile"),
        ("aaaaaaaaaaaaaaaa", "trop facile"),
        ("ababababababab", "trop facile"),
        ("x" * 256, "trop facile"),
        ("x" * 257, "dépasser"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(password: str, said: str) -> None:
    with pytest.raises(InvalidAnswer, match=said):
        check_password(password, "claire")


@pytest.mark.parametrize(
    "password",
    [
        "cheval batterie agrafe",
        "un cheval bleu sous la pluie",
        "éàüœ ⚑ 日本語の鍵です",
        "123 soleil brille fort",
        "jo et les autres",
        "x9$Kq2!vBn7#Lm",
        "x9$Kq2!vBn7#Lm" * 18,
    ],
)
def test_no_rule_of_composition_is_asked_and_nothing_is_cut(password: str) -> None:
    check_password(password, "jo")


def test_the_longest_password_is_judged_at_once() -> None:
    start = time.perf_counter()
    check_password("cheval batterie agrafe " * 11, "claire")
    assert time.perf_counter() - start < 1


def test_a_password_of_the_old_rule_is_told_and_one_of_the_new_is_not() -> None:
    assert "moins de 14 caractères" in advice("douze lettre", "claire")
    assert "facile à deviner" in advice("motdepasse123456", "claire")
    assert advice("cheval batterie agrafe", "claire") == ""
