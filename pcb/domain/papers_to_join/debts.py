"""The papers of debts and of procedures under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case, Debt
from pcb.domain.monthly import debt_label
from pcb.domain.papers_to_join.paper import PaperHeading, PaperToJoin, recent
from pcb.domain.vocabulary.budget import Evidence
from pcb.domain.vocabulary.debts import DebtKind, DebtTable

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
_WITHOUT_AGE = {DebtKind.DAMAGES, DebtKind.FAMILY_LOAN, DebtKind.PAWN, DebtKind.PENAL_FINE, DebtKind.FRAUD}
"""A judgment, an acknowledgement, a contract or a notification does not grow old."""


def debts(case: Case, day: date) -> Iterator[PaperToJoin]:
    """One paper for each debt, and the act of the creditor who sues."""
    heading = PaperHeading.ENDETTEMENT
    for debt in case.debts:
        paper = _DEBT_PAPERS.get(debt.kind) or _TABLE_PAPERS.get(debt.kind.table) or "Facture ou lettre de relance"
        yield PaperToJoin(
            f"debts-{debt.id}",
            heading,
            paper,
            _concerns(debt),
            f"debts.{debt.id}.evidence",
            debt.evidence is Evidence.SEEN,
            age=None if debt.kind in _WITHOUT_AGE or debt.kind.table is DebtTable.CAUTIONS else recent(day),
        )
        if debt.pursued is True:
            label = "Acte de poursuite (jugement, commandement, saisie)"
            yield PaperToJoin(f"debts-{debt.id}-pursuit", heading, label, _concerns(debt), f"debts.{debt.id}.pursued")
    if not case.debts and case.declared.no_debt is not True:
        label = "Justificatif de chaque dette (relevé, facture, relance)"
        yield PaperToJoin("debts-any", heading, label, "", "declared.no_debt")


def _concerns(debt: Debt) -> str:
    reference = known(debt.reference)
    return f"{debt_label(debt)}, réf. {reference}" if reference else debt_label(debt)


def proceedings(case: Case) -> Iterator[PaperToJoin]:
    """What was received about each procedure."""
    for proceeding in case.proceedings:
        asks = known(proceeding.who)
        concerns = f"{proceeding.kind.label}, {asks}" if asks else proceeding.kind.label
        path = f"proceedings.{proceeding.id}.kind"
        key = f"proceedings-{proceeding.id}"
        yield PaperToJoin(key, PaperHeading.PROCEDURES, "Actes et courriers reçus", concerns, path)
