"""``/dossier/{id}/lettre``: the letter to the secretariat of the commission, edited in place.

While nothing is edited it is the draft made from the case, which follows the answers. Beside it: what is under way and
not told, who signs. The text is stored by HTTP like every answer (decision 0002).
"""

from __future__ import annotations

import asyncio
from datetime import date

from nicegui.element import Element

from pcb.domain.income import filers
from pcb.domain.letter import called, draft, letter_text, under_way, unmentioned
from pcb.domain.vocabulary.people import FilingMode
from pcb.interview import engine
from pcb.ui import theme
from pcb.ui.layout import page_frame
from pcb.ui.places import opener
from pcb.ui.visit import checked, current_visit
from pcb.ui.widgets import node, wire
from pcb.usecases.cases import OpenCase, open_case
from pcb.usecases.desk import Desk

PATH = "letter.text"
Lacking = tuple[str, str, str]
"""A procedure to tell: its id, the sentence, the address of its fact."""


class LetterEditor(Element, component="static/letter_editor.js"):
    """The text and what stands beside it, as one element."""

    def __init__(self, opened: OpenCase, day: date) -> None:
        super().__init__()
        question = engine.question_for(PATH)
        self._props["label"] = question.label
        self._day = day
        self.follow(opened)

    def follow(self, opened: OpenCase) -> None:
        """Show the letter as it is now."""
        case = opened.case
        facts = engine.effective(case)
        question = engine.question_for(PATH)
        for name, value in (
            ("shown", wire(question.show(case.letter.text), case.letter.text)),
            ("draft", draft(facts, self._day)),
            ("lacking", lacking(opened, self._day)),
            ("procedures", len(under_way(facts))),
            ("signers", tuple(called(person) or person.role.label for person in filers(facts))),
        ):
            if self._props.get(name) != value:
                self._props[name] = value


def lacking(opened: OpenCase, day: date) -> tuple[Lacking, ...]:
    """What is under way and absent from the text."""
    facts = engine.effective(opened.case)
    to_field = opener(opened.id, opened.case)
    return tuple((one.id, one.sentence, to_field(one.path)) for one in unmentioned(facts, letter_text(facts, day)))


def build(desk: Desk, opened: OpenCase, day: date) -> None:
    """The page."""
    theme.apply_sheet("dossier")
    with page_frame(desk, "Lettre à la commission", opened, here="lettre"):
        node(
            "p",
            "Elle accompagne la déclaration, et chaque déposant la signe. Elle dit la situation, ses causes, "
            "la demande, et toute saisie ou expulsion en cours.",
            "pcb-intro",
        )
        if opened.case.filing.mode is FilingMode.NONE:
            node("p", "Aucun dépôt de dossier n’est prévu pour le moment.", "pcb-intro")
        editor = LetterEditor(opened, day)

        async def follow() -> None:
            editor.follow(await asyncio.to_thread(open_case, current_visit().desk, opened.id))

        editor.on("stale", checked(follow), args=[])
