"""What a household lives on in a month, and the capacity that a loss of income or a rise of charges would leave."""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.assessment import Assessment, quotite_lifted
from pcb.domain.capacite import capacite
from pcb.domain.case import Case
from pcb.domain.law import QuotiteScale, law_on
from pcb.domain.money import ZERO, Money
from pcb.domain.quotite import Reading, quotite_saisissable


@dataclass(frozen=True, slots=True)
class Means:
    """A month of the household, in cents. The retained figures are the commission's; ``lived_resources`` and
    ``lived_charges`` are the household's own, instalments apart. ``complete``: none of the lived amounts is missing."""

    resources: int
    charges: int
    own_resources: int
    floor: int
    dependents: int
    scale: QuotiteScale
    reading: Reading
    quotite_lifted: bool
    lived_resources: int
    lived_charges: int
    complete: bool

    @property
    def margin(self) -> int:
        """What the household really has for its debts each month; negative when the month does not add up."""
        return self.lived_resources - self.lived_charges

    def capacity(self, loss: int = 0, rise: int = 0) -> int:
        """The capacity with ``loss`` less resources and ``rise`` more charges, by the same rules as today."""
        resources = max(0, self.resources - loss)
        own = Money(max(0, self.own_resources - loss))
        quotite = quotite_saisissable(own, self.dependents, self.scale, self.reading).total if own else ZERO
        found = capacite(
            Money(resources),
            Money(self.charges + rise),
            quotite,
            Money(self.floor),
            quotite_lifted=self.quotite_lifted,
        )
        return found.total.cents


def means_of(case: Case, assessment: Assessment) -> Means | None:
    """The means of an assessed household; None when its capacity cannot be computed."""
    retained, floor, dependents = assessment.retained, assessment.rsa_floor, assessment.dependents
    if assessment.capacity is None or retained is None or floor is None or dependents is None:
        return None
    return Means(
        resources=retained.resources.total.cents,
        charges=retained.charges.total.cents,
        own_resources=retained.own_resources.cents,
        floor=floor.total.cents,
        dependents=dependents.number,
        scale=law_on(assessment.day).quotite,
        reading=assessment.reading,
        quotite_lifted=quotite_lifted(case),
        lived_resources=assessment.lived.resources.total.cents,
        lived_charges=assessment.lived.charges.total.cents,
        complete=assessment.lived.complete,
    )
