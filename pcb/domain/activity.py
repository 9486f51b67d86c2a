"""The facts that are counted and outlive a case: bands without identity, broad enough to point at nobody.

What is not known is ``None``: it is counted as not known, never guessed. The bands of age and debt follow those of the
Banque de France's survey (*enquête typologique*), where they could be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.household import age_on
from pcb.domain.monthly import monthly
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.vocabulary.people import FilingMode, Role


class AgeBand(Choice):
    """Age of the déposant on the day of the last save."""

    UNDER_25 = "under_25", "Moins de 25 ans"
    FROM_25 = "25_34", "25 à 34 ans"
    FROM_35 = "35_44", "35 à 44 ans"
    FROM_45 = "45_54", "45 à 54 ans"
    FROM_55 = "55_64", "55 à 64 ans"
    FROM_65 = "65_over", "65 ans et plus"


class HouseholdType(Choice):
    """Who lives together."""

    ALONE = "alone", "Personne seule"
    ALONE_WITH_CHILDREN = "single_parent", "Parent seul avec enfant"
    COUPLE = "couple", "Couple sans enfant"
    COUPLE_WITH_CHILDREN = "couple_children", "Couple avec enfant"
    OTHER = "other", "Autre foyer"


class ResourcesBand(Choice):
    """Resources of the household each month."""

    NONE = "none", "Aucune ressource"
    UNDER_700 = "under_700", "Moins de 700 €"
    FROM_700 = "700_1199", "700 à 1 199 €"
    FROM_1200 = "1200_1699", "1 200 à 1 699 €"
    FROM_1700 = "1700_2299", "1 700 à 2 299 €"
    FROM_2300 = "2300_2999", "2 300 à 2 999 €"
    FROM_3000 = "3000_over", "3 000 € et plus"


class DebtsBand(Choice):
    """All that remains due, property loans included."""

    NONE = "none", "Aucune dette"
    UNDER_5000 = "under_5000", "Moins de 5 000 €"
    FROM_5000 = "5000_9999", "5 000 à 9 999 €"
    FROM_10000 = "10000_19999", "10 000 à 19 999 €"
    FROM_20000 = "20000_49999", "20 000 à 49 999 €"
    FROM_50000 = "50000_over", "50 000 € et plus"


class Pursued(Choice):
    """The way taken with the household, as the case says it."""

    DOSSIER = "dossier", "Dossier de surendettement"
    AGREEMENT = "agreement", "Plan ou délais demandés aux créanciers"
    BUDGET = "budget", "Conseil budgétaire"


_AGES = ((25, AgeBand.UNDER_25), (35, AgeBand.FROM_25), (45, AgeBand.FROM_35), (55, AgeBand.FROM_45),
         (65, AgeBand.FROM_55))  # fmt: skip
_RESOURCES = ((1, ResourcesBand.NONE), (700_00, ResourcesBand.UNDER_700), (1200_00, ResourcesBand.FROM_700),
              (1700_00, ResourcesBand.FROM_1200), (2300_00, ResourcesBand.FROM_1700),
              (3000_00, ResourcesBand.FROM_2300))  # fmt: skip
_DEBTS = ((1, DebtsBand.NONE), (5000_00, DebtsBand.UNDER_5000), (10_000_00, DebtsBand.FROM_5000),
          (20_000_00, DebtsBand.FROM_10000), (50_000_00, DebtsBand.FROM_20000))  # fmt: skip
_MODES = frozenset({FilingMode.ALONE, FilingMode.JOINT, FilingMode.TWO_DOSSIERS})


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of one case. ``grouping`` is the SIREN of the intercommunality."""

    age: AgeBand | None = None
    household: HouseholdType | None = None
    occupancy: str | None = None
    grouping: str | None = None
    resources: ResourcesBand | None = None
    debts: DebtsBand | None = None
    pursued: Pursued | None = None


def counted(facts: Case, day: date, grouping: str | None = None) -> Counted:
    """The bands of a case on ``day``, from the answers that count."""
    occupancy = known(facts.home.occupancy)
    return Counted(
        _age(facts, day),
        _household(facts),
        None if occupancy is None else occupancy.value,
        grouping,
        _resources(facts),
        _debts(facts),
        _pursued(facts),
    )


def _age(facts: Case, day: date) -> AgeBand | None:
    deposant = facts.deposant
    born = None if deposant is None else known(deposant.birth_date)
    if born is None or born > day:
        return None
    age = age_on(born, day)
    return next((band for under, band in _AGES if age < under), AgeBand.FROM_65)


def _household(facts: Case) -> HouseholdType | None:
    roles = [person.role for person in facts.persons]
    if not roles:
        return None
    if Role.ASCENDANT in roles or Role.OTHER in roles:
        return HouseholdType.OTHER
    couple = Role.CODEPOSANT in roles or Role.PARTNER in roles
    if Role.CHILD in roles:
        return HouseholdType.COUPLE_WITH_CHILDREN if couple else HouseholdType.ALONE_WITH_CHILDREN
    return HouseholdType.COUPLE if couple else HouseholdType.ALONE


def _resources(facts: Case) -> ResourcesBand | None:
    amounts = [(known(income.amount), income.period) for income in facts.incomes]
    if any(amount is None for amount, _ in amounts) or (not amounts and facts.declared.no_income is not True):
        return None
    total = sum(monthly(amount, period).cents for amount, period in amounts if amount is not None)
    return next((band for under, band in _RESOURCES if total < under), ResourcesBand.FROM_3000)


def _debts(facts: Case) -> DebtsBand | None:
    amounts = [known(debt.balance) for debt in facts.debts]
    if any(amount is None for amount in amounts) or (not amounts and facts.declared.no_debt is not True):
        return None
    total = sum(amount.cents for amount in amounts if amount is not None)
    return next((band for under, band in _DEBTS if total < under), DebtsBand.FROM_50000)


def _pursued(facts: Case) -> Pursued | None:
    if known(facts.filing.mode) in _MODES:
        return Pursued.DOSSIER
    if any(known(note.sent_on) for note in facts.letters) or any(known(note.amount) for note in facts.offers):
        return Pursued.AGREEMENT
    return Pursued.BUDGET if known(facts.filing.mode) is FilingMode.NONE else None
