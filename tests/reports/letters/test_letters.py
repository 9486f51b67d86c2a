"""Letters on paper: the address in the window, two pages at most, nothing lost, no mark that leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from pcb.domain.letters import Letter, letter_of, letters, templates
from pcb.errors import IncompleteLetter
from pcb.interview.engine import Asked
from pcb.reports.envelope import address_fits
from pcb.reports.fonts import main_face
from pcb.reports.letters import render_letters, render_slip
from pcb.reports.sheets import HEIGHT
from pcb.reports.text import clean
from tests.domain.letters.corresponding import DAY, all_letters, complete, household, likely
from tests.reports.reading import normal, searched, spoken, squeezed, structure

KEYS = list(templates())
LETTERS = all_letters(joint=True)
SIX_LINES = (
    "Service du recouvrement amiable",
    "Pôle Surendettement, bâtiment C",
    "Immeuble Les Trois Cèdres",
    "1234 avenue du Maréchal de Lattre de Tassigny",
    "CS 40512",
    "31036 Toulouse Cedex 1",
)
MM = 72 / 25.4
WINDOW_LEFT, WINDOW_RIGHT, WINDOW_TOP, WINDOW_BOTTOM = 109 * MM, 190 * MM, 57 * MM, 79 * MM
"""What the window of a DL and that of a C5 always show."""

SEEN_LEFT, SEEN_RIGHT, SEEN_TOP, SEEN_BOTTOM = 90 * MM, 200 * MM, 43.5 * MM, 102 * MM
"""All that one window or the other may show, at the extremes of the play of the sheet."""


def placed(pdf: bytes, page: int = 0) -> Iterator[tuple[str, float, float, float]]:
    """Each line of a page with its left edge, its base line and its size, in points from the top left corner."""
    found: list[tuple[str, float, float, float]] = []

    def visit(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if text.strip():
            found.append((text.strip(), matrix[4], HEIGHT - matrix[5], size))

    PdfReader(BytesIO(pdf)).pages[page].extract_text(visitor_text=visit)
    yield from found


def width_of(text: str, size: float) -> float:
    widths = main_face(bold=False).widths
    return sum(widths[ord(character)] for character in text) * size / 1000


def addressed(letter: Letter, lines: tuple[str, ...]) -> Letter:
    return replace(letter, recipient=lines)


@pytest.mark.parametrize("lines", [SIX_LINES[:1] + SIX_LINES[-1:], SIX_LINES[1:], SIX_LINES], ids=len)
def test_the_address_stands_in_the_window_and_nothing_else_does(lines: tuple[str, ...]) -> None:
    case, letter = LETTERS["instalments"]
    assert address_fits(lines)
    pdf = render_letters(case, (addressed(letter, lines),), DAY)
    inside = [one for one in placed(pdf) if one[1] >= SEEN_LEFT and SEEN_TOP <= one[2] <= SEEN_BOTTOM]
    address = [one for one in inside if one[2] <= WINDOW_BOTTOM]
    assert squeezed(" ".join(one[0] for one in address)) == squeezed(" ".join(lines))
    for text, left, base, size in address:
        assert left >= WINDOW_LEFT
        assert left + width_of(text, size) <= WINDOW_RIGHT
        assert base - 0.8 * size >= WINDOW_TOP
        assert base + 0.25 * size <= WINDOW_BOTTOM
        assert size >= 9
    for text, *_ in inside[len(address) :]:  # below both windows of the sheet folded in three
        assert text.startswith("Lectoure, le 24/11/2026")
    for text, left, base, size in placed(pdf):
        if base <= 92 * MM and left < SEEN_LEFT:
            assert left + width_of(text, size) <= SEEN_LEFT, text


def test_an_address_too_long_for_the_window_is_printed_whole_and_the_counsellor_is_told() -> None:
    case, letter = LETTERS["instalments"]
    long = (*SIX_LINES, *SIX_LINES)
    assert not address_fits(long)
    crowded = addressed(letter, long)
    assert squeezed(" ".join(long)) in squeezed(spoken(render_letters(case, (crowded,), DAY)))
    assert "trop longue pour la fenêtre" in searched(render_slip((crowded,), "2026-0042", DAY))
    assert "trop longue" not in searched(render_slip((letter,), "2026-0042", DAY))


@pytest.mark.parametrize("key", KEYS)
def test_a_letter_says_all_that_it_was_given_in_the_order_of_reading(key: str) -> None:
    case, letter = LETTERS[key]
    said = squeezed(spoken(render_letters(case, (letter,), DAY)))
    order = (*letter.recipient, letter.object, *letter.paragraphs, *letter.signatories)
    place = 0
    for text in order:
        found = said.find(squeezed(text), place)
        assert found >= place, text
        place = found
    for text in (*letter.sender, *letter.references, *letter.attachments):
        assert squeezed(text) in said


def lengthy(asked: Asked) -> str:
    """As much as people write on a bad day."""
    if asked.path.endswith("address"):
        return "\n".join(SIX_LINES[1:])
    match asked.question.kind.widget:
        case "long_text":
            if asked.path.endswith((".reasons", ".details", ".subject")):
                return (
                    "Depuis l’hiver dernier tout s’est enchaîné, le garage, la chaudière, puis l’arrêt de travail. " * 7
                )
            return likely(asked)
        case "text":
            return "Société anonyme de recouvrement et de gestion des contentieux du Grand Sud-Ouest"
        case _:
            return likely(asked)


LONG = all_letters(joint=True, reply=lengthy)


@pytest.mark.parametrize("key", KEYS)
def test_the_longest_realistic_content_takes_two_pages_at_most(key: str) -> None:
    case, letter = LONG[key]
    letter = replace(letter, template=replace(letter.template, annex=False))
    pdf = render_letters(case, (letter,), DAY)
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) <= 2
    if len(pages) == 2:
        assert [normal(page.extract_text())[-10:] for page in pages] == ["page 1 / 2", "page 2 / 2"]
    assert squeezed(letter.text) in squeezed(spoken(pdf))


NASTY = "O'Hara <b>& \"x\" {owed} [x] محمد بن علي 👩‍👧 \u202eretourné\u202c <img src='/etc/hostname'> "


def nasty(asked: Asked) -> str:
    match asked.question.kind.widget:
        case "long_text":
            return (NASTY * 40)[:2000].strip()
        case "text":
            return (NASTY * 4)[: getattr(asked.question.kind, "longest", 300)].strip()[:290]
        case _:
            return likely(asked)


HOSTILE = all_letters(reply=nasty)
PLAIN = all_letters()


@pytest.mark.parametrize("key", KEYS)
def test_hostile_content_is_printed_whole_and_changes_nothing_else(key: str) -> None:
    case, letter = HOSTILE[key]
    other_case, other = PLAIN["files-access"]
    pdf = render_letters(case, (letter, other), DAY)
    said = squeezed(spoken(pdf))
    for text in (*letter.recipient, *letter.paragraphs):
        assert squeezed(clean(text)) in said
    alone = squeezed(spoken(render_letters(other_case, (other,), DAY)))
    assert said.endswith(alone)
    assert len(letter.paragraphs) >= len(PLAIN[key][1].paragraphs)


def test_several_letters_in_one_file_begin_on_their_own_page_and_are_numbered_apart() -> None:
    case = complete(household(), likely)
    mine = tuple(one for one in letters(case, DAY) if one.template.key == "instalments")
    assert len(mine) > 4
    pdf = render_letters(case, mine, DAY)
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == len(mine)
    assert "page 1" not in searched(pdf)
    for page, letter in zip(reader.pages, mine, strict=True):
        assert letter.recipient[0] in normal(page.extract_text())
    assert len([one for one in structure(pdf).walk() if one.kind == "H1"]) == len(mine)
    assert [line.title for line in reader.outline] == [one.label for one in mine]  # type: ignore[union-attr]


def test_a_letter_that_lacks_something_is_not_printed() -> None:
    case = household()
    letter = letter_of(case, "instalments-d1", DAY)
    assert letter is not None
    with pytest.raises(IncompleteLetter, match="Montant proposé chaque mois"):
        render_letters(case, (letter,), DAY)


@pytest.mark.parametrize("key", KEYS)
def test_the_marks_are_for_the_counsellor_and_never_on_the_paper_that_leaves(key: str) -> None:
    case, letter = PLAIN[key]
    paper, slip = searched(render_letters(case, (letter,), DAY)), searched(render_slip((letter,), "2026-0042", DAY))
    assert "VÉRIFIER" not in paper
    assert "rédaction actuelle" not in paper
    assert "ne pas envoyer" in slip
    assert (slip.count("À VÉRIFIER") > 0) is bool(letter.template.to_check or letter.template.form_doubt)
    for basis in letter.template.basis:
        assert squeezed(basis.article) in squeezed(slip)


def test_the_worsened_situation_is_told_line_by_line_on_pages_of_its_own() -> None:
    case, letter = PLAIN["worse"]
    pdf = render_letters(case, (letter,), DAY)
    told = searched(pdf)
    for debt in case.debts:
        assert normal(str(debt.balance)) in told
    assert "Ressources par mois" in told
    assert normal("1 751,40 €") in told
    assert len(PdfReader(BytesIO(pdf)).pages) >= 2


def test_the_same_letters_give_the_same_bytes() -> None:
    case, letter = PLAIN["grace"]
    assert render_letters(case, (letter,), DAY) == render_letters(case, (letter,), DAY)
    assert render_letters(case, (letter,), date(2026, 11, 25)) != render_letters(case, (letter,), DAY)
