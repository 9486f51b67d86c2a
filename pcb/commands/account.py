"""An assessment told in plain text: the same lines, reasons and sources as on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from pcb.domain.explain import Explained, Source
from pcb.domain.household import Headcount
from pcb.domain.money import Money
from pcb.domain.month import MonthCalendar
from pcb.domain.recevabilite import Recevabilite
from pcb.domain.wording import french_date, status_in_words
from pcb.usecases.advice import Assessment

WIDTH = 78
_AMOUNT = 14


def account_of(found: Assessment) -> str:
    """The whole account, one section a figure, ready to be printed."""
    return "\n".join(_lines(found))


def _lines(found: Assessment) -> Iterator[str]:
    yield f"Au {french_date(found.day)}. {found.reading.label}."
    yield from section("Le mois du foyer")
    for part in (found.lived.resources, found.lived.charges, found.lived.instalments):
        yield from _figure(part)
    yield row(found.lived.remainder.label, found.lived.remainder.total)
    if found.retained is not None:
        yield from section("Le budget que la commission retiendrait")
        yield from _figure(found.retained.resources)
        yield from _figure(found.retained.charges)
    yield from section("Ce qui plafonne la capacité")
    for count in filter(None, (found.household, found.dependents)):
        yield from _headcount(count)
    for limit in filter(None, (found.quotite, found.rsa_floor)):
        yield from _figure(limit)
    yield from section("Capacité de remboursement")
    if found.capacity is None:
        yield "Non calculée : voir « Ce qui manque »."
    else:
        yield from _figure(found.capacity)
    if found.capacity_with_all_proofs is not None:
        yield row(found.capacity_with_all_proofs.label, found.capacity_with_all_proofs.total)
    yield from _conditions(found.recevabilite)
    yield from _month(found.calendar)
    yield from _sentences("Ce qui manque", found.missing)
    yield from _sentences("À savoir", found.notices)


def section(title: str) -> Iterator[str]:
    """An empty line, the title and a rule."""
    yield ""
    yield title
    yield "─" * WIDTH


def row(label: str, amount: Money | str, indent: str = "") -> str:
    """The label, on as many lines as it needs, and the amount at the end of the last."""
    *above, last = _wrapped(label, indent, WIDTH - _AMOUNT)
    return "\n".join((*above, f"{last:<{WIDTH - _AMOUNT}}{amount!s:>{_AMOUNT}}"))


def said(text: str, indent: str = "") -> str:
    """A sentence on as many lines as it needs."""
    return "\n".join(_wrapped(text, indent, WIDTH))


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False) or [""]


def _figure(figure: Explained) -> Iterator[str]:
    """Its warnings are among the notices, which are all told at the end."""
    yield row(figure.label, figure.total)
    for line in figure.lines:
        shown = str(line.amount) if line.counts else f"({line.amount})"
        yield row(line.label, shown, "  · ")
        if line.reason:
            yield said(line.reason, "      ")
    for step in figure.steps:
        yield said(step, "  → ")
    if figure.source is not None:
        yield said(_cited(figure.source), "  ")


def _cited(source: Source) -> str:
    since = f", depuis le {french_date(source.in_force_since)}" if source.in_force_since else ""
    decree = f", {source.decree}" if source.decree else ""
    return f"[{source.article}{decree}{since} ; {status_in_words(source)}]"


def _headcount(count: Headcount) -> Iterator[str]:
    yield row(count.label, str(count.number))
    for person in count.persons:
        yield said(f"{person.label} : {'compte' if person.counts else 'ne compte pas'}, {person.reason}", "  · ")


def _conditions(found: Recevabilite) -> Iterator[str]:
    yield from section("Recevabilité, à apprécier par la commission")
    for condition in found.conditions:
        yield row(condition.label, condition.state.label)
        yield said(f"{condition.why} [{condition.article}]", "      ")


def _month(calendar: MonthCalendar) -> Iterator[str]:
    yield from section("Le mois, jour par jour")
    for day in calendar.days:
        for line in day.money_in:
            yield row(f"{french_date(day.day)}  {line.label}", line.amount)
        for line in day.money_out:
            yield row(f"{french_date(day.day)}  {line.label}", -line.amount)
    low = calendar.low_point
    yield row(f"Point bas, le {french_date(low.day)}", low.balance)
    for note in calendar.notes:
        yield said(note, "  ")


def _sentences(title: str, sentences: Iterable[str]) -> Iterator[str]:
    told = tuple(sentences)
    if told:
        yield from section(title)
        yield from (said(sentence, "- ") for sentence in told)
