"""Recevabilité: each condition met, missing or doubtful, with its article and the fact to open."""

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Asset, Case, Debt, Declared, Filing, Home
from pcb.domain.case_path import COLLECTIONS, get
from pcb.domain.money import Money
from pcb.domain.recevabilite import EXCLUDED, State
from pcb.domain.vocabulary.budget import ExpenseKind
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome
from pcb.domain.vocabulary.estate import AssetKind
from pcb.domain.vocabulary.people import Occupancy

MET, MISSING, DOUBTFUL = State.MET, State.MISSING, State.DOUBTFUL


@pytest.fixture
def condition(assessed):
    """One condition of a case, by its label."""
    return lambda case, label: {c.label: c for c in assessed(case).recevabilite.conditions}[label]


def loan(**more) -> Debt:
    more.setdefault("balance", Money.of("8000"))
    more.setdefault("instalment", Money.of("200"))
    return Debt("d", DebtKind.PERSONAL_LOAN, **more)


def test_an_empty_case_is_doubtful_never_met_nor_refused(assessed) -> None:
    found = assessed(Case()).recevabilite
    states = {condition.label: condition.state for condition in found.conditions}
    assert states.pop("Personne physique") is MET
    assert set(states.values()) == {DOUBTFUL}
    assert found.state is DOUBTFUL


def test_every_condition_has_an_article_a_reason_and_a_field_to_open(family, assessed) -> None:
    case = family(debts=(loan(),), home=Home(occupancy=Occupancy.OWNER), filing=Filing(filed_before=True))
    for condition in assessed(case).recevabilite.conditions:
        assert condition.article
        assert condition.why
        if condition.path not in COLLECTIONS:
            get(case, condition.path)


@pytest.mark.parametrize(
    ("answer", "state"), [(True, MISSING), (False, MET), (None, DOUBTFUL), (NoAnswer.DOES_NOT_KNOW, DOUBTFUL)]
)
def test_a_sole_trader_goes_to_the_court_first(family, condition, answer, state) -> None:
    found = condition(family(filing=Filing(sole_trader=answer)), "Pas d’entreprise individuelle")
    assert found.state is state
    assert "L. 681-1" in found.article
    assert "L. 711-9" in found.article
    assert ("tribunal" in found.why) == (answer is True)


@pytest.mark.parametrize(("answer", "state"), [(True, DOUBTFUL), (False, MET), (None, DOUBTFUL)])
def test_good_faith_is_presumed_and_a_doubt_is_not_a_refusal(family, condition, answer, state) -> None:
    assert condition(family(filing=Filing(good_faith_doubt=answer)), "Bonne foi").state is state


@pytest.mark.parametrize(("answer", "state"), [(True, MET), (False, DOUBTFUL), (None, DOUBTFUL)])
def test_living_abroad_is_doubtful(family, condition, answer, state) -> None:
    assert condition(family(filing=Filing(lives_in_france=answer)), "Domicile en France").state is state


def test_no_debt_at_all_is_missing_only_when_it_was_said(family, condition) -> None:
    assert condition(family(), "Des dettes").state is DOUBTFUL
    assert condition(family(declared=Declared(no_debt=True)), "Des dettes").state is MISSING
    assert condition(family(debts=(loan(),)), "Des dettes").state is MET


@pytest.mark.parametrize("kind", sorted(EXCLUDED, key=lambda k: k.value))
def test_a_household_with_only_excluded_debts_is_refused(family, condition, kind) -> None:
    label = "Des dettes que la procédure peut traiter"
    excluded = Debt("x", kind, balance=Money.of("500"))
    assert condition(family(debts=(excluded,)), label).state is MISSING
    with_a_loan = condition(family(debts=(excluded, loan())), label)
    assert with_a_loan.state is MET
    assert "1 dette hors procédure" in with_a_loan.why


@pytest.mark.parametrize(
    ("instalment", "unpaid", "state"),
    [
        ("1000.01", "0", MET),  # 1 500 − 500: 1 000 is left, one cent short
        ("1000", "0", DOUBTFUL),  # covered as lived, but over the capacity that the commission would retain
        ("1000", "300", DOUBTFUL),
        ("100", "300", DOUBTFUL),
        ("100", "0", MISSING),
        ("0", "0", MISSING),
    ],
)
def test_over_indebtedness_compares_what_falls_due_with_what_is_left(
    family, salary, charge, condition, instalment, unpaid, state
) -> None:
    case = family(
        incomes=(salary("1500"),),
        expenses=(charge(ExpenseKind.RENT, "500"),),
        debts=(loan(instalment=Money.of(instalment), unpaid=Money.of(unpaid)),),
    )
    found = condition(case, "Surendettement")
    assert found.state is state
    assert "1\u202f000,00\u202f€ par mois" in found.why


def test_nothing_left_and_debts_is_over_indebtedness(family, salary, charge, condition) -> None:
    case = family(
        incomes=(salary("600"),),
        expenses=(charge(ExpenseKind.RENT, "600"),),
        debts=(Debt("d", DebtKind.HEALTH, unpaid=Money.of("50")),),
    )
    assert condition(case, "Surendettement").state is MET


def test_a_debt_due_in_full_counts_whole_among_what_is_due(family, salary, condition) -> None:
    debt = loan(due_in_full=True, instalment=None, unpaid=Money.of("400"))
    found = condition(family(incomes=(salary("1500"),), debts=(debt,)), "Surendettement")
    assert found.state is DOUBTFUL
    assert "8\u202f000,00" in found.why


def test_with_amounts_missing_nothing_is_asserted(family, salary, condition) -> None:
    debt = loan(instalment=NoAnswer.DOES_NOT_KNOW)
    assert condition(family(incomes=(salary("1500"),), debts=(debt,)), "Surendettement").state is DOUBTFUL
    assert condition(family(debts=(loan(),)), "Surendettement").state is DOUBTFUL


def test_owning_ones_home_is_no_obstacle(family, assessed) -> None:
    for case in (
        family(home=Home(occupancy=Occupancy.OWNER)),
        family(assets=(Asset("h", AssetKind.LAND),)),
    ):
        found = assessed(case).recevabilite.conditions[-1]
        assert (found.label, found.state) == ("Propriétaire d’un bien immobilier", MET)
    assert "Propriétaire" not in assessed(family()).recevabilite.conditions[-1].label


@pytest.mark.parametrize("outcome", [*PastOutcome, None])
def test_an_earlier_dossier_is_always_to_be_explained(family, condition, outcome) -> None:
    filing = Filing(filed_before=True, earlier_outcome=outcome, earlier_months_used=24)
    found = condition(family(filing=filing), "Dossier antérieur")
    assert found.state is DOUBTFUL
    if outcome in (PastOutcome.PLAN, PastOutcome.MEASURES, PastOutcome.SUSPENSION):
        assert "24 mois" in found.why
    if outcome is PastOutcome.INADMISSIBLE:
        assert "13-25.479" in found.article


def test_a_first_dossier_is_met(family, condition) -> None:
    assert condition(family(filing=Filing(filed_before=False)), "Dossier antérieur").state is MET


def test_a_complete_case_can_be_met_as_a_whole(family, salary, charge, assessed) -> None:
    case = family(
        incomes=(salary("900"),),
        expenses=(charge(ExpenseKind.RENT, "600"),),
        debts=(loan(instalment=Money.of("400")),),
        filing=Filing(sole_trader=False, good_faith_doubt=False, lives_in_france=True, filed_before=False),
    )
    assert assessed(case).recevabilite.state is MET
