"""A file that hangs, swells or crashes costs that file alone; nothing is written to the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcb.errors import FileRefused
from pcb.intake import worker as module
from pcb.intake.receive import receive
from pcb.intake.worker import Worker
from tests.intake import made

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="le système n’y borne pas un processus")
STANDS_IN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from pcb.intake import receive; {}; "
    "from pcb.intake.child import main; main()"
)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def misbehaving(monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """From now on the process, when asked to take a file in, does this instead."""
    monkeypatch.setattr(module, "_START", STANDS_IN.format(f"receive.receive = lambda content, alive: {does}"))


def test_it_says_what_the_same_code_says_here(worker: Worker) -> None:
    for content in (made.photograph(1, 6), made.pdf(2, embedded=False), made.acting()):
        assert worker.receive(content) == receive(content)
    with pytest.raises(FileRefused, match="est vide"):
        worker.receive(b"")


def test_one_process_serves_many_files_and_is_gone_when_closed(worker: Worker) -> None:
    worker.receive(made.pdf())
    first = worker.pid
    assert first is not None
    worker.receive(made.photograph(1))
    assert worker.pid == first
    worker.close()
    assert worker.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert worker.receive(made.pdf()).pages == 1


def test_previews_and_lighter_pages_come_from_it_too(worker: Worker) -> None:
    photo, pdf = worker.receive(made.photograph(12)), worker.receive(made.pdf(2))
    assert len(worker.preview(photo.kind, photo.content, 0, 360)) < len(
        worker.preview(photo.kind, photo.content, 0, 1800)
    )
    assert worker.preview(pdf.kind, pdf.content, 0, 360) != worker.preview(pdf.kind, pdf.content, 1, 360)
    assert len(worker.lighter(photo.content, 150_000)) <= 150_000


def test_a_file_that_hangs_is_given_up_and_the_next_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    misbehaving(monkeypatch, "__import__('time').sleep(60)")
    hanging = Worker(patience=0.7)
    began = time.monotonic()
    with pytest.raises(FileRefused, match="trop de calcul"):
        hanging.receive(made.pdf())
    assert time.monotonic() - began < 5
    assert hanging.pid is None
    monkeypatch.undo()
    assert hanging.receive(made.pdf()).pages == 1
    hanging.close()


def test_signs_of_life_give_time_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    misbehaving(monkeypatch, "[(__import__('time').sleep(0.3), alive()) for _ in range(1000)]")
    slow = Worker(patience=1.0, patience_in_all=2.5)
    began = time.monotonic()
    with pytest.raises(FileRefused, match="trop de calcul"):
        slow.receive(made.pdf())
    assert 2.2 < time.monotonic() - began < 6
    slow.close()


@pytest.mark.parametrize(
    "does",
    ["__import__('os').abort()", "__import__('os')._exit(0)", "1 / 0", "__import__('ctypes').string_at(0)",
     "__import__('os').write(3, b'0' * 5000)"],
)  # fmt: skip
def test_a_crash_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    misbehaving(monkeypatch, does)
    crashing = Worker(patience=5)
    with pytest.raises(FileRefused, match="n’a pas pu être lu"):
        crashing.receive(made.pdf())
    crashing.close()


@POSIX
def test_it_may_neither_swell_nor_write_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    taken = "__import__('pcb.intake.documents').intake.documents.document(content)"
    for size, kept in ((300_000_000, True), (900_000_000, False)):
        misbehaving(monkeypatch, f"(bytearray({size}), {taken})[1]")
        swelling = Worker()
        if kept:
            assert swelling.receive(made.pdf()).pages == 1
        else:
            with pytest.raises(FileRefused, match="demande trop de mémoire"):
                swelling.receive(made.pdf())
        swelling.close()
    misbehaving(monkeypatch, f"open({str(tmp_path / 'trace')!r}, 'wb').write(content)")
    writing = Worker()
    with pytest.raises(FileRefused):
        writing.receive(made.pdf())
    writing.close()
    assert all(path.stat().st_size == 0 for path in tmp_path.iterdir())


@POSIX
def test_a_process_killed_between_two_files_costs_none(worker: Worker) -> None:
    worker.receive(made.pdf())
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    time.sleep(0.2)
    assert worker.receive(made.pdf()).pages == 1


def test_it_ends_with_the_application_even_when_that_is_killed() -> None:
    script = (
        "import sys, time; from pcb.intake.worker import Worker; from tests.intake import made; w = Worker();"
        "w.receive(made.pdf()); print(w.pid, flush=True); time.sleep(60)"
    )
    root = Path(__file__).parent.parent.parent
    process = subprocess.Popen([sys.executable, "-c", script], cwd=root, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    for _ in range(50):
        if not _runs(child):
            return
        time.sleep(0.1)
    raise AssertionError("le processus de lecture a survécu à l’application")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_eight_threads_at_once_each_get_their_own_file(worker: Worker) -> None:
    found: dict[int, int] = {}

    def send(pages: int) -> None:
        found[pages] = worker.receive(made.pdf(pages)).pages

    threads = [threading.Thread(target=send, args=(pages,)) for pages in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {pages: pages for pages in range(1, 9)}


def test_it_is_told_nothing_of_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PCB_DATABASE_URL", "postgresql://secret")
    told = "__import__('pcb.errors').errors.FileRefused(' '.join(__import__('os').environ))"
    misbehaving(monkeypatch, f"(_ for _ in ()).throw({told})")
    quiet = Worker()
    with pytest.raises(FileRefused) as refused:
        quiet.receive(made.pdf())
    quiet.close()
    assert "PATH" in str(refused.value)
    assert "PCB_" not in str(refused.value)
