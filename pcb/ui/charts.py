"""The drawings of the budget page, each with a table beside it: the month day by day, the two budgets as bars."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TypedDict

from nicegui.element import Element

from pcb.domain.money import Money


@dataclass(frozen=True, slots=True)
class Point:
    """The balance at the end of a day of the month, in cents, and as it is read."""

    day: int
    cents: int
    text: str


class ChartProps(TypedDict):
    """What the drawing receives: numbers and French sentences, no name and no free text."""

    summary: str
    days: tuple[dict[str, object], ...]
    marks: tuple[dict[str, object], ...]
    low: dict[str, object] | None


def chart_props(summary: str, points: tuple[Point, ...], low: Point | None) -> ChartProps:
    """The drawing: one step a day, a mark at zero, at the highest and at the lowest balance."""
    marks = {0: "0,00\u202f€"}
    for point in (*points, *((low,) if low else ())):
        if point.cents in (max(p.cents for p in points), low.cents if low else 0):
            marks[point.cents] = point.text
    return ChartProps(
        summary=summary,
        days=tuple(asdict(point) for point in points),
        marks=tuple({"cents": cents, "text": text} for cents, text in sorted(marks.items(), reverse=True)),
        low=asdict(low) if low else None,
    )


class MonthChart(Element, component="static/month_chart.js"):
    """The drawing on the page."""

    def __init__(self, props: ChartProps) -> None:
        super().__init__()
        self.show(props)

    def show(self, props: ChartProps) -> None:
        """Draw another month."""
        for name, value in props.items():
            self._props[name] = value
        self.update()


@dataclass(frozen=True, slots=True)
class Pair:
    """One heading of the two budgets: what is lived and what the commission would retain; ``None`` when unknown."""

    key: str
    label: str
    lived: Money | None
    retained: Money | None


class BudgetChart(Element, component="static/budget_chart.js"):
    """The two budgets as bars."""

    def __init__(self, pairs: tuple[Pair, ...], names: tuple[str, str]) -> None:
        super().__init__()
        self._props["series"] = names
        self._props["summary"] = bars_in_words(pairs, names)
        self._props["pairs"] = tuple(
            {"key": pair.key, "label": pair.label, "bars": (_bar(pair.lived), _bar(pair.retained))} for pair in pairs
        )


def bars_in_words(pairs: tuple[Pair, ...], names: tuple[str, str]) -> str:
    """What the drawing shows, for who does not see it; the table has the whole of it."""
    said = (
        f"{pair.label} : {names[0].lower()} {_text(pair.lived)}, {names[1].lower()} {_text(pair.retained)}"
        for pair in pairs
    )
    return (
        f"{names[0]} et {names[1].lower()}. " + " ; ".join(said).replace(" :", "\u202f:").replace(" ;", "\u202f;") + "."
    )


def _bar(amount: Money | None) -> dict[str, object] | None:
    return None if amount is None else {"cents": amount.cents, "text": str(amount)}


def _text(amount: Money | None) -> str:
    return "inconnu" if amount is None else str(amount)
