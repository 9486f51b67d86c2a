"""Two counts that are not the same: the household of the forfaits, and the personnes à charge of R. 3252-3."""

import pytest

from pcb.domain.case import Case, Filing, Home
from pcb.domain.dependents import quotite_dependents
from pcb.domain.household import household_size
from pcb.domain.income import monthly_incomes
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import Custody, FilingMode, Role

RSA = Money.of("646.52")


@pytest.fixture
def count(day):
    """The dependents of a case, RSA of 2025."""
    return lambda case: quotite_dependents(case, monthly_incomes(case, day), day, RSA)


@pytest.mark.parametrize(("own", "counts"), [("646.51", 1), ("646.52", 0), ("646.53", 0), ("0", 1)])
def test_a_partner_is_in_charge_strictly_below_the_rsa_of_one_person(
    family, person, count, own: str, counts: int
) -> None:
    assert count(family(person("b", Role.PARTNER, own_resources=Money.of(own)))).number == counts


def test_a_working_partner_is_in_the_household_and_not_in_charge(family, person, salary, count) -> None:
    case = family(person("b", Role.PARTNER), incomes=(salary("1500"), salary("1400", "b")))
    assert household_size(case).number == 2
    assert count(case).number == 0


def test_a_partner_of_unknown_resources_is_not_guessed(family, person, count) -> None:
    found = count(family(person("b", Role.PARTNER)))
    assert found.number == 0
    assert any("inconnues" in notice for notice in found.notices)


def test_a_partner_said_to_have_no_resources_is_in_charge(family, person, count) -> None:
    assert count(family(person("b", Role.PARTNER, has_resources=False))).number == 1


@pytest.mark.parametrize(
    ("incomes", "counts"),
    [
        ([("1500", "a"), ("1400", "b")], 0),
        ([("1500", "a"), ("600", "b")], 1),
        ([("600", "a"), ("1500", "b")], 1),
        ([("300", "a"), ("200", "b")], 1),
        ([("1500", "a"), ("600", "joint")], 1),
    ],
)
def test_of_two_who_file_together_one_at_most_is_in_charge(family, person, salary, count, incomes, counts: int) -> None:
    case = family(
        person("b", Role.CODEPOSANT, has_resources=False if len({o for _, o in incomes} & {"b"}) == 0 else None),
        filing=Filing(mode=FilingMode.JOINT),
        incomes=tuple(salary(euros, owner) for euros, owner in incomes),
    )
    assert count(case).number == counts


def test_a_resource_that_nobody_owns_yet_makes_the_spouse_unsure(family, person, salary, count) -> None:
    case = family(person("b", Role.CODEPOSANT, has_resources=False), incomes=(salary("1500"), salary("900", None)))
    found = count(case)
    assert found.number == 0
    assert any("non attribuées" in notice for notice in found.notices)


def test_a_small_unattributed_resource_changes_nothing(family, person, salary, count) -> None:
    case = family(person("b", Role.CODEPOSANT, has_resources=False), incomes=(salary("1500"), salary("100", None)))
    assert count(case).number == 1


@pytest.mark.parametrize(
    ("custody", "dependent", "alimony", "counts"),
    [
        (Custody.FULL, True, None, 1),
        (Custody.ALTERNATE, True, None, 1),
        (Custody.FULL, False, None, 0),
        (Custody.FULL, None, None, 1),
        (Custody.VISITING, True, False, 0),
        (Custody.VISITING, False, True, 1),
        (Custody.AWAY, None, True, 1),
        (Custody.AWAY, None, None, 0),
        (None, None, None, 1),
    ],
)
def test_a_child_is_in_charge_at_home_or_by_alimony(family, child, count, custody, dependent, alimony, counts) -> None:
    case = family(child("c", 2015, custody, dependent=dependent, alimony_paid_for=alimony))
    assert count(case).number == counts


def test_what_is_assumed_of_a_child_is_said(family, child, count) -> None:
    assert any("à confirmer" in n for n in count(family(child("c", 2015, dependent=None))).notices)
    assert any("Pas compté" in n for n in count(family(child("c", 2004, dependent=None))).notices)
    assert any("21 ans" in n for n in count(family(child("c", 2004))).notices)
    assert count(family(child("c", 2015))).notices == ()


@pytest.mark.parametrize(("own", "counts"), [("646.51", 1), ("646.52", 0)])
def test_an_ascendant_below_the_rsa_is_in_charge(family, person, count, own: str, counts: int) -> None:
    assert count(family(person("g", Role.ASCENDANT, own_resources=Money.of(own)))).number == counts


def test_an_ascendant_helped_elsewhere_is_in_charge_but_not_in_the_household(family, person, count) -> None:
    case = family(person("g", Role.ASCENDANT, own_resources=Money.of("300"), alimony_paid_for=True))
    assert count(case).number == 1
    assert household_size(case).number == 1


def test_another_person_of_the_home_is_in_the_household_only(family, person, count) -> None:
    case = family(person("o", Role.OTHER, has_resources=False))
    assert household_size(case).number == 2
    assert count(case).number == 0


def test_the_household_counts_who_lives_there(family, person, child) -> None:
    case = family(
        person("b", Role.CODEPOSANT),
        child("full", 2015),
        child("alternate", 2015, Custody.ALTERNATE),
        child("visiting", 2015, Custody.VISITING),
        child("away", 2004, Custody.AWAY),
        child("adult", 1990, dependent=False),
        person("g", Role.ASCENDANT),
    )
    found = household_size(case)
    assert found.number == 6
    assert [p.label for p in found.persons if not p.counts] == ["VISITING", "AWAY"]
    assert any("garde alternée" in notice for notice in found.notices)


def test_a_codeposant_who_lives_elsewhere_is_not_in_the_household_and_it_is_said(family, person) -> None:
    found = household_size(family(person("b", Role.CODEPOSANT), home=Home(codeposant_lives_here=False)))
    assert found.number == 1
    assert any("vit ailleurs" in notice for notice in found.notices)


def test_nobody_known_is_not_a_household_of_one() -> None:
    assert household_size(Case()) is None
