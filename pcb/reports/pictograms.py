"""Our own drawings, black on white, for those who read little: one thing each, in a square of 100 units.

Each is a string of PDF operators (ISO 32000-1, 8.5). They are drawn for this project and borrowed from no bank of
pictures. A drawing never stands alone: words say the same beside it, and ``/Alt`` says what it shows.
"""

from __future__ import annotations

from enum import Enum

_K = 55.228  # of 100: how far the handles of a quarter of a circle stand


def circle(x: float, y: float, radius: float, paint: str = "S") -> str:
    """Operators of a circle, as four curves."""
    k = radius * _K / 100
    return (
        f"{x + radius:g} {y:g} m {x + radius:g} {y + k:g} {x + k:g} {y + radius:g} {x:g} {y + radius:g} c "
        f"{x - k:g} {y + radius:g} {x - radius:g} {y + k:g} {x - radius:g} {y:g} c "
        f"{x - radius:g} {y - k:g} {x - k:g} {y - radius:g} {x:g} {y - radius:g} c "
        f"{x + k:g} {y - radius:g} {x + radius:g} {y - k:g} {x + radius:g} {y:g} c {paint}"
    )


def _path(points: str, paint: str = "S") -> str:
    """``"x y x y …"`` joined by straight lines."""
    numbers = points.split()
    pairs = [f"{x} {y}" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return f"{pairs[0]} m " + " ".join(f"{pair} l" for pair in pairs[1:]) + f" {paint}"


def _euro(x: float, y: float, radius: float) -> str:
    """A coin that bears the sign of the euro."""
    r = radius * 0.52
    left, mid = x - r * 1.35, x + r * 0.55
    arc = (
        f"{x + r * 0.9:g} {y + r * 0.75:g} m {x + r * 0.3:g} {y + r * 1.25:g} {x - r * 0.75:g} {y + r:g} "
        f"{x - r * 0.75:g} {y:g} c {x - r * 0.75:g} {y - r:g} {x + r * 0.3:g} {y - r * 1.25:g} "
        f"{x + r * 0.9:g} {y - r * 0.75:g} c S"
    )
    bars = " ".join(_path(f"{left:g} {level:g} {mid:g} {level:g}") for level in (y + r * 0.22, y - r * 0.22))
    return f"{circle(x, y, radius)} {arc} {bars}"


def _arrow(x0: float, x1: float, y: float) -> str:
    back = x1 - 15 if x1 > x0 else x1 + 15
    return f"{_path(f'{x0:g} {y:g} {x1:g} {y:g}')} {_path(f'{back:g} {y + 14:g} {x1:g} {y:g} {back:g} {y - 14:g}')}"


def _wallet() -> str:
    return "56 14 40 72 re S " + _path("56 62 72 62 72 40 56 40")


class Pictogram(Enum):
    """What can be drawn: its code, what it shows in French (its text equivalent), its operators."""

    operators: str

    def __new__(cls, code: str, operators: str) -> Pictogram:
        member = object.__new__(cls)
        member._value_ = code
        member.operators = operators
        return member

    MONEY_IN = "money_in", f"{_euro(24, 68, 20)} {_wallet()} {_arrow(6, 46, 28)}"
    MONEY_OUT = "money_out", f"{_wallet()} {_euro(24, 68, 20)} {_arrow(48, 6, 28)}"
    COIN = "coin", _euro(50, 50, 42)
    CALENDAR = (
        "calendar",
        f"12 10 76 72 re S {_path('12 62 88 62')} {_path('32 92 32 74')} {_path('68 92 68 74')} "
        "24 42 12 10 re f 44 42 12 10 re f 64 42 12 10 re f 24 22 12 10 re f 44 22 12 10 re f",
    )
    PHONE = "phone", f"28 6 44 88 re S 34 24 32 56 re S {circle(50, 15, 4, 'f')} {_path('42 87 58 87')}"
    HOUSE = "house", f"{_path('6 50 50 92 94 50')} {_path('20 56 20 8 80 8 80 56')} 42 8 18 30 re S"
    LETTER = "letter", f"8 18 84 64 re S {_path('8 82 50 44 92 82')}"
    WARNING = "warning", f"{_path('50 92 95 10 5 10', 's')} {_path('50 66 50 36')} {circle(50, 23, 4, 'f')}"
    TICK = "tick", f"10 10 80 80 re S {_path('26 50 44 28 76 74')}"
    CROSS = "cross", f"{circle(50, 50, 42)} {_path('30 30 70 70')} {_path('30 70 70 30')}"
    PERSON = "person", f"{circle(50, 74, 18)} 16 8 m 16 62 84 62 84 8 c s"
    BAG = (
        "bag",
        f"{_path('14 62 22 6 78 6 86 62', 's')} 34 62 m 34 100 66 100 66 62 c S {_path('36 44 64 44')} "
        f"{_path('38 32 62 32')} {_path('40 20 60 20')}",
    )
    HANDS = "hands", f"{_euro(50, 68, 26)} {_path('8 34 30 34 44 22 70 22 94 36')} {_path('8 12 66 8 94 36')}"
    EYE = "eye", f"4 50 m 30 90 70 90 96 50 c 70 10 30 10 4 50 c S {circle(50, 50, 16)} {circle(50, 50, 6, 'f')}"


def drawn(pictogram: Pictogram, x: float, bottom: float, side: float) -> list[str]:
    """Operators that draw it in a square of ``side`` points, whose bottom left corner is at ``x``, ``bottom``."""
    scale = side / 100
    return [f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {bottom:.2f} cm 0 G 0 g 6 w 1 J 1 j {pictogram.operators} Q"]
