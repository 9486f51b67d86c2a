"""What pcb prints is PDF/UA-1 and PDF/A-2a at once, for veraPDF: ordinary, empty and hostile papers alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pcb.domain.assessment import assess
from pcb.domain.case import Case
from pcb.domain.letters import letters
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.plan.model import PlanNature, SharingRule
from pcb.domain.plan_notes import PlanSettings
from pcb.domain.take_home.snapshot import Snapshot
from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.reports.declaration import render
from pcb.reports.elimination import EliminationLine, elimination_paper
from pcb.reports.everything_held import Held, Listing, everything_paper
from pcb.reports.letters import render_letters, render_slip
from pcb.reports.take_home.paper import render as render_taken
from pcb.storage.household_file import read_household
from pcb.usecases.advice import Reading
from pcb.usecases.assembly import Order, Variant, assemble
from pcb.usecases.plan_papers import plan_file
from pcb.usecases.plans import plan_of
from tests.conftest import HOUSEHOLDS
from tests.domain.letters.corresponding import complete, household, likely
from tests.reports.conftest import empty, full, hostile
from tests.reports.take_home import snapshots
from tests.verapdf.conftest import Validator

__all__ = ["empty", "full", "hostile"]

DAY = date(2026, 11, 23)
DEMOS = sorted(HOUSEHOLDS.glob("*.toml"))
MARK = f"Version 14 du dossier ; empreinte SHA-256 des faits : {'0a' * 32}"
IN_CI = [HOUSEHOLDS / "couple-deux-enfants.toml", HOUSEHOLDS / "jeune-heberge.toml"]
"""A joint filing with credits; someone alone, whose capacity changes with the papers and whose pages are set tighter.
The other households wait for ``make proofs``."""


def printed(folder: Path, name: str, case: Case) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(render(case, assess(case, DAY), DAY, papers_to_join(case, DAY)))
    return path


def of_demos(folder: Path, files: list[Path]) -> list[Path]:
    return [printed(folder, file.stem, read_household(file)) for file in files]


def test_the_declaration_passes_verapdf(
    verapdf: Validator, full: Case, empty: Case, hostile: Case, tmp_path: Path
) -> None:
    cases = {"full": full, "empty": empty, "hostile": hostile}
    files = [printed(tmp_path, name, case) for name, case in cases.items()]
    assert verapdf(files + of_demos(tmp_path, IN_CI)) == []


def dossier(folder: Path, name: str, case: Case) -> list[Path]:
    """The dossier without its papers, and the copy sheet."""
    paths = []
    for variant in (Variant.WITHOUT_PAPERS, Variant.COPY_SHEET):
        (made,) = assemble(Order(variant, case, DAY, Reading.COMMISSION, MARK), {})
        paths.append(folder / f"{name}-{variant.value}.pdf")
        paths[-1].write_bytes(made.content)
    return paths


def test_the_dossier_without_papers_and_the_copy_sheet_pass_verapdf(
    verapdf: Validator, full: Case, empty: Case, hostile: Case, tmp_path: Path
) -> None:
    cases = {"full": full, "empty": empty, "hostile": hostile}
    assert verapdf([path for name, case in cases.items() for path in dossier(tmp_path, name, case)]) == []


@pytest.mark.proof
def test_the_dossier_of_every_demo_household_passes_verapdf(verapdf: Validator, tmp_path: Path) -> None:
    assert verapdf([path for file in DEMOS for path in dossier(tmp_path, file.stem, read_household(file))]) == []


def test_the_households_of_ci_are_a_joint_filing_with_credits_and_someone_alone_whose_papers_matter() -> None:
    couple, alone = map(read_household, IN_CI)
    assert couple.filing.mode is FilingMode.JOINT
    assert sum(debt.kind.is_credit for debt in couple.debts) >= 2
    found = assess(alone, date(2025, 6, 30))
    assert found.capacity is not None
    assert found.capacity_with_all_proofs is not None
    assert found.capacity.total != found.capacity_with_all_proofs.total


def test_the_plan_passes_verapdf(verapdf: Validator, hostile: Case, tmp_path: Path) -> None:
    """With interest and without, with creditors chosen to harm, and where there is no plan."""
    couple = read_household(IN_CI[0])
    couple = replace(couple, filing=replace(couple.filing, earlier_forfaits=True))
    rates = replace(couple, plan=PlanSettings(nature=PlanNature.AMICABLE, rule=SharingRule.SMALLEST_FIRST))
    harmful = replace(couple, debts=hostile.debts)
    files = []
    for name, case in {"rates": rates, "hostile": harmful, "none": Case()}.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(plan_file(case, plan_of(case, date(2026, 3, 16)), "pdf"))
    assert verapdf(files) == []


@pytest.mark.proof
def test_the_declaration_of_every_demo_household_passes_verapdf(verapdf: Validator, tmp_path: Path) -> None:
    assert len(DEMOS) >= 8
    assert verapdf(of_demos(tmp_path, DEMOS)) == []


def test_every_letter_of_one_page_or_two_and_the_slip_pass_verapdf(verapdf: Validator, tmp_path: Path) -> None:
    files = []
    for joint in (False, True):
        for admissible in (False, True):
            case = complete(household(joint=joint, admissible=admissible), likely)
            found = letters(case, DAY)
            files.append(tmp_path / f"letters-{joint}-{admissible}.pdf")
            files[-1].write_bytes(render_letters(case, found, DAY))
    files.append(tmp_path / "slip.pdf")
    files[-1].write_bytes(render_slip(found, "2026-0042", DAY))
    hostile_text = '<b>&" محمد بن علي 👩‍👧 ' * 90
    alone = tuple(replace(one, paragraphs=(hostile_text, hostile_text)) for one in found[:3])
    files.append(tmp_path / "hostile-letters.pdf")
    files[-1].write_bytes(render_letters(case, alone, DAY))
    assert verapdf(files) == []


def test_verapdf_sees_a_file_that_does_not_conform(verapdf: Validator, tmp_path: Path) -> None:
    import pikepdf

    path = printed(tmp_path, "broken", Case())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(path)
    assert any("NOT COMPLIANT" in line for line in verapdf([path]))


Taken = tuple[str, Snapshot, PaperKind, Register, Language, Size]


def taken(folder: Path, papers: list[Taken]) -> list[Path]:
    made = []
    for name, snapshot, *how in papers:
        kind, register, language, size = how
        made.append(folder / f"{name}-{kind.value}-{register.value}-{language.value}-{size.value}.pdf")
        made[-1].write_bytes(render_taken(snapshot, kind, register, language, size))
    return made


def test_the_papers_to_take_home_pass_verapdf(verapdf: Validator, tmp_path: Path) -> None:
    """The whole set: each size, the two registers, right to left and Cyrillic; an empty household, a hostile one."""
    papers: list[Taken] = [
        ("full", snapshots.full(), PaperKind.SET, Register.EASY, Language.ARABIC, Size.BOOKLET),
        ("full", snapshots.full(), PaperKind.SET, Register.STANDARD, Language.UKRAINIAN, Size.A4),
        ("full", snapshots.full(), PaperKind.SET, Register.EASY, Language.FRENCH, Size.LARGE),
        ("empty", snapshots.empty(), PaperKind.SET, Register.EASY, Language.ENGLISH, Size.BOOKLET),
        ("hostile", snapshots.hostile(), PaperKind.SET, Register.EASY, Language.ARABIC, Size.A4),
    ]
    assert verapdf(taken(tmp_path, papers)) == []


@pytest.mark.proof
def test_each_paper_to_take_home_in_each_register_and_size_passes_verapdf(verapdf: Validator, tmp_path: Path) -> None:
    full = snapshots.full()
    papers: list[Taken] = [
        ("full", full, kind, register, language, size)
        for language in (Language.FRENCH, Language.ARABIC, Language.UKRAINIAN)
        for kind in PaperKind
        for register in Register
        for size in Size
    ]
    papers += [
        ("full", full, PaperKind.SET, Register.EASY, language, Size.A4)
        for language in (Language.ENGLISH, Language.SPANISH, Language.PORTUGUESE, Language.ROMANIAN, Language.TURKISH)
    ]
    papers += [("empty", snapshots.empty(), kind, Register.EASY, Language.ARABIC, Size.A4) for kind in PaperKind]
    assert verapdf(taken(tmp_path, papers)) == []


def test_the_copy_of_everything_and_the_bordereau_pass_verapdf(verapdf: Validator, tmp_path: Path) -> None:
    hostile_text = '<b>&" محمد بن علي 👩‍👧 ' * 40
    rows = [("Un chapitre",), *((hostile_text, f"ligne {n}") for n in range(60))]
    listings = (
        Listing("Vos réponses", "Dans l’ordre.", (("Question", 1), ("Réponse", 2)), rows),
        Listing("Fichiers joints", "Aucun.", (("Quoi", 1),), ()),
    )
    held = Held("2026-0042", DAY, ("Ouvert.",), ("donnees.json",), listings)
    line = EliminationLine("2024-0007", hostile_text, date(2024, 1, 2), date(2024, 2, 3), date(2026, 2, 3))
    files = [tmp_path / "copy.pdf", tmp_path / "bordereau.pdf"]
    files[0].write_bytes(everything_paper(held))
    files[1].write_bytes(elimination_paper((line,) * 80, hostile_text, hostile_text, DAY))
    assert verapdf(files) == []
