from dataclasses import fields

import pytest

from pcb.domain.case import Case, Debt, Income, Person
from pcb.domain.case_path import LISTS, add_item, find_item, get, put, remove_item
from pcb.domain.money import Money
from pcb.domain.noted import PaperNote, SetAside
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.papers import PaperState
from pcb.domain.vocabulary.people import Role
from pcb.errors import UnknownPath

CASE = Case(
    persons=(Person("p1", Role.DEPOSANT),),
    incomes=(Income("a", IncomeKind.SALARY), Income("b", IncomeKind.RSA)),
    debts=(Debt("a", DebtKind.RENT),),
)


def test_a_section_field_an_item_field_and_a_field_of_the_case_are_all_named_by_a_path() -> None:
    case = put(CASE, "home.landlord", "OPH")
    case = put(case, "incomes.b.amount", Money(60000))
    case = put(case, "note", "à revoir")
    assert (get(case, "home.landlord"), get(case, "incomes.b.amount"), get(case, "note")) == (
        "OPH",
        Money(60000),
        "à revoir",
    )


def test_changing_one_item_leaves_every_other_as_it_was() -> None:
    changed = put(CASE, "incomes.b.amount", Money(1))
    assert changed.incomes[0] == CASE.incomes[0]
    assert changed.debts == CASE.debts
    assert CASE.incomes[1].amount is None


@pytest.mark.parametrize(
    "path", ["nope", "home.nope", "incomes.z.amount", "incomes.a.nope", "incomes.a", "home.landlord.x", ""]
)
def test_an_unknown_path_is_named(path: str) -> None:
    with pytest.raises(UnknownPath):
        get(CASE, path)
    with pytest.raises(UnknownPath):
        put(CASE, path, None)


def test_an_id_never_changes() -> None:
    with pytest.raises(UnknownPath):
        put(CASE, "incomes.a.id", "z")


def test_an_item_goes_and_comes_back_at_its_place() -> None:
    first = find_item(CASE, "incomes", "a")
    without = remove_item(CASE, "incomes", "a")
    assert [i.id for i in without.incomes] == ["b"]
    assert add_item(without, "incomes", first, at=0) == CASE


def test_every_list_of_the_case_is_a_known_collection() -> None:
    lists = {f.name for f in fields(Case) if str(f.type).startswith("tuple[")}
    assert lists == set(LISTS)


def test_a_note_is_blank_until_something_is_noted_and_gone_when_it_is_blank_again() -> None:
    case = Case()
    assert get(case, "papers.home-lease.state") is None
    noted = put(put(case, "papers.home-lease.state", PaperState.IMPOSSIBLE), "papers.home-lease.reason", "perdu")
    assert noted.papers == (PaperNote("home-lease", PaperState.IMPOSSIBLE, "perdu"),)
    half = put(noted, "papers.home-lease.state", None)
    assert [note.id for note in half.papers] == ["home-lease"]
    assert put(half, "papers.home-lease.reason", None) == case


def test_a_note_keeps_its_place_among_the_others() -> None:
    case = Case(set_aside=(SetAside("a", "x"), SetAside("b", "y"), SetAside("c", "z")))
    assert [note.id for note in put(case, "set_aside.b.reason", "autre").set_aside] == ["a", "b", "c"]
    assert [note.id for note in put(case, "set_aside.b.reason", None).set_aside] == ["a", "c"]


def test_a_note_has_no_field_that_its_class_has_not() -> None:
    with pytest.raises(UnknownPath):
        get(Case(), "papers.home-lease.amount")
    with pytest.raises(UnknownPath):
        put(Case(), "papers.home-lease.id", "other")
