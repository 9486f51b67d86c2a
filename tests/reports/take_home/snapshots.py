"""Snapshots made by hand: a full one, an empty one, one of two of everything, one that tries to break the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pcb.domain.money import ZERO, Money
from pcb.domain.take_home.snapshot import (
    Appointment,
    Bring,
    BudgetSheet,
    Contact,
    MoneyLine,
    MonthDay,
    MonthSheet,
    Movement,
    NotNow,
    Said,
    Snapshot,
    Todo,
    ToPay,
    UnknownAmount,
    Week,
)

DAY = date(2026, 11, 24)
HOSTILE = '<b>O\'Hara & Fils</b> "x" {amount} محمد بن علي 👩‍👧 \u202eedoC ' + "long " * 380 + "fin"


def euros(text: str) -> Money:
    return Money.of(text)


def on(day: int) -> date:
    return date(2026, 11, day)


def empty() -> Snapshot:
    month = MonthSheet(on(1), None, (), (), on(1), ZERO, ZERO, ZERO, date(2026, 12, 1))
    return Snapshot("2026-0001", 1, DAY, "", BudgetSheet(unknown=(UnknownAmount("income"),)), month)


def full() -> Snapshot:
    """A couple: every section is filled, the account goes below zero on the 10th."""
    resources = (
        MoneyLine("income.salary", "EHPAD Les Trois Cèdres", euros("1520.40")),
        MoneyLine("income.housing_benefit", "", euros("212.33")),
        MoneyLine("income.rsa", "", euros("187.30")),
        MoneyLine("income.rental_income", "parking", euros("175.00"), euros("2100.00"), "yearly"),
    )
    charges = (
        MoneyLine("expense.rent", "Habitat des Coteaux", euros("548.00")),
        MoneyLine("expense.food", "", euros("715.00"), euros("165.00"), "weekly"),
        MoneyLine("expense.electricity", "Volt Armagnac", euros("96.12")),
    )
    instalments = (
        MoneyLine("debt.revolving", "Crédit Lomagne", euros("148.00")),
        MoneyLine("plan.instalment", "Crédit des Coteaux", euros("61.07")),
    )
    budget = BudgetSheet(
        resources,
        charges,
        instalments,
        euros("2095.03"),
        euros("1359.12"),
        euros("209.07"),
        euros("526.84"),
        (Week(on(1), on(7), euros("131.71")), Week(on(8), on(14), euros("131.71"))),
        (UnknownAmount("expense.canteen", "école de Lectoure"),),
        (MoneyLine("income.alimony", "Inès", euros("90.00")),),
    )
    days = (
        MonthDay(on(5), (Movement("expense.rent", "Habitat des Coteaux", euros("-548.00")),), euros("-123.45")),
        MonthDay(
            on(10),
            (
                Movement("debt.revolving", "Crédit Lomagne", euros("-148.00")),
                Movement("expense.electricity", "Volt Armagnac", euros("-96.12")),
            ),
            euros("-367.57"),
        ),
        MonthDay(on(28), (Movement("income.salary", "EHPAD Les Trois Cèdres", euros("1520.40")),), euros("1152.83")),
    )
    month = MonthSheet(
        on(1),
        euros("424.55"),
        days,
        (Movement("expense.food", "", euros("-715.00")),),
        on(10),
        euros("-367.57"),
        euros("-1082.57"),
        euros("1152.83"),
        date(2026, 12, 1),
        (
            Said("note.opening_noted", blanks={"days": "20/11/2026"}),
            Said("note.undated_out", blanks={"amount": euros("715.00")}),
        ),
    )
    return Snapshot(
        "2026-0042",
        7,
        DAY,
        "Nadia Bélcazar et Julien Ferrand",
        budget,
        month,
        "Claire Montaut",
        "Point conseil budget de Lectoure",
        "05\u202f62\u202f00\u202f00\u202f00",
        to_pay=(
            ToPay(
                "expense.rent",
                "",
                "Habitat des Coteaux",
                euros("548.00"),
                day=on(30),
                method="direct_debit",
                why=Said("pay.housing"),
            ),
            ToPay("debt.energy", "", "Volt Armagnac", None, why=Said("pay.chosen")),
            ToPay(
                "plan.instalment",
                "",
                "Crédit des Coteaux",
                euros("61.07"),
                day=date(2026, 12, 5),
                until=date(2029, 11, 5),
                why=Said("pay.plan"),
            ),
        ),
        not_now=(
            NotNow(
                "debt.revolving",
                "",
                "Crédit Lomagne",
                Said("not_now.admissible", blanks={"day": date(2026, 10, 2)}),
                date(2027, 1, 15),
            ),
            NotNow("debt.family_loan", "", "Tante Odile", Said(text="Elle est d’accord pour attendre.")),
        ),
        todo=(
            Todo(
                Said("action.open_mail", blanks={"detail": "surtout celles du tribunal"}),
                "person",
                "",
                date(2026, 12, 1),
            ),
            Todo(Said("action.ask_family_fund", blanks={"detail": ""}), "both", "", None),
            Todo(Said(text="Rendre la carte de crédit du magasin."), "other", "Julien", date(2026, 12, 8)),
            Todo(Said("action.call_bank", blanks={"detail": ""}), "counsellor", "", on(20), on(19)),
        ),
        papers=(
            Bring("paper.bank_statements", "Relevés des trois derniers mois", "Banque de l’Astarac"),
            Bring("paper.registration", "Carte grise", "Break familial, 2015"),
        ),
        appointments=(
            Appointment(
                date(2026, 12, 8), "14\u202fh\u202f30", "Mairie de Lectoure", "Claire Montaut", "Signer le dossier."
            ),
            Appointment(None, with_whom="Habitat des Coteaux"),
        ),
        contacts=(Contact("Volt Armagnac", "09\u202f69\u202f00\u202f00\u202f01", "le retard de paiement"),),
        watch=(
            Said("watch.below_zero", blanks={"day": on(10), "amount": euros("-367.57")}),
            Said("watch.proceeding_day", blanks={"day": date(2026, 12, 3), "what": "proceeding.eviction"}),
            Said(
                "watch.appointment_at",
                blanks={"day": date(2026, 12, 8), "at": "14\u202fh\u202f30", "who": "Claire Montaut"},
            ),
        ),
        notes=(Said("note.unknown_amounts", blanks={"count": "1"}), Said("note.weeks")),
        unverified=("C. conso., art. L. 722-5 : rédaction actuelle non lue",),
    )


def doubled() -> Snapshot:
    """Two of everything that is listed."""
    one = full()
    budget = replace(one.budget, resources=one.budget.resources * 2, charges=one.budget.charges * 2)
    return replace(
        one,
        budget=budget,
        to_pay=one.to_pay * 2,
        not_now=one.not_now * 2,
        todo=one.todo * 2,
        papers=one.papers * 2,
        appointments=one.appointments * 2,
        contacts=one.contacts * 2,
    )


def hostile() -> Snapshot:
    """Every typed text is one that was chosen to harm."""
    one = full()
    detail = {"detail": HOSTILE}
    return replace(
        one,
        reference=HOSTILE,
        household=HOSTILE,
        counsellor=HOSTILE,
        structure=HOSTILE,
        phone=HOSTILE,
        budget=replace(
            one.budget,
            resources=(MoneyLine("income.other", HOSTILE, euros("9999999.99")),),
            unknown=(UnknownAmount("expense.other", HOSTILE),),
        ),
        to_pay=(ToPay("debt.other", HOSTILE, HOSTILE, euros("1.01"), why=Said(text=HOSTILE)),),
        not_now=(NotNow("debt.other", HOSTILE, HOSTILE, Said(text=HOSTILE)),),
        todo=(Todo(Said("action.open_mail", blanks=detail), "other", HOSTILE), Todo(Said(text=HOSTILE))),
        papers=(Bring("", HOSTILE, HOSTILE),),
        appointments=(Appointment(None, "", HOSTILE, HOSTILE, HOSTILE),),
        contacts=(Contact(HOSTILE, HOSTILE, HOSTILE),),
        watch=(Said("watch.deadline", blanks={"day": DAY, "what": HOSTILE}),),
        notes=(Said(text=HOSTILE),),
        unverified=(HOSTILE,),
    )
