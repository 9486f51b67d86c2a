"""Faulty households: a sound one with one planted fault, and the finding that must follow, alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case, Debt, Expense, Income
from pcb.domain.case_path import add_item, remove_item
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.papers import PaperState
from pcb.domain.vocabulary.people import MaritalStatus
from tests.domain.completeness.sound import (
    ALTERNATE,
    COUPLE,
    FARMER,
    HOMELESS,
    HOSTED,
    LONE,
    OWNER,
    PROTECTED,
    RETIRED,
    SILENT,
    TRADER,
    Fault,
    changed,
    with_papers,
)


def _set(changes: dict[str, Any]) -> Fault:
    return lambda case: changed(case, changes)


def _with_paper(*steps: Fault) -> Fault:
    """The faults, and a paper for whatever they now ask for."""

    def plant(case: Case) -> Case:
        for step in steps:
            case = step(case)
        return with_papers(case)

    return plant


def _add(collection: str, item: Any) -> Fault:
    return lambda case: add_item(case, collection, item)


def _remove(collection: str, item_id: str) -> Fault:
    return lambda case: remove_item(case, collection, item_id)


def _nothing_late(case: Case) -> Case:
    """Everything paid on time, no overdraft, and instalments that cannot be paid."""
    debts = tuple(
        replace(debt, unpaid=Money(0), due_in_full=False) for debt in case.debts if debt.kind is not DebtKind.OVERDRAFT
    )
    accounts = tuple(replace(account, balance=Money(100)) for account in case.accounts)
    return replace(case, debts=debts, accounts=accounts)


def _no_amount(case: Case) -> Case:
    return replace(case, debts=tuple(replace(debt, balance=None, unpaid=None) for debt in case.debts))


def _listed_twice(case: Case) -> Case:
    return add_item(case, "debts", replace(case.debts[0], id="d99", reference=None))


_AGENCY = Debt(
    "d99",
    DebtKind.OTHER,
    "Recouvrement Garonne",
    "18 quai des Salinières, 33000 Bordeaux",
    nature="Dossier 4471",
    owner="p1",
    balance=Money.of("3120.00"),
    unpaid=Money.of("3120.00"),
)
_OTHER_NAME = replace(_AGENCY, creditor="Fonds Ravel", reference="ap 998 2025 3", balance=Money.of("5000.00"))
_APL = Income("i99", IncomeKind.HOUSING_BENEFIT, Money.of("100"), owner="p1")
_NAMED_APL = Income("i99", IncomeKind.OTHER_BENEFIT, Money.of("100"), owner="p1", nature="APL de la CAF")
_RENT = Expense("e99", ExpenseKind.RENT, Money.of("300"))
_UNKNOWN = NoAnswer.DOES_NOT_KNOW
_SILENT_LETTER = "Madame, Monsieur,\n\nMes dettes dépassent mes ressources. Je demande des mesures."

FAULTY: tuple[tuple[str, str, Fault, str], ...] = (
    # Blocking
    ("the day of the signature is not noted", LONE, _set({"filing.signed_on": None}), "signature"),
    ("the place of the signature is not noted", RETIRED, _set({"filing.signed_at": None}), "signature"),
    ("the co-filer is not entered", COUPLE, _remove("persons", "p2"), "cofiler-missing"),
    ("a filer has no birth name", PROTECTED, _set({"persons.p1.birth_name": None}), "name-p1"),
    ("a filer's first names are a question mark", COUPLE, _set({"persons.p2.first_names": "?"}), "name-p2"),
    ("the address has no postcode", HOMELESS, _set({"address.postcode": None}), "address"),
    (
        "the address has no street nor place",
        FARMER,
        _set({"address.street": None, "address.locality": None}),
        "address",
    ),
    ("the address has no town", HOSTED, _set({"address.city": _UNKNOWN}), "address"),
    ("the family situation is not asked", TRADER, _set({"family.status": None}), "family-status"),
    (
        "the family situation is « autre » and no more",
        TRADER,
        _set({"family.status": MaritalStatus.OTHER}),
        "family-status",
    ),
    ("no resource is listed", HOMELESS, _remove("incomes", "i1"), "statement-resources"),
    ("no resource has an amount", HOMELESS, _set({"incomes.i1.amount": _UNKNOWN}), "statement-resources"),
    ("no account is listed, nor « néant »", TRADER, _remove("accounts", "c1"), "statement-accounts"),
    ("no vehicle is listed, nor « néant »", LONE, _set({"declared.no_vehicle": None}), "statement-vehicles"),
    ("no property is listed, nor « néant »", COUPLE, _set({"declared.no_asset": _UNKNOWN}), "statement-assets"),
    ("no debt is listed", HOMELESS, lambda case: replace(case, debts=()), "statement-debts"),
    ("no debt has an amount", HOMELESS, _no_amount, "statement-debts"),
    ("a creditor has no name", RETIRED, _set({"debts.d3.creditor": None}), "creditor-without-name-d3"),
    ("a creditor is « inconnu »", TRADER, _set({"debts.d2.creditor": "Inconnu"}), "creditor-without-name-d2"),
    ("a creditor has no address", COUPLE, _set({"debts.d7.creditor_address": None}), "creditor-without-address-d7"),
    ("an address is not known", HOSTED, _set({"debts.d1.creditor_address": _UNKNOWN}), "creditor-without-address-d1"),
    # Important: amounts that are missing
    ("a resource has no amount", COUPLE, _set({"incomes.i3.amount": _UNKNOWN}), "amount-incomes-i3"),
    ("a charge that needs a proof has no amount", RETIRED, _set({"expenses.e9.amount": None}), "amount-expenses-e9"),
    ("a debt has no amount", LONE, _set({"debts.d2.balance": None, "debts.d2.unpaid": None}), "amount-debts-d2"),
    ("a property has no value", OWNER, _set({"assets.a1.value": None}), "amount-assets-a1"),
    ("a vehicle has no value", TRADER, _set({"vehicles.v1.value": _UNKNOWN}), "amount-vehicles-v1"),
    # Important: the letter
    ("the letter does not tell the eviction", LONE, _set({"letter.text": _SILENT_LETTER}), "letter-s1"),
    (
        "the letter denies the seizure",
        ALTERNATE,
        _set({"letter.text": f"{_SILENT_LETTER} Aucune saisie n’est en cours."}),
        "letter-s1",
    ),
    (
        "the letter does not tell an eviction noted with the home",
        PROTECTED,
        _with_paper(_set({"home.eviction": True, "letter.text": _SILENT_LETTER})),
        "letter-home-eviction",
    ),
    # Important: papers
    ("a resource has no paper", HOSTED, _set({"papers.incomes-i1.state": None}), "paper-incomes-i1"),
    ("a charge has no paper", LONE, _set({"papers.expenses-e1.state": PaperState.TO_BRING}), "paper-expenses-e1"),
    ("a debt has no paper", ALTERNATE, _set({"papers.debts-d1.state": None}), "paper-debts-d1"),
    (
        "a filer has no identity paper",
        OWNER,
        _set({"papers.persons-p2-identity.state": None}),
        "paper-persons-p2-identity",
    ),
    (
        "a paper is impossible and nobody says why",
        RETIRED,
        _set({"papers.expenses-e8.reason": None}),
        "paper-impossible-expenses-e8",
    ),
    ("a rent receipt is too old", LONE, _set({"papers.expenses-e1.dated": date(2026, 5, 2)}), "paper-old-expenses-e1"),
    ("a payslip is of somebody else", COUPLE, _set({"papers.incomes-i1.owner": "p2"}), "paper-owner-incomes-i1"),
    (
        "payslips are of other months",
        COUPLE,
        _set({"papers.incomes-i1.covers_from": date(2026, 5, 1), "papers.incomes-i1.covers_to": date(2026, 7, 31)}),
        "paper-period-incomes-i1",
    ),
    # Important: amounts against each other
    ("what is late exceeds what is due", ALTERNATE, _set({"debts.d2.unpaid": Money.of("2000")}), "unpaid-exceeds-d2"),
    ("a tenant pays no rent", PROTECTED, _with_paper(_remove("expenses", "e1")), "rent-missing"),
    ("an owner pays a rent", OWNER, _with_paper(_add("expenses", _RENT)), "rent-of-an-owner"),
    (
        "the landlord's debt exceeds the rents due",
        LONE,
        _set({"debts.d1.unpaid": Money.of("9000"), "debts.d1.balance": Money.of("9000")}),
        "rent-debt-d1",
    ),
    ("housing benefit is listed twice", LONE, _with_paper(_add("incomes", _APL)), "benefit-listed-twice"),
    ("housing benefit is another benefit too", LONE, _with_paper(_add("incomes", _NAMED_APL)), "benefit-listed-twice"),
    (
        "the rent is what remains after the benefit",
        TRADER,
        _set({"expenses.e1.amount": Money.of("90")}),
        "benefit-in-the-rent",
    ),
    (
        "a housing benefit and no home to pay",
        HOSTED,
        _with_paper(_add("incomes", replace(_APL, owner=None))),
        "benefit-without-home",
    ),
    ("everything is paid, with what?", OWNER, _nothing_late, "instalments-exceed"),
    ("an overdrawn account is not among the debts", ALTERNATE, _remove("debts", "d5"), "overdraft-missing-c1"),
    ("an overdraft has two amounts", ALTERNATE, _set({"debts.d5.balance": Money.of("950")}), "overdraft-differs-c1"),
    # Important: loans
    (
        "an instalment has lost a digit",
        ALTERNATE,
        _set({"debts.d1.instalment": Money.of("21.80")}),
        "loan-instalment-d1",
    ),
    ("a rate has its point moved", ALTERNATE, _set({"debts.d1.rate": Fraction(44)}), "loan-instalment-d1"),
    ("more remains than was lent", RETIRED, _set({"debts.d2.capital": Money.of("640")}), "loan-balance-d2"),
    (
        "a loan ends too soon for its instalment",
        COUPLE,
        _set({"debts.d1.ends_on": date(2027, 3, 5)}),
        "loan-instalment-d1",
    ),
    (
        "what remains is not what the instalments say",
        ALTERNATE,
        _set({"debts.d1.balance": Money.of("16540")}),
        "loan-remainder-d1",
    ),
    # Important: doubles
    ("the collection agency has a line of its own", COUPLE, _with_paper(_add("debts", _AGENCY)), "double-d3-d99"),
    ("two creditors, one reference", COUPLE, _with_paper(_add("debts", _OTHER_NAME)), "double-d3-d99"),
    ("a debt is on two lines", TRADER, _with_paper(_listed_twice), "double-d1-d99"),
    # Important: the couple
    ("the partner's resources are not known", SILENT, _set({"persons.p2.own_resources": None}), "partner-resources-p2"),
    (
        "married, alone, and no spouse entered",
        HOSTED,
        _with_paper(_set({"family.status": MaritalStatus.MARRIED})),
        "partner-absent",
    ),
    # Important: dates
    (
        "a credit is late before it is granted",
        TRADER,
        _set({"debts.d4.first_unpaid_on": date(2024, 1, 1)}),
        "order-debts-d4-granted_on-first_unpaid_on",
    ),
    (
        "a loan ends before it begins",
        ALTERNATE,
        _set({"debts.d1.ends_on": date(2020, 4, 10)}),
        "order-debts-d1-granted_on-ends_on",
    ),
    (
        "signed before the first meeting",
        LONE,
        _set({"filing.signed_on": date(2025, 11, 20)}),
        "order-welcome-met_on-filing-signed_on",
    ),
    (
        "a child is older than the parent",
        COUPLE,
        _set({"persons.p3.birth_date": date(1986, 8, 19)}),
        "order-persons-p1-birth_date-persons-p3-birth_date",
    ),
    (
        "at work before being born",
        PROTECTED,
        _set({"persons.p1.work_since": date(1908, 9, 1)}),
        "order-persons-p1-birth_date-work_since",
    ),
    (
        "an act was received before the procedure began",
        ALTERNATE,
        _set({"proceedings.s1.received_on": date(2026, 7, 4)}),
        "order-proceedings-s1-since-received_on",
    ),
    (
        "a statement is of next year",
        RETIRED,
        _set({"debts.d3.statement_date": date(2027, 8, 31)}),
        "future-debts-d3-statement_date",
    ),
    (
        "a car is registered tomorrow",
        FARMER,
        _set({"vehicles.v1.registered_on": date(2026, 11, 25)}),
        "future-vehicles-v1-registered_on",
    ),
    (
        "a paper ends before it begins",
        HOSTED,
        _set({"papers.vehicles-v1.covers_from": date(2026, 6, 2), "papers.vehicles-v1.covers_to": date(2026, 6, 1)}),
        "order-papers-vehicles-v1-covers_from-covers_to",
    ),
)
"""What is wrong, in which sound household, how it is planted, the one finding that must follow."""
