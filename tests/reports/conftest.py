"""Three households to print: a full one, one where nothing was asked, and one that tries to break the paper."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import (
    JOINT,
    Account,
    Address,
    Asset,
    Case,
    Debt,
    Declared,
    Expense,
    Family,
    Filing,
    History,
    Home,
    Income,
    Person,
    Proceeding,
    Supporter,
    Vehicle,
)
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind, AssetKind, VehicleKind
from pcb.domain.vocabulary.people import Cause, Custody, FilingMode, MaritalStatus, Occupancy, Role, Title, WorkStatus

NAMES = (
    "O'Hara <b>&",
    "=cmd()|' /C calc'!A0",
    "محمد بن علي",
    "Zoé 👩‍👩‍👧 ❤️",
    '<img src="/etc/hostname"> & Fils <SARL',
    "Łukasz Żółć-Nguyễn",
    "Иванов Ειρήνη",
    "漢字 ሰላም",
)
_PLACE = "12 bis, chemin de l’Église-Saint-Orens-de-Gascogne, résidence « Les Trois Cèdres », bâtiment Œillet "
IBAN = "FR7619999000320000410010023"
SEEN = Evidence.SEEN
ADDRESS = (_PLACE * 4)[:300]


def cents(euros: str) -> Money:
    return Money.of(euros)


@pytest.fixture(scope="session")
def empty() -> Case:
    return Case()


@pytest.fixture(scope="session")
def full() -> Case:
    """A couple who files together, with something on every page of the form."""
    return Case(
        reference="2026-0042",
        filing=Filing(
            mode=FilingMode.JOINT, filed_before=True, earlier_number="000112233445", earlier_forfaits=True, ficp=False
        ),
        supporter=Supporter(last_name="Montaut", first_name="Claire", organisation="Point conseil budget de Lectoure"),
        persons=(
            Person("p1", Role.DEPOSANT, Title.MADAME, "Bélcazar", "Ferrand", "Nadia", date(1987, 2, 14), "Mirande"),
            Person("p2", Role.CODEPOSANT, Title.MONSIEUR, "Ferrand", first_names="Julien", work_status=WorkStatus.CDI),
            *(
                Person(f"p{n}", Role.CHILD, first_names=name, birth_date=born, custody=Custody.FULL, dependent=True)
                for n, name, born in ((3, "Inès", date(2015, 8, 19)), (4, "Malo", date(2018, 1, 27)))
            ),
        ),
        family=Family(status=MaritalStatus.MARRIED, status_since=date(2014, 6, 21)),
        address=Address(number="14", street="rue des Tanneurs", postcode="32700", city="Lectoure", country="France"),
        home=Home(Occupancy.TENANT, codeposant_lives_here=True, landlord="Habitat des Coteaux", eviction=True),
        incomes=(
            Income("i1", IncomeKind.SALARY, cents("1520.40"), owner="p1", payer="EHPAD Les Trois Cèdres"),
            Income("i2", IncomeKind.SALARY, cents("1389.75"), owner="p2", payer="Logistique du Sousson", evidence=SEEN),
            Income("i3", IncomeKind.PRIME_ACTIVITE, cents("187.30"), owner=JOINT, payer="CAF"),
            Income("i4", IncomeKind.RENTAL_INCOME, cents("2100.00"), Period.YEARLY, owner="p2", nature="parking loué"),
        ),
        expenses=(
            Expense("e1", ExpenseKind.RENT, cents("548.00"), owner=JOINT, payee="Habitat des Coteaux", evidence=SEEN),
            Expense("e2", ExpenseKind.FOOD, cents("165.00"), Period.WEEKLY, owner=JOINT, evidence=Evidence.ESTIMATED),
            Expense("e3", ExpenseKind.CANTEEN, NoAnswer.DOES_NOT_KNOW, owner=JOINT),
        ),
        debts=(
            Debt("d1", DebtKind.RENT, "Habitat des Coteaux", "1 place du Foirail, 32000 Auch", balance=cents("1644.00"),
                 unpaid=cents("1644.00"), pursued=True, reference="LOC-77"),
            Debt("d2", DebtKind.ENERGY, "Volt Armagnac", balance=cents("612.37"), unpaid=cents("612.37"), owner=JOINT),
            Debt("d3", DebtKind.LAWYER, "Maître Cazaux", balance=cents("800.00")),
            Debt("d4", DebtKind.PENAL_FINE, "Trésorerie amendes", balance=cents("375.00")),
            Debt("d5", DebtKind.OVERDRAFT, "Banque de l’Astarac", balance=cents("742.18"), account_reference="0000410"),
            Debt("d6", DebtKind.LEASING, "Auto Bail Sud", instalment=cents("189.90"), lease_rents=48,
                 lease_start=date(2024, 3, 1), balance=cents("5697.00")),
            Debt("d7", DebtKind.HOME_LOAN, "Crédit des Coteaux", instalment=cents("612.50"), insurance=cents("24.10"),
                 capital=cents("145000.00"), rate=Fraction(43, 10), balance=cents("98765.43"),
                 insurer="Prévoyance du Gers", granted_on=date(2016, 5, 4)),
            Debt("d8", DebtKind.REVOLVING, "Crédit Lomagne", instalment=cents("148.00"), balance=cents("4385.60"),
                 rate=Fraction(2108, 100), collector="Recouvrement Garonne", collector_address="18 quai des Chartrons"),
            Debt("d9", DebtKind.FAMILY_LOAN, "Tante Odile", balance=cents("1250.50")),
            Debt("d10", DebtKind.GUARANTEE, "Banque Caution", balance=cents("3000.00"), guaranteed_person="SARL Fils"),
        ),
        assets=(Asset("a1", AssetKind.GARAGE, "box", "Lectoure", "p2", cents("6500.00"), indivision=True),),
        vehicles=(Vehicle("v1", VehicleKind.CAR, "Break familial", JOINT, False, value=cents("4200.00")),),
        accounts=(
            Account("c1", AccountKind.CURRENT, "Banque de l’Astarac", IBAN, JOINT, cents("-742.18")),
            Account("c2", AccountKind.LIVRET_A, "Banque de l’Astarac", owner="p1", balance=cents("35.60")),
        ),
        proceedings=(
            Proceeding("s1", ProceedingKind.EVICTION, "Habitat des Coteaux", "Étude Lafitte", date(2026, 9, 1)),
            Proceeding("s2", ProceedingKind.WAGE_SEIZURE, "Avance Plus", withheld=cents("123.45")),
        ),
        history=History(frozenset({Cause.ILLNESS, Cause.INCOME_DROP}), "Huit mois d’arrêt de travail en 2025."),
        declared=Declared(nobody_else=True),
    )  # fmt: skip


@pytest.fixture(scope="session")
def hostile() -> Case:
    """Eight persons, forty resources and charges, sixty debts, with names that were chosen to harm."""
    roles = (Role.DEPOSANT, Role.CODEPOSANT, *(Role.CHILD,) * 4, Role.ASCENDANT, Role.OTHER)
    persons = tuple(
        Person(
            f"p{n}",
            role,
            birth_name=name,
            first_names=f"{name} n°{n}",
            birth_date=date(1980 + n, 1, 1),
            birth_place=ADDRESS,
            email="a" * 200 + "@" + "b" * 90 + ".example",
        )
        for n, (role, name) in enumerate(zip(roles, NAMES, strict=True))
    )
    owners = ("p0", "p1", JOINT, "p6", None)
    incomes = tuple(
        Income(
            f"i{n}",
            list(IncomeKind)[n % len(IncomeKind)],
            Money(100_000_01 + n * 137),
            list(Period)[n % 7],
            owners[n % 5],
            nature=NAMES[n % 8],
            payer=f"{NAMES[(n + 3) % 8]} {ADDRESS}",
        )
        for n in range(20)
    )
    expenses = tuple(
        Expense(
            f"e{n}",
            list(ExpenseKind)[n % len(ExpenseKind)],
            NoAnswer.REFUSES if n == 7 else Money(9_01 + n * 211),
            list(Period)[n % 7],
            owners[n % 5],
            nature=NAMES[n % 8],
            payee=f"{NAMES[(n + 5) % 8]} n°{n}",
        )
        for n in range(20)
    )
    debts = tuple(
        Debt(
            f"d{n}",
            list(DebtKind)[n % len(DebtKind)],
            f"{NAMES[n % 8]} créancier n°{n}",
            f"{ADDRESS} n°{n}",
            reference=f"RÉF-{n:04d}-" + "9" * 60,
            owner=owners[n % 5],
            balance=Money(1_234_567_89 + n * 101),
            unpaid=NoAnswer.DOES_NOT_KNOW if n % 9 == 4 else Money(987_65 + n * 103),
            instalment=Money(45_67 + n * 107),
            period=list(Period)[n % 7],
            collector=NAMES[(n + 1) % 8],
            pursued=n % 2 == 0,
        )
        for n in range(60)
    )
    return Case(
        reference="2026-0666 <script>alert(1)</script>",
        filing=Filing(mode=FilingMode.JOINT, earlier_forfaits=True),
        persons=persons,
        address=Address(street=ADDRESS, locality="\u202eedoC\u202c \x00\x07retourné", city="Saint\u00adLary\u200bla"),
        incomes=incomes,
        expenses=expenses,
        debts=debts,
        history=History(story="Ligne 1\nLigne 2\r\n" + "mot " * 1500 + "\ue000 \ud800"),
    )
