"""Closed lists of the papers that the person takes home: which one, in which words, at which size."""

from __future__ import annotations

from pcb.domain.vocabulary.choice import Choice


class PaperKind(Choice):
    """What is printed; the whole set is the three others, one after the other."""

    BUDGET = "budget", "Le budget"
    CALENDAR = "calendrier", "Le calendrier du mois"
    ACTIONS = "actions", "Ce qu’il faut faire"
    SET = "ensemble", "Tout ensemble"


class Register(Choice):
    """The words: those of every day, or the « version facile » (short sentences, larger type, drawings)."""

    STANDARD = "standard", "Version courante"
    EASY = "facile", "Version facile"


class Size(Choice):
    """The sheet and the type. The booklet is printed on A4, both sides, turned on the short edge, and folded in two."""

    A4 = "a4", "A4"
    LARGE = "gros", "A4, gros caractères"
    BOOKLET = "livret", "Livret A5 (A4 plié)"
