"""What a rubric of the form is: its name for templates, its page and wording, the facts that feed it, its value.

A name is stable and plain ASCII: ``p1.deposant.nom_naissance``. That of a column of a table holds ``*`` in the place of
the number of the row: ``p6.logement.*.montant_impaye`` is ``p6.logement.3.montant_impaye`` on the third row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeAlias

from pcb.domain.answers import Answer, NoAnswer
from pcb.domain.case import Case, Person
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import Role
from pcb.reports.people import columns_of


class Kind(Enum):
    """What a box holds. ``label`` is what the administrator reads."""

    label: str

    def __new__(cls, code: str, label: str) -> Kind:
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        return member

    TEXT = "text", "texte"
    TICK = "tick", "cases à cocher"
    DATE = "date", "date"
    AMOUNT = "amount", "montant"
    NUMBER = "number", "nombre"
    SIGNATURE = "signature", "place pour signer"
    PRINTED = "printed", "texte imprimé du formulaire"


Value: TypeAlias = Answer[str | date | Money | Fraction | int]
"""What goes in a box: ``None`` leaves it empty. The value of a TICK is one of the codes of its choices."""

YES_NO = (("oui", "Oui"), ("non", "Non"))


@dataclass(frozen=True, slots=True)
class Facts:
    """The case as the form reads it on a ``day``: who stands in its two columns, and who else is in the home."""

    case: Case
    day: date
    deposant: Person
    codeposant: Person | None

    @classmethod
    def of(cls, case: Case, day: date) -> Facts:
        first, *second = columns_of(case)
        return cls(case, day, first, second[0] if second else None)

    def filer(self, role: str) -> Person | None:
        return self.codeposant if role == CODEPOSANT else self.deposant

    @property
    def others(self) -> tuple[Person, ...]:
        here = {person.id for person in (self.deposant, self.codeposant) if person is not None}
        return tuple(person for person in self.case.persons if person.id not in here)


DEPOSANT, CODEPOSANT = "deposant", "codeposant"
ROLES = ((DEPOSANT, Role.DEPOSANT.label), (CODEPOSANT, Role.CODEPOSANT.label))
"""The two columns of the form: how a name says it, and how the form does."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """One rubric. ``paths`` are the questions that feed it (``*`` for the id of an item); ``value`` gives what goes in
    its box, from the facts and, in a table, the number of the row from 0."""

    name: str
    page: int
    section: str
    wording: str
    kind: Kind
    paths: tuple[str, ...]
    value: Callable[[Facts, int], Value]
    choices: tuple[tuple[str, str], ...] = ()
    table: str = ""

    def named(self, row: int | None = None) -> str:
        """The name, with the number of the row counted from 0."""
        return self.name if row is None else self.name.replace("*", str(row + 1))


@dataclass(frozen=True, slots=True)
class Table:
    """Repeated rubrics: ``count`` is how many rows the case fills, ``limit`` how many the form is known to have."""

    name: str
    page: int
    wording: str
    limit: int | None
    count: Callable[[Facts], int]
    columns: tuple[Rubric, ...]


def tick(given: Any, codes: dict[Any, str]) -> Value:
    """The code of an answer of a closed list, or of yes and no."""
    if given is True or given is False:
        return "oui" if given else "non"
    if isinstance(given, NoAnswer):
        return given
    return codes.get(given)


def of_case(
    page: int,
    section: str,
    name: str,
    wording: str,
    path: str,
    kind: Kind = Kind.TEXT,
    codes: dict[Any, str] | None = None,
) -> Rubric:
    """A rubric that is one field of the case."""
    get = attrgetter(path)

    def value(facts: Facts, row: int) -> Value:
        given = get(facts.case)
        found: Value = tick(given, codes or {}) if kind is Kind.TICK else given
        return found

    return Rubric(f"p{page}.{name}", page, section, wording, kind, (path,), value, choices(kind, codes))


def of_filers(
    page: int,
    section: str,
    name: str,
    wording: str,
    field: str,
    kind: Kind = Kind.TEXT,
    codes: dict[Any, str] | None = None,
) -> tuple[Rubric, ...]:
    """The rubric of the déposant and that of the co-déposant, from one field of each person."""

    def read(person: Person) -> Value:
        given = getattr(person, field)
        found: Value = tick(given, codes or {}) if kind is Kind.TICK else given
        return found

    return by_filer(
        page, section, name, wording, (f"persons.*.{field}",), lambda facts, who: read(who), kind, choices(kind, codes)
    )


def by_filer(
    page: int,
    section: str,
    name: str,
    wording: str,
    paths: tuple[str, ...],
    read: Callable[[Facts, Person], Value],
    kind: Kind = Kind.TEXT,
    options: tuple[tuple[str, str], ...] = (),
) -> tuple[Rubric, ...]:
    """The rubric of each of the two columns; that of somebody who does not file stays empty."""

    def rubric(role: str, label: str) -> Rubric:
        def value(facts: Facts, row: int) -> Value:
            person = facts.filer(role)
            return None if person is None else read(facts, person)

        return Rubric(
            f"p{page}.{role}.{name}", page, section, f"{wording} ({label.lower()})", kind, paths, value, options
        )

    return tuple(rubric(role, label) for role, label in ROLES)


def choices(kind: Kind, codes: dict[Any, str] | None) -> tuple[tuple[str, str], ...]:
    """What may be ticked: each code with the words of the closed list."""
    if kind is not Kind.TICK:
        return ()
    return tuple((code, str(member)) for member, code in codes.items()) if codes else YES_NO


Read: TypeAlias = Callable[[Facts, Any], Value]


@dataclass(frozen=True, slots=True)
class Col:
    """One column of a table before it is named: ``read`` gives its value from the item of the row."""

    name: str
    wording: str
    paths: tuple[str, ...]
    read: Read
    kind: Kind = Kind.TEXT
    options: tuple[tuple[str, str], ...] = ()


def col(name: str, wording: str, path: str, kind: Kind = Kind.TEXT, codes: dict[Any, str] | None = None) -> Col:
    """A column that is one field of the item: ``debts.*.reference``."""
    field = path.rpartition(".")[2]

    def read(facts: Facts, item: Any) -> Value:
        given = getattr(item, field)
        found: Value = tick(given, codes or {}) if kind is Kind.TICK else given
        return found

    return Col(name, wording, (path,), read, kind, choices(kind, codes))


def table(
    page: int,
    name: str,
    wording: str,
    limit: int | None,
    items: Callable[[Facts], tuple[Any, ...]],
    columns: tuple[Col, ...],
    none: Callable[[Facts], bool] = lambda facts: False,
) -> Table:
    """A table of the items that ``items`` picks from the case. Where the household said that it has ``none``, the first
    text of the first row says « néant »."""
    lead = next((column for column in columns if column.kind is Kind.TEXT), None)

    def rubric(column: Col) -> Rubric:
        def value(facts: Facts, row: int) -> Value:
            rows = items(facts)
            if row < len(rows):
                return column.read(facts, rows[row])
            return NONE if row == 0 and column is lead and none(facts) else None

        return Rubric(
            f"p{page}.{name}.*.{column.name}",
            page,
            wording,
            column.wording,
            column.kind,
            column.paths,
            value,
            column.options,
            f"p{page}.{name}",
        )

    return Table(
        f"p{page}.{name}", page, wording, limit, lambda facts: len(items(facts)), tuple(rubric(c) for c in columns)
    )


NONE = "néant"
