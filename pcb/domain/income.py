"""Whose a resource is, what it comes to in a month, and whether it counts. Amounts are rounded once a line.

Shared by the household counts, the lived budget and the commission's budget, so that all three read the facts alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from pcb.domain.answers import NoAnswer, known
from pcb.domain.case import JOINT, Case, Income, Person
from pcb.domain.money import Money, total
from pcb.domain.monthly import monthly
from pcb.domain.vocabulary.people import FilingMode
from pcb.domain.wording import french_date, why_unknown, with_nature


def files_alone(case: Case) -> bool:
    """One person files, or each files a dossier of their own."""
    return case.filing.mode in (FilingMode.ALONE, FilingMode.TWO_DOSSIERS)


def filers(case: Case) -> tuple[Person, ...]:
    """Those whose debts are treated together: the déposant, and the co-déposant unless each files alone.

    When nobody files (budget advice only), the couple is read as one household: the partner counts too.
    """
    second = None if files_alone(case) else case.codeposant
    if second is None and case.filing.mode is FilingMode.NONE:
        second = case.partner
    return tuple(person for person in (case.deposant, second) if person is not None)


def silent_partner(case: Case) -> Person | None:
    """The spouse, PACS partner or concubin who does not file in this dossier, when somebody files."""
    partner = case.partner or (case.codeposant if files_alone(case) else None)
    return None if partner is None or partner in filers(case) else partner


def name_of(person: Person) -> str:
    """What the person is called in an explanation: first names if known, else the role."""
    return known(person.first_names) or person.role.label


class Whose(Enum):
    """On which side of the budget a resource falls."""

    FILERS = "filers"
    PARTNER = "partner"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class MonthlyIncome:
    """A resource by month. ``amount`` is None when it is not known; ``ended`` when it no longer comes in."""

    income: Income
    amount: Money | None
    whose: Whose
    owner: Person | None
    ended: bool

    @property
    def label(self) -> str:
        return with_nature(self.income.kind.label, known(self.income.nature))

    @property
    def path(self) -> str:
        return f"incomes.{self.income.id}.amount"

    @property
    def is_missing(self) -> bool:
        return self.amount is None and not self.ended

    @property
    def missing(self) -> str:
        """The French sentence to list when the amount is not known."""
        whose = f" de {name_of(self.owner)}" if self.owner else ""
        unknown = self.income.amount if isinstance(self.income.amount, NoAnswer) else None
        return f"Ressource « {self.label} »{whose} : {why_unknown(unknown)}."

    @property
    def since_when_ended(self) -> str:
        ends_on = known(self.income.ends_on)
        return f"a pris fin le {french_date(ends_on)}" if ends_on else ""


def monthly_incomes(case: Case, day: date) -> tuple[MonthlyIncome, ...]:
    """Every resource of the case by month, in the order told.

    An owner not asked, unknown, or :data:`JOINT` counts for those who file: a joint resource counts whole.
    """
    people = {person.id: person for person in case.persons}
    sides = {person.id: Whose.FILERS for person in filers(case)}
    partner = silent_partner(case)
    if partner is not None:
        sides[partner.id] = Whose.PARTNER
    found = []
    for income in case.incomes:
        owner_id = known(income.owner)
        owner = None if owner_id is None or owner_id == JOINT else people.get(owner_id)
        whose = Whose.FILERS if owner is None else sides.get(owner.id, Whose.OTHERS)
        amount = known(income.amount)
        ends_on = known(income.ends_on)
        month = None if amount is None else monthly(amount, income.period)
        found.append(MonthlyIncome(income, month, whose, owner, ends_on is not None and ends_on < day))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OwnResources:
    """What one person has of their own by month. ``amount`` is None when nothing is known; ``complete`` is false when
    some of it may be missing; ``stated`` when it comes from a single figure and not from lines."""

    amount: Money | None
    complete: bool
    stated: bool = False


def own_resources(incomes: tuple[MonthlyIncome, ...], person: Person) -> OwnResources:
    """« Ressources personnelles » of a person: their own lines, else the figure they gave, else none if they said so.

    Joint resources are nobody's own.
    """
    own = [i for i in incomes if i.owner is not None and i.owner.id == person.id and not i.ended]
    if own:
        amounts = [i.amount for i in own if i.amount is not None]
        return OwnResources(total(amounts) if amounts else None, len(amounts) == len(own))
    stated = known(person.own_resources)
    if stated is not None:
        return OwnResources(stated, True, stated=True)
    if person.has_resources is False:
        return OwnResources(Money(0), True)
    return OwnResources(None, False)


def unattributed(incomes: tuple[MonthlyIncome, ...]) -> Money | None:
    """What nobody is yet said to own, by month: it may be anyone's. None when one of those amounts is not known."""
    amounts = [i.amount for i in incomes if i.owner is None and i.income.owner != JOINT and not i.ended]
    return None if None in amounts else total(amount for amount in amounts if amount is not None)


def partner_figure(case: Case, incomes: tuple[MonthlyIncome, ...]) -> tuple[Person, Money] | None:
    """The single figure given for the partner's resources, when no resource of theirs is in the list."""
    partner = case.partner or silent_partner(case)
    if partner is None:
        return None
    own = own_resources(incomes, partner)
    return (partner, own.amount) if own.stated and own.amount is not None else None
