"""A dossier is prepared beside the page: with progress, stopped at any time, frozen, the same bytes each time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.vocabulary.papers import PaperState
from pcb.intake.received import JPEG, Received
from pcb.storage import papers as storage_papers
from pcb.storage.household_file import read_household
from pcb.usecases import attachments, freezing
from pcb.usecases.assembly import ENCODING, Step
from pcb.usecases.cases import answer, import_case, open_case, remove_item
from pcb.usecases.desk import Desk
from pcb.usecases.dossier import Preparation, Variant, prepare
from pcb.usecases.papers import print_declaration, printed_before, printed_papers
from tests.conftest import HOUSEHOLDS
from tests.usecases.conftest import NOW

DAY = date(2025, 6, 30)
COUPLE = replace(read_household(HOUSEHOLDS / "couple-deux-enfants.toml"), papers=())
KEYS = [paper.key for paper in papers_to_join(COUPLE, DAY)]


@cache
def photograph(seed: int = 1, size: tuple[int, int] = (600, 800), quality: int = 60) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 40 + seed).convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def received(content: bytes) -> Received:
    return Received(JPEG, content, 1)


def join(desk: Desk, case_id: str, key: str, content: bytes, name: str = "papier.jpg") -> None:
    attachments.attach(desk, case_id, key, name, content, NOW, request_id=f"{key}{name}", receive=received)


@pytest.fixture
def case_id(desk: Desk) -> str:
    made = import_case(desk, COUPLE, NOW).id
    for number, key in enumerate(KEYS[2:5]):
        join(desk, made, key, photograph(number))
    return made


def finished(preparation: Preparation) -> Preparation:
    assert preparation.wait(60)
    assert preparation.problem == ""
    return preparation


def read(desk: Desk, case_id: str, preparation: Preparation) -> list[PdfReader]:
    found = (printed_before(desk, case_id, kept.id).content for kept in preparation.made)
    return [PdfReader(BytesIO(content), strict=True) for content in found]


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_whole_dossier_holds_its_papers_stamped_and_is_kept_with_its_facts(desk: Desk, case_id: str) -> None:
    done = finished(prepare(desk, case_id, Variant.WHOLE, DAY, NOW))
    (kept,) = done.made
    (reader,) = read(desk, case_id, done)
    text = text_of(reader)
    for stamp in ("Pièce 3 · page 1/1", "Pièce 4 · page 1/1", "Pièce 5 · page 1/1"):
        assert stamp in text
    assert len([page for page in reader.pages if page.images]) == 3
    _, facts = storage_papers.frozen_facts(desk.store, desk.vault, kept.id)
    assert facts is not None
    assert facts["fingerprint"] in reader.pages[0].extract_text()
    assert facts["fingerprint"] in reader.pages[-1].extract_text()
    assert freezing.fingerprint(facts["case"], facts["day"], facts["reading"], facts["files"]) == facts["fingerprint"]
    assert facts["files"] == [sha256(photograph(number)).hexdigest() for number in range(3)]
    assert (kept.case_revision, kept.law_day) == (open_case(desk, case_id).revision, DAY)
    assert done.progress.step is Step.KEEPING


def test_an_unchanged_case_printed_again_gives_the_same_bytes_kept_once(desk: Desk, case_id: str) -> None:
    for variant in Variant:
        first = finished(prepare(desk, case_id, variant, DAY, NOW))
        again = finished(prepare(desk, case_id, variant, DAY, NOW))
        assert [kept.id for kept in again.made] == [kept.id for kept in first.made]
    kinds = [kept.kind for kept in printed_papers(desk, case_id)]
    assert len(kinds) == len(set(kinds)) == 4


def test_a_changed_answer_or_file_changes_the_fingerprint(desk: Desk, case_id: str) -> None:
    def mark() -> str:
        (kept,) = finished(prepare(desk, case_id, Variant.WITHOUT_PAPERS, DAY, NOW)).made
        facts = storage_papers.frozen_facts(desk.store, desk.vault, kept.id)[1]
        assert facts is not None
        return str(facts["fingerprint"])

    marks = [mark()]
    answer(desk, case_id, "address.city", "Auch ", seen=None, request_id="r", now=NOW, overwrite=True)
    answer(desk, case_id, "note", "vu", seen=None, request_id="r2", now=NOW)
    marks.append(mark())
    join(desk, case_id, KEYS[5], photograph(9))
    marks.append(mark())
    assert len(set(marks)) == 3


def test_the_version_for_the_counter_has_no_paper_and_says_so(desk: Desk, case_id: str) -> None:
    (reader,) = read(desk, case_id, finished(prepare(desk, case_id, Variant.WITHOUT_PAPERS, DAY, NOW)))
    assert not any(page.images for page in reader.pages)
    assert "Version sans les pièces" in text_of(reader)
    assert "2 établies dans ce dossier, 3 dans le dossier" in text_of(reader)


def test_parts_for_e_mail_stay_under_the_limit_and_tell_what_the_others_hold(desk: Desk, case_id: str) -> None:
    for number, key in enumerate(KEYS[6:14]):
        join(desk, case_id, key, photograph(number, (1654, 2339), 50), "lourd.jpg")
    done = finished(prepare(desk, case_id, Variant.EMAIL, DAY, NOW, limit=5))
    contents = [printed_before(desk, case_id, kept.id).content for kept in done.made]
    assert len(contents) > 1
    assert max(map(len, contents)) <= 5_000_000 * ENCODING
    count = len(contents)
    assert [kept.kind for kept in done.made] == [f"dossier-partie-{n}-sur-{count}" for n in range(1, count + 1)]
    texts = [text_of(reader) for reader in read(desk, case_id, done)]
    assert f"partie 2 sur {count}" in texts[1]
    assert "Partie 1 sur" in texts[1]
    shown = [text.count("page 1/1 · dossier") for text in texts]
    assert sum(shown) == 11
    assert min(shown[1:]) > 0


def test_the_copy_sheet_is_in_the_order_of_the_online_form_and_warns(desk: Desk, case_id: str) -> None:
    (reader,) = read(desk, case_id, finished(prepare(desk, case_id, Variant.COPY_SHEET, DAY, NOW)))
    text = text_of(reader)
    titles = [
        "1. Identité", "2. Informations personnelles", "3. Ressources", "4. Patrimoine", "5. Charges", "6. Dépenses",
        "7. Dettes", "Informations complémentaires",
    ]  # fmt: skip
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "deux personnes déposent ensemble" in text
    assert "1520,40" in text


def slow(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Makes the reading of the second file wait; the events say that it began, and let it go on."""
    began, go_on = threading.Event(), threading.Event()
    read_file: Callable[..., object] = attachments.content_of
    seen: list[str] = []

    def waiting(desk: Desk, case_id: str, attachment_id: str) -> object:
        seen.append(attachment_id)
        if len(seen) == 2:
            began.set()
            assert go_on.wait(30)
        return read_file(desk, case_id, attachment_id)

    monkeypatch.setattr("pcb.usecases.dossier.content_of", waiting)
    return began, go_on


def test_a_preparation_tells_how_far_it_is_and_once_stopped_keeps_nothing(
    desk: Desk, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = slow(monkeypatch)
    preparation = prepare(desk, case_id, Variant.WHOLE, DAY, NOW)
    assert began.wait(30)
    assert not preparation.over
    assert preparation.progress.words == "Lecture des pièces\u202f: 0 sur 3"
    preparation.cancel()
    go_on.set()
    assert preparation.wait(30)
    assert (preparation.cancelled, preparation.made, preparation.problem) == (True, (), "")
    assert printed_papers(desk, case_id) == ()


def test_a_file_that_no_longer_opens_is_said_and_nothing_is_kept(
    desk: Desk, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pcb.usecases.dossier.content_of", lambda *_: (None, b"%PDF-1.7 not a file at all"))
    preparation = prepare(desk, case_id, Variant.WHOLE, DAY, NOW)
    assert preparation.wait(60)
    assert "une pièce empêche" in preparation.problem
    assert printed_papers(desk, case_id) == ()


def test_a_file_of_a_paper_that_is_not_asked_for_any_more_is_told_and_left_out(desk: Desk, case_id: str) -> None:
    join(desk, case_id, "family-book", photograph(7), "page 2.jpg")
    answer(desk, case_id, "family.status", "single", seen=None, request_id="s", now=NOW, overwrite=True)
    for child in [p.id for p in COUPLE.persons if p.role.value == "child"]:
        remove_item(desk, case_id, "persons", child, NOW)
    done = finished(prepare(desk, case_id, Variant.WHOLE, DAY, NOW))
    assert done.notes == (
        "2 fichiers ne sont plus demandés par le dossier\u202f: ils restent gardés et ne sont pas dans ce qui vient "
        "d’être préparé.",
    )


def test_a_dossier_over_its_weight_is_made_and_says_so(
    desk: Desk, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finished(prepare(desk, case_id, Variant.WHOLE, DAY, NOW)).notes == ()
    monkeypatch.setattr("pcb.usecases.dossier.WEIGHT", 90_000)
    (said,) = finished(prepare(desk, case_id, Variant.WHOLE, DAY, NOW)).notes
    assert "plus que les 0,1 Mo visés" in said


def test_a_paper_impossible_to_obtain_says_why_in_the_list(desk: Desk, case_id: str) -> None:
    path = f"papers.{KEYS[8]}"
    for field, value in (("state", PaperState.IMPOSSIBLE.value), ("reason", "La CAF ne répond pas.")):
        answer(desk, case_id, f"{path}.{field}", value, seen=None, request_id=field, now=NOW)
    (reader,) = read(desk, case_id, finished(prepare(desk, case_id, Variant.WITHOUT_PAPERS, DAY, NOW)))
    assert "La CAF ne répond pas." in text_of(reader)


def test_the_declaration_alone_freezes_its_facts_too(desk: Desk, case_id: str) -> None:
    printed = print_declaration(desk, case_id, DAY, NOW)
    facts = storage_papers.frozen_facts(desk.store, desk.vault, printed.id)[1]
    assert facts is not None
    assert facts["fingerprint"] in text_of(PdfReader(BytesIO(printed.content)))


def test_nothing_is_written_in_clear_while_a_dossier_is_prepared(
    desk: Desk, case_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    finished(prepare(desk, case_id, Variant.WHOLE, DAY, NOW))
    assert list((tmp_path / "temporary").iterdir()) == []
    assert not any(
        b"Belkacem" in path.read_bytes() or photograph(0)[:400] in path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    )
