"""A household in which every rubric holds something of its own: no two texts, amounts or dates are the same, so that
what is found on a paper can only come from where it was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

from pcb.domain.case import (
    Account,
    Address,
    Asset,
    Case,
    Debt,
    Expense,
    Family,
    Filing,
    History,
    Home,
    Income,
    Person,
    Supporter,
    Vehicle,
)
from pcb.domain.case_path import COLLECTIONS
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import ExpenseKind, ExpenseLine, IncomeKind, IncomeLine
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind, AssetKind, VehicleKind
from pcb.domain.vocabulary.people import FilingMode, MaritalStatus, Occupancy, Role, Title, WorkStatus
from pcb.domain.wording import french_date, french_number
from tests.reports.rubrics_of_the_form import ROWS

DEBTS = {
    "p6.logement": DebtKind.RENT,
    "p6.charges_courantes": DebtKind.ENERGY,
    "p7.diverses": DebtKind.LAWYER,
    "p7.penales": DebtKind.PENAL_FINE,
    "p8.decouvert": DebtKind.OVERDRAFT,
    "p8.location": DebtKind.LEASING,
    "p9.immobilier": DebtKind.HOME_LOAN,
    "p10.consommation": DebtKind.REVOLVING,
    "p11.autre_pret": DebtKind.FAMILY_LOAN,
    "p11.caution": DebtKind.GUARANTEE,
}
ASSETS = {
    "p5.residence_principale": AssetKind.MAIN_RESIDENCE,
    "p5.autre_bien": AssetKind.OTHER_PROPERTY,
    "p5.terrain": AssetKind.LAND,
    "p5.mobil_home": AssetKind.MOBILE_HOME,
    "p5.garage": AssetKind.GARAGE,
    "p5.autre_immobilier": AssetKind.OTHER_REAL_ESTATE,
    "p5.autre_patrimoine": AssetKind.VALUABLE,
}
WHERE_UNKNOWN = 3
"""Rows typed in a table whose number of rows on the form is not known."""


def typed_rows(table: str) -> int:
    """One more than fits."""
    return ROWS.get(table, WHERE_UNKNOWN - 1) + 1


def watched_rows(table: str) -> tuple[int, ...]:
    """The first row, the last that the form has, and one more than fits; from 0."""
    more = typed_rows(table)
    return tuple(sorted({0, more - 2, more - 1}))


def typed_household(rows: Callable[[str], int] = typed_rows) -> Case:
    """The case, with so many ``rows`` in each table. Nothing in it is likely; everything is there."""
    texts = (f"Zq{number:03d}x" for number in count(1))
    amounts = (Money(100_000_01 + number * 1_007_31) for number in count(1))
    days = (date(1950, 1, 3) + timedelta(days=97 * number) for number in count(1))
    rates = (Fraction(1001 + number * 7, 1000) for number in count(1))
    numbers = (100 + number for number in count(1))
    makers = {
        "str": texts,
        "Money": amounts,
        "date": days,
        "Fraction": rates,
        "int": numbers,
        "bool": iter(lambda: True, 0),
    }

    def filled(item_class: type[Any], *, leave: tuple[str, ...] = (), **given: Any) -> Any:
        """An item with something of its own in every field, but those given and those to leave."""
        made = dict(given)
        for field in fields(item_class):
            maker = makers.get(str(field.type).removeprefix("Answer[").removesuffix("]"))
            if field.name not in made and field.name not in ("id", *leave) and maker and "Answer" in str(field.type):
                made[field.name] = next(maker)
        return item_class(**made)

    quiet = ("own_resources", "kinship", "situation", "eviction", "property_seizure", "alimony_paid_for", "dependent")
    filers = (
        filled(Person, leave=quiet, id="p1", role=Role.DEPOSANT, title=Title.MADAME, work_status=WorkStatus.OTHER),
        filled(Person, leave=quiet, id="p2", role=Role.CODEPOSANT, title=Title.MONSIEUR, work_status=WorkStatus.OTHER),
    )
    others = tuple(
        filled(Person, leave=("own_resources",), id=row_id("p2.personne", n), role=Role.OTHER)
        for n in range(rows("p2.personne"))
    )
    incomes = tuple(
        filled(
            Income, leave=("ends_on", "day", "paid_to_landlord"), id=f"i-{line.value}-{owner}", owner=owner, kind=kind
        )
        for line in IncomeLine
        for kind in [next(kind for kind in IncomeKind if kind.line is line)]
        for owner in ("p1", "p2")
    )
    expenses = tuple(
        filled(Expense, leave=("day",), id=f"e-{line.value}-{owner}", owner=owner, kind=kind)
        for line in ExpenseLine
        for kind in [next(kind for kind in ExpenseKind if kind.line is line)]
        for owner in ("p1", "p2")
    )
    debts = tuple(
        filled(Debt, leave=("collector", "collector_address", "day"), id=row_id(table, n), kind=kind, owner="p1")
        for table, kind in DEBTS.items()
        for n in range(rows(table))
    )
    assets = tuple(
        filled(Asset, id=row_id(table, n), kind=kind, owner="p1")
        for table, kind in ASSETS.items()
        for n in range(rows(table))
    )
    accounts = (
        *(
            filled(Account, id=row_id("p4.compte", n), kind=AccountKind.CURRENT, owner="p1")
            for n in range(rows("p4.compte"))
        ),
        *(
            filled(Account, id=f"a-{kind.value}-{owner}", kind=kind, owner=owner)
            for kind in AccountKind
            if kind.is_savings
            for owner in ("p1", "p2")
        ),
    )
    vehicles = tuple(
        filled(Vehicle, id=row_id("p4.vehicule", n), kind=VehicleKind.CAR, owner="p1")
        for n in range(rows("p4.vehicule"))
    )
    return Case(
        reference="2026-0042",
        filing=filled(Filing, mode=FilingMode.JOINT, leave=("agreed_share", "charge_sharing")),
        supporter=filled(Supporter),
        persons=(*filers, *others),
        family=filled(Family, status=MaritalStatus.OTHER),
        address=filled(Address, postcode="32707"),
        home=filled(Home, occupancy=Occupancy.OTHER),
        incomes=incomes,
        expenses=expenses,
        debts=debts,
        assets=assets,
        vehicles=vehicles,
        accounts=accounts,
        history=filled(History),
    )


def row_id(table: str, row: int) -> str:
    return f"{table.replace('.', '-')}-{row}"


def item_ids(case: Case, collection: str, name: str) -> list[str]:
    """The items typed for the table of that rubric, in its order."""
    start = row_id(name.partition(".*.")[0], 0)[:-1]
    return [one.id for one in getattr(case, collection) if one.id.startswith(start)]


def typed_at(case: Case, name: str, path: str, row: int = 0) -> Any:
    """What was typed for the rubric of that name, on that row, in the field that ``path`` names."""
    who = "p2" if ".codeposant." in name else "p1"
    head, *middle, field = path.split(".")
    if head not in COLLECTIONS:
        return getattr(getattr(case, head), field)
    items = getattr(case, head)
    if ".*." in name:
        wanted = item_ids(case, head, name)[row]
        return getattr(next(one for one in items if one.id == wanted), field)
    if middle:
        return getattr(next(one for one in items if one.id == f"{head[0]}-{middle[0]}-{who}"), field)
    return getattr(next(one for one in items if one.id == who), field)


def in_words(value: Any) -> str:
    """How a paper says it."""
    if isinstance(value, date):
        return french_date(value)
    return french_number(value, 3) if isinstance(value, Fraction) else str(value)
