"""The measures side by side: conditions met, not met or to be verified, figures, and what each changes."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pcb.domain.assessment import assess
from pcb.domain.case import Account, Asset, Case, Declared, Filing, Home, Income, Vehicle
from pcb.domain.case_path import COLLECTIONS, get
from pcb.domain.money import Money
from pcb.domain.plan.checks import holds
from pcb.domain.plan.measures import Comparison, MeasureKind, compare
from pcb.domain.plan.model import NoPlan, PlanNature
from pcb.domain.plan.paliers import build
from pcb.domain.plan.request import PlanChoices
from pcb.domain.recevabilite import State
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome
from pcb.domain.vocabulary.estate import AccountKind, AssetKind, VehicleKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy
from tests.domain.plan.conftest import euros, owed

DAY = date(2025, 6, 30)
MET, MISSING, DOUBTFUL = State.MET, State.MISSING, State.DOUBTFUL
K = MeasureKind


def compared(case, **choices) -> Comparison:
    return compare(case, assess(case, DAY), build, PlanChoices(**choices))


def state(case, kind: MeasureKind, label: str, **choices) -> State:
    return {c.label: c.state for c in compared(case, **choices)[kind].conditions}[label]


def poor(household, *debts, **more):
    """The same household on 600 €: no capacity."""
    return household(*debts, incomes=(Income("i", IncomeKind.SALARY, euros("600"), owner="a"),), **more)


def test_every_measure_is_there_in_the_order_of_the_law_and_none_is_ranked(two_credits) -> None:
    found = compared(two_credits)
    assert [m.kind for m in found.measures] == list(MeasureKind)
    for measure in found.measures:
        assert measure.source.article
        assert measure.conditions
        assert measure.home
        assert measure.guarantor
        assert measure.ficp.text
        assert measure.fails
        assert all(c.article and c.why and c.label for c in measure.conditions)
        assert holds(measure.checks)


def test_the_order_and_the_figures_do_not_depend_on_who_builds(two_credits) -> None:
    """A builder that finds nothing leaves the conditions, without figures, and its reasons."""
    nothing = compare(two_credits, assess(two_credits, DAY), lambda request: NoPlan(request, ()))
    assert [m.kind for m in nothing.measures] == list(MeasureKind)
    assert nothing[K.RESCHEDULING].figures is None
    assert nothing[K.SUSPENSION].figures is not None


def test_the_figures_of_a_plan_that_repays_everything(two_credits) -> None:
    """6 000 € at 0 %, 300 € a month: 20 months. In an amicable plan the credits keep their interest."""
    found = compared(two_credits, capacity=300_00)
    figures = found[K.RESCHEDULING].figures
    assert (figures.monthly, figures.months, figures.paid, figures.cost) == (300_00, 20, 6000_00, 0)
    assert (figures.written_off, figures.left) == (0, 0)
    amicable = found[K.AMICABLE].figures
    assert amicable.paid == 6000_00 + amicable.cost
    assert amicable.cost > 0
    assert amicable.months > 20


def test_what_remains_is_written_off_only_where_the_law_writes_off(two_credits) -> None:
    """50 € a month for 84 months: 4 200 € paid, 1 800 € left."""
    found = compared(two_credits, capacity=50_00)
    assert (found[K.RESCHEDULING].figures.written_off, found[K.RESCHEDULING].figures.left) == (0, 1800_00)
    assert (found[K.WRITE_OFF].figures.written_off, found[K.WRITE_OFF].figures.left) == (1800_00, 0)
    assert (found[K.AGREED].figures.written_off, found[K.AGREED].figures.left) == (0, 1800_00)


@pytest.mark.parametrize(
    ("capacity", "alone", "write_off"), [(71_42, MISSING, MET), (71_43, MET, MISSING), (72_00, MET, MISSING)]
)
def test_rescheduling_alone_needs_everything_repaid_in_84_months(two_credits, capacity, alone, write_off) -> None:
    """6 000 € in 84 months: 71,4285… a month. 84 × 71,42 = 5 999,28; 84 × 71,43 = 6 000,12."""
    choices = {"capacity": capacity}
    assert state(two_credits, K.RESCHEDULING, "Tout est remboursé dans la durée", **choices) is alone
    assert state(two_credits, K.WRITE_OFF, "Une somme resterait à effacer", **choices) is write_off


@pytest.mark.parametrize(
    ("occupancy", "assets", "no_asset", "expected"),
    [
        (Occupancy.OWNER, (), None, MET),
        (Occupancy.TENANT, (Asset("l", AssetKind.LAND),), None, MET),
        (Occupancy.TENANT, (), True, MISSING),
        (Occupancy.TENANT, (Asset("j", AssetKind.VALUABLE),), None, MISSING),
        (Occupancy.TENANT, (), None, DOUBTFUL),
        (None, (), True, DOUBTFUL),
    ],
)
def test_an_agreed_plan_is_for_who_owns_real_estate(two_credits, occupancy, assets, no_asset, expected) -> None:
    case = replace(two_credits, home=Home(occupancy=occupancy), assets=assets, declared=Declared(no_asset=no_asset))
    assert state(case, K.AGREED, "Propriétaire d’un bien immobilier") is expected


@pytest.mark.parametrize(
    ("filed", "used", "expected"),
    [(False, None, MET), (True, 83, MET), (True, 84, MISSING), (True, None, DOUBTFUL), (None, None, DOUBTFUL)],
)
def test_months_of_earlier_measures(two_credits, filed, used, expected) -> None:
    filing = replace(two_credits.filing, filed_before=filed, earlier_months_used=used)
    case = replace(two_credits, filing=filing)
    assert state(case, K.RESCHEDULING, "Des mois de mesures disponibles") is expected


@pytest.mark.parametrize(
    ("filed", "outcome", "expected"),
    [
        (False, None, MET),
        (True, PastOutcome.SUSPENSION, MISSING),
        (True, PastOutcome.PLAN, MET),
        (True, None, DOUBTFUL),
        (None, None, DOUBTFUL),
    ],
)
def test_a_suspension_is_not_renewed(two_credits, filed, outcome, expected) -> None:
    filing = replace(two_credits.filing, filed_before=filed, earlier_outcome=outcome)
    assert state(replace(two_credits, filing=filing), K.SUSPENSION, "Pas de suspension auparavant") is expected


def test_a_suspension_leaves_excluded_debts_to_pay_and_ends_with_a_date(household) -> None:
    case = household(owed("p", DebtKind.ALIMONY, "1000", instalment=euros("30")), owed("c", DebtKind.REVOLVING, "4000"))
    found = compared(case)[K.SUSPENSION]
    figures = found.figures
    assert (figures.monthly, figures.months, figures.paid, figures.left) == (30_00, 24, 720_00, 4280_00)
    assert found.ficp.until == date(2027, 7, 30)
    assert any("30/07/2027" in text and "30/10/2027" in text for text in found.fails)


@pytest.mark.parametrize(("used", "months"), [(59, 24), (60, 24), (61, 23), (83, 1)])
def test_a_suspension_takes_its_months_from_the_84(two_credits, used, months) -> None:
    filing = replace(two_credits.filing, filed_before=True, earlier_months_used=used)
    assert compared(replace(two_credits, filing=filing))[K.SUSPENSION].figures.months == months


def test_personal_recovery_is_never_said_to_be_won(household) -> None:
    debt = owed("c", DebtKind.REVOLVING, "4000")
    label = "Situation irrémédiablement compromise"
    assert state(household(debt), K.RECOVERY, label) is MISSING
    assert state(poor(household, debt), K.RECOVERY, label) is DOUBTFUL
    assert state(household(debt, incomes=()), K.RECOVERY, label) is DOUBTFUL


def test_personal_recovery_erases_all_but_excluded_debts(household) -> None:
    case = poor(household, owed("f", DebtKind.PENAL_FINE, "300"), owed("c", DebtKind.REVOLVING, "4000"))
    figures = compared(case)[K.RECOVERY].figures
    assert (figures.paid, figures.written_off, figures.left) == (0, 4000_00, 300_00)


@pytest.mark.parametrize(
    ("more", "without", "with_liquidation"),
    [
        ({}, MET, MISSING),
        ({"declared": Declared()}, DOUBTFUL, DOUBTFUL),
        ({"vehicles": (Vehicle("v", VehicleKind.CAR),)}, DOUBTFUL, DOUBTFUL),
        ({"vehicles": (Vehicle("v", VehicleKind.CAR, needed_for_work=True),)}, MET, MISSING),
        ({"accounts": (Account("s", AccountKind.LIVRET_A, balance=Money(1)),)}, DOUBTFUL, DOUBTFUL),
        ({"accounts": (Account("s", AccountKind.LIVRET_A, balance=Money(0)),)}, MET, MISSING),
        ({"accounts": (Account("s", AccountKind.CURRENT, balance=Money(900_00)),)}, MET, MISSING),
        ({"assets": (Asset("l", AssetKind.LAND, value=euros("3000")),)}, MISSING, MET),
        ({"home": Home(occupancy=Occupancy.OWNER)}, MISSING, MET),
    ],
)
def test_what_might_be_sold_decides_between_the_two_recoveries(household, more, without, with_liquidation) -> None:
    case = poor(household, owed("c", DebtKind.REVOLVING, "4000"), **more)
    assert state(case, K.RECOVERY, "Rien à vendre") is without
    assert state(case, K.LIQUIDATION, "Un patrimoine à vendre") is with_liquidation


def test_a_sale_pays_at_best_what_the_goods_are_worth(household) -> None:
    land = Asset("l", AssetKind.LAND, value=euros("3000"))
    figures = compared(poor(household, owed("c", DebtKind.REVOLVING, "4000"), assets=(land,)))[K.LIQUIDATION].figures
    assert (figures.paid, figures.written_off) == (3000_00, 1000_00)
    unknown = compared(poor(household, owed("c", DebtKind.REVOLVING, "4000"), assets=(Asset("l", AssetKind.LAND),)))
    assert any("n’est pas entièrement connue" in note for note in unknown[K.LIQUIDATION].notes)


def test_the_ficp_says_until_when(two_credits) -> None:
    found = compared(two_credits, start=date(2025, 8, 5))
    for kind in (K.AGREED, K.RESCHEDULING, K.WRITE_OFF):
        assert (found[kind].ficp.until, found[kind].ficp.sooner) == (date(2032, 8, 5), date(2030, 8, 5))
    for kind in (K.RECOVERY, K.LIQUIDATION):
        assert found[kind].ficp.until == date(2030, 6, 30)
    for kind in (K.AMICABLE, K.GRACE):
        assert found[kind].ficp.until is None
    assert "L. 752-3" in found[K.AGREED].ficp.source.article


def test_a_grace_period_lasts_24_months_at_most_and_leaves_alimony_out(household) -> None:
    case = household(
        owed("p", DebtKind.ALIMONY, "5000", instalment=euros("30")), owed("c", DebtKind.REVOLVING, "40000")
    )
    found = compared(case)[K.GRACE]
    assert found.plan.months == 24
    assert [d.id for d in found.plan.request.debts] == ["c"]
    assert found.plan.request.capacity[0].amount == compared(case).basis.request.capacity[0].amount - 30_00
    assert found.figures.left > 0
    assert found.figures.written_off == 0
    only = household(owed("p", DebtKind.ALIMONY, "5000"))
    assert state(only, K.GRACE, "Des dettes que le juge peut différer") is MISSING
    assert state(household(), K.GRACE, "Des dettes que le juge peut différer") is DOUBTFUL


def test_without_a_capacity_nothing_is_claimed_and_nothing_fails(household) -> None:
    found = compared(household(owed("c", DebtKind.REVOLVING, "4000"), incomes=()))
    assert found.basis.request is None
    assert found.basis.missing
    assert {m.kind for m in found.measures if m.figures} == {K.SUSPENSION, K.RECOVERY, K.LIQUIDATION}
    for measure in found.measures:
        assert measure.state is not MET


def test_an_empty_household_is_compared_without_a_figure(household) -> None:
    found = compare(Case(), assess(Case(), DAY), build)
    assert all(m.figures is None and m.state is not MET for m in found.measures)


@pytest.mark.parametrize(
    ("occupancy", "keep", "kind", "said"),
    [
        (Occupancy.TENANT, None, K.AMICABLE, "rien n’arrête une expulsion"),
        (Occupancy.TENANT, None, K.RESCHEDULING, "L. 711-6"),
        (Occupancy.TENANT, None, K.RECOVERY, "n’est pas suspendue d’elle-même"),
        (Occupancy.OWNER, True, K.RESCHEDULING, "L. 733-3, alinéa 2"),
        (Occupancy.OWNER, False, K.RESCHEDULING, "L. 733-4 1°"),
        (Occupancy.OWNER, True, K.LIQUIDATION, "vendu"),
        (Occupancy.OWNER, True, K.RECOVERY, "valeur marchande"),
        (Occupancy.OWNER, True, K.GRACE, "gardé"),
        (Occupancy.OWNER, True, K.SUSPENSION, "gardé"),
        (Occupancy.HOSTED, None, K.WRITE_OFF, "ne change pas son logement"),
        (None, None, K.WRITE_OFF, "On ne sait pas"),
    ],
)
def test_what_happens_to_the_home(two_credits, occupancy, keep, kind, said) -> None:
    filing = replace(two_credits.filing, keep_main_residence=keep)
    case = replace(two_credits, home=Home(occupancy=occupancy), filing=filing)
    assert said in compared(case)[kind].home


def test_what_happens_to_the_guarantor(two_credits) -> None:
    assert compared(two_credits)[K.WRITE_OFF].guarantor == "Aucune caution n’est notée."
    debts = (replace(two_credits.debts[0], guarantor="Paul Abadie"), two_credits.debts[1])
    found = compared(replace(two_credits, debts=debts))
    assert "Paul Abadie" in found[K.WRITE_OFF].guarantor
    assert "L. 733-4" in found[K.WRITE_OFF].guarantor
    assert "aucun texte lu" in found[K.AMICABLE].guarantor


def test_a_refusal_in_an_agreed_plan_and_a_lapse_are_told_with_their_delays(two_credits) -> None:
    fails = " ".join(compared(two_credits)[K.AGREED].fails)
    assert "30 jours" in fails
    assert "R. 733-1" in fails
    assert "15 jours après une mise en demeure" in fails
    assert "R. 733-5" in " ".join(compared(two_credits)[K.SUSPENSION].fails)


def test_who_does_not_file_yet_has_no_measure_met(two_credits) -> None:
    case = replace(two_credits, filing=replace(two_credits.filing, mode=FilingMode.NONE))
    found = compared(case, capacity=300_00)
    assert all(found[k].state is not MET for k in MeasureKind if k not in (K.AMICABLE, K.GRACE))


def test_each_plan_has_the_nature_of_its_measure(two_credits) -> None:
    found = compared(two_credits, capacity=300_00)
    natures = {k: found[k].plan.request.nature for k in (K.AMICABLE, K.GRACE, K.AGREED, K.RESCHEDULING)}
    assert natures == {
        K.AMICABLE: PlanNature.AMICABLE,
        K.GRACE: PlanNature.AMICABLE,
        K.AGREED: PlanNature.AGREED,
        K.RESCHEDULING: PlanNature.IMPOSED,
    }


def test_an_income_known_to_rise_or_fall_is_weighed(household) -> None:
    falls = (
        Income("i", IncomeKind.SALARY, euros("1500"), owner="a"),
        Income("u", IncomeKind.UNEMPLOYMENT, euros("400"), owner="a", ends_on=date(2026, 1, 31)),
    )
    case = household(owed("c", DebtKind.REVOLVING, "4000"), incomes=falls)
    assert state(case, K.SUSPENSION, "Une situation qui peut s’améliorer") is DOUBTFUL
    assert len(compared(case).basis.request.capacity) == 2


def test_filing_for_the_first_time_needs_no_number_of_months(household) -> None:
    case = household(owed("c", DebtKind.REVOLVING, "4000"), filing=Filing(filed_before=False))
    assert state(case, K.WRITE_OFF, "Des mois de mesures disponibles") is MET


def test_the_home_loan_kept_goes_on_and_is_not_due_at_once_after_a_grace_period(household) -> None:
    loan = owed(
        "h",
        DebtKind.HOME_LOAN,
        "50000",
        instalment=euros("300"),
        finances_main_residence=True,
        rate=Fraction(2),
    )
    case = household(
        loan,
        owed("e", DebtKind.ENERGY, "600"),
        home=Home(occupancy=Occupancy.OWNER),
        filing=Filing(keep_main_residence=True, filed_before=False),
    )
    found = compared(case)[K.GRACE]
    assert {c.label: c.state for c in found.conditions}["Tout peut être payé en 24 mois"] is MET
    assert found.figures.left > 0
    assert any("reste payé à son contrat" in note for note in found.notes)
    assert any("reste payé à son contrat" in note for note in compared(case)[K.AGREED].notes)


def test_articles_are_read_in_french(two_credits) -> None:
    for measure in compared(two_credits).measures:
        assert " to " not in measure.source.article
        assert "ff." not in measure.source.article


def test_every_condition_opens_the_fact_that_decides(two_credits) -> None:
    for case in (two_credits, Case(), replace(two_credits, home=Home(occupancy=Occupancy.OWNER))):
        found = compare(case, assess(case, DAY), build)
        paths = {c.path for m in found.measures for c in m.conditions} | {line.path for line in found.basis.lines}
        for path in paths - set(COLLECTIONS):
            get(case, path)
