"""The papers of resources and charges. A charge assessed at a flat rate asks for none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case, Income
from pcb.domain.monthly import expense_label
from pcb.domain.papers_to_join.paper import (
    Age,
    PaperHeading,
    PaperToJoin,
    concerning,
    last_months,
    monthly_statements,
    owner_of,
    recent,
    yearly,
)
from pcb.domain.papers_to_join.situation import RECEIPT
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, Treatment

_BENEFITS = {
    IncomeKind.HOUSING_BENEFIT,
    IncomeKind.FAMILY_BENEFITS,
    IncomeKind.RSA,
    IncomeKind.PRIME_ACTIVITE,
    IncomeKind.AAH,
    IncomeKind.ASF,
    IncomeKind.CHILD_SUPPLEMENT,
}


def resources(case: Case, day: date) -> Iterator[PaperToJoin]:
    """One paper for each resource."""
    for income in case.incomes:
        payer = known(income.payer)
        label, age = _income_paper(income, day)
        yield PaperToJoin(
            f"incomes-{income.id}",
            PaperHeading.RESSOURCES,
            label,
            concerning(case, income, f"{income.kind.label}, {payer}" if payer else income.kind.label),
            f"incomes.{income.id}.evidence",
            income.evidence is Evidence.SEEN,
            owner_of(case, income),
            age,
        )
    if not case.incomes and case.declared.no_income is not True:
        label = f"Justificatifs de toutes les ressources des trois derniers mois ({last_months(day)})"
        yield PaperToJoin(
            "incomes-any", PaperHeading.RESSOURCES, label, "", "declared.no_income", age=monthly_statements(day)
        )


def _income_paper(income: Income, day: date) -> tuple[str, Age]:
    months, year = monthly_statements(day), yearly(day)
    if income.kind is IncomeKind.SALARY:
        return f"Trois derniers bulletins de salaire ({last_months(day)})", months
    if income.kind in _BENEFITS:
        return "Notification de droits ou attestation de paiement de la CAF ou de la MSA", year
    if income.kind in (IncomeKind.UNEMPLOYMENT, IncomeKind.ASS):
        return f"Notification de droits et relevés de France Travail ({last_months(day)})", months
    if income.kind in (IncomeKind.RETIREMENT, IncomeKind.SURVIVOR, IncomeKind.ASPA):
        return "Notification de retraite ou de pension, ou attestation de paiement", year
    if income.kind is IncomeKind.DAILY_ALLOWANCE:
        return f"Décomptes d’indemnités journalières ({last_months(day)})", months
    if income.kind is IncomeKind.RENTAL_INCOME:
        return "Bail consenti et justificatif des loyers reçus", year
    if income.kind is IncomeKind.SELF_EMPLOYED:
        return "Derniers résultats ou déclarations de l’activité", year
    return "Justificatif de la ressource", year


_EXPENSE_PAPERS = {
    ExpenseKind.RENT: RECEIPT,
    ExpenseKind.RENTAL_CHARGES: "Détail des charges locatives (quittance ou régularisation)",
    ExpenseKind.COPROPRIETE: "Dernier appel de charges de copropriété",
    ExpenseKind.RETIREMENT_HOME: "Dernière facture de l’établissement",
    ExpenseKind.HOUSING_TAX: "Dernier avis de taxe d’habitation ou d’ordures ménagères",
    ExpenseKind.PROPERTY_TAX: "Dernier avis de taxe foncière",
    ExpenseKind.MUTUELLE: "Échéancier ou attestation de la mutuelle",
    ExpenseKind.HEALTH: "Justificatifs des frais de santé restant à charge",
    ExpenseKind.ELECTRICITY: "Dernière facture ou dernier échéancier d’énergie",
    ExpenseKind.WATER: "Dernière facture d’eau",
    ExpenseKind.PHONE: "Dernière facture de téléphone ou d’internet",
    ExpenseKind.HOME_INSURANCE: "Avis d’échéance de l’assurance habitation",
    ExpenseKind.CHILDCARE: "Factures de garde d’enfant",
    ExpenseKind.SCHOOLING: "Justificatifs des frais de scolarité",
    ExpenseKind.CANTEEN: "Factures de cantine ou de périscolaire",
    ExpenseKind.PUBLIC_TRANSPORT_WORK: "Abonnement de transport pour le travail",
}
_ELSEWHERE = {ExpenseKind.INCOME_TAX, ExpenseKind.ALIMONY_PAID, ExpenseKind.PRESTATION_COMPENSATOIRE}
"""Their paper is asked under another line of the list."""
_SHORT_LIVED = {ExpenseKind.RENT, ExpenseKind.RETIREMENT_HOME, ExpenseKind.PHONE, ExpenseKind.CANTEEN}
"""Billed every month: the paper must be recent. The others are billed or renewed less often."""


def charges(case: Case, day: date) -> Iterator[PaperToJoin]:
    """The tax notice, then one paper for each charge that may be counted at its real amount."""
    heading = PaperHeading.CHARGES
    tax = next((expense for expense in case.expenses if expense.kind is ExpenseKind.INCOME_TAX), None)
    year = day.year if day.month >= 9 else day.year - 1
    yield PaperToJoin(
        "tax-notice",
        heading,
        "Dernier avis d’imposition ou de non-imposition",
        f"avis de {year} sur les revenus de {year - 1}, toutes les pages",
        f"expenses.{tax.id}.evidence" if tax else "declared.no_expense",
        tax is not None and tax.evidence is Evidence.SEEN,
        age=yearly(day),
    )
    for expense in case.expenses:
        if expense.kind in _ELSEWHERE or expense.kind.treatment is Treatment.FLAT_ONLY:
            continue
        payee = known(expense.payee)
        label = expense_label(expense)
        yield PaperToJoin(
            f"expenses-{expense.id}",
            heading,
            _EXPENSE_PAPERS.get(expense.kind, "Justificatif de la charge"),
            concerning(case, expense, f"{label}, {payee}" if payee else label),
            f"expenses.{expense.id}.evidence",
            expense.evidence is Evidence.SEEN,
            owner_of(case, expense),
            recent(day) if expense.kind in _SHORT_LIVED else yearly(day),
        )
