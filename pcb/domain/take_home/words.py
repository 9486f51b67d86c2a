"""Every code and every key that a snapshot can hold, so that a catalogue of translations can be proved complete."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.take_home import ActionModel

PARTNER_INCOME = "income.partner"  # the single figure given for what the partner earns
BENEFIT_TO_LANDLORD = "income.housing_benefit_to_landlord"  # paid to the landlord, it never reaches the account
NET_RENT = "expense.rent_net"  # the rent that leaves the account, housing benefit deducted
PLAN = "plan.instalment"  # what a plan or measures of the commission make due to one creditor

KINDS: tuple[str, ...] = (
    *("income", "expense", "debt"),  # a whole side of the budget of which nothing was told
    *(f"income.{kind.value}" for kind in IncomeKind),
    PARTNER_INCOME,
    BENEFIT_TO_LANDLORD,
    *(f"expense.{kind.value}" for kind in ExpenseKind),
    NET_RENT,
    *(f"debt.{kind.value}" for kind in DebtKind),
    *(f"proceeding.{kind.value}" for kind in ProceedingKind),
    PLAN,
)
"""Every ``kind`` of a line, a movement, a payment."""

SAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{f"action.{model.value}": ("detail",) for model in ActionModel},
        "pay.housing": (),  # to keep the home
        "pay.energy": (),
        "pay.food": (),
        "pay.children": (),
        "pay.alimony": (),
        "pay.plan": (),  # a plan or measures under way
        "pay.chosen": (),  # decided together
        "not_now.admissible": ("day",),  # letter of recevabilité received that day: the law forbids paying older debts
        "not_now.recovery": ("day",),  # rétablissement personnel: letter received that day
        "not_now.suspended": ("day",),  # a moratoire that ends that day
        "not_now.in_plan": ("day",),  # the plan says nothing is due to this creditor yet; letter received that day
        "not_now.chosen": (),
        "watch.below_zero": ("day", "amount"),  # the account goes below zero
        "watch.beyond_overdraft": ("day", "amount", "limit"),  # below what the bank allows
        "watch.movements_low": ("day", "amount"),  # balance unknown: more went out than came in by that day
        "watch.nothing_left": ("amount",),  # the month lacks that amount (positive)
        "watch.deadline": ("day", "what"),
        "watch.appointment": ("day", "who"),
        "watch.appointment_at": ("day", "at", "who"),
        "watch.action": ("day", "what"),
        "watch.proceeding": ("what",),  # a procedure whose day is not known: open the mail
        "watch.proceeding_day": ("day", "what"),
        "watch.unknown_amounts": ("count",),
        "note.opening_unknown": (),
        "note.opening_noted": ("days",),
        "note.opening_partly": (),
        "note.undated_out": ("amount",),
        "note.benefit_beyond_rent": ("amount",),  # the rent noted may already be net
        "note.undecided": ("what", "who"),  # a debt of which nothing says whether it is paid now: ask the counsellor
        "note.unknown_amounts": ("count",),
        "note.weeks": (),  # how weeks are counted
    }
)
"""Each key of a :class:`~pcb.domain.take_home.snapshot.Said`, and the names of its blanks; one that is not known is
``""``."""

DEADLINE_NOTED = "deadline.noted"  # a day typed at the interview, of which nothing more is known

PAPERS: tuple[str, ...] = (
    "paper.identity",
    "paper.family_book",
    "paper.lease",
    "paper.rent_receipt",
    "paper.payslips",
    "paper.benefits",
    "paper.unemployment",
    "paper.pension",
    "paper.tax_notice",
    "paper.energy_bill",
    "paper.bank_statements",
    "paper.debt",
    "paper.proceeding",
    "paper.form",
    "paper.letter",
    "paper.earlier_file",
    "paper.pacs",
    "paper.divorce",
    "paper.alimony",
    "paper.protection",
    "paper.host",
    "paper.home_bill",
    "paper.eviction",
    "paper.seizure",
    "paper.daily_allowance",
    "paper.rents_received",
    "paper.activity",
    "paper.income",
    "paper.incomes",
    "paper.service_charges",
    "paper.copropriete",
    "paper.housing_tax",
    "paper.property_tax",
    "paper.mutuelle",
    "paper.health",
    "paper.water_bill",
    "paper.phone_bill",
    "paper.home_insurance",
    "paper.childcare",
    "paper.schooling",
    "paper.canteen",
    "paper.transport",
    "paper.expense",
    "paper.registration",
    "paper.estimate",
    "paper.deed",
    "paper.company",
    "paper.savings",
    "paper.debts",
)
"""Every ``kind`` of a paper to bring."""
