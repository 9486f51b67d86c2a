"""Important: dates out of order, and dates that have not come yet of what is said to have happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import Answer, known
from pcb.domain.case import Case, Debt, Person
from pcb.domain.completeness.contradiction import contradiction
from pcb.domain.completeness.examined import Examined
from pcb.domain.completeness.finding import Finding
from pcb.domain.income import name_of
from pcb.domain.monthly import debt_label
from pcb.domain.vocabulary.people import Role
from pcb.domain.wording import french_date


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date of the case, with its field and what it is."""

    what: str
    path: str
    day: date | None


def dates(examined: Examined) -> Iterator[Finding]:
    """Dates out of order, and past events dated after the day."""
    yield from order(examined)
    yield from future(examined)


def order(examined: Examined) -> Iterator[Finding]:
    """Each date that comes before one that it should follow, whatever the day."""
    for earlier, later in _pairs(examined.case):
        if earlier.day is not None and later.day is not None and later.day < earlier.day:
            yield contradiction(
                _order_key(earlier.path, later.path),
                f"{_capital(later.what)} ({french_date(later.day)}) précède {earlier.what} "
                f"({french_date(earlier.day)})",
                "L’une des deux dates est fausse.",
                "Relisez les deux dates sur les papiers.",
                later.path,
            )


def future(examined: Examined) -> Iterator[Finding]:
    """Each past event dated after the day."""
    for event in _events(examined.case):
        if event.day is not None and event.day > examined.day:
            yield contradiction(
                f"future-{_slug(event.path)}",
                f"{_capital(event.what)} est à venir : {french_date(event.day)}",
                f"C’est un fait passé, et l’examen est du {french_date(examined.day)}.",
                "Corrigez la date.",
                event.path,
            )


def _of(what: str, path: str, answer: Answer[date]) -> _Dated:
    return _Dated(what, path, known(answer))


def _birth(person: Person) -> _Dated:
    return _of(f"la naissance de {name_of(person)}", f"persons.{person.id}.birth_date", person.birth_date)


def _work(person: Person) -> _Dated:
    return _of(f"le début de la situation de {name_of(person)}", f"persons.{person.id}.work_since", person.work_since)


def _pairs(case: Case) -> Iterator[tuple[_Dated, _Dated]]:
    """What comes first, what comes after."""
    births = {person.id: _birth(person) for person in case.persons}
    parents = [births[p.id] for p in case.persons if p.role in (Role.DEPOSANT, Role.CODEPOSANT)]
    married = _of("la date de la situation familiale", "family.status_since", case.family.status_since)
    moved = _of("l’entrée dans le logement", "home.since", case.home.since)
    for person in case.persons:
        yield births[person.id], _work(person)
        if person.role is Role.CHILD:
            yield from ((parent, births[person.id]) for parent in parents)
    yield from ((parent, after) for parent in parents for after in (married, moved))
    filing = case.filing
    signed = _of("la signature", "filing.signed_on", filing.signed_on)
    yield _of("le premier rendez-vous", "welcome.met_on", case.welcome.met_on), signed
    yield _of("le dossier précédent", "filing.earlier_date", filing.earlier_date), signed
    for debt in case.debts:
        yield from _debt_pairs(debt)
    for one in case.proceedings:
        name, path = one.kind.label.lower(), f"proceedings.{one.id}"
        since = _of(f"le début de la procédure ({name})", f"{path}.since", one.since)
        received = _of(f"la réception du dernier acte ({name})", f"{path}.received_on", one.received_on)
        coming = _of(f"la prochaine date ({name})", f"{path}.next_date", one.next_date)
        yield from ((since, received), (since, coming), (received, coming))
    for note in case.papers:
        yield (
            _of("le début de la période d’une pièce", f"papers.{note.id}.covers_from", note.covers_from),
            _of("la fin de cette période", f"papers.{note.id}.covers_to", note.covers_to),
        )


def _debt_pairs(debt: Debt) -> Iterator[tuple[_Dated, _Dated]]:
    name, path = f"« {debt_label(debt)} »", f"debts.{debt.id}"
    granted = _of(f"le contrat de {name}", f"{path}.granted_on", debt.granted_on)
    leased = _of(f"le début de la location de {name}", f"{path}.lease_start", debt.lease_start)
    late = _of(f"le premier impayé de {name}", f"{path}.first_unpaid_on", debt.first_unpaid_on)
    seen = _of(f"le relevé de {name}", f"{path}.statement_date", debt.statement_date)
    ends = _of(f"la dernière échéance de {name}", f"{path}.ends_on", debt.ends_on)
    for start in (granted, leased):
        yield from ((start, after) for after in (late, seen, ends))


def _events(case: Case) -> Iterator[_Dated]:
    """What has happened, and so cannot be dated after the day."""
    yield _of("le premier rendez-vous", "welcome.met_on", case.welcome.met_on)
    yield _of("la remise de la notice", "welcome.notice_given_on", case.welcome.notice_given_on)
    yield _of("la date de la situation familiale", "family.status_since", case.family.status_since)
    yield _of("l’entrée dans le logement", "home.since", case.home.since)
    yield _of("le début des difficultés", "history.since", case.history.since)
    yield _of("le dossier précédent", "filing.earlier_date", case.filing.earlier_date)
    yield _of("la signature", "filing.signed_on", case.filing.signed_on)
    for person in case.persons:
        yield from (_birth(person), _work(person))
    for debt in case.debts:
        name, path = f"« {debt_label(debt)} »", f"debts.{debt.id}"
        yield _of(f"le contrat de {name}", f"{path}.granted_on", debt.granted_on)
        yield _of(f"le début de la location de {name}", f"{path}.lease_start", debt.lease_start)
        yield _of(f"le premier impayé de {name}", f"{path}.first_unpaid_on", debt.first_unpaid_on)
        yield _of(f"le relevé de {name}", f"{path}.statement_date", debt.statement_date)
    for vehicle in case.vehicles:
        path = f"vehicles.{vehicle.id}.registered_on"
        yield _of("la mise en circulation du véhicule", path, vehicle.registered_on)
    for account in case.accounts:
        yield _of("la date du solde", f"accounts.{account.id}.balance_on", account.balance_on)
    for one in case.proceedings:
        name = one.kind.label.lower()
        yield _of(f"le début de la procédure ({name})", f"proceedings.{one.id}.since", one.since)
        yield _of(f"la réception de l’acte ({name})", f"proceedings.{one.id}.received_on", one.received_on)
    for note in case.papers:
        yield _of("la date d’une pièce", f"papers.{note.id}.dated", note.dated)


def _order_key(earlier: str, later: str) -> str:
    """Short when both dates are of one record: ``order-debts-d1-granted_on-ends_on``."""
    record, _, field = earlier.rpartition(".")
    tail = later.removeprefix(f"{record}.")
    return f"order-{_slug(record)}-{field}-{_slug(tail)}"


def _slug(path: str) -> str:
    return path.replace(".", "-")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
