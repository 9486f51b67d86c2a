"""``pcb serve``, in which opening a case fails while a file named ``casse`` is in the working folder: each time with
another error, whose text is the whole household. It shows what an unforeseen fault would leave in the journal."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Any

from pcb.storage import cases

ERRORS = (
    ValueError,
    KeyError,
    TypeError,
    RuntimeError,
    OSError,
    AssertionError,
    LookupError,
    ArithmeticError,
    Exception,
)
turns = itertools.count()
load = cases.load


class Foreign(Exception):
    """An error that shows its text in every way."""

    __repr__ = __str__ = lambda self: str(self.args)


def breaking(*asked: Any, **more: Any) -> Any:
    found = load(*asked, **more)
    if not Path("casse").exists():
        return found
    turn = next(turns)
    if turn % 10 == 9:
        try:
            raise Foreign(found.case)
        except Foreign as cause:
            raise UnicodeEncodeError("utf-8", repr(found.case), 0, 1, repr(found.case)) from cause
    raise ERRORS[turn % len(ERRORS)](repr(found.case))


cases.load = breaking

if __name__ == "__main__":
    from pcb.__main__ import main

    sys.exit(main(sys.argv[1:]))
