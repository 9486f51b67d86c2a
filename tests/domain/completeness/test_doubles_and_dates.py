"""One debt on two lines, dates out of order: what is told, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pcb.domain.case import Case, Debt, Person, Proceeding
from pcb.domain.money import Money
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.people import Role
from tests.domain.completeness.sound import DAY, keys

ORIGIN = Debt(
    "d1",
    DebtKind.REVOLVING,
    "Avance Plus",
    collector="Recouvrement Garonne",
    reference="AP-998-2025-3",
    balance=Money.of("1000"),
)
AGENCY = Debt("d2", DebtKind.OTHER, "RECOUVREMENT GARONNE", balance=Money.of("1250"))


def doubled(*debts: Debt) -> bool:
    return any(key.startswith("double-") for key in keys(Case(debts=debts)))


@pytest.mark.parametrize(
    ("second", "same"),
    [
        (AGENCY, True),
        (replace(AGENCY, balance=Money.of("1250.01")), False),  # another file of the same agency
        (replace(AGENCY, balance=Money.of("1250.01"), nature="pour Avance Plus"), True),
        (replace(AGENCY, balance=None, reference="ap 998 2025 3"), True),
        (replace(AGENCY, creditor="Fonds Ravel", reference="AP 998/2025/3"), True),
        (replace(AGENCY, creditor="Fonds Ravel"), False),
        (replace(AGENCY, creditor="Fonds Ravel", reference="AP-998-2025-4"), False),
        (replace(ORIGIN, id="d2"), True),
        (replace(ORIGIN, id="d2", reference=None), True),
        (replace(ORIGIN, id="d2", balance=Money.of("1000.01")), False),  # two contracts of one lender
        (replace(ORIGIN, id="d2", reference="AP-111-2024-1"), False),
        (replace(ORIGIN, id="d2", balance=None), False),
    ],
)
def test_two_lines_are_one_debt_when_who_collects_it_has_a_line_too(second: Debt, same: bool) -> None:
    assert doubled(ORIGIN, second) is same
    assert doubled(replace(second, id="d1"), replace(ORIGIN, id="d2")) is same


def test_a_short_reference_or_one_without_a_figure_tells_nothing() -> None:
    for reference in ("2025", "Divorce", None, ""):
        pair = (
            Debt("d1", DebtKind.INVOICE, "A", reference=reference),
            Debt("d2", DebtKind.WATER, "B", reference=reference),
        )
        assert not doubled(*pair)


def order(**debt: Any) -> set[str]:
    return {
        key for key in keys(Case(debts=(Debt("d1", DebtKind.LEASING, **debt),))) if key.startswith(("order", "future"))
    }


@pytest.mark.parametrize("field", ["first_unpaid_on", "statement_date", "ends_on"])
@pytest.mark.parametrize("start", ["granted_on", "lease_start"])
def test_nothing_of_a_contract_comes_before_it(start: str, field: str) -> None:
    case = Case(debts=(Debt("d1", DebtKind.PERSONAL_LOAN if start == "granted_on" else DebtKind.LEASING),))

    def found(day: date) -> bool:
        debt = replace(case.debts[0], **{start: date(2024, 5, 2), field: day})
        return f"order-debts-d1-{start}-{field}" in keys(replace(case, debts=(debt,)))

    assert found(date(2024, 5, 1))
    assert not found(date(2024, 5, 2))
    assert not found(date(2024, 5, 3))


def test_the_dates_of_a_procedure_follow_each_other() -> None:
    one = Proceeding("s1", ProceedingKind.EVICTION, since=date(2026, 9, 2), received_on=date(2026, 9, 2))
    assert not {key for key in keys(Case(proceedings=(one,))) if key.startswith("order")}
    early = replace(one, received_on=date(2026, 9, 1), next_date=date(2026, 8, 1))
    assert {key for key in keys(Case(proceedings=(early,))) if key.startswith("order")} == {
        "order-proceedings-s1-since-received_on",
        "order-proceedings-s1-since-next_date",
        "order-proceedings-s1-received_on-next_date",
    }


def test_what_has_happened_is_not_after_the_day() -> None:
    tomorrow = date.fromordinal(DAY.toordinal() + 1)
    for day, future in ((DAY, False), (tomorrow, True)):
        person = Person("p1", Role.DEPOSANT, birth_date=day)
        assert ("future-persons-p1-birth_date" in keys(Case(persons=(person,)))) is future


def test_the_end_of_a_loan_may_be_to_come() -> None:
    assert order(ends_on=date(2031, 1, 1)) == set()
