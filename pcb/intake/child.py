"""What runs in the worker's process: one file after the other, within limits, until its pipe is closed.

It writes no file (the system refuses it), leaves no image of its memory when it crashes, and says nothing but frames.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from pcb.errors import FileRefused
from pcb.intake import frames, receive

MEMORY = 700_000_000
"""Bytes that the process may ask for in all."""
GROWN = 250_000_000
"""Bytes still held after a file beyond which it makes room for a new process."""
SECONDS = 150
"""Processor time for one file: the application loses patience before; this is for the day it is no longer there."""


def main() -> None:
    """Serve until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C stops the application, which closes the pipe
    told = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # a library that prints must not be taken for an answer
    _limit()
    with contextlib.suppress(frames.BrokenFrame, BrokenPipeError):
        while True:
            asked, content = frames.read(sys.stdin.buffer)
            _allow_time()
            head, body = _answered(asked, content, told)
            leaving = _grown()
            frames.write(told, {**head, "leaving": leaving}, body)
            if leaving:
                return


def _answered(asked: dict[str, Any], content: bytes, told: BinaryIO) -> tuple[dict[str, Any], bytes]:
    try:
        match asked["do"]:
            case "receive":
                found = receive.receive(content, lambda: frames.write(told, {"alive": True}))
                return {"kind": found.kind, "pages": found.pages, "notes": found.notes}, found.content
            case "lighter":
                return {}, receive.lighter(content, asked["most"])
            case "preview":
                return {}, receive.preview(asked["kind"], content, asked["number"], asked["longest"])
        return {"failed": True}, b""
    except FileRefused as refusal:
        return {"refused": str(refusal)}, b""
    except BrokenPipeError:
        raise
    except Exception:  # its text may quote the file: it is told to nobody
        return {"failed": True}, b""


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(5)  # the pages of the application come first


def _allow_time() -> None:
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, hard))


def _grown() -> bool:
    """Whether much memory is still held; what a system cannot tell is not guessed."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") > GROWN
    return False
