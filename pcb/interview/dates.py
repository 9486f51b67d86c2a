"""Dates as people type them: ``23/11/2026``, ``1/2/80``, ``01021980``, ``1980-02-01``, ``1er février 1980``; hours:
``14h30``, ``14:30``, ``9 h``."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pcb.domain.wording import MONTHS
from pcb.interview.questions import Kind
from pcb.interview.texts import refused

FIRST_YEAR, LAST_YEAR = 1900, 2100

_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})", re.ASCII)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d_]+)\.?\s+(\d{4}|\d{2})")
_HOUR = re.compile(r"(\d{1,2})\s*(?:[hH:]|heures?)\s*(\d{2})?", re.ASCII)
_NO_DAY = re.compile(r"\d{1,2}\s*[/.\- ]\s*\d{4}|\d{4}|[^\W\d_]+\s+\d{4}")


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A date. ``past`` refuses the future; ``birth`` also asks again when two digits of a year fit two centuries."""

    widget: ClassVar[str] = "date"
    past: bool = False
    birth: bool = False

    def parse(self, typed: str, today: date) -> date:
        day, month, year = _parts(typed)
        full = int(year) if len(year) == 4 else self._century(int(year), typed, today)
        found = _checked(day, month, full, typed)
        if self.birth and found > today:
            raise refused("« {typed} » : une date de naissance ne peut pas être dans le futur.", typed=typed)
        if self.past and found > today:
            raise refused("« {typed} » est dans le futur : cette date devrait être passée.", typed=typed)
        return found

    def show(self, value: date) -> str:
        return f"{value:%d/%m}/{value.year:04d}"

    def _century(self, year: int, typed: str, today: date) -> int:
        recent, older = 2000 + year, 1900 + year
        if self.birth:
            if recent <= today.year:
                raise refused(
                    "« {typed} » : voulez-vous dire {older} ou {recent} ? Écrivez l'année avec quatre chiffres.",
                    typed=typed,
                    older=str(older),
                    recent=str(recent),
                )
            return older
        latest = today.year if self.past else today.year + 30
        return recent if recent <= latest else older


def _parts(typed: str) -> tuple[int, int, str]:
    text = typed.strip().rstrip(".")
    if iso := _ISO.fullmatch(text):
        return int(iso[3]), int(iso[2]), iso[1]
    if numeric := _NUMERIC.fullmatch(text) or _COMPACT.fullmatch(text):
        return int(numeric[1]), int(numeric[2]), numeric[3]
    if words := _WORDS.fullmatch(text):
        return int(words[1]), _month(words[2], typed), words[3]
    if _NO_DAY.fullmatch(text):
        raise refused("« {typed} » : indiquez aussi le jour et le mois, par exemple 01/02/1980.", typed=typed)
    raise refused("« {typed} » n'est pas une date. Écrivez jour, mois, année : 23/11/2026.", typed=typed)


def _month(word: str, typed: str) -> int:
    plain = _plain(word)
    found = [number for number, name in enumerate(MONTHS, 1) if len(plain) >= 3 and _plain(name).startswith(plain)]
    if len(found) != 1:
        raise refused("« {typed} » : ce mois n'est pas reconnu. Écrivez par exemple 23/11/2026.", typed=typed)
    return found[0]


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def _checked(day: int, month: int, year: int, typed: str) -> date:
    if not 1 <= month <= 12:
        raise refused(
            "« {typed} » : il n'y a pas de mois {month}. Écrivez le jour avant le mois.", typed=typed, month=str(month)
        )
    if year < FIRST_YEAR:
        raise refused("« {typed} » : l'année est trop ancienne. Vérifiez ses quatre chiffres.", typed=typed)
    if year > LAST_YEAR:
        raise refused("« {typed} » : l'année est trop lointaine. Vérifiez ses quatre chiffres.", typed=typed)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise refused(
            "« {typed} » n'existe pas : {month} {year} a {length} jours.",
            typed=typed,
            month=MONTHS[month - 1],
            year=str(year),
            length=str(length),
        )
    return date(year, month, day)


@dataclass(frozen=True, slots=True)
class Hour(Kind):
    """An hour of the day, kept as ``14 h 30`` or ``9 h``, with no-break spaces."""

    widget: ClassVar[str] = "hour"

    def parse(self, typed: str, today: date) -> str:
        found = _HOUR.fullmatch(typed.strip().replace("\u202f", " ").replace("\u00a0", " "))
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise refused("« {typed} » n'est pas une heure. Écrivez par exemple 14 h 30.", typed=typed)
        minutes = found[2] or "00"
        return f"{int(found[1])}\u00a0h" + ("" if minutes == "00" else f"\u00a0{minutes}")
