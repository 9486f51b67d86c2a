"""Whose resources count, the share of a partner who does not file, the month as lived."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Debt, Declared, Filing, Income, Proceeding
from pcb.domain.money import Money
from pcb.domain.monthly import monthly
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.people import ChargeSharing, FilingMode, Role


@pytest.mark.parametrize("period", Period)
@pytest.mark.parametrize("cents", [0, 1, 5, 99, 1001, 14_000, 123_457])
def test_an_amount_by_month_is_the_year_divided_by_twelve_rounded_once(period: Period, cents: int) -> None:
    assert monthly(Money(cents), period) == Money.rounded(Fraction(cents, 100) * period.per_month)
    assert monthly(Money(-cents), period) == Money.rounded(Fraction(-cents, 100) * period.per_month)


def test_a_week_counts_for_52_twelfths() -> None:
    assert monthly(Money.of("140"), Period.WEEKLY) == Money.of("606.67")


@pytest.mark.parametrize("kind", IncomeKind)
def test_every_kind_of_resource_counts(family, assessed, kind) -> None:
    found = assessed(family(incomes=(Income("i", kind, Money.of("100"), owner="a"),)))
    assert found.retained.resources.total == Money.of("100")
    assert found.lived.resources.total == Money.of("100")


@pytest.mark.parametrize("owner", ["a", "joint", None, "gone"])
def test_what_the_filers_own_together_or_nobody_yet_counts_whole(family, salary, assessed, owner) -> None:
    assert assessed(family(incomes=(salary("1000", owner),))).retained.resources.total == Money.of("1000")


def test_the_resource_of_an_adult_child_is_shown_and_not_counted(family, child, salary, assessed) -> None:
    found = assessed(family(child("c", 1999, dependent=False), incomes=(salary("1000"), salary("1600", "c"))))
    for explained in (found.lived.resources, found.retained.resources):
        assert explained.total == Money.of("1000")
        assert [line.counts for line in explained.lines] == [True, False]


def test_a_resource_that_has_ended_no_longer_counts(family, salary, assessed, day) -> None:
    incomes = (salary("1000"), salary("700", "a", ends_on=date(2025, 6, 29)), salary("50", "a", ends_on=day))
    found = assessed(family(incomes=incomes))
    assert found.retained.resources.total == Money.of("1050")
    assert found.retained.resources.lines[1].reason == "a pris fin le 29/06/2025"
    assert found.retained.own_resources == found.lived.resources.total == Money.of("1050")


def with_partner(family, person, salary, **more):
    """A files alone with 1 500 a month; B, who does not file, has 1 000. Charges for two in 2025: 1 183 of forfaits."""
    more.setdefault("filing", Filing(mode=FilingMode.ALONE))
    return family(person("b", Role.PARTNER), incomes=(salary("1500"), salary("1000", "b")), **more)


def test_the_share_of_the_partner_is_in_proportion_by_default(family, person, salary, assessed) -> None:
    found = assessed(with_partner(family, person, salary))
    assert [(line.amount.exact(), line.counts) for line in found.retained.resources.lines] == [
        ("1500.00", True), ("1000.00", False), ("473.20", True),
    ]  # fmt: skip
    assert found.retained.own_resources == Money.of("1500")
    assert any("lecture à confirmer" in notice for notice in found.notices)
    assert any("par défaut" in notice for notice in found.notices)
    assert found.lived.resources.total == Money.of("2500")


def test_the_quotite_is_on_the_resources_of_who_files_only(family, person, salary, assessed) -> None:
    assert assessed(with_partner(family, person, salary)).quotite.total == Money.of("236.94")


@pytest.mark.parametrize(
    ("sharing", "agreed", "share"),
    [
        (ChargeSharing.PRO_RATA, None, "473.20"),
        (ChargeSharing.HALVES, None, "591.50"),
        (ChargeSharing.AGREED, 70, "354.90"),
        (ChargeSharing.AGREED, 0, "1183.00"),
        (ChargeSharing.AGREED, 100, "0.00"),
        (ChargeSharing.AGREED, None, "473.20"),
    ],
)
def test_the_couple_may_share_otherwise(family, person, salary, assessed, sharing, agreed, share: str) -> None:
    filing = Filing(mode=FilingMode.ALONE, charge_sharing=sharing, agreed_share=agreed)
    found = assessed(with_partner(family, person, salary, filing=filing))
    assert found.retained.resources.lines[-1].amount == Money.of(share)
    assert any("pourcentage inconnu" in s for s in found.missing) == (
        sharing is ChargeSharing.AGREED and agreed is None
    )


def test_a_single_figure_for_the_partner_serves_when_no_resource_is_listed(family, person, salary, assessed) -> None:
    case = family(person("b", Role.PARTNER, own_resources=Money.of("1000")), incomes=(salary("1500"),))
    found = assessed(case)
    assert found.retained.resources.lines[-1].amount == Money.of("473.20")
    assert found.lived.resources.total == Money.of("2500")


def test_without_the_partners_resources_there_is_no_capacity(family, person, salary, assessed) -> None:
    found = assessed(family(person("b", Role.PARTNER), incomes=(salary("1500"),)))
    assert found.retained is None
    assert found.capacity is None
    assert any("Ressources de B inconnues" in sentence for sentence in found.missing)


def test_by_halves_the_partners_resources_are_not_needed(family, person, salary, assessed) -> None:
    filing = Filing(mode=FilingMode.ALONE, charge_sharing=ChargeSharing.HALVES)
    found = assessed(family(person("b", Role.PARTNER), incomes=(salary("1500"),), filing=filing))
    assert found.retained.resources.total == Money.of("2091.50")


@pytest.mark.parametrize("mode", [FilingMode.ALONE, FilingMode.TWO_DOSSIERS])
def test_a_codeposant_is_a_silent_partner_when_each_files_alone(family, person, salary, assessed, mode) -> None:
    case = family(person("b", Role.CODEPOSANT), incomes=(salary("1500"), salary("1000", "b")), filing=Filing(mode=mode))
    assert assessed(case).retained.own_resources == Money.of("1500")


def test_two_who_file_together_put_their_resources_in_common(family, person, salary, assessed) -> None:
    case = family(
        person("b", Role.CODEPOSANT),
        incomes=(salary("1500"), salary("1000", "b")),
        filing=Filing(mode=FilingMode.JOINT),
    )
    assert assessed(case).retained.resources.total == Money.of("2500")


@pytest.mark.parametrize(
    ("amount", "why"),
    [(None, "pas encore demandé"), (NoAnswer.REFUSES, "non communiqué"), (NoAnswer.DOES_NOT_KNOW, "inconnu")],
)
def test_an_unknown_amount_is_listed_never_zero(family, salary, charge, assessed, amount, why: str) -> None:
    unknown = replace(salary("1"), id="x", amount=amount)
    found = assessed(family(incomes=(salary("1500"), unknown)))
    assert found.retained.resources.total == Money.of("1500")
    assert any("Ressource" in sentence and why in sentence for sentence in found.missing)
    assert any(why in warning for warning in found.capacity.warnings)
    assert not found.lived.complete


def test_no_known_resource_means_no_capacity(family, salary, assessed) -> None:
    unknown = replace(salary("1"), amount=NoAnswer.REFUSES)
    for case in (family(), family(incomes=(unknown,))):
        found = assessed(case)
        assert (found.retained, found.quotite, found.capacity) == (None, None, None)
        assert any("Aucune ressource n’est connue" in sentence for sentence in found.missing)


def test_a_household_that_says_it_has_nothing_has_a_capacity_of_zero(family, assessed) -> None:
    found = assessed(family(declared=Declared(no_income=True)))
    assert found.capacity.total == Money(0)
    assert found.quotite.total == Money(0)


def test_the_month_as_lived(family, salary, charge, assessed) -> None:
    debts = (
        Debt(
            "d1",
            DebtKind.PERSONAL_LOAN,
            balance=Money.of("4000"),
            instalment=Money.of("120"),
            insurance=Money.of("5.5"),
        ),
        Debt("d2", DebtKind.HEALTH, balance=Money.of("80")),
    )
    expenses = (charge(ExpenseKind.FOOD, "100", period=Period.WEEKLY), charge(ExpenseKind.RENT, "500", seen=False))
    lived = assessed(family(incomes=(salary("1500"),), expenses=expenses, debts=debts)).lived
    assert lived.charges.total == Money.of("933.33")
    assert lived.charges.lines[0].reason == "100,00\u202f€ par semaine"
    assert lived.instalments.total == Money.of("125.50")
    assert lived.remainder.total == Money.of("441.17")
    assert lived.complete


def test_a_credit_without_instalment_is_missing_but_a_bill_is_not(family, salary, assessed) -> None:
    debts = (
        Debt("d1", DebtKind.REVOLVING, creditor="Sofi"),
        Debt("d2", DebtKind.HEALTH),
        Debt("d3", DebtKind.TIED_CREDIT, due_in_full=True),
    )
    lived = assessed(family(incomes=(salary("1500"),), debts=debts)).lived
    assert [sentence for sentence in lived.missing if "Mensualité" in sentence] == [
        "Mensualité de «\u202fCrédit renouvelable — Sofi\u202f»\u202f: montant pas encore demandé."
    ]


def test_what_is_withheld_is_shown_and_not_counted_twice(family, salary, assessed) -> None:
    seizure = Proceeding("s", ProceedingKind.WAGE_SEIZURE, withheld=Money.of("110"))
    lived = assessed(family(incomes=(salary("1500"),), proceedings=(seizure,))).lived
    assert lived.instalments.total == Money(0)
    assert [(line.amount.exact(), line.counts) for line in lived.instalments.lines] == [("110.00", False)]


def test_when_nobody_files_the_couple_is_one_household(family, person, salary, assessed) -> None:
    partner = person("b", Role.PARTNER)
    couple = family(partner, incomes=(salary("1500"), salary("900", owner="b")), filing=Filing(mode=FilingMode.NONE))
    found = assessed(couple)
    assert found.retained.resources.total == found.lived.resources.total == Money.of("2400")
    assert found.retained.own_resources == Money.of("2400")
    assert not any("conjoint" in notice for notice in found.notices)


def test_when_nobody_files_the_single_figure_of_the_partner_counts_once(family, person, salary, assessed) -> None:
    partner = person("b", Role.PARTNER, has_resources=True, own_resources=Money.of("800"))
    found = assessed(family(partner, incomes=(salary("1500"),), filing=Filing(mode=FilingMode.NONE)))
    assert found.retained.resources.total == found.lived.resources.total == Money.of("2300")


def test_when_one_files_alone_the_partner_is_silent_again(family, person, salary, assessed) -> None:
    partner = person("b", Role.PARTNER)
    couple = family(partner, incomes=(salary("1500"), salary("900", owner="b")), filing=Filing(mode=FilingMode.ALONE))
    assert assessed(couple).retained.own_resources == Money.of("1500")


def test_when_nobody_files_unknown_resources_of_the_partner_leave_no_capacity(family, person, salary, assessed) -> None:
    partner = person("b", Role.PARTNER, has_resources=True, own_resources=NoAnswer.DOES_NOT_KNOW)
    found = assessed(family(partner, incomes=(salary("968"),), filing=Filing(mode=FilingMode.NONE)))
    assert found.capacity is None
    assert any("inconnues" in sentence for sentence in found.missing)


@pytest.mark.parametrize(
    ("nature", "label"), [("Prime d’Activité", "Prime d’activité"), ("rappel", "Prime d’activité (rappel)")]
)
def test_a_nature_that_repeats_the_kind_is_not_said_twice(family, assessed, nature, label) -> None:
    income = Income("i", IncomeKind.PRIME_ACTIVITE, Money.of("100"), nature=nature)
    assert [line.label for line in assessed(family(incomes=(income,))).lived.resources.lines] == [label]
