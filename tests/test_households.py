"""Thirteen whole families: what was computed by hand is what the domain finds, what the store and the paper keep."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pcb.config import Settings
from pcb.domain.answers import known
from pcb.domain.assessment import Assessment, Reading, assess
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.storage.codec import decode, encode, from_document, to_document
from pcb.storage.household_file import read_household
from pcb.storage.vault import Strength
from pcb.usecases.accounts import set_up
from pcb.usecases.cases import import_case, open_case
from pcb.usecases.desk import open_store
from pcb.usecases.papers import declaration

EXPECTED = sorted((Path(__file__).parent / "households").glob("*.toml"))
HOUSEHOLDS = Path(__file__).parent.parent / "pcb" / "data" / "households"


@pytest.fixture(params=EXPECTED, ids=lambda path: path.stem)
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    return tomllib.loads(request.param.read_text("utf-8"))


@pytest.fixture
def case(expected: dict[str, Any]) -> Case:
    return read_household(HOUSEHOLDS / f"{expected['household']}.toml")


@pytest.fixture
def found(case: Case, expected: dict[str, Any]) -> Assessment:
    return assess(case, expected["day"])


def euros(text: str) -> Money:
    return Money.of(text)


def test_every_demo_household_has_its_figures_computed_by_hand() -> None:
    assert {path.stem for path in EXPECTED} == {path.stem for path in HOUSEHOLDS.glob("*.toml")}
    assert len(EXPECTED) >= 10


def test_the_lived_budget_is_the_one_computed_by_hand(found: Assessment, expected: dict[str, Any]) -> None:
    lived = expected["lived"]
    assert found.lived.resources.total == euros(lived["resources"])
    assert found.lived.charges.total == euros(lived["charges"])
    assert found.lived.instalments.total == euros(lived["instalments"])
    assert found.lived.remainder.total == euros(lived["remainder"])


def test_the_retained_budget_is_the_one_computed_by_hand(found: Assessment, expected: dict[str, Any]) -> None:
    retained = expected.get("retained")
    if retained is None:
        assert found.retained is None
        assert found.missing
        return
    assert found.retained is not None
    assert found.retained.resources.total == euros(retained["resources"])
    assert found.retained.charges.total == euros(retained["charges"])


def test_household_quotite_and_floor_are_those_computed_by_hand(
    case: Case, found: Assessment, expected: dict[str, Any]
) -> None:
    limits = expected["limits"]
    judge = assess(case, expected["day"], Reading.JUDGE)
    assert found.household is not None
    assert found.household.number == limits["persons"]
    assert found.dependents is not None
    assert found.dependents.number == limits["dependents"]
    assert found.quotite is not None
    assert found.quotite.total == euros(limits["quotite"])
    assert judge.quotite is not None
    assert judge.quotite.total == euros(limits["quotite_judge"])
    assert found.rsa_floor is not None
    assert found.rsa_floor.total == euros(limits["rsa_floor"])


def test_the_capacity_and_what_fixes_it_are_those_computed_by_hand(
    case: Case, found: Assessment, expected: dict[str, Any]
) -> None:
    wanted = expected.get("capacity")
    judge = assess(case, expected["day"], Reading.JUDGE)
    if wanted is None:
        assert found.capacity is None
        assert judge.capacity is None
        return
    assert found.capacity is not None
    assert found.capacity.total == euros(wanted["commission"])
    assert judge.capacity is not None
    assert judge.capacity.total == euros(wanted["judge"])
    assert any(wanted["binding"] in step for step in found.capacity.steps)


def test_the_three_limits_each_bind_in_some_household() -> None:
    binding = {tomllib.loads(path.read_text("utf-8")).get("capacity", {}).get("binding") for path in EXPECTED}
    assert {"Ressources − charges", "Quotité saisissable", "Ressources − RSA du foyer"} <= binding


def test_forfaits_that_are_not_official_are_said_so(found: Assessment) -> None:
    assert any("Forfaits de la commission" in notice for notice in found.notices) or found.retained is None


def test_a_household_comes_back_unchanged_from_the_store(case: Case) -> None:
    assert decode(encode(case)) == case
    assert from_document(to_document(case)) == case


def test_a_household_begins_with_its_story(expected: dict[str, Any]) -> None:
    text = (HOUSEHOLDS / f"{expected['household']}.toml").read_text("utf-8")
    story = [line for line in text.partition("format = ")[0].splitlines() if line.startswith("#")]
    assert len(story) >= 4
    assert "fictive" in text


def test_the_paper_holds_every_name_creditor_and_amount_and_the_capacity(case: Case, expected: dict[str, Any]) -> None:
    pages = PdfReader(BytesIO(declaration(case, expected["day"]))).pages
    text = "".join("\n".join(page.extract_text() for page in pages).split())
    names = [known(name) for person in case.persons for name in (person.birth_name, person.first_names)]
    creditors = [known(debt.creditor) for debt in case.debts]
    amounts = [known(amount) for debt in case.debts for amount in (debt.balance, debt.unpaid) if known(amount)]
    wanted = [*names, *creditors, *amounts, *(known(asset.value) for asset in case.assets)]
    if "capacity" in expected:
        wanted.append(euros(expected["capacity"]["commission"]))
    lacking = [value for value in wanted if value is not None and "".join(str(value).split()) not in text]
    assert lacking == []


def test_a_household_is_found_whole_in_the_sealed_store(case: Case, tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    store = open_store(Settings(data_dir=tmp_path))
    quick = Strength(memory_kib=1024, iterations=1, lanes=1)
    desk = set_up(store, "test", "Test", "quatre mots sans rapport", now=now, strength=quick).desk
    opened = open_case(desk, import_case(desk, case, now).id)
    store.close()
    assert replace(opened.case, reference="") == case
