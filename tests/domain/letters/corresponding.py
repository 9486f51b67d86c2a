"""Households that write every letter there is, before and after admissibility, and somebody who answers for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pcb.domain.case import (
    JOINT,
    Account,
    Address,
    Case,
    Debt,
    Expense,
    Filing,
    Home,
    Income,
    Person,
    Proceeding,
    Supporter,
)
from pcb.domain.letter_notes import Procedure
from pcb.domain.letters import Letter, Template, letters, templates
from pcb.domain.letters.template import blanks_in
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Role, Title, Urgency
from pcb.interview import engine
from pcb.interview.engine import Asked

DAY = date(2026, 11, 24)
ADDRESS = "12 place du Foirail\n32000 Auch"
NADIA = Person(
    "p1",
    Role.DEPOSANT,
    Title.MADAME,
    "Belkacem",
    "Ferrand",
    "Nadia",
    date(1987, 2, 14),
    "Mirande",
    phone="06 39 98 00 11",
    caf_number="0000111",
)
JULIEN = Person(
    "p2", Role.CODEPOSANT, Title.MONSIEUR, "Ferrand", None, "Julien", date(1985, 3, 2), "Auch", has_resources=False
)


def _debt(number: int, kind: DebtKind, creditor: str, **more: object) -> Debt:
    facts = {
        "creditor_address": ADDRESS,
        "reference": f"REF-{number}",
        "balance": Money(123_400 + number),
        "unpaid": Money(45_600 + number),
        "instalment": Money(5_000),
        **more,
    }
    return Debt(f"d{number}", kind, creditor, **facts)  # type: ignore[arg-type]


def household(*, joint: bool = False, admissible: bool = False) -> Case:
    """A household to which letters of every kind apply: those before admissibility, or those after."""
    day = date(2026, 11, 10)
    course = (
        Procedure(
            number="000112233445",
            filed_on=date(2026, 9, 1),
            admissible_on=day,
            refused_on=day,
            claims_on=day,
            failed_on=day,
            measures_on=day,
            recovery_on=day,
            suspension_ends_on=date(2026, 10, 1),
            fund_asked_on=day,
        )
        if admissible
        else Procedure(number="000112233445", filed_on=date(2026, 9, 1), fund_asked_on=day)
    )
    return Case(
        reference="2026-0042",
        filing=Filing(
            mode=FilingMode.JOINT if joint else FilingMode.ALONE,
            ficp=True,
            filed_before=True,
            earlier_outcome=PastOutcome.PLAN,
        ),
        supporter=Supporter("Montaut", "Claire", "Point conseil budget de Lectoure", phone="05 36 49 00 10"),
        persons=(NADIA, JULIEN) if joint else (NADIA,),
        address=Address(number="14", street="rue des Tanneurs", postcode="32700", city="Lectoure"),
        home=Home(Occupancy.TENANT, landlord="Habitat des Coteaux"),
        incomes=(
            Income("i1", IncomeKind.SALARY, Money(152_040), owner="p1"),
            Income("i2", IncomeKind.HOUSING_BENEFIT, Money(23_100), owner="p1"),
        ),
        expenses=(
            Expense("e1", ExpenseKind.RENT, Money(54_800), owner="p1"),
            Expense("e2", ExpenseKind.PHONE, Money(2_999), owner=JOINT if joint else "p1", payee="Ligne Mobile"),
        ),
        debts=(
            _debt(1, DebtKind.REVOLVING, "Crédit Lomagne", pursued=True),
            _debt(2, DebtKind.ENERGY, "Volt Armagnac", pursued=True),
            _debt(3, DebtKind.WATER, "Eaux de la Gélise"),
            _debt(4, DebtKind.RENT, "Habitat des Coteaux"),
            _debt(5, DebtKind.TAX, "SIP d’Auch"),
            _debt(6, DebtKind.SOCIAL, "CAF du Gers", nature="Indu de RSA"),
            _debt(7, DebtKind.SOCIAL, "MSA Midi-Pyrénées Sud", nature="Indu de prime d’activité"),
            _debt(8, DebtKind.PHONE, "Fibre de Gascogne"),
            _debt(9, DebtKind.PERSONAL_LOAN, "Banque du Pont-Vieux", contested=True),
            _debt(10, DebtKind.TIED_CREDIT, "Auto Bail Sud"),
        ),
        accounts=(
            Account("c1", AccountKind.CURRENT, "Banque de l’Astarac", "FR7619999000320000410010023", "p1", Money(-500)),
        ),
        proceedings=(
            Proceeding("s1", ProceedingKind.EVICTION, "Habitat des Coteaux", received_on=day),
            Proceeding("s2", ProceedingKind.ACCOUNT_SEIZURE, "Avance Plus", received_on=day),
            Proceeding("s3", ProceedingKind.PROPERTY_SEIZURE, "Crédit des Coteaux", received_on=day),
        ),
        request=replace(Case().request, urgencies=frozenset({Urgency.ACCOUNT_BLOCKED})),
        procedure=course,
    )


def complete(case: Case, reply: Callable[[Asked], str], optional: bool = True) -> Case:
    """The case once every blank of its letters was answered where it is asked."""
    for _ in range(3):
        lacks = [lack for one in letters(case, DAY) for lack in one.asked if lack.path]
        asked = {
            lack.path
            for lack in lacks
            if lack.required or (optional and not lack.path.startswith("procedure."))  # a date there changes all
        }
        if not asked:
            return case
        for path in sorted(asked):
            case = engine.answer(case, path, reply(engine.asked_at(case, path)), DAY)
    return case


def likely(asked: Asked) -> str:
    """Something that can be typed, and found again: it names its path."""
    match asked.question.kind.widget:
        case "date":
            return "15/11/2026"
        case "amount":
            return "61,50"
        case "number":
            return "12"
        case _:
            return ADDRESS if asked.path.endswith("address") else f"Réponse à {asked.path.replace('.', ' ')}"


def all_letters(*, joint: bool = False, reply: Callable[[Asked], str] = likely) -> dict[str, tuple[Case, Letter]]:
    """One complete letter of every template, with its case, by the key of the template."""
    found: dict[str, tuple[Case, Letter]] = {}
    for admissible in (False, True):
        case = complete(household(joint=joint, admissible=admissible), reply)
        for one in letters(case, DAY):
            found.setdefault(one.template.key, (case, one))
    return found


def blanks_of(template: Template) -> list[str]:
    """The required blanks that somebody can be asked for."""
    derived = {"debt", "act", "credits", "day"}
    return [name for name in template.required if name not in derived]


__all__ = ["ADDRESS", "DAY", "all_letters", "blanks_in", "blanks_of", "complete", "household", "likely", "templates"]
