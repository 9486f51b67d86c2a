"""Everything the rules say of a household on one day: budgets, quotité, floor, capacité, recevabilité, calendar.

Pure, and it never fails for an incomplete case: what cannot be computed is None, and ``missing`` says why in French.
What rests on an open question or on a value that is not official is in ``notices``, shown wherever the figures are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pcb.domain.answers import known
from pcb.domain.budget import (
    LivedBudget,
    RetainedBudget,
    RetainedResult,
    filers_resources,
    lived_budget,
    retained_budget,
)
from pcb.domain.capacite import LABEL, capacite
from pcb.domain.case import Case
from pcb.domain.charges import commission_charges
from pcb.domain.dependents import quotite_dependents
from pcb.domain.explain import Explained
from pcb.domain.household import Headcount, RsaHousehold, household_size, rsa_household
from pcb.domain.income import filers, monthly_incomes, silent_partner
from pcb.domain.law import Law, law_on
from pcb.domain.money import Money, total
from pcb.domain.month import MonthCalendar, month_calendar
from pcb.domain.monthly import monthly_debts, monthly_expenses
from pcb.domain.quotite import Reading as Reading
from pcb.domain.quotite import quotite_saisissable
from pcb.domain.recevabilite import Recevabilite, recevabilite
from pcb.domain.rsa_floor import rsa_floor
from pcb.domain.vocabulary.people import MaritalStatus, Occupancy
from pcb.domain.wording import plural
from pcb.errors import NoValueOnDay

Scale = TypeVar("Scale")
EARLIER_FORFAITS = (
    "Le conseiller peut choisir de continuer avec les derniers forfaits connus : le résultat le dira partout."
)
LABEL_WITH_PROOFS = "Capacité de remboursement, tous justificatifs apportés"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The result for one case, one day of the law and one reading. ``capacity_with_all_proofs`` is the capacity if
    every charge had its paper: the difference is what the missing papers change."""

    day: date
    reading: Reading
    lived: LivedBudget
    retained: RetainedBudget | None
    quotite: Explained | None
    rsa_floor: Explained | None
    capacity: Explained | None
    capacity_with_all_proofs: Explained | None
    recevabilite: Recevabilite
    calendar: MonthCalendar
    missing: tuple[str, ...]
    notices: tuple[str, ...]
    household: Headcount | None
    dependents: Headcount | None
    rsa_household: RsaHousehold | None


def assess(case: Case, day: date, reading: Reading = Reading.COMMISSION) -> Assessment:
    """Assess a case as of ``day`` (the scale is that of the day of the decision). Pure; no error for lack of facts."""
    said = _Said([], [])
    incomes = monthly_incomes(case, day)
    own = filers_resources(case, incomes)
    expenses, debts = monthly_expenses(case), monthly_debts(case)
    lived = lived_budget(case, incomes, expenses, debts)
    law = law_on(day)
    size = household_size(case)
    if size is None:
        said.missing.append("La composition du foyer n’est pas connue.")
    rsa, scale = said.or_missing(lambda: law.rsa), said.or_missing(lambda: law.quotite)
    forfaits = said.or_missing(lambda: law.forfaits(earlier=case.filing.earlier_forfaits is True))
    if forfaits is None and case.filing.earlier_forfaits is not True and _earlier_exists(law):
        said.missing.append(EARLIER_FORFAITS)

    floor = foyer = dependents = quotite = None
    if size is not None and rsa is not None:
        foyer = rsa_household(case, day)
        floor = rsa_floor(foyer, rsa)
        if own is not None and scale is not None:
            dependents = quotite_dependents(case, incomes, day, rsa.amount)
            quotite = quotite_saisissable(own, dependents.number, scale, reading)

    retained = RetainedResult(None)
    if size is not None and forfaits is not None:
        charges = commission_charges(case, expenses, forfaits, size.number)
        retained = retained_budget(case, incomes, charges)
        said.notices.extend((*size.notices, *charges.notices))
    said.missing.extend((*retained.missing, *lived.missing))
    said.notices.extend(retained.notices)
    for part in (quotite, dependents, floor):
        said.notices.extend(_cautions(part))
    said.notices.extend((*_residence_notice(case), *_absent_partner(case)))

    missing, notices = tuple(dict.fromkeys(said.missing)), tuple(dict.fromkeys(said.notices))
    rests_on = (*retained.missing, *notices)
    # DROIT : quand un conjoint ne dépose pas, sa contribution entre dans les ressources du plancher comme du budget, et
    # le plancher est celui du foyer entier ; la quotité reste sur les ressources de qui dépose. Lecture à confirmer.
    budget = retained.budget
    now = (budget.resources.total, budget.charges.total) if budget else None
    proved = _capacity(case, retained.with_proofs, quotite, floor, LABEL_WITH_PROOFS, rests_on)
    capacity = _capacity(case, now, quotite, floor, LABEL, (*_proofs_warning(budget, proved), *rests_on))
    return Assessment(
        day=day,
        reading=reading,
        lived=lived,
        retained=budget,
        quotite=quotite,
        rsa_floor=floor,
        capacity=capacity,
        capacity_with_all_proofs=proved,
        recevabilite=recevabilite(case, lived, capacity),
        calendar=month_calendar(case, incomes, expenses, debts, day),
        missing=missing,
        notices=notices,
        household=size,
        dependents=dependents,
        rsa_household=foyer,
    )


def _cautions(part: Explained | Headcount | None) -> tuple[str, ...]:
    if part is None:
        return ()
    return part.warnings if isinstance(part, Explained) else part.notices


def _earlier_exists(law: Law) -> bool:
    try:
        law.forfaits(earlier=True)
    except NoValueOnDay:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Said:
    """What is gathered on the way: why a part is missing, and what must be shown with the figures."""

    missing: list[str]
    notices: list[str]

    def or_missing(self, scale: Callable[[], Scale]) -> Scale | None:
        try:
            return scale()
        except NoValueOnDay as lack:
            self.missing.append(str(lack))
            return None


def quotite_lifted(case: Case) -> bool:
    """L. 731-2 al. 2: the debtor agreed to exceed the quotité, to keep a main residence that they own."""
    owner = known(case.home.occupancy) is Occupancy.OWNER
    return case.filing.above_quotite_agreed is True and case.filing.keep_main_residence is True and owner


def _capacity(
    case: Case,
    resources_and_charges: tuple[Money, Money] | None,
    quotite: Explained | None,
    floor: Explained | None,
    label: str,
    warnings: tuple[str, ...],
) -> Explained | None:
    if resources_and_charges is None or quotite is None or floor is None:
        return None
    resources, charges = resources_and_charges
    return capacite(
        resources,
        charges,
        quotite.total,
        floor.total,
        quotite_lifted=quotite_lifted(case),
        label=label,
        warnings=warnings,
    )


def _proofs_warning(budget: RetainedBudget | None, proved: Explained | None) -> tuple[str, ...]:
    lines = budget.lines if budget else ()
    costs = [line.cost_of_missing_proof for line in lines if line.cost_of_missing_proof]
    if not costs or proved is None:
        return ()
    number = plural(
        len(costs), "charge sans justificatif n’est pas retenue", "charges sans justificatif ne sont pas retenues"
    )
    return (f"{number} ({total(costs)} par mois). Avec tous les papiers, la capacité serait de {proved.total}.",)


def _residence_notice(case: Case) -> tuple[str, ...]:
    if case.filing.above_quotite_agreed is True and not quotite_lifted(case):
        return (
            "Accord pour dépasser la quotité noté, mais sans effet : il suppose une résidence principale dont le foyer "
            "est propriétaire et qu’il veut conserver (L. 731-2, alinéa 2).",
        )
    return ()


def _absent_partner(case: Case) -> tuple[str, ...]:
    """A couple of which one member was not entered: the size, the floor and the sharing of charges may all be wrong."""
    couple = known(case.family.status) in (MaritalStatus.MARRIED, MaritalStatus.PACS, MaritalStatus.CONCUBINAGE)
    if couple and len(filers(case)) == 1 and silent_partner(case) is None:
        return (
            "Situation de couple notée, mais le conjoint n’est pas inscrit au foyer : ses ressources et sa part des "
            "charges changeraient la capacité.",
        )
    return ()
