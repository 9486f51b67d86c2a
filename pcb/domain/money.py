"""Money as whole cents, and the periods at which it comes and goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

NARROW_SPACE = "\u202f"
_EXACT = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in euros, held as whole ``cents``. It is added, compared and scaled, never turned into a float."""

    cents: int = 0

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"Money takes whole cents, not {self.cents!r}")

    @classmethod
    def of(cls, euros: str) -> Money:
        """Read an exact amount such as ``"1250.50"`` or ``"529"`` (a point, two decimals at most).

        This is the notation of the law files and of the exchange format. What people type is read by
        :mod:`pcb.interview.questions`. Raises ``ValueError``.
        """
        if not _EXACT.fullmatch(euros):
            raise ValueError(f"montant illisible : {euros!r}")
        sign = -1 if euros.startswith("-") else 1
        whole, _, decimals = euros.lstrip("-").partition(".")
        return cls(sign * (int(whole) * 100 + int(decimals.ljust(2, "0") or 0)))

    @classmethod
    def rounded(cls, euros: Fraction) -> Money:
        """Round an exact number of euros to the cent, half away from zero: the one place where rounding is done."""
        cents, parts = abs(euros.numerator) * 100, euros.denominator
        whole = (2 * cents + parts) // (2 * parts)
        return cls(whole if euros.numerator >= 0 else -whole)

    @property
    def euros(self) -> Fraction:
        """The amount as an exact number of euros."""
        return Fraction(self.cents, 100)

    @property
    def whole_euros(self) -> Money:
        """The amount cut to whole euros, as the commissions do with resources before the quotité."""
        return Money((abs(self.cents) // 100 * 100) * (1 if self.cents >= 0 else -1))

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __mul__(self, factor: int) -> Money:
        return Money(self.cents * factor)

    def __bool__(self) -> bool:
        return self.cents != 0

    def exact(self) -> str:
        """``"1250.50"``: the notation that :meth:`of` reads back."""
        return f"{'-' if self.cents < 0 else ''}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"

    def __str__(self) -> str:
        """French notation with narrow no-break spaces: ``1 250,50 €``, ``−12,00 €``."""
        whole = f"{abs(self.cents) // 100:,}".replace(",", NARROW_SPACE)
        return f"{'−' if self.cents < 0 else ''}{whole},{abs(self.cents) % 100:02d}{NARROW_SPACE}€"


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """Sum of amounts; zero for none."""
    return Money(sum([amount.cents for amount in amounts]))


def shared_out(amount: Money, weights: tuple[int, ...]) -> tuple[Money, ...]:
    """Split a positive ``amount`` in proportion to ``weights`` by largest remainder: the parts add up to the cent.

    Ties go to the first. Raises ``ValueError`` when no weight is positive.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("des parts positives sont nécessaires")
    floors = [amount.cents * weight // whole for weight in weights]
    remainders = [amount.cents * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in order[: amount.cents - sum(floors)]:
        floors[i] += 1
    return tuple(Money(cents) for cents in floors)
