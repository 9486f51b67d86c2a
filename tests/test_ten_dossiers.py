"""Households go from file to complete dossier, with a file for each paper: opened by two readers, read back whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.papers_to_join.situation import FORM, LETTER
from pcb.interview import engine
from pcb.reports.blocks import Document, Heading, Text
from pcb.reports.render import render
from pcb.storage.household_file import read_household
from pcb.usecases.advice import Reading
from pcb.usecases.assembly import Variant
from pcb.usecases.paper_folder import Papers, dossier_of
from pcb.usecases.pieces import JoinedFile
from tests.conftest import HOUSEHOLDS
from tests.reports.pdf_facts import PdfFacts, facts_of

DAY = date(2025, 6, 30)
FAMILIES = sorted(path.stem for path in HOUSEHOLDS.glob("*.toml"))
TEN = {
    "couple-deux-enfants", "parent-seul-rsa", "jeune-heberge", "proprietaires-pret-immobilier", "retraitee-caution",
    "separe-garde-alternee", "majeure-protegee", "eleveur-nogaro", "sans-domicile-aah",
}  # fmt: skip
NOT_ON_PAPER = ("welcome.", "request.", "note", "set_aside", "papers", "letter", "reference", "filing.signed")
"""What the counsellor notes for the work itself: the form has no rubric for it."""


@cache
def photograph(turn: int) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((280, 400) if turn % 2 else (400, 280)).save(out, "JPEG", quality=50)
    return out.getvalue()


def document(words: str) -> bytes:
    return render(Document(words, words, words, DAY, (Heading(1, words), Text("1 234,56 €"))))


def papers_of(case: Case) -> Papers:
    """A file for each paper: a photograph, a PDF, or two photographs in turn."""
    files, contents = [], []
    for turn, paper in enumerate(papers_to_join(engine.effective(case), DAY)):
        if paper.key in (FORM, LETTER):
            continue
        made = [document(f"Copie {paper.key}")] if turn % 3 == 0 else [photograph(turn + n) for n in range(turn % 3)]
        for content in made:
            name = f"f{len(files)}"
            files.append(JoinedFile(name, paper.key, 1, len(content), sha256(content).hexdigest()))
            contents.append((name, content))
    return Papers(tuple(files), tuple(contents))


@pytest.fixture(scope="module", params=FAMILIES)
def family(request: pytest.FixtureRequest) -> tuple[Case, Papers, PdfFacts]:
    case = read_household(HOUSEHOLDS / f"{request.param}.toml")
    papers = papers_of(case)
    (made,) = dossier_of(case, DAY, Reading.COMMISSION, Variant.WHOLE, papers=papers)
    return case, papers, facts_of(made.content)


def said(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every name and amount of a case, as the paper writes it."""
    if path.startswith(NOT_ON_PAPER):
        return
    if isinstance(value, Money):
        yield path, str(value)
    elif isinstance(value, str) and not path.endswith((".id", ".owner")):
        yield path, value
    elif isinstance(value, tuple):
        for item in value:
            yield from said(item, f"{path}.{item.id}" if hasattr(item, "id") else path)
    elif is_dataclass(value):
        for field in fields(value):
            yield from said(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u202f", "").split())


def test_the_households_of_the_issue_are_among_them() -> None:
    assert set(FAMILIES) >= TEN
    assert len(FAMILIES) >= 10


def test_two_readers_open_it_without_a_word(family: tuple[Case, Papers, PdfFacts]) -> None:
    facts = family[2]
    assert facts.complaints == []


def test_it_has_title_language_bookmarks_and_only_embedded_fonts(family: tuple[Case, Papers, PdfFacts]) -> None:
    _, papers, facts = family
    assert (facts.title, facts.language, facts.shows_title) == ("Dossier de surendettement", "fr-FR", True)
    pieces = {file.paper_key for file in papers.files}
    assert sum(title.startswith("Pièce ") for title in facts.bookmarks) == len(pieces) > 5
    for title in ("Déclaration de surendettement", "Lettre d’explication", "Inventaire des créanciers"):
        assert title in facts.bookmarks
    assert facts.fonts > 2
    assert facts.loose_fonts == []


def test_every_amount_and_every_name_is_read_back(family: tuple[Case, Papers, PdfFacts]) -> None:
    case, _, facts = family
    text = squeezed(facts.text)
    lacking = [(path, told) for path, told in said(engine.effective(case)) if squeezed(told) not in text]
    assert lacking == []


def test_every_page_of_every_paper_is_stamped_once(family: tuple[Case, Papers, PdfFacts]) -> None:
    _, papers, facts = family
    pages = sum(file.pages for file in papers.files)
    assert facts.text.count(" · page ") == pages
    assert facts.pages > pages + 8


def test_a_font_left_out_and_a_damaged_file_would_be_seen() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(10, 10, "Helvetica")
    canvas.save()
    assert facts_of_loose(out.getvalue())


def facts_of_loose(content: bytes) -> list[str]:
    import pikepdf

    with pikepdf.open(BytesIO(content), allow_overwriting_input=False) as pdf:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary()
        copy = BytesIO()
        pdf.save(copy)
    return facts_of(copy.getvalue()).loose_fonts
