"""Important: one of a couple files alone, and the other's resources are not known."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.completeness.examined import Examined
from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.income import filers, monthly_incomes, name_of, own_resources, silent_partner
from pcb.domain.vocabulary.people import FilingMode, MaritalStatus

_COUPLES = (MaritalStatus.MARRIED, MaritalStatus.PACS, MaritalStatus.CONCUBINAGE)


def couple(examined: Examined) -> Iterator[Finding]:
    """The partner who does not file: entered, and their resources known."""
    case = examined.case
    partner = silent_partner(case)
    if partner is None:
        alone = case.filing.mode in (FilingMode.ALONE, FilingMode.TWO_DOSSIERS) and len(filers(case)) == 1
        if alone and known(case.family.status) in _COUPLES:
            yield Finding(
                "partner-absent",
                Grade.IMPORTANT,
                "Le conjoint qui ne dépose pas n’est pas inscrit au foyer",
                "Qui vit en couple et dépose seul doit dire et justifier les ressources de chacun.",
                text("partner"),
                "Inscrivez cette personne au foyer, avec ses ressources, ou corrigez la situation familiale.",
                "persons",
            )
        return
    own = own_resources(monthly_incomes(case, examined.day), partner)
    if own.amount is None or not own.complete:
        yield Finding(
            f"partner-resources-{partner.id}",
            Grade.IMPORTANT,
            f"Les ressources de {name_of(partner)} manquent",
            "Qui dépose seul doit dire et justifier les ressources de chaque membre du couple : sans elles, la part "
            "des charges ne peut pas être fixée.",
            text("partner"),
            "Demandez les ressources de cette personne et leurs justificatifs, ou notez qu’elle n’en a pas.",
            f"persons.{partner.id}.{'has_resources' if partner.has_resources is None else 'own_resources'}",
        )
