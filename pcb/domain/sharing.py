"""The share of the charges borne by a partner who does not file (service-public F1947).

When one of a couple files alone, the commission asks the other's resources, or how the couple shares its charges, to
fix the share of the one who files. That share of the partner enters the budget as a resource.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.explain import Source
from pcb.domain.income import OwnResources, name_of
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import ChargeSharing
from pcb.domain.wording import french_number

SHARING = Source(article="service-public F1947", note="Une seule personne du couple dépose.")
# DROIT : F1947 dit ce que la commission demande, mais aucun texte lu ne donne la formule de la quote-part. Par défaut,
# en proportion des ressources ; une convention notée entre les conjoints l’emporte.
OPEN_QUESTION = (
    "Une seule personne du couple dépose : part des charges du conjoint selon une lecture à confirmer (F1947)."
)


@dataclass(frozen=True, slots=True)
class PartnerShare:
    """The partner's part of the charges, from 0 to 1, and why. ``share`` is None when it cannot be known."""

    share: Fraction | None
    why: str
    missing: tuple[str, ...]
    notices: tuple[str, ...]


def partner_share(case: Case, partner: Person, theirs: OwnResources, own: Money) -> PartnerShare:
    """The part of the charges that falls to ``partner``; ``own`` is what those who file have each month, ``theirs`` the
    partner's own resources."""
    sharing, agreed = known(case.filing.charge_sharing), known(case.filing.agreed_share)
    if sharing is ChargeSharing.HALVES:
        return PartnerShare(Fraction(1, 2), "par moitié", (), (OPEN_QUESTION,))
    if sharing is ChargeSharing.AGREED and agreed is not None and 0 <= agreed <= 100:
        why = f"part fixée entre eux : {100 - agreed} % pour le conjoint"
        return PartnerShare(Fraction(100 - agreed, 100), why, (), (OPEN_QUESTION,))
    missing: list[str] = []
    notices = [OPEN_QUESTION]
    if sharing is ChargeSharing.AGREED:
        missing.append(
            "Part des charges fixée entre les conjoints : pourcentage inconnu ; proportion des ressources prise."
        )
    elif sharing is None:
        notices.append("Partage des charges du couple non renseigné : proportion des ressources prise par défaut.")
    name = name_of(partner)
    if theirs.amount is None:
        missing.append(
            f"Ressources de {name} inconnues : sa part des charges, donc la capacité, ne peut pas être calculée."
        )
        return PartnerShare(None, "", tuple(missing), tuple(notices))
    if not theirs.complete:
        missing.append(f"Ressources de {name} : un montant manque, la proportion est faite avec ce qui est connu.")
    both = own + theirs.amount
    share = Fraction(theirs.amount.cents, both.cents) if both else Fraction(0)
    why = f"en proportion des ressources : {theirs.amount} sur {both}, soit {french_number(share * 100)} %"
    return PartnerShare(share, why, tuple(missing), tuple(notices))
