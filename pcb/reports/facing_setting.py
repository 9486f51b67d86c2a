"""How the blocks in two languages look: columns, or one language under the other; languages tagged, figures once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from pcb.reports.facing import (
    Facing,
    FacingHeading,
    FacingRow,
    FacingTable,
    MonthDrawing,
    Pair,
    Passage,
    Ruled,
    Sign,
    TypeSize,
)
from pcb.reports.layout import Entry, Laid, LaidCell, LaidRow
from pcb.reports.month_drawing import HEIGHT_IN_LINES, draw_month
from pcb.reports.pictograms import Pictogram, drawn
from pcb.reports.right_to_left import RIGHT_TO_LEFT
from pcb.reports.sheets import BODY_WIDTH, LEFT, Sheets
from pcb.reports.tagging import COLUMN_TITLE, ROW_TITLE, Tag, text_string
from pcb.reports.text import Style, Typesetter

FacingBlock = Facing | FacingHeading | FacingTable | MonthDrawing | Ruled

_LEADING = 1.32
_GUTTER = 14.0
_GAP = 4.0
_RULED = 2.4  # lines of type from one line to write on to the next
_HEAD_AT_MOST = 0.2
"""Of the width of a table, for the title of a column: a longer one is broken."""
_AMOUNTS_AT_MOST = 0.4
"""Of the width of a table, for one column of amounts: a longer one is broken."""

Box = tuple[float, float]
"""Left edge and width."""


def set_facing(block: FacingBlock, root: Tag, typesetter: Typesetter) -> Laid:
    """The block, measured and tagged as the next child of ``root``."""
    match block:
        case FacingHeading():
            return _heading(block, root, typesetter)
        case Facing():
            return _facing(block, root, typesetter)
        case FacingTable():
            return _table(block, root, typesetter)
        case Ruled():
            return _ruled(block)
        case MonthDrawing():
            figure = root.child("Figure", alt=block.alt, lang="fr")
            height = block.size.body * _LEADING * HEIGHT_IN_LINES
            drawing = partial(draw_month, block, figure, typesetter)
            return Laid([LaidRow((), at_least=height, drawing=drawing)], before=6, after=6)


def passage_style(passage: Passage, size: TypeSize) -> Style:
    points = size.small if passage.small else size.body
    rtl = passage.language in RIGHT_TO_LEFT
    return Style(points, points * _LEADING, bold=passage.strong, right=rtl, rtl=rtl)


def _entries(
    passage: Passage, style: Style, parent: Tag, kind: str, width: float, typesetter: Typesetter
) -> tuple[Entry, ...]:
    lang = "" if passage.language == "fr" else passage.language
    tag = parent.child(kind, lang=lang)
    return tuple(Entry(line, style, tag) for line in typesetter.lay_out(passage.text, style, width))


def _boxes(box: Box, columns: bool) -> tuple[Box, Box]:
    """Where the French and the other language stand in a box: the second begins at one place down the page."""
    left, width = box
    if not columns:
        return box, box
    ends, begins = LEFT + (BODY_WIDTH - _GUTTER) / 2, LEFT + (BODY_WIDTH + _GUTTER) / 2
    return (left, ends - left), (begins, left + width - begins)


def _pair_cells(
    pair: Pair,
    size: TypeSize,
    parent: Tag,
    box: Box,
    typesetter: Typesetter,
    style: Style | None = None,
    kind: str = "P",
) -> tuple[LaidCell, ...]:
    """One idea in both languages: two cells side by side, or one."""
    french, other = pair.french, pair.facing(size.columns)
    own, beside = _boxes(box, size.columns and other is not None)
    left = _entries(french, style or passage_style(french, size), parent, kind, own[1], typesetter)
    if other is None:
        return (LaidCell(*own, left),)
    base = passage_style(other, size)
    other_style = base if style is None else replace(style, right=base.right, rtl=base.rtl)
    right = _entries(other, other_style, parent, kind, beside[1], typesetter)
    return (LaidCell(*own, left), LaidCell(*beside, right)) if size.columns else (LaidCell(*own, left + right),)


def _heading(block: FacingHeading, root: Tag, typesetter: Typesetter) -> Laid:
    size = block.size.title if block.level == 1 else block.size.heading
    style = Style(size, size * 1.25, bold=True)
    side = size * 1.9 if block.picture else 0.0
    indent = side + 10 if block.picture else 0.0
    spoken = "fr" if block.pair.other else ""
    figure = root.child("Figure", alt=block.alt, lang=spoken) if block.picture else None
    tag = root.child(f"H{block.level}")
    box = (LEFT + indent, BODY_WIDTH - indent)
    cells = _pair_cells(block.pair, block.size, tag, box, typesetter, style, "Span")
    rise = max(0.0, (side - style.leading) / 2)
    drawing = partial(_draw_picture, block.picture, figure, side, rise) if block.picture and figure else None
    return Laid(
        [LaidRow(cells, padding=2 + rise, drawing=drawing)],
        before=size * 0.9,
        after=size * 0.35,
        keeps=True,
        new_page=block.new_page,
        closing_rule=1.2,
        bookmark=(block.level - 1, block.pair.french.text),
    )


def _draw_picture(picture: Pictogram, figure: Tag, side: float, rise: float, sheets: Sheets, top: float) -> None:
    """The drawing, whose middle is at the height of the first line of the title."""
    top += rise
    figure.attributes = f"/O/Layout/Placement/Block/BBox[{LEFT:.2f} {top - side:.2f} {LEFT + side:.2f} {top:.2f}]"
    sheets.figure(figure, drawn(picture, LEFT, top - side, side))


def _facing(block: Facing, root: Tag, typesetter: Typesetter) -> Laid:
    size = block.size
    indent = {Sign.NONE: 0.0, Sign.DOT: size.body * 1.1, Sign.SQUARE: size.body * 1.9}[block.sign]
    margin = 12.0 if block.boxed else 0.0
    box = (LEFT + margin + indent, BODY_WIDTH - 2 * margin - indent)
    listed = None if block.sign is Sign.NONE else root.child("L")
    rows: list[LaidRow] = []
    for item in block.items:
        body = listed.child("LI").child("LBody") if listed else root.child("Div") if block.boxed else root
        for number, pair in enumerate(item):
            cells = _pair_cells(pair, size, body, box, typesetter)
            first, last = number == 0, number == len(item) - 1
            rows.append(
                LaidRow(
                    cells,
                    padding=size.body * 0.12,
                    fill=0.93 if block.boxed else None,
                    together=not last,
                    rule=0.4 if rows and first and len(item) > 1 else 0.0,
                    drawing=partial(_draw_sign, block.sign, size.body) if listed and first else None,
                )
            )
    return Laid(rows, before=size.body * 0.3, after=size.body * 0.5, bar=block.boxed, keeps=block.keeps)


def _ruled(block: Ruled) -> Laid:
    size = block.size.body
    rows = [
        LaidRow(
            (),
            at_least=size * _RULED,
            together=number < block.count - 1,
            drawing=partial(_draw_ruled, block.sign, size),
        )
        for number in range(block.count)
    ]
    return Laid(rows, after=size * 0.5)


def _draw_ruled(sign: Sign, size: float, sheets: Sheets, top: float) -> None:
    base = top - size * (_RULED - 0.3)
    indent = size * 1.9 if sign is Sign.SQUARE else 0.0
    if indent:
        _draw_sign(sign, size, sheets, base + size)
    sheets.rule(LEFT + indent, base, BODY_WIDTH - indent, grey=0.3, thickness=0.8)


def _draw_sign(sign: Sign, size: float, sheets: Sheets, top: float) -> None:
    if sign is Sign.SQUARE:
        sheets.frame(LEFT + 2, top - size * 0.12, size * 1.05, size * 1.05, grey=0.0)
    else:
        sheets.box(LEFT + 3, top - size * 0.55, size * 0.32, size * 0.32, grey=0.0)


def _table(block: FacingTable, root: Tag, typesetter: Typesetter) -> Laid:
    summary = f"/O/Table/Summary{text_string(block.summary)}" if block.summary else ""
    table = root.child("Table", summary)
    layout = _layout(block, typesetter)
    title = FacingRow((block.title,), ())
    titles = _row(title, block, layout, table, typesetter, titled=True)
    rows = [_row(row, block, layout, table, typesetter) for row in block.rows]
    for first in rows[:1]:
        first.leads = True  # the titles never stand over one row alone at the foot of a page
    return Laid(rows, [titles], before=3, after=block.size.body * 0.6, closing_rule=0.6)


def _layout(block: FacingTable, typesetter: Typesetter) -> tuple[Box, Box | None, list[Box]]:
    """Where the labels stand, in French and in the other language (None: under the French), and each amount."""
    size, count = block.size, len(block.titles)
    style = _amount_style(size, strong=True)
    beside = size.columns and block.title.other is not None
    widths = []
    for column in range(count):
        amounts = [row.amounts[column] for row in block.rows if row.amounts]
        widest = max((line.width for text in amounts for line in typesetter.lay_out(text, style, 1e6)), default=0.0)
        least = max(size.body * 4.4, _head_width(block.titles[column], size, typesetter))
        widths.append(min(max(widest, least) + 2 * _GAP, BODY_WIDTH * _AMOUNTS_AT_MOST))
    if block.blank:
        widths.append(max(size.body * 5.6, _head_width(block.blank, size, typesetter) + 2 * _GAP))
    labels = BODY_WIDTH - sum(widths)
    label = labels / 2 if beside else labels
    left, boxes = LEFT + label, []
    for width in widths:
        boxes.append((left + _GAP, width - 2 * _GAP))
        left += width
    other = (left + _GAP, label - 2 * _GAP) if beside else None
    return (LEFT + _GAP, label - 2 * _GAP), other, boxes


def _head_width(pair: Pair, size: TypeSize, typesetter: Typesetter) -> float:
    """The width of a column whose title stands on one line in each language, if it is not too long for that."""

    def width(text: str, passage: Passage) -> float:
        return float(max(line.width for line in typesetter.lay_out(text, _head_style(passage, size), 1e6))) + 1

    passages = [passage for passage in (pair.french, pair.other) if passage and passage.text.strip()]
    whole = max((width(passage.text, passage) for passage in passages), default=0.0)
    word = max((width(word, passage) for passage in passages for word in passage.text.split()), default=0.0)
    most = BODY_WIDTH * (_HEAD_AT_MOST if size.columns else _HEAD_AT_MOST * 1.5)
    return max(word, min(whole, float(most)))


def _head_style(passage: Passage, size: TypeSize) -> Style:
    return replace(passage_style(replace(passage, strong=True, small=True), size), right=True)


def _amount_style(size: TypeSize, strong: bool = False) -> Style:
    return Style(size.body, size.body * _LEADING, bold=strong, tabular=True, right=True)


def _row(
    row: FacingRow,
    block: FacingTable,
    layout: tuple[Box, Box | None, list[Box]],
    table: Tag,
    typesetter: Typesetter,
    titled: bool = False,
) -> LaidRow:
    """A row: its label, its amounts, the white cell, the other language; in this order on the page and in the tree."""
    own, beside, boxes = layout
    size, tags = block.size, table.child("TR")
    strong = row.total or titled
    name = tags.child("TH", COLUMN_TITLE if titled else ROW_TITLE)
    french: tuple[Entry, ...] = ()
    other: tuple[Entry, ...] = ()
    cells: list[LaidCell] = []
    for pair in row.label:
        passage = replace(pair.french, strong=strong or pair.french.strong)
        french += _entries(passage, passage_style(passage, size), name, "P", own[1], typesetter)
        told_under = pair.facing(size.columns)
        if told_under and beside is None:
            under = replace(told_under, strong=strong or told_under.strong)
            french += _entries(under, passage_style(under, size), name, "P", own[1], typesetter)
    cells.append(LaidCell(*own, french))
    heads = (*block.titles, *((block.blank,) if block.blank else ())) if titled else ()
    for number, box in enumerate(boxes):
        if titled:
            cells.append(LaidCell(*box, _head(heads[number], size, tags.child("TH", COLUMN_TITLE), box[1], typesetter)))
        else:
            cell = tags.child("TD")
            text = row.amounts[number] if number < len(row.amounts) else ""
            style = _amount_style(size, row.total)
            lines = typesetter.lay_out(text, style, box[1]) if text else ()
            cells.append(LaidCell(*box, tuple(Entry(line, style, cell) for line in lines)))
    if beside:
        told = tags.child("TH", COLUMN_TITLE) if titled else tags.child("TD")
        for pair in row.label:
            if pair.other:
                passage = replace(pair.other, strong=strong or pair.other.strong)
                other += _entries(passage, passage_style(passage, size), told, "P", beside[1], typesetter)
        cells.append(LaidCell(*beside, other))
    fill = 0.9 if titled else 0.94 if row.total else None
    closing = None if titled or not block.blank else partial(_draw_blank, boxes[-1])
    padding = size.body * 0.22
    return LaidRow(
        tuple(cells), padding=padding, fill=fill, rule=0.9 if row.total else 0.4, closing=closing, leads=False
    )


def _head(pair: Pair, size: TypeSize, tag: Tag, width: float, typesetter: Typesetter) -> tuple[Entry, ...]:
    """The title of a column of amounts, in both languages, one under the other."""
    found: tuple[Entry, ...] = ()
    for passage in (pair.french, pair.other):
        if passage and passage.text:
            found += _entries(passage, _head_style(passage, size), tag, "P", width, typesetter)
    return found


def _draw_blank(box: Box, sheets: Sheets, top: float) -> None:
    """A dotted place to write an amount by hand."""
    sheets.dots(box[0], top - 13, box[1])
