"""Our own blank form and its template, in two variants: flat, and with the fields of an interactive PDF (AcroForm)."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from pcb.reports.finish import correct_text_maps
from pcb.reports.official.blank import Spot
from pcb.reports.official.own_pages import HEIGHT, WIDTH, Label, OwnBox, OwnPages, OwnTable, own_pages
from pcb.reports.official.reading import FORMAT
from pcb.reports.render import drawn_over
from pcb.reports.rubrics import Kind
from pcb.reports.sheets import Sheets
from pcb.reports.text import Style, Typesetter

TITLE = "Déclaration de surendettement, mise en page de pcb"
_TICKED = "Oui"


def own_blank(with_fields: bool) -> bytes:
    """The blank form in PDF. The same bytes each time."""
    pages = own_pages()

    def draw(sheets: Sheets, typesetter: Typesetter) -> None:
        for rule in pages.rules:
            sheets.turn_to(rule.page)
            sheets.rule(rule.x, rule.y, rule.width, grey=0.3)
        for label in pages.labels:
            _say(sheets, typesetter, label)
        for box in pages.boxes:
            _frame(sheets, box)

    with pikepdf.open(BytesIO(drawn_over(12, WIDTH, HEIGHT, draw))) as pdf:
        correct_text_maps(pdf)
        for page in pdf.pages:
            if "/Trans" in page.obj:
                del page.obj.Trans
        pdf.Root.Lang = String("fr-FR")
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(TITLE)))
        if with_fields:
            _add_fields(pdf, pages)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def own_template(with_fields: bool) -> str:
    """The template that fills it, as an administrator would write it."""
    pages = own_pages()
    lines = [
        f"# Modèle de notre propre mise en page, {'avec champs' if with_fields else 'sans champs'}. Engendré.",
        f'format = "{FORMAT}"',
        f'title = "{TITLE}"',
        'origin = "top-left"',
        "size = 9",
        "floor = 6",
    ]
    for box in pages.boxes:
        if box.row is None and box.rubric.kind is not Kind.SIGNATURE:
            lines += ["", "[[box]]", f'rubric = "{box.rubric.name}"', *_place(box, with_fields, paged=True)]
    for table in pages.tables:
        lines += _table(table, with_fields)
    return "\n".join(lines) + "\n"


def _say(sheets: Sheets, typesetter: Typesetter, label: Label) -> None:
    style = Style(label.size, label.size * 1.25, bold=label.bold, grey=0.1)
    sheets.turn_to(label.page)
    lines = typesetter.lay_out(label.text, style, label.width)
    while len(lines) > 1 and style.size > 4.5 and label.size < 9:
        style = Style(style.size - 0.25, style.leading - 0.3, bold=label.bold, grey=0.1)
        lines = typesetter.lay_out(label.text, style, label.width)
    for rank, line in enumerate(lines):
        sheets.current.operators.append(sheets.shown(line, style, label.x, label.y - rank * style.leading))


def _frame(sheets: Sheets, box: OwnBox) -> None:
    sheets.turn_to(box.spot.page)
    if not box.ticks:
        sheets.frame(box.spot.x, box.spot.top, box.spot.width, box.spot.height, grey=0.6)
    for _, square in box.ticks:
        sheets.frame(square.x, square.top, square.width, square.height, grey=0.3)
    for cell in range(1, box.cells):
        x = box.spot.x + cell * box.spot.width / box.cells
        sheets.current.operators.append(f"0.75 G 0.4 w {x:.2f} {box.spot.y:.2f} m {x:.2f} {box.spot.top:.2f} l S")


def _named(box: OwnBox, code: str = "", row: str = "") -> str:
    name = box.rubric.name.replace("*", row).replace(".", "_")
    return f"{name}__{code}" if code else name


def _at(spot: Spot) -> str:
    sides = (spot.x, HEIGHT - spot.top, spot.width, spot.height)
    return f"[{', '.join(f'{side:.2f}'.rstrip('0').rstrip('.') for side in sides)}]"


def _place(box: OwnBox, with_fields: bool, paged: bool, row: str = "") -> list[str]:
    lines = []
    if paged and not with_fields:
        lines.append(f"page = {box.spot.page + 1}")
    if box.cells:
        lines.append(f"cells = {box.cells}")
    if box.ticks:
        squares = ", ".join(
            f'{code} = "{_named(box, code, row)}"' if with_fields else f"{code} = {_at(spot)}"
            for code, spot in box.ticks
        )
        return [*lines, f"ticks = {{ {squares} }}"]
    return [*lines, f'field = "{_named(box, row=row)}"' if with_fields else f"at = {_at(box.spot)}"]


def _table(table: OwnTable, with_fields: bool) -> list[str]:
    lines = ["", "[[table]]", f'table = "{table.table.name}"', f"page = {table.more.page + 1}"]
    lines += [f"first = {table.first}", f"rows = {table.rows}", f"step = {table.step:g}", f"more = {_at(table.more)}"]
    for box in table.columns:
        name = box.rubric.name.rpartition(".")[2]
        lines += ["[[table.column]]", f'rubric = "{name}"', *_place(box, with_fields, paged=False, row="{row}")]
    return lines


def _add_fields(pdf: Pdf, pages: OwnPages) -> None:
    fields = Array()
    first = {table.table.name: table.first for table in reversed(pages.tables)}
    on_page = {(table.table.name, table.more.page): table.first for table in pages.tables}
    for box in pages.boxes:
        if box.rubric.kind is Kind.SIGNATURE:
            continue
        start = on_page.get((box.rubric.table, box.spot.page), first.get(box.rubric.table, 1))
        row = "" if box.row is None else str(start + box.row)
        places = [(code, spot) for code, spot in box.ticks] or [("", box.spot)]
        for code, spot in places:
            widget = _widget(pdf, _named(box, code, row), spot, tick=bool(code))
            page = pdf.pages[spot.page]
            widget.P = page.obj
            if "/Annots" not in page.obj:
                page.obj.Annots = Array()
            page.obj.Annots.append(widget)
            fields.append(widget)
    pdf.Root.AcroForm = Dictionary(Fields=fields, DA=String("/Helv 9 Tf 0 g"))


def _widget(pdf: Pdf, name: str, spot: Spot, tick: bool) -> pikepdf.Object:
    rect = Array([round(spot.x, 2), round(spot.y, 2), round(spot.right, 2), round(spot.top, 2)])
    common = Dictionary(Type=Name.Annot, Subtype=Name.Widget, T=String(name), Rect=rect, F=4)
    if not tick:
        common.FT = Name.Tx
        common.DA = String("/Helv 9 Tf 0 g")
        return pdf.make_indirect(common)
    common.FT, common.AS, common.V = Name.Btn, Name.Off, Name.Off
    bbox = Array([0, 0, round(spot.width, 2), round(spot.height, 2)])
    drawn = {
        Name(f"/{_TICKED}"): f"0 0 m {spot.width:g} {spot.height:g} l S",
        Name.Off: "",
    }
    states = Dictionary()
    for state, operators in drawn.items():
        stream = pdf.make_stream(operators.encode())
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, bbox
        states[state] = stream
    common.AP = Dictionary(N=states)
    return pdf.make_indirect(common)
