"""The papers that are handed over: made from the answers that count, kept sealed as they were printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from pcb.domain.assessment import Reading
from pcb.domain.case import Case
from pcb.domain.papers_to_join import PaperToJoin, papers_to_join
from pcb.domain.rights import Action
from pcb.interview import engine
from pcb.reports.declaration import render
from pcb.storage import papers
from pcb.storage.papers import KeptPaper
from pcb.usecases import access
from pcb.usecases.advice import advice
from pcb.usecases.assembly import Order, Variant, assemble
from pcb.usecases.desk import Desk
from pcb.usecases.freezing import freeze
from pcb.usecases.official_form import filled_in_use
from pcb.usecases.opening import open_case

__all__ = [
    "KeptPaper", "PaperToJoin", "Printed", "declaration", "of_dossier", "paper_title", "print_copy_sheet",
    "print_declaration", "printed_before", "printed_papers", "to_join",
]  # fmt: skip

DECLARATION = "declaration"
_PART = re.compile(r"dossier-partie-(\d+)-sur-(\d+)")
_OF_DOSSIER = {
    DECLARATION: "Déclaration seule",
    "dossier": "Dossier complet",
    "dossier-sans-pieces": "Dossier sans les pièces",
    "feuille-de-recopie": "Feuille de recopie",
}
_TITLES = {
    **_OF_DOSSIER,
    "courriers": "Courriers",
    "plan": "Plan de remboursement",
    "emporter-budget": "À emporter\u202f: le budget",
    "emporter-calendrier": "À emporter\u202f: le calendrier du mois",
    "emporter-actions": "À emporter\u202f: ce qu’il faut faire",
    "emporter-ensemble": "À emporter\u202f: tout ensemble",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper and its evidence. ``name`` is a file name without any name of a person in it."""

    id: str
    content: bytes
    name: str
    sha256: str
    revision: int
    day: date
    made_at: datetime


def to_join(case: Case, day: date) -> tuple[PaperToJoin, ...]:
    """The papers to join to the declaration, from the answers that count."""
    return papers_to_join(engine.effective(case), day)


def declaration(case: Case, day: date, reading: Reading = Reading.COMMISSION, mark: str = "") -> bytes:
    """The declaration in PDF, with its annex and the papers to join. The same facts give the same bytes; ``mark`` is
    what freezes them (:mod:`pcb.usecases.freezing`)."""
    facts = engine.effective(case)
    return render(facts, advice(case, day, reading), day, papers_to_join(facts, day), mark)


def print_declaration(
    desk: Desk, case_id: str, day: date, now: datetime, reading: Reading = Reading.COMMISSION
) -> Printed:
    """Make the declaration of the newest revision and keep it sealed; the same paper is kept once. It is the official
    form when one is in use, otherwise our own layout.

    Raises :class:`NotFound`, :class:`Damaged`.
    """
    access.check(desk, case_id, Action.PRINT)
    opened = open_case(desk, case_id)
    case = replace(opened.case, reference=opened.reference)
    form = filled_in_use(desk, case, day)
    frozen = freeze(case, day, reading, revision=opened.revision, form=form)
    content = form or declaration(case, day, reading, frozen.mark)
    kept = papers.keep(
        desk.store,
        desk.vault,
        case_id,
        DECLARATION,
        content,
        case_revision=opened.revision,
        law_day=day,
        by=desk.account.id,
        now=now,
        facts=frozen.facts,
    )
    return _printed(kept, content, opened.reference)


def print_copy_sheet(
    desk: Desk, case_id: str, day: date, now: datetime, reading: Reading = Reading.COMMISSION
) -> Printed:
    """Make the copy sheet of the newest revision and keep it sealed; the same paper is kept once.

    Raises :class:`NotFound`, :class:`Damaged`.
    """
    access.check(desk, case_id, Action.PRINT)
    opened = open_case(desk, case_id)
    case = replace(opened.case, reference=opened.reference)
    frozen = freeze(case, day, reading, revision=opened.revision)
    order = Order(Variant.COPY_SHEET, case, day, reading, frozen.mark)
    (made,) = assemble(order, {})
    kept = papers.keep(
        desk.store,
        desk.vault,
        case_id,
        made.kind,
        made.content,
        case_revision=opened.revision,
        law_day=day,
        by=desk.account.id,
        now=now,
        facts=frozen.facts,
    )
    return _printed(kept, made.content, opened.reference)


def paper_title(kept: KeptPaper) -> str:
    """« Dossier, partie 2 sur 4 »: what a kept paper is called on screen."""
    if part := _PART.fullmatch(kept.kind):
        return f"Dossier, partie {part[1]} sur {part[2]}"
    return _TITLES.get(kept.kind, kept.kind)


def of_dossier(kept: KeptPaper) -> bool:
    """Whether the paper is a dossier or a part of it, whose frozen facts can be compared; not a letter, nor a plan."""
    return kept.kind in _OF_DOSSIER or _PART.fullmatch(kept.kind) is not None


def printed_papers(desk: Desk, case_id: str) -> tuple[KeptPaper, ...]:
    """What was printed for this case, the last first; the parts of one dossier in their order."""
    access.check(desk, case_id, Action.READ)
    return tuple(sorted(papers.kept(desk.store, desk.vault, case_id), key=_last_first))


def _last_first(kept: KeptPaper) -> tuple[float, int]:
    part = _PART.fullmatch(kept.kind)
    return -kept.made_at.timestamp(), int(part[1]) if part else 0


def printed_before(desk: Desk, case_id: str, paper_id: str) -> Printed:
    """A paper exactly as it was handed over. Raises :class:`NotFound`, also when it is of another case."""
    printed = as_printed(desk, case_id, paper_id)
    access.record(desk, "download", "paper", paper_id, case_id=case_id)
    return printed


def as_printed(desk: Desk, case_id: str, paper_id: str) -> Printed:
    """The same, for who has just printed it."""
    access.check(desk, case_id, Action.READ)
    kept, content = papers.content(desk.store, desk.vault, paper_id, of_case=case_id)
    return _printed(kept, content, open_case(desk, case_id).reference)


def _printed(kept: KeptPaper, content: bytes, reference: str) -> Printed:
    name = _file_name(kept.kind, reference, kept.law_day)
    return Printed(kept.id, content, name, kept.sha256, kept.case_revision, kept.law_day, kept.made_at)


def _file_name(kind: str, reference: str, day: date) -> str:
    """``declaration-2026-0042-2026-11-23.pdf``: letters, figures and hyphens alone."""
    plain = unicodedata.normalize("NFKD", reference).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40]
    return "-".join(part for part in (kind, safe, day.isoformat()) if part) + ".pdf"
