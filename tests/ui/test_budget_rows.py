"""The rows of the budget page say what the assessment says, line by line."""

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Case, Person
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Evidence
from pcb.domain.vocabulary.people import Role
from pcb.ui.budget_rows import budget_groups, budget_pairs, condition_groups, gap, limit_groups
from pcb.ui.charts import bars_in_words
from pcb.ui.tables import Group, Row
from pcb.ui.told import told
from pcb.usecases.advice import advice
from pcb.usecases.demo import demo_household, demo_households

DAY = date(2026, 11, 23)
HOUSEHOLDS = demo_households()
COUPLE = demo_household("couple-deux-enfants")
EMPTY = Case(persons=(Person("p1", Role.DEPOSANT),))


def to_field(path: str) -> str:
    return f"/champ/{path}"


def groups_of(case: Case) -> tuple[Group, ...]:
    return budget_groups(advice(case, DAY), told(case), to_field)


def rows_of(groups: tuple[Group, ...], key: str) -> tuple[Row, ...]:
    return next(group.rows for group in groups if group.key == key)


@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case.address.city or "vide")
def test_every_line_of_both_budgets_has_its_row(case: Case):
    assessment = advice(case, DAY)
    groups = groups_of(case)
    charges = assessment.retained.lines if assessment.retained else assessment.lived.charges.lines
    assert len(rows_of(groups, "charges")) == len(charges) + 1  # and the total
    paths = {line.path for line in assessment.lived.resources.lines}
    paths |= {line.path for line in assessment.retained.resources.lines} if assessment.retained else set()
    assert len(rows_of(groups, "resources")) == len(paths) + 1


def test_a_charge_without_its_paper_says_what_that_costs_and_opens_its_field():
    rent = replace(COUPLE.expenses[0], evidence=Evidence.DECLARED)
    case = replace(COUPLE, expenses=(rent, *COUPLE.expenses[1:]))
    (row,) = [r for r in rows_of(groups_of(case), "charges") if r.level == "doubtful"]
    assert str(Money.of("548")) in row.cells["line"].badges[0].text
    assert row.cells["retained"].text == str(Money(0))
    assert row.cells["gap"].text == str(Money.of("-548"))
    assert row.cells["line"].href == f"/champ/expenses.{rent.id}.amount"


def test_what_the_commission_would_retain_is_unknown_and_not_zero_without_the_forfaits_of_the_year():
    case = replace(COUPLE, filing=replace(COUPLE.filing, earlier_forfaits=None))
    groups = groups_of(case)
    assert rows_of(groups, "charges")[-1].cells["retained"].text == "?"
    assert rows_of(groups, "left")[0].cells["retained"].text == "?"


def test_each_total_opens_its_explanation():
    groups = groups_of(COUPLE)
    for key, names in (
        ("resources", ("ressources", "ressources-retenues")),
        ("charges", ("charges", "charges-retenues")),
    ):
        cells = rows_of(groups, key)[-1].cells
        assert (cells["lived"].explain, cells["retained"].explain) == names


@pytest.mark.parametrize(
    ("lived", "retained", "said"),
    [
        (Money(100), Money(100), "="),
        (Money(100), Money(250), f"+{Money(150)}"),
        (Money(250), Money(100), str(Money(-150))),
        (None, Money(100), ""),
        (Money(100), None, ""),
    ],
)
def test_a_difference_has_its_sign(lived: Money | None, retained: Money | None, said: str):
    assert gap(lived, retained) == said


def test_the_sums_compared_open_their_own_explanations():
    capacity = advice(COUPLE, DAY).capacity
    assert capacity is not None
    (group,) = limit_groups(capacity)
    assert [row.cells["amount"].explain for row in group.rows] == [
        "charges-retenues",
        "quotite",
        "plancher-rsa",
        "capacite",
    ]


def test_each_condition_says_its_state_in_words_and_its_article():
    (group,) = condition_groups(advice(COUPLE, DAY).recevabilite, to_field)
    for row in group.rows:
        assert row.cells["state"].badges[0].text in ("Remplie", "Non remplie", "À vérifier")
        assert "art." in row.cells["condition"].note or "Cass." in row.cells["condition"].note


def test_the_drawing_is_told_in_words_and_says_what_is_unknown():
    said = bars_in_words(budget_pairs(advice(EMPTY, DAY), told(EMPTY)), ("Vécu", "Retenu"))
    assert "Charges\u202f: vécu inconnu, retenu inconnu" in said


def test_an_empty_case_shows_no_amount_at_all():
    cells = [cell for group in groups_of(EMPTY) for row in group.rows for cell in row.cells.values()]
    assert [cell.text for cell in cells if "€" in cell.text] == []


def test_a_forfait_is_set_against_all_that_it_covers():
    rows = rows_of(groups_of(COUPLE), "charges")
    heating = next(n for n, row in enumerate(rows) if row.cells["line"].text == "Forfait chauffage")
    assert rows[heating].cells["lived"].text == str(Money.of("95"))
    assert rows[heating].cells["gap"].text == f"+{Money.of('160')}"
    assert rows[heating + 1].level == "part"
    assert rows[heating + 1].cells["lived"].text == f"dont {Money.of('95')}"


@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case.address.city or "vide")
def test_the_charges_shown_add_up_to_the_totals_shown(case: Case):
    """Read back from the page: the parts of a forfait are in its sum, not beside it."""
    assessment = advice(case, DAY)
    rows = rows_of(groups_of(case), "charges")
    for column, whole in (
        ("lived", assessment.lived.charges),
        ("retained", assessment.retained.charges if assessment.retained else None),
    ):
        if whole is None:
            continue
        shown = [row.cells[column].text for row in rows[:-1] if row.level != "part"]
        assert sum(read_back(text) for text in shown) == whole.total.cents


def read_back(text: str) -> int:
    digits = "".join(c for c in text if c.isdigit())
    return (-1 if text.startswith("−") else 1) * int(digits) if digits else 0
