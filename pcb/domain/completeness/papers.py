"""Important: papers that are missing, too old, of another person or of another period.

A paper is there when it is in the dossier, received, or attached as a file; one that is impossible to obtain needs its
reason, which is printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case
from pcb.domain.completeness.examined import Examined, written
from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.income import name_of
from pcb.domain.noted import PaperNote
from pcb.domain.papers_to_join import FORM, LETTER, PaperHeading, PaperToJoin
from pcb.domain.vocabulary.budget import Treatment
from pcb.domain.vocabulary.papers import PaperState
from pcb.domain.wording import french_date

_IF_IT_EXISTS = frozenset({"family-judgment"})
"""Asked « s’il existe »: its absence is no fault."""
_ELSEWHERE = frozenset({FORM, LETTER, "incomes-any", "accounts-any", "debts-any"})
"""Signed at the end, or the papers of a statement that is still empty: each is another finding."""
_HEADINGS = {
    PaperHeading.RESSOURCES: "Ressource sans justificatif",
    PaperHeading.CHARGES: "Charge sans justificatif",
    PaperHeading.ENDETTEMENT: "Dette sans justificatif",
}


def papers(examined: Examined) -> Iterator[Finding]:
    """What is wrong with each paper to join."""
    notes = {note.id: note for note in examined.case.papers}
    for paper in examined.papers:
        if paper.key in _ELSEWHERE:
            continue
        note = notes.get(paper.key, PaperNote(paper.key))
        if examined.attached.get(paper.key, 0) or note.state in (PaperState.IN_DOSSIER, PaperState.RECEIVED):
            yield from _as_it_is(examined.case, paper, note)
        elif note.state is not PaperState.IMPOSSIBLE:
            yield _missing(examined.case, paper)
        elif not written(note.reason):
            yield _important(
                f"paper-impossible-{paper.key}",
                f"Pièce impossible, sans motif : {_named(paper)}",
                "Sans motif écrit, la commission demandera la pièce.",
                "Écrivez pourquoi cette pièce ne peut pas être obtenue : le motif est imprimé dans la liste.",
                f"papers.{paper.key}.reason",
            )


def _missing(case: Case, paper: PaperToJoin) -> Finding:
    opening = _HEADINGS.get(paper.heading, "Pièce manquante")
    seen = "L’original a été vu : il reste à en joindre une copie. " if paper.seen else ""
    return Finding(
        f"paper-{paper.key}",
        Grade.ADVICE if paper.key in _IF_IT_EXISTS else Grade.IMPORTANT,
        f"{opening} : {_named(paper)}",
        f"{seen}{_consequence(case, paper)}",
        text("papers"),
        "Joignez une copie, ou notez « reçue », « dans le dossier », ou « impossible » avec son motif.",
        f"papers.{paper.key}.state",
    )


def _consequence(case: Case, paper: PaperToJoin) -> str:
    expense = next((e for e in case.expenses if paper.key == f"expenses-{e.id}"), None)
    if expense is not None and expense.kind.treatment is Treatment.REAL_WITH_PROOF:
        return "Sans justificatif, cette charge n’est pas retenue : aucun forfait ne la remplace."
    if expense is not None:
        return "Sans justificatif, la commission retient son forfait à la place du montant réel."
    return "Le secrétariat demandera cette pièce, et peut clore un dossier qui n’est pas complété."


def _as_it_is(case: Case, paper: PaperToJoin, note: PaperNote) -> Iterator[Finding]:
    dated, owner, age = known(note.dated), known(note.owner), paper.age
    period = tuple(_period(paper, note))
    yield from period
    if age is not None and dated is not None and dated < age.oldest and not period:
        yield Finding(
            f"paper-old-{paper.key}",
            Grade.IMPORTANT,
            f"Pièce trop ancienne : {_named(paper)}",
            f"Elle est du {french_date(dated)} ; il la faut du {french_date(age.oldest)} au plus tôt.",
            age.source,
            "Demandez une pièce plus récente.",
            f"papers.{paper.key}.dated",
        )
    if owner is not None and paper.owner is not None and owner not in (paper.owner, JOINT):
        wanted, found = case.person(paper.owner), case.person(owner)
        yield Finding(
            f"paper-owner-{paper.key}",
            Grade.IMPORTANT,
            f"Pièce d’une autre personne : {_named(paper)}",
            f"Elle est au nom de {name_of(found) if found else 'quelqu’un d’autre'}, il la faut au nom de "
            f"{name_of(wanted) if wanted else 'son titulaire'}.",
            text("paper_owner"),
            "Demandez la pièce de la bonne personne, ou corrigez à qui est la ligne.",
            f"papers.{paper.key}.owner",
        )


def _period(paper: PaperToJoin, note: PaperNote) -> Iterator[Finding]:
    age, first, last = paper.age, known(note.covers_from), known(note.covers_to)
    if age is None or age.covers_from is None or age.covers_to is None:
        return
    late, early = first is not None and first > age.covers_from, last is not None and last < age.covers_to
    if late or early:
        covered = " ".join(
            filter(
                None,
                (f"à partir du {french_date(first)}" if first else "", f"jusqu’au {french_date(last)}" if last else ""),
            )
        )
        yield Finding(
            f"paper-period-{paper.key}",
            Grade.IMPORTANT,
            f"Pièce d’une autre période : {_named(paper)}",
            f"Elle couvre la période {covered} ; il faut du {french_date(age.covers_from)} au "
            f"{french_date(age.covers_to)}.",
            age.source,
            "Demandez les mois qui manquent.",
            f"papers.{paper.key}.{'covers_from' if late else 'covers_to'}",
        )


def _named(paper: PaperToJoin) -> str:
    return f"{paper.label} — {paper.concerns}" if paper.concerns else paper.label


def _important(key: str, title: str, why: str, todo: str, path: str) -> Finding:
    return Finding(key, Grade.IMPORTANT, title, why, text("papers"), todo, path)
