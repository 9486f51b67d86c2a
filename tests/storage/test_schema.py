"""The published schema and the codec say the same thing."""

from __future__ import annotations

import copy
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pcb.domain.case import Case
from pcb.errors import ExchangeFault
from pcb.storage import codec
from pcb.storage.household_file import household
from pcb.storage.schema import json_schema
from tests.storage.facts import cases, large_household

VALIDATOR = Draft202012Validator(json_schema())
ODD_VALUES: list[Any] = [
    None, True, 1.5, -1, 45, 10**20, "", "x", "1250,50", "2026-02-30", "2026-13-01", "joint", "1/0", [], [1], {},
    {"x": 1}, {"no_answer": "refuses"}, {"no_answer": "no"}, {"no_answer": "refuses", "x": 1},
    ["food", "food"], [[]], [{}],
]  # fmt: skip


def plain(document: Any) -> Any:
    """A parsed TOML document as JSON would give it."""
    return json.loads(json.dumps(document, default=date.isoformat))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())
    json.dumps(json_schema())


def test_every_demo_household_fits_the_schema_and_survives_the_store_form(household_file: Path) -> None:
    VALIDATOR.validate(plain(tomllib.loads(household_file.read_text("utf-8"))))
    case = household(tomllib.loads(household_file.read_text("utf-8")))
    VALIDATOR.validate(codec.to_document(case))
    assert codec.decode(codec.encode(case)) == case


@given(cases())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_case_that_is_written_fits_the_schema_and_is_read_back(case: Case) -> None:
    document = codec.to_document(case)
    VALIDATOR.validate(document)
    assert household(json.loads(json.dumps(document))) == case


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


@given(st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_schema_refuses_the_codec_refuses(data: st.DataObject) -> None:
    document = plain(codec.to_document(large_household(debts=2, lines=4)))
    place = data.draw(st.sampled_from(places(document)[1:]))
    change = data.draw(st.sampled_from(["set", "drop", "extra"]))
    changed = copy.deepcopy(document)
    node = changed
    for key in place[:-1]:
        node = node[key]
    if change == "set":
        node[place[-1]] = data.draw(st.sampled_from(ODD_VALUES))
    elif change == "drop":
        del node[place[-1]]
    elif isinstance(node, dict):
        node["inconnu"] = 1
    refused_by_schema = not VALIDATOR.is_valid(changed)
    try:
        household(changed)
    except ExchangeFault:
        refused_by_codec = True
    else:
        refused_by_codec = False
    if refused_by_schema:
        assert refused_by_codec, (place, node)


@pytest.mark.parametrize(
    ("section", "content"),
    [
        ("debts", [{"kind": "rent", "balance": 12.5}]),
        ("debts", [{"balance": 12}]),
        ("incomes", [{"kind": "salary", "day": 32}]),
        ("persons", [{"role": "cousin"}]),
        ("home", {"surface": 80}),
        ("request", {"urgencies": "food"}),
    ],
)
def test_the_schema_does_refuse(section: str, content: object) -> None:
    assert not VALIDATOR.is_valid({"format": "pcb/1", section: content})


def test_labels_stand_as_titles_where_they_are_known() -> None:
    titled = json_schema({"incomes.*.amount": "Montant net", "home.landlord": "Bailleur"})
    assert titled["$defs"]["Income"]["properties"]["amount"]["title"] == "Montant net"
    assert titled["$defs"]["Home"]["properties"]["landlord"]["title"] == "Bailleur"
    assert {"const": "aah", "title": "AAH"} in titled["$defs"]["IncomeKind"]["oneOf"]
