"""Blocking: the names and addresses of the creditors. One without either is enough to send the dossier back."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.completeness.examined import Examined, written
from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.monthly import debt_label


def creditors(examined: Examined) -> Iterator[Finding]:
    """Each debt whose creditor lacks a name or an address."""
    why = "Une déclaration sans le nom et l’adresse de chaque créancier n’est pas recevable."
    for debt in examined.case.debts:
        if not written(debt.creditor):
            yield Finding(
                f"creditor-without-name-{debt.id}",
                Grade.BLOCKING,
                f"« {debt.kind.label} » : le créancier n’a pas de nom",
                why,
                text("declaration"),
                "Recopiez le nom du contrat, de la facture ou du relevé.",
                f"debts.{debt.id}.creditor",
            )
        if not written(debt.creditor_address):
            yield Finding(
                f"creditor-without-address-{debt.id}",
                Grade.BLOCKING,
                f"« {debt_label(debt)} » : le créancier n’a pas d’adresse",
                why,
                text("declaration"),
                "Recopiez l’adresse du dernier courrier.",
                f"debts.{debt.id}.creditor_address",
            )
