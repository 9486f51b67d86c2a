"""What counts: hidden answers are kept and never counted, and open nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import example, given, settings

from pcb.domain.case import JOINT, Case, Debt, Income, Person, Vehicle
from pcb.domain.case_path import add_item, get, put
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import VehicleKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Role
from pcb.interview import engine
from pcb.interview.plan import QUESTIONS
from tests.interview.random_cases import SEEDS, paths, random_case, random_value, starred


def visible_paths(case: Case) -> set[str]:
    return {asked.path for stop in engine.journey(case) for asked in stop.questions}


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_no_answer_to_hidden_questions_changes_what_counts_or_what_is_asked(seed: int) -> None:
    case = random_case(seed)
    chance = Random(seed)
    hidden = set(paths(case)) - visible_paths(case)
    scrambled = case
    for path in sorted(hidden):
        scrambled = put(scrambled, path, random_value(chance, QUESTIONS[starred(path)]))
    assert engine.effective(scrambled) == engine.effective(case)
    assert engine.shape(scrambled) == engine.shape(case)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_one_answer_to_a_hidden_question_opens_no_question(seed: int) -> None:
    case = random_case(seed)
    chance = Random(seed)
    hidden = sorted(set(paths(case)) - visible_paths(case))
    path = chance.choice(hidden)
    changed = put(case, path, random_value(chance, QUESTIONS[starred(path)]))
    assert engine.shape(changed) == engine.shape(case)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_what_counts_counts_the_same_when_read_again(seed: int) -> None:
    facts = engine.effective(random_case(seed))
    assert engine.effective(facts) == facts


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_visible_answer_counts_as_it_was_given(seed: int) -> None:
    """Save a role read otherwise, and an owner who is not in the case."""
    case = random_case(seed)
    facts = engine.effective(case)
    for path in visible_paths(case):
        if not path.endswith((".role", ".owner")):
            assert get(facts, path) == get(case, path), path


@given(SEEDS)
@example(0)
@settings(max_examples=40, deadline=None)
def test_no_item_is_lost(seed: int) -> None:
    case = random_case(seed)
    facts = engine.effective(case)
    for collection in ("persons", "incomes", "expenses", "debts", "assets", "vehicles", "accounts", "proceedings"):
        assert [item.id for item in getattr(facts, collection)] == [item.id for item in getattr(case, collection)]


def test_the_eviction_of_a_tenant_who_became_owner_is_kept_and_not_counted() -> None:
    case = put(put(engine.new_case("p1"), "home.occupancy", Occupancy.TENANT), "home.eviction", True)
    assert engine.effective(case).home.eviction is True
    owner = put(case, "home.occupancy", Occupancy.OWNER)
    assert owner.home.eviction is True
    assert engine.effective(owner).home.eviction is None
    assert engine.effective(put(owner, "home.occupancy", Occupancy.TENANT)).home.eviction is True


def test_a_hidden_answer_in_the_middle_of_a_chain_closes_what_follows_it() -> None:
    """Garder le logement (owner only) opens the accord to pay above the quotité."""
    case = put(put(engine.new_case("p1"), "home.occupancy", Occupancy.OWNER), "filing.keep_main_residence", True)
    case = put(case, "filing.above_quotite_agreed", True)
    assert engine.effective(case).filing.above_quotite_agreed is True
    tenant = engine.effective(put(case, "home.occupancy", Occupancy.TENANT))
    assert tenant.filing.keep_main_residence is None
    assert tenant.filing.above_quotite_agreed is None


def test_neant_is_ignored_while_the_list_has_items() -> None:
    case = put(engine.new_case("p1"), "declared.no_debt", True)
    assert engine.effective(case).declared.no_debt is True
    with_debt = add_item(case, "debts", Debt("d1", DebtKind.OTHER))
    assert engine.effective(with_debt).declared.no_debt is None
    assert with_debt.declared.no_debt is True


def test_what_a_kind_of_debt_is_never_asked_is_not_counted_and_the_period_goes_back_to_a_month() -> None:
    debt = Debt("d1", DebtKind.OVERDRAFT, instalment=Money(1000), period=Period.WEEKLY, balance=Money(5000))
    case = replace(engine.new_case("p1"), debts=(debt,))
    counted = engine.effective(case).debts[0]
    assert (counted.instalment, counted.period, counted.balance) == (None, Period.MONTHLY, Money(5000))


def test_the_value_of_a_leased_vehicle_is_not_counted() -> None:
    vehicle = Vehicle("v1", VehicleKind.CAR, leased=True, value=Money(100))
    assert engine.effective(replace(Case(), vehicles=(vehicle,))).vehicles[0].value is None
    bought = replace(vehicle, leased=False)
    assert engine.effective(replace(Case(), vehicles=(bought,))).vehicles[0].value == Money(100)


def couple(mode: FilingMode | None) -> Case:
    case = engine.new_case("p1")
    case = add_item(case, "persons", Person("p2", Role.CODEPOSANT, occupation="Maçon"))
    case = add_item(case, "incomes", Income("i1", IncomeKind.SALARY, amount=Money(100), owner="p2"))
    return put(case, "filing.mode", mode)


def test_a_codeposant_is_read_as_a_partner_when_one_person_files_alone() -> None:
    facts = engine.effective(couple(FilingMode.ALONE))
    assert facts.codeposant is None
    assert facts.partner is not None
    assert facts.partner.id == "p2"
    assert facts.partner.occupation is None
    assert facts.incomes[0].owner == "p2"


def test_a_codeposant_stays_one_in_every_other_mode() -> None:
    for mode in (FilingMode.JOINT, FilingMode.TWO_DOSSIERS, FilingMode.NONE, None):
        facts = engine.effective(couple(mode))
        assert facts.codeposant is not None
        assert facts.codeposant.occupation == "Maçon"


def test_who_has_lines_in_the_list_of_resources_is_not_asked_for_a_total() -> None:
    child = Person("p2", Role.CHILD, has_resources=True, own_resources=Money(30000))
    case = add_item(engine.new_case("p1"), "persons", child)
    assert engine.effective(case).persons[1].own_resources == Money(30000)
    listed = add_item(case, "incomes", Income("i1", IncomeKind.SALARY, owner="p2"))
    assert engine.effective(listed).persons[1].own_resources is None


def test_what_belonged_to_somebody_who_left_the_case_belongs_to_nobody() -> None:
    case = replace(couple(FilingMode.JOINT), incomes=(Income("i1", IncomeKind.SALARY, owner="gone"),))
    assert engine.effective(case).incomes[0].owner is None


def test_the_couple_owns_nothing_when_there_is_no_couple() -> None:
    parent = add_item(engine.new_case("p1"), "persons", Person("p2", Role.ASCENDANT))
    case = add_item(parent, "incomes", Income("i1", IncomeKind.SALARY, owner=JOINT))
    assert engine.effective(case).incomes[0].owner is None
    joint = add_item(couple(FilingMode.JOINT), "incomes", Income("i2", IncomeKind.RSA, owner=JOINT))
    assert engine.effective(joint).incomes[1].owner == JOINT


def test_a_person_alone_is_not_asked_whose_a_resource_is() -> None:
    case = add_item(engine.new_case("p1"), "incomes", Income("i1", IncomeKind.SALARY))
    assert "incomes.i1.owner" not in visible_paths(case)
    assert "incomes.i1.owner" in visible_paths(couple(FilingMode.JOINT))
