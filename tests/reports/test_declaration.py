"""The declaration: everything told is on paper, nothing is cut, and what was not told is never « néant »."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from pcb.domain.answers import NoAnswer, known
from pcb.domain.assessment import assess
from pcb.domain.case import Account, Case, Debt, Declared, Expense, Filing, Home, Income, Person, Welcome
from pcb.domain.money import Money
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, IncomeLine, Period
from pcb.domain.vocabulary.debts import DebtKind, DebtTable
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Role
from pcb.reports import papers_list
from pcb.reports.blocks import Block, Bullets, Part, Row, Table
from pcb.reports.declaration import compose, render
from pcb.reports.text import clean
from tests.reports.reading import normal, searched, spoken, squeezed

DAY = date(2026, 11, 23)


def printed(case: Case) -> bytes:
    return render(case, assess(case, DAY), DAY, papers_to_join(case, DAY))


def blocks(case: Case) -> tuple[Block, ...]:
    return compose(case, assess(case, DAY), DAY, ()).blocks


def texts(case: Case) -> str:
    """What the declaration says, before it is set on pages."""
    return normal("\n".join(_texts(blocks(case))))


def _texts(thing: object) -> Iterator[str]:
    match thing:
        case str():
            yield thing
        case tuple():
            for item in thing:
                yield from _texts(item)
        case Table() as table:
            yield from (column.title for column in table.columns)
            yield from (" | ".join(_texts(row.cells)) for row in table.rows)
        case Part():
            yield thing.text
        case _ if hasattr(thing, "__slots__"):
            for name in thing.__slots__:
                yield from _texts(getattr(thing, name))


def told(case: Case) -> Iterator[str]:
    """Every name, creditor and amount of the case."""
    for person in case.persons:
        yield from filter(None, (known(person.birth_name), known(person.used_name), known(person.first_names)))
    for debt in case.debts:
        yield from filter(None, map(known, (debt.creditor, debt.creditor_address, debt.collector, debt.reference)))
        yield from (str(a) for a in map(known, (debt.balance, debt.unpaid, debt.instalment, debt.insurance)) if a)
    for line in (*case.incomes, *case.expenses):
        who = line.payer if isinstance(line, Income) else line.payee
        yield from (str(told) for told in map(known, (line.amount, who, line.nature)) if told)
    for account in case.accounts:
        yield from (str(told) for told in map(known, (account.bank, account.balance)) if told)
    for asset in (*case.assets, *case.vehicles):
        yield from (str(told) for told in map(known, (asset.value,)) if told)
    for proceeding in case.proceedings:
        yield from (str(told) for told in map(known, (proceeding.who, proceeding.withheld)) if told)


def test_every_name_creditor_and_amount_is_found_by_a_search(full: Case) -> None:
    text = squeezed(searched(printed(full)))
    missing = [said for said in told(full) if squeezed(said) not in text]
    assert not missing


def test_a_hostile_household_is_printed_whole(hostile: Case) -> None:
    text = squeezed(spoken(printed(hostile)))
    missing = [said for said in told(hostile) if squeezed(clean(said)) not in text]
    assert not missing
    assert "mot" * 1500 in text
    assert "[U+E000][U+D800]" in text


def test_the_same_facts_give_the_same_bytes(full: Case) -> None:
    assert printed(full) == printed(full)


def test_every_page_of_the_form_has_its_title_in_order(empty: Case) -> None:
    outline = PdfReader(BytesIO(printed(empty))).outline
    titles = [
        entry.title for level in outline if isinstance(level, list) for entry in level if not isinstance(entry, list)
    ]
    numbers = [title.split(" — ")[0].split(" ", 2)[2] for title in titles if title.startswith("Formulaire, page")]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10 et 11", "11", "12"]


def test_it_says_that_it_is_not_the_official_form(empty: Case) -> None:
    first = normal(PdfReader(BytesIO(printed(empty))).pages[0].extract_text())
    assert "Présentation conforme aux rubriques du formulaire Cerfa 13594 — n’est pas le formulaire officiel" in first


def test_nothing_asked_is_never_neant(empty: Case) -> None:
    text = texts(empty).replace("« néant »", "")
    assert "néant" not in text
    assert text.count("non renseigné") > 60


DECLARED = {
    "no_income": "Salaire",
    "no_expense": "Loyer",
    "no_debt": "Ensemble des dettes",
    "no_vehicle": "Véhicules",
    "no_proceeding": "Procédures, saisies et cessions en cours",
    "nobody_else": "Enfants et autres personnes vivant au foyer ou à charge",
    "no_asset": "Résidence principale",
}


@pytest.mark.parametrize("field", DECLARED)
@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (True, "néant"),
        (None, "non renseigné"),
        (NoAnswer.DOES_NOT_KNOW, "ne sait pas"),
        (NoAnswer.REFUSES, "ne veut pas dire"),
    ],
)
def test_an_empty_rubric_says_why_it_is_empty(field: str, answer: bool | NoAnswer | None, word: str) -> None:
    text = texts(Case(declared=replace(Declared(), **{field: answer})))
    after = text.split(DECLARED[field], 1)[1]
    words = ("néant", "non renseigné", "ne sait pas", "ne veut pas dire")
    assert min(words, key=lambda candidate: after.find(candidate) % 10**9) == word


def test_an_answer_without_a_value_says_which() -> None:
    person = Person("p1", Role.DEPOSANT, birth_name=NoAnswer.REFUSES, birth_date=NoAnswer.DOES_NOT_KNOW)
    text = texts(Case(persons=(person,), filing=Filing(mode=FilingMode.ALONE)))
    assert "Nom de naissance | ne veut pas dire" in text
    assert "Date de naissance | ne sait pas" in text
    assert "Nom d’usage | non renseigné" in text


def test_an_unknown_amount_is_not_counted_for_zero() -> None:
    case = Case(
        incomes=(
            Income("i1", IncomeKind.SALARY, Money.of("1000")),
            Income("i2", IncomeKind.SALARY, NoAnswer.DOES_NOT_KNOW),
        )
    )
    assert normal("Total par mois") in texts(case)
    assert "1 000,00 € | + 1 montant inconnu" in texts(case)


def test_each_resource_stands_on_its_line_of_the_form() -> None:
    for kind in IncomeKind:
        case = Case(incomes=(Income("i1", kind, Money.of("123.45")),))
        row = next(row for row in _rows(case, "Ressources") if "123,45" in str(row.cells))
        assert kind.line.label in _texts(row.cells[0])


def test_the_lines_of_resources_are_those_of_the_form_in_its_order() -> None:
    labels = [next(_texts(row.cells[0])) for row in _rows(Case(), "Ressources")]
    assert labels == [line.label for line in IncomeLine]


def _rows(case: Case, first_column: str) -> tuple[Row, ...]:
    return next(b.rows for b in blocks(case) if isinstance(b, Table) and b.columns[0].title == first_column)


def test_an_amount_of_another_period_is_brought_to_the_month_and_both_are_printed() -> None:
    case = Case(expenses=(Expense("e1", ExpenseKind.WATER, Money.of("99.00"), Period.QUARTERLY),))
    text = texts(case)
    assert "33,00 €" in text
    assert "99,00 € par trimestre" in text


def many_debts(kind: DebtKind, count: int) -> Case:
    return Case(debts=tuple(Debt(f"d{n}", kind, f"Créancier {n:02d}", balance=Money(100_00)) for n in range(count)))


@pytest.mark.parametrize(
    ("kind", "limit", "page"), [(DebtKind.RENT, 4, 6), (DebtKind.TAX, 5, 6), (DebtKind.REVOLVING, 8, 10)]
)
def test_rows_beyond_the_form_go_to_a_continuation_sheet_that_the_page_names(
    kind: DebtKind, limit: int, page: int
) -> None:
    assert "feuille annexe n°" not in texts(many_debts(kind, limit))
    text = texts(many_debts(kind, limit + 3))
    assert "Suite : feuille annexe n° 1 (3 autres lignes). Le total ci-dessus la comprend." in text
    before = text.split("Suite : feuille annexe n° 1")[0]
    assert str(Money(100_00 * (limit + 3))).replace("\u202f", " ") in before
    sheet = text.split(f"Feuille annexe n° 1 — {kind.table.label} (suite de la page {page})")[1]
    assert f"Créancier {limit - 1:02d}" not in sheet.split("Annexe — Explication")[0]
    assert all(f"Créancier {n:02d}" in sheet for n in range(limit, limit + 3))
    assert f"{limit + 3} montants inconnus" in text


def test_a_sixth_person_goes_to_a_continuation_sheet() -> None:
    people = tuple(Person(f"p{n}", Role.CHILD, first_names=f"Enfant {n}") for n in range(6))
    text = texts(Case(persons=(Person("d", Role.DEPOSANT), *people)))
    assert "Suite : feuille annexe n° 1 (1 autre ligne)." in text
    assert "Enfant 5" in text.split("Feuille annexe n° 1 — ")[1]


def test_every_kind_of_debt_is_printed_in_its_table() -> None:
    for kind in DebtKind:
        text = texts(many_debts(kind, 1))
        place = text.index("Créancier 00")
        following = [table for table in DebtTable if list(DebtTable).index(table) > list(DebtTable).index(kind.table)]
        assert all(text.index(f" {table.label} ") > place for table in following[:1]), kind


def test_someone_who_files_alone_has_one_column_and_one_signature() -> None:
    case = Case(persons=(Person("p1", Role.DEPOSANT),), filing=Filing(mode=FilingMode.ALONE))
    text = texts(case)
    assert "Signature du déposant" in text
    assert "Signature du co-déposant" not in text


def test_two_who_file_together_sign_both(full: Case) -> None:
    assert "Signature du co-déposant" in texts(full)


def test_an_anonymous_household_is_named_by_its_alias_and_warned() -> None:
    text = texts(Case(welcome=Welcome(anonymous=True, alias="Martin-pêcheur")))
    assert "Foyer suivi sans nom (« Martin-pêcheur »)" in text
    assert "irrecevable" in text


def test_forfaits_of_an_earlier_year_are_announced_before_the_result(full: Case) -> None:
    text = spoken(printed(full))
    notice = text.index("Forfaits de la commission repris du 01/01/2025")
    assert notice < text.index("Résultat Capacité de remboursement")
    assert "VALEUR NON OFFICIELLE" in text


def test_the_annex_shows_the_same_figures_as_the_assessment(full: Case) -> None:
    assessment = assess(full, DAY)
    text = texts(full)
    for explained in (assessment.quotite, assessment.rsa_floor, assessment.capacity, assessment.lived.remainder):
        assert explained is not None
        assert normal(str(explained.total)) in text
        assert all(normal(str(line.amount)) in text and normal(line.label) in text for line in explained.lines)
        assert all(normal(step) in text for step in explained.steps)
    assert assessment.retained is not None
    assert all(normal(line.reason) in text for line in assessment.retained.lines)
    assert all(normal(notice) in text for notice in assessment.notices)


def test_what_cannot_be_computed_says_why(empty: Case) -> None:
    text = texts(empty)
    assert "Ne peut pas encore être calculé" in text
    assert all(normal(missing) in text for missing in assess(empty, DAY).missing)


def test_a_resource_that_ended_is_printed_and_not_counted() -> None:
    case = Case(
        persons=(Person("p1", Role.DEPOSANT),),
        filing=Filing(mode=FilingMode.ALONE),
        incomes=(
            Income("i1", IncomeKind.SALARY, Money.of("900"), ends_on=date(2026, 8, 31)),
            Income("i2", IncomeKind.UNEMPLOYMENT, Money.of("700")),
        ),
    )
    assert "a pris fin le 31/08/2026 : ne compte pas" in texts(case)
    assert normal(" ".join(_texts(_rows(case, "Ressources")[-1].cells))) == "Total par mois 700,00 €"


def test_an_overdrawn_account_shows_its_balance_below_zero() -> None:
    case = Case(accounts=(Account("c1", AccountKind.CURRENT, "Banque", balance=Money(-742_18)),))
    assert "−742,18 €" in texts(case)


def test_a_question_that_does_not_arise_is_neither_neant_nor_unanswered() -> None:
    tenant = Case(persons=(Person("p1", Role.DEPOSANT),), home=Home(Occupancy.TENANT))
    assert "Saisie immobilière | sans objet" in texts(tenant)
    assert "Procédure d’expulsion | non renseigné" in texts(tenant)
    owner = Case(persons=(Person("p1", Role.DEPOSANT),), home=Home(Occupancy.OWNER))
    assert "Saisie immobilière | non renseigné" in texts(owner)
    assert "Bailleur | sans objet" in texts(owner)


def test_two_charges_on_one_line_of_the_form_are_told_apart() -> None:
    case = Case(
        persons=(Person("p1", Role.DEPOSANT),),
        filing=Filing(mode=FilingMode.ALONE),
        expenses=(
            Expense("e1", ExpenseKind.SCHOOLING, Money.of("15")),
            Expense("e2", ExpenseKind.CANTEEN, Money.of("112")),
        ),
    )
    rows = [(next(_texts(row.cells[0])), normal(" ".join(_texts(row.cells[1:])))) for row in _rows(case, "Charges")]
    place = rows.index(("Frais de scolarité", "127,00 €"))
    assert rows[place + 1 : place + 3] == [
        ("Frais de scolarité", "15,00 €"),
        ("Cantine, périscolaire", "112,00 €"),
    ]


def test_telephone_and_courriel_stand_with_the_address_as_on_the_form(full: Case) -> None:
    text = texts(full)
    assert text.index("Coordonnées") < text.index("Téléphone déposant") < text.index("Courriel co-déposant")
    assert text.index("Courriel co-déposant") < text.index("Vous êtes assisté(e)")


def test_a_partner_who_does_not_file_neither_has_a_column_nor_signs() -> None:
    people = (Person("p1", Role.DEPOSANT, first_names="Rose"), Person("p2", Role.PARTNER, first_names="Max"))
    case = Case(persons=people, filing=Filing(mode=FilingMode.NONE))
    text = texts(case)
    assert "Signature du co-déposant" not in text
    assert "Conjoint ou partenaire qui ne dépose pas | Max" in text


def test_each_page_names_the_household(full: Case) -> None:
    for page in PdfReader(BytesIO(printed(full))).pages:
        assert "Dossier 2026-0042 — Bélcazar Nadia, Ferrand Julien" in normal(page.extract_text())
    assert compose(Case(welcome=Welcome(anonymous=True, alias="Rose")), assess(Case(), DAY), DAY, ()).reference == (
        "Dossier sans référence — Rose"
    )


def test_an_estate_with_nothing_on_any_line_is_one_sentence_that_keeps_the_reason() -> None:
    nothing = texts(Case(declared=Declared(no_asset=True)))
    assert "Garage, parking ; Autre immobilier (à préciser) : néant" in nothing
    assert "Assurance-vie ; Parts de SCI : non renseigné" in nothing
    assert "Pas de patrimoine : oui" in nothing
    assert "Pas de patrimoine : non ; à compléter" in texts(Case(declared=Declared(no_asset=False)))


def tenant(*expenses: Expense) -> Case:
    return Case(
        persons=(Person("p1", Role.DEPOSANT, first_names="Rose"),),
        filing=Filing(mode=FilingMode.ALONE, earlier_forfaits=True),
        home=Home(Occupancy.TENANT),
        incomes=(Income("i1", IncomeKind.SALARY, Money.of("1500")),),
        expenses=expenses,
    )


def test_the_capacity_with_the_papers_in_hand_is_not_taken_for_the_one_with_all_papers() -> None:
    case = tenant(Expense("e1", ExpenseKind.RENT, Money.of("500")))
    assessment = assess(case, DAY)
    assert assessment.capacity is not None
    assert assessment.capacity_with_all_proofs is not None
    now, all_brought = (
        normal(str(found.total)) for found in (assessment.capacity, assessment.capacity_with_all_proofs)
    )
    assert now != all_brought
    text = texts(case)
    result = text.split("Résultat", 1)[1].split("Graphique", 1)[0]
    assert "Avec les papiers vus à ce jour" in result.split(now)[0]
    assert "Si tous les papiers étaient apportés" in result.split(now)[1].split(all_brought)[0]
    second = text.rsplit("Si tous les papiers étaient apportés", 1)[1]
    assert all_brought in second
    assert "La plus faible de ces sommes est retenue" in second


def test_two_equal_capacities_are_said_to_be_equal() -> None:
    text = texts(tenant())
    assert "même montant : les papiers qui manquent encore n’y changent rien" in text
    assert text.count("Si tous les papiers étaient apportés") == 1


def test_what_is_missing_is_said_once_and_unofficial_values_are_named_beside_the_result() -> None:
    case = replace(tenant(), debts=(Debt("d1", DebtKind.REVOLVING, "Crédit Lomagne"),))
    text = texts(case)
    (missing,) = (normal(said) for said in assess(case, DAY).missing)
    assert text.count(missing) == 1
    assert "Ces montants reposent sur des valeurs non officielles" in text.split("Le budget tel que le foyer le vit")[0]


def test_a_charge_whose_amount_is_unknown_is_not_shown_as_nothing_in_the_annex() -> None:
    case = tenant(Expense("e1", ExpenseKind.WATER, NoAnswer.REFUSES), Expense("e2", ExpenseKind.FOOD, Money.of("200")))
    retained = text_of_retained(case)
    assert "Eau | inconnu | 0,00 €" in retained
    assert "Total | 200,00 € | + 1 montant inconnu" in retained
    assert "Forfait de base | —" in retained


def text_of_retained(case: Case) -> str:
    return texts(case).split("Charges retenues, ligne par ligne", 1)[1].split("Quotité saisissable", 1)[0]


def test_each_source_has_its_number_and_ends_as_a_sentence() -> None:
    sources = next(b for b in reversed(blocks(tenant())) if isinstance(b, Bullets) and b.labels)
    assert sources.labels == tuple(f"[{n}]" for n in range(1, len(sources.items) + 1))
    assert all(item.endswith(".") and "..." not in item and ".;" not in item for item in map(normal, sources.items))
    assert not any(". ;" in normal(item) or "; 20" in normal(item) for item in sources.items)


def test_the_list_of_papers_says_how_many_are_still_to_be_found() -> None:
    seen = Expense("e1", ExpenseKind.RENT, Money.of("500"), evidence=Evidence.SEEN)
    case = tenant(seen)
    papers = papers_to_join(case, DAY)
    listed = papers_list.compose(papers)
    text = normal(" ".join(_texts(listed)))
    assert f"{len(papers)} pièces à joindre : 1 déjà vue en rendez-vous, {len(papers) - 1} encore à réunir." in text
    assert "vu — Loyer hors charges" in text
    assert "aucune n’a encore été vue" in normal(" ".join(_texts(papers_list.compose(papers_to_join(tenant(), DAY)))))


def test_resources_that_have_all_ended_come_to_zero_not_to_a_blank() -> None:
    ended = Income("i1", IncomeKind.SALARY, Money.of("900"), ends_on=date(2026, 8, 31))
    for case in (Case(incomes=(ended,)), replace(tenant(), incomes=(ended,))):
        assert normal(" ".join(_texts(_rows(case, "Ressources")[-1].cells))).endswith("0,00 €")
        assert "900" not in "".join(_texts(_rows(case, "Ressources")[-1].cells))
