"""What is asked beside the interview, on pages of its own: each paper to join, a finding set aside, the letter,
what the page of the plan asks (:mod:`pcb.interview.script.plan`), what the letters need
(:mod:`pcb.interview.script.courriers`), what the person takes home (:mod:`pcb.interview.script.emporter`)."""

from __future__ import annotations

from pcb.domain.vocabulary.papers import PaperState
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, OneOf, Owner, Question
from pcb.interview.script import courriers, emporter, plan
from pcb.interview.steps import Step

PAPER = Step(
    "piece",
    "Pièce à joindre",
    questions=(
        Question("papers.*.state", OneOf(PaperState), "Où en est cette pièce ?"),
        Question(
            "papers.*.reason",
            LongText(longest=2_000),
            "Pourquoi est-elle impossible à obtenir ?",
            "Ce motif est imprimé dans la liste des pièces : écrivez-le pour la commission.",
        ),
        Question("papers.*.dated", Day(past=True), "Date écrite sur la pièce"),
        Question("papers.*.owner", Owner(), "À quel nom est-elle ?"),
        Question("papers.*.covers_from", Day(past=True), "Elle couvre la période du"),
        Question("papers.*.covers_to", Day(), "au"),
    ),
    each="papers",
)

SET_ASIDE = Step(
    "constat",
    "Constat écarté",
    questions=(
        Question(
            "set_aside.*.reason",
            LongText(longest=2_000),
            "Pourquoi écarter ce constat ?",
            "Ce motif reste dans le dossier, avec la date et votre nom.",
        ),
    ),
    each="set_aside",
)

LETTER = Step(
    "lettre",
    "Lettre au secrétariat de la commission",
    questions=(Question("letter.text", LongText(), "Texte de la lettre"),),
)

BESIDE: tuple[Step, ...] = (PAPER, SET_ASIDE, LETTER, *plan.STEPS, *courriers.STEPS, *emporter.STEPS)
"""Steps that are no page of the guided interview."""
