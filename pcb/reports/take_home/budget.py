"""The budget for the person: what comes in, what goes out, what is left; a white column for the month after."""

from __future__ import annotations

from pcb.domain.money import Money
from pcb.domain.take_home.snapshot import Blank, BudgetSheet, MoneyLine, Snapshot
from pcb.reports.blocks import Block
from pcb.reports.facing import FacingRow
from pcb.reports.pictograms import Pictogram
from pcb.reports.take_home.sections import Writer


def budget_blocks(snapshot: Snapshot, write: Writer) -> tuple[Block, ...]:
    """The sections of the budget, after its title."""
    sheet = snapshot.budget
    total_in, total_out, repaid = (
        None if sheet.untold(side) else total
        for side, total in (
            ("income", sheet.total_resources),
            ("expense", sheet.total_charges),
            ("debt", sheet.total_instalments),
        )
    )
    return (
        *_section(write, "money_in", Pictogram.MONEY_IN, sheet.resources, total_in),
        *_section(write, "money_out", Pictogram.MONEY_OUT, sheet.charges, total_out),
        *_section(write, "instalments", Pictogram.LETTER, sheet.instalments, repaid),
        *_left(write, sheet),
        *_weeks(write, sheet),
        *_unknown(write, sheet),
        *_aside(write, sheet),
        *write.notes(snapshot.notes),
    )


def _section(
    write: Writer, name: str, picture: Pictogram, lines: tuple[MoneyLine, ...], total: Money | None
) -> tuple[Block, ...]:
    """The lines and their total; no total where it would be said of something that nobody knows."""
    rows = [_row(write, line) for line in lines]
    if total is not None:
        rows.append(FacingRow((write.tell.one(f"total.{name}"),), (str(total),), True))
    head = write.title(f"section.{name}", picture)
    summary = head.pair.french.text
    table = write.table("column.what", ("column.amount",), rows, summary=summary, blank=True)
    return (head, *(() if lines else (write.nothing(),)), *((table,) if rows else ()))


def _row(write: Writer, line: MoneyLine) -> FacingRow:
    label = write.named(line.kind, line.detail)
    if line.each is not None:
        each: dict[str, Blank] = {"amount": line.each, "period": f"period.{line.period}"}
        label += (write.tell.one("line.each", each, small=True),)
    return FacingRow(label, (str(line.amount),))


def _left(write: Writer, sheet: BudgetSheet) -> tuple[Block, ...]:
    # With no resource told nobody can say that money lacks, nor with no charge told that any is left.
    if sheet.untold("income") or sheet.untold("expense"):
        return write.title("section.left", Pictogram.COIN), write.boxed(write.tell.say("left.incomplete"))
    left = sheet.remainder
    key = "left.some" if left.cents > 0 else "left.lacks" if left.cents < 0 else "left.none"
    amount = left if left.cents > 0 else -left
    told = write.tell.say(key, {"amount": amount}, strong=True)
    if sheet.unknown:
        told += write.tell.say("left.incomplete")
    sums = (
        FacingRow((write.tell.one("total.money_in"),), (str(sheet.total_resources),)),
        FacingRow((write.tell.one("total.money_out"),), (str(-sheet.total_charges),)),
        FacingRow((write.tell.one("total.instalments"),), (str(-sheet.total_instalments),)),
        FacingRow((write.tell.one("left.sum"),), (str(left),), True),
    )
    table = write.table("column.what", ("column.amount",), sums, summary="Ce qui reste", blank=True)
    return write.title("section.left", Pictogram.COIN), write.boxed(told, keeps=True), table


def _weeks(write: Writer, sheet: BudgetSheet) -> tuple[Block, ...]:
    if not sheet.weeks:
        return ()
    rows = tuple(
        FacingRow((write.tell.one("week.days", {"first": week.first, "last": week.last}),), (str(week.amount),))
        for week in sheet.weeks
    )
    table = write.table("column.week", ("column.week_left",), rows, summary="Ce qui reste par semaine", blank=True)
    return write.title("section.weeks", Pictogram.CALENDAR), table


def _unknown(write: Writer, sheet: BudgetSheet) -> tuple[Block, ...]:
    if not sheet.unknown:
        return ()
    items = tuple(write.named(line.kind, line.detail) for line in sheet.unknown)
    return write.title("section.unknown", Pictogram.WARNING), write.listed(items)


def _aside(write: Writer, sheet: BudgetSheet) -> tuple[Block, ...]:
    if not sheet.aside:
        return ()
    rows = tuple(_row(write, line) for line in sheet.aside)
    table = write.table("column.what", ("column.amount",), rows, summary="Pour information")
    return write.title("section.aside", Pictogram.EYE), table
