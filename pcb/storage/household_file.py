"""Reads a household written by hand, by a script or by another tool: JSON or TOML, in the exchange format.

More is asked of a file than of a stored case: ids are unique, owners exist, days and shares are possible, and no key is
written twice. Ids may be left out: ``p1``, ``i1``, ``e1``, ``d1`` … are then given in order.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from pcb.domain.case import JOINT, Case
from pcb.domain.case_path import LISTS
from pcb.errors import ExchangeFault
from pcb.storage.codec import from_document
from pcb.storage.faults import fault, quotable, said

LARGEST_FILE = 5_000_000
"""Bytes. A household of eight persons and a hundred lines is under 50 kB."""

MOST_FAULTS = 300
"""Lines of a refusal."""

ID_LETTERS = {
    "persons": "p",
    "incomes": "i",
    "expenses": "e",
    "debts": "d",
    "assets": "a",
    "vehicles": "v",
    "accounts": "c",
    "proceedings": "s",
}
"""The letter of the ids given to the items that have none."""

RANGES = {
    "day": (1, 31),
    "agreed_share": (0, 100),
    "earlier_months_used": (0, 120),
    "lease_rents": (0, 240),
    "day_of_month": (1, 31),
    "length": (1, 420),
    "from_month": (1, 420),
    "to_month": (1, 420),
    "starts_at": (1, 420),
    "rank": (1, 999),
    "months": (1, 420),
    "months_used": (0, 120),
    "grace_months": (1, 24),
}
"""Whole numbers that only make sense between two bounds, wherever they stand."""


def read_household(path: Path) -> Case:
    """The household in ``path`` (``.toml``, otherwise JSON).

    Raises :class:`ExchangeFault` with every fault at once, each as ``place : reason``.
    """
    return household(_parsed(path))


def household(document: Any) -> Case:
    """The household of a document that came from outside. Raises :class:`ExchangeFault`."""
    named = with_ids(document)
    faults: list[str] = []
    case: Case | None = None
    try:
        case = from_document(named)
    except ExchangeFault as misfit:
        faults.extend(misfit.faults)
    faults.extend(_cross_faults(named))
    if case is None or faults:
        raise ExchangeFault(_first(faults))
    return case


def _first(faults: list[str]) -> tuple[str, ...]:
    """As many as somebody mends at once; a file of millions of faults would fill the memory with its refusal."""
    more = len(faults) - MOST_FAULTS
    return (*faults[:MOST_FAULTS], *([fault("fichier", f"et {more} autres défauts")] if more > 0 else []))


def with_ids(document: Any) -> Any:
    """The document with an id on each item that has none; what is not a list of objects is left for the codec."""
    if not isinstance(document, dict):
        return document
    named = dict(document)
    for collection, letter in ID_LETTERS.items():
        listed = named.get(collection)
        if not isinstance(listed, list):
            continue
        taken = {item["id"] for item in listed if isinstance(item, dict) and isinstance(item.get("id"), str)}
        numbers = iter(range(1, len(listed) + len(taken) + 1))
        named[collection] = [
            {"id": next(name for n in numbers if (name := f"{letter}{n}") not in taken), **item}
            if isinstance(item, dict) and "id" not in item
            else item
            for item in listed
        ]
    return named


def _cross_faults(document: Any) -> list[str]:
    """What no field shows by itself: the same id twice, an owner who does not exist, a number out of bounds."""
    if not isinstance(document, dict):
        return []
    found: list[str] = []
    persons = {item.get("id") for item in _objects(document.get("persons")).values() if isinstance(item.get("id"), str)}
    for collection in LISTS:
        seen: dict[str, int] = {}
        for index, item in _objects(document.get(collection)).items():
            place = f"{collection}[{index}]"
            name = item.get("id")
            if isinstance(name, str):
                if name in seen:
                    found.append(
                        fault(f"{place}.id", f"{said(name)} est déjà l’identifiant de {collection}[{seen[name]}]")
                    )
                elif name == JOINT and collection == "persons":
                    reason = f"«\u202f{JOINT}\u202f» veut dire «\u202fles deux ensemble\u202f» et ne peut pas servir"
                    found.append(fault(f"{place}.id", reason))
                seen.setdefault(name, index)
            owner = item.get("owner")
            if isinstance(owner, str) and owner != JOINT and owner not in persons:
                known = ", ".join([*sorted(quotable(person) for person in persons if person), JOINT])
                found.append(fault(f"{place}.owner", f"personne inconnue, {said(owner)}\u202f; attendu\u202f: {known}"))
            found.extend(_out_of_bounds(place, item))
    for section in ("filing", "plan", "received"):
        if isinstance(document.get(section), dict):
            found.extend(_out_of_bounds(section, document[section]))
    return found


def _out_of_bounds(place: str, item: dict[str, Any]) -> list[str]:
    return [
        fault(f"{place}.{name}", f"entre {low} et {high} attendu, pas {item[name]}")
        for name, (low, high) in RANGES.items()
        if type(item.get(name)) is int and not low <= item[name] <= high
    ]


def _objects(listed: Any) -> dict[int, dict[str, Any]]:
    if not isinstance(listed, list):
        return {}
    return {index: item for index, item in enumerate(listed) if isinstance(item, dict)}


def _parsed(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _fault(f"fichier trop grand (plus de {LARGEST_FILE // 1_000_000} Mo)")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(f"le fichier n’est pas en UTF-8 (octet {error.start})") from None
    except OSError as error:
        raise _fault(f"fichier illisible\u202f: {_why(error)}") from None
    try:
        if path.suffix.lower() == ".toml":
            return tomllib.loads(text)
        return json.loads(text, object_pairs_hook=_no_double)
    except tomllib.TOMLDecodeError as error:
        raise _fault(f"ce n’est pas du TOML{_where(str(error))}") from None
    except json.JSONDecodeError as error:
        raise _fault(f"ce n’est pas du JSON, ligne {error.lineno}, colonne {error.colno}") from None
    except (ValueError, RecursionError):  # a number of five thousand digits, a thousand brackets
        raise _fault("le fichier contient un nombre ou un emboîtement démesuré") from None


def _no_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _fault(f"le champ {said(name)} est écrit deux fois au même endroit")
        found[name] = value
    return found


def _where(english: str) -> str:
    """Where the reader of TOML stopped; its reasons are in English, and are left out."""
    found = re.search(r"at line (\d+), column (\d+)", english)
    return f", ligne {found[1]}, colonne {found[2]}" if found else "\u202f: il s’arrête trop tôt"


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "il n’existe pas"
    if isinstance(error, IsADirectoryError):
        return "c’est un dossier"
    if isinstance(error, PermissionError):
        return "l’accès est refusé"
    return error.strerror or "erreur de lecture"


def _fault(reason: str) -> ExchangeFault:
    return ExchangeFault((fault("fichier", reason),))
