"""The calendar of the month as rows and as points of a drawing. Pure."""

from __future__ import annotations

from pcb.domain.explain import Line
from pcb.domain.month import DayFlow, MonthCalendar
from pcb.domain.vocabulary.budget import Period
from pcb.domain.wording import french_date
from pcb.ui.charts import ChartProps, Point, chart_props
from pcb.ui.tables import Cell, Column, Group, Row

NNBSP = "\u202f"
LOWEST = "point le plus bas"
COLUMNS = (
    Column("day", "Jour", short=True),
    Column("what", "Ce qui bouge"),
    Column("in", "Entrées", amount=True),
    Column("out", "Sorties", amount=True),
    Column("balance", "Solde le soir", amount=True),
)


def month_groups(calendar: MonthCalendar) -> tuple[Group, ...]:
    """The days on which money moves, then what has no known day."""
    moving = [flow for flow in calendar.days if flow.money_in or flow.money_out]
    dated = tuple(row for flow in moving for row in _day(flow, calendar))
    if moving and calendar.opening is not None:
        first, lowest = calendar.first_day, calendar.low_point.day < moving[0].day
        opening = {
            "day": Cell(f"{first:%d/%m}"),
            "what": Cell("Solde de départ"),
            "balance": Cell(str(calendar.opening), LOWEST if lowest else ""),
        }
        dated = (Row("opening", opening), *dated)
    undated = tuple(
        _movement(f"u{number}", "–", line, line in calendar.undated_in)
        for number, line in enumerate((*calendar.undated_in, *calendar.undated_out))
    )
    return (Group("dated", dated), Group("undated", undated, "Sans jour connu, hors du solde de chaque jour"))


def _day(flow: DayFlow, calendar: MonthCalendar) -> tuple[Row, ...]:
    lines = [*((line, True) for line in flow.money_in), *((line, False) for line in flow.money_out)]
    rows = []
    for number, (line, comes_in) in enumerate(lines):
        row = _movement(f"{flow.day.day}-{number}", f"{flow.day:%d/%m}", line, comes_in)
        if number == len(lines) - 1:
            row.cells["balance"] = Cell(str(flow.balance), LOWEST if flow.day == calendar.low_point.day else "")
        rows.append(row)
    return tuple(rows)


def _movement(key: str, day: str, line: Line, comes_in: bool) -> Row:
    note = "" if line.reason == Period.MONTHLY.label else line.reason
    amount = Cell(str(line.amount))
    return Row(key, {"day": Cell(day), "what": Cell(line.label, note), "in" if comes_in else "out": amount})


def low_point_sentence(calendar: MonthCalendar) -> str:
    """The lowest balance in a sentence; only a movement when the opening balance is not known."""
    low = calendar.low_point
    said = f"Point le plus bas du mois{NNBSP}: {low.balance} le {french_date(low.day)}"
    return said if calendar.opening is not None else f"{said}, en partant de zéro"


def month_chart(calendar: MonthCalendar) -> ChartProps:
    """The balance of each evening."""
    points = tuple(Point(flow.day.day, flow.balance.cents, str(flow.balance)) for flow in calendar.days)
    low = Point(calendar.low_point.day.day, calendar.low_point.balance.cents, str(calendar.low_point.balance))
    return chart_props(f"{low_point_sentence(calendar)}.", points, low)
