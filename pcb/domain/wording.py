"""Small pieces of French that the rules need in their sentences: dates, numbers, plurals, how sure a source is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pcb.domain.answers import NoAnswer
from pcb.domain.explain import Source

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_STATUS = {
    "official": "texte officiel",
    "two_sources": "deux sources concordantes",
    "one_source": "une seule source",
    "unverified": "non vérifié",
}


def french_date(day: date) -> str:
    """``23/11/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def plural(number: int, one: str, many: str) -> str:
    """``1 personne``, ``3 personnes``; 0 takes the singular, as French does."""
    return f"{number} {many if number > 1 else one}"


def french_number(number: Fraction, decimals: int = 2) -> str:
    """A fraction in French notation, cut of its useless zeros: ``1,8``, ``0,42804``."""
    scaled = round(number * 10**decimals)
    text = f"{scaled // 10**decimals},{scaled % 10**decimals:0{decimals}d}"
    return text.rstrip("0").rstrip(",")


def with_nature(label: str, nature: str | None) -> str:
    """``Autres transports (Essence)``; the label alone when the nature only says it again."""
    return f"{label} ({nature})" if nature and nature.casefold() != label.casefold() else label


def status_in_words(source: Source) -> str:
    """« deux sources concordantes », « une seule source », « non vérifié »."""
    return _STATUS[source.status]


def not_official(name: str, source: Source) -> str:
    """The notice due wherever a figure rests on a value that no official text gave."""
    since = f" en vigueur depuis le {french_date(source.in_force_since)}" if source.in_force_since else ""
    return f"{name}{since} : valeur non officielle ({status_in_words(source)}), à confirmer."


def why_unknown(answer: NoAnswer | None) -> str:
    """Why an amount cannot be counted, to put after its label."""
    if answer is None:
        return "montant pas encore demandé"
    return "montant inconnu du ménage" if answer is NoAnswer.DOES_NOT_KNOW else "montant non communiqué"
