"""From the first question to the last: journeys, what is missing, progress, recap, and the way to each field."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case, Debt, Expense, Income, Person
from pcb.domain.case_path import COLLECTIONS, add_item, get, items, put, remove_item
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.errors import InvalidAnswer, UnknownPath
from pcb.interview import engine
from pcb.interview.plan import PLAN
from pcb.storage.household_file import read_household
from tests.interview.answering import answered, no, with_every_kind, yes
from tests.interview.random_cases import SEEDS, TODAY, paths, random_case

NEW = engine.new_case("p1", "2026-0001")


def walked(case: Case) -> list[str]:
    """The stops met by going on from the first one."""
    key: str | None = engine.journey(case)[0].key
    met = []
    while key is not None:
        met.append(key)
        key = engine.next_stop(case, key)
    return met


def is_complete(case: Case) -> bool:
    return all(done == visible for done, visible in engine.progress(case).values()) and not engine.missing(case)


def test_a_new_case_has_one_deposant_and_no_answer() -> None:
    assert NEW.deposant is not None
    assert NEW.reference == "2026-0001"
    assert [line.path for line in engine.recap(NEW)] == ["persons.p1.role"]


def test_no_to_everything_reaches_the_end() -> None:
    case = answered(NEW, no)
    assert is_complete(case)
    assert walked(case)[-1] == "signature"
    assert walked(case) == [stop.key for stop in engine.journey(case)]


def test_not_a_word_reaches_the_end_too() -> None:
    case = answered(NEW, lambda asked: NoAnswer.DOES_NOT_KNOW)
    assert is_complete(case)
    assert walked(case)[-1] == "signature"


@pytest.mark.parametrize("reply", [yes, no])
def test_two_of_everything_reaches_the_end(reply: object) -> None:
    case = answered(with_every_kind(put(NEW, "filing.mode", FilingMode.JOINT), 2), reply)  # type: ignore[arg-type]
    assert is_complete(case)
    keys = [stop.key for stop in engine.journey(case)]
    assert keys[-1] == "signature"
    assert engine.next_stop(case, keys[-2]) == keys[-1]
    assert engine.next_stop(case, keys[-1]) is None
    for collection in COLLECTIONS:
        assert all(any(key.endswith(f".{item.id}") for key in keys) for item in items(case, collection))


def test_going_back_meets_the_same_stops() -> None:
    case = add_item(add_item(NEW, "debts", Debt("d1", DebtKind.RENT)), "incomes", Income("i1", IncomeKind.RSA))
    key: str | None = walked(case)[-1]
    back = []
    while key is not None:
        back.append(key)
        key = engine.previous_stop(case, key)
    assert back[::-1] == walked(case)


def test_the_chapters_come_in_order_and_none_is_empty() -> None:
    numbers = [stop.chapter.number for stop in engine.journey(NEW)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 11))


def test_the_rent_is_asked_in_the_home_and_food_in_the_charges() -> None:
    case = add_item(NEW, "expenses", Expense("e1", ExpenseKind.FOOD))
    case = add_item(case, "expenses", Expense("e2", ExpenseKind.RENT))
    keys = walked(case)
    assert keys[keys.index("charges-logement") + 1] == "charge-logement.e2"
    assert keys[keys.index("charges") + 1] == "charge.e1"
    assert not {"charge-logement.e1", "charge.e2"} & set(keys)


def test_each_item_is_its_own_stop_with_a_title_that_tells_it_apart() -> None:
    case = put(NEW, "persons.p1.first_names", "Marie, Louise")
    case = add_item(case, "persons", Person("p2", Role.CHILD))
    case = add_item(case, "persons", Person("p3", Role.CHILD, first_names="Léo"))
    case = add_item(case, "incomes", Income("i1", IncomeKind.SALARY, owner="p1"))
    case = add_item(case, "debts", Debt("d1", DebtKind.REVOLVING, creditor="Cofidis"))
    titles = {stop.key: stop.title for stop in engine.journey(case)}
    assert titles["personne.p1"] == "Marie — Déposant"
    assert titles["personne.p2"] == "Enfant 1"
    assert titles["personne.p3"] == "Léo — Enfant"
    assert titles["travail.p1"] == "Travail — Marie"
    assert titles["ressource.i1"] == "Salaire — Marie"
    assert titles["dette.d1"] == "Crédit renouvelable — Cofidis"


def test_who_gives_no_name_is_called_by_an_alias_and_asked_no_name() -> None:
    case = put(put(NEW, "welcome.anonymous", True), "persons.p1.first_names", "Marie")
    case = put(case, "welcome.alias", "Famille du mardi")
    stop = engine.find_stop(case, "personne.p1")
    assert stop.title == "Famille du mardi — Déposant"
    assert not {"first_names", "birth_name", "used_name", "phone"} & {a.question.field_name for a in stop.questions}
    assert engine.effective(case).persons[0].first_names is None
    assert "welcome.alias" not in {a.path for a in engine.find_stop(NEW, "cadre").questions}


def test_progress_counts_the_essential_questions_that_apply() -> None:
    before = engine.progress(NEW)["dettes"]
    assert before == (0, 1)
    case = add_item(NEW, "debts", Debt("d1", DebtKind.OVERDRAFT, balance=Money(100), creditor=NoAnswer.REFUSES))
    done, visible = engine.progress(case)["dettes"]
    shown = engine.find_stop(case, "dette.d1").questions
    assert visible == sum(a.essential and not a.question.required for a in shown)
    assert done == 2


def test_zero_is_an_answer_and_an_unasked_amount_is_missing() -> None:
    case = add_item(NEW, "incomes", Income("i1", IncomeKind.SALARY, amount=Money(0)))
    assert "incomes.i1.amount" not in {asked.path for asked in engine.missing(case)}
    unasked = put(case, "incomes.i1.amount", None)
    missing = {asked.path: asked for asked in engine.missing(unasked)}
    assert missing["incomes.i1.amount"].essential
    assert missing["incomes.i1.amount"].stop_key == "ressource.i1"
    assert not missing["incomes.i1.day"].essential


def test_what_is_essential_depends_on_the_kind_where_the_script_says_so() -> None:
    case = add_item(NEW, "debts", Debt("d1", DebtKind.RENT))
    case = add_item(case, "debts", Debt("d2", DebtKind.PERSONAL_LOAN))
    essential = {a.path: a.essential for stop in engine.journey(case) for a in stop.questions}
    assert not essential["debts.d1.instalment"]
    assert essential["debts.d2.instalment"]


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_the_recap_lists_every_visible_answer_with_the_stop_that_opens_it(seed: int) -> None:
    case = random_case(seed)
    stops = {stop.key: {asked.path for asked in stop.questions} for stop in engine.journey(case)}
    lines = engine.recap(case)
    visible = {path for asked in stops.values() for path in asked}
    assert {line.path for line in lines} == {path for path in visible if get(case, path) is not None}
    for line in lines:
        assert line.path in stops[line.stop_key]
        assert line.said
        assert line.label
    missing = {asked.path for asked in engine.missing(case)}
    assert missing == {path for path in visible if get(case, path) is None}


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_every_field_leads_to_a_stop_even_a_hidden_one(seed: int) -> None:
    case = random_case(seed)
    stops = {stop.key: {asked.path for asked in stop.questions} for stop in engine.journey(case)}
    for path in Random(seed).sample(paths(case), 30):
        key = engine.stop_of(case, path)
        assert key in stops
        if any(path in asked for asked in stops.values()):
            assert path in stops[key]


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_only_one_stop_asks_a_question(seed: int) -> None:
    asked = [a.path for stop in engine.journey(random_case(seed)) for a in stop.questions]
    assert len(asked) == len(set(asked))


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_no_stop_is_an_empty_page(seed: int) -> None:
    for stop in engine.journey(random_case(seed)):
        assert stop.questions or stop.step.collection or stop.step.recap, stop.key


def test_a_list_an_item_or_a_section_also_leads_to_a_stop() -> None:
    case = add_item(NEW, "debts", Debt("d1", DebtKind.RENT))
    assert engine.stop_of(case, "debts") == "dettes"
    assert engine.stop_of(case, "debts.d1") == "dette.d1"
    assert engine.stop_of(case, "address") == "adresse"
    assert engine.stop_of(case, "declared.no_debt") == "dettes"
    assert engine.stop_of(case, "expenses") == "charges"


@pytest.mark.parametrize("path", ["debts.gone.balance", "nothing", "address.planet", "reference"])
def test_a_path_that_is_not_there_leads_nowhere(path: str) -> None:
    with pytest.raises(UnknownPath):
        engine.stop_of(NEW, path)


def test_a_stop_that_is_gone_leads_to_its_list() -> None:
    case = add_item(NEW, "debts", Debt("d1", DebtKind.RENT))
    assert engine.find_stop(case, "dette.d1").key == "dette.d1"
    assert engine.find_stop(remove_item(case, "debts", "d1"), "dette.d1").key == "dettes"
    assert engine.find_stop(NEW, "partage").key == "ressources"
    assert engine.find_stop(NEW, "never").key == "cadre"


def test_a_list_page_offers_the_kinds_of_its_step_by_heading() -> None:
    offers = engine.offers(NEW, engine.find_stop(NEW, "charges-logement").step)
    codes = [code for offer in offers for code, _ in offer.options]
    assert codes == ["rent", "rental_charges", "copropriete", "retirement_home"]


def test_a_place_that_is_taken_or_has_no_sense_is_not_offered() -> None:
    step = engine.find_stop(NEW, "foyer").step

    def offered(case: Case) -> set[str]:
        return {code for offer in engine.offers(case, step) for code, _ in offer.options}

    assert offered(NEW) == {"codeposant", "partner", "child", "ascendant", "other"}
    assert "codeposant" not in offered(put(NEW, "filing.mode", FilingMode.ALONE))
    assert "codeposant" not in offered(add_item(NEW, "persons", Person("p2", Role.CODEPOSANT)))


def test_a_list_page_shows_its_items_with_what_they_say() -> None:
    case = add_item(NEW, "expenses", Expense("e1", ExpenseKind.WATER, amount=Money(9000), period=Period.QUARTERLY))
    case = add_item(case, "expenses", Expense("e2", ExpenseKind.RENT))
    case = add_item(case, "expenses", Expense("e3", ExpenseKind.FOOD, amount=NoAnswer.DOES_NOT_KNOW))
    lines = engine.listed(case, engine.find_stop(case, "charges"))
    assert [(line.item_id, line.stop_key, line.title) for line in lines] == [
        ("e1", "charge.e1", "Eau"),
        ("e3", "charge.e3", "Alimentation"),
    ]
    assert lines[0].said == "90,00\u202f€ par trimestre"
    assert lines[1].said == "Ne sait pas"
    assert (lines[0].answered, lines[0].visible) == (1, 2)
    assert all(line.removable for line in lines)


def test_the_deposant_cannot_be_removed() -> None:
    persons = engine.listed(NEW, engine.find_stop(NEW, "foyer"))
    assert [line.removable for line in persons] == [False]
    case = add_item(NEW, "persons", Person("p2", Role.CHILD))
    assert engine.removable(case, "persons", "p2")


def test_an_item_of_an_unknown_kind_or_list_is_not_made() -> None:
    for kind in (None, "", "yacht"):
        with pytest.raises(InvalidAnswer):
            engine.new_item("assets", kind, "a1", NEW)
    with pytest.raises(UnknownPath):
        engine.new_item("yachts", "car", "a1", NEW)
    with pytest.raises(InvalidAnswer):
        engine.new_item("persons", "deposant", "p2", NEW)
    assert engine.new_item("assets", "land", "a1", NEW).id == "a1"


def test_the_shape_changes_only_when_the_set_of_questions_does() -> None:
    case = engine.answer(NEW, "request.words", "Je n’y arrive plus", TODAY)
    assert engine.shape(case) == engine.shape(NEW)
    tenant = engine.answer(NEW, "home.occupancy", "tenant", TODAY)
    assert engine.shape(tenant) != engine.shape(NEW)


def test_a_role_read_otherwise_is_shown_as_it_was_given_and_said() -> None:
    case = put(add_item(NEW, "persons", Person("p2", Role.CODEPOSANT)), "filing.mode", FilingMode.ALONE)
    role = next(a for a in engine.find_stop(case, "personne.p2").questions if a.path == "persons.p2.role")
    assert role.shown == "codeposant"
    notices = engine.notices(case)
    assert [notice.path for notice in notices] == ["persons.p2.role"]
    assert "mais une seule personne dépose" in notices[0].sentence


def test_two_filers_wanted_and_one_inscribed_is_said() -> None:
    notices = engine.notices(put(NEW, "filing.mode", FilingMode.JOINT))
    assert [notice.path for notice in notices] == ["persons"]
    assert engine.stop_of(NEW, "persons") == "foyer"


def test_an_owner_who_left_is_said() -> None:
    case = add_item(NEW, "incomes", Income("i1", IncomeKind.SALARY, owner="gone"))
    assert [notice.path for notice in engine.notices(case)] == ["incomes.i1.owner"]


def test_two_persons_in_one_place_are_said() -> None:
    case = add_item(NEW, "persons", Person("p2", Role.DEPOSANT))
    assert [notice.path for notice in engine.notices(case)] == ["persons.p2.role"]


def test_an_ordinary_case_has_no_notice() -> None:
    assert engine.notices(NEW) == ()


def test_the_communes_of_the_postcode_are_proposed_for_the_city() -> None:
    case = put(NEW, "address.postcode", "32700")
    assert engine.suggestions(case, "address.city")[0] == "Lectoure"
    assert engine.suggestions(case, "address.street") == ()
    assert engine.suggestions(NEW, "address.city") == ()
    assert engine.suggestions(put(NEW, "address.postcode", NoAnswer.REFUSES), "address.city") == ()


def test_nothing_told_in_a_demo_household_is_hidden_by_the_interview(household_file: Path) -> None:
    case = read_household(household_file)
    assert engine.effective(case) == case
    assert engine.notices(case) == ()


def test_every_step_of_the_script_can_be_met() -> None:
    met = {stop.step.key for seed in range(150) for stop in engine.journey(random_case(seed))}
    assert met == {plan.step.key for plan in PLAN}
