"""The papers to join: which person, which debt, which months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import JOINT, Account, Case, Debt, Declared, Expense, Family, Filing, Home, Income, Person, Vehicle
from pcb.domain.money import Money
from pcb.domain.papers_to_join import PaperHeading, PaperToJoin, last_months, papers_to_join
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, Treatment
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind, VehicleKind
from pcb.domain.vocabulary.people import FilingMode, MaritalStatus, Occupancy, Protection, Role

DAY = date(2026, 11, 23)
NADIA = Person("p1", Role.DEPOSANT, first_names="Nadia")
JULIEN = Person("p2", Role.CODEPOSANT, first_names="Julien")


def asked(case: Case, heading: PaperHeading) -> list[tuple[str, str]]:
    return [(paper.label, paper.concerns) for paper in papers_to_join(case, DAY) if paper.heading is heading]


def one(case: Case, path: str) -> PaperToJoin:
    return next(paper for paper in papers_to_join(case, DAY) if paper.path == path)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 11, 23), "août, septembre et octobre 2026"),
        (date(2026, 11, 1), "août, septembre et octobre 2026"),
        (date(2027, 1, 31), "octobre, novembre et décembre 2026"),
        (date(2027, 3, 1), "décembre 2026, janvier 2027 et février 2027"),
    ],
)
def test_the_last_three_months_are_the_full_months_before_the_day(day: date, months: str) -> None:
    assert last_months(day) == months


def test_every_dossier_needs_the_form_the_letter_the_identity_and_the_tax_notice() -> None:
    labels = [paper.label for paper in papers_to_join(Case(), DAY)]
    assert labels[0].startswith("Formulaire Cerfa 13594")
    assert labels[1].startswith("Lettre signée")
    assert "Pièce d’identité en cours de validité" in labels
    assert "Dernier avis d’imposition ou de non-imposition" in labels


def test_each_of_two_who_file_brings_an_identity_paper() -> None:
    case = Case(persons=(NADIA, JULIEN), filing=Filing(mode=FilingMode.JOINT))
    assert [who for label, who in asked(case, PaperHeading.SITUATION) if "identité" in label] == [
        "Nadia (déposant)",
        "Julien (co-déposant)",
    ]


def test_someone_who_files_alone_brings_only_their_own() -> None:
    case = Case(persons=(NADIA, JULIEN), filing=Filing(mode=FilingMode.ALONE))
    assert [who for label, who in asked(case, PaperHeading.SITUATION) if "identité" in label] == ["Nadia (déposant)"]


def test_a_salary_asks_for_three_payslips_of_that_person_and_employer() -> None:
    income = Income("i1", IncomeKind.SALARY, Money.of("1500"), owner="p1", payer="EHPAD", evidence=Evidence.SEEN)
    paper = one(Case(persons=(NADIA,), incomes=(income,)), "incomes.i1.evidence")
    assert paper.label == "Trois derniers bulletins de salaire (août, septembre et octobre 2026)"
    assert paper.concerns == "Salaire, EHPAD — Nadia"
    assert paper.seen


def test_what_is_only_declared_or_estimated_is_not_seen() -> None:
    for evidence in (None, Evidence.DECLARED, Evidence.ESTIMATED):
        income = Income("i1", IncomeKind.RSA, evidence=evidence)
        assert not one(Case(incomes=(income,)), "incomes.i1.evidence").seen


def test_a_charge_at_a_flat_rate_asks_for_no_paper_the_others_do() -> None:
    for kind in ExpenseKind:
        case = Case(expenses=(Expense("e1", kind, Money.of("50")),))
        asks = any(paper.path == "expenses.e1.evidence" for paper in papers_to_join(case, DAY))
        elsewhere = kind in (ExpenseKind.ALIMONY_PAID, ExpenseKind.PRESTATION_COMPENSATOIRE)
        assert asks == (kind.treatment is not Treatment.FLAT_ONLY and not elsewhere), kind


def test_every_debt_asks_for_a_paper_that_names_it() -> None:
    for kind in DebtKind:
        debt = Debt("d1", kind, "Crédit Lomagne", reference="RV 70")
        paper = one(Case(debts=(debt,)), "debts.d1.evidence")
        assert "Crédit Lomagne, réf. RV 70" in paper.concerns


def test_a_debt_that_is_pursued_asks_for_the_act_too() -> None:
    case = Case(debts=(Debt("d1", DebtKind.RENT, "Bailleur", pursued=True),))
    assert one(case, "debts.d1.pursued").label.startswith("Acte de poursuite")


def test_each_account_and_each_vehicle_is_named() -> None:
    case = Case(
        persons=(NADIA,),
        accounts=(
            Account("c1", AccountKind.CURRENT, "Banque de l’Astarac", owner=JOINT),
            Account("c2", AccountKind.LIVRET_A, "La Banque"),
        ),
        vehicles=(Vehicle("v1", VehicleKind.CAR, "Break", owner="p1"),),
    )
    assert asked(case, PaperHeading.PATRIMOINE) == [
        (
            "Relevés des trois derniers mois (août, septembre et octobre 2026)",
            "Compte courant, Banque de l’Astarac — les deux",
        ),
        ("Dernier relevé de l’épargne", "Livret A, La Banque"),
        ("Carte grise", "Voiture, Break — Nadia"),
    ]


def test_a_tenant_brings_the_lease_someone_hosted_an_attestation() -> None:
    tenant = asked(Case(home=Home(Occupancy.TENANT, landlord="Habitat")), PaperHeading.LOGEMENT)
    assert tenant[0] == ("Bail", "bailleur : Habitat")
    hosted = asked(Case(home=Home(Occupancy.HOSTED)), PaperHeading.LOGEMENT)
    assert [label for label, _ in hosted] == ["Attestation d’hébergement"]
    assert asked(Case(home=Home(Occupancy.OWNER)), PaperHeading.LOGEMENT) == []


def test_a_divorce_a_pension_and_a_protection_ask_for_their_judgment() -> None:
    case = Case(
        persons=(replace(NADIA, protection=Protection.CURATELLE),),
        family=Family(MaritalStatus.DIVORCED),
        expenses=(Expense("e1", ExpenseKind.ALIMONY_PAID),),
    )
    labels = [label for label, _ in asked(case, PaperHeading.SITUATION)]
    assert "Jugement de divorce ou de séparation, s’il existe" in labels
    assert "Jugement fixant la pension alimentaire et preuve des versements" in labels
    assert "Jugement de mesure de protection" in labels


def test_what_the_household_said_it_has_not_asks_for_no_paper() -> None:
    nothing = Declared(no_income=True, no_debt=True, no_account=True)
    headings = {paper.heading for paper in papers_to_join(Case(declared=nothing), DAY)}
    assert not headings & {PaperHeading.RESSOURCES, PaperHeading.ENDETTEMENT, PaperHeading.PATRIMOINE}


def test_the_rent_receipt_is_asked_once() -> None:
    home = Home(Occupancy.TENANT, landlord="Habitat des Coteaux")
    rent = Expense("e1", ExpenseKind.RENT, Money.of("500"))
    for case in (Case(home=home), Case(home=home, expenses=(rent,))):
        labels = [paper.label for paper in papers_to_join(case, DAY)]
        assert sum("quittance de loyer" in label for label in labels) == 1


def test_each_paper_has_a_key_of_its_own_that_does_not_change_with_the_day() -> None:
    case = Case(
        persons=(NADIA, JULIEN),
        incomes=(Income("x", IncomeKind.SALARY), Income("y", IncomeKind.RSA)),
        debts=(Debt("x", DebtKind.RENT, pursued=True), Debt("y", DebtKind.RENT)),
    )
    keys = [paper.key for paper in papers_to_join(case, DAY)]
    assert len(set(keys)) == len(keys)
    assert keys == [paper.key for paper in papers_to_join(case, date(2024, 2, 29))]


def test_payslips_cover_the_last_three_full_months_and_a_bill_is_three_months_old_at_most() -> None:
    salary = Income("i1", IncomeKind.SALARY, owner="p1")
    case = Case(persons=(NADIA,), incomes=(salary,), expenses=(Expense("e1", ExpenseKind.RENT),))
    payslips = one(case, "incomes.i1.evidence")
    assert payslips.owner == "p1"
    assert payslips.age is not None
    assert (payslips.age.covers_from, payslips.age.covers_to) == (date(2026, 8, 1), date(2026, 10, 31))
    receipt = one(case, "expenses.e1.evidence")
    assert receipt.age is not None
    assert receipt.age.oldest == date(2026, 8, 23)
    assert not receipt.age.source.is_official


def test_a_judgment_does_not_grow_old() -> None:
    assert one(Case(debts=(Debt("d1", DebtKind.DAMAGES),)), "debts.d1.evidence").age is None
