"""The RSA floor: every composition of the official example, the majoration, and who belongs to the foyer."""

from datetime import date

import pytest

from pcb.domain.case import Family
from pcb.domain.household import RsaHousehold, rsa_household
from pcb.domain.law import law_on
from pcb.domain.law.reading import series
from pcb.domain.money import Money
from pcb.domain.rsa_floor import rsa_floor
from pcb.domain.vocabulary.people import Custody, Role

APRIL_2026 = law_on(date(2026, 4, 1)).rsa
EXAMPLE = series("rsa_montant_forfaitaire").head["composition"]["example_2026_04"]
COMPOSITIONS = {
    "single": (False, 0), "couple": (True, 0), "single_1_child": (False, 1), "single_2_children": (False, 2),
    "single_3_children": (False, 3), "couple_1_child": (True, 1), "couple_2_children": (True, 2),
    "couple_3_children": (True, 3),
}  # fmt: skip


def foyer(couple: bool, children: int, majorated: bool = False) -> RsaHousehold:
    return RsaHousehold(couple, children, majorated, ())


def test_every_composition_of_the_example_is_tested() -> None:
    assert set(COMPOSITIONS) == set(EXAMPLE)


@pytest.mark.parametrize("name", sorted(COMPOSITIONS))
def test_the_montant_forfaitaire_of_each_composition(name: str) -> None:
    assert rsa_floor(foyer(*COMPOSITIONS[name]), APRIL_2026).total == Money.of(EXAMPLE[name])


def test_a_fourth_child_adds_four_tenths() -> None:
    assert rsa_floor(foyer(True, 4), APRIL_2026).total == Money.of("1889.90")  # 2,9 × 651,69 = 1889,901


def test_the_lone_parent_majoration_changes_the_amount() -> None:
    found = rsa_floor(foyer(False, 2, majorated=True), APRIL_2026)
    assert found.total == Money.of("1394.75")  # (1,28412 + 2 × 0,42804) × 651,69 = 1394,7467…
    assert [line.label for line in found.lines] == [
        "Parent isolé, RSA majoré",
        "Enfant 1 (majoré)",
        "Enfant 2 (majoré)",
    ]


def test_the_persons_are_shown_one_by_one() -> None:
    found = rsa_floor(foyer(True, 3), APRIL_2026)
    assert [line.amount.exact() for line in found.lines] == ["651.69", "325.85", "195.51", "195.51", "260.68"]
    assert not found.is_sum
    assert any("une seule source" in warning for warning in found.warnings)


def test_children_in_charge_under_25_who_live_there_belong_to_the_foyer(family, person, child, day) -> None:
    case = family(
        child("small", 2020),
        child("student", 2001),  # 24 on the day
        child("grown", 2000),  # 25 on the day
        child("visiting", 2019, Custody.VISITING),
        child("earning", 2004, dependent=False),
        person("granny", Role.ASCENDANT),
        person("lodger", Role.OTHER),
    )
    found = rsa_household(case, day)
    assert (found.couple, found.children) == (False, 2)
    assert [p.label for p in found.persons if p.counts] == ["A", "SMALL", "STUDENT"]


def test_a_child_turns_25_on_the_birthday(family, child) -> None:
    case = family(child("x", 2000))
    assert rsa_household(case, date(2025, 1, 14)).children == 1
    assert rsa_household(case, date(2025, 1, 15)).children == 0


def test_a_child_without_birth_date_counts_and_a_notice_says_so(family, person, day) -> None:
    found = rsa_household(family(person("x", Role.CHILD, custody=Custody.FULL)), day)
    assert found.children == 1
    assert any("date de naissance inconnue" in notice for notice in found.notices)


def test_a_partner_who_does_not_file_belongs_to_the_foyer(family, person, day) -> None:
    assert rsa_household(family(person("b", Role.PARTNER)), day).couple
    assert rsa_household(family(person("b", Role.CODEPOSANT)), day).couple


def test_the_majoration_needs_a_lone_parent(family, person, child, day) -> None:
    majorated = Family(lone_parent_majoration=True)
    assert rsa_household(family(child("c", 2024), family=majorated), day).majorated
    assert not rsa_household(family(child("c", 2024), person("b", Role.PARTNER), family=majorated), day).majorated
