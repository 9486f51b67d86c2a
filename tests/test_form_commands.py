"""``pcb form``: what an administrator types to make a template, what is printed, what is written, the exit codes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from pcb.__main__ import main
from pcb.reports.rubrics import RUBRICS
from tests.reports.official import official_like

HOUSEHOLD = Path(__file__).parent.parent / "pcb" / "data" / "households" / "couple-deux-enfants.toml"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "formulaire.pdf"
    path.write_bytes(official_like.with_fields())
    return path


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "modele.toml"
    path.write_text(official_like.WITH_FIELDS, "utf-8")
    return path


def test_fields_are_listed_with_page_place_kind_name_and_state(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "inspect", str(form)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["Page", "1", ":", "595", "×", "842", "points"] in lines
    assert ["1", "120.0", "76.0", "200.0", "16.0", "texte", "demandeur.nom"] in lines
    assert ["1", "400.0", "78.0", "14.0", "14.0", "case", "à", "cocher", "civilite", "=", "F"] in lines


def test_a_flat_form_is_told_as_such_and_gets_its_grid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flat, grid = tmp_path / "plat.pdf", tmp_path / "grille.pdf"
    flat.write_bytes(official_like.flat())
    assert main(["form", "inspect", str(flat), "-o", str(grid)]) == 0
    assert "n’a pas de champs" in capsys.readouterr().out
    pages = PdfReader(grid, strict=True).pages
    assert len(pages) == 2
    for page, marks in ((pages[0], ("50", "500", "800")), (pages[1], ("50", "500", "750"))):
        text = page.extract_text()
        assert [mark for mark in marks if mark not in text] == []


def test_the_grid_names_the_fields(form: Path, tmp_path: Path) -> None:
    grid = tmp_path / "grille.pdf"
    assert main(["form", "inspect", str(form), "-o", str(grid)]) == 0
    text = PdfReader(grid, strict=True).pages[0].extract_text()
    assert "demandeur.naissance.annee" in text
    assert "civilite = F" in text


def test_a_try_fills_the_form_with_an_example_or_with_a_household(
    form: Path, template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for household in ([], ["--household", str(HOUSEHOLD)]):
        out = tmp_path / "essai.pdf"
        assert main(["form", "try", str(form), "--template", str(template), *household, "-o", str(out)]) == 0
        text = "\n".join(page.extract_text() for page in PdfReader(out, strict=True).pages)
        assert ("Belkacem" in text) == bool(household)
        assert "Feuilles annexes du formulaire" in text
    told = capsys.readouterr().err
    assert "- p3.deposant.salaire (Salaire (déposant))" in told
    assert "- p6.logement : 4 lignes au formulaire connu, 2 ici" in told
    assert "autre_personne" not in told  # no official form has a box for it: the annex does
    assert "p4.compte." not in told  # left out on purpose


def test_every_fault_of_a_template_is_told_and_nothing_is_written(
    form: Path, template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template.write_text(official_like.WITH_FIELDS.replace("motif", "motifs").replace("loue", "louer"), "utf-8")
    out = tmp_path / "essai.pdf"
    assert main(["form", "try", str(form), "--template", str(template), "-o", str(out)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert not out.exists()
    template.write_bytes(b"\xff\xfe")
    assert main(["form", "try", str(form), "--template", str(template), "-o", str(out)]) == 2
    assert "UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"), [(b"ceci n'est pas un PDF", "abîmé"), (b"", "abîmé"), (None, "ne peut pas être lu")]
)
def test_what_is_no_form_is_refused_in_one_sentence(
    content: bytes | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "faux.pdf"
    if content is not None:
        path.write_bytes(content)
    assert main(["form", "inspect", str(path)]) == 1
    assert told in capsys.readouterr().err


def test_a_locked_form_is_refused(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pikepdf.open(BytesIO(form.read_bytes())) as pdf:
        pdf.save(form, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert main(["form", "inspect", str(form)]) == 1
    assert "mot de passe" in capsys.readouterr().err


def test_a_draft_is_a_template_that_can_be_tried(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", "template", str(form)]) == 0
    draft = tmp_path / "brouillon.toml"
    draft.write_text(capsys.readouterr().out, "utf-8")
    assert main(["form", "try", str(form), "--template", str(draft), "-o", str(tmp_path / "essai.pdf")]) == 0


def test_the_rubrics_are_listed_by_the_name_that_a_template_uses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "rubrics"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [rubric.name for rubric in RUBRICS]
    assert "[monsieur, madame]" in lines[0]


def test_our_own_form_is_an_example_that_works(tmp_path: Path) -> None:
    for more in ([], ["--fields"]):
        own, out = tmp_path / "exemple.pdf", tmp_path / "essai.pdf"
        assert main(["form", "own", *more, "-o", str(own)]) == 0
        assert main(["form", "try", str(own), "--template", str(own.with_suffix(".toml")), "-o", str(out)]) == 0
        assert len(PdfReader(out, strict=True).pages) >= 12


def test_an_action_is_needed_and_asked_for_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["form"])
    assert left.value.code == 2
    assert "il manque : ACTION" in capsys.readouterr().err
