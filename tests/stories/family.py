"""The family of the great story, invented: a couple with two children, as a counsellor would type it.

Keys are paths with the number of the line; values are what is typed, or the label of what is chosen. Names,
creditors and amounts are unlike any other bytes, so that finding one on the disk means something.
"""

from __future__ import annotations

OUI, NON = "Oui", "Non"
SEEN = "Vu sur un papier"

PERSONS = ("Co-déposant", "Enfant", "Enfant")
HOUSING = ("Loyer hors charges",)
BENEFIT = ("Aide au logement (APL, ALF, ALS)",)
INCOMES = ("Salaire", "Allocation chômage (ARE)", "Allocations familiales")
EXPENSES = (
    "Chauffage",
    "Électricité, gaz (hors chauffage)",
    "Eau",
    "Téléphone, internet",
    "Assurance habitation",
    "Alimentation",
    "Mutuelle",
    "Cantine, périscolaire",
    "Véhicule pour aller au travail (carburant)",
)
DEBTS = (
    "Loyers et charges locatives impayés",
    "Électricité, gaz, chauffage",
    "Crédit renouvelable",
    "Prêt personnel",
    "Découvert bancaire",
    "Prêt de la famille ou d’un ami",
)
ACCOUNTS = ("Compte courant", "Livret A")
VEHICLES = ("Voiture",)

NAMES = ("Zéphirine", "Quercybal", "Barthélémy-Ulysse", "Ysaline", "Théodulphe")
CREDITORS = (
    "Office Habitat Xaintrailles",
    "Énergies Vyrgasconne",
    "Crédit Kwartzbanque",
    "Prêtomobil Zywfinance",
    "Banque Uzgalienne",
    "Tonton Wenceslas-Aimé",
)
AMOUNTS = {
    "incomes": ("312,61", "1843,27", "911,83", "148,52"),
    "expenses": ("687,41", "97,13", "61,29", "63,87", "64,91", "71,73", "689,17", "118,37", "96,23", "173,69"),
    "debts": ("2061,93", "743,57", "4387,19", "9174,61", "1286,43", "1537,71"),
    "accounts": ("-1286,43", "4137,67"),
    "vehicles": ("3419,89",),
}


def answers() -> dict[str, str | list[str]]:
    """All that is typed."""
    said: dict[str, str | list[str]] = {
        "welcome.met_on": "23/11/2026",
        "welcome.mode": "Au tiers-lieu",
        "welcome.frame_explained": OUI,
        "welcome.came_from": "Aide alimentaire, tiers-lieu",
        "welcome.anonymous": NON,
        "supporter.organisation": "Point conseil budget du Gers",
        "request.words": "On ne s’en sort plus depuis le chômage de Barthélémy-Ulysse.",
        "request.urgencies": ["Se nourrir"],
        "filing.sole_trader": NON,
        "filing.mode": "Deux personnes déposent ensemble",
        "filing.lives_in_france": OUI,
        "persons[0].title": "Madame",
        "persons[0].first_names": "Zéphirine",
        "persons[0].birth_name": "Quercybal",
        "persons[0].birth_date": "14/03/1986",
        "persons[0].birth_place": "Lectoure",
        "persons[1].title": "Monsieur",
        "persons[1].first_names": "Barthélémy-Ulysse",
        "persons[1].birth_name": "Quercybal",
        "persons[1].birth_date": "02/09/1984",
        "persons[2].first_names": "Ysaline",
        "persons[2].birth_name": "Quercybal",
        "persons[2].birth_date": "05/05/2016",
        "persons[2].custody": "Vit au foyer",
        "persons[2].dependent": OUI,
        "persons[3].first_names": "Théodulphe",
        "persons[3].birth_name": "Quercybal",
        "persons[3].birth_date": "19/08/2019",
        "persons[3].custody": "Vit au foyer",
        "persons[3].dependent": OUI,
        "family.status": "Marié(e)",
        "family.status_since": "12/06/2014",
        "address.number": "17",
        "address.street": "rue des Vieux-Remparts",
        "address.postcode": "32700",
        "address.city": "Lectoure",
        "home.occupancy": "Locataire",
        "home.eviction": NON,
        "persons[0].work_status": "CDI (ou fonctionnaire)",
        "persons[0].occupation": "aide-soignante",
        "persons[1].work_status": "Demandeur d’emploi",
        "declared.no_asset": OUI,
        "declared.no_proceeding": OUI,
        "filing.filed_before": NON,
        "history.causes": ["Perte d’emploi"],
        "vehicles[0].model": "Berline bleue de 2011",
        "filing.earlier_forfaits": OUI,
    }
    for collection in ("incomes", "expenses"):
        for i, amount in enumerate(AMOUNTS[collection]):
            said[f"{collection}[{i}].amount"] = amount
            said[f"{collection}[{i}].evidence"] = SEEN
    said["incomes[0].paid_to_landlord"] = OUI
    said["incomes[1].owner"] = "Zéphirine"
    for i, (creditor, balance) in enumerate(zip(CREDITORS, AMOUNTS["debts"], strict=True)):
        said[f"debts[{i}].creditor"] = creditor
        said[f"debts[{i}].creditor_address"] = f"{i + 3} place du Foirail, 32000 Auch"
        said[f"debts[{i}].balance"] = balance
        said[f"debts[{i}].pursued"] = NON
    for i, balance in enumerate(AMOUNTS["accounts"]):
        said[f"accounts[{i}].bank"] = "Banque Uzgalienne"
        said[f"accounts[{i}].balance"] = balance
    said["vehicles[0].value"] = AMOUNTS["vehicles"][0]
    return said
