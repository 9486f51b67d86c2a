"""The running budget and the sheets that explain it, on real assessments of the demo households."""

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Case, Declared, Income, Person
from pcb.domain.case_path import put
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind
from pcb.domain.vocabulary.people import Role
from pcb.ui.figures import TITLES, Figure, running_figures, sheet
from pcb.usecases.advice import advice
from pcb.usecases.demo import demo_household, demo_households

DAY = date(2026, 11, 23)
HOUSEHOLDS = demo_households()
COUPLE = demo_household("couple-deux-enfants")
EMPTY = Case(persons=(Person("p1", Role.DEPOSANT),))


def nowhere(path: str) -> str:
    return ""


def figures(case: Case) -> dict[str, Figure]:
    return {figure.key: figure for figure in running_figures(case, advice(case, DAY))}


def test_what_was_not_talked_about_shows_a_dash_and_never_zero():
    shown = figures(EMPTY)
    assert [shown[key].text for key in ("ressources", "charges", "credits", "reste")] == ["–"] * 4
    assert shown["capacite"].text == "?"
    assert sheet("charges", EMPTY, advice(EMPTY, DAY), nowhere).total == "–"


def test_a_household_that_says_it_has_no_resource_is_shown_zero():
    shown = figures(replace(EMPTY, declared=Declared(no_income=True)))
    assert shown["ressources"].text == str(Money(0))


def test_the_capacity_bears_a_question_mark_while_an_amount_is_missing():
    case = COUPLE
    assert not figures(case)["capacite"].text.endswith("?")
    unknown = replace(case, incomes=(*case.incomes, Income("neuf", IncomeKind.AAH)))
    assert figures(unknown)["capacite"].text.endswith("\u202f?")


def test_a_month_out_of_balance_is_an_alert_and_is_shown_negative():
    shown = figures(COUPLE)
    assert shown["reste"].level == "negative"
    found = sheet("alertes", COUPLE, advice(COUPLE, DAY), nowhere).findings
    assert any("ne s’équilibre pas" in finding.text for finding in found)


def test_figures_that_contradict_each_other_are_alerts_until_they_are_set_aside():
    case = HOUSEHOLDS[2]

    def told(case: Case) -> list[str]:
        findings = sheet("alertes", case, advice(case, DAY), nowhere).findings
        return [finding.text for finding in findings if "restant dû" in finding.text]

    assert told(case) == []
    wrong = put(case, f"debts.{case.debts[0].id}.unpaid", Money.of("9000"))
    assert len(told(wrong)) == 1
    assert told(put(wrong, f"set_aside.unpaid-exceeds-{case.debts[0].id}.reason", "Vu avec la banque")) == []


def test_a_dossier_that_is_not_ready_is_no_alert_of_an_interview():
    assert [finding.text for finding in sheet("alertes", EMPTY, advice(EMPTY, DAY), nowhere).findings] == []


def test_the_number_of_papers_to_bring_falls_when_one_is_seen():
    case = COUPLE
    before = int(figures(case)["a-apporter"].text)
    mutuelle = next(expense for expense in case.expenses if expense.kind is ExpenseKind.MUTUELLE)
    assert mutuelle.evidence is not Evidence.SEEN
    seen = tuple(replace(e, evidence=Evidence.SEEN) if e is mutuelle else e for e in case.expenses)
    assert int(figures(replace(case, expenses=seen))["a-apporter"].text) == before - 1


@pytest.mark.parametrize("case", [EMPTY, *HOUSEHOLDS], ids=lambda case: case.address.city or "vide")
@pytest.mark.parametrize("key", TITLES)
def test_each_figure_of_each_household_opens_an_explanation_with_a_title(case: Case, key: str):
    shown = sheet(key, case, advice(case, DAY), nowhere)
    assert shown.title
    assert shown.total


def test_the_explanation_of_the_quotite_says_who_counts_and_why():
    case = COUPLE
    findings = sheet("quotite", case, advice(case, DAY), nowhere).findings
    assert len(findings) == len(case.persons) - 1
    assert all(finding.note for finding in findings)


def test_the_explanation_of_the_capacity_carries_every_notice():
    case = COUPLE
    assessment = advice(case, DAY)
    assert set(assessment.notices) <= set(sheet("capacite", case, assessment, nowhere).warnings)
    assert assessment.notices
