"""Every line of the schedules, computed again: interest by exact fractions, imputation, sums to the cent.

A line is judged from the line before *as the plan gives it*, so that one wrong cent is named where it is and not in
every month that follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.checks.verdict import Check, Failure, Rule, judged
from pcb.domain.plan.model import SETTLED, Compounding, Imputation, Rounding, ScheduleRow

_BITS = 600
_LEDGER = (Rule.OPENING, Rule.INTEREST, Rule.IMPUTATION, Rule.SUMS)


@lru_cache(maxsize=512)
def month_rate(rate: Fraction, compounding: Compounding) -> tuple[int, int]:
    """The rate of a month as two whole numbers, above and below.

    The twelfth root is exact when it is a fraction; otherwise it is cut after 600 binary digits. Interest rounded with
    it is the true one: for less than 2**33 cents and a rate of less than 40 binary digits, a twelfth root that is no
    fraction stays further than 2**-500 from what would round otherwise (Liouville).
    """
    above, below = rate.numerator, rate.denominator
    if compounding is Compounding.PROPORTIONAL:
        return above, 12 * below
    top, bottom = _twelfth_root(above + below), _twelfth_root(below)
    if top**12 == above + below and bottom**12 == below:
        return top - bottom, bottom
    scaled = ((above + below) << (12 * _BITS)) // below
    return _twelfth_root(scaled) - (1 << _BITS), 1 << _BITS


@lru_cache(maxsize=512)
def monthly(rate: Fraction, compounding: Compounding) -> Fraction:
    """The rate of a month as a fraction."""
    return Fraction(*month_rate(rate, compounding))


def _twelfth_root(number: int) -> int:
    """The whole part of the twelfth root: square root, square root, then cube root by Newton."""
    number = isqrt(isqrt(number))
    guess = 1 << (number.bit_length() + 2) // 3
    while True:
        better = (2 * guess + number // (guess * guess)) // 3
        if better >= guess:
            return guess
        guess = better


def interest_of(principal: int, above: int, below: int, rounding: Rounding) -> int:
    """Interest of a month on ``principal`` cents, rounded to the cent."""
    whole, rest = divmod(principal * above, below)
    if 2 * rest == below:
        return whole + (1 if rounding is Rounding.HALF_UP else whole % 2)
    return whole + (2 * rest > below)


def check_ledger(read: Reading) -> tuple[Check, ...]:
    """The four checks of the lines: opening, interest, imputation, sums."""
    found: dict[Rule, list[Failure]] = {rule: [] for rule in _LEDGER}
    for place in range(len(read.debts)):
        for rule, failure in _wrong_lines(read, place):
            found[rule].append(failure)
    return tuple(judged(rule, found[rule]) for rule in _LEDGER)


def _wrong_lines(read: Reading, place: int) -> Iterator[tuple[Rule, Failure]]:
    debt = read.debts[place]
    above, below = month_rate(debt.rate, debt.compounding)
    half_up = read.request.rounding is Rounding.HALF_UP
    twice, both = 2 * above, 2 * below
    interest_first = debt.imputation is Imputation.INTEREST_FIRST
    owed, principal = read.start[place]
    for month, row in enumerate(read.plan.schedules[place], 1):
        if not owed and row == SETTLED:
            principal = 0
            continue
        opening, interest, payment, on_interest, on_principal, closing, bearing = row
        if half_up:
            expected = (principal * twice + below) // both
        else:
            expected = interest_of(principal, above, below, Rounding.HALF_EVEN)
        if interest_first:
            due = owed - principal + expected
            part = payment if payment < due else due
        else:
            part = payment - principal if payment > principal else 0
        if not (
            opening == owed
            and interest == expected
            and on_interest == part
            and on_principal == payment - part
            and closing == opening + interest - payment
            and bearing == principal - on_principal
            and 0 <= bearing <= closing
            and payment >= 0
        ):
            yield from _named(read, place, month, row, (owed, principal, expected, part))
        owed, principal = closing, bearing


def _named(
    read: Reading, place: int, month: int, row: ScheduleRow, expected: tuple[int, int, int, int]
) -> Iterator[tuple[Rule, Failure]]:
    """What is wrong in a line, each with the amount of the difference."""
    owed, principal, interest, part = expected
    debt = read.debts[place]

    def said(what: str, found: int, wanted: int) -> Failure:
        text = f"{read.when(month)}, {debt.creditor} : {what} de {Money(found)} au lieu de {Money(wanted)}."
        return Failure(text, month, debt.id, found - wanted)

    if row.opening != owed:
        yield Rule.OPENING, said("solde d’ouverture", row.opening, owed)
    if row.interest != interest:
        yield Rule.INTEREST, said("intérêts", row.interest, interest)
    if row.interest_part != part:
        yield Rule.IMPUTATION, said("part d’intérêts", row.interest_part, part)
    if row.principal_part != row.payment - part:
        yield Rule.IMPUTATION, said("part de capital", row.principal_part, row.payment - part)
    closing = row.opening + row.interest - row.payment
    if row.closing != closing:
        yield Rule.SUMS, said("solde de clôture", row.closing, closing)
    if row.principal != principal - row.principal_part:
        yield Rule.SUMS, said("capital restant", row.principal, principal - row.principal_part)
    if row.payment < 0:
        yield Rule.SUMS, said("paiement", row.payment, 0)
    if row.principal < 0:
        yield Rule.SUMS, said("capital restant", row.principal, 0)
    if row.closing < row.principal:
        yield Rule.SUMS, said("solde sous le capital : solde", row.closing, row.principal)
