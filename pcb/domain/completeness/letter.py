"""Important: a seizure, an assignment of pay or an eviction known in the case and absent from the letter."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.completeness.examined import Examined
from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.letter import letter_text, unmentioned


def letter(examined: Examined) -> Iterator[Finding]:
    """Each procedure that the text to sign does not tell."""
    case, day = examined.case, examined.day
    for found in unmentioned(case, letter_text(case, day)):
        yield Finding(
            f"letter-{found.id}",
            Grade.IMPORTANT,
            f"La lettre ne parle pas de ceci : {found.sentence.rstrip('.')}",
            "La commission ne peut demander la suspension que de ce qu’elle connaît.",
            text("letter"),
            "Ajoutez cette procédure au texte de la lettre, ou reprenez le texte proposé.",
            "letter.text",
        )
