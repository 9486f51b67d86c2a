"""What is wrong in a document, said in French with its place: ``debts[2].balance : …``, all faults at once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from cattrs import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

_SPACES = "\u00a0\u202f"
_SHORT_LIST = 9
"""Codes of a closed list that a sentence still names all."""


class Unfit(ValueError):
    """A value does not fit its place; the text is the French reason, without the place."""


def faults_of(error: Exception) -> tuple[str, ...] | None:
    """Every fault inside what the converter raised, in document order; ``None`` for an error that is not a fault."""
    found: list[str] = []
    return tuple(found) if _collect(error, "", found) else None


def fault(place: str, reason: str) -> str:
    """One line of a list of faults; the space before the colon is a plain one, for programs and searches."""
    return place + " : " + reason


def _collect(error: BaseException, place: str, found: list[str]) -> bool:
    if isinstance(error, ClassValidationError):
        with_notes, without = error.group_exceptions()
        return all(
            [_collect(inner, f"{place}.{note.name}" if place else note.name, found) for inner, note in with_notes]
            + [_collect(inner, place, found) for inner in without]
        )
    if isinstance(error, IterableValidationError):
        indexed, without = error.group_exceptions()
        return all(
            [_collect(inner, f"{place}[{note.index}]", found) for inner, note in indexed]
            + [_collect(inner, place, found) for inner in without]
        )
    if isinstance(error, ForbiddenExtraKeysError):
        prefix = f"{place}." if place else ""
        found.extend(
            fault(f"{prefix}{name}", "champ inconnu") for name in sorted(quotable(str(f)) for f in error.extra_fields)
        )
        return True
    if isinstance(error, KeyError):
        found.append(fault(place or "document", "champ obligatoire absent"))
        return True
    if isinstance(error, Unfit):
        found.append(fault(place or "document", str(error)))
        return True
    return False


def said(value: Any) -> str:
    """A value as it may be quoted in a sentence: its kind, or itself when it is a short text."""
    if isinstance(value, str):
        return f"«\u202f{quotable(value)}\u202f»"
    if isinstance(value, bool):
        return "un oui ou non"
    if isinstance(value, int):
        return "un nombre"
    if value is None:
        return "rien"
    return {dict: "un objet", list: "une liste", float: "un nombre à virgule"}.get(type(value), "autre chose")


def quotable(text: str) -> str:
    """What a file says, as a sentence may repeat it: short, and without what would drive a terminal, turn the line
    round, or could not be written at all."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return "".join(c if c.isprintable() or c in _SPACES else "\ufffd" for c in short)


def expected(value: Any, codes: list[str]) -> str:
    """What may stand instead of ``value``: every code of a short list, else the closest ones."""
    if len(codes) <= _SHORT_LIST:
        return f"attendu\u202f: {', '.join(codes)}"
    close = get_close_matches(value, codes, n=3, cutoff=0.6) if isinstance(value, str) else []
    return f"proche\u202f: {', '.join(close)}" if close else "les codes sont dans le schéma"
