"""A case as a document and back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case, Debt, Income, Person, Request
from pcb.domain.case_path import COLLECTIONS
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import Role, Urgency
from pcb.errors import Damaged, ExchangeFault, UnknownPath
from pcb.storage import codec
from tests.storage.facts import cases


def faults(document: object) -> list[str]:
    with pytest.raises(ExchangeFault) as raised:
        codec.from_document(document)  # type: ignore[arg-type]
    return list(raised.value.faults)


def fault(section: str, content: object) -> str:
    found = faults({"format": "pcb/1", section: content})
    assert len(found) == 1, found
    return found[0]


@given(cases())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_case_survives_the_document_and_always_gives_the_same_bytes(case: Case) -> None:
    data = codec.encode(case)
    again = codec.decode(data)
    assert again == case
    assert codec.encode(again) == data


@given(cases(), cases(), st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_document_made_from_the_one_before_is_the_one_made_anew(
    before: Case, other: Case, data: st.DataObject
) -> None:
    """Any sections and any items are kept, changed, dropped, added or moved."""
    changes: dict[str, object] = {}
    for field in fields(Case):
        new = getattr(data.draw(st.sampled_from([before, other])), field.name)
        if field.name in COLLECTIONS:
            new = tuple(data.draw(st.permutations([*getattr(before, field.name), *new])))[:3]
        changes[field.name] = new
    after = replace(before, **changes)  # type: ignore[arg-type]
    made = codec.rewritten(after, before, codec.to_document(before))
    assert codec.dump(made) == codec.encode(after)


def test_what_is_not_asked_is_left_out_and_what_is_refused_is_kept() -> None:
    case = Case(debts=(Debt("d1", DebtKind.RENT, balance=NoAnswer.REFUSES, owner="joint"),))
    assert codec.to_document(case) == {
        "format": "pcb/1",
        "debts": [{"id": "d1", "kind": "rent", "owner": "joint", "balance": {"no_answer": "refuses"}}],
    }


def test_an_empty_set_is_an_answer_and_is_not_the_same_as_not_asked() -> None:
    none_of_them = Case(request=Request(urgencies=frozenset()))
    assert codec.decode(codec.encode(none_of_them)) == none_of_them
    assert none_of_them != Case()


def test_sets_are_written_in_a_fixed_order() -> None:
    several = frozenset({Urgency.VIOLENCE, Urgency.FOOD, Urgency.EVICTION})
    assert codec.to_document(Case(request=Request(urgencies=several)))["request"]["urgencies"] == [
        "eviction",
        "food",
        "violence",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (125050, Money(125050)),
        ("1250.50", Money(125050)),
        ("529", Money(52900)),
        ("-12.5", Money(-1250)),
        (0, Money(0)),
    ],
)
def test_an_amount_is_whole_cents_or_an_exact_text(written: object, read: Money) -> None:
    case = codec.from_document({"format": "pcb/1", "incomes": [{"id": "i1", "kind": "salary", "amount": written}]})
    assert case.incomes[0].amount == read


@pytest.mark.parametrize("written", [1250.5, "1250,50", "1 250", "1e3", "", "12.345", "١٢", "12\n", True, [], "mille"])
def test_any_other_amount_is_refused_at_its_place(written: object) -> None:
    assert fault("incomes", [{"id": "i1", "kind": "salary", "amount": written}]).startswith("incomes[0].amount : ")


@pytest.mark.parametrize(
    ("written", "read"),
    [("5.25", Fraction("5.25")), ("0", Fraction(0)), ("21.9000", Fraction("21.9")), ("1/3", Fraction(1, 3))],
)
def test_a_rate_is_an_exact_text(written: str, read: Fraction) -> None:
    document = {"format": "pcb/1", "debts": [{"id": "d1", "kind": "revolving", "rate": written}]}
    case = codec.from_document(document)
    assert case.debts[0].rate == read
    assert codec.decode(codec.encode(case)) == case


@pytest.mark.parametrize("written", [5.25, 5, "5,25", "-1", "1/0", "5 %", ".5"])
def test_any_other_rate_is_refused(written: object) -> None:
    assert fault("debts", [{"id": "d1", "kind": "revolving", "rate": written}]).startswith("debts[0].rate : ")


@pytest.mark.parametrize("written", ["31/02/1980", "1980-02-30", "19800101", "1980-W01-1", 1980, "1980-1-1"])
def test_a_date_is_iso_and_exists(written: object) -> None:
    assert fault("persons", [{"id": "p1", "role": "child", "birth_date": written}]).startswith("persons[0].birth_date")


def test_a_date_of_toml_is_taken_as_it_is_but_not_a_moment() -> None:
    document = {"format": "pcb/1", "filing": {"signed_on": date(2026, 11, 23)}}
    assert codec.from_document(document).filing.signed_on == date(2026, 11, 23)


def test_every_fault_is_told_at_once_with_its_place() -> None:
    found = faults(
        {
            "format": "pcb/1",
            "bar": 1,
            "persons": {},
            "home": [],
            "family": {"status": "maried"},
            "request": {"urgencies": ["food", "food"]},
            "debts": [
                {"id": "d1", "kind": "rent"},
                {"id": "d2", "kind": "rental", "balance": 1.5, "foo": 1},
                {"id": "d 3", "day": True, "balance": {"no_answer": "x"}},
                3,
            ],
        }
    )
    assert {line.partition(" : ")[0] for line in found} == {
        "bar",
        "persons",
        "home",
        "family.status",
        "request.urgencies",
        "debts[1].kind",
        "debts[1].balance",
        "debts[1].foo",
        "debts[2].id",
        "debts[2].kind",
        "debts[2].day",
        "debts[2].balance",
        "debts[3]",
    }
    by_place = dict(line.split(" : ", 1) for line in found)
    assert by_place["debts[2].kind"] == "champ obligatoire absent"
    assert "married, pacs" in by_place["family.status"]
    assert "proche\u202f: rent" in by_place["debts[1].kind"]


@pytest.mark.parametrize("version", [None, "pcb/2", "autre", 1])
def test_another_format_is_refused_at_once(version: object) -> None:
    assert faults({"format": version, "bar": 1})[0].startswith("format : ")


@pytest.mark.parametrize("document", [[], "pcb/1", None, 3])
def test_what_is_not_an_object_is_refused(document: object) -> None:
    assert faults(document) == ["document : un objet est attendu (des champs et leurs valeurs)"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_value_makes_it_fail_otherwise_than_by_a_fault(anything: object) -> None:
    told: list[str] = []
    for section in ("persons", "home", "note", "reference"):
        try:
            codec.from_document({"format": "pcb/1", section: anything})
        except ExchangeFault as misfit:
            told.extend(misfit.faults)
    assert all(" : " in line for line in told)


def test_a_half_character_is_refused() -> None:
    assert fault("note", "moitié \ud83d").startswith("note : ")


def test_a_stored_document_that_cannot_be_read_is_damaged() -> None:
    for data in (b"", b"[]", b'{"format":"pcb/9"}', b"\xff"):
        with pytest.raises(Damaged):
            codec.decode(data)


def test_a_single_value_goes_to_plain_data_and_back() -> None:
    for path, value in {
        "incomes.i1.amount": Money(5),
        "incomes.i1.period": Period.YEARLY,
        "debts.d1.rate": Fraction("3.1"),
        "request.urgencies": frozenset({Urgency.FOOD}),
        "persons.p1.birth_date": date(1980, 1, 31),
        "note": NoAnswer.REFUSES,
        "home.landlord": None,
    }.items():
        plain = json.loads(json.dumps(codec.value_to_plain(value)))
        assert codec.value_from_plain(path, plain) == value


@pytest.mark.parametrize("path", ["incomes.i1.nothing", "nothing", "home.nothing", "home", "note.x", "incomes.i1"])
def test_a_path_to_nothing_has_no_type(path: str) -> None:
    if path == "home":
        assert codec.leaf_type(path) is not None
    else:
        with pytest.raises(UnknownPath):
            codec.leaf_type(path)


def test_an_item_goes_to_plain_data_and_back() -> None:
    item = Income("i1", IncomeKind.AAH, Money(101_605), owner="p1")
    assert codec.item_from_plain("incomes", codec.value_to_plain(item)) == item
    person = Person("p1", Role.CHILD)
    assert codec.item_from_plain("persons", codec.value_to_plain(person)) == person
