"""The signed letter to the secretariat of the commission: the situation, its causes, seizures under way, any eviction
(service-public F134, version of 7 January 2025).

It is drafted from the case, edited in the application, and kept in ``letter.text`` once edited. What must be told there
(former C. conso. art. R. 331-8-1: enforcement procedures, assignments of pay, eviction) is looked for in the text.
"""

from __future__ import annotations

from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.letter.drafting import draft
from pcb.domain.letter.mentions import unmentioned
from pcb.domain.letter.under_way import UnderWay, under_way
from pcb.domain.letter.voice import called

__all__ = ["UnderWay", "called", "draft", "letter_text", "under_way", "unmentioned"]


def letter_text(case: Case, day: date) -> str:
    """The text to sign: the edited one, else the draft of ``day``."""
    return known(case.letter.text) or draft(case, day)
