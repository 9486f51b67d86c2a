"""What is already known of the months to come: a resource that ends, a child of 20 or 25. Each changes the capacity.

The capacity of a later month is computed by the same rules on the case as it will be then, with the scales of the day:
scales are revised every year and nobody knows those to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment, assess
from pcb.domain.case import Case, Income, Person
from pcb.domain.household import age_on, fact, family_benefits_age, rsa_age
from pcb.domain.income import name_of
from pcb.domain.plan.means import Means, means_of
from pcb.domain.plan.model import CapacityStep
from pcb.domain.vocabulary.people import Role
from pcb.domain.wording import french_date, with_nature

FAMILY_BENEFITS = (
    "{name} aura {age} ans le {day} : ses prestations familiales cesseront ; leur montant est à demander à la CAF ou à "
    "la MSA et à dater dans les ressources."
)


@dataclass(frozen=True, slots=True)
class Event:
    """A known change. ``day`` is the first day on which things are different; ``path`` opens the fact."""

    day: date
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class KnownChange:
    """An event placed in a plan: the first month paid after it, and the capacity of that month before and after, in
    cents. They are equal when the event changes nothing."""

    event: Event
    month: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Coming:
    """The capacity of the months to come: its steps, every known change, what must be said of them, and the means of
    the household from each month in which they change."""

    steps: tuple[CapacityStep, ...]
    changes: tuple[KnownChange, ...]
    notices: tuple[str, ...]
    means: tuple[tuple[int, Means], ...] = ()


def events(case: Case, after: date, until: date) -> tuple[Event, ...]:
    """What is known to change after one day and until another, in order of days."""
    found = [*_ends(case.incomes), *(event for person in case.persons for event in _birthdays(person))]
    return tuple(sorted((e for e in found if after < e.day <= until), key=lambda e: (e.day, e.path)))


def _ends(incomes: tuple[Income, ...]) -> Iterator[Event]:
    for income in incomes:
        last = known(income.ends_on)
        if last is not None:
            label = f"Fin de « {with_nature(income.kind.label, known(income.nature))} » le {french_date(last)}"
            yield Event(last + timedelta(days=1), label, f"incomes.{income.id}.ends_on")


def _birthdays(person: Person) -> Iterator[Event]:
    born = known(person.birth_date)
    if person.role is not Role.CHILD or born is None:
        return
    for age in (family_benefits_age(), rsa_age()):
        yield Event(born + relativedelta(years=age), f"{name_of(person)} a {age} ans", fact(person, "birth_date"))


def case_as_of(case: Case, day: date, later: date) -> Case:
    """The case with, on ``day``, the ages and the resources that it will have on ``later``.

    A child who comes to 20 is no longer taken for in charge because it was said of a younger one.
    """
    gap = later - day
    incomes = tuple(_moved(income, gap) for income in case.incomes)
    return replace(case, incomes=incomes, persons=tuple(_aged(p, day, later) for p in case.persons))


def _moved(income: Income, gap: timedelta) -> Income:
    last = known(income.ends_on)
    return income if last is None else replace(income, ends_on=last - gap)


def _aged(person: Person, day: date, later: date) -> Person:
    born = known(person.birth_date)
    if person.role is not Role.CHILD or born is None:
        return person
    age = age_on(born, later)
    grown = age_on(born, day) < family_benefits_age() <= age
    dependent = None if grown and person.dependent is True else person.dependent
    return replace(person, birth_date=date(day.year - age, 1, 1), dependent=dependent)


def coming(case: Case, assessment: Assessment, start: date, months: int, capacity: int | None = None) -> Coming:
    """The capacity of each month of a plan that starts on ``start``, in cents.

    ``capacity``: the counsellor's own amount for the first month; known changes are then added to it. The assessment
    must have a capacity.
    """
    assert assessment.capacity is not None  # noqa: S101 - asked of the caller; None has its own answer there
    today = assessment.capacity.total.cents
    shift = 0 if capacity is None else capacity - today
    steps = [CapacityStep(1, max(0, today + shift))]
    changes: list[KnownChange] = []
    notices: list[str] = []
    before, now = steps[0].amount, means_of(case, assessment)
    means = [] if now is None else [(1, now)]
    for event in events(case, assessment.day, start + relativedelta(months=months)):
        month = _month_of(start, event.day)
        then_case = case_as_of(case, assessment.day, event.day)
        then = assess(then_case, assessment.day, assessment.reading)
        later = means_of(then_case, then)
        after = before if then.capacity is None else max(0, then.capacity.total.cents + shift)
        if later is not None:
            means = [*(step for step in means if step[0] != month), (month, later)]
        if then.capacity is None:
            notices.append(
                f"{event.label} : la capacité d’alors ne peut pas être calculée ; elle est laissée inchangée."
            )
        changes.append(KnownChange(event, month, before, after))
        if after != before and month <= months:
            _add(steps, CapacityStep(month, after, event.label))
        before = after
    notices += _benefits_that_stop(case, assessment.day, start + relativedelta(months=months))
    if changes:
        notices.append(
            "La capacité des mois à venir est calculée avec les barèmes du jour : ceux qui suivront ne sont pas connus."
        )
    return Coming(tuple(steps), tuple(changes), tuple(notices), tuple(means))


def _add(steps: list[CapacityStep], new: CapacityStep) -> None:
    if steps[-1].first_month == new.first_month:
        last = steps.pop()
        reason = f"{last.reason} ; {new.reason}" if last.reason else new.reason
        new = CapacityStep(new.first_month, new.amount, reason)
    steps.append(new)


def _month_of(start: date, day: date) -> int:
    """The first month of a plan paid on ``day`` or after."""
    month = max(1, (day.year - start.year) * 12 + day.month - start.month)
    while start + relativedelta(months=month - 1) < day:
        month += 1
    return month


def _benefits_that_stop(case: Case, after: date, until: date) -> Iterator[str]:
    for person in case.persons:
        born = known(person.birth_date)
        if person.role is not Role.CHILD or born is None:
            continue
        day = born + relativedelta(years=family_benefits_age())
        if after < day <= until:
            yield FAMILY_BENEFITS.format(name=name_of(person), age=family_benefits_age(), day=french_date(day))
