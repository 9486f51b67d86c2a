"""How the application and its worker speak: a length, a few words of JSON, then bytes. Nothing in it can be run."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

LONGEST_HEAD = 1_000_000
LONGEST_BODY = 100_000_000


class BrokenFrame(Exception):
    """What came is not what the other side would say, or it fell silent."""


def write(pipe: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Send one frame."""
    words = json.dumps({**head, "size": len(body)}).encode()
    pipe.write(len(words).to_bytes(4, "big") + words)
    pipe.write(body)
    pipe.flush()


def read(pipe: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Receive one frame. Raises :class:`BrokenFrame`, also at the end of the pipe."""
    length = int.from_bytes(_exactly(pipe, 4), "big")
    if length > LONGEST_HEAD:
        raise BrokenFrame
    try:
        head = json.loads(_exactly(pipe, length))
        size = head.pop("size")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenFrame from None
    if not isinstance(size, int) or not 0 <= size <= LONGEST_BODY:
        raise BrokenFrame
    return head, _exactly(pipe, size)


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    found = pipe.read(size)
    if len(found) != size:
        raise BrokenFrame
    return found
