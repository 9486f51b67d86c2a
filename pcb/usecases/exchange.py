"""Households in files: reading them, writing them, and the schema that says how they are made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pcb.domain.case import Case
from pcb.storage import codec, household_file
from pcb.storage.schema import json_schema
from pcb.usecases.bounds import check_bounds
from pcb.usecases.wording import titles


def read_household(path: Path) -> Case:
    """The household in a JSON or TOML file. Raises :class:`ExchangeFault` with every fault, one ``place : reason`` a
    line."""
    return check_bounds(household_file.read_household(path))


def household(document: Any) -> Case:
    """The household of a document that came from outside. Raises :class:`ExchangeFault`."""
    return check_bounds(household_file.household(document))


def household_document(case: Case) -> dict[str, Any]:
    """The household as plain data in the exchange format, to be written as JSON."""
    return codec.to_document(case)


def schema() -> dict[str, Any]:
    """The exchange format as a JSON Schema (draft 2020-12), with the French label of every field."""
    return json_schema(titles())
