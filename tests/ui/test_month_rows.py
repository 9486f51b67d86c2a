"""The calendar of the month as rows and as a drawing."""

from datetime import date

import pytest

from pcb.domain.case import Case
from pcb.ui.month_rows import low_point_sentence, month_chart, month_groups
from pcb.usecases.advice import advice
from pcb.usecases.demo import demo_households

DAY = date(2026, 11, 23)
HOUSEHOLDS = demo_households()
COUPLE = HOUSEHOLDS[2]


@pytest.mark.parametrize("case", HOUSEHOLDS, ids=lambda case: case.address.city or "vide")
def test_every_movement_of_the_month_has_its_row(case: Case):
    calendar = advice(case, DAY).calendar
    dated, undated = month_groups(calendar)
    moves = [row for row in dated.rows if row.key != "opening"]
    assert len(moves) == sum(len(flow.money_in) + len(flow.money_out) for flow in calendar.days)
    assert len(undated.rows) == len(calendar.undated_in) + len(calendar.undated_out)


def test_the_lowest_evening_is_named_in_the_table_in_the_sentence_and_in_the_drawing():
    calendar = advice(COUPLE, DAY).calendar
    low = calendar.low_point
    notes = [row.cells["balance"].note for row in month_groups(calendar)[0].rows if "balance" in row.cells]
    assert "point le plus bas" in notes
    assert str(low.balance) in low_point_sentence(calendar)
    drawn = month_chart(calendar)["low"]
    assert drawn is not None
    assert (drawn["day"], drawn["cents"]) == (low.day.day, low.balance.cents)


def test_the_drawing_has_one_point_a_day_of_the_month():
    assert [point["day"] for point in month_chart(advice(COUPLE, DAY).calendar)["days"]] == list(range(1, 31))
