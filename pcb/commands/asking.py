"""What a command asks at the terminal: a login and a password, which are never shown, and a word that confirms."""

from __future__ import annotations

import sys
from getpass import getpass

from pcb.errors import PcbError

_NO_TERMINAL = (
    "Ce secret se tape au clavier, dans un terminal. Sur un serveur, donnez le fichier de clé par PCB_KEY_FILE."
)


def ask_secret() -> tuple[str, str]:
    """A login and a password; an empty login stands for the recovery code. Raises :class:`PcbError` without a
    terminal."""
    if not sys.stdin.isatty():
        raise PcbError(_NO_TERMINAL)
    try:
        login = input("Identifiant (vide pour le code de secours) : ").strip()
        return login, getpass("Mot de passe : " if login else "Code de secours : ")
    except (EOFError, KeyboardInterrupt):
        raise PcbError("Abandonné : rien n’a été fait.") from None


def ask_code() -> str:
    """The code of the second factor, or a spare one. Raises :class:`PcbError` without a terminal."""
    if not sys.stdin.isatty():
        raise PcbError(_NO_TERMINAL)
    try:
        return getpass("Code de la double vérification : ")
    except (EOFError, KeyboardInterrupt):
        raise PcbError("Abandonné : rien n’a été fait.") from None


def confirm(question: str, word: str) -> bool:
    """Whether ``word`` was typed in answer to ``question``. Raises :class:`PcbError` without a terminal."""
    if not sys.stdin.isatty():
        raise PcbError("Remplacer une base se confirme au clavier, dans un terminal.")
    try:
        return input(f"{question} ").strip() == word
    except (EOFError, KeyboardInterrupt):
        return False
