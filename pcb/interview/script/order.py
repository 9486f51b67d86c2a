"""The interview as one ordered list of chapters."""

from __future__ import annotations

from pcb.interview.script import (
    accueil,
    charges,
    demande,
    dettes,
    famille,
    logement,
    patrimoine,
    procedures,
    recap,
    ressources,
)
from pcb.interview.steps import Chapter, Step

CHAPTERS: tuple[Chapter, ...] = (
    accueil.CHAPTER,
    demande.CHAPTER,
    famille.CHAPTER,
    logement.CHAPTER,
    ressources.CHAPTER,
    charges.CHAPTER,
    dettes.CHAPTER,
    patrimoine.CHAPTER,
    procedures.CHAPTER,
    recap.CHAPTER,
)

STEPS: tuple[tuple[Chapter, Step], ...] = tuple((chapter, step) for chapter in CHAPTERS for step in chapter.steps)
"""Every step with its chapter, in the order of the interview."""
