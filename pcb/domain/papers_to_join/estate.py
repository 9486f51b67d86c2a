"""The papers of accounts, vehicles and property."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.papers_to_join.paper import (
    PaperHeading,
    PaperToJoin,
    concerning,
    last_months,
    monthly_statements,
    owner_of,
    yearly,
)
from pcb.domain.vocabulary.budget import Evidence
from pcb.domain.vocabulary.estate import AccountKind, AssetKind

_ASSET_PAPERS = {AssetKind.VALUABLE: "Estimation du bien", AssetKind.MOBILE_HOME: "Titre de propriété et estimation"}


def estate(case: Case, day: date) -> Iterator[PaperToJoin]:
    """One paper for each account, vehicle and property."""
    heading = PaperHeading.PATRIMOINE
    for account in case.accounts:
        bank = known(account.bank) or "banque à préciser"
        age = monthly_statements(day) if account.kind is AccountKind.CURRENT else yearly(day)
        if account.kind is AccountKind.CURRENT:
            label = f"Relevés des trois derniers mois ({last_months(day)})"
        elif account.kind is AccountKind.SCI:
            label = "Statuts et justificatif des parts de société"
        else:
            label = "Dernier relevé de l’épargne"
        yield PaperToJoin(
            f"accounts-{account.id}",
            heading,
            label,
            concerning(case, account, f"{account.kind.label}, {bank}"),
            f"accounts.{account.id}.evidence",
            account.evidence is Evidence.SEEN,
            owner_of(case, account),
            age,
        )
    if not case.accounts and case.declared.no_account is not True:
        label = f"Relevés de tous les comptes, trois derniers mois ({last_months(day)})"
        yield PaperToJoin("accounts-any", heading, label, "", "declared.no_account", age=monthly_statements(day))
    for vehicle in case.vehicles:
        model = known(vehicle.model)
        concerns = f"{vehicle.kind.label}, {model}" if model else vehicle.kind.label
        path, seen = f"vehicles.{vehicle.id}.evidence", vehicle.evidence is Evidence.SEEN
        yield PaperToJoin(
            f"vehicles-{vehicle.id}", heading, "Carte grise", concerning(case, vehicle, concerns), path, seen
        )
    for asset in case.assets:
        label = _ASSET_PAPERS.get(asset.kind, "Titre de propriété et estimation de la valeur (notaire ou agence)")
        concerns = ", ".join(filter(None, (asset.kind.label, known(asset.nature), known(asset.place))))
        path, seen = f"assets.{asset.id}.evidence", asset.evidence is Evidence.SEEN
        yield PaperToJoin(f"assets-{asset.id}", heading, label, concerns, path, seen)
