"""The exchange format as a JSON Schema (draft 2020-12), made from the dataclasses so that it cannot fall behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_origin

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case
from pcb.domain.case_path import NOTES
from pcb.domain.money import Money
from pcb.storage.codec import FORMAT, field_types, value_to_plain
from pcb.storage.conversion import (
    DATE_PATTERN,
    ID_PATTERN,
    KEY_PATTERN,
    MONEY_PATTERN,
    RATE_PATTERN,
    answered_type,
    is_answer,
)
from pcb.storage.household_file import RANGES

_LEAVES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": DATE_PATTERN},
    Money: {"$ref": "#/$defs/Money"},
    Fraction: {"type": "string", "pattern": RATE_PATTERN},
}


def json_schema(titles: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The schema of one household. ``titles`` gives the French label of a path (``incomes.*.amount``) where known."""
    definitions: dict[str, Any] = {
        "Money": {
            "title": "Montant",
            "description": "Centimes entiers (125050), ou texte exact avec un point (« 1250.50 »). Jamais de virgule.",
            "oneOf": [{"type": "integer"}, {"type": "string", "pattern": MONEY_PATTERN}],
        },
        "NoAnswer": {
            "title": "Sans réponse",
            "type": "object",
            "properties": {"no_answer": _choices(NoAnswer)},
            "required": ["no_answer"],
            "additionalProperties": False,
        },
    }
    whole = _object(Case, "", definitions, titles or {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:pcb:household:1",
        "title": "Un ménage, au format d’échange de pcb",
        **whole,
        "properties": {"format": {"const": FORMAT, "title": "Version du format"}, **whole["properties"]},
        "required": ["format", *whole["required"]],
        "$defs": definitions,
    }


def _object(kind: type, place: str, definitions: dict[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    hints = field_types(kind)
    properties: dict[str, Any] = {}
    required: list[str] = []
    for declared in fields(kind):
        name = declared.name
        path = f"{place}{name}"
        properties[name] = _titled(_field(name, hints[name], path, definitions, titles), titles.get(path))
        if declared.default is MISSING and declared.default_factory is MISSING:
            if name != "id" or kind in NOTES.values():  # the id of an item is given when it is absent
                required.append(name)
        elif isinstance(declared.default, Enum):
            properties[name]["default"] = value_to_plain(declared.default)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _field(
    name: str,
    kind: Any,
    path: str,
    definitions: dict[str, Any],
    titles: Mapping[str, str],
) -> dict[str, Any]:
    if name == "id" and path.partition(".")[0] in NOTES:
        return {"type": "string", "pattern": KEY_PATTERN, "title": "Clé", "description": "Ce dont la note parle."}
    if name == "id":
        return {
            "type": "string",
            "pattern": ID_PATTERN,
            "title": "Identifiant",
            "description": "Donné s’il est absent.",
        }
    if is_answer(kind):
        value = _field(name, answered_type(kind), path, definitions, titles)
        return {"anyOf": [value, {"$ref": "#/$defs/NoAnswer"}, {"type": "null"}]}
    if name in RANGES:
        low, high = RANGES[name]
        return {"type": "integer", "minimum": low, "maximum": high}
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        definitions.setdefault(item.__name__, _object(item, f"{path}.*.", definitions, titles))
        return {"type": "array", "items": {"$ref": f"#/$defs/{item.__name__}"}}
    if get_origin(kind) is frozenset:
        return {"type": "array", "uniqueItems": True, "items": _enumerated(get_args(kind)[0], definitions)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enumerated(kind, definitions)
    if kind in _LEAVES:
        return dict(_LEAVES[kind])
    definitions.setdefault(kind.__name__, _object(kind, f"{path}.", definitions, titles))
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _enumerated(kind: type[Enum], definitions: dict[str, Any]) -> dict[str, Any]:
    definitions.setdefault(kind.__name__, _choices(kind))
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _choices(kind: type[Enum]) -> dict[str, Any]:
    return {"oneOf": [{"const": member.value, "title": getattr(member, "label", member.value)} for member in kind]}


def _titled(schema: dict[str, Any], title: str | None) -> dict[str, Any]:
    return {"title": title, **schema} if title else schema
