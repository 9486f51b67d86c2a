"""When a question is asked. Each condition has a name, in French, and reads only answers given before it.

That order is proved by ``tests/interview/test_script.py``: with it, an answer to a question that no longer applies can
open no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, DebtTable, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind, AssetKind
from pcb.domain.vocabulary.people import (
    ChargeSharing,
    FilingMode,
    MaritalStatus,
    MeetingMode,
    Occupancy,
    Protection,
    Role,
    WorkStatus,
)


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A named condition: on the kind of the item (``kinds``), on the case, on the item; all those given must hold."""

    name: str
    kinds: frozenset[Enum] | None = None
    of_case: Callable[[Case], bool] | None = None
    of_item: Callable[[Case, Any], bool] | None = None

    def holds(self, case: Case, item: Any = None) -> bool:
        """Whether the question applies. ``case`` holds the answers counted so far, ``item`` those of the item."""
        if self.kinds is not None and kind_of(item) not in self.kinds:
            return False
        if self.of_case is not None and not self.of_case(case):
            return False
        return self.of_item is None or self.of_item(case, item)


def kind_of(item: Any) -> Enum:
    """The kind of an item: a person's is their role."""
    kind: Enum = item.role if isinstance(item, Person) else item.kind
    return kind


def _kinds(name: str, *kinds: Enum) -> Condition:
    return Condition(name, kinds=frozenset(kinds))


def _in_tables(name: str, *tables: DebtTable) -> Condition:
    return Condition(name, kinds=frozenset(kind for kind in DebtKind if kind.table in tables))


# The meeting and the filing


def _gives_a_name(case: Case) -> bool:
    return case.welcome.anonymous is not True


NAMED = Condition("si la personne donne son nom", of_case=_gives_a_name)
ANONYMOUS = Condition("si la personne ne donne pas son nom", of_case=lambda case: not _gives_a_name(case))
EXCHANGES = Condition("si la personne accepte des échanges", of_case=lambda case: case.welcome.may_exchange is True)
FACE_TO_FACE = Condition(
    "sauf au téléphone ou en visio",
    of_case=lambda case: case.welcome.mode not in (MeetingMode.PHONE, MeetingMode.VIDEO),
)
URGENT = Condition("s'il y a une urgence", of_case=lambda case: bool(known(case.request.urgencies)))
FILES = Condition(
    "si un dossier est prévu",
    of_case=lambda case: case.filing.mode in (FilingMode.ALONE, FilingMode.JOINT, FilingMode.TWO_DOSSIERS),
)
TWO_DOSSIERS = Condition(
    "si chacun dépose son dossier", of_case=lambda case: case.filing.mode is FilingMode.TWO_DOSSIERS
)
FILED_BEFORE = Condition("si un dossier a déjà été déposé", of_case=lambda case: case.filing.filed_before is True)


def _files_alone_in_couple(case: Case) -> bool:
    return case.filing.mode is FilingMode.ALONE and case.partner is not None


SHARES_CHARGES = Condition("si une personne dépose seule et vit en couple", of_case=_files_alone_in_couple)
AGREED_SHARE = Condition(
    "si la part est fixée entre eux",
    of_case=lambda case: _files_alone_in_couple(case) and case.filing.charge_sharing is ChargeSharing.AGREED,
)

# The family

_FILERS = frozenset({Role.DEPOSANT, Role.CODEPOSANT})
_ADULTS = _FILERS | {Role.PARTNER}
FILER = Condition("pour qui dépose", kinds=_FILERS)
FILER_NAMED = Condition("pour qui dépose, si la personne donne son nom", kinds=_FILERS, of_case=_gives_a_name)
OF_COUPLE_NAMED = Condition("pour le couple, si la personne donne son nom", kinds=_ADULTS, of_case=_gives_a_name)
OF_COUPLE = Condition("pour le couple", kinds=_ADULTS)
CHILD = _kinds("pour un enfant", Role.CHILD)
KIN_TO_SAY = _kinds("pour un ascendant ou une autre personne", Role.ASCENDANT, Role.OTHER)
NOT_FILER = _kinds("pour qui ne dépose pas", *(set(Role) - _FILERS))
HELPED_BY_ALIMONY = _kinds("pour un enfant ou un ascendant", Role.CHILD, Role.ASCENDANT)
PROTECTED = Condition(
    "si une mesure de protection existe, et si la personne donne son nom",
    kinds=_FILERS,
    of_case=_gives_a_name,
    of_item=lambda case, person: known(person.protection) not in (None, Protection.NONE),
)
ONLY_FILERS = Condition(
    "si personne d'autre n'est inscrit au foyer",
    of_case=lambda case: all(person.role in _FILERS for person in case.persons),
)
STATUS_DATED = Condition(
    "si la situation a une date",
    of_case=lambda case: known(case.family.status) not in (None, MaritalStatus.SINGLE),
)
STATUS_OTHER = Condition("si autre situation", of_case=lambda case: case.family.status is MaritalStatus.OTHER)
ALONE_IN_HOME = Condition(
    "si la personne ne vit pas en couple",
    of_case=lambda case: case.codeposant is None and case.partner is None,
)
WORK_OTHER = Condition(
    "si autre statut professionnel",
    kinds=_FILERS,
    of_item=lambda case, person: person.work_status is WorkStatus.OTHER,
)


def _listed_nowhere(case: Case, person: Person) -> bool:
    return person.has_resources is True and all(income.owner != person.id for income in case.incomes)


OWN_RESOURCES = Condition(
    "pour qui ne dépose pas et a des ressources qui ne sont pas dans la liste",
    kinds=frozenset(Role) - _FILERS,
    of_item=_listed_nowhere,
)


def _may_own(person: Person) -> bool:
    return person.role is not Role.CHILD or person.has_resources is not False


SEVERAL_OWNERS = Condition(
    "si plusieurs personnes du foyer ont des ressources",
    of_case=lambda case: sum(_may_own(person) for person in case.persons) > 1,
)
SEVERAL_PERSONS = Condition("si le foyer compte plusieurs personnes", of_case=lambda case: len(case.persons) > 1)

# The home

TENANT = Condition("si locataire", of_case=lambda case: case.home.occupancy is Occupancy.TENANT)
TENANT_NAMED = Condition(
    "si locataire, et si la personne donne son nom",
    of_case=lambda case: case.home.occupancy is Occupancy.TENANT and _gives_a_name(case),
)
EVICTABLE = Condition(
    "si locataire, hébergé ou occupant",
    of_case=lambda case: case.home.occupancy in (Occupancy.TENANT, Occupancy.HOSTED, Occupancy.FREE_OCCUPANT),
)
OWNER_OCCUPIER = Condition("si propriétaire", of_case=lambda case: case.home.occupancy is Occupancy.OWNER)
KEEPS_HOME = Condition(
    "si propriétaire qui veut garder son logement",
    of_case=lambda case: case.home.occupancy is Occupancy.OWNER and case.filing.keep_main_residence is True,
)
OCCUPANCY_OTHER = Condition("si autre logement", of_case=lambda case: case.home.occupancy is Occupancy.OTHER)
HOUSED = Condition("sauf sans domicile fixe", of_case=lambda case: case.home.occupancy is not Occupancy.HOMELESS)
WITH_CODEPOSANT = Condition("s'il y a un co-déposant", of_case=lambda case: case.codeposant is not None)
LIVES_ELSEWHERE = Condition(
    "si le co-déposant vit ailleurs",
    kinds=frozenset({Role.CODEPOSANT}),
    of_case=lambda case: case.home.codeposant_lives_here is False,
)


def _lives_elsewhere_as(*occupancies: Occupancy) -> Callable[[Case, Person], bool]:
    return lambda case, person: person.occupancy in occupancies


EVICTABLE_ELSEWHERE = Condition(
    "si le co-déposant vit ailleurs, locataire, hébergé ou occupant",
    kinds=frozenset({Role.CODEPOSANT}),
    of_case=lambda case: case.home.codeposant_lives_here is False,
    of_item=_lives_elsewhere_as(Occupancy.TENANT, Occupancy.HOSTED, Occupancy.FREE_OCCUPANT),
)
OWNS_ELSEWHERE = Condition(
    "si le co-déposant vit ailleurs, propriétaire",
    kinds=frozenset({Role.CODEPOSANT}),
    of_case=lambda case: case.home.codeposant_lives_here is False,
    of_item=_lives_elsewhere_as(Occupancy.OWNER),
)

# The budget

NATURE_OF_INCOME = Condition(
    "si le formulaire demande la nature", kinds=frozenset(k for k in IncomeKind if "(nature)" in k.line.label)
)
HOUSING_BENEFIT = _kinds("pour une aide au logement", IncomeKind.HOUSING_BENEFIT)
NATURE_OF_EXPENSE = _kinds(
    "si la charge est à préciser",
    ExpenseKind.OTHER,
    ExpenseKind.OTHER_PROVED,
    ExpenseKind.OTHER_INSURANCE,
    ExpenseKind.OTHER_TRANSPORT,
    ExpenseKind.HEALTH,
    ExpenseKind.HOUSING_TAX,
    ExpenseKind.RETIREMENT_HOME,
)
NO_INCOME_LISTED = Condition("si aucune ressource n'est inscrite", of_case=lambda case: not case.incomes)
NO_EXPENSE_LISTED = Condition("si aucune charge n'est inscrite", of_case=lambda case: not case.expenses)

# The debts

_CREDIT_TABLES = (DebtTable.IMMOBILIERS, DebtTable.CONSOMMATION, DebtTable.AUTRES_PRETS)
CREDIT = _in_tables("pour un crédit", *_CREDIT_TABLES)
CONTRACT = _in_tables("pour un crédit ou une location", *_CREDIT_TABLES, DebtTable.LOCATIONS)
HOME_LOAN = _in_tables("pour un crédit immobilier", DebtTable.IMMOBILIERS)
LEASING = _in_tables("pour une location (LOA, LLD)", DebtTable.LOCATIONS)
OVERDRAFT = _in_tables("pour un découvert", DebtTable.DECOUVERTS)
GUARANTEE = _in_tables("pour une caution", DebtTable.CAUTIONS)
NOT_OVERDRAFT = _in_tables("sauf pour un découvert", *(set(DebtTable) - {DebtTable.DECOUVERTS}))
PAID_BY_INSTALMENT = _in_tables(
    "sauf pour un découvert ou une caution", *(set(DebtTable) - {DebtTable.DECOUVERTS, DebtTable.CAUTIONS})
)
NATURE_OF_DEBT = _in_tables(
    "pour une dette qui n'est pas un crédit bancaire",
    DebtTable.CHARGES_COURANTES,
    DebtTable.DIVERSES,
    DebtTable.PENALES,
    DebtTable.AUTRES_PRETS,
)
GUARANTEED = Condition(
    "pour un crédit, une location ou un loyer",
    kinds=frozenset(k for k in DebtKind if k.table in (*_CREDIT_TABLES, DebtTable.LOCATIONS) or k is DebtKind.RENT),
)
NO_DEBT_LISTED = Condition("si aucune dette n'est inscrite", of_case=lambda case: not case.debts)

# What the household owns

REAL_ESTATE = Condition("pour un bien immobilier", kinds=frozenset(k for k in AssetKind if k.is_real_estate))
NATURE_OF_ASSET = _kinds("si le bien est à préciser", AssetKind.OTHER_REAL_ESTATE, AssetKind.VALUABLE)
NOT_LEASED = Condition("sauf véhicule loué", of_item=lambda case, vehicle: vehicle.leased is not True)
CURRENT_ACCOUNT = _kinds("pour un compte courant", AccountKind.CURRENT)
CURRENT_ACCOUNT_NAMED = Condition(
    "pour un compte courant, si la personne donne son nom",
    kinds=frozenset({AccountKind.CURRENT}),
    of_case=_gives_a_name,
)
NO_ASSET_LISTED = Condition("si aucun bien n'est inscrit", of_case=lambda case: not case.assets)
NO_VEHICLE_LISTED = Condition("si aucun véhicule n'est inscrit", of_case=lambda case: not case.vehicles)
NO_ACCOUNT_LISTED = Condition("si aucun compte n'est inscrit", of_case=lambda case: not case.accounts)

# Procedures

WITHHOLDING = _kinds(
    "si une somme est retenue chaque mois",
    ProceedingKind.WAGE_SEIZURE,
    ProceedingKind.WAGE_ASSIGNMENT,
    ProceedingKind.TAX_SEIZURE,
    ProceedingKind.ACCOUNT_SEIZURE,
    ProceedingKind.DIRECT_PAYMENT,
    ProceedingKind.OTHER,
)
NO_PROCEEDING_LISTED = Condition("si aucune procédure n'est inscrite", of_case=lambda case: not case.proceedings)
