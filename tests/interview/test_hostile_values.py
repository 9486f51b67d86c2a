"""Whatever is typed is read or refused with a French sentence, in no time; what is read comes back the same from the
field, from the codec and from the recap. Two thousand values with every run, a hundred thousand as a proof."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from functools import cache

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, get, items, put
from pcb.domain.money import Money
from pcb.errors import InvalidAnswer, UnknownPath
from pcb.interview import engine
from pcb.interview.questions import Question, Raw
from pcb.storage.codec import decode, dump, encode, value_from_plain, value_to_plain
from tests.interview.answering import answered, with_every_kind, yes
from tests.interview.hostile_values import hostile_answers
from tests.interview.random_cases import TODAY

LONGEST_SECONDS = 2.0
"""For one value of a million letters; a usual one takes a tenth of a millisecond."""
SENTENCE = re.compile(r"[«A-ZÀ-Ý].{8,400}[.?)]", re.DOTALL)


@cache
def household() -> Case:
    """One item of every kind, and every question answered."""
    return answered(with_every_kind(engine.new_case("p1"), 1), yes)


def path_in(case: Case, question: Question) -> str:
    if not question.collection:
        return question.path
    named = items(case, question.collection)[0].id if question.collection in COLLECTIONS else "n1"
    return question.path_of(named)


def fault_of(case: Case, question: Question, raw: Raw) -> str:
    """What is wrong with how that value is taken, or nothing."""
    path = path_in(case, question)
    try:
        value = engine.parse(case, path, raw, TODAY)
    except InvalidAnswer as refusal:
        sentence = str(refusal)
        return "" if SENTENCE.fullmatch(sentence) and _writable(sentence) else f"phrase : {sentence[:200]!r}"
    if question.required and (value is None or isinstance(value, NoAnswer)):
        return "vide, et une réponse est nécessaire"
    plain = value_to_plain(value)
    if value_from_plain(path, plain) != value:
        return f"le codec rend autre chose que {value!r:.100}"
    dump(plain)
    if not _writable(question.say(value)):
        return "le récapitulatif ne peut pas l’écrire"
    if value is None or isinstance(value, NoAnswer):
        return ""
    shown = question.show(value)
    if engine.parse(case, path, shown, TODAY) != value:
        return f"le champ rend autre chose : {shown!r:.100}"
    return "" if get(put(case, path, value), path) == value else "la réponse n’est pas à sa place"


def _writable(text: str) -> bool:
    try:
        return not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text.encode().decode())
    except UnicodeEncodeError:
        return False


def check(seed: int, number: int) -> Counter[str]:
    """How many of each widget were tried, and how many were read."""
    case, wrong, told, slowest = household(), [], Counter[str](), (0.0, "")
    for question, raw in hostile_answers(seed, number):
        began = time.perf_counter()
        try:
            fault = fault_of(case, question, raw)
        except Exception as error:
            fault = f"{type(error).__name__} {error}"
        took = time.perf_counter() - began
        told[question.kind.widget] += 1
        if took > slowest[0]:
            slowest = took, f"{question.path} {raw!r:.40}"
        if fault:
            wrong.append(f"{question.path} {raw!r:.60} : {fault}")
    assert wrong[:20] == []
    assert slowest[0] < LONGEST_SECONDS, slowest
    sys.stdout.write(f"{number} valeurs, la plus lente {slowest[0]:.2f} s\n")
    return told


def test_two_thousand_hostile_values_are_read_or_refused_with_a_sentence() -> None:
    told = check(1, 2_000)
    assert len(told) >= 15
    assert min(told.values()) >= 5


@pytest.mark.proof
def test_a_hundred_thousand_hostile_values_are_read_or_refused_with_a_sentence() -> None:
    told = check(2, 100_000)
    assert len(told) >= 15


@pytest.mark.parametrize("digits", ["9" * 4301, "1" + "0" * 100_000, "0" * 5000, "9" * 500_000 + ",99"])
@pytest.mark.parametrize("path", ["debts.*.balance", "debts.*.rate"])
def test_a_number_of_thousands_of_digits_is_refused_like_any_too_large(path: str, digits: str) -> None:
    question = engine.question_for(path.replace("*", "x"))
    with pytest.raises(InvalidAnswer, match=r"vérifiez la virgule|chiffres après la virgule"):
        question.parse(digits, TODAY)


def test_an_amount_of_few_digits_is_still_read() -> None:
    assert engine.question_for("debts.x.balance").parse("0000000000000001250,50", TODAY) == Money(125050)


@pytest.mark.parametrize("raw", [[], [""], ["\x00", " "]])
def test_an_empty_list_does_not_empty_what_always_has_a_value(raw: list[str]) -> None:
    """The case was stored without a period, and every page of it then failed."""
    for path in ("incomes.x.period", "debts.x.kind", "persons.p1.role"):
        with pytest.raises(InvalidAnswer, match="en a toujours une"):
            engine.question_for(path).parse(raw, TODAY)


@pytest.mark.parametrize("name", ["é", "a b", "a" * 121, "a/b", "\x00", "=1", "\ud800", "a\n"])
def test_a_note_is_named_only_by_what_can_be_read_again(name: str) -> None:
    """It was stored, and the whole case could then no longer be opened."""
    with pytest.raises(UnknownPath):
        engine.answer(household(), f"letters.{name}.text", "Bonjour", TODAY)
    named = engine.answer(household(), f"letters.{'a' * 120}.text", "Bonjour", TODAY)
    assert decode(encode(named)) == named


@pytest.mark.parametrize("name", [", \u2028 ,", "\u2003,\u2003", ",\u3000,", ",,", " , "])
def test_a_first_name_made_of_commas_and_odd_spaces_does_not_break_the_pages(name: str) -> None:
    person = household().persons[0].id
    named = engine.answer(household(), "welcome.anonymous", "no", TODAY)
    case = engine.answer(named, f"persons.{person}.first_names", name, TODAY)
    assert engine.recap(case)
    assert all(stop.title for stop in engine.journey(case))
