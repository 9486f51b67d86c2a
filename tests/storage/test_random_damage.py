"""A file damaged at random: what is shown is right, or it is said that it is damaged. Never wrong, never missing."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pcb.config import Settings
from pcb.errors import PcbError
from pcb.storage import attachments, papers
from pcb.storage.attachments import Attachment
from pcb.usecases import cards
from pcb.usecases.accounts import set_up
from pcb.usecases.cases import add_item, answer, create_case, history, import_case, list_cases, open_case
from pcb.usecases.desk import Desk, open_store
from tests.storage.facts import large_household
from tests.usecases.conftest import LIGHT, NOW, PASSWORD

DAMAGES = {
    "one bit": lambda dice, held: flip(held, dice.randrange(len(held)), dice.randrange(8)),
    "some bytes": lambda dice, held: put(held, dice.randrange(len(held)), dice.randbytes(dice.randint(1, 64))),
    "a sector of zeros": lambda dice, held: put(held, dice.randrange(len(held) // 512) * 512, bytes(512)),
    "a page of another place": lambda dice, held: put(held, page(dice, held), copied(page(dice, held), held)),
    "a cut": lambda dice, held: held[: dice.randrange(len(held))],
}  # fmt: skip


def flip(held: bytes, at: int, bit: int) -> bytes:
    return put(held, at, bytes([held[at] ^ (1 << bit)]))


def put(held: bytes, at: int, content: bytes) -> bytes:
    return (held[:at] + content + held[at + len(content) :])[: len(held)]


def copied(at: int, held: bytes) -> bytes:
    return held[at : at + 4096]


def page(dice: random.Random, held: bytes) -> int:
    return dice.randrange(len(held) // 4096) * 4096


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Eight cases, each answered, with papers and files."""
    store = open_store(Settings(tmp_path / "sound"))
    desk = set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
    for number in range(8):
        moment = NOW + timedelta(minutes=number)
        made = import_case(desk, large_household(number, 4), moment) if number % 2 else create_case(desk, moment)
        for turn in range(4):
            answer(desk, made.id, "note", f"note {turn}", seen=None, request_id=f"r{turn}", now=moment, overwrite=True)
        add_item(desk, made.id, "debts", "rent", moment)
        papers.keep(
            store, desk.vault, made.id, "declaration", b"%PDF" + bytes([number]) * 2000, case_revision=5,
            law_day=date(2025, 6, 30), by=desk.account.id, now=moment, facts={"n": number},
        )  # fmt: skip
        content = b"%PDF bail" * 100
        file = Attachment(
            made.id, "home-lease", "bail.pdf", "pdf", 1, len(content), sha256(content).hexdigest(), "", (),
            moment, desk.account.id, 0,
        )  # fmt: skip
        with store.writing() as connection:
            attachments.add(connection, desk.vault, made.id, file, content)
    return desk


def everything(desk: Desk) -> dict[str, Any]:
    """All that a counsellor can be shown, read the way the pages read it; a part that is refused is an error."""
    shown: dict[str, Any] = {}

    def read(name: str, part: Callable[[], Any]) -> None:
        try:
            shown[name] = part()
        except PcbError as error:
            shown[name] = error

    read("list", lambda: list_cases(desk))
    listed = shown["list"] if isinstance(shown["list"], tuple) else ()
    for card in listed:
        read(f"{card.id} case", lambda one=card.id: open_case(desk, one))
        read(f"{card.id} history", lambda one=card.id: history(desk, one))
        read(f"{card.id} papers", lambda one=card.id: papers.kept(desk.store, desk.vault, one))
        read(f"{card.id} files", lambda one=card.id: attachments.attachments(desk.store, desk.vault, one))
        for paper_id in ids_in(shown[f"{card.id} papers"]):
            read(f"{card.id} paper {paper_id}", lambda one=paper_id: papers.content(desk.store, desk.vault, one))
        for file_id in ids_in(shown[f"{card.id} files"]):
            read(
                f"{card.id} file {file_id}",
                lambda one=file_id, of=card.id: attachments.content(desk.store, desk.vault, of, one),
            )
    return shown


def ids_in(part: Any) -> list[str]:
    return [one.id for one in part] if isinstance(part, tuple) else []


@pytest.mark.parametrize("number", [60, pytest.param(2000, marks=pytest.mark.proof)])
def test_no_damage_shows_a_wrong_value_or_hides_a_case(desk: Desk, tmp_path: Path, number: int) -> None:
    sound = everything(desk)
    assert not any(isinstance(part, PcbError) for part in sound.values())
    desk.store.close()
    held = (tmp_path / "sound" / "pcb.sqlite3").read_bytes()
    dice = random.Random(20261124)
    outcomes: Counter[str] = Counter()
    silent: list[str] = []
    for turn in range(number):
        kind = list(DAMAGES)[turn % len(DAMAGES)]
        folder = tmp_path / "damaged"
        folder.mkdir()
        (folder / "pcb.sqlite3").write_bytes(DAMAGES[kind](dice, held))
        outcomes[told(desk, folder, sound, f"{turn}, {kind}", silent)] += 1
        shutil.rmtree(folder)
    assert silent == []
    assert outcomes["detected"] > number // 3, outcomes


def told(desk: Desk, folder: Path, sound: dict[str, Any], what: str, silent: list[str]) -> str:
    try:
        store = open_store(Settings(folder), create=False)
    except PcbError:
        return "detected"
    try:
        shown = everything(Desk(store, desk.vault, desk.account))
    finally:
        store.close()
    refused = [name for name, part in shown.items() if isinstance(part, PcbError)]
    wrong = [
        name
        for name, part in shown.items()
        if not isinstance(part, PcbError) and part != sound.get(name) and not marked(part, sound.get(name))
    ]
    gone = [name for name in sound if name not in shown] if not refused else []
    if wrong or gone:
        silent.append(f"{what}: wrong {wrong}, gone {gone}")
        return "silent"
    return "detected" if refused or shown != sound else "harmless"


def marked(shown: Any, sound: Any) -> bool:
    """A list of cases in which what differs is marked as damaged."""
    return (
        isinstance(shown, tuple)
        and sound is not None
        and len(shown) == len(sound)
        and all(
            one == other or getattr(one, "title", "") == cards.DAMAGED for one, other in zip(shown, sound, strict=True)
        )
    )
