"""The rows of the declaration page: what is still missing, the papers to join, the copies already printed. Pure."""

from __future__ import annotations

from pcb.domain.papers_to_join import PaperHeading, PaperToJoin
from pcb.domain.wording import french_date, plural
from pcb.interview.engine import Stop
from pcb.ui.explanation import Opener
from pcb.ui.tables import Badge, Cell, Column, Group, Link, Row
from pcb.usecases.papers import KeptPaper

MISSING = (Column("where", "Page de l’entretien"), Column("what", "Questions sans réponse"))
PAPERS = (Column("paper", "Pièce"), Column("about", "Pour"), Column("state", "État", short=True))
COPIES = (
    Column("when", "Imprimée le"),
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


def paper_groups(papers: tuple[PaperToJoin, ...], to_field: Opener) -> tuple[Group, ...]:
    """The papers to join by heading; those already seen say so."""
    return tuple(
        Group(
            heading.value,
            tuple(
                _paper(f"{heading.value}{number}", paper, to_field)
                for number, paper in enumerate(papers)
                if paper.heading is heading
            ),
            heading.label,
        )
        for heading in PaperHeading
        if any(paper.heading is heading for paper in papers)
    )


def _paper(key: str, paper: PaperToJoin, to_field: Opener) -> Row:
    badge = Badge("vue", "good") if paper.seen else Badge("à apporter", "doubtful")
    cells = {
        "paper": Cell(paper.label, href=to_field(paper.path)),
        "about": Cell(paper.concerns),
        "state": Cell(badges=(badge,)),
    }
    return Row(key, cells)


def copy_groups(case_id: str, copies: tuple[KeptPaper, ...], revision: int) -> tuple[Group, ...]:
    """The copies, the last first; the moment is the link. ``revision`` is that of the case now."""
    return (Group("copies", tuple(_copy(case_id, kept, revision) for kept in copies)),)


def _copy(case_id: str, kept: KeptPaper, revision: int) -> Row:
    made = kept.made_at.astimezone()
    since = revision - kept.case_revision
    changed = f"{plural(since, 'changement', 'changements')} depuis" if since else "dossier inchangé depuis"
    cells = {
        "when": Cell(f"{made:%d/%m/%Y} à {made:%H:%M}", changed, href=f"/dossier/{case_id}/papier/{kept.id}.pdf"),
        "day": Cell(french_date(kept.law_day)),
        "revision": Cell(str(kept.case_revision)),
        "mark": Cell(" ".join(kept.sha256[i : i + 8] for i in range(0, 64, 8))),
    }
    return Row(kept.id, cells)
