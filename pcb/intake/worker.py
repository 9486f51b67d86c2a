"""The worker: files are decoded in a process of its own, never in the one that holds the key of the vault.

It is started when it is first needed and used again. It takes one file at a time, by a pipe. A file that makes it hang,
swell or crash costs that file alone: the process is killed, a sentence says so, and the next file finds a new one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from pcb.errors import FileRefused
from pcb.intake import frames
from pcb.intake.received import JPEG, PDF, Received

PATIENCE = 20.0
"""Seconds without a sign of life (a long PDF gives one at each page) before the process is killed."""
PATIENCE_IN_ALL = 120.0
"""Seconds for one file, whatever its signs of life."""

_ROOT = Path(__file__).parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from pcb.intake.child import main; main()"
_MAGIC = {JPEG: b"\xff\xd8\xff", PDF: b"%PDF-"}
_TOO_LONG = (
    "Ce fichier demande trop de calcul\u202f: il n’a pas pu être lu en 20 secondes. Imprimez-le en PDF depuis un autre "
    "logiciel, ou photographiez le papier."
)
_CRASHED = (
    "Ce fichier n’a pas pu être lu\u202f: il est abîmé, ou demande trop de mémoire. S’il s’ouvre chez vous, "
    "imprimez-le en PDF et joignez le nouveau fichier."
)


class Worker:
    """Safe to use from several threads: they wait for one another. Call :meth:`close` at the end."""

    def __init__(self, patience: float = PATIENCE, patience_in_all: float = PATIENCE_IN_ALL) -> None:
        self._patience, self._patience_in_all = patience, patience_in_all
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def receive(self, content: bytes) -> Received:
        """A file made safe. Raises :class:`FileRefused`, with what it is or what is wrong with it."""
        head, body = self._ask({"do": "receive"}, content)
        kind, pages, notes = head.get("kind"), head.get("pages"), head.get("notes")
        if kind not in _MAGIC or not isinstance(pages, int) or not isinstance(notes, list):
            raise FileRefused(_CRASHED)
        return Received(kind, _beginning(body, kind), pages, tuple(map(str, notes)))

    def lighter(self, jpeg: bytes, most: int) -> bytes:
        """A page received as JPEG, written again under ``most`` bytes, or as near to it as it stays readable. Raises
        :class:`FileRefused`."""
        return _beginning(self._ask({"do": "lighter", "most": most}, jpeg)[1], JPEG)

    def preview(self, kind: str, content: bytes, number: int, longest: int) -> bytes:
        """Page ``number`` (from 0) of what was received, as a JPEG of at most ``longest`` points a side. Raises
        :class:`FileRefused`."""
        asked = {"do": "preview", "kind": kind, "number": number, "longest": longest}
        return _beginning(self._ask(asked, content)[1], JPEG)

    def close(self) -> None:
        """Stop the process, if there is one; it is started again if a file still comes."""
        with self._turn:
            self._let_go()

    @property
    def pid(self) -> int | None:
        """The process at work, if there is one: it can be measured."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def _ask(self, asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        with self._turn:
            if self._process is not None and self._process.poll() is not None:
                self._let_go()  # it ended between two files
            process = self._process = self._process or _started()
            watch = _Watch(process, self._patience, self._patience_in_all)
            try:
                frames.write(cast(BinaryIO, process.stdin), asked, content)
                head, body = _last_frame(cast(BinaryIO, process.stdout), watch.again)
            except (frames.BrokenFrame, OSError, ValueError):
                self._kill()
                raise FileRefused(_TOO_LONG if watch.fired else _CRASHED) from None
            except BaseException:
                self._kill()
                raise
            finally:
                watch.stop()
            if head.get("leaving"):
                self._let_go()
        if "refused" in head:
            raise FileRefused(str(head["refused"]))
        if "failed" in head:
            raise FileRefused(_CRASHED)
        return head, body

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._let_go()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast(BinaryIO, pipe).close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Watch:
    """Kills a process that gives no sign of life for too long, or is at work for too long in all."""

    def __init__(self, process: subprocess.Popen[bytes], patience: float, in_all: float) -> None:
        self._process, self._patience = process, patience
        self.fired = False
        self._whole = self._timer(in_all)
        self._silence = self._timer(patience)

    def again(self) -> None:
        self._silence.cancel()
        self._silence = self._timer(self._patience)

    def stop(self) -> None:
        self._silence.cancel()
        self._whole.cancel()

    def _timer(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._fire)
        timer.daemon = True
        timer.start()
        return timer

    def _fire(self) -> None:
        self.fired = True
        self._process.kill()


def _started() -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PCB_")}
    return subprocess.Popen(  # noqa: S603 - our own program, found from this file
        [sys.executable, "-P", "-c", _START, str(_ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what a library says of a file may quote it
        env=environment,
        cwd=_ROOT,
    )


def _last_frame(pipe: BinaryIO, alive: Callable[[], None]) -> tuple[dict[str, Any], bytes]:
    while True:
        head, body = frames.read(pipe)
        if "alive" not in head:
            return head, body
        alive()


def _beginning(body: bytes, kind: str) -> bytes:
    """What comes back is looked at too: the process that made it has read a file from outside."""
    if not body.startswith(_MAGIC[kind]):
        raise FileRefused(_CRASHED)
    return body
