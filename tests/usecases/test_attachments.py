"""Files joined to papers: one transaction with the case and its history; a repeated request is one file; nothing is
lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import update

from pcb.domain.case import Case
from pcb.domain.case_path import get
from pcb.domain.vocabulary.papers import PaperState
from pcb.errors import Damaged, FileRefused, NotFound
from pcb.intake.received import Received
from pcb.storage.tables import attachment
from pcb.usecases import attachments as files
from pcb.usecases import cases
from pcb.usecases.attachments import Attachment
from pcb.usecases.cases import OpenCase
from pcb.usecases.changes import history, undo
from pcb.usecases.desk import Desk
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")


IDENTITY, LEASE = "persons-p1-identity", "home-lease"
Attach = Callable[..., Attachment]


def as_it_came(content: bytes) -> Received:
    """An intake that changes nothing: these tests are about keeping, not about checking."""
    return Received("jpeg", content, 1, ("Image tournée.",))


@pytest.fixture
def opened(desk: Desk) -> OpenCase:
    return cases.create_case(desk, NOW)


@pytest.fixture
def attach(desk: Desk, opened: OpenCase) -> Attach:
    numbers = count(1)

    def attach(content: bytes, key: str = IDENTITY, name: str = "recto.jpg", request: str = "") -> Attachment:
        request = request or f"request{next(numbers)}"
        return files.attach(desk, opened.id, key, name, content, NOW, request_id=request, receive=as_it_came)

    return attach


def state(desk: Desk, opened: OpenCase, key: str = IDENTITY) -> object:
    case: Case = cases.open_case(desk, opened.id).case
    return get(case, f"papers.{key}.state")


def names(desk: Desk, opened: OpenCase) -> list[str]:
    return [file.name for file in files.attachments(desk, opened.id)]


def test_a_file_joined_is_read_back_and_its_paper_is_in_the_dossier(
    desk: Desk, opened: OpenCase, attach: Attach
) -> None:
    added = attach(b"page")
    assert (added.paper_key, added.name, added.kind, added.pages, added.weight) == (IDENTITY, "recto.jpg", "jpeg", 1, 4)
    assert added.notes == ("Image tournée.",)
    assert files.attachment_content(desk, opened.id, added.id) == (added, b"page")
    assert files.counts(desk, opened.id)[IDENTITY] == 1
    assert files.counts(desk, opened.id).get(LEASE, 0) == 0
    assert state(desk, opened) is PaperState.IN_DOSSIER


def test_the_same_request_sent_again_is_one_file_and_is_not_checked_again(
    desk: Desk, opened: OpenCase, attach: Attach
) -> None:
    first = attach(b"page", request="same-request")
    again = files.attach(
        desk, opened.id, IDENTITY, "x", b"autre", NOW, request_id="same-request", receive=lambda _: pytest.fail("relu")
    )
    assert again == first
    assert names(desk, opened) == ["recto.jpg"]


def test_one_request_sent_by_eight_threads_at_once_is_one_file(desk: Desk, opened: OpenCase, attach: Attach) -> None:
    together, found = threading.Barrier(8), []

    def send() -> None:
        together.wait()
        found.append(attach(b"page", request="same-request").id)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(files.attachments(desk, opened.id, removed=True)) == 1


def test_twins_of_one_name_are_two_files_in_the_order_they_came(desk: Desk, opened: OpenCase, attach: Attach) -> None:
    first, second = attach(b"recto"), attach(b"verso")
    there = files.attachments(desk, opened.id)
    assert [(file.id, file.name, file.position) for file in there] == [
        (first.id, "recto.jpg", 0),
        (second.id, "recto.jpg", 1),
    ]


def test_the_same_content_for_the_same_paper_is_kept_once_and_said(
    desk: Desk, opened: OpenCase, attach: Attach
) -> None:
    first, again = attach(b"page"), attach(b"page", name="copie.jpg")
    assert (again.id, again.notes[0]) == (first.id, files.ALREADY)
    assert names(desk, opened) == ["recto.jpg"]
    assert attach(b"page", key=LEASE).id != first.id  # another paper may have it too


def test_the_same_content_puts_back_the_file_that_was_put_aside(desk: Desk, opened: OpenCase, attach: Attach) -> None:
    first = attach(b"page")
    files.remove(desk, opened.id, first.id, NOW)
    assert attach(b"page").id == first.id
    assert names(desk, opened) == ["recto.jpg"]
    assert state(desk, opened) is PaperState.IN_DOSSIER


def test_a_file_put_aside_is_out_of_the_counts_and_can_be_put_back(
    desk: Desk, opened: OpenCase, attach: Attach
) -> None:
    recto, verso = attach(b"recto"), attach(b"verso")
    assert files.remove(desk, opened.id, recto.id, NOW).removed
    assert state(desk, opened) is PaperState.IN_DOSSIER  # the verso is still there
    files.remove(desk, opened.id, verso.id, NOW)
    assert files.counts(desk, opened.id) == {}
    assert state(desk, opened) is None
    assert files.attachment_content(desk, opened.id, recto.id)[1] == b"recto"
    assert not files.restore(desk, opened.id, recto.id, NOW).removed
    assert state(desk, opened) is PaperState.IN_DOSSIER


def test_removing_or_putting_back_twice_changes_nothing(desk: Desk, opened: OpenCase, attach: Attach) -> None:
    added = attach(b"page")
    for change in (files.remove, files.restore):
        done = change(desk, opened.id, added.id, NOW)
        revision = cases.open_case(desk, opened.id).revision
        assert change(desk, opened.id, added.id, NOW) == done
        assert cases.open_case(desk, opened.id).revision == revision


def test_a_file_moved_changes_both_papers(desk: Desk, opened: OpenCase, attach: Attach) -> None:
    added = attach(b"page")
    assert files.move(desk, opened.id, added.id, LEASE, NOW).paper_key == LEASE
    assert state(desk, opened, IDENTITY) is None
    assert state(desk, opened, LEASE) is PaperState.IN_DOSSIER
    assert files.attachment_content(desk, opened.id, added.id)[1] == b"page"


def test_a_paper_that_is_not_asked_for_takes_no_file(desk: Desk, opened: OpenCase, attach: Attach) -> None:
    added = attach(b"page")
    for wrong in ("home-pacs", "", "../x", "attachments"):
        with pytest.raises(NotFound):
            attach(b"autre", key=wrong)
        with pytest.raises(NotFound):
            files.move(desk, opened.id, added.id, wrong or "nulle", NOW)
    assert names(desk, opened) == ["recto.jpg"]


def test_a_refused_file_leaves_no_trace(desk: Desk, opened: OpenCase) -> None:
    def refuse(_: bytes) -> Received:
        raise FileRefused("C’est un fichier Word.")

    with pytest.raises(FileRefused):
        files.attach(desk, opened.id, IDENTITY, "x.pdf", b"PK", NOW, request_id="request-x", receive=refuse)
    assert cases.open_case(desk, opened.id).revision == 1
    assert files.attachments(desk, opened.id, removed=True) == ()


def test_a_file_over_the_limit_is_refused_with_its_size_and_one_at_the_limit_is_not(attach: Attach) -> None:
    assert attach(bytes(files.HEAVIEST)).weight == files.HEAVIEST
    with pytest.raises(FileRefused, match=r"52,3\u202fMo.*40\u202fMo"):
        attach(bytes(52_300_000))


def test_the_history_tells_each_change_and_undo_takes_them_back_one_by_one(
    desk: Desk, opened: OpenCase, attach: Attach
) -> None:
    added = attach(b"page")
    files.move(desk, opened.id, added.id, LEASE, NOW)
    files.remove(desk, opened.id, added.id, NOW)
    files.restore(desk, opened.id, added.id, NOW)
    lines = history(desk, opened.id)
    assert [line.label.partition(" – ")[0] for line in lines[:4]] == [
        "Fichier remis\u202f: recto.jpg",
        "Fichier retiré\u202f: recto.jpg",
        "Fichier changé de pièce\u202f: recto.jpg",
        "Fichier joint\u202f: recto.jpg",
    ]
    assert "Pièce d’identité" in lines[3].label
    assert (lines[2].before[:16], lines[2].after) == ("Pièce d’identité", "Bail")
    assert lines[0].path == f"papers.{LEASE}.state"
    seen = []
    for _ in range(4):
        assert undo(desk, opened.id, NOW).what
        there = files.attachments(desk, opened.id, removed=True)[0]
        seen.append((there.removed, there.paper_key, state(desk, opened, IDENTITY), state(desk, opened, LEASE)))
    assert seen == [
        (True, LEASE, None, None),
        (False, LEASE, None, PaperState.IN_DOSSIER),
        (False, IDENTITY, PaperState.IN_DOSSIER, None),
        (True, IDENTITY, None, None),
    ]
    assert history(desk, opened.id)[0].label.startswith("Annulation\u202f: recto.jpg")
    assert not files.restore(desk, opened.id, added.id, NOW).removed


def test_a_file_is_not_given_under_another_case(desk: Desk, attach: Attach) -> None:
    added, other = attach(b"page"), cases.create_case(desk, NOW)
    for ask in (files.attachment_content, lambda *a: files.remove(*a, NOW), lambda *a: files.restore(*a, NOW)):
        with pytest.raises(NotFound):
            ask(desk, other.id, added.id)


def test_a_file_swapped_with_another_in_the_base_no_longer_opens(desk: Desk, opened: OpenCase, attach: Attach) -> None:
    one, two = attach(b"un"), attach(b"deux")
    with desk.store.writing(desk.vault) as connection:
        sealed = connection.execute(attachment.select().where(attachment.c.id == two.id)).one()
        connection.execute(update(attachment).where(attachment.c.id == one.id).values(content=sealed.content))
    with pytest.raises(Damaged):
        files.attachment_content(desk, opened.id, one.id)
    assert names(desk, opened) == ["recto.jpg", "recto.jpg"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\relevé.pdf", "relevé.pdf"),
        ("a\x00b.jpg", "a b.jpg"),
        ("facture\u202egnp.exe", "facture gnp.exe"),
        ("..", ".."),
        ("", "sans nom"),
        ("\u200b/", "sans nom"),
        ("é" * 5000 + ".jpg", "é" * 90 + "…" + "é" * 86 + ".jpg"),
    ],
)
def test_a_name_is_shown_as_text_without_what_hides_or_turns_it(attach: Attach, given: str, shown: str) -> None:
    assert attach(b"page", name=given).name == shown


def test_a_change_made_meanwhile_by_a_colleague_is_not_lost(
    desk: Desk, colleague: Desk, opened: OpenCase, attach: Attach
) -> None:
    def slow(content: bytes) -> Received:
        cases.answer(colleague, opened.id, "note", "Vu", seen=None, request_id="meanwhile", now=NOW)
        return as_it_came(content)

    added = files.attach(desk, opened.id, IDENTITY, "a.jpg", b"page", NOW, request_id="slow-one", receive=slow)
    now = cases.open_case(desk, opened.id)
    assert (now.case.note, now.revision) == ("Vu", 3)
    assert replace(added, position=0) == replace(files.attachments(desk, opened.id)[0], position=0)
