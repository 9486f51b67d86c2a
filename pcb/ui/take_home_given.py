"""The list of what was printed and to whom each paper was given, with a row to note it."""

from __future__ import annotations

from pcb.domain.case import Case
from pcb.ui.asked_fields import AskedFields
from pcb.ui.take_home_rows import given_line, given_words
from pcb.ui.widgets import Node, node
from pcb.usecases import take_home
from pcb.usecases.take_home import Given

NAMES = ("to_whom", "on", "means")


class GivenPapers:
    """One line a kept paper, the last first; a line that is shown keeps its fields."""

    def __init__(self, case_id: str) -> None:
        self._case_id = case_id
        self._empty = node("p", "Aucun papier n’est imprimé pour le moment.")
        self._place = node("ul", "", "home-given")
        self._lines: dict[str, _Line] = {}

    def show(self, case: Case, copies: tuple[Given, ...]) -> None:
        """Show the papers as they are kept now."""
        self._empty.set_visibility(not copies)
        self._place.set_visibility(bool(copies))
        for position, one in enumerate(copies):
            if one.kept.id not in self._lines:
                with self._place:
                    line = self._lines[one.kept.id] = _Line(self._case_id, one)
                line.item.move(self._place, target_index=position)
            self._lines[one.kept.id].show(case, one)


class _Line:
    def __init__(self, case_id: str, one: Given) -> None:
        self._rows: dict[str, AskedFields] = {}
        self.item: Node = node("li")
        with self.item:
            node("a", given_line(one)).has(href=f"/dossier/{case_id}/papier/{one.kept.id}.pdf")
            self._told = node("p")
            with node("details", "", "pcb-more"):
                node("summary", "Noter à qui il est remis")
                self._place = node("div")

    def show(self, case: Case, one: Given) -> None:
        self._told.say(given_words(one))
        noted = [note.id for note in one.notes]
        shown = list(dict.fromkeys((*self._rows, *noted)))
        if set(shown) <= set(noted):
            shown.append(one.next_id)
        for number, name in enumerate(shown, 1):
            if name not in self._rows:
                label = f"Remise {number}, {given_line(one)}"
                with self._place, node("div", "", "home-row").has(role="group", aria_label=label):
                    self._rows[name] = AskedFields(node("div", "", "pcb-questions"), plain=True)
            self._rows[name].show(take_home.row_questions(case, "handed", name, NAMES))
