# ruff: noqa: E501 - a spoiled thing and what it is given to stand on one line
"""Files and codes that come in spoiled: photographs and PDF through the worker, templates of forms, backups, keys,
invitation and recovery codes. Taken in whole or refused with a French sentence; nothing in between, and nothing lost.

Sixty with every run, five thousand as a proof (with :mod:`tests.usecases.test_hostile_households` for households)."""

from __future__ import annotations

import io
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from pcb.config import Settings
from pcb.errors import AccessDenied, ExchangeFault, FaultyTemplate, InvalidAnswer, PcbError
from pcb.intake.received import PDF
from pcb.intake.worker import Worker
from pcb.reports.official.reading import read_template
from pcb.storage.key_file import read_key
from pcb.storage.vault import plain_code
from pcb.usecases import accounts, backups, cases, invitations, official_form, people, unlocking
from pcb.usecases.demo import example_household
from pcb.usecases.desk import Desk
from pcb.usecases.exchange import read_household
from tests.intake import made
from tests.interview.hostile_values import SEEDS
from tests.storage.hostile_documents import hostile_file
from tests.usecases.conftest import LIGHT, NOW, PASSWORD

SENTENCE = re.compile(r"[«A-ZÀ-Ý/].{8,}[.?)]", re.DOTALL)
CHOSEN = "chaise orage violon"
LONGEST_SECONDS = 25.0
"""The worker gives up a file after twenty."""


@cache
def wholes() -> tuple[bytes, ...]:
    """One sound file of each kind that is taken, small enough to be spoiled thousands of times."""
    page = made.paper((240, 320))
    pictures = [made.saved(page, kind) for kind in ("JPEG", "PNG", "WEBP", "HEIF")]
    moving = io.BytesIO()
    page.save(moving, "TIFF")
    progressive = made.saved(page, "JPEG", progressive=True)
    turned = Image.Exif()
    turned[0x0112] = 6
    exif = made.saved(page, "JPEG", exif=turned)
    papers = [made.pdf(2), made.filled_form(), made.acting(), made.pdf(1, embedded=False)]
    return (*pictures, moving.getvalue(), progressive, exif, *papers)


def spoiled(chance: Random, sound: bytes) -> bytes:
    """Cut, flipped, with a piece moved, a number made huge, or another file in the middle."""
    at, to = sorted((chance.randrange(len(sound)), chance.randrange(len(sound))))
    match chance.randrange(6):
        case 0:
            return sound[:to]
        case 1:
            return sound[:at] + sound[to:]
        case 2:
            return sound[:to] + sound[at:to] * chance.choice((1, 3)) + sound[to:]
        case 3:
            return sound[:at] + chance.choice(wholes()) + sound[at:]
        case 4 if digits := list(re.finditer(rb"\d+", sound)):
            found = chance.choice(digits)
            return (
                sound[: found.start()]
                + chance.choice((b"0", b"-1", b"99999999999", b"2147483648"))
                + sound[found.end() :]
            )
        case _:
            held = bytearray(sound)
            for _ in range(chance.choice((1, 1, 5, 50, 500))):
                held[chance.randrange(len(held))] = chance.choice((0, 255, chance.randrange(256)))
            return bytes(held)


class Tally:
    """What each import became; a sentence that is none, or an error that is not ours, is kept."""

    def __init__(self) -> None:
        self.told = Counter[str]()
        self.wrong: list[str] = []
        self.slowest = 0.0

    def take(self, what: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        try:
            work()
            self.told[f"{what} pris"] += 1
        except (ExchangeFault, FaultyTemplate) as faults:
            self.told[f"{what} refusé"] += 1
            self._judge(
                what, all(len(one) > 8 and ("\u202f: " in one or " : " in one) for one in faults.faults), faults
            )
        except PcbError as refusal:
            self.told[f"{what} refusé"] += 1
            self._judge(what, bool(SENTENCE.fullmatch(str(refusal))), refusal)
        except Exception as error:
            self.wrong.append(f"{what} : {type(error).__name__} {error}")
        self.slowest = max(self.slowest, time.perf_counter() - began)

    def _judge(self, what: str, well: bool, refusal: PcbError) -> None:
        said = str(refusal)
        if not well or any(not letter.isprintable() and letter not in "\n\u202f\u00a0" for letter in said):
            self.wrong.append(f"{what} : {said!r:.200}")

    def check(self) -> None:
        sys.stdout.write(f"{dict(self.told)}, le plus lent {self.slowest:.1f} s\n")
        assert self.wrong[:10] == []
        assert self.slowest < LONGEST_SECONDS


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    opened = Worker()
    yield opened
    opened.close()


def send_uploads(worker: Worker, seed: int, number: int) -> None:
    chance, tally = Random(seed), Tally()
    for turn in range(number):
        content = spoiled(chance, wholes()[turn % len(wholes())])

        def work(content: bytes = content, looked: bool = turn % 5 == 0) -> None:
            got = worker.receive(content)
            if got.kind == PDF:
                assert not re.search(rb"/(JS|JavaScript|Launch|EmbeddedFile|OpenAction|AA)\b", got.content)
            if looked:
                assert worker.preview(got.kind, got.content, 0, 200).startswith(b"\xff\xd8\xff")

        tally.take("fichier", work)
    tally.check()
    sane = worker.receive(wholes()[0])
    assert sane.pages == 1


def try_forms(worker: Worker, seed: int, number: int) -> None:
    chance, tally, case = Random(seed), Tally(), example_household()
    form, template = official_form.own_form(True)
    found = official_form.inspect(form)
    for turn in range(number):
        text = _spoiled_template(chance, template)
        if turn % 10 == 0:
            pdf = spoiled(chance, form)
            tally.take(
                "formulaire", lambda pdf=pdf, text=text: official_form.try_upload(worker, pdf, text, case, NOW.date())
            )  # type: ignore[misc]
        else:
            tally.take("modèle", lambda text=text: read_template(text, found))  # type: ignore[misc]
    tally.check()


def _spoiled_template(chance: Random, template: str) -> str:
    lines = template.split("\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(lines))
        key = lines[at].partition("=")[0]
        hostile = chance.choice(SEEDS)[:500]
        lines[at] = chance.choice(
            (hostile, f"{key}= {chance.choice(('[]', '-1', '1e999', 'nan', '{}', '10000000000000', 'true', '1979-01-01'))}",
             lines[at] * 2, "[[champ]]", f"{key}= '{hostile}'", "", lines[chance.randrange(len(lines))])
        )  # fmt: skip
    return "\n".join(lines)


def read_files(folder: Path, seed: int, number: int) -> None:
    chance, tally = Random(seed), Tally()
    sound = b'format = "pcb/1"\nnote = "Vu"\n[[persons]]\nrole = "deposant"\nbirth_date = 1980-02-01\n[[debts]]\nkind = "rent"\n'
    for turn in range(number):
        file = folder / f"foyer.{'toml' if turn % 2 else 'json'}"
        file.write_bytes(hostile_file(chance, sound if turn % 2 else b'{"format":"pcb/1","note":"Vu","debts":[]}'))
        tally.take("foyer", lambda file=file: read_household(file))  # type: ignore[misc]
        file.write_bytes(hostile_file(chance, bytes(32).hex().encode()))
        tally.take("clé", lambda file=file: read_key(file))  # type: ignore[misc]
    tally.check()


def restore_backups(desk: Desk, settings: Settings, seed: int, number: int) -> None:
    """Whatever is restored over the base, the base is the one before, or that of a sound backup."""
    for _ in range(3):
        cases.import_case(desk, example_household(), NOW)
    taken = backups.back_up(settings, desk.vault, NOW)
    sound, chance, tally = taken.path.read_bytes(), Random(seed), Tally()
    into = f"sqlite:///{settings.data_dir / 'ailleurs' / 'pcb.sqlite3'}"
    backups.restore(taken.path, desk.vault, into, NOW)
    before = (settings.data_dir / "ailleurs" / "pcb.sqlite3").read_bytes()
    file = settings.data_dir / "abimee.pcb"
    for _ in range(number):
        content = spoiled(chance, sound)
        if content == sound:
            continue
        file.write_bytes(content)

        def work() -> None:
            header = backups.header_of(file)
            tally.take(
                "clé de sauvegarde", lambda: unlocking.vault_of_backup(header, None, lambda: ("claire", PASSWORD))
            )
            backups.restore(file, desk.vault, into, NOW)

        tally.take("sauvegarde", work)
    tally.check()
    assert tally.told["sauvegarde pris"] == 0
    assert (settings.data_dir / "ailleurs" / "pcb.sqlite3").read_bytes() == before
    assert {path.name for path in (settings.data_dir / "ailleurs").iterdir()} == {"pcb.sqlite3"}


def try_codes(set_up: accounts.SetUp, seed: int, number: int) -> None:
    """A code is taken as it was given, in any case and with any spaces; no other opens anything."""
    desk, chance, tally = set_up.desk, Random(seed), Tally()
    site = next(iter(people.staff(desk))).places[0]
    asked = invitations.invite(desk, "paul", "Paul Lannes", {site[0]: site[1]}, strength=LIGHT)
    for turn in range(number):
        good = asked.code if turn % 2 else set_up.recovery_code
        at = chance.randrange(len(good))
        code = chance.choice(
            (chance.choice(SEEDS), good[:at] + chance.choice(SEEDS)[:50] + good[at + 1 :], good[:at], good * 2)
        )
        if plain_code(code) == plain_code(good):
            continue
        login = chance.choice(("paul", "claire", "\x00", "paul\x00", "‮paul", *SEEDS[:30]))
        if turn % 2:
            tally.take(
                "invitation",
                lambda a=(login, code): invitations.accept(desk.store, *a, CHOSEN, now=NOW, strength=LIGHT),
            )  # type: ignore[misc]
        else:
            tally.take("secours", lambda a=(login, code): accounts.recover(desk.store, *a, CHOSEN, now=NOW))  # type: ignore[misc]
    tally.check()
    assert tally.told["invitation pris"] == tally.told["secours pris"] == 0
    assert accounts.sign_in(desk.store, "claire\x00", PASSWORD).account.id == desk.account.id


def test_twenty_spoiled_files_are_received_or_refused_with_a_sentence(worker: Worker) -> None:
    send_uploads(worker, 1, 20)


def test_twenty_spoiled_templates_and_files_are_read_or_refused_with_a_sentence(worker: Worker, tmp_path: Path) -> None:
    try_forms(worker, 1, 9)
    read_files(tmp_path, 1, 6)


def test_ten_spoiled_backups_and_codes_open_and_replace_nothing(set_up: accounts.SetUp, settings: Settings) -> None:
    restore_backups(set_up.desk, settings, 1, 6)
    try_codes(set_up, 1, 8)


@pytest.mark.proof
def test_two_thousand_five_hundred_spoiled_files_are_received_or_refused(worker: Worker) -> None:
    send_uploads(worker, 2, 2_500)


@pytest.mark.proof
def test_fifteen_hundred_spoiled_templates_and_files_are_read_or_refused(worker: Worker, tmp_path: Path) -> None:
    try_forms(worker, 2, 800)
    read_files(tmp_path, 2, 350)


@pytest.mark.proof
def test_a_thousand_spoiled_backups_and_codes_open_and_replace_nothing(
    set_up: accounts.SetUp, settings: Settings
) -> None:
    restore_backups(set_up.desk, settings, 2, 400)
    try_codes(set_up, 2, 600)


@pytest.mark.databases("postgresql")
def test_a_login_with_a_zero_byte_is_an_unknown_one_on_postgresql(set_up: accounts.SetUp) -> None:
    """PostgreSQL refuses the byte itself: the sign-in page said that the base refused a value."""
    store = set_up.desk.store
    assert accounts.sign_in(store, "\x00claire", PASSWORD).account.login == "claire"
    for login in ("a\x00b", "\x00", "é\x00"):
        with pytest.raises(AccessDenied):
            accounts.sign_in(store, login, PASSWORD)
        with pytest.raises((AccessDenied, InvalidAnswer)):
            invitations.accept(store, login, "ABCD", "chaise orage violon", now=NOW)
    with pytest.raises(InvalidAnswer):
        invitations.invite(set_up.desk, "\x00", "Paul", {}, administrator=True, strength=LIGHT)
    made_ = invitations.invite(set_up.desk, "pa\x00ul", "Paul \x00\u202eLannes", {}, administrator=True, strength=LIGHT)
    assert (made_.account.login, made_.account.display_name) == ("paul", "Paul Lannes")
