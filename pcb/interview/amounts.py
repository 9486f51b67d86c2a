"""Numbers as people type them: amounts in euros, rates, whole numbers. Never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from pcb.domain.money import Money
from pcb.interview.questions import Kind
from pcb.interview.texts import refused

LARGEST = Money.of("10000000")
"""Beyond this an amount is taken for a slip of the keyboard."""

_LONGEST = 40
"""Digits of a number that is worth reading."""
_EXAMPLE = "par exemple 1250,50"
_MINUS = str.maketrans(dict.fromkeys("−‒–—﹣－", "-"))
_CURRENCY = re.compile(r"(?:€|euros?|eur)$", re.IGNORECASE)
_EURO_INSIDE = re.compile(r"(\d+)\s*€\s*(\d{2})")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000]+")
_PLAIN = re.compile(r"\d+")
_DECIMALS = re.compile(r"(\d*)[.,](\d*)")
_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MIXED = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d*)|(\d{1,3}(?:,\d{3})+)\.(\d*)")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d*)?")


@dataclass(frozen=True, slots=True)
class Amount(Kind):
    """An amount in euros: ``1250,50``, ``1 250,5 €``, ``1.250,50``, ``1250.5``. What can be read in two ways is asked
    again, never guessed."""

    widget: ClassVar[str] = "amount"
    negative: bool = False  # the balance of an account may be under zero

    def parse(self, typed: str, today: date) -> Money:
        return parse_amount(typed, self.negative)

    def show(self, value: Money) -> str:
        return value.exact().replace(".", ",")

    def say(self, value: Money) -> str:
        return str(value)


def parse_amount(typed: str, negative: bool = False) -> Money:
    """Read an amount in euros. Raises :class:`InvalidAnswer` with the sentence that fits the mistake."""
    text = _SPACES.sub(" ", typed.translate(_MINUS)).strip()
    text = _EURO_INSIDE.sub(r"\1,\2", text) if _EURO_INSIDE.fullmatch(text) else _CURRENCY.sub("", text).strip()
    sign, digits = _signed(text)
    notation = _notation(digits, typed)
    # Python turns no more than 4,300 digits into a number: a longer one is beyond every amount before it is read.
    amount = Money.of(notation) if len(notation) <= _LONGEST else LARGEST + Money(1)
    if sign < 0 and not negative and amount:
        raise refused("« {typed} » : ce montant ne peut pas être négatif. Écrivez-le sans le signe moins.", typed=typed)
    if amount > LARGEST:
        raise refused(
            "« {typed} » dépasse {largest} : vérifiez la virgule et le nombre de zéros.",
            typed=typed,
            largest=str(LARGEST).replace(",00", ""),
        )
    return -amount if sign < 0 else amount


def _signed(text: str) -> tuple[int, str]:
    if text.startswith("-"):
        return -1, text[1:].strip()
    return 1, text.removeprefix("+").strip()


def _notation(text: str, typed: str) -> str:
    """The digits as ``1250.50``."""
    if re.search(r"[^\W\d_]", text):
        raise refused("« {typed} » : écrivez le montant en chiffres, " + _EXAMPLE + ".", typed=typed)
    if "%" in text:
        raise refused("« {typed} » : un montant en euros est attendu, pas un pourcentage.", typed=typed)
    if not text.isascii() or not re.search(r"\d", text) or re.search(r"[^\d ., ]", text):
        raise refused("« {typed} » n'est pas un montant. Écrivez un seul nombre, " + _EXAMPLE + ".", typed=typed)
    if _PLAIN.fullmatch(text):
        return text
    if " " in text:
        return _without_spaces(text, typed)
    if mixed := _MIXED.fullmatch(text):
        whole, cents = mixed[1] or mixed[3], mixed[2] if mixed[1] else mixed[4]
        return _with_cents(re.sub(r"[.,]", "", whole), cents, typed)
    if _DOTS.fullmatch(text):
        if text.count(".") == 1 and not text.startswith("0"):
            raise _ask_again(text.replace(".", ""), text.replace(".", ",").rstrip("0").rstrip(","), typed)
        if not text.startswith("0"):
            return text.replace(".", "")
    if decimals := _DECIMALS.fullmatch(text):
        return _with_cents(decimals[1] or "0", decimals[2], typed)
    raise refused("« {typed} » a plusieurs virgules ou points : écrivez le montant ainsi, 1250,50.", typed=typed)


def _without_spaces(text: str, typed: str) -> str:
    joined = text.replace(" ", "")
    if _SPACED.fullmatch(text):
        if decimals := _DECIMALS.fullmatch(joined):
            return _with_cents(decimals[1], decimals[2], typed)
        return joined
    if two := re.fullmatch(r"(\d+) (\d{2})", text):
        raise _ask_again(joined, f"{two[1]},{two[2]}", typed)
    raise refused("« {typed} » : un espace est mal placé. Écrivez le montant sans espace, 1250,50.", typed=typed)


def _with_cents(whole: str, cents: str, typed: str) -> str:
    if len(cents) > 2:
        raise refused(
            "« {typed} » a {count} chiffres après la virgule : les centimes en ont deux au plus, " + _EXAMPLE + ".",
            typed=typed,
            count=str(len(cents)),
        )
    return f"{whole}.{cents}" if cents else whole


def _ask_again(one: str, other: str, typed: str) -> Exception:
    return refused("« {typed} » : voulez-vous dire {one} ou {other} ?", typed=typed, one=one, other=other)


@dataclass(frozen=True, slots=True)
class Rate(Kind):
    """A yearly rate in percent, ``4,90 %``: an exact :class:`Fraction` of percent."""

    widget: ClassVar[str] = "rate"

    def parse(self, typed: str, today: date) -> Fraction:
        text = _SPACES.sub("", typed.translate(_MINUS)).removesuffix("%").replace(",", ".")
        if text.startswith("-"):
            raise refused("« {typed} » : un taux ne peut pas être négatif.", typed=typed)
        if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", text, re.ASCII):
            raise refused("« {typed} » n'est pas un taux. Écrivez-le en chiffres, par exemple 4,90.", typed=typed)
        if len(text.partition(".")[2]) > 6:
            raise refused("« {typed} » : six chiffres après la virgule suffisent pour un taux.", typed=typed)
        if len(text) > _LONGEST or Fraction(text + "0" if text.endswith(".") else text) > 100:
            raise refused("« {typed} » dépasse 100 % : vérifiez la virgule.", typed=typed)
        return Fraction(text + "0" if text.endswith(".") else text)

    def show(self, value: Fraction) -> str:
        whole, millionths = divmod(round(value * 1_000_000), 1_000_000)
        decimals = f"{millionths:06d}".rstrip("0")
        return f"{whole},{decimals:0<2}"

    def say(self, value: Fraction) -> str:
        return f"{self.show(value)}\u202f%"


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A whole number between ``low`` and ``high``, both included; ``expected`` is the end of the refusal."""

    widget: ClassVar[str] = "number"
    low: int
    high: int
    expected: str

    def parse(self, typed: str, today: date) -> int:
        text = _SPACES.sub("", typed.translate(_MINUS))
        if not re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII):
            raise refused("« {typed} » : " + self.expected, typed=typed)
        number = int(text)
        if not self.low <= number <= self.high:
            raise refused("« {typed} » : " + self.expected, typed=typed)
        return number


DAY_OF_MONTH = Number(1, 31, "un jour du mois va de 1 à 31.")
PERCENT = Number(0, 100, "une part va de 0 à 100 %, sans virgule.")
MONTHS = Number(0, 600, "écrivez un nombre entier de mois.")
RENTS = Number(1, 600, "écrivez le nombre de loyers du contrat, en chiffres.")
