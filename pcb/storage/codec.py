"""A case as a plain document and back: the stored form and the exchange format are one and the same, ``pcb/1``.

Amounts are whole cents (``125050``) or exact strings (``"1250.50"``), never floats; dates are ISO; a closed list is
written by its code; « ne sait pas » is ``{"no_answer": "does_not_know"}``. What is not asked yet, and what equals the
default, is left out. The same case always gives the same bytes. Places in a fault count from zero, as ``jq`` does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from pcb.domain.case import Case
from pcb.domain.case_path import LISTS, Item
from pcb.errors import Damaged, ExchangeFault, UnknownPath
from pcb.storage.conversion import converter
from pcb.storage.faults import fault, faults_of, said

FORMAT = "pcb/1"


def to_document(case: Case) -> dict[str, Any]:
    """The case as dictionaries, lists, strings and whole numbers, ready for JSON or TOML."""
    return {"format": FORMAT, **converter().unstructure(case)}


def from_document(document: Mapping[str, Any]) -> Case:
    """The case written in ``document``.

    Raises :class:`ExchangeFault` with every fault at once, each as ``place : reason``. References between items are
    not looked at here: see :mod:`pcb.storage.household_file`, which reads what people write.
    """
    if not isinstance(document, Mapping):
        raise ExchangeFault((fault("document", "un objet est attendu (des champs et leurs valeurs)"),))
    version = document.get("format")
    if version != FORMAT:
        raise ExchangeFault((fault("format", _format_fault(version)),))
    case: Case = structured(Case, {name: value for name, value in document.items() if name != "format"})
    return case


def structured(kind: Any, data: Any) -> Any:
    """``data`` read as a value of type ``kind``. Raises :class:`ExchangeFault`."""
    try:
        return converter().structure(data, kind)
    except Exception as error:
        faults = faults_of(error)
        if faults is None:
            raise
        raise ExchangeFault(faults) from None


def encode(case: Case) -> bytes:
    """The canonical bytes of a case: the same facts always give the same bytes."""
    return dump(to_document(case))


def rewritten(case: Case, before: Case, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document of ``case``, made from that of ``before``: what is the very same object is not written again.

    It equals :func:`to_document`, in a fraction of its time when one answer out of a thousand has changed.
    """
    made: dict[str, Any] = {"format": FORMAT}
    for name, default in _sections():
        new, old = getattr(case, name), getattr(before, name)
        if new is old:
            if name in document:
                made[name] = document[name]
        elif new != default:
            made[name] = _rewritten_list(new, old, document.get(name, [])) if name in LISTS else value_to_plain(new)
    return made


def _rewritten_list(new: tuple[Item, ...], old: tuple[Item, ...], written: list[Any]) -> list[Any]:
    there = {id(item): plain for item, plain in zip(old, written, strict=True)}
    return [there[id(item)] if id(item) in there else value_to_plain(item) for item in new]


@cache
def _sections() -> tuple[tuple[str, Any], ...]:
    empty = Case()
    return tuple((field.name, getattr(empty, field.name)) for field in fields(Case))


def decode(data: bytes) -> Case:
    """The case in ``data``, as written by :func:`encode`. Raises :class:`Damaged` when it is not one."""
    return decoded(data)[0]


def decoded(data: bytes) -> tuple[Case, dict[str, Any]]:
    """The case in ``data`` and its document, for :func:`rewritten`. Raises :class:`Damaged`."""
    try:
        document = json.loads(data)
        return from_document(document), document
    except (ValueError, ExchangeFault) as error:
        raise Damaged(f"Le dossier enregistré ne peut pas être relu\u202f: {error}") from error


def dump(value: Any) -> bytes:
    """Compact UTF-8 JSON of plain data."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def value_to_plain(value: Any) -> Any:
    """One value of a case, or one item, as plain data."""
    return None if value is None else converter().unstructure(value)


def value_from_plain(path: str, data: Any) -> Any:
    """The value of plain ``data`` for the field at ``path``. Raises :class:`UnknownPath`, :class:`ExchangeFault`."""
    return None if data is None else structured(leaf_type(path), data)


def item_from_plain(collection: str, data: Any) -> Item:
    """The item of ``collection`` written as plain ``data``."""
    item: Item = structured(LISTS[collection], data)
    return item


def leaf_type(path: str) -> Any:
    """The declared type of the field at ``path`` (``incomes.7f3a.amount`` or ``incomes.*.amount``)."""
    head, _, rest = path.partition(".")
    if head in LISTS:
        kind: Any = LISTS[head]
        name = rest.partition(".")[2]
    elif rest:
        kind, name = field_types(Case).get(head), rest
    else:
        kind, name = Case, head
    found = field_types(kind).get(name) if isinstance(kind, type) else None
    if found is None:
        raise UnknownPath(f"Champ inconnu\u202f: {path}")
    return found


@cache
def field_types(kind: type) -> dict[str, Any]:
    """The fields of a dataclass of the case with their types."""
    return get_type_hints(kind) if hasattr(kind, "__dataclass_fields__") else {}


def _format_fault(version: object) -> str:
    if version is None:
        return 'absent\u202f; la première ligne attendue est\u202f: format = "' + FORMAT + '"'
    if isinstance(version, str) and version.startswith("pcb/"):
        return f"{said(version)} n’est pas connu de cette version, qui lit «\u202f{FORMAT}\u202f»"
    return f"«\u202f{FORMAT}\u202f» attendu"
