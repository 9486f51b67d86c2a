"""The form as it was read, apart from the program: Cerfa 13594*02, page by page, typed from the notes on it.

One line a rubric: page; words of the form; name in our registry; field of the case that is typed to fill it. ``who``
stands for « deposant » and « codeposant », ``*`` for the rows of a table.
"""

from __future__ import annotations

FORM: tuple[tuple[int, str, str, str], ...] = (
    # P1
    (1, "Monsieur / Madame", "p1.who.civilite", "persons.title"),
    (1, "nom de naissance", "p1.who.nom_naissance", "persons.birth_name"),
    (1, "nom d'usage", "p1.who.nom_usage", "persons.used_name"),
    (1, "prénoms", "p1.who.prenoms", "persons.first_names"),
    (1, "date de naissance", "p1.who.date_naissance", "persons.birth_date"),
    (1, "lieu", "p1.who.lieu_naissance", "persons.birth_place"),
    (1, "n° de département", "p1.who.departement_naissance", "persons.birth_departement"),
    (1, "pays", "p1.who.pays_naissance", "persons.birth_country"),
    (1, "bâtiment", "p1.adresse.batiment", "address.building"),
    (1, "escalier", "p1.adresse.escalier", "address.stair"),
    (1, "étage", "p1.adresse.etage", "address.floor"),
    (1, "appartement", "p1.adresse.appartement", "address.apartment"),
    (1, "numéro", "p1.adresse.numero", "address.number"),
    (1, "voie", "p1.adresse.voie", "address.street"),
    (1, "lieu-dit", "p1.adresse.lieu_dit", "address.locality"),
    (1, "code postal", "p1.adresse.code_postal", "address.postcode"),
    (1, "localité", "p1.adresse.localite", "address.city"),
    (1, "pays", "p1.adresse.pays", "address.country"),
    (1, "téléphone", "p1.who.telephone", "persons.phone"),
    (1, "courriel", "p1.who.courriel", "persons.email"),
    (1, "travailleur social : nom", "p1.travailleur_social.nom", "supporter.last_name"),
    (1, "travailleur social : prénom", "p1.travailleur_social.prenom", "supporter.first_name"),
    (1, "travailleur social : adresse", "p1.travailleur_social.adresse", "supporter.address"),
    (1, "travailleur social : téléphone", "p1.travailleur_social.telephone", "supporter.phone"),
    (1, "travailleur social : courriel", "p1.travailleur_social.courriel", "supporter.email"),
    (1, "fait à", "p1.fait_a", "filing.signed_at"),
    (1, "date", "p1.fait_le", "filing.signed_on"),
    (1, "signature", "p1.who.signature", ""),
    # P2
    (2, "déjà déposé : non / oui", "p2.deja_depose", "filing.filed_before"),
    (2, "numéro", "p2.numero_dossier", "filing.earlier_number"),
    (2, "marié, pacsé, concubinage, célibataire, séparé, divorcé, veuf, autre", "p2.situation.etat", "family.status"),
    (2, "marié(e) + date", "p2.situation.date_marie", "family.status_since"),
    (2, "pacsé(e) + date", "p2.situation.date_pacse", "family.status_since"),
    (2, "concubinage + date", "p2.situation.date_concubinage", "family.status_since"),
    (2, "séparé(e) + date", "p2.situation.date_separe", "family.status_since"),
    (2, "divorcé(e) + date", "p2.situation.date_divorce", "family.status_since"),
    (2, "veuf(ve) + date", "p2.situation.date_veuf", "family.status_since"),
    (2, "autre (text)", "p2.situation.autre", "family.status_detail"),
    (2, "lien de parenté", "p2.personne.*.lien", "persons.kinship"),
    (2, "date de naissance", "p2.personne.*.date_naissance", "persons.birth_date"),
    (2, "situation / mode de garde", "p2.personne.*.situation", "persons.situation"),
    (2, "ressources oui/non", "p2.personne.*.ressources", "persons.has_resources"),
    (2, "locataire … autre cas", "p2.who.logement", "home.occupancy"),
    (2, "autre cas", "p2.who.logement_autre", "home.occupancy_detail"),
    (2, "procédure d'expulsion oui/non", "p2.who.expulsion", "home.eviction"),
    (2, "saisie immobilière oui/non", "p2.who.saisie_immobiliere", "home.property_seizure"),
    (2, "n° allocataire CAF", "p2.who.numero_caf", "persons.caf_number"),
    (2, "n° MSA", "p2.who.numero_msa", "persons.msa_number"),
    # P3
    (3, "profession ou dernier emploi", "p3.who.profession", "persons.occupation"),
    (3, "qualification", "p3.who.qualification", "persons.qualification"),
    (3, "statut", "p3.who.statut", "persons.work_status"),
    (3, "autre + précision", "p3.who.statut_autre", "persons.work_detail"),
    (3, "depuis le", "p3.who.statut_depuis", "persons.work_since"),
    (3, "salaire", "p3.who.salaire", "incomes.salaire.amount"),
    (3, "retraite", "p3.who.retraite", "incomes.retraite.amount"),
    (3, "pension alimentaire reçue", "p3.who.pension_alimentaire", "incomes.pension_alimentaire.amount"),
    (3, "autres pensions", "p3.who.autres_pensions", "incomes.autres_pensions.amount"),
    (3, "autres pensions (nature)", "p3.who.autres_pensions_nature", "incomes.autres_pensions.nature"),
    (3, "allocations chômage", "p3.who.chomage", "incomes.chomage.amount"),
    (3, "allocation logement / APL", "p3.who.logement", "incomes.logement.amount"),
    (3, "allocations familiales", "p3.who.familiales", "incomes.familiales.amount"),
    (3, "ASS", "p3.who.ass", "incomes.ass.amount"),
    (3, "RSA", "p3.who.rsa", "incomes.rsa.amount"),
    (3, "autres allocations", "p3.who.autres_allocations", "incomes.autres_allocations.amount"),
    (3, "autres allocations (nature)", "p3.who.autres_allocations_nature", "incomes.autres_allocations.nature"),
    (3, "rente viagère", "p3.who.rente_viagere", "incomes.rente_viagere.amount"),
    (3, "autres rentes", "p3.who.autres_rentes", "incomes.autres_rentes.amount"),
    (3, "autres rentes (nature)", "p3.who.autres_rentes_nature", "incomes.autres_rentes.nature"),
    (3, "indemnités journalières", "p3.who.indemnites_journalieres", "incomes.indemnites_journalieres.amount"),
    (3, "(nature)", "p3.who.indemnites_journalieres_nature", "incomes.indemnites_journalieres.nature"),
    (3, "revenus fonciers", "p3.who.revenus_fonciers", "incomes.revenus_fonciers.amount"),
    (3, "revenus de valeurs et capitaux mobiliers", "p3.who.valeurs", "incomes.valeurs.amount"),
    (3, "autres ressources", "p3.who.autres", "incomes.autres.amount"),
    (3, "autres ressources (nature)", "p3.who.autres_nature", "incomes.autres.nature"),
    # P4
    (4, "loyer", "p4.who.loyer", "expenses.loyer.amount"),
    (4, "charges de copropriété", "p4.who.copropriete", "expenses.copropriete.amount"),
    (4, "frais de maison de retraite ou autres", "p4.who.maison_de_retraite", "expenses.maison_de_retraite.amount"),
    (4, "impôt sur le revenu", "p4.who.impot_revenu", "expenses.impot_revenu.amount"),
    (4, "taxe d'habitation", "p4.who.taxe_habitation", "expenses.taxe_habitation.amount"),
    (4, "taxe foncière", "p4.who.taxe_fonciere", "expenses.taxe_fonciere.amount"),
    (4, "pension alimentaire versée", "p4.who.pension_alimentaire", "expenses.pension_alimentaire.amount"),
    (4, "mutuelle", "p4.who.mutuelle", "expenses.mutuelle.amount"),
    (4, "chauffage", "p4.who.chauffage", "expenses.chauffage.amount"),
    (4, "frais de garde", "p4.who.garde", "expenses.garde.amount"),
    (4, "frais de scolarité", "p4.who.scolarite", "expenses.scolarite.amount"),
    (4, "frais de transport professionnels", "p4.who.transport", "expenses.transport.amount"),
    (4, "autres charges et frais divers", "p4.who.autres", "expenses.autres.amount"),
    (4, "véhicules : type", "p4.vehicule.*.type", "vehicles.model"),
    (4, "LOA/LLD oui/non", "p4.vehicule.*.location", "vehicles.leased"),
    (4, "valeur estimée", "p4.vehicule.*.valeur", "vehicles.value"),
    (4, "at least one bank account oui/non", "p4.compte_bancaire", "declared.no_account"),
    (4, "IBAN(s)", "p4.compte.*.iban", "accounts.iban"),
    # P5
    (5, "résidence principale : valeur", "p5.residence_principale.*.valeur", "assets.value"),
    (5, "résidence principale : indivision", "p5.residence_principale.*.indivision", "assets.indivision"),
    (5, "autre bien 1, autre bien 2 : valeur", "p5.autre_bien.*.valeur", "assets.value"),
    (5, "autre bien 1, autre bien 2 : indivision", "p5.autre_bien.*.indivision", "assets.indivision"),
    (5, "terrain : valeur", "p5.terrain.*.valeur", "assets.value"),
    (5, "terrain : indivision", "p5.terrain.*.indivision", "assets.indivision"),
    (5, "mobil-home/caravane : valeur", "p5.mobil_home.*.valeur", "assets.value"),
    (5, "mobil-home/caravane : indivision", "p5.mobil_home.*.indivision", "assets.indivision"),
    (5, "garage/parking : valeur", "p5.garage.*.valeur", "assets.value"),
    (5, "garage/parking : indivision", "p5.garage.*.indivision", "assets.indivision"),
    (5, "autres (to specify)", "p5.autre_immobilier.*.nature", "assets.nature"),
    (5, "autres : valeur", "p5.autre_immobilier.*.valeur", "assets.value"),
    (5, "autres : indivision", "p5.autre_immobilier.*.indivision", "assets.indivision"),
    (5, "PEL", "p5.who.pel", "accounts.pel.balance"),
    (5, "Livret A", "p5.who.livret_a", "accounts.livret_a.balance"),
    (5, "LDD", "p5.who.ldd", "accounts.ldd.balance"),
    (5, "LEP", "p5.who.lep", "accounts.lep.balance"),
    (5, "CEL", "p5.who.cel", "accounts.cel.balance"),
    (5, "PEA", "p5.who.pea", "accounts.pea.balance"),
    (5, "PEE", "p5.who.pee", "accounts.pee.balance"),
    (5, "PERP/PERCO", "p5.who.perp_perco", "accounts.per.balance"),
    (5, "assurance-vie", "p5.who.assurance_vie", "accounts.life_insurance.balance"),
    (5, "parts de SCI", "p5.who.sci", "accounts.sci.balance"),
    (5, "autre patrimoine (bijoux, tableaux, bateau...)", "p5.autre_patrimoine.*.nature", "assets.nature"),
    (5, "autre patrimoine : valeur", "p5.autre_patrimoine.*.valeur", "assets.value"),
    (5, "box « pas de patrimoine »", "p5.pas_de_patrimoine", "declared.no_asset"),
    # P6, P7
    *(
        (page, f"{name} : {words}", f"p{page}.{name}.*.{column}", f"debts.{field}")
        for page, name in ((6, "logement"), (6, "charges_courantes"), (7, "diverses"), (7, "penales"))
        for words, column, field in (
            ("créancier nom", "creancier", "creditor"),
            ("adresse", "adresse", "creditor_address"),
            ("référence", "reference", "reference"),
            ("montant impayé", "montant_impaye", "unpaid"),
            ("poursuites oui/non", "poursuites", "pursued"),
        )
    ),
    # P8
    (8, "découvert : banque", "p8.decouvert.*.banque", "debts.creditor"),
    (8, "adresse", "p8.decouvert.*.adresse", "debts.creditor_address"),
    (8, "référence du compte", "p8.decouvert.*.reference_compte", "debts.account_reference"),
    (8, "montant du découvert utilisé", "p8.decouvert.*.montant", "debts.balance"),
    (8, "poursuites", "p8.decouvert.*.poursuites", "debts.pursued"),
    (8, "location : créancier", "p8.location.*.creancier", "debts.creditor"),
    (8, "adresse", "p8.location.*.adresse", "debts.creditor_address"),
    (8, "réf. contrat", "p8.location.*.reference", "debts.reference"),
    (8, "date de début", "p8.location.*.date_debut", "debts.lease_start"),
    (8, "nombre de loyers", "p8.location.*.nombre_loyers", "debts.lease_rents"),
    (8, "loyer mensuel", "p8.location.*.loyer_mensuel", "debts.instalment"),
    (8, "impayés", "p8.location.*.impayes", "debts.unpaid"),
    (8, "solde après vente", "p8.location.*.solde_apres_vente", "debts.sale_balance"),
    (8, "poursuites", "p8.location.*.poursuites", "debts.pursued"),
    # P9
    (9, "assureur (nom)", "p9.immobilier.*.assureur", "debts.insurer"),
    (9, "assureur (adresse)", "p9.immobilier.*.assureur_adresse", "debts.insurer_address"),
    (9, "assurance mensuelle", "p9.immobilier.*.assurance", "debts.insurance"),
    # P9, P10-P11, P11: what every credit has
    *(
        (page, f"{name} : {words}", f"p{page}.{name}.*.{column}", f"debts.{field}")
        for page, name in ((9, "immobilier"), (10, "consommation"), (11, "autre_pret"))
        for words, column, field in (
            ("créancier", "creancier", "creditor"),
            ("adresse", "adresse", "creditor_address"),
            ("référence", "reference", "reference"),
            ("date d'octroi", "date_octroi", "granted_on"),
            ("capital emprunté", "capital", "capital"),
            ("taux débiteur annuel", "taux", "rate"),
            ("mensualité hors assurance", "mensualite", "instalment"),
            ("restant dû", "restant_du", "balance"),
            ("impayé", "impaye", "unpaid"),
            ("exigible", "exigible", "due_in_full"),
            ("poursuites", "poursuites", "pursued"),
        )
    ),
    # P11
    (11, "cause of the situation (free text)", "p11.cause", "history.story"),
    (11, "cautionnement : créancier", "p11.caution.*.creancier", "debts.creditor"),
    (11, "adresse", "p11.caution.*.adresse", "debts.creditor_address"),
    (11, "référence", "p11.caution.*.reference", "debts.reference"),
    (11, "montant réclamé", "p11.caution.*.montant_reclame", "debts.balance"),
    (11, "person or company guaranteed", "p11.caution.*.personne_garantie", "debts.guaranteed_person"),
    # P12
    (12, "Warning", "p12.avertissement", ""),
    (12, "return address", "p12.adresse_envoi", ""),
)

ROWS = {
    "p2.personne": 5,
    "p6.logement": 4,
    "p6.charges_courantes": 5,
    "p10.consommation": 8,
    "p5.residence_principale": 1,
    "p5.autre_bien": 2,
    "p5.terrain": 1,
    "p5.mobil_home": 1,
    "p5.garage": 1,
    "p5.autre_immobilier": 1,
}
"""How many rows the form has, where that is known."""

TICKS = {
    "civilite": ("Monsieur", "Madame"),
    "etat": (
        "Marié(e)",
        "Pacsé(e)",
        "En concubinage",
        "Célibataire",
        "Séparé(e)",
        "Divorcé(e)",
        "Veuf ou veuve",
        "Autre situation",
    ),
    "logement": (
        "Locataire",
        "Propriétaire (ou accédant)",
        "Hébergé(e)",
        "Occupant(e) à titre gratuit",
        "Sans domicile fixe",
        "Maison de retraite",
        "Autre cas (mobil-home, famille d’accueil…)",
    ),
    "statut": (
        "CDI (ou fonctionnaire)",
        "CDD",
        "Intérim",
        "Retraité(e)",
        "Congé parental",
        "Demandeur d’emploi",
        "Étudiant(e)",
        "Sans activité",
        "Autre (indépendant, agriculteur…)",
    ),
}
"""What may be ticked, besides yes and no."""


def each_name() -> list[tuple[int, str, str, str]]:
    """The list with one line for each of the two columns of the form."""
    return [
        (page, words, name.replace(".who.", f".{who}."), path)
        for page, words, name, path in FORM
        for who in (("deposant", "codeposant") if ".who." in name else ("",))
    ]
