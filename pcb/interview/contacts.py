"""Telephone, e-mail, postcode and IBAN: read, checked, and kept in one written form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pcb.interview.questions import Kind
from pcb.interview.texts import refused

_SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f\u2010-\u2015/]+")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_IBAN_LENGTH = {"FR": 27, "MC": 27, "BE": 16, "DE": 22, "ES": 24, "LU": 20, "IT": 27, "PT": 25, "CH": 21, "GB": 22}


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """A telephone number: ten French digits, kept as ``05 62 68 00 00``, or an international number."""

    widget: ClassVar[str] = "phone"

    def parse(self, typed: str, today: date) -> str:
        if re.search(r"[^\W\d_]", typed):
            raise refused("« {typed} » : un numéro de téléphone s'écrit sans lettres.", typed=typed)
        digits = _SEPARATORS.sub("", typed).replace("(0)", "").replace("(", "").replace(")", "")
        digits = re.sub(r"^00(?=\d{9})", "+", digits)
        digits = re.sub(r"^\+330?(?=\d{9}$)", "0", digits)
        if re.fullmatch(r"0[1-9]\d{8}", digits, re.ASCII):
            return " ".join(digits[i : i + 2] for i in range(0, 10, 2))
        if re.fullmatch(r"\+(?!33)[1-9]\d{6,14}", digits, re.ASCII):
            return digits
        if re.fullmatch(r"\d{20}", digits, re.ASCII):
            raise refused("« {typed} » : écrivez un seul numéro de téléphone.", typed=typed)
        raise refused(
            "« {typed} » : un numéro français a dix chiffres et commence par 0 ; un numéro étranger commence par +.",
            typed=typed,
        )


@dataclass(frozen=True, slots=True)
class Email(Kind):
    """An e-mail address, checked for its shape only."""

    widget: ClassVar[str] = "email"

    def parse(self, typed: str, today: date) -> str:
        if len(typed) > 254 or not _EMAIL.fullmatch(typed):
            raise refused("« {typed} » n'est pas une adresse de courriel, comme prenom.nom@exemple.fr.", typed=typed)
        return typed


@dataclass(frozen=True, slots=True)
class Postcode(Kind):
    """A postcode: five digits in France; any text with a letter is taken for a foreign one."""

    widget: ClassVar[str] = "postcode"

    def parse(self, typed: str, today: date) -> str:
        digits = re.sub(r"\s", "", typed)
        if re.fullmatch(r"\d{5}", digits, re.ASCII):
            return digits
        if len(typed) <= 20 and re.search(r"[^\W\d_]", typed) and re.search(r"\d", typed):
            return " ".join(typed.split())
        raise refused(
            "« {typed} » : un code postal français a cinq chiffres, comme 32700. "
            "À l'étranger, indiquez d'abord le pays.",
            typed=typed,
        )


@dataclass(frozen=True, slots=True)
class Iban(Kind):
    """An IBAN, kept without spaces; its check digits catch a slip of the keyboard (ISO 13616, modulo 97)."""

    widget: ClassVar[str] = "iban"

    def parse(self, typed: str, today: date) -> str:
        iban = re.sub(r"[\s.\-\u00a0\u202f]", "", typed).upper().removeprefix("IBAN").lstrip(":")
        if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban, re.ASCII):
            raise refused("Un IBAN commence par deux lettres et deux chiffres : FR76, puis le numéro du compte.")
        expected = _IBAN_LENGTH.get(iban[:2])
        if expected and len(iban) != expected:
            raise refused(
                "Cet IBAN a {count} caractères : {expected} sont attendus pour ce pays.",
                count=str(len(iban)),
                expected=str(expected),
            )
        if int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 != 1:
            raise refused("Cet IBAN contient une erreur : sa clé de contrôle ne correspond pas. Relisez les chiffres.")
        return iban

    def show(self, value: str) -> str:
        return " ".join(value[i : i + 4] for i in range(0, len(value), 4))
