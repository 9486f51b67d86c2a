"""The sizes of type of the papers, in points as they are read.

14 points at least for the « version facile » (rule commonly cited from the European guide to easy reading; its text was
not read) and 18 for large print. The booklet is drawn on A4 pages and made smaller afterwards.
"""

from __future__ import annotations

from pcb.domain.vocabulary.take_home_papers import Register, Size
from pcb.reports.booklet import ENLARGED
from pcb.reports.facing import TypeSize

_A4 = {
    Register.STANDARD: TypeSize(11, 10, 14, 19),
    Register.EASY: TypeSize(14, 14, 17, 22),
}
_LARGE = TypeSize(18, 18, 21, 25, columns=False)
_BOOKLET = {
    Register.STANDARD: TypeSize(11, 10, 13, 16, columns=False),
    Register.EASY: TypeSize(14, 14, 16, 18, columns=False),
}
"""Two languages stand side by side on A4 alone: elsewhere a column would hold two words."""


def type_size(register: Register, size: Size) -> TypeSize:
    """The sizes on the page drawn: those of a booklet are enlarged."""
    if size is Size.LARGE:
        return _LARGE
    return _BOOKLET[register].enlarged(ENLARGED) if size is Size.BOOKLET else _A4[register]
