"""What the commission retains of each charge, line by line, and what a missing proof costs."""

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Filing, Home
from pcb.domain.money import ZERO, Money, total
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, Forfait, Period, Treatment
from pcb.domain.vocabulary.people import Occupancy, Role

K = ExpenseKind


@pytest.fixture
def retained(family, salary, assessed):
    """The retained lines of a single person with those charges, by label; 2025."""

    def run(*expenses, **sections):
        found = assessed(family(incomes=(salary("1500"),), expenses=expenses, **sections))
        return {line.label: line for line in found.retained.lines}

    return run


@pytest.mark.parametrize("kind", [k for k in K if k.treatment is Treatment.REAL_WITH_PROOF])
def test_a_real_charge_is_retained_on_proof_only(charge, retained, kind) -> None:
    seen = retained(charge(kind, "80"))[kind.label]
    assert (seen.retained, seen.cost_of_missing_proof) == (Money.of("80"), None)
    declared = retained(charge(kind, "80", seen=False))[kind.label]
    assert (declared.retained, declared.cost_of_missing_proof) == (ZERO, Money.of("80"))
    assert "sans justificatif" in declared.reason


@pytest.mark.parametrize("evidence", [Evidence.DECLARED, Evidence.ESTIMATED, None, NoAnswer.DOES_NOT_KNOW])
def test_only_a_paper_that_was_seen_is_a_proof(charge, retained, evidence) -> None:
    expense = replace(charge(K.RENT, "500"), evidence=evidence)
    assert retained(expense)[K.RENT.label].retained == ZERO


@pytest.mark.parametrize("kind", [k for k in K if k.treatment is Treatment.FLAT_ONLY])
def test_a_flat_charge_is_absorbed_whatever_it_is(charge, retained, kind) -> None:
    lines = retained(charge(kind, "999"))
    assert lines[kind.label].retained == ZERO
    assert lines[kind.label].declared == Money.of("999")
    assert kind.forfait.value in lines[kind.label].reason
    assert lines["Forfait de base"].retained == Money.of("632")


@pytest.mark.parametrize("kind", [k for k in K if k.forfait is Forfait.BASE and k.treatment is Treatment.REAL_CAPPED])
def test_health_is_in_the_base_forfait_and_the_doubt_is_said(family, salary, charge, assessed, kind) -> None:
    found = assessed(family(incomes=(salary("1500"),), expenses=(charge(kind, "95"),)))
    line = found.retained.lines[-1]
    assert (line.retained, line.cost_of_missing_proof) == (ZERO, None)
    assert any("Santé et mutuelle" in notice for notice in found.notices)


def test_habitation_falls_back_to_the_forfait_when_one_proof_is_missing(charge, retained) -> None:
    others = (charge(K.WATER, "30"), charge(K.PHONE, "10"), charge(K.HOME_INSURANCE, "15"))
    lines = retained(*others, charge(K.ELECTRICITY, "45", seen=False))
    assert lines["Forfait habitation"].retained == Money.of("121")
    assert "des justificatifs manquent" in lines["Forfait habitation"].reason
    assert "100,00" in lines["Forfait habitation"].reason
    assert lines[K.WATER.label].retained == ZERO


@pytest.mark.parametrize(("water", "kept"), [("20.99", "120.99"), ("21.00", "121.00"), ("21.01", "121.00")])
def test_habitation_all_noted_and_proved_is_real_up_to_the_forfait(charge, retained, water: str, kept: str) -> None:
    others = (charge(K.ELECTRICITY, "60"), charge(K.PHONE, "25"), charge(K.HOME_INSURANCE, "15"))
    assert retained(charge(K.WATER, water), *others)["Habitation (réel plafonné)"].retained == Money.of(kept)


@pytest.mark.parametrize("absent", [K.WATER, K.ELECTRICITY, K.PHONE, K.HOME_INSURANCE])
def test_one_small_proved_bill_never_replaces_the_forfait_of_the_whole_group(charge, retained, absent) -> None:
    noted = [charge(kind, "10") for kind in (K.WATER, K.ELECTRICITY, K.PHONE, K.HOME_INSURANCE) if kind is not absent]
    line = retained(*noted)["Forfait habitation"]
    assert line.retained == Money.of("121")
    assert "si tout est noté" in line.reason


def test_a_proved_habitation_under_the_forfait_is_a_warning(family, salary, charge, assessed) -> None:
    noted = tuple(charge(kind, "10") for kind in (K.WATER, K.ELECTRICITY, K.PHONE, K.HOME_INSURANCE))
    found = assessed(family(incomes=(salary("1500"),), expenses=noted))
    assert any("inférieur au forfait" in notice for notice in found.notices)


def test_an_unknown_habitation_amount_keeps_the_forfait(charge, retained) -> None:
    unknown = replace(charge(K.WATER, "30"), amount=NoAnswer.REFUSES)
    lines = retained(charge(K.PHONE, "20"), unknown)
    assert lines["Forfait habitation"].retained == Money.of("121")
    assert lines[K.WATER.label].declared is None


def test_a_household_without_any_charge_still_has_its_three_forfaits(retained) -> None:
    assert {label: line.retained.exact() for label, line in retained().items()} == {
        "Forfait de base": "632.00",
        "Forfait habitation": "121.00",
        "Forfait chauffage": "123.00",
    }


@pytest.mark.parametrize("occupancy", [o for o in Occupancy if o.housed_for_free])
def test_housed_for_free_there_is_no_forfait_for_the_home(charge, retained, occupancy) -> None:
    home = Home(occupancy=occupancy)
    lines = retained(charge(K.WATER, "30"), charge(K.PHONE, "20", seen=False), charge(K.HEATING, "60"), home=home)
    assert "Forfait chauffage" not in lines
    assert lines["Habitation (réel justifié)"].retained == Money.of("30")
    assert "hébergé" in lines[K.HEATING.label].reason
    assert "hébergé" in lines[K.PHONE.label].reason


def test_housed_for_free_the_proved_charges_are_capped(charge, retained) -> None:
    lines = retained(charge(K.WATER, "300"), home=Home(occupancy=Occupancy.HOSTED))
    assert lines["Habitation (réel justifié)"].retained == Money.of("121")


def test_a_host_who_is_paid_a_rent_is_a_landlord(charge, retained) -> None:
    lines = retained(charge(K.RENT, "200"), home=Home(occupancy=Occupancy.HOSTED))
    assert lines["Forfait chauffage"].retained == Money.of("123")


def test_what_the_public_table_does_not_name_is_said(family, salary, charge, assessed) -> None:
    found = assessed(family(incomes=(salary("1500"),), expenses=(charge(K.BANK_FEES, "12"),)))
    assert any("Frais bancaires" in notice for notice in found.notices)
    assert "tableau public" in found.retained.lines[-1].reason


def test_a_charge_paid_by_an_adult_child_still_counts_and_it_is_said(family, child, salary, charge, assessed) -> None:
    case = family(
        child("c", 1999, dependent=False), incomes=(salary("1500"),), expenses=(charge(K.RENT, "400", owner="c"),)
    )
    found = assessed(case)
    assert found.retained.lines[-1].retained == Money.of("400")
    assert any("hors du couple" in notice for notice in found.notices)


def test_an_amount_is_brought_to_the_month_before_it_is_retained(charge, retained) -> None:
    lines = retained(charge(K.PROPERTY_TAX, "1000", period=Period.YEARLY))
    assert lines[K.PROPERTY_TAX.label].retained == Money.of("83.33")


def test_the_forfaits_follow_the_size_of_the_household(family, person, child, salary, assessed) -> None:
    found = assessed(family(person("b", Role.CODEPOSANT), child("c", 2015), incomes=(salary("1500"),)))
    assert found.retained.charges.total == Money.of("1490.00")  # 1074 + 205 + 211


def test_earlier_forfaits_are_used_on_demand_and_said_everywhere(family, salary, assessed) -> None:
    day = date(2026, 11, 23)
    refused = assessed(family(incomes=(salary("1500"),)), day)
    assert refused.retained is None
    assert refused.capacity is None
    assert refused.quotite is not None
    assert any("Forfaits de la commission" in sentence for sentence in refused.missing)
    assert any("derniers forfaits connus" in sentence for sentence in refused.missing)
    accepted = assessed(family(incomes=(salary("1500"),), filing=Filing(earlier_forfaits=True)), day)
    for said in (accepted.notices, accepted.retained.charges.warnings, accepted.capacity.warnings):
        assert any("repris du 01/01/2025" in sentence for sentence in said)


def test_the_lines_add_up(charge, retained) -> None:
    lines = retained(*(charge(kind, "40") for kind in K))
    assert len(lines) == 3 + len(K)
    assert total(line.retained for line in lines.values()) == total(
        [
            Money.of("632"),
            Money.of("121"),
            Money.of("123"),
            *(Money.of("40") for k in K if k.treatment is Treatment.REAL_WITH_PROOF),
        ]
    )
