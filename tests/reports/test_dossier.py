"""The dossier on paper: contents that tell the truth, pages from elsewhere that nothing covers, claims that hold."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from pcb.domain.assessment import assess
from pcb.domain.case import Case
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.vocabulary.papers import PaperState
from pcb.reports.blocks import Contents, ContentsLine, Document, Heading, PageBreak, Plate, Text
from pcb.reports.dossier import Dossier, Piece, PieceFile, render
from pcb.reports.foreign import page_sizes
from pcb.reports.render import render as render_document

DAY = date(2025, 6, 30)
MARK = "Version 7 ; empreinte " + "0123456789abcdef" * 4
LETTER = (
    "Nadia Ferrand\n14 rue des Tanneurs\n\nBanque de France Surendettement\nTSA 41217\n75035 Paris Cedex 01\n\n"
    "Objet : demande\n\nMadame, Monsieur,\n\nVoici <b>notre</b> situation & ses causes.\n\nFait à Auch, le ……\n"
    "Signature (Nadia) :\nSignature (Julien) :"
)


def jpeg(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(out, "JPEG")
    return out.getvalue()


SOURCES = {"tall": jpeg(300, 400), "wide": jpeg(900, 500)}
SIZES = {name: page_sizes(content) for name, content in SOURCES.items()}


def dossier_of(case: Case, letter: str = LETTER) -> Dossier:
    pieces = []
    for number, paper in enumerate(papers_to_join(case, DAY), 1):
        files = (PieceFile("tall", 1), PieceFile("wide", 1)) if number in (3, 5) else ()
        state = PaperState.IN_DOSSIER if files else PaperState.IMPOSSIBLE if number == 4 else PaperState.TO_BRING
        reason = "Le bailleur refuse." if number == 4 else ""
        pieces.append(Piece(number, paper.heading, paper.label, paper.concerns, state, reason, files, number < 3))
    return Dossier(
        case, assess(case, DAY), DAY, letter, tuple(pieces), "Version 7 ; empreinte " + "0123456789abcdef" * 4
    )


@pytest.fixture(scope="module")
def whole(full: Case) -> bytes:
    return render(dossier_of(full), SIZES, SOURCES)


def texts(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def bookmarks(content: bytes) -> dict[str, int]:
    """The page, from 1, of each bookmark."""
    reader = PdfReader(BytesIO(content))
    found: dict[str, int] = {}

    def walk(outline: list[Any]) -> None:
        for one in outline:
            if isinstance(one, list):
                walk(one)
            else:
                number = reader.get_destination_page_number(one)
                assert number is not None
                found[str(one.title)] = number + 1

    walk(reader.outline)
    return found


def test_the_contents_give_the_page_where_each_part_and_each_paper_begins(whole: bytes) -> None:
    cover = texts(whole)[0]
    told = cover[cover.index("Ce que contient ce dossier") :]
    marks = bookmarks(whole)
    for title in ("Déclaration de surendettement", "Lettre d’explication", "Inventaire des créanciers"):
        assert f"{title} {marks[title]}" in told
    pieces = {title: page for title, page in marks.items() if title.startswith("Pièce ")}
    assert len(pieces) == 2
    for title, page in pieces.items():
        assert f"{title} {page}" in told
        assert f"Pièce {title.split()[1]} · page 1/2 · dossier 2026-0042" in texts(whole)[page - 1]


def test_every_page_bears_its_number_and_the_whole_mark(whole: bytes) -> None:
    pages = texts(whole)
    for number, text in enumerate(pages, 1):
        assert f"page {number} / {len(pages)}" in text
        assert MARK.replace(" ;", "\u202f;") in text.replace(" ;", "\u202f;")


def test_nothing_covers_a_page_from_elsewhere(whole: bytes) -> None:
    """What is drawn ends above the stamp and within the page, upright or lying as it is itself."""
    with pikepdf.open(BytesIO(whole)) as pdf:
        plates = [page for page in pdf.pages if "/XObject" in page.Resources]
        assert [float(page.mediabox[2]) > float(page.mediabox[3]) for page in plates] == [False, True, False, True]
        for page in plates:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            found = [op for op in pikepdf.parse_content_stream(page) if str(op.operator) == "cm"]
            wide, _, _, high, x, y = (float(number) for number in found[-1].operands)
            assert y >= 44
            assert x >= 20
            assert x + wide <= width - 19.9
            assert y + high <= height - 17.9


def test_a_photograph_is_put_in_to_the_byte_and_has_its_words(whole: bytes) -> None:
    with pikepdf.open(BytesIO(whole)) as pdf:
        pictures = [
            page.Resources.XObject["/Plate"].read_raw_bytes() for page in pdf.pages if "/XObject" in page.Resources
        ]
        alts = [
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert pictures == [SOURCES["tall"], SOURCES["wide"]] * 2
    assert sum("Copie, page 2 sur 2." in alt for alt in alts) == 2


def test_the_claims_go_when_pages_come_from_elsewhere_and_stay_without(full: Case, whole: bytes) -> None:
    front = render(dossier_of(full), {}, {}, with_papers=False)
    for content, claims in ((front, True), (whole, False)):
        with pikepdf.open(BytesIO(content)) as pdf:
            packet = pdf.Root.Metadata.read_bytes()
            assert (b"pdfuaid:part" in packet, b"pdfaid:part" in packet) == (claims, claims)
            assert pdf.Root.MarkInfo.Marked is True or bool(pdf.Root.MarkInfo.Marked)
            assert str(pdf.Root.Lang) == "fr-FR"


def test_the_same_facts_and_files_give_the_same_bytes(full: Case, whole: bytes) -> None:
    assert render(dossier_of(full), SIZES, SOURCES) == whole


def test_the_letter_is_set_as_a_letter_with_boxes_to_sign_in_and_no_markup(full: Case) -> None:
    pages = texts(render(dossier_of(full), {}, {}, with_papers=False))
    (letter,) = [text for text in pages if "Madame, Monsieur," in text]
    assert "Voici <b>notre</b> situation & ses causes." in letter
    assert letter.index("14 rue des Tanneurs") < letter.index("TSA 41217") < letter.index("Objet")
    assert letter.count("Signature (") == 2


@pytest.mark.parametrize("text", ["", "Une ligne.", "A\n\nB\n\n\n\nC", "Signature :"])
def test_a_letter_that_was_rewritten_is_printed_as_it_is(full: Case, text: str) -> None:
    pages = texts(render(dossier_of(full, text), {}, {}, with_papers=False))
    (letter,) = [page for page in pages if "Lettre d’explication" in page and "Ce que contient" not in page]
    for word in text.replace("Signature :", "Signature").split():
        assert word in letter


def test_the_inventory_has_a_line_for_each_debt_and_sums_that_say_what_is_unknown(full: Case) -> None:
    pages = " ".join(texts(render(dossier_of(full), {}, {}, with_papers=False)))
    inventory = pages[pages.rindex("Inventaire des créanciers") : pages.rindex("Annexe — Explication")]
    for debt in full.debts:
        assert str(debt.creditor) in inventory
    assert f"Total des {len(full.debts)} dettes" in inventory
    assert "inconnu" in inventory


def test_the_list_says_where_each_paper_stands_and_why_one_cannot_be_had(full: Case) -> None:
    pages = " ".join(texts(render(dossier_of(full), {}, {}, with_papers=False)))
    assert "Le bailleur refuse." in pages
    assert "2 établies dans ce dossier, 2 dans le dossier" in pages
    assert "1 impossible à obtenir" in pages


def test_a_part_drawn_tighter_keeps_its_contents_right() -> None:
    """Contents that are withdrawn and set again still tell where each heading is."""
    lines = tuple(ContentsLine(f"Partie {n}", f"a{n}") for n in range(60))
    blocks = [Heading(1, "Titre"), Contents(lines)]
    for n in range(60):
        blocks += [PageBreak(), Heading(2, f"Partie {n}", anchor=f"a{n}"), Text("texte")]
    content = render_document(Document("T", "T", "T", DAY, tuple(blocks)))
    marks, pages = bookmarks(content), texts(content)
    front = " ".join(pages[: marks["Partie 0"] - 1])
    assert all(f"Partie {n} {marks[f'Partie {n}']}" in front for n in range(60))


def test_a_small_picture_is_not_blown_up() -> None:
    content = jpeg(96, 48)
    (size,) = page_sizes(content)
    document = Document("T", "T", "T", DAY, (Heading(1, "T"), Plate("a", 0, *size, alt="petit", stamp="Pièce 1")))
    with pikepdf.open(BytesIO(render_document(document, {"a": content}))) as pdf:
        found = [op for op in pikepdf.parse_content_stream(pdf.pages[1]) if str(op.operator) == "cm"]
    assert [float(number) for number in found[-1].operands][:4] == [72, 0, 0, 36]
