"""The list of papers to join, with a box to tick for each."""

from __future__ import annotations

from pcb.domain.papers_to_join import PaperHeading, PaperToJoin
from pcb.reports.blocks import Block, Heading, Look, Text, Tick, Ticks

TITLE = "Pièces à joindre"
COPIES = (
    "Joindre des photocopies ; les originaux restent chez vous. Une case pleine : le papier a déjà été vu en "
    "rendez-vous."
)
OFFICIAL = (
    "Liste établie d’après service-public F134 et des résumés de la liste de la Banque de France ; la liste officielle "
    "fait foi. La commission peut demander d’autres pièces. Renseignements : 34 14."
)


def compose(papers: tuple[PaperToJoin, ...]) -> tuple[Block, ...]:
    """The list, by heading, and how many papers were seen already."""
    seen = sum(paper.seen for paper in papers)
    blocks: list[Block] = [
        Heading(1, TITLE, new_page=True),
        Text(f"{len(papers)} pièces, dont {seen} déjà vue{'s' if seen > 1 else ''}."),
        Text(COPIES),
        Text(OFFICIAL, Look.FAINT),
    ]
    for heading in PaperHeading:
        here = [paper for paper in papers if paper.heading is heading]
        if here:
            blocks += [Heading(2, heading.label), Ticks(tuple(_tick(paper) for paper in here))]
    return tuple(blocks)


def _tick(paper: PaperToJoin) -> Tick:
    detail = f"{paper.concerns} — vu, copie à joindre" if paper.seen and paper.concerns else paper.concerns
    return Tick(paper.label, paper.seen, detail or ("vu, copie à joindre" if paper.seen else ""))
