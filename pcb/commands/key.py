"""``pcb key``: the data key, the recovery code, the key file of a server. An administrator's password is asked."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from getpass import getpass

from pcb.commands import DONE, INCOMPLETE
from pcb.commands.asking import ask_code
from pcb.config import Settings
from pcb.domain.wording import plural
from pcb.usecases import keys
from pcb.usecases.accounts import sign_in
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.unlocking import check_code

Asked = Callable[[], tuple[str, str]]
_TOLD_EVERY = 1000


def run(given: Namespace, ask: Asked | None = None, settle: float = keys.SETTLE_SECONDS) -> int:
    """One action of ``pcb key``; ``ask`` gives the login and the password. Raises :class:`PcbError`."""
    store = open_store(Settings.from_environment(), create=False)
    try:
        desk = sign_in(store, *(ask or _ask)())
        check_code(desk, ask_code, datetime.now(UTC))
        match given.action:
            case "rotate":
                return _rotate(desk, given.despite_damage, settle)
            case "recovery":
                print(f"Nouveau code de secours (l’ancien n’ouvre plus rien) : {keys.new_recovery_code(desk)}")
                print("Notez-le sur papier : il n’est montré qu’une fois.")
            case "file":
                keys.make_key_file(desk, given.path)
                print(f"Fichier de clé écrit : {given.path}")
                print("Désignez-le par PCB_KEY_FILE, et gardez-le hors de la base et de ses sauvegardes.")
            case _:  # withdraw
                keys.withdraw_key_file(desk)
                print("Le fichier de clé n’ouvre plus rien.")
    finally:
        store.close()
    return DONE


def _rotate(desk: Desk, despite_damage: bool, settle: float) -> int:
    if keys.rotation_unfinished(desk):
        print("Un remplacement de la clé n’était pas terminé : il est repris.", flush=True)
    told = 0

    def progress(done: int) -> None:
        nonlocal told
        if done >= told + _TOLD_EVERY:
            told = done
            print(f"{done} enregistrements scellés à nouveau…", flush=True)

    done = keys.rotate(desk, settle=settle, despite_damage=despite_damage, progress=progress)
    count = plural(done.resealed, "enregistrement scellé", "enregistrements scellés")
    print(f"Clé n° {done.number} : {count} à nouveau.")
    for damage in done.damage:
        print(
            f"Abîmé, laissé tel quel : {damage.table} {'/'.join(map(str, damage.key))}, {damage.column}",
            file=sys.stderr,
        )
    if not done.finished:
        print(
            "L’ancienne clé est gardée tant qu’une sauvegarde peut rendre ces enregistrements. "
            "Pour la détruire quand même : pcb key rotate --despite-damage",
            file=sys.stderr,
        )
        return INCOMPLETE
    print("L’ancienne clé est détruite.")
    return DONE


def _ask() -> tuple[str, str]:
    print("Identifiant d’un administrateur : ", end="", flush=True)
    login = sys.stdin.readline().strip()
    return login, getpass("Mot de passe : ")
