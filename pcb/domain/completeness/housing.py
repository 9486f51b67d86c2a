"""Important: the home's amounts against each other: rent, landlord's debt, housing benefit."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.case import Case, Debt
from pcb.domain.completeness.contradiction import contradiction
from pcb.domain.completeness.examined import Examined, written
from pcb.domain.completeness.finding import Finding, text
from pcb.domain.folding import fold
from pcb.domain.income import MonthlyIncome, monthly_incomes
from pcb.domain.money import Money, total
from pcb.domain.monthly import monthly_expense
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import Occupancy
from pcb.domain.wording import french_date, plural

_EXTRA_MONTHS = 2
"""Months of rent that a landlord's debt may hold beyond those unpaid: a yearly settlement of charges, costs of the
commandement. Short of it a difference means nothing."""
_HOMES = (ExpenseKind.RENT, ExpenseKind.RENTAL_CHARGES, ExpenseKind.RETIREMENT_HOME, ExpenseKind.COPROPRIETE)


def housing(examined: Examined) -> Iterator[Finding]:
    """Each contradiction about the home."""
    case = examined.case
    yield from _rent(case)
    for debt in case.debts:
        if debt.kind is DebtKind.RENT and _is_of_this_home(case, debt):
            yield from _landlord_debt(examined, debt)
    yield from _benefit(case, monthly_incomes(case, examined.day))


def _monthly(case: Case, *kinds: ExpenseKind) -> Money:
    amounts = (monthly_expense(expense) for expense in case.expenses if expense.kind in kinds)
    return total(amount for amount in amounts if amount is not None)


def _has(case: Case, *kinds: ExpenseKind) -> bool:
    return any(expense.kind in kinds for expense in case.expenses)


def _rent(case: Case) -> Iterator[Finding]:
    occupancy = known(case.home.occupancy)
    if occupancy is Occupancy.TENANT and not _has(case, ExpenseKind.RENT):
        yield contradiction(
            "rent-missing",
            "Locataire, et aucun loyer parmi les charges",
            "Le foyer est locataire : sans loyer, ses charges sont trop basses et sa capacité trop haute.",
            "Notez le loyer hors charges et les charges locatives, ou corrigez le logement.",
            "home.occupancy",
        )
    if occupancy is Occupancy.OWNER and _has(case, ExpenseKind.RENT):
        rent = next(expense for expense in case.expenses if expense.kind is ExpenseKind.RENT)
        yield contradiction(
            "rent-of-an-owner",
            "Propriétaire de son logement, et un loyer parmi les charges",
            "Les deux ensemble ne s’expliquent pas sans un mot.",
            "Corrigez le logement ou la charge, ou dites en écartant ce constat à quoi sert ce loyer.",
            f"expenses.{rent.id}.amount",
        )


def _is_of_this_home(case: Case, debt: Debt) -> bool:
    """Whether the creditor may be the present landlord: a debt to an earlier one has no rent to be compared with."""
    if known(case.home.occupancy) is not Occupancy.TENANT:
        return False
    landlord, creditor = fold(written(case.home.landlord)), fold(written(debt.creditor))
    return not landlord or not creditor or landlord in creditor or creditor in landlord


def _landlord_debt(examined: Examined, debt: Debt) -> Iterator[Finding]:
    case = examined.case
    rent = _monthly(case, ExpenseKind.RENT, ExpenseKind.RENTAL_CHARGES)
    late, since = known(debt.unpaid) or known(debt.balance), known(debt.first_unpaid_on)
    until = known(debt.statement_date) or examined.day
    if not rent or late is None or since is None or since > until:
        return
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    if late > rent * (months + _EXTRA_MONTHS):
        yield contradiction(
            f"rent-debt-{debt.id}",
            f"La dette de loyer ({late}) dépasse les loyers échus",
            f"Depuis le {french_date(since)}, {plural(months, 'échéance', 'échéances')} de {rent} font "
            f"{rent * months}.",
            "Relisez le décompte du bailleur : date du premier impayé, loyer, frais, ou ancien logement.",
            f"debts.{debt.id}.unpaid",
        )


def _benefit(case: Case, incomes: tuple[MonthlyIncome, ...]) -> Iterator[Finding]:
    found = [i for i in incomes if i.income.kind is IncomeKind.HOUSING_BENEFIT and not i.ended]
    if not found:
        return
    homes = 2 if case.codeposant is not None and case.home.codeposant_lives_here is False else 1
    named = [i for i in incomes if i.income.kind is not IncomeKind.HOUSING_BENEFIT and not i.ended and _is_benefit(i)]
    if len(found) > homes or named:
        yield _twice(
            "benefit-listed-twice",
            "L’aide au logement figure deux fois parmi les ressources",
            "Comptée deux fois, elle relève les ressources et la capacité.",
            "Gardez une seule ligne d’aide au logement par logement.",
            (found[1:] or named)[0].path,
        )
    paid, rent = total(i.amount for i in found if i.amount is not None), _monthly(case, *_HOMES)
    pays = _has(case, ExpenseKind.RENT, ExpenseKind.RETIREMENT_HOME)
    if (
        pays and rent and paid >= rent
    ):  # the benefit never covers the whole of a rent: what is noted is what remains to be paid
        yield _twice(
            "benefit-in-the-rent",
            "L’aide au logement semble déjà déduite du loyer",
            f"Elle est comptée en ressource ({paid}), et le loyer noté ({rent} avec les charges) semble être le reste.",
            "Notez le loyer entier, avant l’aide au logement.",
            found[0].path,
        )
    if not _has(case, *_HOMES) and not any(debt.kind is DebtKind.HOME_LOAN for debt in case.debts):
        yield contradiction(
            "benefit-without-home",
            "Une aide au logement, et ni loyer ni crédit immobilier",
            "Une aide au logement suppose un loyer, une redevance ou un prêt d’accession.",
            "Notez le loyer, ou vérifiez que l’aide est encore versée.",
            found[0].path,
            text("resources"),
        )


def _is_benefit(income: MonthlyIncome) -> bool:
    words = fold(written(income.income.nature)).split()
    return "logement" in words or any(word in words for word in ("apl", "alf", "als"))


def _twice(key: str, title: str, why: str, todo: str, path: str) -> Finding:
    return contradiction(key, title, why, todo, path, text("resources"))
