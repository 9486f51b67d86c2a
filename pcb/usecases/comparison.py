"""Two frozen papers side by side: every fact, figure, paper and file that differs, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from pcb.domain.case import Case
from pcb.domain.case_path import LISTS, items
from pcb.domain.money import Money
from pcb.domain.rights import Action
from pcb.domain.vocabulary.papers import PaperState
from pcb.domain.wording import french_date, plural
from pcb.storage import papers
from pcb.storage.codec import from_document
from pcb.storage.papers import KeptPaper
from pcb.usecases import access
from pcb.usecases.desk import Desk
from pcb.usecases.freezing import FIGURES
from pcb.usecases.wording import item_name, label, said

NOT_COMPUTED = "non calculée"
_READINGS = {"commission": "de la commission", "judge": "du juge"}
_STATES = {state.value: state.label for state in PaperState}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that differs: what it is about, and its two values in words, empty for no answer. ``kind`` is
    ``changed``, ``added`` or ``removed``."""

    about: str
    before: str
    after: str
    kind: str = "changed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences from ``before`` to ``after``. ``comparable`` is false when the facts of a dossier are not frozen
    with one of them (a letter, a plan, an older copy): only that they are the same bytes can be told."""

    before: KeptPaper
    after: KeptPaper
    comparable: bool
    same: bool
    setting: tuple[Difference, ...] = ()
    facts: tuple[Difference, ...] = ()
    figures: tuple[Difference, ...] = ()
    papers: tuple[Difference, ...] = ()
    fingerprints: tuple[str, str] = ("", "")

    @property
    def number(self) -> int:
        return sum(map(len, (self.setting, self.facts, self.figures, self.papers)))


def compare(desk: Desk, case_id: str, before_id: str, after_id: str) -> Comparison:
    """Compare two frozen papers of a case, in the order given. Raises :class:`NotFound`, :class:`Damaged`."""
    access.check(desk, case_id, Action.READ)
    before, old = papers.frozen_facts(desk.store, desk.vault, before_id, of_case=case_id)
    after, new = papers.frozen_facts(desk.store, desk.vault, after_id, of_case=case_id)
    same = before.sha256 == after.sha256
    if old is None or new is None or not ("fingerprint" in old and "fingerprint" in new):
        return Comparison(before, after, comparable=False, same=same)
    old_case, new_case = from_document(old["case"]), from_document(new["case"])
    return Comparison(
        before,
        after,
        comparable=True,
        same=same,
        setting=tuple(_setting(old, new)),
        facts=tuple(differences(old_case, new_case)),
        figures=tuple(_figures(old["figures"], new["figures"])),
        papers=tuple(_papers(old["papers"], new["papers"])),
        fingerprints=(old["fingerprint"], new["fingerprint"]),
    )


def differences(old: Case, new: Case) -> Iterator[Difference]:
    """Every path whose answer differs, in the order of the case; an item that is in one alone is told whole."""
    for field in fields(Case):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name in LISTS:
            yield from _of_list(old, new, field.name)
        elif is_dataclass(before):
            for part in fields(before):
                path = f"{field.name}.{part.name}"
                yield from _of_value(old, new, path, getattr(before, part.name), getattr(after, part.name))
        elif field.name != "reference":
            yield from _of_value(old, new, field.name, before, after)


def _of_list(old: Case, new: Case, name: str) -> Iterator[Difference]:
    before = {item.id: item for item in items(old, name)}
    after = {item.id: item for item in items(new, name)}
    for item_id in dict.fromkeys((*before, *after)):
        was, now = before.get(item_id), after.get(item_id)
        if was is None and now is not None:
            yield Difference(item_name(new, name, now), "", _told(new, name, now), "added")
        elif now is None and was is not None:
            yield Difference(item_name(old, name, was), _told(old, name, was), "", "removed")
        elif was is not None and now is not None:
            for part in fields(was):
                if part.name != "id":
                    path = f"{name}.{item_id}.{part.name}"
                    named = item_name(new, name, now)
                    yield from _of_value(old, new, path, getattr(was, part.name), getattr(now, part.name), named)


def _of_value(old: Case, new: Case, path: str, before: Any, after: Any, item: str = "") -> Iterator[Difference]:
    if before != after:
        about = f"{item} – {label(path)}" if item else label(path)
        yield Difference(about, _said(old, path, before), _said(new, path, after))


def _said(case: Case, path: str, value: Any) -> str:
    return "" if value is None else said(case, path, value)


def _told(case: Case, name: str, item: Any) -> str:
    """What was known of an item: each answer with its question."""
    known = (
        f"{label(path).removesuffix('?').rstrip()}\u202f: {_said(case, path, value)}"
        for part in fields(item)
        if part.name != "id"
        and (value := getattr(item, part.name)) != part.default
        and (path := f"{name}.{item.id}.{part.name}")
    )
    return " ; ".join(known)


def _setting(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    if old["day"] != new["day"]:
        yield Difference("Jour de la décision", _day(old["day"]), _day(new["day"]))
    if old["reading"] != new["reading"]:
        yield Difference("Lecture de la quotité", *(_READINGS[one["reading"]] for one in (old, new)))


def _day(iso: str) -> str:
    return french_date(date.fromisoformat(iso))


def _figures(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> Iterator[Difference]:
    for key, name in FIGURES.items():
        if old.get(key) != new.get(key):
            yield Difference(name, _amount(old.get(key)), _amount(new.get(key)))


def _amount(exact: str | None) -> str:
    return NOT_COMPUTED if exact is None else str(Money.of(exact))


def _papers(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Difference]:
    """Papers that are asked for in one alone, that stand elsewhere, or whose files are not the same."""
    before, after = ({paper["key"]: paper for paper in listed} for listed in (old, new))
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            yield Difference(_paper(now), "", _standing(now), "added")
        elif now is None and was is not None:
            yield Difference(_paper(was), _standing(was), "", "removed")
        elif was is not None and now is not None and _stands(was) != _stands(now):
            yield Difference(_paper(now), _standing(was), _standing(now))


def _paper(paper: Mapping[str, Any]) -> str:
    concerns = f", {paper['concerns']}" if paper["concerns"] else ""
    return f"{paper['label']}{concerns}"


def _stands(paper: Mapping[str, Any]) -> tuple[Any, ...]:
    return paper["state"], paper["reason"], [file["sha256"] for file in paper["files"]]


def _standing(paper: Mapping[str, Any]) -> str:
    reason = f" ({paper['reason']})" if paper["reason"] else ""
    files = paper["files"]
    if not files:
        return f"{_STATES[paper['state']]}{reason}"
    pages = sum(file["pages"] for file in files)
    marks = ", ".join(file["sha256"][:12] for file in files)
    count = f"{plural(len(files), 'fichier', 'fichiers')}, {plural(pages, 'page', 'pages')}"
    return f"{_STATES[paper['state']]}{reason}, {count} (empreinte {marks}…)"
