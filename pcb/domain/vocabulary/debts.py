"""Closed lists about debts and procedures, with the table of the form on which each debt goes (pages 6 to 11)."""

from __future__ import annotations

from enum import Enum

from pcb.domain.vocabulary.choice import Choice


class DebtTable(Choice):
    """The tables of debts of the form, in its order."""

    LOGEMENT = "logement", "Dettes de logement"
    CHARGES_COURANTES = "charges_courantes", "Dettes de charges courantes (impôts, énergie, sociales, assurances)"
    DIVERSES = "diverses", "Dettes diverses (avocat, factures, chèques impayés…)"
    PENALES = "penales", "Pensions alimentaires, amendes, condamnations pénales, dettes frauduleuses"
    DECOUVERTS = "decouverts", "Découverts bancaires"
    LOCATIONS = "locations", "Locations avec option d’achat ou de longue durée (LOA, LLD)"
    IMMOBILIERS = "immobiliers", "Crédits immobiliers"
    CONSOMMATION = "consommation", "Crédits à la consommation"
    AUTRES_PRETS = "autres_prets", "Autres prêts (famille, employeur, CAF…)"
    CAUTIONS = "cautions", "Cautionnements"


class DebtKind(Enum):
    """Kinds of debt, each with its table on the form."""

    label: str
    table: DebtTable

    def __new__(cls, code: str, label: str, table: DebtTable) -> DebtKind:
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        member.table = table
        return member

    def __str__(self) -> str:
        return self.label

    RENT = "rent", "Loyers et charges locatives impayés", DebtTable.LOGEMENT
    COPROPRIETE = "copropriete", "Charges de copropriété impayées", DebtTable.LOGEMENT
    TAX = "tax", "Impôts et taxes", DebtTable.CHARGES_COURANTES
    ENERGY = "energy", "Électricité, gaz, chauffage", DebtTable.CHARGES_COURANTES
    WATER = "water", "Eau", DebtTable.CHARGES_COURANTES
    PHONE = "phone", "Téléphone, internet", DebtTable.CHARGES_COURANTES
    INSURANCE = "insurance", "Assurances, mutuelle", DebtTable.CHARGES_COURANTES
    SOCIAL = "social", "Indu CAF, MSA, France Travail, sécurité sociale", DebtTable.CHARGES_COURANTES
    CHILDCARE = "childcare", "Cantine, garde d’enfant, scolarité", DebtTable.CHARGES_COURANTES
    HEALTH = "health", "Santé, hôpital", DebtTable.DIVERSES
    LAWYER = "lawyer", "Avocat, frais de justice", DebtTable.DIVERSES
    CHEQUE = "cheque", "Chèque impayé", DebtTable.DIVERSES
    INVOICE = "invoice", "Facture impayée", DebtTable.DIVERSES
    PROFESSIONAL = "professional", "Dette professionnelle (URSSAF, MSA, fournisseur…)", DebtTable.DIVERSES
    OTHER = "other", "Autre dette", DebtTable.DIVERSES
    ALIMONY = "alimony", "Pension alimentaire due", DebtTable.PENALES
    PENAL_FINE = "penal_fine", "Amende pénale", DebtTable.PENALES
    DAMAGES = "damages", "Réparation due à une victime", DebtTable.PENALES
    FRAUD = "fraud", "Dette frauduleuse (organisme social)", DebtTable.PENALES
    OVERDRAFT = "overdraft", "Découvert bancaire", DebtTable.DECOUVERTS
    LEASING = "leasing", "LOA ou LLD", DebtTable.LOCATIONS
    HOME_LOAN = "home_loan", "Crédit immobilier", DebtTable.IMMOBILIERS
    REVOLVING = "revolving", "Crédit renouvelable", DebtTable.CONSOMMATION
    PERSONAL_LOAN = "personal_loan", "Prêt personnel", DebtTable.CONSOMMATION
    TIED_CREDIT = "tied_credit", "Crédit affecté (voiture, travaux…)", DebtTable.CONSOMMATION
    SPLIT_PAYMENT = "split_payment", "Paiement fractionné, mini-crédit", DebtTable.CONSOMMATION
    MICROCREDIT = "microcredit", "Microcrédit", DebtTable.CONSOMMATION
    PAWN = "pawn", "Prêt sur gage (crédit municipal)", DebtTable.CONSOMMATION
    FAMILY_LOAN = "family_loan", "Prêt de la famille ou d’un ami", DebtTable.AUTRES_PRETS
    EMPLOYER_LOAN = "employer_loan", "Prêt ou avance de l’employeur", DebtTable.AUTRES_PRETS
    SOCIAL_LOAN = "social_loan", "Prêt CAF, MSA, FSL", DebtTable.AUTRES_PRETS
    GUARANTEE = "guarantee", "Caution donnée pour quelqu’un", DebtTable.CAUTIONS

    @property
    def is_credit(self) -> bool:
        """Granted by contract with capital, rate and instalments."""
        return self.table in (DebtTable.IMMOBILIERS, DebtTable.CONSOMMATION, DebtTable.AUTRES_PRETS)


class ProceedingKind(Choice):
    """Procedures under way: they go in the letter (former R. 331-8-1), eviction above all."""

    EVICTION = "eviction", "Procédure d’expulsion"
    PROPERTY_SEIZURE = "property_seizure", "Saisie immobilière"
    WAGE_SEIZURE = "wage_seizure", "Saisie des rémunérations"
    WAGE_ASSIGNMENT = "wage_assignment", "Cession de rémunération"
    ACCOUNT_SEIZURE = "account_seizure", "Saisie sur compte bancaire"
    TAX_SEIZURE = "tax_seizure", "Saisie administrative à tiers détenteur"
    GOODS_SEIZURE = "goods_seizure", "Saisie de biens ou de véhicule"
    DIRECT_PAYMENT = "direct_payment", "Paiement direct de pension alimentaire"
    PAYMENT_ORDER = "payment_order", "Injonction de payer, jugement"
    ENERGY_CUT = "energy_cut", "Coupure ou réduction d’énergie"
    OTHER = "other", "Autre procédure"


class PastOutcome(Choice):
    """How an earlier dossier ended."""

    PLAN = "plan", "Plan conventionnel"
    MEASURES = "measures", "Mesures imposées"
    SUSPENSION = "suspension", "Suspension (moratoire)"
    PERSONAL_RECOVERY = "personal_recovery", "Rétablissement personnel"
    INADMISSIBLE = "inadmissible", "Irrecevable"
    CLOSED = "closed", "Clôturé, déchu ou caduc"
    PENDING = "pending", "En cours"
