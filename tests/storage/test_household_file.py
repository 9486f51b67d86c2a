"""What is asked of a household file beyond the shape of each field."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcb.errors import ExchangeFault
from pcb.storage.household_file import household, read_household

HEAD = {"format": "pcb/1"}


def faults(document: object) -> tuple[str, ...]:
    with pytest.raises(ExchangeFault) as raised:
        household(document)
    return raised.value.faults


def file_faults(path: Path, content: str | bytes) -> tuple[str, ...]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ExchangeFault) as raised:
        read_household(path)
    return raised.value.faults


def test_items_without_an_id_are_numbered_around_those_that_have_one() -> None:
    case = household(
        {
            **HEAD,
            "persons": [{"role": "deposant"}, {"role": "child", "id": "p1"}, {"role": "child"}],
            "incomes": [{"kind": "rsa", "owner": "p2"}],
            "expenses": [{"kind": "rent"}],
            "debts": [{"kind": "rent"}, {"kind": "rent"}],
        }
    )
    assert [p.id for p in case.persons] == ["p2", "p1", "p3"]
    assert [i.id for i in (*case.incomes, *case.expenses, *case.debts)] == ["i1", "e1", "d1", "d2"]


def test_the_same_id_twice_is_told_with_both_places() -> None:
    assert faults({**HEAD, "debts": [{"id": "a", "kind": "rent"}, {"id": "a", "kind": "rent"}]}) == (
        "debts[1].id : «\u202fa\u202f» est déjà l’identifiant de debts[0]",
    )


def test_an_owner_must_exist_or_be_the_two_together() -> None:
    document = {**HEAD, "persons": [{"role": "deposant"}], "debts": [{"kind": "rent", "owner": "p9"}]}
    assert faults(document) == ("debts[0].owner : personne inconnue, «\u202fp9\u202f»\u202f; attendu\u202f: p1, joint",)
    document["debts"] = [{"kind": "rent", "owner": "joint"}, {"kind": "rent", "owner": {"no_answer": "does_not_know"}}]
    assert len(household(document).debts) == 2


def test_nobody_is_called_joint() -> None:
    assert faults({**HEAD, "persons": [{"id": "joint", "role": "deposant"}]})[0].startswith("persons[0].id : ")


@pytest.mark.parametrize("day", [0, 32, -1])
def test_a_day_of_the_month_is_between_1_and_31(day: int) -> None:
    assert faults({**HEAD, "incomes": [{"kind": "rsa", "day": day}]}) == (
        f"incomes[0].day : entre 1 et 31 attendu, pas {day}",
    )


def test_faults_of_shape_and_of_reference_come_together() -> None:
    found = faults({**HEAD, "x": 1, "debts": [{"kind": "rent", "owner": "p9", "balance": 1.5}]})
    assert {line.partition(" : ")[0] for line in found} == {"x", "debts[0].owner", "debts[0].balance"}


def test_toml_and_json_give_the_same_household(tmp_path: Path) -> None:
    toml, json_ = tmp_path / "a.toml", tmp_path / "a.json"
    toml.write_text('format = "pcb/1"\n[[persons]]\nrole = "deposant"\nbirth_date = 1980-01-31\n', "utf-8")
    json_.write_text(
        '\ufeff{"format": "pcb/1", "persons": [{"role": "deposant", "birth_date": "1980-01-31"}]}', "utf-8"
    )
    assert read_household(toml) == read_household(json_)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", "{", "JSON, ligne 1"),
        ("a.toml", "format = ", "TOML"),
        ("a.json", b"\xff\xfe", "UTF-8"),
        ("a.json", '{"format": "pcb/1", "note": "a", "note": "b"}', "deux fois"),
        ("a.json", "[" * 100_000, "démesuré"),
        ("a.json", '{"format": "pcb/1", "note": ' + "9" * 5000 + "}", "démesuré"),
        ("a.json", '{"format": "pcb/1", "note": NaN}', "nombre à virgule"),
        ("a.json", " " * 5_000_001, "trop grand"),
        ("a.json", "", "JSON"),
    ],
)
def test_a_file_that_is_not_a_household_is_told_in_french(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    found = file_faults(tmp_path / name, content)
    assert len(found) == 1
    assert said in found[0]


def test_a_file_that_is_not_there_is_told_in_french(tmp_path: Path) -> None:
    with pytest.raises(ExchangeFault, match="il n’existe pas"):
        read_household(tmp_path / "absent.json")
    with pytest.raises(ExchangeFault, match="c’est un dossier"):
        read_household(tmp_path)


def test_a_file_of_thousands_of_faults_is_refused_in_three_hundred_lines() -> None:
    told = faults({**HEAD, "debts": [1] * 3000})
    assert len(told) == 301
    assert told[-1] == "fichier : et 2700 autres défauts"
