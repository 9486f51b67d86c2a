"""The process that assembles one dossier: bytes over pipes, no file, and an end that can come at any time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from pcb.errors import PcbError
from pcb.intake import frames
from pcb.storage.codec import encode
from pcb.usecases.assembly import Made, Order, Step
from pcb.usecases.dossier_child import head_of

PATIENCE = 180.0
"""Seconds without a word before the process is given up."""
_ROOT = Path(__file__).parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from pcb.usecases.dossier_child import main; main()"
_FAILED = (
    "Le dossier n’a pas pu être assemblé\u202f: une pièce empêche sa mise en page. La version sans les pièces reste "
    "possible."
)
_STEPS = {step.value: step for step in Step}


class Cancelled(Exception):
    """The work was stopped by whoever asked for it. Never shown."""


class Assembler:
    """One order at work. :meth:`cancel` may be called from another thread, at any time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._cancelled = False

    def cancel(self) -> None:
        """Stop at once: the process is killed, nothing is given back."""
        with self._lock:
            self._cancelled = True
            if self._process is not None:
                self._process.kill()

    def check(self) -> None:
        """Raises :class:`Cancelled` once the work was stopped."""
        if self._cancelled:
            raise Cancelled

    def run(
        self,
        order: Order,
        contents: Iterator[tuple[str, bytes]],
        tell: Callable[[Step, int, int], None],
    ) -> tuple[Made, ...]:
        """Send the order and each file, follow the work, and give back what was made.

        Raises :class:`Cancelled`, and :class:`PcbError` with the reason when it cannot be made.
        """
        process = self._started()
        watch = threading.Timer(PATIENCE, process.kill)
        try:
            return self._followed(process, order, contents, tell, watch)
        except (frames.BrokenFrame, OSError, ValueError):
            self.check()
            raise PcbError(_FAILED) from None
        finally:
            watch.cancel()
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    cast(BinaryIO, pipe).close()
            process.wait()

    def _followed(
        self,
        process: subprocess.Popen[bytes],
        order: Order,
        contents: Iterator[tuple[str, bytes]],
        tell: Callable[[Step, int, int], None],
        watch: threading.Timer,
    ) -> tuple[Made, ...]:
        stdin, stdout = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        frames.write(stdin, head_of(order), encode(order.case))
        frames.write(stdin, {"form": bool(order.form)}, order.form)
        for done, (name, content) in enumerate(contents):
            self.check()
            tell(Step.READING, done, len(order.files))
            frames.write(stdin, {"id": name}, content)
        watch.daemon = True
        watch.start()
        made: list[Made] = []
        while True:
            head, body = frames.read(stdout)
            self.check()
            match head:
                case {"step": step, "done": done, "of": of}:
                    tell(_STEPS[step], done, of)
                case {"made": kind}:
                    made.append(Made(kind, body))
                case {"refused": sentence}:
                    raise PcbError(sentence)
                case {"end": True}:
                    return tuple(made)
                case _:
                    raise PcbError(_FAILED)

    def _started(self) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PCB_")}
        with self._lock:
            self.check()
            self._process = subprocess.Popen(  # noqa: S603 - our own program, found from this file
                [sys.executable, "-P", "-c", _START, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what a library says of a file may quote it
                env=environment,
                cwd=_ROOT,
            )
            return self._process
