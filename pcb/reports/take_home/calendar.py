"""The month day by day: what comes, what goes, what the account holds in the evening, the lowest evening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pcb.domain.money import ZERO
from pcb.domain.take_home.snapshot import Blank, MonthDay, MonthSheet, Snapshot
from pcb.reports.blocks import Block
from pcb.reports.facing import FacingRow, MonthDrawing
from pcb.reports.pictograms import Pictogram
from pcb.reports.take_home.catalogue import french_only
from pcb.reports.take_home.sections import Writer
from pcb.reports.take_home.telling import figure, signed


def calendar_blocks(snapshot: Snapshot, write: Writer) -> tuple[Block, ...]:
    """The sections of the calendar, after its title."""
    month = snapshot.month
    last = month.next_month - timedelta(days=1)
    period = write.tell.say("week.days", {"first": month.first_day, "last": last}, strong=True)
    return (
        write.lines(period, keeps=True),
        *_low_point(write, month, last.day),
        *_days(write, month),
        *_undated(write, month),
        *write.notes(month.notes),
    )


def _low_point(write: Writer, month: MonthSheet, length: int) -> tuple[Block, ...]:
    if not month.days:
        return (write.lines(write.tell.say("month.no_day")),)
    known = month.opening is not None
    lowest: dict[str, Blank] = {"day": month.lowest_day, "amount": month.lowest}
    told = write.tell.say("month.lowest" if known else "month.lowest_movement", lowest, strong=True)
    if month.worst != month.lowest:
        told += write.tell.say("month.worst", {"amount": month.worst})
    words = {"day": figure(month.lowest_day), "amount": figure(month.lowest)}
    drawing = MonthDrawing(
        tuple((day.day, day.balance) for day in month.days),
        length,
        month.opening or ZERO,
        month.lowest_day,
        month.lowest,
        french_only()["drawing.low"].format(**words),
        french_only()["drawing.month"].format(**words),
        write.size,
    )
    return drawing, write.boxed(told)


def _days(write: Writer, month: MonthSheet) -> tuple[Block, ...]:
    if not month.days and month.opening is None:
        return ()
    evening = "month.movement" if month.opening is None else "month.evening"
    rows = [row for day in month.days for row in _day(write, day)]
    if month.opening is not None:
        rows.insert(0, FacingRow((write.tell.one("month.opening"),), ("", str(month.opening)), True))
    rows.append(
        FacingRow(
            (write.tell.one("month.closing" if month.opening is not None else "month.movement"),),
            ("", str(month.closing)),
            True,
        )
    )
    table = write.table("column.day", ("column.moves", evening), rows, summary="Le mois jour par jour")
    return write.title("section.days", Pictogram.CALENDAR), table


def _day(write: Writer, day: MonthDay) -> Iterator[FacingRow]:
    """One row a movement; the evening stands beside the last of the day."""
    for number, movement in enumerate(day.movements, 1):
        label = write.named(movement.kind, movement.detail)
        if number == 1:
            label = (write.tell.same(figure(day.day), strong=True), *label)
        evening = str(day.balance) if number == len(day.movements) else ""
        yield FacingRow(label, (signed(movement.amount), evening))


def _undated(write: Writer, month: MonthSheet) -> tuple[Block, ...]:
    if not month.undated:
        return ()
    rows = tuple(
        FacingRow(write.named(movement.kind, movement.detail), (signed(movement.amount),)) for movement in month.undated
    )
    table = write.table("column.what", ("column.amount",), rows, summary="Sans date connue")
    return (
        write.title("section.undated", Pictogram.WARNING),
        write.lines(write.tell.say("month.undated"), keeps=True),
        table,
    )
