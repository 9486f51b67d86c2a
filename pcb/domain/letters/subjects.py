"""When a letter applies, and to what: each debt that is late, each seizure, each bank, or the case as a whole.

Each rule has a name, which the templates use. It reads the effective case and never writes to anybody: the counsellor
decides which letters leave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import Account, Case, Debt, Expense
from pcb.domain.folding import fold
from pcb.domain.letter.under_way import SEIZURES, UnderWay, under_way
from pcb.domain.monthly import debt_label
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, DebtTable, PastOutcome, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Urgency

NOT_TO_SPREAD = frozenset({DebtKind.PENAL_FINE, DebtKind.FRAUD, DebtKind.GUARANTEE, DebtKind.TAX, DebtKind.SOCIAL})
"""Kinds of debt to which the plain request for instalments is not sent: others letters, or none, are theirs."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one letter is about. ``id`` is empty for the case as a whole; ``label`` names it on the screen."""

    id: str = ""
    label: str = ""
    debt: Debt | None = None
    proceeding: UnderWay | None = None
    account: Account | None = None
    expense: Expense | None = None


Rule = Callable[[Case], tuple[Subject, ...]]
WHOLE = (Subject(),)


def subjects_of(name: str, case: Case) -> tuple[Subject, ...]:
    """What the rule of that name finds; nothing when the letter does not apply."""
    return RULES[name](case)


def _debts(case: Case, holds: Callable[[Debt], bool]) -> tuple[Subject, ...]:
    found = (debt for debt in case.debts if holds(debt))
    return tuple(Subject(debt.id, debt_label(debt), debt) for debt in found)


def _proceedings(case: Case, holds: Callable[[UnderWay], bool]) -> tuple[Subject, ...]:
    found = (one for one in under_way(case) if holds(one))
    return tuple(Subject(one.id, _called(one), proceeding=one) for one in found)


def _called(one: UnderWay) -> str:
    kind = one.kind.label if one.kind else "Saisie"
    return f"{kind} ({one.who})" if one.who else kind


def is_late(debt: Debt) -> bool:
    """Something of it is unpaid, due in full or pursued."""
    unpaid = known(debt.unpaid)
    return bool(unpaid) or debt.due_in_full is True or debt.pursued is True


def _admissible(case: Case) -> bool:
    """From then on old debts must not be paid any more: no letter offers to."""
    return known(case.procedure.admissible_on) is not None


def _filing(case: Case) -> bool:
    return known(case.filing.mode) not in (None, FilingMode.NONE) or known(case.procedure.filed_on) is not None


def _late_debts(case: Case) -> tuple[Subject, ...]:
    """Not the contested ones: to offer to pay is to acknowledge the debt."""
    if _admissible(case):
        return ()
    return _debts(case, lambda d: is_late(d) and d.contested is not True and d.kind not in NOT_TO_SPREAD)


def _credits(case: Case) -> tuple[Subject, ...]:
    tables = (DebtTable.IMMOBILIERS, DebtTable.CONSOMMATION)
    owed = any(d.kind.table in tables and d.contested is not True for d in case.debts)
    return WHOLE if owed and not _admissible(case) else ()


def _energy(case: Case) -> tuple[Subject, ...]:
    cut = _urgent(case, Urgency.ENERGY_CUT)
    return _debts(case, lambda d: d.kind is DebtKind.ENERGY and (is_late(d) or cut or bool(known(d.balance))))


def _water(case: Case) -> tuple[Subject, ...]:
    return _debts(case, lambda d: d.kind is DebtKind.WATER)


def _fund(case: Case) -> tuple[Subject, ...]:
    kinds = (DebtKind.RENT, DebtKind.ENERGY, DebtKind.WATER)
    return WHOLE if any(d.kind in kinds for d in case.debts) or _urgent(case, Urgency.ENERGY_CUT) else ()


def _tax_time(case: Case) -> tuple[Subject, ...]:
    return () if _admissible(case) else _taxes(case)


def _taxes(case: Case) -> tuple[Subject, ...]:
    return _debts(case, lambda d: d.kind is DebtKind.TAX)


def _rsa(case: Case) -> tuple[Subject, ...]:
    """A social debt that names the RSA, or does not say what it is."""
    return _debts(case, lambda d: d.kind is DebtKind.SOCIAL and (not known(d.nature) or _names_rsa(d)))


def _other_benefit(case: Case) -> tuple[Subject, ...]:
    return _debts(case, lambda d: d.kind is DebtKind.SOCIAL and not _names_rsa(d))


def _names_rsa(debt: Debt) -> bool:
    return "rsa" in fold(known(debt.nature) or "").split()


def _rent_with_benefit(case: Case) -> tuple[Subject, ...]:
    if not any(income.kind is IncomeKind.HOUSING_BENEFIT for income in case.incomes):
        return ()
    return _debts(case, lambda d: d.kind is DebtKind.RENT)


def _banks(case: Case) -> tuple[Subject, ...]:
    """Each bank once, when something tells a fragility: overdraft, FICP, a dossier, an account that is blocked."""
    accounts = [account for account in case.accounts if account.kind is AccountKind.CURRENT]
    overdrawn = any(d.kind is DebtKind.OVERDRAFT for d in case.debts)
    negative = any((balance := known(a.balance)) is not None and balance.cents < 0 for a in accounts)
    fragile = overdrawn or negative or case.filing.ficp is True or _filing(case) or _admissible(case)
    if not (fragile or _urgent(case, Urgency.ACCOUNT_BLOCKED)):
        return ()
    by_bank: dict[str, Account] = {}
    for account in accounts:
        by_bank.setdefault(fold(known(account.bank) or account.id), account)
    return tuple(Subject(a.id, known(a.bank) or "banque à préciser", account=a) for a in by_bank.values())


def _no_account(case: Case) -> tuple[Subject, ...]:
    has_one = any(account.kind is AccountKind.CURRENT for account in case.accounts)
    told_none = case.declared.no_account is True
    return WHOLE if (told_none and not has_one) or _urgent(case, Urgency.ACCOUNT_BLOCKED) else ()


def _seizures(case: Case) -> tuple[Subject, ...]:
    """Before admissibility the commission may ask the judge; afterwards seizures are stayed by law."""
    if _admissible(case) or not _filing(case):
        return ()
    stayed = SEIZURES - {ProceedingKind.PROPERTY_SEIZURE}
    return _proceedings(case, lambda one: one.kind is None or one.kind in stayed)


def _forced_sale(case: Case) -> tuple[Subject, ...]:
    return _proceedings(case, lambda one: one.kind is ProceedingKind.PROPERTY_SEIZURE) if _filing(case) else ()


def _eviction(case: Case) -> tuple[Subject, ...]:
    return _proceedings(case, lambda one: one.kind is ProceedingKind.EVICTION)


def _eviction_admissible(case: Case) -> tuple[Subject, ...]:
    return _eviction(case) if _admissible(case) else ()


def _seized_account(case: Case) -> tuple[Subject, ...]:
    kinds = (ProceedingKind.ACCOUNT_SEIZURE, ProceedingKind.TAX_SEIZURE)
    return _proceedings(case, lambda one: one.kind in kinds)


def _plan_under_way(case: Case) -> tuple[Subject, ...]:
    running = (PastOutcome.PLAN, PastOutcome.MEASURES, PastOutcome.SUSPENSION)
    has_plan = known(case.filing.earlier_outcome) in running or known(case.procedure.measures_on) is not None
    return WHOLE if has_plan else ()


def _again(case: Case) -> tuple[Subject, ...]:
    ends = known(case.procedure.suspension_ends_on) is not None
    return WHOLE if ends or case.filing.filed_before is True else ()


def _corrections(case: Case) -> tuple[Subject, ...]:
    """Credits of someone on the FICP that are contested, or of which nothing is late any more."""
    if case.filing.ficp is not True:
        return ()
    return _debts(case, lambda d: d.kind.is_credit and (d.contested is True or (d.unpaid is not None and not d.unpaid)))


def _ficp(case: Case) -> tuple[Subject, ...]:
    return WHOLE if case.filing.ficp is True or _filing(case) else ()


def _phones(case: Case) -> tuple[Subject, ...]:
    if not _admissible(case):
        return ()
    debts = _debts(case, lambda d: d.kind is DebtKind.PHONE)
    owed = {fold(known(d.creditor) or "") for d in case.debts if d.kind is DebtKind.PHONE}
    bills = (e for e in case.expenses if e.kind is ExpenseKind.PHONE and fold(known(e.payee) or "") not in owed)
    return (*debts, *(Subject(e.id, known(e.payee) or "opérateur à préciser", expense=e) for e in bills))


def _exchange(case: Case) -> tuple[Subject, ...]:
    return () if case.welcome.refuses_exchange else WHOLE


def _urgent(case: Case, urgency: Urgency) -> bool:
    return urgency in (known(case.request.urgencies) or frozenset())


def _received(name: str) -> Rule:
    """Applies once that letter of the commission was received."""
    return lambda case: WHOLE if known(getattr(case.procedure, name)) is not None else ()


def _before_commission(case: Case) -> tuple[Subject, ...]:
    procedure: Any = case.procedure
    return WHOLE if any(known(x) for x in (procedure.number, procedure.filed_on, procedure.admissible_on)) else ()


def _always(case: Case) -> tuple[Subject, ...]:
    return WHOLE


def _keeps_home(case: Case) -> tuple[Subject, ...]:
    return _eviction(case) if known(case.home.occupancy) is not Occupancy.OWNER else ()


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "late_debt": _late_debts,
        "credits": _credits,
        "energy_debt": _energy,
        "water_debt": _water,
        "home_debt": _fund,
        "tax_debt": _taxes,
        "tax_to_pay": _tax_time,
        "rsa_debt": _rsa,
        "benefit_debt": _other_benefit,
        "rent_with_benefit": _rent_with_benefit,
        "fragile_bank": _banks,
        "no_account": _no_account,
        "seizure": _seizures,
        "forced_sale": _forced_sale,
        "eviction": _keeps_home,
        "eviction_admissible": _eviction_admissible,
        "seized_account": _seized_account,
        "refused": _received("refused_on"),
        "claims": _received("claims_on"),
        "failed": _received("failed_on"),
        "measures": _received("measures_on"),
        "recovery": _received("recovery_on"),
        "admissible": _received("admissible_on"),
        "before_commission": _before_commission,
        "plan_under_way": _plan_under_way,
        "again": _again,
        "ficp": _ficp,
        "ficp_error": _corrections,
        "phone_admissible": _phones,
        "exchange": _exchange,
        "always": _always,
    }
)
"""The conditions that a template may name."""
