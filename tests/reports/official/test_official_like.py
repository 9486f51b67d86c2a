"""Forms that look like official ones: values in their boxes, whatever the page, and what does not fit on the annex."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import JOINT, Account, Address, Case, Debt, Expense, Filing, History, Home, Income, Person
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Role, Title
from pcb.intake.form_fields import blank_form
from pcb.reports.official.blank import Blank, Spot
from pcb.reports.official.filling import FilledForm, fill
from pcb.reports.official.laying import joined
from pcb.reports.official.reading import read_template
from pcb.reports.rubrics import Facts
from tests.reports.official import official_like
from tests.reports.official.reading_boxes import opened
from tests.reports.official.test_own_form import on_the_annex

DAY = date(2026, 11, 24)
IBAN = "FR7619999000320000410010023"


def household(debts: int = 2, **more: object) -> Case:
    case = Case(
        reference="2026-0042",
        filing=Filing(mode=FilingMode.JOINT),
        persons=(
            Person("p1", Role.DEPOSANT, Title.MADAME, "Bélcazar", "Ferrand", "Nadia", date(1987, 2, 4)),
            Person(
                "p2", Role.CODEPOSANT, Title.MONSIEUR, "Ferrand", first_names="Julien", birth_date=date(1985, 11, 30)
            ),
        ),
        address=Address(country="France"),
        home=Home(Occupancy.TENANT),
        accounts=(Account("c1", AccountKind.CURRENT, iban=IBAN, owner="p1"),),
        incomes=(Income("i1", IncomeKind.SALARY, Money.of("1520.40"), owner="p1"),),
        debts=tuple(
            Debt(f"d{n}", DebtKind.RENT, f"Bailleur {n}", unpaid=Money.of(f"1{n}44.05"), pursued=n % 2 == 1)
            for n in range(1, debts + 1)
        ),
        history=History(story="Huit mois d’arrêt."),
    )
    return replace(case, **more)  # type: ignore[arg-type]


@cache
def with_fields() -> tuple[bytes, Blank]:
    found, content = blank_form(official_like.with_fields())
    return content, Blank.of(found)


@cache
def flat() -> tuple[bytes, Blank]:
    found, content = blank_form(official_like.flat())
    return content, Blank.of(found)


def filled_fields(case: Case) -> FilledForm:
    content, blank = with_fields()
    return fill(content, blank, read_template(official_like.WITH_FIELDS, blank), Facts.of(case, DAY))


def filled_flat(case: Case, template: str = official_like.FLAT) -> FilledForm:
    content, blank = flat()
    return fill(content, blank, read_template(template, blank), Facts.of(case, DAY))


def spot(name: str, state: str = "", at: int = 0) -> Spot:
    return [field for field in with_fields()[1].named(name) if not state or field.state == state][at].spot


def on_flat(page: int, x: float, y: float, width: float, height: float) -> Spot:
    """A place of the flat form, counted from the top as its template does."""
    return Spot(page, x, flat()[1].pages[page][1] - y - height, width, height)


def test_the_fields_are_read_with_their_kinds_places_and_states() -> None:
    _, blank = with_fields()
    assert {field.name: field.kind for field in blank.fields} == {
        "demandeur.nom": "text",
        "demandeur.prenom": "text",
        "demandeur.naissance.jour": "text",
        "demandeur.naissance.mois": "text",
        "demandeur.naissance.annee": "text",
        "civilite": "tick",
        "loue": "tick",
        "possede": "tick",
        "motif": "text",
        "pays": "choice",
        **{f"{name}_{row}": "text" for row in (1, 2) for name in ("creancier", "du_euros", "du_cents")},
        **{f"poursuite_{row}": "tick" for row in (1, 2)},
    }
    assert [field.state for field in blank.named("civilite")] == ["F", "H"]
    assert [field.spot.page for field in blank.named("demandeur.nom")] == [0, 1]
    assert blank.named("demandeur.prenom")[0].spot == Spot(0, 120, 725, 200, 16)


def test_a_page_is_measured_as_it_is_shown() -> None:
    assert flat()[1].pages == ((842.0, 595.0), (560.0, 800.0))


def test_the_fields_hold_their_values_and_are_gone() -> None:
    found = filled_fields(household())
    with opened(found.pages) as pages:
        assert pages.within(spot("demandeur.nom")) == "Bélcazar"
        assert pages.within(spot("demandeur.nom", at=1)) == "Bélcazar"  # the name is asked again on the second page
        assert pages.within(spot("demandeur.prenom")) == "Nadia / Ferrand"
        parts = [pages.within(spot(f"demandeur.naissance.{part}")) for part in ("jour", "mois", "annee")]
        assert parts == ["04", "02", "1987"]
        assert pages.within(spot("civilite", "F")) == "X"
        assert pages.within(spot("civilite", "H")) == ""
        assert pages.within(spot("loue")) == "X"
        assert pages.within(spot("possede")) == ""
        assert pages.within(spot("pays")) == "France"
        assert pages.within(spot("creancier_2")) == "Bailleur 2"
        assert [pages.within(spot(f"du_{part}_2")) for part in ("euros", "cents")] == ["1244", "05"]
        assert [pages.within(spot(f"poursuite_{row}")) for row in (1, 2)] == ["X", ""]
    with pikepdf.open(BytesIO(found.pages)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [page for page in pdf.pages if "/Annots" in page.obj]


def test_the_flat_form_holds_its_values_on_a_page_on_its_side_and_on_a_cropped_one() -> None:
    with opened(filled_flat(household()).pages) as pages:
        assert pages.within(on_flat(0, 50, 40, 200, 18)) == "Bélcazar"
        eight = [pages.within(on_flat(0, 300 + 20 * n, 40, 20, 18)).strip() for n in range(8)]
        assert [figure[-1:] if n else figure[:1] for n, figure in enumerate(eight)] == list("04021987")
        assert pages.within(on_flat(0, 580, 40, 30, 18)).replace(" ", "") == "85"
        assert pages.within(on_flat(0, 50, 80, 10, 10)) == "X"
        assert pages.within(on_flat(0, 100, 80, 10, 10)) == ""
        assert pages.within(on_flat(0, 50, 120, 540, 18)).replace(" ", "") == IBAN
        assert pages.within(on_flat(0, 50, 160, 90, 16)) == "1 520,40"  # the form prints the euro sign
        assert pages.within(on_flat(1, 40, 215, 160, 15)) == "Bailleur 1"
        assert pages.within(on_flat(1, 205, 215 + 18.5, 80, 15)) == "1 244,05"


def test_an_amount_stands_on_the_right_of_its_box() -> None:
    box = on_flat(1, 205, 215, 80, 15)
    with opened(filled_flat(household()).pages) as pages:
        assert pages.within(Spot(1, box.x, box.y, box.width / 3, box.height)) == ""
        assert pages.within(Spot(1, box.x + box.width / 3, box.y, box.width * 2 / 3, box.height)) == "1 144,05"


@pytest.mark.parametrize(("debts", "more"), [(4, 0), (5, 1), (9, 5)])
def test_rows_beyond_the_last_go_to_a_sheet_that_the_page_names(debts: int, more: int) -> None:
    found = filled_flat(household(debts))
    annex = on_the_annex(found)
    with opened(found.pages) as pages:
        named = "Suite : feuille annexe, renvoi n°" in pages.whole(1)
        assert named == bool(more)
        assert ("autres lignes" in pages.whole(1)) == (more > 1)
        for n in range(1, debts + 1):
            assert (f"Bailleur {n}" in pages.whole(1)) == (n <= 4)
            assert (f"Bailleur {n}" in annex) == (n > 4)


def test_a_text_shrinks_then_goes_whole_to_the_annex_and_its_box_says_so() -> None:
    box = on_flat(0, 50, 200, 150, 30)
    short, long, longest = "Huit mois d’arrêt de travail.", "mot " * 40, "accident " * 400
    sizes = []
    for story in (short, long):
        found = filled_flat(household(history=History(story=story.strip())))
        assert story.strip() not in on_the_annex(found)
        with opened(found.pages) as pages:
            assert pages.within(box) == story.strip()
            sizes.append(len(pages.within(box)))
    found = filled_flat(household(history=History(story=longest.strip())))
    assert longest.strip() in on_the_annex(found)
    with opened(found.pages) as pages:
        assert pages.within(box) == "voir feuille annexe, renvoi n° 1"


@pytest.mark.parametrize(
    "text",
    ["محمد بن علي", "Zoé 👩‍👩‍👧 ❤️", "<b>O'Hara</b> & (fils) \\ )", "12 bis " + "x" * 300, "漢字"],
    ids=["arabic", "emoji", "markup", "long", "no glyph"],
)
def test_no_text_is_cut_whatever_it_is(text: str) -> None:
    persons = household().persons
    case = household(persons=(replace(persons[0], birth_name=text), persons[1]))
    found = filled_flat(case)
    box = on_flat(0, 50, 40, 200, 18)
    with opened(joined(found.pages)) as pages:
        here, ink = pages.within(box).replace(" ", ""), pages.ink(box)
    referred = here.startswith("voirfeuilleannexe")
    assert (text in on_the_annex(found)) == referred
    assert ink > 30
    if text.isascii() and not referred:
        assert here == text.replace(" ", "")
    if not text.isascii():  # what is drawn is not what was typed: the page carries that too
        with pikepdf.open(BytesIO(found.pages)) as pdf:
            drawn = pdf.pages[0].Resources.XObject.Rempli0.read_bytes().decode("latin-1")
        assert text.encode("utf-16-be").hex() in drawn


def test_an_iban_too_long_for_its_cells_is_written_across_them_or_told_elsewhere() -> None:
    maltese, endless = "MT84MALT011000012345MTLCAST001S", "9" * 400  # 27 cells
    for iban, referred in ((maltese, False), (endless, True)):
        found = filled_flat(household(accounts=(Account("c1", AccountKind.CURRENT, iban=iban, owner="p1"),)))
        assert (iban in on_the_annex(found)) == referred
        with opened(found.pages) as pages:
            here = pages.within(on_flat(0, 50, 120, 540, 18))
            assert here == ("voir feuille annexe, renvoi n° 1" if referred else iban)


def test_an_answer_without_a_value_says_so_and_ticks_nothing() -> None:
    persons = household().persons
    silent = replace(persons[0], title=NoAnswer.REFUSES, birth_name=NoAnswer.DOES_NOT_KNOW, birth_date=NoAnswer.REFUSES)
    found = filled_fields(household(persons=(silent, persons[1])))
    with opened(found.pages) as pages:
        assert pages.within(spot("demandeur.nom")) == "ne sait pas"
        assert [pages.within(spot("civilite", state)) for state in "FH"] == ["", ""]
        assert pages.within(spot("demandeur.naissance.jour")) == ""
    annex = on_the_annex(found)
    assert "Civilité (déposant) | Identité | ne veut pas dire" in annex
    assert "Date de naissance (déposant) | Identité | ne veut pas dire" in annex


def test_a_choice_that_the_form_has_no_square_for_is_told_on_the_annex() -> None:
    found = filled_fields(household(home=Home(Occupancy.HOSTED)))
    with opened(found.pages) as pages:
        assert [pages.within(spot(name)) for name in ("loue", "possede")] == ["", ""]
        assert "complété par ses feuilles annexes" in pages.whole(0)
    assert "Logement (déposant) | Logement | Hébergé(e)" in on_the_annex(found)


def test_what_has_no_box_is_told_on_the_annex_and_what_is_left_out_on_purpose_is_not() -> None:
    annex = on_the_annex(filled_fields(household()))
    assert "Salaire (déposant) | Ressources mensuelles | 1 520,40 €" in annex
    assert IBAN not in annex  # its table is ignored by the template
    assert "Bailleur 1" not in annex


def test_what_belongs_to_both_stands_whole_in_one_column_and_the_annex_says_so() -> None:
    joint = (Income("i1", IncomeKind.SALARY, Money.of("1200.00"), Period.QUARTERLY, owner=JOINT),)
    found = filled_flat(household(incomes=joint))
    with opened(found.pages) as pages:
        assert pages.within(on_flat(0, 50, 160, 90, 16)) == "400,00"
    assert "deux colonnes" in on_the_annex(found)
    alone = household(filing=Filing(mode=FilingMode.ALONE), persons=household().persons[:1], incomes=joint)
    assert "deux colonnes" not in on_the_annex(filled_flat(alone))


def test_what_belongs_to_somebody_who_does_not_file_is_added_to_no_column() -> None:
    child = Person("p3", Role.CHILD, first_names="Inès")
    case = household(
        persons=(*household().persons, child),
        incomes=(
            Income("i1", IncomeKind.SALARY, Money.of("1520.40"), owner="p1"),
            Income("i2", IncomeKind.SALARY, Money.of("700.00"), owner="p3"),
            Income("i3", IncomeKind.SALARY, owner="p1"),
        ),
        expenses=(Expense("e1", ExpenseKind.MUTUELLE, Money.of("31.00"), owner="p3"),),
    )
    found = filled_flat(case)
    with opened(found.pages) as pages:
        assert pages.within(on_flat(0, 50, 160, 90, 16)) == "1 520,40 € + 1 montant inconnu"
    annex = on_the_annex(found)
    assert "1 | Inès | Salaire | 700,00 €" in annex
    assert "1 | Inès | Mutuelle | 31,00 €" in annex


def test_the_same_facts_give_the_same_bytes() -> None:
    assert filled_fields(household(5)).pages == filled_fields(household(5)).pages
    assert filled_flat(household(5)).pages == filled_flat(household(5)).pages
