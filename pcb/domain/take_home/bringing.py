"""The papers to bring, as the person is told of them: a plain name that the papers translate, and whose paper it is."""

from __future__ import annotations

import re

from pcb.domain.papers_to_join import PaperToJoin
from pcb.domain.take_home.snapshot import Bring
from pcb.domain.vocabulary.people import Role

_BY_PLACE = {
    "home-receipt": "rent_receipt",
    "accounts-any": "bank_statements",
    "debts-any": "debts",
    "incomes-any": "incomes",
}
"""By their place in the list, where the French name would mislead."""

_STARTS = (
    ("Formulaire Cerfa", "form"),
    ("Lettre signée", "letter"),
    ("Décisions du dossier précédent", "earlier_file"),
    ("Pièce d’identité", "identity"),
    ("Livret de famille", "family_book"),
    ("Convention ou attestation de PACS", "pacs"),
    ("Jugement de divorce", "divorce"),
    ("Jugement fixant la pension alimentaire", "alimony"),
    ("Jugement de mesure de protection", "protection"),
    ("Bail consenti", "rents_received"),
    ("Bail", "lease"),
    ("Dernière quittance de loyer", "rent_receipt"),
    ("Attestation d’hébergement", "host"),
    ("Dernière facture de l’établissement", "home_bill"),
    ("Documents de la procédure d’expulsion", "eviction"),
    ("Documents de la saisie immobilière", "seizure"),
    ("Trois derniers bulletins de salaire", "payslips"),
    ("Notification de droits ou attestation de paiement de la CAF", "benefits"),
    ("Notification de droits et relevés de France Travail", "unemployment"),
    ("Notification de retraite", "pension"),
    ("Décomptes d’indemnités journalières", "daily_allowance"),
    ("Derniers résultats ou déclarations", "activity"),
    ("Justificatif de la ressource", "income"),
    ("Dernier avis d’imposition", "tax_notice"),
    ("Détail des charges locatives", "service_charges"),
    ("Dernier appel de charges de copropriété", "copropriete"),
    ("Dernier avis de taxe d’habitation", "housing_tax"),
    ("Dernier avis de taxe foncière", "property_tax"),
    ("Échéancier ou attestation de la mutuelle", "mutuelle"),
    ("Justificatifs des frais de santé", "health"),
    ("Dernière facture ou dernier échéancier d’énergie", "energy_bill"),
    ("Dernière facture d’eau", "water_bill"),
    ("Dernière facture de téléphone", "phone_bill"),
    ("Avis d’échéance de l’assurance habitation", "home_insurance"),
    ("Factures de garde d’enfant", "childcare"),
    ("Justificatifs des frais de scolarité", "schooling"),
    ("Factures de cantine", "canteen"),
    ("Abonnement de transport", "transport"),
    ("Justificatif de la charge", "expense"),
    ("Relevés des trois derniers mois", "bank_statements"),
    ("Statuts et justificatif des parts", "company"),
    ("Dernier relevé de l’épargne", "savings"),
    ("Carte grise", "registration"),
    ("Estimation du bien", "estimate"),
    ("Titre de propriété", "deed"),
    ("Acte de poursuite", "proceeding"),
    ("Actes et courriers reçus", "proceeding"),
)
"""By how the French name begins: a name may end with months."""

_FOR_COUNSELLOR = frozenset({"form", "letter", "tax_notice", "host"})
"""What is said beside these is for who prepares the dossier, or is in the name already."""

_FILERS = f"{Role.DEPOSANT.label}|{Role.CODEPOSANT.label}"
_OF_THE_DOSSIER = re.compile(
    rf" \((?:{_FILERS})\)|^(?:{_FILERS})$| — (?:{_FILERS}|les deux)$|, banque à préciser|^bailleur ?: ", re.IGNORECASE
)


def bring(paper: PaperToJoin) -> Bring:
    """A paper of the list to join, with its code, and whose it is or which debt it is about."""
    code = _code(paper)
    if code in _FOR_COUNSELLOR or paper.key == "persons-identity":
        return Bring(f"paper.{code}", paper.label)
    return Bring(f"paper.{code}" if code else "", paper.label, _plainly(paper.concerns))


def _code(paper: PaperToJoin) -> str:
    by_place = _BY_PLACE.get(paper.key)
    if by_place:
        return by_place
    found = next((code for start, code in _STARTS if paper.label.startswith(start)), "")
    return found or ("debt" if paper.key.startswith("debts-") else "")


def _plainly(concerns: str) -> str:
    """Without the words of the dossier: « Nadia », not « Nadia (déposant) »."""
    return _OF_THE_DOSSIER.sub("", concerns)
