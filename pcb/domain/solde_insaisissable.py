"""Solde bancaire insaisissable (CPCE art. L. 162-2, R. 162-1 ff.): what a seizure on an account must leave.

It is the RSA montant forfaitaire for one person, whatever the household, within the credit balance. Sums that cannot
be seized by nature (family benefits, RSA …) are left too, but the two are not added up (service-public F1437).
"""

from __future__ import annotations

from pcb.domain.explain import Explained, Line, Source
from pcb.domain.law import RsaScale
from pcb.domain.money import ZERO, Money
from pcb.domain.wording import not_official

SOURCE = Source(article="CPCE art. L. 162-2, R. 162-1 et s. ; service-public F1437")


def seizable_on_account(balance: Money, unseizable: Money, scale: RsaScale) -> Explained:
    """What may be taken from an account with a credit ``balance`` on which ``unseizable`` sums were paid, in euros.

    Zero when the account is overdrawn or holds no more than what is protected.
    """
    credit = max(ZERO, balance)
    kept = min(credit, max(scale.amount, unseizable))
    why = (
        "les sommes insaisissables présentes sur le compte" if unseizable > scale.amount else "le RSA pour une personne"
    )
    lines = (
        Line("Solde créditeur du compte", credit),
        Line("Laissé à disposition", -kept, f"{why}, dans la limite du solde", source=scale.source),
    )
    warnings = () if scale.source.is_official else (not_official("Montant forfaitaire du RSA", scale.source),)
    return Explained("Somme saisissable sur le compte", credit - kept, lines, SOURCE, warnings=warnings)
