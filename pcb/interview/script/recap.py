"""Chapter 10, récapitulatif: everything said, then the signature and a last note."""

from __future__ import annotations

from pcb.interview import conditions as si
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, Question, Text
from pcb.interview.steps import Chapter, Step

RECAP = Step(
    "recapitulatif",
    "Récapitulatif",
    "Relisez ensemble. Chaque ligne s'ouvre d'un clic pour être corrigée.",
    recap=True,
)

SIGNATURE = Step(
    "signature",
    "Signature et note",
    questions=(
        Question("filing.signed_at", Text(), "Fait à", when=si.FILES, example="Lectoure", essential=False),
        Question(
            "filing.signed_on",
            Day(),
            "Date de la signature",
            "Un dossier non signé n'est pas recevable. Laissez vide pour dater à la main.",
            when=si.FILES,
            essential=False,
        ),
        Question(
            "note",
            LongText(),
            "Note pour la suite",
            "Ce qu'il reste à faire, à apporter, à dire la prochaine fois.",
            essential=False,
        ),
    ),
)

CHAPTER = Chapter("recap", 10, "Récapitulatif", (RECAP, SIGNATURE))
