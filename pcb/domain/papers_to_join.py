"""« Pièces justificatives »: the papers to join to the declaration, one by one, computed from the case.

After service-public F134 (version of 7 January 2025: form, copies, signed letter) and summaries of the list of the
Banque de France by heading; that list itself was not read, so the household is told that it prevails. Copies only:
originals stay with the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case, Debt, Income, Person
from pcb.domain.income import filers, name_of
from pcb.domain.monthly import debt_label, expense_label
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, Treatment
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.vocabulary.debts import DebtKind, DebtTable, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind, AssetKind
from pcb.domain.vocabulary.people import MaritalStatus, Occupancy, Protection, Role
from pcb.domain.wording import MONTHS

RECEIPT = "Dernière quittance de loyer ou dernier avis d’échéance"
SOURCE = "service-public F134 (version du 7 janvier 2025) ; résumés de la liste de la Banque de France"


class PaperHeading(Choice):
    """Headings of the list, in its order."""

    DOSSIER = "dossier", "Le dossier"
    SITUATION = "situation", "Situation personnelle et familiale"
    LOGEMENT = "logement", "Logement"
    RESSOURCES = "ressources", "Ressources"
    CHARGES = "charges", "Charges"
    PATRIMOINE = "patrimoine", "Patrimoine et comptes"
    ENDETTEMENT = "endettement", "Dettes"
    PROCEDURES = "procedures", "Procédures en cours"


@dataclass(frozen=True, slots=True)
class PaperToJoin:
    """One paper. ``concerns`` says which person, debt or months; ``seen`` that the original was seen at a meeting;
    ``path`` opens the fact that asks for it."""

    heading: PaperHeading
    label: str
    concerns: str
    path: str
    seen: bool = False


def last_months(day: date, count: int = 3) -> str:
    """The last full months before ``day``: « août, septembre et octobre 2026 »."""
    months = [(day.year * 12 + day.month - 1 - back) for back in range(count, 0, -1)]
    years = {month // 12 for month in months}
    if len(years) == 1:
        names = [MONTHS[month % 12] for month in months]
        return f"{', '.join(names[:-1])} et {names[-1]} {years.pop()}"
    names = [f"{MONTHS[month % 12]} {month // 12}" for month in months]
    return f"{', '.join(names[:-1])} et {names[-1]}"


def papers_to_join(case: Case, day: date) -> tuple[PaperToJoin, ...]:
    """Every paper to join, by heading. It never fails; an empty case gives what every dossier needs."""
    return (
        *_dossier(case),
        *_situation(case),
        *_home(case),
        *_resources(case, day),
        *_charges(case, day),
        *_estate(case, day),
        *_debts(case),
        *_proceedings(case),
    )


def _dossier(case: Case) -> Iterator[PaperToJoin]:
    heading = PaperHeading.DOSSIER
    yield PaperToJoin(heading, "Formulaire Cerfa 13594 rempli, daté et signé", "", "filing.signed_on")
    yield PaperToJoin(
        heading,
        "Lettre signée qui explique la situation et ses causes",
        "elle mentionne les saisies et toute procédure d’expulsion",
        "history.story",
    )
    if case.filing.filed_before is True:
        number = known(case.filing.earlier_number)
        concerns = f"dossier n° {number}" if number else ""
        yield PaperToJoin(heading, "Décisions du dossier précédent", concerns, "filing.earlier_number")


_ALIMONY = {IncomeKind.ALIMONY, ExpenseKind.ALIMONY_PAID, ExpenseKind.PRESTATION_COMPENSATOIRE, DebtKind.ALIMONY}


def _situation(case: Case) -> Iterator[PaperToJoin]:
    heading = PaperHeading.SITUATION
    for person in filers(case):
        yield PaperToJoin(heading, "Pièce d’identité en cours de validité", who(person), _of(person, "birth_name"))
    if not filers(case):
        yield PaperToJoin(heading, "Pièce d’identité en cours de validité", "de chaque déposant", "filing.mode")
    children = [person for person in case.persons if person.role is Role.CHILD]
    if children or known(case.family.status) in (MaritalStatus.MARRIED, MaritalStatus.DIVORCED):
        yield PaperToJoin(
            heading, "Livret de famille", ", ".join(name_of(child) for child in children), "family.status"
        )
    if known(case.family.status) is MaritalStatus.PACS:
        yield PaperToJoin(heading, "Convention ou attestation de PACS", "", "family.status")
    if known(case.family.status) in (MaritalStatus.DIVORCED, MaritalStatus.SEPARATED):
        yield PaperToJoin(heading, "Jugement de divorce ou de séparation, s’il existe", "", "family.status")
    kinds: set[object] = {item.kind for item in case.incomes}
    kinds |= {item.kind for item in case.expenses} | {item.kind for item in case.debts}
    if _ALIMONY & kinds:
        yield PaperToJoin(
            heading, "Jugement fixant la pension alimentaire et preuve des versements", "", "family.status"
        )
    for person in case.persons:
        protection = known(person.protection)
        if person.role in (Role.DEPOSANT, Role.CODEPOSANT) and protection not in (None, Protection.NONE):
            yield PaperToJoin(heading, "Jugement de mesure de protection", who(person), _of(person, "protection"))


def _home(case: Case) -> Iterator[PaperToJoin]:
    heading, occupancy = PaperHeading.LOGEMENT, known(case.home.occupancy)
    landlord = known(case.home.landlord)
    concerns = f"bailleur : {landlord}" if landlord else ""
    if occupancy in (None, Occupancy.TENANT):
        yield PaperToJoin(heading, "Bail", concerns, "home.occupancy")
        if not any(expense.kind is ExpenseKind.RENT for expense in case.expenses):  # else it is asked with the rent
            yield PaperToJoin(heading, RECEIPT, concerns, "home.occupancy")
    if occupancy in (Occupancy.HOSTED, Occupancy.FREE_OCCUPANT):
        yield PaperToJoin(heading, "Attestation d’hébergement", "usage, à confirmer au 34 14", "home.occupancy")
    if occupancy is Occupancy.RETIREMENT_HOME:
        yield PaperToJoin(heading, "Dernière facture de l’établissement", "", "home.occupancy")
    if case.home.eviction is True and not _has(case, ProceedingKind.EVICTION):
        yield PaperToJoin(heading, "Documents de la procédure d’expulsion", concerns, "home.eviction")
    if case.home.property_seizure is True and not _has(case, ProceedingKind.PROPERTY_SEIZURE):
        yield PaperToJoin(heading, "Documents de la saisie immobilière", "", "home.property_seizure")


def _has(case: Case, kind: ProceedingKind) -> bool:
    return any(proceeding.kind is kind for proceeding in case.proceedings)


_BENEFITS = {
    IncomeKind.HOUSING_BENEFIT,
    IncomeKind.FAMILY_BENEFITS,
    IncomeKind.RSA,
    IncomeKind.PRIME_ACTIVITE,
    IncomeKind.AAH,
    IncomeKind.ASF,
    IncomeKind.CHILD_SUPPLEMENT,
}


def _resources(case: Case, day: date) -> Iterator[PaperToJoin]:
    for income in case.incomes:
        payer = known(income.payer)
        concerns = _concerns(case, income, f"{income.kind.label}, {payer}" if payer else income.kind.label)
        path, seen = f"incomes.{income.id}.evidence", income.evidence is Evidence.SEEN
        yield PaperToJoin(PaperHeading.RESSOURCES, _income_paper(income, day), concerns, path, seen)
    if not case.incomes and case.declared.no_income is not True:
        label = f"Justificatifs de toutes les ressources des trois derniers mois ({last_months(day)})"
        yield PaperToJoin(PaperHeading.RESSOURCES, label, "", "declared.no_income")


def _income_paper(income: Income, day: date) -> str:
    if income.kind is IncomeKind.SALARY:
        return f"Trois derniers bulletins de salaire ({last_months(day)})"
    if income.kind in _BENEFITS:
        return "Notification de droits ou attestation de paiement de la CAF ou de la MSA"
    if income.kind in (IncomeKind.UNEMPLOYMENT, IncomeKind.ASS):
        return f"Notification de droits et relevés de France Travail ({last_months(day)})"
    if income.kind in (IncomeKind.RETIREMENT, IncomeKind.SURVIVOR, IncomeKind.ASPA):
        return "Notification de retraite ou de pension, ou attestation de paiement"
    if income.kind is IncomeKind.DAILY_ALLOWANCE:
        return f"Décomptes d’indemnités journalières ({last_months(day)})"
    if income.kind is IncomeKind.RENTAL_INCOME:
        return "Bail consenti et justificatif des loyers reçus"
    if income.kind is IncomeKind.SELF_EMPLOYED:
        return "Derniers résultats ou déclarations de l’activité"
    return "Justificatif de la ressource"


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


def _charges(case: Case, day: date) -> Iterator[PaperToJoin]:
    heading = PaperHeading.CHARGES
    tax = next((expense for expense in case.expenses if expense.kind is ExpenseKind.INCOME_TAX), None)
    year = day.year if day.month >= 9 else day.year - 1
    yield PaperToJoin(
        heading,
        "Dernier avis d’imposition ou de non-imposition",
        f"avis de {year} sur les revenus de {year - 1}, toutes les pages",
        f"expenses.{tax.id}.evidence" if tax else "declared.no_expense",
        tax is not None and tax.evidence is Evidence.SEEN,
    )
    for expense in case.expenses:
        if expense.kind in _ELSEWHERE or expense.kind.treatment is Treatment.FLAT_ONLY:
            continue
        paper = _EXPENSE_PAPERS.get(expense.kind, "Justificatif de la charge")
        payee = known(expense.payee)
        label = expense_label(expense)
        concerns = _concerns(case, expense, f"{label}, {payee}" if payee else label)
        yield PaperToJoin(
            heading, paper, concerns, f"expenses.{expense.id}.evidence", expense.evidence is Evidence.SEEN
        )


_ASSET_PAPERS = {AssetKind.VALUABLE: "Estimation du bien", AssetKind.MOBILE_HOME: "Titre de propriété et estimation"}


def _estate(case: Case, day: date) -> Iterator[PaperToJoin]:
    heading = PaperHeading.PATRIMOINE
    for account in case.accounts:
        bank = known(account.bank) or "banque à préciser"
        path, seen = f"accounts.{account.id}.evidence", account.evidence is Evidence.SEEN
        if account.kind is AccountKind.CURRENT:
            label = f"Relevés des trois derniers mois ({last_months(day)})"
        elif account.kind is AccountKind.SCI:
            label = "Statuts et justificatif des parts de société"
        else:
            label = "Dernier relevé de l’épargne"
        yield PaperToJoin(heading, label, _concerns(case, account, f"{account.kind.label}, {bank}"), path, seen)
    if not case.accounts and case.declared.no_account is not True:
        label = f"Relevés de tous les comptes, trois derniers mois ({last_months(day)})"
        yield PaperToJoin(heading, label, "", "declared.no_account")
    for vehicle in case.vehicles:
        model = known(vehicle.model)
        concerns = f"{vehicle.kind.label}, {model}" if model else vehicle.kind.label
        path, seen = f"vehicles.{vehicle.id}.evidence", vehicle.evidence is Evidence.SEEN
        yield PaperToJoin(heading, "Carte grise", _concerns(case, vehicle, concerns), path, seen)
    for asset in case.assets:
        label = _ASSET_PAPERS.get(asset.kind, "Titre de propriété et estimation de la valeur (notaire ou agence)")
        concerns = ", ".join(filter(None, (asset.kind.label, known(asset.nature), known(asset.place))))
        path, seen = f"assets.{asset.id}.evidence", asset.evidence is Evidence.SEEN
        yield PaperToJoin(heading, label, concerns, path, seen)


_DEBT_PAPERS = {
    DebtKind.TAX: "Bordereau de situation fiscale ou dernier avis impayé",
    DebtKind.CHEQUE: "Liste des chèques impayés, lettre de la banque",
    DebtKind.PROFESSIONAL: "Relevé ou mise en demeure de la dette professionnelle",
    DebtKind.PENAL_FINE: "Avis d’amende ou bordereau du Trésor",
    DebtKind.DAMAGES: "Jugement",
    DebtKind.FRAUD: "Notification de la dette et de la fraude",
    DebtKind.FAMILY_LOAN: "Reconnaissance de dette ou attestation du prêteur",
    DebtKind.PAWN: "Contrat de prêt sur gage",
}
_TABLE_PAPERS = {
    DebtTable.LOGEMENT: "Relevé de la dette (décompte du bailleur ou du syndic)",
    DebtTable.DECOUVERTS: "Dernier relevé du compte à découvert",
    DebtTable.LOCATIONS: "Contrat de location, échéancier ou décompte après vente",
    DebtTable.IMMOBILIERS: "Offre de prêt, tableau d’amortissement et dernier décompte",
    DebtTable.CONSOMMATION: "Contrat et dernier relevé du crédit",
    DebtTable.AUTRES_PRETS: "Contrat ou notification du prêt",
    DebtTable.CAUTIONS: "Acte de caution et demande de paiement",
}


def _debts(case: Case) -> Iterator[PaperToJoin]:
    for debt in case.debts:
        paper = _DEBT_PAPERS.get(debt.kind) or _TABLE_PAPERS.get(debt.kind.table) or "Facture ou lettre de relance"
        path, seen = f"debts.{debt.id}.evidence", debt.evidence is Evidence.SEEN
        yield PaperToJoin(PaperHeading.ENDETTEMENT, paper, _debt_concerns(debt), path, seen)
        if debt.pursued is True:
            label = "Acte de poursuite (jugement, commandement, saisie)"
            yield PaperToJoin(PaperHeading.ENDETTEMENT, label, _debt_concerns(debt), f"debts.{debt.id}.pursued")
    if not case.debts and case.declared.no_debt is not True:
        label = "Justificatif de chaque dette (relevé, facture, relance)"
        yield PaperToJoin(PaperHeading.ENDETTEMENT, label, "", "declared.no_debt")


def _debt_concerns(debt: Debt) -> str:
    reference = known(debt.reference)
    return f"{debt_label(debt)}, réf. {reference}" if reference else debt_label(debt)


def _proceedings(case: Case) -> Iterator[PaperToJoin]:
    for proceeding in case.proceedings:
        asks = known(proceeding.who)
        concerns = f"{proceeding.kind.label}, {asks}" if asks else proceeding.kind.label
        path = f"proceedings.{proceeding.id}.kind"
        yield PaperToJoin(PaperHeading.PROCEDURES, "Actes et courriers reçus", concerns, path)


def who(person: Person) -> str:
    """« Nadia (déposant) »."""
    name = name_of(person)
    return name if name == person.role.label else f"{name} ({person.role.label.lower()})"


def _concerns(case: Case, item: object, what: str) -> str:
    owner = known(getattr(item, "owner", None))
    if owner == JOINT:
        return f"{what} — les deux"
    person = case.person(owner)
    return f"{what} — {name_of(person)}" if person else what


def _of(person: Person, field: str) -> str:
    return f"persons.{person.id}.{field}"
