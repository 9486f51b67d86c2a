"""The examination as a whole: it never fails, keeps what was set aside, and asks no dossier of who files none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from pcb.domain.answers import NoAnswer
from pcb.domain.assessment import assess
from pcb.domain.case import Case, Debt, Filing, Person, Welcome
from pcb.domain.case_path import add_item, put
from pcb.domain.completeness import Grade, contradictions, standing
from pcb.domain.completeness.finding import LONGEST_KEY, stable_key
from pcb.domain.money import Money
from pcb.domain.noted import SetAside
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.interview.effective import effective
from tests.domain.completeness.sound import COUPLE, HOMELESS, LONE, changed, examined, faults, keys, sound
from tests.interview.random_cases import SEEDS, random_case


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_it_never_fails_and_never_gives_one_key_twice(seed: int) -> None:
    found = [finding.key for finding in examined(random_case(seed))]
    assert len(found) == len(set(found))
    assert all(stable_key(key) == key for key in found)


def test_an_empty_case_lacks_everything_that_a_declaration_must_say() -> None:
    blocking = {f.key for f in examined(Case()) if f.grade is Grade.BLOCKING}
    assert blocking == {
        "filing-mode",
        "filer-missing",
        "address",
        "family-status",
        "signature",
        "statement-resources",
        "statement-accounts",
        "statement-vehicles",
        "statement-assets",
        "statement-debts",
    }


def test_a_dossier_cannot_be_anonymous() -> None:
    case = Case(
        welcome=Welcome(anonymous=True),
        filing=Filing(mode=FilingMode.ALONE),
        persons=(Person("p1", Role.DEPOSANT, birth_name="Martin", first_names="Léa"),),
    )
    assert {"anonymous", "name-p1"} <= keys(case)
    assert "anonymous" not in keys(replace(case, welcome=Welcome(anonymous=False)))


def test_nothing_of_a_dossier_is_asked_of_who_files_none() -> None:
    none = changed(sound(LONE), {"filing.mode": FilingMode.NONE, "papers.incomes-i1.state": None})
    assert faults(examined(none)) == set()
    contradicting = put(none, "debts.d2.balance", Money(1))
    assert faults(examined(contradicting)) == {"unpaid-exceeds-d2"}


def test_the_contradictions_alone_are_given_for_an_interview_under_way_whatever_the_day() -> None:
    case = effective(changed(sound(LONE), {"filing.signed_on": None, "debts.d2.unpaid": Money.of("9000")}))
    earlier = assess(case, date(2025, 6, 30))
    assert [f.key for f in contradictions(case, earlier)] == ["unpaid-exceeds-d2"]
    aside = replace(case, set_aside=(SetAside("unpaid-exceeds-d2", "Vu"),))
    assert contradictions(aside, earlier) == ()


def test_a_finding_set_aside_keeps_its_reason_and_no_longer_stands() -> None:
    case = put(sound(LONE), "filing.signed_on", None)
    assert [f.key for f in standing(examined(case), Grade.BLOCKING)] == ["signature"]
    aside = replace(case, set_aside=(SetAside("signature", "Signée au guichet demain"),))
    assert standing(examined(aside), Grade.BLOCKING) == ()
    kept = [f for f in examined(aside) if f.grade is Grade.BLOCKING]
    assert [(f.key, f.set_aside) for f in kept] == [("signature", "Signée au guichet demain")]


def test_without_a_written_reason_nothing_is_set_aside() -> None:
    case = put(sound(LONE), "filing.signed_on", None)
    for reason in (None, NoAnswer.REFUSES):
        aside = replace(case, set_aside=(SetAside("signature", reason),))
        assert len(standing(examined(aside), Grade.BLOCKING)) == 1


def test_the_reason_given_for_one_finding_sets_aside_no_other() -> None:
    case = changed(sound(COUPLE), {"filing.signed_on": None, "debts.d1.creditor_address": None})
    aside = replace(case, set_aside=(SetAside("signature", "Demain"),))
    assert [f.key for f in standing(examined(aside), Grade.BLOCKING)] == ["creditor-without-address-d1"]


def test_what_is_refused_or_unknown_is_missing_as_what_was_never_asked() -> None:
    for answer in (None, *NoAnswer):
        assert "address" in keys(put(sound(HOMELESS), "address.postcode", answer))


def test_a_guarantee_that_is_not_called_needs_no_amount() -> None:
    guarantee = Debt("d9", DebtKind.GUARANTEE, "Banque", "32000 Auch")
    case = add_item(sound(LONE), "debts", guarantee)
    assert "amount-debts-d9" not in keys(case)
    assert "amount-debts-d9" in keys(put(case, "debts.d9.kind", DebtKind.ENERGY))


def test_a_key_is_always_one_that_can_name_a_record() -> None:
    assert stable_key("debts-d1") == "debts-d1"
    assert stable_key("x" * LONGEST_KEY) == "x" * LONGEST_KEY
    long, odd = stable_key("x" * (LONGEST_KEY + 1)), stable_key("debts-é 1")
    assert len(long) == LONGEST_KEY
    assert odd.startswith("debts-__1-")
    assert stable_key("debts-è 1") != odd


def test_a_finding_says_how_sure_its_text_is() -> None:
    case = changed(sound(LONE), {"papers.expenses-e1.dated": date(2026, 5, 2), "family.status": None})
    said = {finding.key: finding.rests_on for finding in examined(case)}
    assert "(non vérifié)" in said["paper-old-expenses-e1"]
    assert "(une seule source)" in said["family-status"]
    assert "(" not in {f.key: f for f in examined(case)}["bank-fees"].source.article
