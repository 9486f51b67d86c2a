"""The letters that the case can feed: texts with named blanks, filled from the facts, sent, followed until answered.

:func:`letters` gives those that apply, the most urgent first, each with what is lacking to print it.
"""

from __future__ import annotations

from pcb.domain.letters.filling import Lack, Letter, letter_key, letter_of, letters
from pcb.domain.letters.following import Following, Stage
from pcb.domain.letters.template import Group, Template, letter_title, template_of, templates

__all__ = [
    "Following", "Group", "Lack", "Letter", "Stage", "Template", "letter_key", "letter_of", "letter_title", "letters",
    "template_of", "templates",
]  # fmt: skip
