"""Reading of the law files: strict, exact, once. Amounts are strings; a float anywhere in a file is a fault.

The files stand beside this module. Every dated parameter becomes a :class:`Series`; the rules without dates (measures,
deadlines, prescriptions) become :class:`Rule`. A file that does not fit is refused whole, with its place: the law is
part of the program, and a half-read scale is worse than none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from pcb.domain.explain import Source
from pcb.domain.law.validity import Validity, last_day
from pcb.domain.wording import french_date
from pcb.errors import LawError, NoValueOnDay, UnknownParameter

STATUSES = ("official", "two_sources", "one_source", "unverified")
_VALIDITY = {rule.value: rule for rule in Validity}
_VALUE_FILES = ("quotite_saisissable", "rsa_montant_forfaitaire", "forfaits_commission", "taux_legal")
_CITATION = ("from", "until", "decree", "decree_fr", "status", "sources", "note", "note_fr", "scope")


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value: the ``fields`` of the file as given, usable from ``start`` to ``end`` (both included)."""

    start: date
    end: date
    fields: Mapping[str, Any]
    source: Source
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A parameter and its values, oldest first. ``head`` holds the other keys of the file (article, shares…)."""

    key: str
    label: str
    unit: str
    validity: Validity
    values: tuple[Value, ...]
    head: Mapping[str, Any]

    def on(self, day: date) -> Value:
        """The value in force. Raises :class:`NoValueOnDay`, naming the parameter, the day and what is on file."""
        found = self.latest(day)
        if found is None:
            oldest = self.values[0].start
            raise NoValueOnDay(
                f"{self.label} : aucune valeur enregistrée pour le {french_date(day)} "
                f"(la plus ancienne est du {french_date(oldest)})."
            )
        if day > found.end:
            raise NoValueOnDay(
                f"{self.label} : aucune valeur enregistrée pour le {french_date(day)}. La dernière connue est du "
                f"{french_date(found.start)} ; elle est révisée {self.validity.label} et n’est plus à jour."
            )
        return found

    def latest(self, day: date) -> Value | None:
        """The latest value that started on ``day`` or before, even if it is out of date."""
        return next((value for value in reversed(self.values) if value.start <= day), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule without dated values: a measure, a deadline, a prescription; ``fields`` as the file gives them."""

    key: str
    fields: Mapping[str, Any]
    source: Source


@lru_cache(maxsize=1)
def all_series() -> Mapping[str, Series]:
    """Every dated parameter, by key."""
    found = {name: _series(name, table := _load(name), table["value"]) for name in _VALUE_FILES}
    benefits = _load("benefits")
    for key, about in benefits["parameters"].items():
        table = {"key": key, "sources": benefits["sources"], "status": benefits["status"], **about}
        found[key] = _series(key, table, benefits[key])
    return MappingProxyType(found)


def series(key: str) -> Series:
    """One dated parameter. Raises :class:`UnknownParameter`."""
    try:
        return all_series()[key]
    except KeyError:
        known = ", ".join(sorted(all_series()))
        raise UnknownParameter(f"Paramètre de droit inconnu : {key}. Paramètres enregistrés : {known}.") from None


@lru_cache(maxsize=1)
def all_rules() -> Mapping[str, Rule]:
    """Measures, deadlines, prescriptions, ages of papers and of children, texts of the dossier, by
    ``measures.rescheduling``, ``deadlines.recours_recevabilite``, ``prescriptions.indu_rsa``, ``papers.recent``,
    ``ages.rsa``, ``dossier.letter``."""
    found: dict[str, Rule] = {}
    for name, table in _load("measures").items():
        if isinstance(table, dict):
            found[f"measures.{name}"] = _rule(f"measures.{name}", table)
    for row in _load("procedure_deadlines")["deadline"]:
        found[f"deadlines.{row['id']}"] = _rule(f"deadlines.{row['id']}", row)
    for row in _load("prescriptions")["debt"]:
        found[f"prescriptions.{row['kind']}"] = _rule(f"prescriptions.{row['kind']}", row)
    for row in _load("paper_ages")["paper"]:
        found[f"papers.{row['kind']}"] = _rule(f"papers.{row['kind']}", row)
    for row in _load("ages")["age"]:
        found[f"ages.{row['kind']}"] = _rule(f"ages.{row['kind']}", row)
    for row in _load("dossier")["rule"]:
        found[f"dossier.{row['kind']}"] = _rule(f"dossier.{row['kind']}", row)
    return MappingProxyType(found)


def checked_days() -> Mapping[str, date]:
    """The day on which a person last looked at each law file, by its name."""
    days = {}
    for path in resources.files(__package__).iterdir():
        name, dot, kind = path.name.partition(".")
        if f"{dot}{kind}" == ".toml":
            days[name] = _load(name)["checked"]
    return MappingProxyType(dict(sorted(days.items())))


def rule(key: str) -> Rule:
    """One rule without dates. Raises :class:`UnknownParameter`."""
    try:
        return all_rules()[key]
    except KeyError:
        raise UnknownParameter(f"Règle de droit inconnue : {key}.") from None


def _load(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return parse(text, name)


def parse(text: str, name: str) -> dict[str, Any]:
    """The tables of a law file. Raises :class:`LawError` when it is not TOML or holds a float."""

    def no_float(written: str) -> Any:
        raise LawError(f"{name}.toml : « {written} » doit être écrit entre guillemets, jamais en nombre à virgule.")

    try:
        return tomllib.loads(text, parse_float=no_float)
    except tomllib.TOMLDecodeError as fault:
        raise LawError(f"{name}.toml est illisible : {fault}") from fault


def _series(key: str, table: Mapping[str, Any], rows: list[dict[str, Any]]) -> Series:
    try:
        rule = _VALIDITY[table["validity"]]
        values = tuple(_value(key, table, row, rule) for row in rows)
        label, unit = table["label"].replace("'", "’"), table["unit"]
    except (KeyError, ValueError) as fault:
        raise LawError(f"{key} : donnée de droit absente ou illisible ({fault}).") from fault
    starts = [value.start for value in values]
    if not starts or starts != sorted(set(starts)):
        raise LawError(f"{key} : les valeurs doivent être datées et rangées, sans doublon.")
    head = {name: value for name, value in table.items() if name != "value"}
    return Series(key, label, unit, rule, values, MappingProxyType(head))


def _value(key: str, table: Mapping[str, Any], row: dict[str, Any], rule: Validity) -> Value:
    start = row["from"]
    end = row.get("until") or last_day(start, rule)
    status = row.get("status", table.get("status"))
    if type(start) is not date or type(end) is not date or end < start or status not in STATUSES:
        raise LawError(f"{key} : valeur sans date ou sans degré de certitude ({row}).")
    source = Source(
        article=table.get("article", table["label"]),
        status=status,
        in_force_since=start,
        decree=row.get("decree_fr", row.get("decree", "")),
        note=row.get("note_fr", ""),  # the notes of the files are for those who keep them; this one is shown
    )
    sources = tuple(row.get("sources", table.get("sources", ())))
    fields = {name: value for name, value in row.items() if name not in _CITATION}
    return Value(start, end, MappingProxyType(fields), source, sources)


def _rule(key: str, table: dict[str, Any]) -> Rule:
    status = table.get("status")
    if status not in STATUSES and "source" not in table:
        raise LawError(f"{key} : règle sans source ni degré de certitude.")
    # A rule that gives its page but not how sure it is counts as read in one source only.
    article = table.get("article_fr", table.get("article", table.get("source", "")))
    source = Source(article=article, status=status or "one_source", note=table.get("note_fr", ""))
    return Rule(key, MappingProxyType(dict(table)), source)
