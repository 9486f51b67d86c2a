"""Two languages on one page: who reads what in which voice, figures that are never turned round, a folded booklet."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from pcb.domain.money import Money
from pcb.reports.blocks import Document, Text
from pcb.reports.booklet import ENLARGED
from pcb.reports.facing import (
    Facing,
    FacingHeading,
    FacingRow,
    FacingTable,
    Furniture,
    MonthDrawing,
    Pair,
    Passage,
    Sign,
    TypeSize,
)
from pcb.reports.pictograms import Pictogram
from pcb.reports.render import render
from pcb.reports.right_to_left import drawn_order
from pcb.reports.text import Style, Typesetter
from tests.reports.reading import searched, spoken, squeezed, structure

DAY = date(2026, 11, 24)
SIZE = TypeSize(14, 14, 17, 22)
ARABIC = "الإيجار 1 520,40 € قبل 24/11/2026."
UKRAINIAN = "Оплатити оренду до кінця місяця"


def pair(french: str, other: str, language: str) -> Pair:
    return Pair(Passage(french), Passage(other, language))


def paper(*blocks: object, booklet: bool = False, size: TypeSize = SIZE, languages: tuple[str, ...] = ("ar",)) -> bytes:
    furniture = Furniture(size, (Passage("Fait le 24/11/2026", small=True),), booklet)
    first = FacingHeading(1, pair("Titre", "العنوان", "ar"), size, Pictogram.HOUSE, "Dessin : une maison")
    blocks = (first, *blocks)  # type: ignore[assignment]
    return render(Document("Titre", "En-tête", "Dossier 1", DAY, blocks, furniture=furniture, languages=languages))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "figure",
    [
        "1\u202f520,40\u202f€",
        "−12,00\u202f€",
        "+1\u202f520,40\u202f€",
        "24/11/2026",
        "05 62 00 00 01",
        "14\u202fh\u202f30",
    ],
)
def test_a_figure_in_an_arabic_line_is_drawn_as_in_french(figure: str) -> None:
    drawn = drawn_order(f"المال {figure} قبل {figure}.")
    assert drawn.count(figure) == 2
    assert drawn.startswith(".")


def test_the_first_word_of_an_arabic_line_is_on_the_right_and_a_name_reads_from_the_left() -> None:
    drawn = drawn_order("أولا Habitat des Coteaux (Lectoure) أخيرا")
    assert drawn.startswith("أخيرا"[::-1])
    assert drawn.endswith("أولا"[::-1])
    assert "Habitat des Coteaux (Lectoure)" in drawn


def test_an_arabic_line_says_what_was_typed_to_a_screen_reader() -> None:
    (line,) = Typesetter().lay_out(ARABIC, Style(14, 18, rtl=True, right=True), 400)
    assert squeezed(line.actual or "") == squeezed(ARABIC)
    assert any("1 520,40\u202f€" in text for _, text in line.runs) or "40\u202f€" in "".join(t for _, t in line.runs)


def test_each_passage_has_its_language_and_the_french_is_said_first_idea_by_idea() -> None:
    pdf = paper(Facing(((pair("un", "واحد", "ar"), pair("deux", UKRAINIAN, "uk")),), SIZE, Sign.SQUARE))
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "<rdf:li>ar</rdf:li>" in opened.Root.Metadata.read_bytes().decode()
        said = list(languages_of(opened.Root.StructTreeRoot.K))
    assert said == ["fr", "ar", "ar", "uk"]  # what the drawing shows is said in French
    assert spoken(pdf) == f"Titre العنوان un واحد deux {UKRAINIAN}"


def languages_of(node: pikepdf.Object) -> list[str]:
    found = [str(node.Lang)] if "/Lang" in node else []
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += languages_of(kid)
    return found


def test_what_is_the_same_is_said_once_where_one_language_stands_under_the_other() -> None:
    same = Pair(Passage("EHPAD"), Passage("EHPAD [en français]"), once=True)
    assert spoken(paper(Facing(((same,),), SIZE))).count("EHPAD") == 2
    under = TypeSize(18, 18, 21, 25, columns=False)
    assert spoken(paper(Facing(((same,),), under), size=under)).count("EHPAD") == 1


def test_a_table_says_its_amounts_once_between_its_labels() -> None:
    rows = (FacingRow((pair("Loyer", "الإيجار", "ar"),), ("548,00 €",)),)
    table = FacingTable(
        pair("Quoi", "ماذا", "ar"), (pair("Par mois", "شهر", "ar"),), rows, SIZE, pair("Après", "بعد", "ar")
    )
    pdf = paper(table)
    (line,) = [row for row in structure(pdf).walk() if row.kind == "TR"][1:]
    assert [(cell.kind, cell.text.strip()) for cell in line.children] == [
        ("TH", "Loyer"),
        ("TD", "548,00\u202f€"),
        ("TD", ""),
        ("TD", "الإيجار"),
    ]


def test_a_pictogram_and_the_drawing_of_the_month_are_figures_that_say_what_they_show() -> None:
    month = MonthDrawing(
        ((date(2026, 11, 5), Money(-100)),),
        30,
        Money(500),
        date(2026, 11, 5),
        Money(-100),
        "05/11/2026 : −1,00 €",
        "Au plus bas",
        SIZE,
    )
    figures = [one for one in structure(paper(month)).walk() if one.kind == "Figure"]
    assert [one.alt for one in figures] == ["Dessin : une maison", "Au plus bas"]
    assert all("/BBox" in one.attributes for one in figures)


def test_the_pages_of_a_booklet_fall_in_order_when_it_is_folded_and_are_read_in_order() -> None:
    pages = [FacingHeading(2, Pair(Passage(f"Feuillet {number}")), SIZE, new_page=True) for number in range(2, 7)]
    pdf = paper(*pages, booklet=True)
    reader = PdfReader(BytesIO(pdf))
    assert [[float(side) for side in page.mediabox[2:]] for page in reader.pages] == [
        pytest.approx([841.89, 595.28], abs=0.1)
    ] * 4
    assert sides_of(pdf) == [("", ""), ("2", ""), ("6", "3"), ("4", "5")]  # 8 and 1, 2 and 7, 6 and 3, 4 and 5
    said = spoken(pdf)
    assert [said.index(f"Feuillet {number}") for number in range(2, 7)] == sorted(
        said.index(f"Feuillet {number}") for number in range(2, 7)
    )
    assert [str(one.title) for one in flat(reader.outline)] == ["Titre", *(f"Feuillet {n}" for n in range(2, 7))]


def sides_of(pdf: bytes) -> list[tuple[str, str]]:
    """What page of the booklet is on the left and on the right of each side."""
    sides = []
    for page in pypdfium2.PdfDocument(pdf):
        text, halves = page.get_textpage(), ["", ""]
        whole = text.get_text_range()
        for found in re.finditer(r"Feuillet (\d)", whole):
            left = text.get_charbox(found.start())[0]
            halves[left > page.get_width() / 2] += found[1]
        sides.append((halves[0], halves[1]))
    return sides


def flat(outline: list[object]) -> list[object]:
    return [one for part in outline for one in (flat(part) if isinstance(part, list) else [part])]


def test_the_figure_of_a_booklet_has_its_box_where_it_is_drawn() -> None:
    plain, folded = (structure(paper(booklet=booklet)) for booklet in (False, True))
    boxes = []
    for tree in (plain, folded):
        (figure,) = [one for one in tree.walk() if one.kind == "Figure"]
        boxes.append([float(edge) for edge in figure.attributes["/BBox"]])  # type: ignore[attr-defined]
    x0, y0, x1, y1 = (edge / ENLARGED for edge in boxes[0])
    half = 841.89 / 2
    assert boxes[1] == pytest.approx([x0 + half, y0, x1 + half, y1], abs=0.05)


def test_an_item_stays_whole_on_a_page() -> None:
    items = tuple(tuple(Pair(Passage(f"idée {item}-{line}")) for line in range(6)) for item in range(12))
    pages = [page.extract_text() for page in PdfReader(BytesIO(paper(Facing(items, SIZE, Sign.DOT)))).pages]
    assert len(pages) > 1
    for item in range(12):
        assert [sum(f"idée {item}-{line}" in page for line in range(6)) for page in pages].count(6) == 1


def test_a_plain_paragraph_of_any_other_paper_is_set_as_before() -> None:
    assert "Bonjour" in searched(render(Document("T", "T", "T", DAY, (Text("Bonjour"),))))
