"""The list of papers to join, with a box to tick for each."""

from __future__ import annotations

from pcb.domain.papers_to_join import PaperHeading, PaperToJoin
from pcb.domain.wording import plural
from pcb.reports.blocks import Block, Heading, Look, Text, Tick, Ticks
from pcb.reports.content.words import joined

TITLE = "Pièces à joindre"
COPIES = (
    "Joindre des photocopies ; les originaux restent chez vous. Une case pleine, « vu » : le papier a déjà été vu en "
    "rendez-vous ; sa copie reste à joindre."
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
        Text(_counted(len(papers), seen), Look.STRONG),
        Text(COPIES),
        Text(OFFICIAL, Look.FAINT),
    ]
    for heading in PaperHeading:
        here = [paper for paper in papers if paper.heading is heading]
        if here:
            blocks += [Heading(2, heading.label), Ticks(tuple(_tick(paper) for paper in here))]
    return tuple(blocks)


def _counted(number: int, seen: int) -> str:
    """How many papers, how many were seen, how many are still to be found."""
    left = number - seen
    if not seen:
        return f"{number} pièces à joindre ; aucune n’a encore été vue."
    already = f"{number} pièces à joindre : {plural(seen, 'déjà vue', 'déjà vues')} en rendez-vous"
    return f"{already}, {left} encore à réunir." if left else f"{already}. Il n’en manque aucune."


def _tick(paper: PaperToJoin) -> Tick:
    return Tick(paper.label, paper.seen, joined("vu" if paper.seen else "", paper.concerns, by=" — "))
