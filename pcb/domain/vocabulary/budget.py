"""Closed lists of the budget: periods, evidence, resources and charges, with form line and treatment.

The treatment of each charge is the table of service-public F1947 and F16982 (text of 31/05/2019; C. conso. art.
R. 731-3), kept in ``law/forfaits_commission.toml``. Kinds that the table does not name say so (``in_table`` is false).
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from pcb.domain.vocabulary.choice import Choice


class Period(Choice):
    """How often an amount comes or goes."""

    WEEKLY = "weekly", "par semaine"
    FORTNIGHTLY = "fortnightly", "toutes les deux semaines"
    MONTHLY = "monthly", "par mois"
    BIMONTHLY = "bimonthly", "tous les deux mois"
    QUARTERLY = "quarterly", "par trimestre"
    HALF_YEARLY = "half_yearly", "par semestre"
    YEARLY = "yearly", "par an"

    @property
    def per_year(self) -> int:
        return _PER_YEAR[self]

    @property
    def per_month(self) -> Fraction:
        """Times a month: a week counts for 52/12 of a month, a fortnight for 26/12."""
        return Fraction(_PER_YEAR[self], 12)


_PER_YEAR = {
    Period.WEEKLY: 52,
    Period.FORTNIGHTLY: 26,
    Period.MONTHLY: 12,
    Period.BIMONTHLY: 6,
    Period.QUARTERLY: 4,
    Period.HALF_YEARLY: 2,
    Period.YEARLY: 1,
}


class Evidence(Choice):
    """How an amount is known. Only *seen* counts as proof before the commission."""

    DECLARED = "declared", "Déclaré"
    ESTIMATED = "estimated", "Estimé"
    SEEN = "seen", "Vu sur un papier"


class PaymentMethod(Choice):
    DIRECT_DEBIT = "direct_debit", "Prélèvement"
    TRANSFER = "transfer", "Virement"
    CARD = "card", "Carte"
    CHEQUE = "cheque", "Chèque"
    CASH = "cash", "Espèces"
    MONEY_ORDER = "money_order", "Mandat"
    WITHHELD = "withheld", "Retenu à la source"
    OTHER = "other", "Autre"


class IncomeLine(Choice):
    """Lines of « Ressources mensuelles » (form, page 3), in the form's order and words."""

    SALAIRE = "salaire", "Salaire"
    RETRAITE = "retraite", "Retraite"
    PENSION_ALIMENTAIRE = "pension_alimentaire", "Pension alimentaire reçue"
    AUTRES_PENSIONS = "autres_pensions", "Autres pensions (nature)"
    CHOMAGE = "chomage", "Allocations chômage"
    LOGEMENT = "logement", "Allocation logement / APL"
    FAMILIALES = "familiales", "Allocations familiales"
    ASS = "ass", "Allocation de solidarité spécifique (ASS)"
    RSA = "rsa", "Revenu de solidarité active (RSA)"
    AUTRES_ALLOCATIONS = "autres_allocations", "Autres allocations (nature)"
    RENTE_VIAGERE = "rente_viagere", "Rente viagère"
    AUTRES_RENTES = "autres_rentes", "Autres rentes (nature)"
    INDEMNITES_JOURNALIERES = "indemnites_journalieres", "Indemnités journalières (nature)"
    REVENUS_FONCIERS = "revenus_fonciers", "Revenus fonciers"
    VALEURS = "valeurs", "Revenus de valeurs et capitaux mobiliers"
    AUTRES = "autres", "Autres ressources (nature)"


class IncomeKind(Enum):
    """Kinds of resource, each with the line of the form on which it goes."""

    label: str
    line: IncomeLine

    def __new__(cls, code: str, label: str, line: IncomeLine) -> IncomeKind:
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        member.line = line
        return member

    def __str__(self) -> str:
        return self.label

    SALARY = "salary", "Salaire", IncomeLine.SALAIRE
    SELF_EMPLOYED = "self_employed", "Revenu d’une activité indépendante", IncomeLine.AUTRES
    RETIREMENT = "retirement", "Retraite", IncomeLine.RETRAITE
    ALIMONY = "alimony", "Pension alimentaire reçue", IncomeLine.PENSION_ALIMENTAIRE
    INVALIDITY = "invalidity", "Pension d’invalidité", IncomeLine.AUTRES_PENSIONS
    SURVIVOR = "survivor", "Pension de réversion", IncomeLine.AUTRES_PENSIONS
    OTHER_PENSION = "other_pension", "Autre pension", IncomeLine.AUTRES_PENSIONS
    UNEMPLOYMENT = "unemployment", "Allocation chômage (ARE)", IncomeLine.CHOMAGE
    HOUSING_BENEFIT = "housing_benefit", "Aide au logement (APL, ALF, ALS)", IncomeLine.LOGEMENT
    FAMILY_BENEFITS = "family_benefits", "Allocations familiales", IncomeLine.FAMILIALES
    ASS = "ass", "Allocation de solidarité spécifique (ASS)", IncomeLine.ASS
    RSA = "rsa", "RSA", IncomeLine.RSA
    PRIME_ACTIVITE = "prime_activite", "Prime d’activité", IncomeLine.AUTRES_ALLOCATIONS
    AAH = "aah", "AAH", IncomeLine.AUTRES_ALLOCATIONS
    ASPA = "aspa", "ASPA (minimum vieillesse)", IncomeLine.AUTRES_ALLOCATIONS
    ASF = "asf", "Allocation de soutien familial", IncomeLine.AUTRES_ALLOCATIONS
    CHILD_SUPPLEMENT = "child_supplement", "Complément familial, PAJE, AEEH", IncomeLine.AUTRES_ALLOCATIONS
    OTHER_BENEFIT = "other_benefit", "Autre allocation", IncomeLine.AUTRES_ALLOCATIONS
    LIFE_ANNUITY = "life_annuity", "Rente viagère", IncomeLine.RENTE_VIAGERE
    OTHER_ANNUITY = "other_annuity", "Autre rente", IncomeLine.AUTRES_RENTES
    DAILY_ALLOWANCE = "daily_allowance", "Indemnités journalières", IncomeLine.INDEMNITES_JOURNALIERES
    RENTAL_INCOME = "rental_income", "Revenus fonciers (loyers reçus)", IncomeLine.REVENUS_FONCIERS
    INVESTMENT_INCOME = "investment_income", "Revenus de placements", IncomeLine.VALEURS
    FAMILY_HELP = "family_help", "Aide de la famille", IncomeLine.AUTRES
    OTHER = "other", "Autre ressource", IncomeLine.AUTRES


class ExpenseLine(Choice):
    """Lines of « Charges mensuelles » (form, page 4), in the form's order and words."""

    LOYER = "loyer", "Loyer"
    COPROPRIETE = "copropriete", "Charges de copropriété"
    MAISON_DE_RETRAITE = "maison_de_retraite", "Frais de maison de retraite ou autres"
    IMPOT_REVENU = "impot_revenu", "Impôt sur le revenu"
    TAXE_HABITATION = "taxe_habitation", "Taxe d’habitation"
    TAXE_FONCIERE = "taxe_fonciere", "Taxe foncière"
    PENSION_ALIMENTAIRE = "pension_alimentaire", "Pension alimentaire versée"
    MUTUELLE = "mutuelle", "Mutuelle"
    CHAUFFAGE = "chauffage", "Chauffage"
    GARDE = "garde", "Frais de garde"
    SCOLARITE = "scolarite", "Frais de scolarité"
    TRANSPORT = "transport", "Frais de transport professionnels"
    AUTRES = "autres", "Autres charges et frais divers"


class Treatment(Choice):
    """How the commission assesses a charge (C. conso. art. R. 731-3)."""

    REAL_WITH_PROOF = "real_with_proof", "Montant réel, sur justificatif"
    REAL_CAPPED = "real_capped", "Montant réel, plafonné par un forfait"
    FLAT_ONLY = "flat_only", "Forfait seulement"


class Forfait(Choice):
    """The flat rates of the commissions' règlement intérieur; the values are parameters of the law files."""

    BASE = "base", "Forfait de base"
    HABITATION = "habitation", "Forfait habitation"
    CHAUFFAGE = "chauffage", "Forfait chauffage"


_REAL, _CAPPED, _FLAT = Treatment.REAL_WITH_PROOF, Treatment.REAL_CAPPED, Treatment.FLAT_ONLY
_BASE, _HABITATION, _CHAUFFAGE = Forfait.BASE, Forfait.HABITATION, Forfait.CHAUFFAGE
_L = ExpenseLine


class ExpenseKind(Enum):
    """Kinds of charge: form line, treatment by the commission, the forfait that covers or caps it, and whether the
    public table (F1947, F16982) names it."""

    label: str
    line: ExpenseLine
    treatment: Treatment
    forfait: Forfait | None
    in_table: bool

    def __new__(
        cls,
        code: str,
        label: str,
        line: ExpenseLine,
        treatment: Treatment,
        forfait: Forfait | None,
        in_table: bool,
    ) -> ExpenseKind:
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        member.line = line
        member.treatment = treatment
        member.forfait = forfait
        member.in_table = in_table
        return member

    def __str__(self) -> str:
        return self.label

    RENT = "rent", "Loyer hors charges", _L.LOYER, _REAL, None, True
    RENTAL_CHARGES = "rental_charges", "Charges locatives", _L.LOYER, _CAPPED, _HABITATION, False
    COPROPRIETE = "copropriete", "Charges de copropriété", _L.COPROPRIETE, _REAL, None, False
    RETIREMENT_HOME = "retirement_home", "Frais de maison de retraite", _L.MAISON_DE_RETRAITE, _REAL, None, False
    INCOME_TAX = "income_tax", "Impôt sur le revenu", _L.IMPOT_REVENU, _REAL, None, True
    HOUSING_TAX = "housing_tax", "Taxe d’habitation, ordures ménagères", _L.TAXE_HABITATION, _REAL, None, True
    PROPERTY_TAX = "property_tax", "Taxe foncière", _L.TAXE_FONCIERE, _REAL, None, True
    ALIMONY_PAID = "alimony_paid", "Pension alimentaire versée", _L.PENSION_ALIMENTAIRE, _REAL, None, True
    PRESTATION_COMPENSATOIRE = (
        "prestation_compensatoire",
        "Prestation compensatoire versée",
        _L.PENSION_ALIMENTAIRE,
        _REAL,
        None,
        True,
    )
    MUTUELLE = "mutuelle", "Mutuelle", _L.MUTUELLE, _CAPPED, _BASE, True
    HEALTH = "health", "Santé (reste à charge)", _L.AUTRES, _CAPPED, _BASE, True
    HEATING = "heating", "Chauffage", _L.CHAUFFAGE, _FLAT, _CHAUFFAGE, True
    ELECTRICITY = "electricity", "Électricité, gaz (hors chauffage)", _L.AUTRES, _CAPPED, _HABITATION, True
    WATER = "water", "Eau", _L.AUTRES, _CAPPED, _HABITATION, True
    PHONE = "phone", "Téléphone, internet", _L.AUTRES, _CAPPED, _HABITATION, True
    HOME_INSURANCE = "home_insurance", "Assurance habitation", _L.AUTRES, _CAPPED, _HABITATION, True
    CHILDCARE = "childcare", "Frais de garde d’enfant", _L.GARDE, _REAL, None, True
    SCHOOLING = "schooling", "Frais de scolarité", _L.SCOLARITE, _REAL, None, True
    CANTEEN = "canteen", "Cantine, périscolaire", _L.SCOLARITE, _REAL, None, False
    PUBLIC_TRANSPORT_WORK = (
        "public_transport_work",
        "Transports en commun pour le travail",
        _L.TRANSPORT,
        _REAL,
        None,
        True,
    )
    VEHICLE_WORK = "vehicle_work", "Véhicule pour aller au travail (carburant)", _L.TRANSPORT, _FLAT, _BASE, True
    OTHER_TRANSPORT = "other_transport", "Autres transports", _L.AUTRES, _FLAT, _BASE, True
    VEHICLE_INSURANCE = "vehicle_insurance", "Assurance et entretien du véhicule", _L.AUTRES, _FLAT, _BASE, False
    FOOD = "food", "Alimentation", _L.AUTRES, _FLAT, _BASE, True
    HYGIENE = "hygiene", "Hygiène", _L.AUTRES, _FLAT, _BASE, True
    CLOTHING = "clothing", "Habillement", _L.AUTRES, _FLAT, _BASE, True
    HOUSEHOLD_PRODUCTS = "household_products", "Produits ménagers", _L.AUTRES, _FLAT, _BASE, True
    BANK_FEES = "bank_fees", "Frais bancaires", _L.AUTRES, _FLAT, _BASE, False
    OTHER_INSURANCE = "other_insurance", "Autre assurance", _L.AUTRES, _FLAT, _BASE, False
    LEISURE = "leisure", "Loisirs, culture, sport", _L.AUTRES, _FLAT, _BASE, False
    TOBACCO = "tobacco", "Tabac", _L.AUTRES, _FLAT, _BASE, False
    PETS = "pets", "Animaux", _L.AUTRES, _FLAT, _BASE, False
    OTHER_PROVED = "other_proved", "Autre charge obligatoire, avec justificatif", _L.AUTRES, _REAL, None, False
    OTHER = "other", "Autre dépense courante", _L.AUTRES, _FLAT, _BASE, False
