"""Chapter 8, patrimoine et comptes: property, vehicles, bank accounts and savings (P4, P5)."""

from __future__ import annotations

from pcb.domain.vocabulary.budget import Evidence
from pcb.domain.vocabulary.estate import AccountKind, AssetKind, VehicleKind
from pcb.interview import conditions as si
from pcb.interview.amounts import Amount
from pcb.interview.contacts import Iban
from pcb.interview.dates import Day
from pcb.interview.questions import OneOf, Owner, Question, Text, YesNo
from pcb.interview.steps import Chapter, KindGroup, Step

_NEANT = "Répondez oui pour que le dossier porte « néant » : une rubrique vide n'est pas une réponse."

_ACCOUNT_KINDS = (
    KindGroup("Compte de tous les jours", (AccountKind.CURRENT,)),
    KindGroup("Épargne", tuple(kind for kind in AccountKind if kind.is_savings)),
)
ACCOUNTS = Step(
    "comptes",
    "Comptes et épargne",
    "Tous les comptes, même vides ou à découvert. Le découvert à rembourser s'inscrit aussi au chapitre Dettes.",
    (
        Question(
            "declared.no_account",
            YesNo(),
            "Le foyer est-il sans aucun compte ?",
            "Un compte bancaire est un droit : sans compte, la Banque de France peut désigner une banque.",
            when=si.NO_ACCOUNT_LISTED,
        ),
    ),
    collection="accounts",
    groups=_ACCOUNT_KINDS,
)
ACCOUNT = Step(
    "compte",
    "Compte",
    questions=(
        Question("accounts.*.bank", Text(), "Banque ou organisme", example="La Banque Postale"),
        Question("accounts.*.owner", Owner(), "À qui est ce compte ?", when=si.SEVERAL_PERSONS),
        Question(
            "accounts.*.balance",
            Amount(negative=True),
            "Solde du compte",
            "Avec le signe moins si le compte est à découvert.",
            example="-120,50",
            unit="€",
        ),
        Question("accounts.*.balance_on", Day(past=True), "Date de ce solde"),
        Question(
            "accounts.*.iban",
            Iban(),
            "IBAN",
            "Le formulaire demande l'IBAN de chaque compte courant.",
            when=si.CURRENT_ACCOUNT_NAMED,
        ),
        Question("accounts.*.evidence", OneOf(Evidence), "Comment ce solde est-il connu ?", "Relevé de compte récent."),
        Question(
            "accounts.*.overdraft_allowed",
            Amount(),
            "Découvert autorisé",
            when=si.CURRENT_ACCOUNT,
            essential=False,
            unit="€",
        ),
        Question("accounts.*.kind", OneOf(AccountKind), "Genre de compte", essential=False, required=True),
    ),
    each="accounts",
    groups=_ACCOUNT_KINDS,
)

_VEHICLE_KINDS = (KindGroup("Véhicules", tuple(VehicleKind)),)
VEHICLES = Step(
    "vehicules",
    "Véhicules",
    questions=(
        Question("declared.no_vehicle", YesNo(), "Le foyer est-il sans véhicule ?", _NEANT, when=si.NO_VEHICLE_LISTED),
    ),
    collection="vehicles",
    groups=_VEHICLE_KINDS,
)
VEHICLE = Step(
    "vehicule",
    "Véhicule",
    questions=(
        Question("vehicles.*.model", Text(), "Marque et modèle", example="Renault Clio"),
        Question("vehicles.*.owner", Owner(), "À qui est ce véhicule ?", when=si.SEVERAL_PERSONS),
        Question(
            "vehicles.*.leased",
            YesNo(),
            "Ce véhicule est-il loué (LOA, LLD) ?",
            "Le contrat de location s'inscrit au chapitre Dettes.",
        ),
        Question(
            "vehicles.*.value",
            Amount(),
            "Valeur estimée du véhicule",
            "Ce qu'il vaudrait s'il était vendu aujourd'hui.",
            when=si.NOT_LEASED,
            unit="€",
        ),
        Question("vehicles.*.needed_for_work", YesNo(), "Ce véhicule est-il nécessaire pour travailler ?"),
        Question("vehicles.*.evidence", OneOf(Evidence), "Comment cette valeur est-elle connue ?", when=si.NOT_LEASED),
        Question("vehicles.*.registered_on", Day(past=True), "Première mise en circulation", essential=False),
        Question("vehicles.*.kind", OneOf(VehicleKind), "Genre de véhicule", essential=False, required=True),
    ),
    each="vehicles",
    groups=_VEHICLE_KINDS,
)

_ASSET_KINDS = (
    KindGroup("Immobilier", tuple(kind for kind in AssetKind if kind.is_real_estate)),
    KindGroup("Autre patrimoine", (AssetKind.VALUABLE,)),
)
ASSETS = Step(
    "biens",
    "Patrimoine",
    "Logement, terrain, biens reçus en héritage même à plusieurs, objets de valeur. Un bien oublié peut faire douter "
    "de la bonne foi.",
    (Question("declared.no_asset", YesNo(), "Le foyer est-il sans patrimoine ?", _NEANT, when=si.NO_ASSET_LISTED),),
    collection="assets",
    groups=_ASSET_KINDS,
)
ASSET = Step(
    "bien",
    "Bien",
    questions=(
        Question("assets.*.nature", Text(), "Nature du bien", when=si.NATURE_OF_ASSET),
        Question("assets.*.place", Text(), "Où est ce bien ?", when=si.REAL_ESTATE, example="Fleurance (32)"),
        Question("assets.*.owner", Owner(), "À qui est ce bien ?", when=si.SEVERAL_PERSONS),
        Question("assets.*.value", Amount(), "Valeur estimée du bien", unit="€"),
        Question(
            "assets.*.indivision",
            YesNo(),
            "Le bien est-il en indivision ?",
            "Il appartient à plusieurs personnes, par héritage ou après une séparation.",
            when=si.REAL_ESTATE,
        ),
        Question("assets.*.loan_under_way", YesNo(), "Un crédit est-il en cours sur ce bien ?", when=si.REAL_ESTATE),
        Question(
            "assets.*.evidence",
            OneOf(Evidence),
            "Comment cette valeur est-elle connue ?",
            "Estimation d'un notaire ou d'une agence, avis de valeur.",
        ),
        Question("assets.*.kind", OneOf(AssetKind), "Genre de bien", essential=False, required=True),
    ),
    each="assets",
    groups=_ASSET_KINDS,
)

CHAPTER = Chapter("patrimoine", 8, "Patrimoine et comptes", (ACCOUNTS, ACCOUNT, VEHICLES, VEHICLE, ASSETS, ASSET))
