"""What the page of the plan shows says what the plan says, to the cent; each figure has its explanation."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Case, Person
from pcb.domain.money import Money
from pcb.domain.plan.model import SharingRule
from pcb.domain.plan.summary import debt_summaries
from pcb.domain.plan_notes import DebtChoices, PlanSettings
from pcb.domain.vocabulary.people import Role
from pcb.errors import NotFound
from pcb.ui.plan_more import more
from pcb.ui.plan_view import COLUMNS_AT_MOST, SHOWN_APART, board
from pcb.ui.plan_why import measure_sheet, plan_sheet
from pcb.usecases import plans
from pcb.usecases.demo import demo_households
from pcb.usecases.exchange import read_household
from pcb.usecases.plan_offers import offers_found
from tests.conftest import HOUSEHOLDS
from tests.storage.facts import large_household

DAY = date(2026, 3, 16)


def with_forfaits(case: Case) -> Case:
    return replace(case, filing=replace(case.filing, earlier_forfaits=True))


DEMOS = [with_forfaits(case) for case in demo_households()]
COUPLE, FARMER, OWNERS = (
    with_forfaits(read_household(HOUSEHOLDS / f"{name}.toml"))
    for name in ("couple-deux-enfants", "eleveur-nogaro", "proprietaires-pret-immobilier")
)
EMPTY = Case(persons=(Person("p1", Role.DEPOSANT),))
MANY = replace(COUPLE, debts=large_household().debts)


def to_field(path: str) -> str:
    return f"/champ/{path}"


@pytest.mark.parametrize("case", [*DEMOS, EMPTY, MANY], ids=range(len(DEMOS) + 2))
def test_every_household_can_be_shown_and_sent(case: Case) -> None:
    found = plans.plan_of(case, DAY)
    shown = board(found)
    assert json.loads(json.dumps(shown))
    assert len(shown["rows"]) == len(found.request.debts)
    assert (shown["figures"] == []) == (found.plan is None)
    assert found.plan is not None or shown["faults"]


@pytest.mark.parametrize("case", [COUPLE, MANY], ids=("seven debts", "sixty debts"))
@pytest.mark.parametrize("rule", [SharingRule.PRO_RATA_BALANCES, SharingRule.SMALLEST_FIRST])
def test_what_is_drawn_adds_up_to_what_is_paid_and_owed(case: Case, rule: SharingRule) -> None:
    found = plans.plan_of(plans.with_strategy(case, rule), DAY)
    shown, plan = board(found), found.plan
    assert plan is not None
    assert len(shown["series"]) <= SHOWN_APART + 1
    assert sorted(name for one in shown["series"] for name in one["ids"]) == sorted(d.id for d in found.request.debts)
    assert [sum(one["parts"]) for one in shown["paliers"]] == [palier.total for palier in plan.paliers]
    for month in range(plan.months + 1):
        owed = sum(rows[month - 1].closing if month else rows[0].opening for rows in plan.schedules)
        assert sum(line[month] for line in shown["balances"]) == owed
    assert bool(shown["columns"]) == (len(plan.paliers) <= COLUMNS_AT_MOST)


def test_the_slider_reaches_beyond_the_capacity_and_stands_at_what_is_paid() -> None:
    at_rest = board(plans.plan_of(COUPLE, DAY))["slider"]
    assert (at_rest["value"], at_rest["capacity"], at_rest["chosen"]) == (71_250, 71_250, False)
    assert at_rest["most"] >= 71_250 * 3 // 2
    assert at_rest["most"] % at_rest["step"] == 0
    moved = board(plans.plan_of(plans.with_monthly(COUPLE, Money(123_456)), DAY))
    assert moved["slider"]["value"] == 123_456
    assert moved["slider"]["most"] >= 123_456
    assert moved["faults"][0]["field"] == "monthly"
    assert "522,06" in moved["faults"][0]["text"]
    assert moved["figures"][-1]["text"].startswith("ne tient pas")


def test_a_fault_of_a_debt_stands_in_its_row_and_at_its_field() -> None:
    name = COUPLE.debts[2].id
    shown = board(plans.plan_of(replace(COUPLE, plan_debts=(DebtChoices(name, amount=Money(99_999)),)), DAY))
    faulty = [row for row in shown["rows"] if row["faults"]]
    assert [row["id"] for row in faulty] == [name]
    assert faulty[0]["chosen"] == {"amount": "999,99"}
    assert "L. 731-1" in faulty[0]["faults"][0]["article"]


def test_every_figure_opens_its_explanation_and_sums_add_up() -> None:
    found = plans.plan_of(replace(COUPLE, plan=PlanSettings(rule=SharingRule.DEAREST_FIRST)), DAY)
    assert found.plan is not None
    names = [figure["key"] for figure in board(found)["figures"]]
    names += [f"palier-{n + 1}" for n in range(len(found.plan.paliers))]
    names += [f"dette-{one.debt.id}" for one in debt_summaries(found.plan)] + ["capacite"]
    for name in names:
        sheet = plan_sheet(name, found, to_field)
        assert sheet.title, name
        if sheet.is_sum:
            assert sum(cents(line.amount) for line in sheet.lines) == cents(sheet.total), name


def cents(text: str) -> int:
    return int("".join(c for c in text if c.isdigit()))


@pytest.mark.parametrize("name", ["palier-0", "palier-99", "palier-x", "dette-gone", "autre", ""])
def test_an_explanation_that_does_not_exist_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        plan_sheet(name, plans.plan_of(COUPLE, DAY), to_field)


def test_without_a_plan_the_capacity_alone_is_explained() -> None:
    found = plans.plan_of(EMPTY, DAY)
    assert plan_sheet("capacite", found, to_field).findings
    with pytest.raises(NotFound):
        plan_sheet("verse", found, to_field)


@pytest.mark.parametrize("case", [COUPLE, EMPTY, FARMER, OWNERS], ids=("couple", "empty", "farmer", "owners"))
def test_the_rest_of_the_page_can_be_shown_and_no_measure_is_put_before_another(case: Case) -> None:
    found = plans.plan_of(case, DAY)
    compared = plans.comparison(case, DAY)
    shown = more(found, compared, plans.stressed(found), offers_found(found, DAY), plans.judged_letter(case))
    assert json.loads(json.dumps(shown))
    assert [one["kind"] for one in shown["measures"]] == [measure.kind.value for measure in compared.measures]
    assert not any(one["pursued"] for one in shown["measures"])
    for measure in compared.measures:
        sheet = measure_sheet(measure, to_field)
        assert len(sheet.findings) == len(measure.conditions) + 3 + len(measure.fails)


def test_a_month_that_is_out_of_balance_already_is_said_once() -> None:
    found = plans.plan_of(COUPLE, DAY)
    stressed = plans.stressed(found)
    assert stressed is not None
    assert stressed.loss_month.amount == stressed.rise_month.amount == 0
    shown = more(found, plans.comparison(COUPLE, DAY), stressed, offers_found(found, DAY), None)
    words = [(one["what"], one["then"]) for one in shown["stress"]["breaks"]]
    assert sum("sans rien changer" in what for what, _ in words) == 1
    assert len(set(words)) == len(words) == 3
