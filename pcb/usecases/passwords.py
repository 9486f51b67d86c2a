"""Which password will do: long enough, and not among those that are tried first.

No rule of composition, no renewal (CNIL, délib. 2022-100; OWASP ASVS 5.0, 6.2.5 and 6.2.10). How many guesses a
password would stand is estimated by zxcvbn, with its lists of stolen passwords and English words, and ours: French
words and names (``pcb/data/passwords``), and the words of this trade.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from zxcvbn import matching, scoring

from pcb.errors import InvalidAnswer

SHORTEST_PASSWORD = 14
LONGEST_PASSWORD = 256
GUESSES = 10**12
"""Below this many guesses a password is refused. zxcvbn takes 10^10 for out of reach of an attack on a stolen file with
a slow derivation like ours; a hundred times that, because the file may be a whole base."""
_ESTIMATED = 72  # zxcvbn's own limit: what comes after can only make the password stronger
_IDEA = "Quatre ou cinq mots sans rapport entre eux font un bon mot de passe."


def check_password(password: str, login: str) -> None:
    """Raises :class:`InvalidAnswer`, whose sentence helps to find a better one."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidAnswer(f"Le mot de passe doit avoir au moins {SHORTEST_PASSWORD} caractères. {_IDEA}")
    if len(password) > LONGEST_PASSWORD:
        raise InvalidAnswer(f"Le mot de passe ne peut pas dépasser {LONGEST_PASSWORD} caractères.")
    if len(login) > 3 and login in password.casefold():
        raise InvalidAnswer("Le mot de passe ne doit pas contenir l’identifiant.")
    if guesses(password, login) < GUESSES:
        raise InvalidAnswer(f"Ce mot de passe est trop facile à deviner. {_IDEA}")


def advice(password: str, login: str) -> str:
    """What to tell someone who has just signed in with a password that would be refused today; empty otherwise."""
    try:
        check_password(password, login)
    except InvalidAnswer:
        if len(password) < SHORTEST_PASSWORD:
            return f"Votre mot de passe a moins de {SHORTEST_PASSWORD} caractères. {_IDEA}"
        return f"Votre mot de passe est facile à deviner. {_IDEA}"
    return ""


def guesses(password: str, login: str = "") -> int:
    """How many guesses it would stand, by zxcvbn's estimate. ``login`` is one of the words tried first."""
    typed = password[:_ESTIMATED]
    dictionaries = {**matching.RANKED_DICTIONARIES, **_french(), "login": {login: 1} if login else {}}
    found = scoring.most_guessable_match_sequence(typed, matching.omnimatch(typed, dictionaries))
    return int(found["guesses"])


@cache
def _french() -> dict[str, dict[str, int]]:
    folder = files("pcb") / "data" / "passwords"
    names = ("context", "french_words", "french_names")
    return {name: _ranked((folder / f"{name}.txt").read_text("utf-8").split("\n")) for name in names}


def _ranked(words: list[str]) -> dict[str, int]:
    """The rank of each word, with and without its accents."""
    ranked: dict[str, int] = {}
    for rank, word in enumerate(filter(None, map(str.casefold, words)), 1):
        ranked.setdefault(word, rank)
        ranked.setdefault(_without_accents(word), rank)
    return ranked


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
