"""Letters as evidence: printed when complete, kept sealed with what they say; dates that name nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from pcb.domain.money import Money
from pcb.errors import IncompleteLetter, NotFound
from pcb.storage import papers as kept_papers
from pcb.usecases import letters, papers
from pcb.usecases.cases import answer, history, import_case, open_case
from pcb.usecases.desk import Desk
from tests.domain.letters.corresponding import DAY, complete, household, likely
from tests.reports.reading import searched
from tests.usecases.conftest import NOW


@pytest.fixture
def case_id(desk: Desk) -> str:
    return import_case(desk, complete(household(), likely), NOW).id


def say(desk: Desk, case_id: str, path: str, text: str) -> None:
    answer(desk, case_id, path, text, seen=None, request_id=f"{path} {text}"[:60], now=NOW, overwrite=True)


def test_a_letter_is_printed_and_kept_as_it_was_with_what_it_says(desk: Desk, case_id: str) -> None:
    printed = letters.print_letters(desk, case_id, ("instalments-d1",), DAY, NOW)
    assert printed.sha256 == sha256(printed.content).hexdigest()
    assert re.fullmatch(r"courriers-[0-9-]+\.pdf", printed.name)
    say(desk, case_id, "letters.instalments-d1.amount", "99,00")
    again = letters.print_letters(desk, case_id, ("instalments-d1",), DAY, NOW)
    assert again.sha256 != printed.sha256
    assert papers.printed_before(desk, case_id, printed.id).content == printed.content
    _, facts = kept_papers.frozen_facts(desk.store, desk.vault, printed.id)
    assert facts is not None
    assert [one["key"] for one in facts["letters"]] == ["instalments-d1"]
    assert "61,50" in facts["letters"][0]["text"]
    there = letters.printed_letters(desk, case_id)
    assert {one.kept.id for one in there} == {again.id, printed.id}
    assert there[0].letters == (
        ("Demande d’échelonnement à l’amiable — Crédit renouvelable — Crédit Lomagne", "Crédit Lomagne"),
    )


def test_a_letter_that_lacks_something_is_neither_printed_nor_kept(desk: Desk) -> None:
    case_id = import_case(desk, household(), NOW).id
    with pytest.raises(IncompleteLetter, match="Premier paiement"):
        letters.print_letters(desk, case_id, ("instalments-d1",), DAY, NOW)
    assert letters.printed_letters(desk, case_id) == ()


def test_a_letter_that_does_not_apply_is_not_found(desk: Desk, case_id: str) -> None:
    for key in ("stay-eviction-s1", "nothing", "instalments-d99", "instalments"):
        with pytest.raises(NotFound):
            letters.print_letters(desk, case_id, (key,), DAY, NOW)
    with pytest.raises(NotFound):
        letters.print_letters(desk, case_id, (), DAY, NOW)


def test_all_creditors_are_offered_at_once_those_already_written_to_apart(desk: Desk, case_id: str) -> None:
    case = open_case(desk, case_id).case
    found = letters.to_creditors(case, DAY)
    assert {one.subject.debt.id for one in found if one.subject.debt} == {"d1", "d2", "d3", "d4", "d8", "d10"}
    say(desk, case_id, "letters.instalments-d1.sent_on", "20/11/2026")
    left = letters.to_creditors(open_case(desk, case_id).case, DAY)
    assert len(left) == len(found) - 1


def test_a_debt_that_may_be_time_barred_is_left_out_of_the_offers_to_all(desk: Desk, case_id: str) -> None:
    case = open_case(desk, case_id).case
    debts = tuple(replace(d, first_unpaid_on=date(2020, 1, 1)) if d.id == "d1" else d for d in case.debts)
    found = letters.to_creditors(replace(case, debts=debts), DAY)
    assert {one.key for one in found} - {one.key for one in letters.ready(found)} == {"instalments-d1"}


def test_the_offers_of_a_plan_are_printed_and_a_creditor_without_one_is_left_out() -> None:
    case = household()
    notes = [one.key for one in letters.to_creditors(case, DAY)]
    offers = {"d1": Money(1_234), "d2": Money(2_345)}
    ready = letters.ready(letters.to_creditors(case, DAY, offers))
    assert ready == ()  # the first day is lacking still
    from pcb.domain.case_path import put

    for key in notes:
        case = put(case, f"letters.{key}.first_on", date(2026, 12, 5))
    ready = letters.ready(letters.to_creditors(case, DAY, offers))
    assert [one.key for one in ready] == ["instalments-d1", "instalments-d2"]
    assert "12,34" in ready[0].text
    assert "23,45" in ready[1].text


def test_the_text_is_edited_once_nothing_is_lacking_and_can_go_back_to_the_template(desk: Desk, case_id: str) -> None:
    before = letters.letter(open_case(desk, case_id).case, "grace", DAY)
    letters.edit(desk, case_id, "grace", DAY, NOW)
    kept = letters.letter(open_case(desk, case_id).case, "grace", DAY)
    assert kept.written
    assert kept.text == before.text
    say(desk, case_id, "letters.grace.text", "Madame la Juge,\n\nMon texte à moi.")
    printed = letters.print_letters(desk, case_id, ("grace",), DAY, NOW)
    assert "Mon texte à moi." in searched(printed.content)
    letters.leave_edited(desk, case_id, "grace", NOW)
    after = letters.letter(open_case(desk, case_id).case, "grace", DAY)
    assert not after.written
    assert after.text == before.text
    assert any("Mon texte à moi" in line.before for line in history(desk, case_id))


def test_a_hole_is_never_kept_as_text(desk: Desk) -> None:
    case_id = import_case(desk, household(), NOW).id
    with pytest.raises(IncompleteLetter):
        letters.edit(desk, case_id, "grace", DAY, NOW)
    assert open_case(desk, case_id).case.letters == ()


def test_the_dates_name_neither_a_person_nor_a_creditor(desk: Desk, case_id: str) -> None:
    say(desk, case_id, "letters.instalments-d1.sent_on", "20/11/2026")
    opened = open_case(desk, case_id)
    text = letters.calendar(desk, opened, DAY, NOW).decode().replace("\r\n ", "")
    assert "20261125" in text  # the seized account
    assert "20261221" in text  # the answer of the first creditor
    assert opened.reference in text
    for name in ("Ferrand", "Nadia", "Lomagne", "Avance Plus", "Lectoure", case_id, "instalments"):
        assert name not in text, name


def test_the_history_names_the_letter_by_its_title(desk: Desk, case_id: str) -> None:
    say(desk, case_id, "letters.grace.sent_on", "20/11/2026")
    say(desk, case_id, "addressees.fund.address", "1 rue du Conseil, 32000 Auch")
    lines = history(desk, case_id)
    assert lines[1].label == "Courrier\u202f: Demande de délai de grâce – Envoyé le"
    assert lines[0].label == "Destinataire de courriers – Adresse du destinataire"


def test_the_slip_is_for_all_the_letters_or_for_those_named(desk: Desk, case_id: str) -> None:
    opened = open_case(desk, case_id)
    whole, one = (searched(letters.slip(desk, opened, keys, DAY)) for keys in ((), ("grace",)))
    assert "Demande de délai de grâce" in whole
    assert "FICP et FCC" in whole
    assert "FICP et FCC" not in one


def test_an_anonymous_household_prints_no_letter(desk: Desk) -> None:
    case = complete(household(), likely)
    nameless = replace(case.persons[0], birth_name=None, used_name=None)
    case_id = import_case(desk, replace(case, persons=(nameless,)), NOW).id
    with pytest.raises(IncompleteLetter, match="Nom de la personne"):
        letters.print_letters(desk, case_id, ("grace",), DAY, NOW)
