"""Households in files, and the schema that is published."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

from jsonschema import Draft202012Validator

from pcb.domain.case_path import COLLECTIONS
from pcb.usecases.exchange import household_document, read_household, schema


def test_file_to_file_loses_nothing(household_file: Path, tmp_path: Path) -> None:
    case = read_household(household_file)
    written = tmp_path / "household.json"
    written.write_text(json.dumps(household_document(case), ensure_ascii=False), "utf-8")
    assert read_household(written) == case


def test_the_published_schema_has_a_french_title_for_every_field_of_every_list() -> None:
    published = schema()
    Draft202012Validator.check_schema(published)
    for kind in COLLECTIONS.values():
        properties = published["$defs"][kind.__name__]["properties"]
        assert set(properties) == {field.name for field in fields(kind)}
        assert [name for name, said in properties.items() if not said.get("title")] == []
