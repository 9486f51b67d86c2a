"""Texts, lists, telephone, e-mail, postcode, IBAN: what is typed is kept whole, or refused with a sentence."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.answers import NoAnswer
from pcb.domain.case_path import add_item, put
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Urgency
from pcb.errors import InvalidAnswer, UnknownPath
from pcb.interview import engine
from pcb.interview.plan import QUESTIONS
from pcb.interview.questions import Raw
from pcb.interview.texts import cleaned
from tests.interview.random_cases import SEEDS, TODAY, random_case, random_value, starred

CASE = engine.new_case("p1")


def parse(path: str, raw: Raw) -> Any:
    return engine.parse(CASE, path, raw, TODAY)


def refusal(path: str, raw: Raw) -> str:
    with pytest.raises(InvalidAnswer) as raised:
        parse(path, raw)
    return str(raised.value).replace("\u202f", " ")


@pytest.mark.parametrize("path", QUESTIONS)
@given(seed=SEEDS)
@settings(max_examples=8, deadline=None)
def test_what_is_put_back_in_a_field_is_read_the_same(path: str, seed: int) -> None:
    question = QUESTIONS[path]
    value = random_value(Random(seed), question)
    if question.kind.widget != "owner":
        shown = value if isinstance(value, NoAnswer) else question.show(value)
        assert question.parse(shown, TODAY) == value


@given(SEEDS, st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_anything_typed_anywhere_is_read_or_refused_with_a_sentence(seed: int, typed: str) -> None:
    case = random_case(seed)
    path = Random(seed).choice([asked.path for stop in engine.journey(case) for asked in stop.questions])
    sentence = ""
    try:
        value = engine.parse(case, path, typed, TODAY)
    except InvalidAnswer as refused:
        sentence, value = str(refused), None
    if value is None:
        assert sentence.endswith((".", "?")) if sentence else not cleaned(typed)
    else:
        assert value == engine.parse(case, path, QUESTIONS[starred(path)].show(value), TODAY)


def test_an_emptied_field_goes_back_to_not_asked() -> None:
    assert parse("address.street", "") is None
    assert parse("address.street", "  \n ") is None
    assert parse("request.urgencies", []) is None


def test_not_knowing_and_refusing_are_answers() -> None:
    assert parse("home.occupancy", NoAnswer.REFUSES) is NoAnswer.REFUSES
    assert engine.answer(CASE, "home.occupancy", NoAnswer.DOES_NOT_KNOW, TODAY).home.occupancy is NoAnswer.DOES_NOT_KNOW


def test_what_always_has_a_value_cannot_be_emptied() -> None:
    assert refusal("persons.p1.role", "") == "Choisissez une réponse : cette ligne en a toujours une."
    assert refusal("persons.p1.role", NoAnswer.REFUSES) == "Une réponse est nécessaire ici."


def test_control_characters_are_stripped_and_accents_composed() -> None:
    assert parse("address.street", "rue\x00 de l\u2019e\u0301cole\x07\n") == "rue de l’école"
    assert parse("request.words", "une ligne\r\nune autre\x1b") == "une ligne\nune autre"
    assert parse("address.street", "une ligne\nune autre") == "une ligne une autre"
    assert parse("address.street", "bis\ud800\uffff repetita") == "bis repetita"


@pytest.mark.parametrize("typed", ["O'Hara <b>&", "=cmd()", "مريم", "👩‍👧 famille", "x" * 300])
def test_a_name_is_kept_as_it_was_typed(typed: str) -> None:
    assert parse("persons.p1.birth_name", typed) == typed


def test_what_is_too_long_is_refused_and_never_cut() -> None:
    sentence = "Ce texte est trop long : 301 caractères, pour 300 au plus. Rien n’est coupé : raccourcissez-le."
    assert refusal("persons.p1.birth_name", "x" * 301) == sentence
    assert len(parse("history.story", "x" * 20_000)) == 20_000
    assert "20001 caractères" in refusal("history.story", "x" * 20_001)


def test_a_choice_is_named_by_its_code() -> None:
    assert parse("home.occupancy", "tenant") is Occupancy.TENANT
    assert refusal("home.occupancy", "chateau") == "« chateau » n’est pas dans la liste."
    assert refusal("home.occupancy", ["tenant"]) == "Une seule réponse est attendue ici."


def test_ticking_nothing_is_not_asked_and_ticking_none_is_an_answer() -> None:
    assert parse("request.urgencies", ["none"]) == frozenset()
    assert parse("request.urgencies", ["food", "eviction"]) == {Urgency.FOOD, Urgency.EVICTION}
    assert "« Rien d’urgent » est coché" in refusal("request.urgencies", ["none", "food"])
    assert refusal("request.urgencies", ["feu"]) == "« feu » n’est pas dans la liste."


def test_yes_and_no() -> None:
    assert (parse("filing.sole_trader", "yes"), parse("filing.sole_trader", "no")) == (True, False)
    assert refusal("filing.sole_trader", "peut-être") == "Répondez par oui ou par non."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0562680000", "05 62 68 00 00"),
        ("05.62.68.00.00", "05 62 68 00 00"),
        ("+33 5 62 68 00 00", "05 62 68 00 00"),
        ("+33 (0)5 62 68 00 00", "05 62 68 00 00"),
        ("0033562680000", "05 62 68 00 00"),
        ("+32 470 12 34 56", "+32470123456"),
        ("+262 262 00 00 00", "+262262000000"),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert parse("supporter.phone", typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("05 62 68 00", "un numéro français a dix chiffres et commence par 0 ; un numéro étranger commence par +."),
        ("00 62 68 00 00", "un numéro français a dix chiffres et commence par 0 ; un numéro étranger commence par +."),
        ("0562680000 / 0612345678", "écrivez un seul numéro de téléphone."),
        ("chez ma mère", "un numéro de téléphone s’écrit sans lettres."),
    ],
)
def test_each_mistake_in_a_telephone_number_has_its_sentence(typed: str, sentence: str) -> None:
    assert refusal("supporter.phone", typed) == f"« {typed} » : {sentence}"


@pytest.mark.parametrize("typed", ["marie", "marie@", "marie@exemple", "m arie@exemple.fr", "a@b.fr, c@d.fr"])
def test_what_is_no_email_is_refused(typed: str) -> None:
    assert refusal("supporter.email", typed).endswith("n’est pas une adresse de courriel, comme prenom.nom@exemple.fr.")


def test_an_email_is_kept_as_typed() -> None:
    assert parse("supporter.email", " Marie.Martin@exemple.fr ") == "Marie.Martin@exemple.fr"


def test_a_french_postcode_has_five_digits() -> None:
    assert parse("address.postcode", "32 700") == "32700"
    assert parse("address.postcode", "01000") == "01000"
    assert parse("address.postcode", "AD500") == "AD500"
    assert "cinq chiffres" in refusal("address.postcode", "3270")
    assert "cinq chiffres" in refusal("address.postcode", "Lectoure")


def test_a_foreign_postcode_is_a_text() -> None:
    belgian = put(CASE, "address.country", "Belgique")
    assert engine.parse(belgian, "address.postcode", "1000", TODAY) == "1000"
    french = put(CASE, "address.country", "FRANCE")
    with pytest.raises(InvalidAnswer):
        engine.parse(french, "address.postcode", "1000", TODAY)


IBAN = "FR7630006000011234567890189"


def account_refusal(typed: str) -> str:
    with pytest.raises(InvalidAnswer) as raised:
        QUESTIONS["accounts.*.iban"].parse(typed, TODAY)
    return str(raised.value).replace("\u202f", " ")


def test_an_iban_is_kept_without_spaces_and_shown_by_four() -> None:
    question = QUESTIONS["accounts.*.iban"]
    assert question.parse("fr76 3000 6000 0112 3456 7890 189", TODAY) == IBAN
    assert question.parse(f"IBAN : {IBAN}", TODAY) == IBAN
    assert question.show(IBAN) == "FR76 3000 6000 0112 3456 7890 189"
    assert question.parse("DE89370400440532013000", TODAY) == "DE89370400440532013000"


def test_each_mistake_in_an_iban_has_its_sentence() -> None:
    assert "sa clé de contrôle ne correspond pas" in account_refusal(IBAN.replace("89", "98"))
    assert account_refusal(IBAN[:-1]) == "Cet IBAN a 26 caractères : 27 sont attendus pour ce pays."
    assert "commence par deux lettres" in account_refusal("30006 00001 12345678901 89")


def test_an_owner_is_a_person_of_the_case_or_the_couple_where_there_is_one() -> None:
    case = put(engine.new_case("p1"), "filing.mode", FilingMode.JOINT)
    case = engine_with(case, "persons", "codeposant", "p2")
    case = engine_with(case, "incomes", "salary", "i1")
    assert engine.parse(case, "incomes.i1.owner", "p2", TODAY) == "p2"
    assert engine.parse(case, "incomes.i1.owner", "joint", TODAY) == "joint"
    with pytest.raises(InvalidAnswer, match="n’est pas dans le foyer"):
        engine.parse(case, "incomes.i1.owner", "p3", TODAY)
    alone = engine_with(CASE, "incomes", "salary", "i1")
    with pytest.raises(InvalidAnswer, match="n’est pas dans le foyer"):
        engine.parse(alone, "incomes.i1.owner", "joint", TODAY)


def engine_with(case: Any, collection: str, kind: str, item_id: str) -> Any:
    return add_item(case, collection, engine.new_item(collection, kind, item_id, case))


def test_there_is_one_deposant_and_always_one() -> None:
    case = engine_with(CASE, "persons", "child", "p2")
    with pytest.raises(InvalidAnswer, match="Il y a déjà une personne à cette place"):
        engine.parse(case, "persons.p2.role", "deposant", TODAY)
    with pytest.raises(InvalidAnswer, match="doit garder un déposant"):
        engine.parse(case, "persons.p1.role", "child", TODAY)
    assert engine.answer(case, "persons.p2.role", "codeposant", TODAY).codeposant is not None


@pytest.mark.parametrize(
    "path", ["persons.p1.id", "reference", "persons.p9.role", "nothing", "incomes.i1.amount", "persons.role"]
)
def test_no_answer_goes_where_there_is_no_question(path: str) -> None:
    with pytest.raises(UnknownPath):
        parse(path, "x")
