"""The official form: inspect a blank PDF, try a template on it, put both in use, fill it for a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pcb.domain.case import Case
from pcb.domain.rights import HouseAction
from pcb.errors import FaultyTemplate, FileRefused, NotFound
from pcb.intake.form_fields import blank_form
from pcb.intake.worker import Worker
from pcb.interview import engine
from pcb.reports.blocks import Document
from pcb.reports.content.declaration import TITLE
from pcb.reports.official.blank import Blank
from pcb.reports.official.draft import draft
from pcb.reports.official.filling import FilledForm, FormToFill, fill, fill_form
from pcb.reports.official.grid import with_grid
from pcb.reports.official.laying import joined
from pcb.reports.official.own_form import own_blank, own_template
from pcb.reports.official.placing import KINDS
from pcb.reports.official.reading import read_template
from pcb.reports.official.template import Template
from pcb.reports.render import render
from pcb.reports.rubrics import BESIDE, RUBRICS, TABLES, Facts, Kind, of_form
from pcb.storage import accounts, official_forms
from pcb.storage.official_forms import KeptForm
from pcb.usecases import access
from pcb.usecases.desk import Desk

__all__ = [
    "KINDS", "Blank", "FilledForm", "FormInUse", "FormToFill", "KeptForm", "Tried", "draft_template", "fill_form",
    "filled_form", "filled_in_use", "form_to_fill", "forms", "in_use", "inspect", "own_form", "rubric_text", "take_in",
    "template_of", "try_form", "try_in_use", "try_upload", "whole", "with_positions", "withdraw",
]  # fmt: skip

LONGEST_TEMPLATE = 400_000
"""Characters: ten times the longest that a form of twelve pages needs."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A form filled to look at, annex included, and the rubrics that have no box on it."""

    content: bytes
    without_a_box: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormInUse:
    """A form that was put in use, and the name of who did."""

    kept: KeptForm
    added_by: str


def inspect(content: bytes) -> Blank:
    """The pages and fields of a blank form. Raises :class:`FileRefused`."""
    return Blank.of(blank_form(content)[0])


def with_positions(content: bytes) -> bytes:
    """The form under a grid, to find positions. Raises :class:`FileRefused`."""
    found, emptied = blank_form(content)
    return with_grid(emptied, Blank.of(found))


def draft_template(content: bytes) -> str:
    """A first draft of a template, from the names of the fields. Raises :class:`FileRefused`."""
    return draft(inspect(content))


def own_form(with_fields: bool) -> tuple[bytes, str]:
    """Our own blank form and the template that fills it: an example to learn from."""
    return own_blank(with_fields), own_template(with_fields)


def rubric_text() -> str:
    """Every rubric on a line: name, kind, wording with its section, and the codes that may be ticked."""
    lines = []
    for rubric in RUBRICS:
        codes = f" [{', '.join(code for code, _ in rubric.choices)}]" if rubric.choices else ""
        lines.append(f"{rubric.name:<44} {rubric.kind.label:<16} {rubric.section} : {rubric.wording}{codes}")
    return "\n".join(lines) + "\n"


def try_form(content: bytes, template: str, case: Case, day: date) -> Tried:
    """Fill a form with a case, nothing being kept. Raises :class:`FileRefused`, :class:`FaultyTemplate`."""
    found, emptied = blank_form(content)
    blank = Blank.of(found)
    return _tried(emptied, blank, read_template(_sized(template), blank), case, day)


def try_upload(worker: Worker, content: bytes, template: str, case: Case, day: date) -> Tried:
    """As :func:`try_form`, for a form that somebody sends: it is read and made safe in a process of its own."""
    found, emptied = worker.blank_form(content)
    blank = _blank(found)
    read = read_template(_sized(template), blank)
    return _tried(worker.receive(emptied).content, blank, read, case, day)


def take_in(desk: Desk, worker: Worker, content: bytes, template: str, now: datetime) -> KeptForm:
    """Put a form in use: it is checked whole, made safe, sealed. Raises :class:`FileRefused`, :class:`FaultyTemplate`
    with every fault; nothing is then kept."""
    access.check_house(desk, HouseAction.ADMINISTER)
    found, emptied = worker.blank_form(content)
    read = read_template(_sized(template), _blank(found))
    safe = worker.receive(emptied)
    if safe.pages != len(found["pages"]):
        raise FaultyTemplate(("le PDF\u202f: ses pages n’ont pas toutes pu être lues",))
    kept = official_forms.add(
        desk.store,
        desk.vault,
        safe.content,
        title=read.title or "Formulaire sans titre",
        template=template,
        found=found,
        notes=safe.notes,
        by=desk.account.id,
        now=now,
    )
    access.record(desk, "set", "form", kept.id)
    return kept


def forms(desk: Desk) -> tuple[FormInUse, ...]:
    """Every form that was put in use, the last first, withdrawn ones included."""
    names = accounts.accounts(desk.store, desk.vault)
    kept = official_forms.forms(desk.store, desk.vault)
    return tuple(FormInUse(form, names[form.added_by].display_name) for form in kept)


def in_use(desk: Desk) -> KeptForm | None:
    """The form in use; ``None`` when our own layout is."""
    return official_forms.in_use(desk.store, desk.vault)


def withdraw(desk: Desk, form_id: str, now: datetime) -> None:
    """Take a form out of use: the one before it, or our own layout, is in use again. Raises :class:`NotFound`."""
    access.check_house(desk, HouseAction.ADMINISTER)
    official_forms.withdraw(desk.store, form_id, now)
    access.record(desk, "withdraw", "form", form_id)


def form_to_fill(desk: Desk) -> FormToFill | None:
    """The form in use, ready to be filled by :func:`fill_form`, in another process if need be; ``None`` when our own
    layout is in use. Raises :class:`Damaged`."""
    kept = in_use(desk)
    if kept is None:
        return None
    return FormToFill(official_forms.content(desk.store, desk.vault, kept.id), kept.found, kept.template)


def filled_form(desk: Desk, case: Case, day: date) -> FilledForm | None:
    """The official form filled with the answers that count, and what its annex says; ``None`` when none is in use.

    The same facts, form and day give the same bytes. Raises :class:`Damaged`.
    """
    form = form_to_fill(desk)
    return None if form is None else fill_form(form, engine.effective(case), day)


def filled_in_use(desk: Desk, case: Case, day: date) -> bytes:
    """The official form in use, filled, then its annex, in one PDF; nothing when our own layout is in use.

    Raises :class:`Damaged`."""
    filled = filled_form(desk, case, day)
    return b"" if filled is None else whole(filled, case.reference, day)


def try_in_use(desk: Desk, form_id: str, case: Case, day: date) -> Tried:
    """A kept form filled with a case to look at. Raises :class:`NotFound`, :class:`Damaged`."""
    kept = _kept(desk, form_id)
    content = official_forms.content(desk.store, desk.vault, form_id)
    blank = Blank.of(kept.found)
    return _tried(content, blank, read_template(kept.template, blank), case, day)


def template_of(desk: Desk, form_id: str) -> str:
    """The template of a kept form, as it was given. Raises :class:`NotFound`."""
    return _kept(desk, form_id).template


def whole(filled: FilledForm, reference: str, day: date) -> bytes:
    """The pages of the form, then its annex, in one PDF."""
    if not filled.annex:
        return filled.pages
    annex = Document(TITLE, f"{TITLE} — feuilles annexes", reference, day, filled.annex)
    return joined(filled.pages, render(annex))


def _blank(found: dict[str, Any]) -> Blank:
    """What the worker read of a form. It has read a file from outside: what it says is looked at too."""
    try:
        return Blank.of(found)
    except (KeyError, TypeError, ValueError):
        raise FileRefused("Ce PDF n’a pas pu être lu.") from None


def _kept(desk: Desk, form_id: str) -> KeptForm:
    for form in official_forms.forms(desk.store, desk.vault):
        if form.id == form_id:
            return form
    raise NotFound("Ce formulaire n’existe pas.")


def _tried(content: bytes, blank: Blank, template: Template, case: Case, day: date) -> Tried:
    filled = fill(content, blank, template, Facts.of(engine.effective(case), day))
    reference = f"Essai — {case.reference}" if case.reference else "Essai"
    return Tried(whole(filled, reference, day), _without_a_box(template))


def _without_a_box(template: Template) -> tuple[str, ...]:
    """Rubrics of the known form that this one has no box for, those left out on purpose aside."""
    placed = {name for name, _ in template.placed()}
    return tuple(
        f"{rubric.name} ({rubric.wording})"
        for rubric in RUBRICS
        if of_form(rubric)
        and rubric.table not in BESIDE
        and rubric.kind not in (Kind.SIGNATURE, Kind.PRINTED)
        and rubric.name not in placed
        and not {rubric.name, rubric.table} & template.ignored
    ) + tuple(
        f"{name} : {table.limit} lignes au formulaire connu, {rows} ici"
        for name, table in TABLES.items()
        if table.limit is not None and 0 < (rows := _rows(template, name)) < table.limit
    )


def _rows(template: Template, table: str) -> int:
    return len({row for name, row in template.placed() if row is not None and name.startswith(f"{table}.")})


def _sized(template: str) -> str:
    if len(template) > LONGEST_TEMPLATE:
        raise FaultyTemplate((f"le modèle\u202f: {len(template)} caractères, c’est trop long pour un modèle",))
    return template
