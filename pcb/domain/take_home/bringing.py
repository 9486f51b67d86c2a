"""The papers to bring, as the person is told of them."""

from __future__ import annotations

from pcb.domain.papers_to_join import PaperToJoin
from pcb.domain.take_home.snapshot import Bring

_STARTS = (
    ("Trois derniers bulletins de salaire", "paper.payslips"),
    ("Notification de droits ou attestation de paiement de la CAF", "paper.benefits"),
    ("Notification de droits et relevés de France Travail", "paper.unemployment"),
    ("Notification de retraite", "paper.pension"),
    ("Dernier avis d’imposition", "paper.tax_notice"),
    ("Dernière facture ou dernier échéancier d’énergie", "paper.energy_bill"),
    ("Livret de famille", "paper.family_book"),
    ("Bail", "paper.lease"),
    ("Actes et courriers reçus", "paper.proceeding"),
)
"""By how the French name begins."""


def bring(paper: PaperToJoin) -> Bring:
    """A paper of the list to join, with its code when it is a usual one."""
    return Bring(_kind(paper), paper.label, paper.concerns)


def _kind(paper: PaperToJoin) -> str:
    head = paper.key.partition("-")[0]
    if paper.key.endswith("-identity"):
        return "paper.identity"
    if paper.key == "home-receipt":
        return "paper.rent_receipt"
    if head == "accounts":
        return "paper.bank_statements"
    if head == "debts":
        return "paper.debt"
    return next((kind for start, kind in _STARTS if paper.label.startswith(start)), "")
