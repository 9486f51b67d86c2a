"""Plancher (C. conso. art. L. 731-2, R. 731-1): what is left to live on is never under the RSA montant forfaitaire of
the household (CASF art. L. 262-2).

The forfait logement is not taken off: L. 731-2 names the montant forfaitaire itself.
"""

from __future__ import annotations

from fractions import Fraction

from pcb.domain.explain import Explained, Line
from pcb.domain.household import RsaHousehold
from pcb.domain.law import RsaScale
from pcb.domain.money import Money
from pcb.domain.wording import french_number, not_official, plural

LABEL = "RSA, montant forfaitaire du foyer"


def rsa_floor(household: RsaHousehold, scale: RsaScale) -> Explained:
    """Montant forfaitaire of the household, in euros a month, rounded once. The lines are the persons, each rounded
    for display: steps, not a sum."""
    parts = _parts(household, scale)
    factor = sum((share for _, share in parts), Fraction(0))
    total = Money.rounded(scale.amount.euros * factor)
    lines = tuple(
        Line(label, Money.rounded(scale.amount.euros * share), f"{french_number(share, 5)} × {scale.amount}")
        for label, share in parts
    )
    couple = "un couple" if household.couple else "une personne seule"
    steps = (
        f"Foyer au sens du RSA : {couple}, {plural(household.children, 'enfant', 'enfants')} à charge.",
        f"{french_number(factor, 5)} × {scale.amount} = {total}, arrondi une seule fois au centime.",
        "Le forfait logement n’est pas déduit : L. 731-2 nomme le montant forfaitaire lui-même.",
    )
    warnings = household.notices
    if not scale.source.is_official:
        warnings = (not_official("Montant forfaitaire du RSA", scale.source), *warnings)
    return Explained(LABEL, total, lines, scale.source, is_sum=False, steps=steps, warnings=warnings)


def _parts(household: RsaHousehold, scale: RsaScale) -> list[tuple[str, Fraction]]:
    if household.majorated:
        parts = [("Parent isolé, RSA majoré", scale.majorated_base)]
        parts += [(f"Enfant {n} (majoré)", scale.majorated_per_child) for n in range(1, household.children + 1)]
        return parts
    parts = [("Première personne", Fraction(1))]
    if household.couple:
        parts.append(("Conjoint, partenaire ou concubin", scale.second_person))
    for number in range(1, household.children + 1):
        if number >= 3:
            share = scale.from_third_child
        elif number == 1 and not household.couple:
            share = scale.second_person  # the first child of a lone parent is the second person of the household
        else:
            share = scale.third_and_fourth_person
        parts.append((f"Enfant {number}", share))
    return parts
