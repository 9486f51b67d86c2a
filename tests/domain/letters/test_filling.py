"""Every letter: complete when all is known; when a required blank is missing it is named, asked, and asked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Case, Welcome
from pcb.domain.case_path import put
from pcb.domain.letters import Letter, letter_of, letters, templates
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import Protection
from pcb.interview import engine
from pcb.interview.engine import question_for
from tests.domain.letters.corresponding import DAY, all_letters, blanks_of, complete, household, likely

SINGLE, COUPLE = all_letters(), all_letters(joint=True)
KEYS = list(templates())
MISSING = [(key, blank) for key, template in templates().items() for blank in blanks_of(template)]
ALSO = {
    "sender_name": ("persons.p1.used_name",),
    "sender_address": ("address.street",),
    "owed": ("debts.{debt}.unpaid", "debts.{debt}.balance"),
    "reference": ("letters.{key}.reference", "debts.{debt}.reference"),
    "creditor": ("debts.{debt}.creditor",),
    "recipient_name": ("debts.{debt}.creditor",),
    "recipient_address": ("debts.{debt}.creditor_address",),
    "born": ("persons.p1.birth_date",),
    "act_on": ("proceedings.{act}.received_on",),
}
"""Facts from which a blank follows, where there are several."""


def test_every_template_is_written_by_the_household_of_the_tests() -> None:
    assert set(SINGLE) == set(KEYS) == set(COUPLE)


@pytest.mark.parametrize("key", KEYS)
def test_a_complete_letter_has_no_hole(key: str) -> None:
    for many, (_, letter) in enumerate((SINGLE[key], COUPLE[key]), 1):
        assert letter.lacking == ()
        whole = " ".join((*letter.sender, *letter.recipient, *letter.references, letter.object, letter.text))
        assert not {"{", "}", "[", "]", "|"} & set(whole)
        assert "None" not in whole
        assert len(letter.signatories) == many
        assert bool(letter.recipient) is bool(letter.template.recipient)


@pytest.mark.parametrize("key", KEYS)
def test_one_says_i_and_two_say_we(key: str) -> None:
    import re

    if key == "notice":
        return  # it speaks to the person
    one, two = (re.sub(r"Réponse à [\w -]+", "", found[key][1].text) for found in (SINGLE, COUPLE))
    assert not re.search(r"\b(nous|notre|nos)\b", one, re.I)
    assert not re.search(r"\b(je|mon|ma|mes|moi)\b", two, re.I)


def without(case: Case, letter: Letter, blank: str) -> Case:
    """The case where nobody has said what that blank needs."""
    places = {"key": letter.key, "debt": letter.subject.debt.id if letter.subject.debt else ""}
    places["act"] = letter.subject.proceeding.id if letter.subject.proceeding else ""
    paths = [path.format(**places) for path in ALSO.get(blank, ())]
    for path in paths:
        if ".." not in path:
            case = put(case, path, None)
    found = letter_of(case, letter.key, DAY)
    assert found is not None
    lack = next((lack for lack in found.asked if lack.blank == blank), None)
    if lack is not None:
        return case
    asked = next(path for path in known_paths(case, letter, blank))
    return put(case, asked, None)


def known_paths(case: Case, letter: Letter, blank: str) -> list[str]:
    from pcb.domain.letter.voice import voice_of
    from pcb.domain.letters.blanks import BLANKS, Context
    from pcb.domain.letters.recipients import Recipient, recipient_of

    template = letter.template
    to = recipient_of(template, case, letter.subject) if template.recipient else Recipient("", "")
    context = Context(case, DAY, letter.key, letter.subject, to, voice_of(case))
    return [BLANKS[blank].path(context)]


@pytest.mark.parametrize(("key", "blank"), MISSING)
def test_a_required_blank_that_is_missing_is_named_asked_and_filled_where_it_is_asked(key: str, blank: str) -> None:
    case, letter = SINGLE[key]
    if blank in ("recipient_name", "recipient_address") and letter.template.recipient == "commission":
        return  # fixed
    if blank == "recipient_name" and letter.template.recipient_name:
        return  # fixed
    bare = without(case, letter, blank)
    found = letter_of(bare, letter.key, DAY)
    if found is None:  # the letter itself rests on that date
        assert blank in ("refused_on", "claims_on", "failed_on", "measures_on", "recovery_on", "admissible_on")
        return
    lacks = {lack.blank: lack for lack in found.lacking}
    assert blank in lacks
    lack = lacks[blank]
    assert lack.label
    assert question_for(lack.path)
    answered = engine.answer(bare, lack.path, likely(engine.asked_at(bare, lack.path)), DAY)
    again = letter_of(answered, letter.key, DAY)
    assert again is not None
    assert blank not in {lack.blank for lack in again.lacking}


def test_what_one_letter_asked_is_not_asked_again_by_another() -> None:
    case = household()
    asked = [lack.path for one in letters(case, DAY) for lack in one.lacking]
    path = "addressees.department.address"
    assert asked.count(path) == 2
    after = engine.answer(case, path, "Hôtel du département\n32000 Auch", DAY)
    assert path not in [lack.path for one in letters(after, DAY) for lack in one.asked]


def test_the_amount_of_the_plan_is_proposed_until_another_is_written() -> None:
    case = household()
    offers = {"d1": Money(4_321)}
    planned = next(one for one in letters(case, DAY, offers) if one.key == "instalments-d1")
    assert "43,21\u202f€ par mois" in planned.text
    assert [lack.blank for lack in planned.lacking] == ["first_on"]
    case = put(case, "letters.instalments-d1.amount", Money(5_000))
    chosen = letter_of(case, "instalments-d1", DAY, offers)
    assert chosen is not None
    assert "50,00\u202f€ par mois" in chosen.text


def test_a_text_edited_by_hand_is_kept_and_asks_only_for_the_head_of_the_letter() -> None:
    case = put(household(), "letters.grace.text", "Madame la Juge,\n\nVoici {owed} et [crochets].")
    letter = letter_of(case, "grace", DAY)
    assert letter is not None
    assert letter.written
    assert letter.paragraphs == ("Madame la Juge,", "Voici {owed} et [crochets].")
    assert [lack.blank for lack in letter.lacking] == ["recipient_address"]


def test_the_collector_gets_the_letter_when_there_is_one_and_the_lender_the_correction() -> None:
    case = household()
    sent = {"collector": "Recouvrement Garonne", "collector_address": "18 quai, 33000 Bordeaux"}
    debts = tuple(replace(d, **sent) if d.id in ("d9", "d10") else d for d in case.debts)
    case = replace(case, debts=debts)
    paid, corrected = (letter_of(case, key, DAY) for key in ("instalments-d10", "ficp-correction-d9"))
    assert paid is not None
    assert corrected is not None
    assert paid.recipient == ("Recouvrement Garonne", "18 quai", "33000 Bordeaux")
    assert corrected.recipient[0] == "Banque du Pont-Vieux"


def test_a_contested_debt_is_never_offered_to_be_paid() -> None:
    keys = {one.key for one in letters(household(), DAY)}
    assert "instalments-d10" in keys
    assert "instalments-d9" not in keys


@pytest.mark.parametrize(("since", "warned"), [(date(2024, 11, 24), False), (date(2024, 11, 23), True)])
def test_a_debt_that_may_be_time_barred_is_not_acknowledged_without_a_warning(since: date, warned: bool) -> None:
    case = put(household(), "debts.d1.first_unpaid_on", since)  # two years for a consumer credit
    offer = letter_of(case, "instalments-d1", DAY)
    assert offer is not None
    assert bool(offer.warning) is warned
    correction = letter_of(case, "ficp-correction-d9", DAY)
    assert correction is not None
    assert not correction.warning


def test_the_judge_is_not_told_that_a_contested_credit_is_due() -> None:
    letter = letter_of(household(), "grace", DAY)
    assert letter is not None
    assert "Auto Bail Sud" in letter.text
    assert "Banque du Pont-Vieux" not in letter.text


def test_under_tutelle_the_name_says_who_signs() -> None:
    person = replace(household().persons[0], protection=Protection.TUTELLE, protector="UDAF du Gers")
    letter = letter_of(replace(household(), persons=(person,)), "grace", DAY)
    assert letter is not None
    assert letter.signatories == ("Madame Nadia Ferrand (tutelle\u202f: UDAF du Gers)",)


def test_who_refused_any_exchange_is_not_said_to_be_accompanied() -> None:
    case = complete(household(), likely)
    told, silent, withdrawn = (
        letter_of(replace(case, welcome=welcome), "instalments-d1", DAY)
        for welcome in (
            Welcome(may_exchange=True),
            Welcome(may_exchange=False),
            Welcome(may_exchange=True, exchange_withdrawn_on=DAY),
        )
    )
    assert told is not None
    assert silent is not None
    assert withdrawn is not None
    assert "Claire Montaut" in told.text
    assert "Claire Montaut" not in silent.text
    assert "Claire Montaut" not in withdrawn.text


def test_an_anonymous_household_is_asked_for_its_name_before_anything_is_printed() -> None:
    case = replace(household(), persons=(replace(household().persons[0], birth_name=None, used_name=None, title=None,
                                                 first_names=None),))  # fmt: skip
    assert all("sender_name" in [lack.blank for lack in one.lacking] for one in letters(case, DAY))


def test_one_account_is_told_to_the_bank_by_its_last_figures_alone() -> None:
    letter = letter_of(household(), "bank-offer-c1", DAY)
    assert letter is not None
    assert letter.references == ("Compte\u202f: qui finit par 0023",)


def test_an_empty_case_asks_for_nothing_but_the_papers_of_the_person() -> None:
    assert {one.key for one in letters(engine.new_case("p1"), DAY)} == {"mandate", "notice"}


def test_a_note_made_blank_leaves_no_trace() -> None:
    case = put(household(), "letters.grace.reasons", "Perte d’emploi")
    assert put(case, "letters.grace.reasons", None).letters == ()


def test_completing_the_case_asks_each_question_once() -> None:
    case = complete(household(), likely)
    assert [lack for one in letters(case, DAY) for lack in one.lacking] == []
