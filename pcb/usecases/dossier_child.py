"""What runs in the process that assembles a dossier: one order, its files, and the papers made, over its pipes.

It writes no file (the system refuses it), leaves no image of its memory, and says nothing but frames.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from datetime import date
from enum import Enum
from typing import Any, BinaryIO, TypeVar

from pcb.domain.assessment import Reading
from pcb.errors import PcbError
from pcb.intake import frames
from pcb.storage.codec import decode
from pcb.usecases.assembly import Order, Step, Variant, assemble
from pcb.usecases.pieces import JoinedFile

AnyChoice = TypeVar("AnyChoice", bound=Enum)


def main() -> None:
    """Read one order and its files, send what is being done, then each paper, and leave."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C stops the application, which closes the pipe
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not be taken for an answer
    _limit()
    with contextlib.suppress(frames.BrokenFrame, BrokenPipeError):
        head, document = frames.read(sys.stdin.buffer)
        _, form = frames.read(sys.stdin.buffer)
        contents = {}
        for _ in range(head["sent"]):
            named, content = frames.read(sys.stdin.buffer)
            contents[named["id"]] = content
        _answer(order_from(head, document, form), contents, told)


def _answer(order: Order, contents: dict[str, bytes], told: BinaryIO) -> None:
    def tell(step: Step, done: int, of: int) -> None:
        frames.write(told, {"step": step.value, "done": done, "of": of})

    try:
        made = assemble(order, contents, tell)
    except PcbError as refusal:
        frames.write(told, {"refused": str(refusal)})
        return
    except BrokenPipeError:
        raise
    except Exception as error:  # its text may quote the case: only its kind is told
        frames.write(told, {"failed": type(error).__name__})
        return
    for one in made:
        frames.write(told, {"made": one.kind}, one.content)
    frames.write(told, {"end": True})


def head_of(order: Order) -> dict[str, Any]:
    """The order as plain data, its case apart."""
    return {
        "variant": order.variant.value,
        "day": order.day.isoformat(),
        "reading": order.reading.value,
        "mark": order.mark,
        "limit": order.limit,
        "weight": order.weight,
        "sent": len(order.files) if order.variant.shows_papers else 0,
        "files": [[file.id, file.paper_key, file.pages, file.weight, file.sha256] for file in order.files],
    }


def order_from(head: dict[str, Any], document: bytes, form: bytes) -> Order:
    """The order that :func:`head_of` wrote, with the document of its case and the official form, if any."""
    return Order(
        _member(Variant, head["variant"]),
        decode(document),
        date.fromisoformat(head["day"]),
        _member(Reading, head["reading"]),
        head["mark"],
        tuple(JoinedFile(*file) for file in head["files"]),
        head["limit"],
        head["weight"],
        form,
    )


def _member(kind: type[AnyChoice], code: str) -> AnyChoice:
    return next(member for member in kind if member.value == code)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(5)  # the pages of the application come first
