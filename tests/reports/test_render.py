"""The bytes of a paper: tagged, sealed against drift, whole across the end of a page."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from pcb.reports.blocks import (
    Bar,
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Kind,
    Look,
    Notice,
    PageBreak,
    Part,
    Row,
    Signatures,
    Table,
    Text,
    Tick,
    Ticks,
)
from pcb.reports.render import render
from tests.reports.reading import normal, searched, squeezed, structure

DAY = date(2026, 11, 23)


def paper(*blocks: Block) -> bytes:
    return render(Document("Un titre à l’essai", "En-tête", "Dossier 2026-0042", DAY, (Heading(1, "Titre"), *blocks)))


def long_table(rows: int) -> Table:
    body = tuple(Row((f"créancier {n}", f"{n},00 €")) for n in range(rows))
    columns = (Column("Créancier", 3), Column("Montant", 1, right=True))
    return Table(columns, (*body, Row(("Total", "9 999,00 €"), Kind.TOTAL)), summary="Les dettes")


@pytest.fixture(scope="module")
def everything() -> bytes:
    return paper(
        Text("Un paragraphe."),
        Notice("À lire", ("Valeur non officielle.",)),
        Heading(2, "Liste"),
        Bullets(("un", "deux")),
        Heading(3, "Cases"),
        Ticks((Tick("Bail", True, "vu"), Tick("Bulletins"))),
        Heading(2, "Tableau"),
        long_table(90),
        Chart(
            (Bar("Ressources", "1 000,00 €", 1), Bar("Charges", "500,00 €", 0.5)), "Ressources 1 000 €, charges 500 €"
        ),
        Signatures(("Signature du déposant", "Signature du co-déposant")),
    )


def test_the_same_document_gives_the_same_bytes() -> None:
    assert paper(long_table(80)) == paper(long_table(80))


def accented(number: int) -> bytes:
    """A paper with hundreds of composite glyphs, which ReportLab reads through the cursor of the font file."""
    return paper(Text("".join(map(chr, (*range(0xC0 + number, 0x17F), *range(0x1E00 + number, 0x1EF0))))))


def test_papers_made_at_the_same_time_do_not_disturb_each_other() -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(6) as threads:
            made = list(threads.map(accented, [0, 1, 2, 3, 4, 5] * 5))
    finally:
        sys.setswitchinterval(interval)
    assert made == [accented(number) for number in range(6)] * 5


def test_the_file_says_its_title_its_language_and_what_it_conforms_to(everything: bytes) -> None:
    with pikepdf.open(BytesIO(everything)) as pdf:
        assert str(pdf.Root.Lang) == "fr-FR"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "Un titre à l’essai"
        packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert "<pdfuaid:part>1</pdfuaid:part>" in packet
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
        assert all("/StructParents" in page.obj for page in pdf.pages)


def test_every_font_is_embedded_and_none_is_borrowed(everything: bytes) -> None:
    with pikepdf.open(BytesIO(everything)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert not any("Helvetica" in str(font.BaseFont) for font in fonts)


def test_headings_are_bookmarks(everything: bytes) -> None:
    outline = PdfReader(BytesIO(everything)).outline
    titles = [entry.title for entry in _flat(outline)]
    assert titles == ["Titre", "Liste", "Cases", "Tableau"]


def _flat(outline: list[object]) -> list[object]:
    return [entry for item in outline for entry in (_flat(item) if isinstance(item, list) else [item])]


def test_each_page_says_its_number_its_reference_and_its_day(everything: bytes) -> None:
    pages = [normal(page.extract_text()) for page in PdfReader(BytesIO(everything)).pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert f"page {number} / {len(pages)}" in text
        assert "Dossier 2026-0042" in text
        assert "Établi le 23/11/2026" in text


def test_the_structure_names_every_part_in_reading_order(everything: bytes) -> None:
    tree = structure(everything)
    assert [child.kind for child in tree.children] == [
        "H1", "P", "Div", "H2", "L", "H3", "L", "H2", "Table", "Figure", "P", "P",
    ]  # fmt: skip
    figure = next(element for element in tree.walk() if element.kind == "Figure")
    assert figure.alt == "Ressources 1 000 €, charges 500 €"
    table = next(element for element in tree.walk() if element.kind == "Table")
    assert len(table.children) == 92
    assert {row.kind for row in table.children} == {"TR"}


def test_column_and_row_titles_say_what_they_name(everything: bytes) -> None:
    table = next(element for element in structure(everything).walk() if element.kind == "Table")
    first, second = table.children[:2]
    assert [(cell.kind, str(cell.attributes["/Scope"])) for cell in first.children] == [("TH", "/Column")] * 2
    assert [cell.kind for cell in second.children] == ["TH", "TD"]
    assert str(second.children[0].attributes["/Scope"]) == "/Row"


def test_column_titles_are_drawn_on_each_page_but_said_once(everything: bytes) -> None:
    table = next(element for element in structure(everything).walk() if element.kind == "Table")
    assert table.text.count("Créancier") == 1
    assert searched(everything).count("Créancier Montant") > 1


def test_page_furniture_is_not_part_of_the_document(everything: bytes) -> None:
    said = structure(everything).text
    assert "En-tête" not in said
    assert "page 1" not in said


def test_a_cell_cut_by_the_end_of_a_page_stays_one_cell() -> None:
    story = " ".join(f"mot{n}" for n in range(3000))
    table = Table((Column("Quoi", 1), Column("Récit", 2)), (Row(("Histoire", story)),))
    tree = structure(paper(table))
    cells = [element for element in tree.walk() if element.kind == "TD"]
    assert len(cells) == 1
    assert normal(cells[0].text) == story


def test_a_title_never_stays_alone_at_the_foot_of_a_page() -> None:
    for filler in range(30, 48):
        pdf = paper(*(Text(f"ligne {n}") for n in range(filler)), Heading(2, "Mon titre"), long_table(60))
        for page in PdfReader(BytesIO(pdf)).pages:
            text = normal(page.extract_text())
            assert ("Mon titre" in text) == ("créancier 0 " in text), filler


def test_a_total_never_stands_alone_on_a_page() -> None:
    for count in range(34, 48):
        for page in PdfReader(BytesIO(paper(long_table(count)))).pages:
            text = page.extract_text()
            assert "Total" not in text or "créancier" in text, count


def test_a_page_break_starts_a_page() -> None:
    assert len(PdfReader(BytesIO(paper(Text("a"), PageBreak(), Text("b")))).pages) == 2


def test_empty_cells_and_empty_texts_are_no_trouble() -> None:
    table = Table((Column("A", 1), Column("B", 1)), (Row(("", (Part("", Look.FAINT), Part("x")))),))
    assert "x" in searched(paper(Text(""), table, Table((Column("A", 1),), ())))


def test_amounts_are_found_by_a_search_with_a_plain_space() -> None:
    table = Table((Column("A", 1), Column("B", 1, right=True)), (Row(("x", "1\u202f250,50\u202f€")),))
    assert "1 250,50 €" in searched(paper(table))


def test_arabic_and_emoji_are_found_by_a_search() -> None:
    text = squeezed(searched(paper(Text("Zoé 😀 doit 12 €"), Text("محمد"))))
    assert "Zoé😀doit12€" in text
    assert "محمد" in text or "دمحم" in text


def test_a_very_long_address_is_printed_whole_and_fast() -> None:
    address = "".join(chr(97 + n % 26) for n in range(20_000))
    table = Table((Column("A", 1), Column("B", 3)), (Row(("x", address)),))
    cells = [element for element in structure(paper(table)).walk() if element.kind == "TD"]
    assert cells[0].text == address


def pages_of(*blocks: Block) -> list[str]:
    return [normal(page.extract_text()) for page in PdfReader(BytesIO(paper(*blocks))).pages]


def lines(count: int) -> tuple[Text, ...]:
    return tuple(Text(f"ligne {n}.") for n in range(count))


def test_a_table_is_not_cut_for_a_little_white() -> None:
    for filler in range(31, 40):
        pages = pages_of(*lines(filler), Heading(2, "Dettes"), long_table(12))
        assert any(all(f"créancier {n} " in text for n in ("0", "11")) for text in pages), filler


def test_a_table_is_cut_rather_than_leave_a_third_of_a_page_white() -> None:
    pages = pages_of(*lines(24), Heading(2, "Dettes"), long_table(30))
    assert "créancier 0 " in pages[0]
    assert "créancier 29 " in pages[1]


def test_a_page_is_not_begun_for_two_lines() -> None:
    for count in range(30, 130, 3):
        assert pages_of(*lines(count))[-1].count("ligne") > 2, count


def test_a_section_set_tighter_or_set_again_says_everything_once_and_in_order() -> None:
    for count in range(36, 50):  # some fit on one page when tighter, some do not and are set as they were
        pdf = paper(*lines(count))
        said = normal(structure(pdf).text)
        assert said == "Titre " + " ".join(f"ligne {n}." for n in range(count))
        with pikepdf.open(BytesIO(pdf)) as opened:
            owned = [
                len(marks) for marks in opened.Root.StructTreeRoot.ParentTree.Nums if isinstance(marks, pikepdf.Array)
            ]
        assert sum(owned) == count + 1


def test_a_list_may_have_its_own_labels() -> None:
    (listed,) = (e for e in structure(paper(Bullets(("un", "deux"), ("[1]", "[2]")))).walk() if e.kind == "L")
    assert [normal(item.text) for item in listed.children] == ["[1] un", "[2] deux"]
    assert str(listed.attributes["/ListNumbering"]) == "/Decimal"


def test_a_line_is_not_parted_from_its_first_detail() -> None:
    columns = (Column("Charge", 3), Column("Montant", 1, right=True))
    details = tuple(Row((f"détail {n}", "1,00 €"), Kind.DETAIL) for n in range(3))
    for count in range(34, 46):
        rows = tuple(Row((f"ligne {n}", "1,00 €")) for n in range(count))
        after = tuple(Row((f"suite {n}", "1,00 €")) for n in range(30))
        for text in pages_of(Table(columns, (*rows, Row(("Ensemble", "3,00 €")), *details, *after))):
            assert ("Ensemble" in text) == ("détail 0" in text), count


def test_a_drawing_that_no_page_can_hold_is_refused_and_never_tried_for_ever() -> None:
    bars = tuple(Bar(f"mois {n}", f"{n} €", 0.5) for n in range(120))
    with pytest.raises(ValueError, match="aucune page"):
        paper(Chart(bars, "Cent vingt barres."))
