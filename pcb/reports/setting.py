"""How each block looks: its styles, the widths of its columns, its tags."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from pcb.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Contents,
    Envelope,
    Heading,
    Kind,
    Look,
    Notice,
    PageBreak,
    Part,
    Plate,
    Row,
    Signatures,
    Table,
    Text,
    Ticks,
)
from pcb.reports.contents import set_contents
from pcb.reports.envelope import set_envelope
from pcb.reports.facing import Facing, FacingHeading, FacingTable, MonthDrawing, Ruled
from pcb.reports.facing_setting import set_facing
from pcb.reports.layout import Entry, Laid, LaidCell, LaidRow
from pcb.reports.pictures import chart_height, draw_chart, draw_frames, draw_square
from pcb.reports.plates import draw_plate
from pcb.reports.sheets import BODY_WIDTH, LEFT
from pcb.reports.tagging import COLUMN_TITLE, ROW_TITLE, Tag, text_string
from pcb.reports.text import Style, Typesetter

_HEADINGS = {1: Style(18, 23, bold=True), 2: Style(13, 17, bold=True), 3: Style(10.5, 14, bold=True)}
_BEFORE_HEADING = {1: 14.0, 2: 17.0, 3: 8.0}
_TEXT = {
    Look.BODY: Style(10, 13.5),
    Look.STRONG: Style(10, 13.5, bold=True),
    Look.SMALL: Style(8.5, 11.5, grey=0.2),
    Look.FAINT: Style(8.5, 11.5, grey=0.35),
    Look.AMOUNT: Style(10, 13.5, tabular=True),
    Look.TOTAL: Style(10, 13.5, bold=True, tabular=True),
    Look.LETTER: Style(11, 14.5),
}
_CELL = Style(9.5, 12)
_AMOUNT = Style(9, 12, tabular=True)
_CELLS = {
    Look.BODY: _CELL,
    Look.STRONG: replace(_CELL, bold=True),
    Look.SMALL: Style(8.5, 11.5, grey=0.15),
    Look.FAINT: Style(8.5, 11, grey=0.35),
    Look.AMOUNT: _AMOUNT,
    Look.TOTAL: replace(_AMOUNT, bold=True),
}
_COLUMN_TITLE = Style(8.5, 11, bold=True)
_GAP = 4.0
"""Inner margin on the left and right of a cell."""

_INDENT, _LABEL_INDENT = 14.0, 26.0
_SIGNATURE = 62.0
_TICK_TEXT = 235.0
"""The width of what is to tick, when a detail stands beside it."""


def set_block(block: Block, root: Tag, typesetter: Typesetter) -> Laid:
    """The block, measured and tagged as the next child of ``root``."""
    match block:
        case Heading():
            return _heading(block, root, typesetter)
        case Text():
            entries = _entries(block.text, _TEXT[block.look], root.child("P"), BODY_WIDTH, typesetter)
            white = 6 if block.look is Look.LETTER else 3
            return Laid([LaidRow((LaidCell(LEFT, BODY_WIDTH, entries),))], before=2, after=white, keeps=block.keeps)
        case Bullets():
            return _bullets(block, root, typesetter)
        case Notice():
            return _notice(block, root, typesetter)
        case Table():
            return _table(block, root, typesetter)
        case Signatures():
            return _signatures(block, root, typesetter)
        case Ticks():
            return _ticks(block, root, typesetter)
        case Chart():
            figure = root.child("Figure", alt=block.description)
            drawing = partial(draw_chart, block, figure, typesetter)
            return Laid([LaidRow((), at_least=chart_height(block), drawing=drawing)], before=6, after=6)
        case Envelope():
            return set_envelope(block, root, typesetter)
        case PageBreak():
            return Laid([], new_page=True)
        case Contents():
            return set_contents(block, root, typesetter)
        case FacingHeading() | Facing() | FacingTable() | MonthDrawing() | Ruled():
            return set_facing(block, root, typesetter)
        case Plate():
            figure = root.child("Figure", alt=block.alt)
            drawing = partial(draw_plate, block, figure)
            bookmark = (block.level - 1, block.bookmark) if block.bookmark else None
            return Laid(
                [LaidRow((), at_least=1, drawing=drawing)], new_page=True, bookmark=bookmark, anchor=block.anchor
            )


def _entries(text: str, style: Style, tag: Tag, width: float, typesetter: Typesetter) -> tuple[Entry, ...]:
    return tuple(Entry(line, style, tag) for line in typesetter.lay_out(text, style, width))


def _heading(block: Heading, root: Tag, typesetter: Typesetter) -> Laid:
    entries = _entries(block.text, _HEADINGS[block.level], root.child(f"H{block.level}"), BODY_WIDTH, typesetter)
    return Laid(
        [LaidRow((LaidCell(LEFT, BODY_WIDTH, entries),))],
        before=_BEFORE_HEADING[block.level],
        after=6 if block.level < 3 else 2,
        keeps=True,
        new_page=block.new_page,
        closing_rule=1.2 if block.level == 2 else 0.0,
        bookmark=(block.level - 1, block.text),
        anchor=block.anchor,
    )


def _bullets(block: Bullets, root: Tag, typesetter: Typesetter) -> Laid:
    listed = root.child("L", f"/O/List/ListNumbering/{'Decimal' if block.labels else 'Disc'}")
    style, indent = _TEXT[block.look], _LABEL_INDENT if block.labels else _INDENT
    rows = []
    for text, sign in zip(block.items, block.labels or ("•",) * len(block.items), strict=True):
        item = listed.child("LI")
        label = LaidCell(LEFT + 3, indent, _entries(sign, style, item.child("Lbl"), indent, typesetter))
        width = BODY_WIDTH - indent
        body = LaidCell(LEFT + indent, width, _entries(text, style, item.child("LBody"), width, typesetter))
        rows.append(LaidRow((label, body), padding=1))
    return Laid(rows, before=3, after=4)


def _notice(block: Notice, root: Tag, typesetter: Typesetter) -> Laid:
    box = root.child("Div")
    width = BODY_WIDTH - 24
    rows = [
        LaidRow(
            (LaidCell(LEFT + 12, width, _entries(text, _TEXT[look], box.child("P"), width, typesetter)),),
            padding=3,
            fill=0.93,
            leads=look is Look.STRONG,
        )
        for text, look in ((block.title, Look.STRONG), *((part, Look.BODY) for part in block.parts))
    ]
    return Laid(rows, before=8, after=8, bar=True)


def _ticks(block: Ticks, root: Tag, typesetter: Typesetter) -> Laid:
    listed = root.child("L")
    rows = []
    for tick in block.items:
        body = listed.child("LI").child("LBody")
        width = _TICK_TEXT if tick.detail else BODY_WIDTH - 20
        cells = [LaidCell(LEFT + 20, width, _entries(tick.text, _CELLS[Look.BODY], body.child("P"), width, typesetter))]
        if tick.detail:
            beside, left = BODY_WIDTH - _TICK_TEXT - 32, LEFT + _TICK_TEXT + 32
            detail = _entries(tick.detail, _CELLS[Look.SMALL], body.child("P"), beside, typesetter)
            cells.append(LaidCell(left, beside, detail))
        rows.append(LaidRow(tuple(cells), padding=2.5, drawing=partial(draw_square, ticked=tick.ticked)))
    return Laid(rows, before=3, after=4)


def _signatures(block: Signatures, root: Tag, typesetter: Typesetter) -> Laid:
    count = max(1, len(block.labels))
    width = (BODY_WIDTH - 12 * (count - 1)) / count
    lefts = [LEFT + index * (width + 12) for index in range(count)]
    cells = tuple(
        LaidCell(left + 6, width - 12, _entries(label, _CELLS[Look.SMALL], root.child("P"), width - 12, typesetter))
        for left, label in zip(lefts, block.labels, strict=False)
    )
    frames = partial(draw_frames, lefts=tuple(lefts), width=width, height=_SIGNATURE)
    return Laid([LaidRow(cells, padding=5, at_least=_SIGNATURE - 10, drawing=frames)], before=8, after=8)


def _table(block: Table, root: Tag, typesetter: Typesetter) -> Laid:
    summary = f"/O/Table/Summary{text_string(block.summary)}" if block.summary else ""
    table = root.child("Table", summary)
    edges = _edges(block.columns)
    titles = [_titles(block.columns, edges, table, typesetter)] if any(c.title for c in block.columns) else []
    rows = [_row(row, block, edges, table, typesetter) for row in block.rows]
    for laid, row, following in zip(rows, block.rows, block.rows[1:], strict=False):
        laid.leads = laid.leads or (following.kind is Kind.DETAIL and row.kind is not Kind.DETAIL)
    return Laid(rows, titles, before=3, after=7, closing_rule=0.6)


def _edges(columns: tuple[Column, ...]) -> list[tuple[float, float]]:
    """Left edge and width of the text of each column."""
    unit = BODY_WIDTH / sum(column.share for column in columns)
    edges, left = [], LEFT
    for column in columns:
        width = column.share * unit
        edges.append((left + _GAP, width - 2 * _GAP))
        left += width
    return edges


def _titles(
    columns: tuple[Column, ...], edges: list[tuple[float, float]], table: Tag, typesetter: Typesetter
) -> LaidRow:
    tags = table.child("TR")
    cells = []
    for column, (x, width) in zip(columns, edges, strict=True):
        style = replace(_COLUMN_TITLE, right=column.right)
        cell = tags.child("TH", COLUMN_TITLE)
        cells.append(LaidCell(x, width, _entries(column.title, style, cell, width, typesetter)))
    return LaidRow(tuple(cells), padding=3, fill=0.9)


def _row(row: Row, table: Table, edges: list[tuple[float, float]], tag: Tag, typesetter: Typesetter) -> LaidRow:
    tags = tag.child("TR")
    if row.kind is Kind.GROUP:
        cell = tags.child("TH", f"/O/Table/Scope/Row/ColSpan {len(table.columns)}")
        width = BODY_WIDTH - 2 * _GAP
        entries = _cell_entries(row.cells[0], cell, width, row.kind, False, typesetter)
        return LaidRow((LaidCell(LEFT + _GAP, width, entries),), padding=3, fill=0.96, rule=0.5, leads=True)
    cells = []
    for index, (column, (x, width), content) in enumerate(zip(table.columns, edges, row.cells, strict=True)):
        named = index in table.row_titles
        cell_tag = tags.child("TH", ROW_TITLE) if named else tags.child("TD")
        indent = 10.0 if row.kind is Kind.DETAIL and index == 0 else 0.0
        entries = _cell_entries(content, cell_tag, width - indent, row.kind, column.right, typesetter)
        cells.append(LaidCell(x + indent, width - indent, entries))
    if row.kind is Kind.DETAIL:
        return LaidRow(tuple(cells), padding=1.5)
    if row.kind is Kind.TOTAL:
        return LaidRow(tuple(cells), padding=3, fill=0.94, rule=0.9)
    return LaidRow(tuple(cells), padding=2.5, rule=0.4)


_PLAIN = {
    Kind.ORDINARY: (Look.BODY, Look.AMOUNT),
    Kind.DETAIL: (Look.SMALL, Look.AMOUNT),
    Kind.GROUP: (Look.STRONG, Look.STRONG),
    Kind.TOTAL: (Look.STRONG, Look.TOTAL),
}
"""How a plain string is set in each kind of row, in a column of text and in a column of figures."""


def _cell_entries(
    cell: Cell, tag: Tag, width: float, kind: Kind, right: bool, typesetter: Typesetter
) -> tuple[Entry, ...]:
    if isinstance(cell, str):
        cell = Part(cell, _PLAIN[kind][right])
    if isinstance(cell, Part):
        return _entries(cell.text, _cell_style(cell.look, right, kind), tag, width, typesetter) if cell.text else ()
    parts = [part for part in cell if part.text]
    return tuple(
        entry
        for part in parts
        for entry in _entries(
            part.text,
            _cell_style(part.look, right, kind),
            tag if len(parts) == 1 else tag.child("P"),
            width,
            typesetter,
        )
    )


def _cell_style(look: Look, right: bool, kind: Kind) -> Style:
    style = _CELLS[look]
    if kind is Kind.DETAIL and look is Look.AMOUNT:
        style = replace(style, size=8.5, leading=11, grey=0.15)
    return replace(style, right=True) if right else style
