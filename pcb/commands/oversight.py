"""``pcb audit verify``, ``pcb export``, ``pcb retention``: what the pages of the house do, from a terminal.

Each asks for a login and a password, and does what that account may do.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from pcb.commands import DONE, INCOMPLETE, REFUSED
from pcb.commands.asking import ask_code
from pcb.commands.writing import write_whole
from pcb.config import Settings
from pcb.domain.wording import french_date, plural
from pcb.errors import NotFound, PcbError
from pcb.usecases import audit, erasing, retention
from pcb.usecases.accounts import sign_in
from pcb.usecases.desk import Desk, open_store
from pcb.usecases.everything import everything
from pcb.usecases.oversight import case_of
from pcb.usecases.retention import Stage
from pcb.usecases.unlocking import check_code

_STAGES = {
    Stage.DUE: "à proposer",
    Stage.NOTICED: "proposé, en attente",
    Stage.TO_ARCHIVE: "à archiver",
    Stage.ARCHIVED: "archivé",
}


def run(given: Namespace) -> int:
    """Carry out one of these commands. Raises :class:`PcbError`."""
    work: dict[str, Callable[[Desk, Settings], int]] = {
        "audit": lambda desk, _: _verify(desk, given.anchor),
        "export": lambda desk, _: _export(desk, given.case, given.to),
        "retention": lambda desk, settings: _retention(desk, settings, replay=given.replay),
    }
    settings = Settings.from_environment()
    store = open_store(settings, create=False)
    now = datetime.now(UTC)
    try:
        login, password = _asked()
        try:
            desk = sign_in(store, login, password)
            check_code(desk, _asked_code, now)
        except PcbError:
            audit.refused_sign_in(store, login, now)
            raise
        audit.signed_in(desk, now, months=settings.audit_months, how="command")
        return work[given.command](desk, settings)
    finally:
        store.close()


def _asked() -> tuple[str, str]:
    """The login and the password: of the terminal, or the first lines of the standard input."""
    if sys.stdin.isatty():
        print("Identifiant : ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip(), getpass("Mot de passe : ")
    return sys.stdin.readline().strip(), sys.stdin.readline().rstrip("\n")


def _asked_code() -> str:
    """The code of the second factor, for who has one: of the terminal, or the line after the password."""
    return ask_code() if sys.stdin.isatty() else sys.stdin.readline().strip()


def _verify(desk: Desk, anchor: str) -> int:
    head = audit.read_anchor(anchor) if anchor else None
    if anchor and head is None:
        raise PcbError("La fin de chaîne donnée est illisible : un nombre, un tiret, 64 caractères.")
    found = audit.verify(desk, head)
    if not found.whole:
        print(f"Ligne {found.wrong} : {found.fault}.", file=sys.stderr)
        return REFUSED
    print(f"{found.lines} lignes tiennent, depuis la ligne {found.first}.")
    print(f"Fin de la chaîne : {audit.day_head(desk)}")
    if anchor and not found.anchored:
        print("La fin de chaîne donnée est trop ancienne : elle n’est plus dans le journal.", file=sys.stderr)
        return INCOMPLETE
    return DONE


def _export(desk: Desk, reference: str, folder: Path) -> int:
    case_id = case_of(desk, reference)
    if case_id is None:
        raise NotFound("Ce dossier n’existe pas.")
    made = everything(desk, case_id, datetime.now(UTC))
    if not folder.is_dir():
        raise PcbError(f"{folder} : ce dossier n’existe pas sur cet ordinateur.")
    path = folder / made.name
    write_whole(path, made.content)
    os.chmod(path, 0o600)
    print(f"Copie écrite : {path}\nElle n’est pas chiffrée : remettez-la, puis effacez-la.")
    return DONE


def _retention(desk: Desk, settings: Settings, *, replay: bool) -> int:
    if replay:
        again = erasing.replay_erasures(desk, settings.data_dir)
        print(f"Effacés de nouveau : {', '.join(again)}." if again else "Rien à effacer de nouveau.")
        return DONE
    board = retention.board(desk, datetime.now(UTC).astimezone().date())
    for line in board.lines:
        last = french_date(line.case.kept.last_contact_on)
        print(f"{line.case.reference:<12} {_STAGES[line.stage]:<20} dernier contact {last}  {line.site}")
    count = plural(len(board.lines), "dossier", "dossiers")
    print(f"{count}. Proposer, archiver, détruire : page « Fin de conservation ».")
    return DONE
