"""What the page of papers shows, as plain values: the list by heading, each paper with its state and its files. Pure.

The page is drawn from it, and each reply of :mod:`pcb.ui.files` brings it anew: the list never depends on the socket.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.case_path import get
from pcb.domain.papers_to_join import PaperHeading, PaperToJoin
from pcb.domain.papers_to_join.situation import FORM, LETTER
from pcb.domain.vocabulary.papers import PaperState
from pcb.domain.wording import french_date, plural, status_in_words
from pcb.interview import engine
from pcb.ui.explanation import Opener
from pcb.ui.figures import NNBSP
from pcb.ui.places import opener
from pcb.ui.widgets import Wire, wire
from pcb.usecases.attachments import Attachment
from pcb.usecases.cases import OpenCase
from pcb.usecases.papers import to_join

Plain = dict[str, Any]

DETAILS = ("dated", "owner", "covers_from", "covers_to")
REASON = "reason"
SINCE = "D’où vient cette ancienneté"
UNCLAIMED = "Fichiers dont la pièce n’est plus demandée"
_MADE_HERE = {FORM: ("declaration", "à imprimer et signer"), LETTER: ("lettre", "à écrire et signer")}
"""The papers that the application makes itself: the page where, and what is then to be done."""


def paper_list(opened: OpenCase, files: Iterable[Attachment], day: date) -> Plain:
    """The whole list: counters, headings, files whose paper is no longer asked for."""
    case, papers = opened.case, to_join(opened.case, day)
    of_paper: dict[str, list[Attachment]] = {}
    for file in files:
        of_paper.setdefault(file.paper_key, []).append(file)
    to_field = opener(opened.id, case)
    headings = tuple(
        {
            "key": heading.value,
            "title": heading.label,
            "papers": tuple(
                _paper(opened, paper, of_paper.pop(paper.key, []), to_field)
                for paper in papers
                if paper.heading is heading
            ),
        }
        for heading in PaperHeading
        if any(paper.heading is heading for paper in papers)
    )
    unclaimed = tuple(_file(file) for left in of_paper.values() for file in left)
    return {
        "revision": opened.revision,
        "counts": _counts(case, papers),
        "questions": _questions(case),
        "headings": headings,
        "unclaimed": unclaimed,
    }


def _counts(case: Case, papers: tuple[PaperToJoin, ...]) -> tuple[tuple[str, str, int], ...]:
    """How many papers are in each state: code, label, number."""
    states = Counter(_state(case, paper.key) for paper in papers)
    words = ("À apporter", "Reçues", "Dans le dossier", "Impossibles")
    return tuple((state.value, word, states[state]) for state, word in zip(PaperState, words, strict=True))


def _state(case: Case, key: str) -> PaperState:
    return known(get(case, f"papers.{key}.state")) or PaperState.TO_BRING


def _paper(opened: OpenCase, paper: PaperToJoin, files: list[Attachment], to_field: Opener) -> Plain:
    case = opened.case
    page, todo = _MADE_HERE.get(paper.key, ("", ""))
    return {
        "key": paper.key,
        "label": paper.label,
        "concerns": paper.concerns,
        "href": f"/dossier/{opened.id}/{page}" if page else to_field(paper.path),
        "todo": todo,
        "seen": paper.seen,
        "age": _age(paper),
        "why": f"{SINCE}{NNBSP}: {paper.age.source.article}." if paper.age else "",
        "problem": _problem(case, paper),
        "code": _state(case, paper.key).value,
        "shown": {name: _shown(case, paper, name) for name in ("state", REASON, *DETAILS)},
        "noted": any(get(case, f"papers.{paper.key}.{name}") is not None for name in DETAILS),
        "files": tuple(_file(file) for file in files),
    }


def _age(paper: PaperToJoin) -> str:
    """« Trop ancienne si datée avant le 24/08/2026 (non vérifié) »: the limit, and how sure it is."""
    if paper.age is None:
        return ""
    sure = status_in_words(paper.age.source)
    if paper.age.covers_from and paper.age.covers_to:
        months = f"du {french_date(paper.age.covers_from)} au {french_date(paper.age.covers_to)}"
        return f"Doit couvrir {months} ({sure})"
    return f"Trop ancienne si datée avant le {french_date(paper.age.oldest)} ({sure})"


def _problem(case: Case, paper: PaperToJoin) -> str:
    """What is wrong with the paper as noted: too old, or of another person."""
    note = {name: known(get(case, f"papers.{paper.key}.{name}")) for name in DETAILS}
    if paper.age is not None and note["dated"] is not None and note["dated"] < paper.age.oldest:
        return f"Trop ancienne{NNBSP}: elle est du {french_date(note['dated'])}."
    if paper.age is not None and paper.age.covers_to and note["covers_to"] and note["covers_to"] < paper.age.covers_to:
        return f"Elle s’arrête au {french_date(note['covers_to'])}{NNBSP}: il manque la suite."
    if paper.owner is not None and note["owner"] not in (None, paper.owner):
        return "Elle n’est pas au nom de la personne attendue."
    return ""


def _questions(case: Case) -> Plain:
    """What is asked of every paper, once for all of them, as ``static/field.js`` takes it."""
    found: Plain = {}
    for name in ("state", REASON, *DETAILS):
        question = engine.question_for(f"papers.*.{name}")
        widget = question.kind.widget
        options = engine.owner_options(case) if widget == "owner" else question.kind.options
        found[name] = {"widget": widget, "label": question.label, "help": question.help, "options": options}
    return found


def _shown(case: Case, paper: PaperToJoin, name: str) -> Wire:
    path = f"papers.{paper.key}.{name}"
    value = get(case, path)
    return wire(engine.question_for(path).show(value), value)


def _file(file: Attachment) -> Plain:
    moment = file.added_at.astimezone()
    return {
        "id": file.id,
        "name": file.name,
        "pages": file.pages,
        "about": f"{plural(file.pages, 'page', 'pages')}, {_weight(file.weight)}, joint le {moment:%d/%m/%Y}",
        "notes": file.notes,
        "removed": file.removed,
    }


def _weight(size: int) -> str:
    """« 412 Ko », « 1,3 Mo »."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NNBSP}Ko"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + f"{NNBSP}Mo"
