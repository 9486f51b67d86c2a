"""The rows of the declaration page: what is still missing, the copies already made. Pure."""

from __future__ import annotations

from pcb.domain.wording import french_date, plural
from pcb.interview.engine import Stop
from pcb.ui.explanation import Opener
from pcb.ui.tables import Cell, Column, Group, Link, Row
from pcb.usecases.papers import KeptPaper, of_dossier, paper_title

MISSING = (Column("where", "Page de l’entretien"), Column("what", "Questions sans réponse"))
COPIES = (
    Column("what", "Document"),
    Column("when", "Fait le", short=True),
    Column("day", "Calculée au", short=True),
    Column("revision", "Version", amount=True),
    Column("mark", "Empreinte SHA-256"),
)


def missing_groups(stops: tuple[Stop, ...], to_field: Opener) -> tuple[Group, ...]:
    """The essential questions without an answer, by chapter, each a link to its field."""
    chapters: dict[str, list[Row]] = {}
    titles: dict[str, str] = {}
    for stop in stops:
        titles[stop.chapter.key] = f"{stop.chapter.number}. {stop.chapter.title}"
        asked = tuple(question for question in stop.missing if question.essential)
        if asked:
            links = tuple(Link(question.label, to_field(question.path)) for question in asked)
            cells = {"where": Cell(stop.title), "what": Cell(links=links)}
            chapters.setdefault(stop.chapter.key, []).append(Row(stop.key, cells))
    return tuple(Group(key, tuple(rows), titles[key]) for key, rows in chapters.items())


def missing_number(stops: tuple[Stop, ...]) -> int:
    """How many essential questions have no answer."""
    return sum(asked.essential for stop in stops for asked in stop.missing)


def details_left(stops: tuple[Stop, ...]) -> int:
    """How many other questions have no answer: details that the form has room for."""
    return sum(not asked.essential for stop in stops for asked in stop.missing)


def copy_groups(case_id: str, copies: tuple[KeptPaper, ...], revision: int) -> tuple[Group, ...]:
    """The copies, the last first; what each is opens it. ``revision`` is that of the case now."""
    return (Group("copies", tuple(_copy(case_id, kept, revision) for kept in copies)),)


def _copy(case_id: str, kept: KeptPaper, revision: int) -> Row:
    made = kept.made_at.astimezone()
    since = revision - kept.case_revision
    changed = f"{plural(since, 'changement', 'changements')} depuis" if since else "dossier inchangé depuis"
    cells = {
        "what": Cell(paper_title(kept), changed, href=f"/dossier/{case_id}/papier/{kept.id}.pdf"),
        "when": Cell(f"{made:%d/%m/%Y} à {made:%H:%M}"),
        "day": Cell(french_date(kept.law_day)),
        "revision": Cell(str(kept.case_revision)),
        "mark": Cell(" ".join(kept.sha256[i : i + 8] for i in range(0, 64, 8))),
    }
    return Row(kept.id, cells)


def copy_choices(copies: tuple[KeptPaper, ...]) -> tuple[tuple[str, str], ...]:
    """The copies that can be compared, as choices of a list: id, and what tells one from another."""
    return tuple(
        (kept.id, f"{paper_title(kept)} du {kept.made_at.astimezone():%d/%m/%Y à %H:%M}, version {kept.case_revision}")
        for kept in copies
        if of_dossier(kept)
    )
