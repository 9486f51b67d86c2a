"""The papers for the person, read back: every figure of the snapshot, the same in each register, language and size."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from pcb.domain.take_home.snapshot import BudgetSheet, Snapshot
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.reports.blocks import Document
from pcb.reports.facing import Facing, FacingHeading, FacingTable, MonthDrawing, Pair, Ruled
from pcb.reports.take_home.paper import compose, render
from pcb.reports.text import clean
from tests.reports.reading import searched, spoken, squeezed, structure
from tests.reports.take_home import snapshots
from tests.reports.take_home.demo_snapshots import HOUSEHOLDS, demo
from tests.reports.take_home.figures import AMOUNT, in_text, walked

NAMES = [path.stem for path in HOUSEHOLDS]
FRENCH = Language.FRENCH


def of_kind(snapshot: Snapshot, kind: PaperKind) -> set[str]:
    """What a paper must say: its own part of the snapshot."""
    month = snapshot.month
    last = snapshot.month.next_month - timedelta(days=1)
    dated = [month.lowest_day, month.lowest, month.worst, month.closing] if month.days else []
    parts: dict[PaperKind, object] = {
        PaperKind.BUDGET: (budget_of(snapshot), snapshot.notes),
        PaperKind.CALENDAR: (
            month.first_day, last, month.opening, month.days, month.undated, *dated, month.notes
        ),
        PaperKind.ACTIONS: (
            snapshot.watch, snapshot.to_pay, snapshot.not_now, snapshot.todo, snapshot.papers, snapshot.appointments
        ),
    }  # fmt: skip
    wanted = parts.values() if kind is PaperKind.SET else (parts[kind],)
    return {snapshot.day.strftime("%d/%m/%Y")} | {figure for part in wanted for figure in walked(part)}


def budget_of(snapshot: Snapshot) -> BudgetSheet:
    """The budget, without the sums that mean nothing when no resource is known."""
    sheet = snapshot.budget
    if all(line.kind != "income" for line in sheet.unknown):
        return sheet
    return replace(sheet, total_resources=sheet.total_charges, remainder=sheet.total_charges)


def texts(document: Document, other: bool) -> str:
    """What a composed paper says in one of its languages."""
    found: list[str] = []

    def add(pair: Pair) -> None:
        passage = pair.other if other and pair.other else pair.french
        found.append(passage.text)

    for block in document.blocks:
        match block:
            case FacingHeading():
                add(block.pair)
            case Facing():
                for item in block.items:
                    for pair in item:
                        add(pair)
            case FacingTable():
                for row in block.rows:
                    for pair in row.label:
                        add(pair)
                    found.extend(row.amounts)
            case MonthDrawing():
                found.append(block.label)
    return "\n".join(found)


@pytest.mark.parametrize("name", NAMES[:12])
def test_every_figure_of_the_snapshot_is_in_each_register_and_each_language(name: str) -> None:
    """Before the pages are set: the whole set in eight languages and two registers, the two columns of each; the three
    papers that it is made of."""
    snapshot = demo(name)
    for kind in PaperKind:
        wanted = of_kind(snapshot, kind)
        for register in Register:
            for language in Language if kind is PaperKind.SET else (FRENCH, Language.ARABIC):
                made = compose(snapshot, kind, register, language)
                for other in (False, True):
                    assert wanted <= in_text(texts(made, other)), (kind, register, language, other)


def amounts_by_row(pdf: bytes) -> list[str]:
    """The cells that hold an amount alone, in their order; a label of the other language may hold one too."""
    cells = [squeezed(one.text) for one in structure(pdf).walk() if one.kind == "TD"]
    return [cell for cell in cells if AMOUNT.fullmatch(cell)]


@pytest.mark.parametrize(("name", "language"), list(zip(NAMES[:12], list(Language)[1:] * 2, strict=False)))
def test_the_figures_read_back_from_the_pdf_are_those_of_the_snapshot(name: str, language: Language) -> None:
    """Each household in one language, the whole set, both registers: as searched and as a screen reader says it."""
    snapshot = demo(name)
    wanted = of_kind(snapshot, PaperKind.SET)
    tables = []
    for register in Register:
        pdf = render(snapshot, PaperKind.SET, register, language)
        assert wanted <= in_text(spoken(pdf))
        tables.append(amounts_by_row(pdf))
    assert wanted <= in_text(searched(pdf))
    assert tables[0] == tables[1]


@pytest.mark.proof
@pytest.mark.parametrize("name", NAMES)
def test_every_paper_of_every_household_says_the_same_figures(name: str) -> None:
    snapshot = demo(name)
    for kind in PaperKind:
        wanted = of_kind(snapshot, kind)
        tables = set()
        for register in Register:
            for language in Language:
                for size in Size:
                    pdf = render(snapshot, kind, register, language, size)
                    assert wanted <= in_text(spoken(pdf)), (kind, register, language, size)
                    tables.add(tuple(amounts_by_row(pdf)))
        assert len(tables) == 1, kind


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    made = [render(snapshots.full(), PaperKind.SET, Register.EASY, Language.ARABIC, Size.BOOKLET) for _ in range(2)]
    assert made[0] == made[1]


def test_an_empty_household_says_that_nothing_is_noted_and_never_that_there_is_nothing() -> None:
    for kind in (PaperKind.BUDGET, PaperKind.ACTIONS):
        assert "Rien n’est noté ici." in spoken(render(snapshots.empty(), kind, Register.EASY, FRENCH))
    unknown = spoken(render(snapshots.empty(), PaperKind.BUDGET, Register.EASY, FRENCH))
    assert "il ne reste rien" not in unknown
    assert "il vous manque" not in unknown
    assert "Ce total n’est pas complet." in unknown
    assert "Aucune date n’est connue" in spoken(
        render(snapshots.empty(), PaperKind.CALENDAR, Register.STANDARD, FRENCH)
    )


@pytest.mark.parametrize("language", [FRENCH, Language.ENGLISH, Language.ARABIC])
def test_what_was_typed_to_harm_is_printed_whole_and_changes_nothing_else(language: Language) -> None:
    """Each of the 2 000-character texts, whole, wherever it was typed; the figures stay those of the full snapshot."""
    hostile = snapshots.hostile()
    said = squeezed(spoken(render(hostile, PaperKind.SET, Register.EASY, language)))
    typed = squeezed(clean(snapshots.HOSTILE))
    assert len(snapshots.HOSTILE) > 1900
    assert said.count(typed) >= 19
    plain = replace(hostile, **dict.fromkeys(("reference", "household", "counsellor", "structure", "phone"), "x"))
    assert in_text(said) == in_text(squeezed(spoken(render(plain, PaperKind.SET, Register.EASY, language))))


def test_a_typed_text_stays_in_french_and_says_so_in_the_other_column() -> None:
    said = spoken(render(snapshots.full(), PaperKind.ACTIONS, Register.STANDARD, Language.ENGLISH))
    assert "Elle est d’accord pour attendre. Elle est d’accord pour attendre. [en français]" in said
    assert "The law forbids paying older debts." in said
    assert "Expulsion du logement Eviction from the home" in said


@pytest.mark.parametrize("language", list(Language)[1:])
@pytest.mark.parametrize("register", list(Register))
def test_only_sentences_typed_in_french_bear_the_mark_and_names_dates_and_papers_are_said_once(
    register: Register, language: Language
) -> None:
    """In the full snapshot five sentences are typed in French; payers, creditors, dates, papers to bring are not."""
    made = compose(snapshots.full(), PaperKind.SET, register, language)
    marked = [
        pair.other.text.removesuffix(" [en français]")
        for block in made.blocks
        if isinstance(block, Facing)
        for item in block.items
        for pair in item
        if pair.other and "[en français]" in pair.other.text
    ]
    assert sorted(marked) == [
        "Elle est d’accord pour attendre.",
        "Rendre la carte de crédit du magasin.",
        "Signer le dossier.",
        "le retard de paiement",
        "surtout celles du tribunal",
    ]
    for name in ("EHPAD Les Trois Cèdres", "20/11/2026", "Break familial, 2015"):
        assert name in texts(made, True)
        assert f"{name} [" not in texts(made, True)
    assert "pas encore traduit" not in texts(made, True)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_real_household_is_marked_but_what_was_typed(name: str) -> None:
    for language in list(Language)[1:]:
        said = texts(compose(demo(name), PaperKind.SET, Register.EASY, language), True)
        assert "[pas encore traduit]" not in said
        assert "[en français]" not in said or "Contestation" in said


def test_the_hour_of_an_appointment_to_watch_is_said_as_an_hour() -> None:
    for register, told in ((Register.STANDARD, "Rendez-vous"), (Register.EASY, "Vous avez un rendez-vous")):
        said = squeezed(spoken(render(snapshots.full(), PaperKind.ACTIONS, register, FRENCH)))
        assert squeezed(f"{told} le 08/12/2026 à 14 h 30.") in said


@pytest.mark.parametrize("size", list(Size))
def test_an_empty_section_to_be_written_in_has_lines_that_a_screen_reader_does_not_say(size: Size) -> None:
    made = compose(snapshots.empty(), PaperKind.ACTIONS, Register.EASY, FRENCH, size)
    white = [
        block.pair.french.text
        for block, after in pairwise(made.blocks)
        if isinstance(block, FacingHeading) and isinstance(after, Ruled)
    ]
    assert white == ["À faire", "Vos rendez-vous", "Qui appeler"]
    said = spoken(render(snapshots.empty(), PaperKind.ACTIONS, Register.EASY, FRENCH, size))
    assert "À ne pas payer maintenant Rien n’est noté ici. À faire Papiers à apporter" in said
    assert said.endswith("Vos rendez-vous Qui appeler")


def test_a_title_of_a_column_stands_on_one_line_in_each_language() -> None:
    """« Mois prochain » and what faces it: two lines of title, where they were four."""
    from pcb.reports.facing_setting import set_facing
    from pcb.reports.tagging import Tag
    from pcb.reports.text import Typesetter

    for language in list(Language)[1:]:
        for register in Register:
            made = compose(snapshots.full(), PaperKind.SET, register, language)
            for block in made.blocks:
                if isinstance(block, FacingTable):
                    (titles,) = set_facing(block, Tag("Document"), Typesetter()).titles
                    assert max(len(cell.entries) for cell in titles.cells) <= 3, (language, register)


def test_what_is_not_translated_yet_is_in_french_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from pcb.reports.take_home import telling

    found = telling.catalogue
    bare = replace(found(Language.ENGLISH), labels={})
    monkeypatch.setattr(
        telling, "catalogue", lambda language: bare if language is Language.ENGLISH else found(language)
    )
    said = spoken(render(snapshots.full(), PaperKind.BUDGET, Register.EASY, Language.ENGLISH))
    assert "Salaire [pas encore traduit]" in said
    assert "Money coming in" in said


def test_a_translation_that_nobody_proofread_says_so_in_both_languages_on_each_page() -> None:
    pdf = render(snapshots.full(), PaperKind.SET, Register.STANDARD, Language.ENGLISH)
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    text = searched(pdf)
    assert text.count("Cette traduction n’a pas été relue") == pages + 1
    assert text.count("This translation has not been checked") == pages + 1
    assert "relue" not in searched(render(snapshots.full(), PaperKind.SET, Register.STANDARD, FRENCH))


def sizes_of_type(pdf: bytes) -> set[float]:
    """Every size of type on the pages, as it is read: scaled as the page is."""
    found = set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            scales = [1.0]
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "q":
                        scales.append(scales[-1])
                    case "Q":
                        scales.pop()
                    case "cm":
                        scales[-1] *= float(operands[0])
                    case "Tf":
                        found.add(round(float(operands[1]) * scales[-1], 2))
    return found


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize(
    ("register", "size", "least"),
    [
        (Register.STANDARD, Size.A4, 10),
        (Register.EASY, Size.A4, 14),
        (Register.STANDARD, Size.LARGE, 18),
        (Register.EASY, Size.LARGE, 18),
        (Register.STANDARD, Size.BOOKLET, 10),
        (Register.EASY, Size.BOOKLET, 14),
    ],
)
def test_nothing_is_printed_smaller_than_its_size_says_not_even_the_foot(
    kind: PaperKind, register: Register, size: Size, least: float
) -> None:
    assert min(sizes_of_type(render(snapshots.full(), kind, register, Language.ENGLISH, size))) >= least - 0.01


def test_the_easy_version_is_named_so_and_has_its_drawings_and_no_logo() -> None:
    easy = render(snapshots.full(), PaperKind.SET, Register.EASY, FRENCH)
    assert "version facile" in spoken(easy)
    assert "FALC" not in spoken(easy)
    alts = {one.alt for one in structure(easy).walk() if one.kind == "Figure"}
    assert "Dessin : une pièce d’un euro entre dans un portefeuille" in alts
    assert any("Au plus bas : −367,57" in alt for alt in alts)
    standard = list(structure(render(snapshots.full(), PaperKind.SET, Register.STANDARD, FRENCH)).walk())
    assert sum(one.kind == "Figure" for one in standard) == 1
