from dataclasses import fields

import pytest

from pcb.domain.case import Case, Debt, Income, Person
from pcb.domain.case_path import COLLECTIONS, add_item, find_item, get, put, remove_item
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.debts import DebtKind
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
    assert lists == set(COLLECTIONS)
