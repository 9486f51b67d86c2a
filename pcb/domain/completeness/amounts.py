"""Important: amounts of the accounts, the debts and the month that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.case import Account, Case
from pcb.domain.completeness.contradiction import contradiction
from pcb.domain.completeness.examined import Examined, written
from pcb.domain.completeness.finding import Finding
from pcb.domain.folding import fold
from pcb.domain.money import ZERO
from pcb.domain.monthly import debt_label
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind


def amounts(examined: Examined) -> Iterator[Finding]:
    """Each contradiction between two amounts."""
    case = examined.case
    for debt in case.debts:
        balance, unpaid = known(debt.balance), known(debt.unpaid)
        if balance is not None and unpaid is not None and unpaid > balance:
            yield contradiction(
                f"unpaid-exceeds-{debt.id}",
                f"« {debt_label(debt)} » : l’impayé ({unpaid}) dépasse le restant dû ({balance})",
                "Le restant dû comprend le retard : il ne peut pas être plus petit.",
                "Relisez le décompte : tout ce qui reste à payer d’un côté, la part en retard de l’autre.",
                f"debts.{debt.id}.balance",
            )
    yield from _overdrafts(case)
    yield from _instalments(examined)


def _overdrafts(case: Case) -> Iterator[Finding]:
    for account in case.accounts:
        balance = known(account.balance)
        if account.kind is not AccountKind.CURRENT or balance is None or balance >= ZERO:
            continue
        same_bank = [d for d in case.debts if d.kind is DebtKind.OVERDRAFT and _may_be(account, written(d.creditor))]
        if not same_bank:
            yield contradiction(
                f"overdraft-missing-{account.id}",
                f"Le compte est à découvert de {-balance}, et ce découvert n’est pas parmi les dettes",
                "Un découvert est une dette : oubliée, elle n’est pas traitée avec les autres.",
                "Ajoutez le découvert aux dettes, avec l’adresse de la banque.",
                f"accounts.{account.id}.balance",
            )
        told = [amount for debt in same_bank if (amount := known(debt.balance)) is not None]
        if told and -balance not in told and len(_overdrawn(case, account)) == len(same_bank) == 1:
            yield contradiction(
                f"overdraft-differs-{account.id}",
                f"Le compte est à découvert de {-balance}, la dette dit {told[0]}",
                "Le même découvert est écrit de deux façons dans la déclaration.",
                "Reprenez les deux montants du même relevé.",
                f"debts.{same_bank[0].id}.balance",
            )


def _overdrawn(case: Case, like: Account) -> list[Account]:
    """The overdrawn accounts of the same bank."""
    current = [account for account in case.accounts if account.kind is AccountKind.CURRENT]
    found = [a for a in current if _may_be(a, written(like.bank))]
    return [account for account in found if (balance := known(account.balance)) is not None and balance < ZERO]


def _may_be(account: Account, bank: str) -> bool:
    mine, other = fold(written(account.bank)), fold(bank)
    return not mine or not other or mine in other or other in mine


def _instalments(examined: Examined) -> Iterator[Finding]:
    """Instalments above what is left are the very sign of over-indebtedness. They contradict something only when
    everything is said to be paid on time: then an amount is wrong, or a debt is forgotten."""
    case, lived = examined.case, examined.assessment.lived
    available = lived.resources.total - lived.charges.total
    due = lived.instalments.total
    if not lived.complete or not due or due <= available or not case.debts:
        return
    late = any((known(debt.unpaid) or ZERO) > ZERO or debt.due_in_full is True for debt in case.debts)
    overdraft = any(debt.kind is DebtKind.OVERDRAFT for debt in case.debts)
    overdrawn = any((known(account.balance) or ZERO) < ZERO for account in case.accounts)
    if not (late or overdraft or overdrawn):
        yield contradiction(
            "instalments-exceed",
            f"Les mensualités ({due}) dépassent ce qui reste ({available}), et rien n’est en retard",
            "Rien n’est dit impayé ni à découvert : un revenu, une aide, un retard ou un découvert manque, ou un "
            "montant est faux.",
            "Demandez comment ces mensualités sont payées, et notez le retard de chaque dette.",
            "debts",
        )
