"""The situation in figures, as letters tell it: a sentence on the month, the credits, the whole statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import Answer, NoAnswer, known
from pcb.domain.budget import lived_budget
from pcb.domain.case import Case
from pcb.domain.explain import Line
from pcb.domain.income import monthly_incomes
from pcb.domain.letter.voice import Voice
from pcb.domain.money import NARROW_SPACE, Money
from pcb.domain.monthly import debt_label, monthly_debts, monthly_expenses
from pcb.domain.vocabulary.debts import DebtTable

UNKNOWN = "montant à préciser"


@dataclass(frozen=True, slots=True)
class Tally:
    """One table of the statement: its title, its lines with their amounts in words, and the total of what is known.
    ``empty`` stands for a list without lines."""

    title: str
    lines: tuple[tuple[str, str], ...]
    total: str = ""
    empty: str = ""


def month_in_figures(case: Case, voice: Voice, day: date) -> str:
    """« Mes ressources sont de 1 842,00 € par mois… »; nothing while a figure is lacking."""
    lived = lived_budget(case, monthly_incomes(case, day), monthly_expenses(case), monthly_debts(case))
    if not (lived.complete and lived.resources.lines):
        return ""
    mine = voice.of("Mes ressources", "Nos ressources")
    charges = voice.of("mes charges courantes", "nos charges courantes")
    told = f"{mine} sont de {lived.resources.total} par mois, {charges} de {lived.charges.total}"
    instalments = lived.instalments.total
    return f"{told}, et les mensualités à payer de {instalments}." if instalments else f"{told}."


def credit_lines(case: Case) -> str:
    """One line a credit that is not contested: lender, number, instalment, what is late."""
    tables = (DebtTable.IMMOBILIERS, DebtTable.CONSOMMATION)
    told = []
    for debt in case.debts:
        if debt.kind.table not in tables or debt.contested is True:
            continue
        instalment, unpaid, balance = known(debt.instalment), known(debt.unpaid), known(debt.balance)
        reference = known(debt.reference)
        parts = (
            debt_label(debt),
            f"n°\u00a0{reference}" if reference else "",
            f"mensualité de {instalment}" if instalment else "",
            f"restant dû de {balance}" if balance else "",
            f"impayé de {unpaid}" if unpaid else "",
        )
        told.append(f"– {', '.join(filter(None, parts))}{NARROW_SPACE};")
    return "\n".join(told).removesuffix(f"{NARROW_SPACE};") + ("." if told else "")


def statement(case: Case, day: date) -> tuple[Tally, ...]:
    """Income, charges, debts and assets, line by line (état détaillé des revenus, des dettes et du patrimoine)."""
    lived = lived_budget(case, monthly_incomes(case, day), monthly_expenses(case), monthly_debts(case))
    debts = tuple((debt_label(debt), _owed(debt.balance, debt.unpaid)) for debt in case.debts)
    owned = (
        *((_named(a.kind.label, a.nature), _amount(a.value)) for a in case.assets),
        *((_named(v.kind.label, v.model), _amount(v.value)) for v in case.vehicles),
        *((_named(c.kind.label, c.bank), _amount(c.balance)) for c in case.accounts),
    )
    sums = [known(debt.balance) or known(debt.unpaid) for debt in case.debts]
    there = [amount for amount in sums if amount is not None]
    owed = str(Money(sum(amount.cents for amount in there)))
    lacking = len(sums) - len(there)
    return (
        Tally("Ressources par mois", _lines(lived.resources.lines), str(lived.resources.total), _none(case, "income")),
        Tally("Charges par mois", _lines(lived.charges.lines), str(lived.charges.total), _none(case, "expense")),
        Tally("Dettes", debts, f"{owed}, sans {lacking} inconnu(s)" if lacking else owed, _none(case, "debt")),
        Tally("Biens, véhicules et comptes", owned, "", _none(case, "asset")),
    )


def amounts_lacking(case: Case, day: date) -> tuple[str, ...]:
    """What the tables of the month do not hold because its amount is not known."""
    return lived_budget(case, monthly_incomes(case, day), monthly_expenses(case), monthly_debts(case)).missing


def _lines(lines: tuple[Line, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((line.label, str(line.amount)) for line in lines)


def _none(case: Case, what: str) -> str:
    said = getattr(case.declared, f"no_{what}")
    return "néant" if said is True else "non renseigné"


def _owed(balance: Answer[Money], unpaid: Answer[Money]) -> str:
    amount = known(balance) if known(balance) is not None else known(unpaid)
    return UNKNOWN if amount is None else str(amount)


def _amount(value: Answer[Money]) -> str:
    return UNKNOWN if value is None or isinstance(value, NoAnswer) else str(value)


def _named(label: str, more: Answer[str]) -> str:
    told = known(more)
    return f"{label} ({told})" if told else label
