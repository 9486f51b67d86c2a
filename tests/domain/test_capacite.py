"""Capacité de remboursement: each of the three limits binding once with its lines, the floor, the main residence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcb.domain.capacite import BUDGET, FLOOR, QUOTITE, capacite
from pcb.domain.case import Filing, Home
from pcb.domain.explain import Explained
from pcb.domain.money import ZERO, Money
from pcb.domain.quotite import Reading
from pcb.domain.vocabulary.budget import ExpenseKind
from pcb.domain.vocabulary.people import Occupancy, Role

euros = st.integers(0, 1_000_000).map(Money)


def lines(found: Explained) -> dict[str, str]:
    return {line.label: line.amount.exact() for line in found.lines}


def binding(found: Explained) -> str:
    (line,) = [line for line in found.lines if "elle est retenue" in line.reason]
    return line.label


def test_the_budget_binds(family, charge, salary, assessed) -> None:
    # 2025, one person: forfaits 876; rent 600 seen; 1 855 − 1 476 = 379.
    found = assessed(family(incomes=(salary("1855"),), expenses=(charge(ExpenseKind.RENT, "600"),)))
    assert found.capacity.total == Money.of("379.00")
    assert lines(found.capacity) == {BUDGET: "379.00", QUOTITE: "381.94", FLOOR: "1208.48"}
    assert binding(found.capacity) == BUDGET
    assert lines(found.retained.charges) == {
        "Forfait de base": "632.00", "Forfait habitation": "121.00", "Forfait chauffage": "123.00",
        "Loyer hors charges": "600.00",
    }  # fmt: skip


def test_the_quotite_binds(family, charge, salary, assessed) -> None:
    found = assessed(family(incomes=(salary("1855.90"),), expenses=(charge(ExpenseKind.RENT, "500"),)))
    assert lines(found.capacity) == {BUDGET: "479.90", QUOTITE: "381.94", FLOOR: "1209.38"}
    assert binding(found.capacity) == QUOTITE
    assert [line.amount.exact() for line in found.quotite.lines] == [
        "222.00", "422.00", "846.00", "1050.00", "1403.33", "640.00", "0.00", "4583.33",
    ]  # fmt: skip


def test_the_judge_reads_the_same_file_to_the_cent(family, salary, assessed) -> None:
    found = assessed(family(incomes=(salary("1855.90"),)), reading=Reading.JUDGE)
    assert found.quotite.total == Money.of("382.54")  # + 0,90 × 2/3
    assert found.reading is Reading.JUDGE


def test_the_ruling_of_the_somme_keeps_the_cents_of_the_budget_beside_the_cut_quotite() -> None:
    # 2024: declared resources of 2 082,52; 595,51 left after charges; quotité 546,61 on 2 082.
    found = capacite(Money.of("2082.52"), Money.of("1487.01"), Money.of("546.61"), Money.of("635.71"))
    assert lines(found)[BUDGET] == "595.51"
    assert found.total == Money.of("546.61")


def test_the_rsa_floor_binds(family, person, child, salary, assessed) -> None:
    # Housed free of charge with four children: no habitation nor heating; the base forfait for 5 is 1 516.
    # RSA of a lone parent of four: 2,6 × 646,52 = 1 680,95. With 1 700: budget 184, floor 19,05;
    # quotité of 20 400 a year, thresholds + 6 880: 566 + 422 + 846 + 630/4 = 1 991,50; / 12 = 165,96.
    case = family(
        *(child(f"c{n}", 2012 + n) for n in range(4)),
        home=Home(occupancy=Occupancy.FREE_OCCUPANT),
        incomes=(salary("1700"),),
    )
    found = assessed(case)
    assert lines(found.capacity) == {BUDGET: "184.00", QUOTITE: "165.96", FLOOR: "19.05"}
    assert found.capacity.total == Money.of("19.05")
    assert binding(found.capacity) == FLOOR
    assert found.rsa_floor.total == Money.of("1680.95")


def test_a_negative_limit_gives_no_capacity_and_says_why() -> None:
    found = capacite(Money.of("1153.12"), Money.of("1814"), Money.of("100"), Money.of("646.52"))
    assert found.total == ZERO
    assert any("négative" in step for step in found.steps)


def residence(occupancy: Occupancy, keep: bool | None, agreed: bool | None) -> dict:
    return {
        "home": Home(occupancy=occupancy),
        "filing": Filing(keep_main_residence=keep, above_quotite_agreed=agreed),
    }


def test_to_keep_the_main_residence_the_quotite_no_longer_caps(family, charge, salary, assessed) -> None:
    sections = residence(Occupancy.OWNER, True, True)
    found = assessed(
        family(incomes=(salary("1855.90"),), expenses=(charge(ExpenseKind.PROPERTY_TAX, "100"),), **sections)
    )
    assert found.capacity.total == Money.of("879.90")
    assert [line.counts for line in found.capacity.lines] == [True, False, True]
    assert any("alinéa 2" in step for step in found.capacity.steps)


@pytest.mark.parametrize(
    ("occupancy", "keep", "agreed"),
    [(Occupancy.TENANT, True, True), (Occupancy.OWNER, None, True), (Occupancy.OWNER, True, None)],
)
def test_the_exception_needs_an_owner_who_keeps_the_home_and_agrees(
    family, salary, assessed, occupancy, keep, agreed
) -> None:
    found = assessed(family(incomes=(salary("1855.90"),), **residence(occupancy, keep, agreed)))
    assert binding(found.capacity) == QUOTITE
    assert any("sans effet" in notice for notice in found.notices) == (agreed is True)


def test_the_floor_still_holds_when_the_quotite_is_lifted() -> None:
    found = capacite(Money.of("900"), ZERO, Money.of("50"), Money.of("646.52"), quotite_lifted=True)
    assert found.total == Money.of("253.48")


def test_the_capacity_says_everything_it_rests_on(family, person, salary, charge, assessed) -> None:
    expenses = (charge(ExpenseKind.RENT, "600"), charge(ExpenseKind.INCOME_TAX, "100", seen=False))
    found = assessed(family(incomes=(salary("1855"),), expenses=expenses))
    assert set(found.notices) <= set(found.capacity.warnings)
    assert any("sans justificatif" in warning for warning in found.capacity.warnings)
    assert (found.capacity.total.exact(), found.capacity_with_all_proofs.total.exact()) == ("379.00", "279.00")


def test_before_the_first_scale_there_is_no_capacity_but_the_rest(family, salary, assessed) -> None:
    found = assessed(family(incomes=(salary("1600"),)), date(2012, 6, 1))
    assert found.capacity is None
    assert found.quotite is None
    assert found.retained is not None
    assert any("Quotité saisissable" in sentence for sentence in found.missing)


@given(euros, euros, euros, euros, st.booleans())
def test_a_repayment_never_takes_what_is_left_under_the_floor(
    r: Money, c: Money, q: Money, rsa: Money, lifted: bool
) -> None:
    found = capacite(r, c, q, rsa, quotite_lifted=lifted).total
    assert found >= ZERO
    assert found == ZERO or r - found >= rsa
    assert found == ZERO or r - found >= c
    assert lifted or found <= q


def test_one_who_files_together_is_not_counted_twice(family, person, salary, assessed) -> None:
    case = family(person("b", Role.CODEPOSANT), incomes=(salary("1200"), salary("900", "b"), salary("300", "joint")))
    assert assessed(case).retained.own_resources == Money.of("2400")
