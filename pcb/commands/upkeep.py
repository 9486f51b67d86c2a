"""``backup``, ``restore`` and ``doctor``: a sealed copy of the base, the way back, and how the whole is doing."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from pcb.commands import DONE, INCOMPLETE, REFUSED
from pcb.commands.asking import ask_code, ask_secret, confirm
from pcb.config import Settings
from pcb.domain.wording import plural
from pcb.errors import Damaged, StoreUnavailable
from pcb.usecases import backups
from pcb.usecases.backups import Header, Vault
from pcb.usecases.desk import open_store
from pcb.usecases.doctor import Finding, State, examine_around, examine_records
from pcb.usecases.house_health import examine_house
from pcb.usecases.unlocking import vault_of_backup, vault_of_store

WORD = "RESTAURER"


def run(given: Namespace) -> int:
    """The command that was typed."""
    if given.command == "backup":
        return backup(given.to)
    if given.command == "restore":
        return restore(given.file, given.into, rehearsal=given.rehearse)
    return doctor(unlock=given.unlock, as_json=given.json)


def backup(to: Path | None) -> int:
    """Take a backup while people work, prove it, sort out the old ones, and say where it is."""
    settings = Settings.from_environment()
    store = open_store(settings, create=False)
    try:
        vault = vault_of_store(store, settings.key_file, ask_secret, datetime.now(UTC), ask_code)
    finally:
        store.close()
    taken = backups.back_up(settings, vault, datetime.now(UTC), to)
    print(f"Sauvegarde faite, relue en entier : {taken.path}")
    print(f"Elle contient {counts_in_words(taken.header)}.")
    return DONE


def restore(file: Path, into: str | None, *, rehearsal: bool) -> int:
    """Prove a backup and say what it holds; then, unless it is a rehearsal, put it in place."""
    settings = Settings.from_environment()
    header = backups.header_of(file)
    made = header.created_at.astimezone()
    print(f"Sauvegarde du {made:%d/%m/%Y à %H:%M}, {counts_in_words(header)}.", flush=True)
    vault = vault_of_backup(header, settings.key_file, ask_secret)
    if rehearsal:
        backups.rehearse(file, vault, settings, datetime.now(UTC))
        print("Elle a été relue en entier : elle peut être restaurée. Rien n’a été écrit.")
        if header.audit is not None:
            print(f"Fin du journal d’activité à ce moment : {header.audit}")
        return DONE
    url = backups.place_of(settings, into)
    there = backups.held_at(url)
    if there is not None and not _wanted(there):
        print("Abandonné : rien n’a été changé.")
        return REFUSED
    restored = backups.restore(file, vault, url, datetime.now(UTC))
    print("Sauvegarde restaurée.")
    if restored.old:
        print(f"L’ancienne base est gardée : {restored.old}")
    _erase_again(header, vault, url, settings)
    print("Ouvrez l’application avec le mot de passe du jour de la sauvegarde.")
    return DONE


def _erase_again(header: Header, vault: Vault, url: str, settings: Settings) -> None:
    try:
        again = backups.after_restoring(header, vault, url, settings.data_dir, datetime.now(UTC))
    except (Damaged, StoreUnavailable) as error:
        print(f"ATTENTION : ce qui a été effacé depuis n’a pas pu être effacé de nouveau. {error}")
        print("Avant de travailler, lancez « pcb retention --replay ».")
        return
    if again:
        print(f"Effacés depuis la sauvegarde, effacés de nouveau : {', '.join(again)}.")


def counts_in_words(header: Header) -> str:
    """« 12 dossiers, 40 documents imprimés, 3 pièces jointes, 950 lignes de journal »."""
    held = backups.held(header)
    return ", ".join(
        (
            plural(held.cases, "dossier", "dossiers"),
            plural(held.papers, "document imprimé", "documents imprimés"),
            plural(held.files, "pièce jointe", "pièces jointes"),
            plural(held.journal_lines, "ligne de journal", "lignes de journal"),
            plural(held.accounts, "compte", "comptes"),
        )
    )


def _wanted(cases: int) -> bool:
    print(f"Une base est déjà là ({plural(cases, 'dossier lisible', 'dossiers lisibles')}). Elle serait remplacée ;")
    print("tout ce qui a été saisi depuis la sauvegarde n’y serait plus. L’ancienne base serait gardée à côté.")
    return confirm("La remplacer ? (oui/non)", "oui") and confirm(f"Pour confirmer, tapez {WORD} :", WORD)


def doctor(*, unlock: bool, as_json: bool) -> int:
    """Examine everything; leaves with 0 when all is fine, 3 when something is to be looked at, 1 when it is broken."""
    settings, now = Settings.from_environment(), datetime.now(UTC)
    findings, sound = examine_around(settings, now)
    if sound and (unlock or settings.key_file is not None):
        store = open_store(settings, create=False)
        try:
            vault = vault_of_store(store, settings.key_file, ask_secret, now, ask_code)
            findings += examine_records(store, vault)
            if all(one.state is State.FINE for one in findings if one.check == "records"):
                findings += examine_house(settings, store, vault, now)
        finally:
            store.close()
    elif sound:
        said = "Les enregistrements scellés n’ont pas été ouverts : ajoutez --unlock pour les examiner aussi."
        findings += (Finding("records", State.FINE, said),)
    if as_json:
        told = [{"check": one.check, "state": one.state.value, "sentence": one.sentence} for one in findings]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for one in findings:
            print(f"{_MARKS[one.state]}  {one.sentence}")
    states = {one.state for one in findings}
    return REFUSED if State.BROKEN in states else INCOMPLETE if State.LOOK in states else DONE


_MARKS = {State.FINE: "bon     ", State.LOOK: "à voir  ", State.BROKEN: "GRAVE   "}
