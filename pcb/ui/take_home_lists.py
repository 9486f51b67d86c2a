"""The rows of the page « À emporter »: typed one after the other, or one a payment. A row that is shown is never taken
from under who types in it."""

from __future__ import annotations

from pcb.domain.case import Case
from pcb.domain.case_path import items
from pcb.ui.asked_fields import AskedFields
from pcb.ui.take_home_rows import NOT_NOW, PAY, UNDECIDED, decisions
from pcb.ui.widgets import Node, node
from pcb.usecases import take_home
from pcb.usecases.take_home import TakenHome

CHOICE = ("choice", "until", "why")


class Rows:
    """The rows of one list, and a blank one at the end: filling it opens the next."""

    def __init__(self, collection: str, what: str, names: tuple[str, ...]) -> None:
        self._collection, self._what, self._names = collection, what, names
        self._place = node("div", "", "home-rows")
        self._rows: dict[str, AskedFields] = {}

    def show(self, case: Case) -> None:
        """Show the rows noted, those shown before, and a blank one."""
        noted = [item.id for item in items(case, self._collection)]
        shown = list(dict.fromkeys((*self._rows, *noted)))
        if set(shown) <= set(noted):
            shown.append(take_home.next_row(shown))
        for number, name in enumerate(shown, 1):
            if name not in self._rows:
                with self._place, node("div", "", "home-row").has(role="group", aria_label=f"{self._what} {number}"):
                    self._rows[name] = AskedFields(node("div", "", "pcb-questions"), plain=True)
            self._rows[name].show(take_home.row_questions(case, self._collection, name, self._names))


class _Decided:
    """One charge or debt: what is printed of it, and what the counsellor decides."""

    def __init__(self, title: str) -> None:
        self.row = node("div", "", "home-decision").has(role="group", aria_label=title)
        with self.row:
            node("h3", title)
            self.told = node("p")
            with node("details", "", "pcb-more"):
                node("summary", "Décider")
                self.fields = AskedFields(node("div", "", "pcb-questions"), plain=True)


class Decisions:
    """The payments under three headings. One that changes heading moves with its fields."""

    def __init__(self) -> None:
        self._headings: dict[str, tuple[Node, Node]] = {}
        self._rows: dict[str, _Decided] = {}
        for heading in (UNDECIDED, NOT_NOW, PAY):
            section = node("div", "", "home-heading")
            with section:
                node("h3", heading, "home-subtitle")
                self._headings[heading] = (section, node("div", "", "home-decisions"))
        self._empty = node("p", "Aucune charge ni dette n’est notée.")

    def show(self, case: Case, made: TakenHome) -> None:
        """Show each with what is printed of it now."""
        found = decisions(made)
        self._empty.set_visibility(not found)
        for gone in [name for name in self._rows if name not in {one.id for one in found}]:
            self._rows.pop(gone).row.delete()
        for one in found:
            place = self._headings[one.heading][1]
            if one.id not in self._rows:
                with place:
                    self._rows[one.id] = _Decided(one.title)
            row = self._rows[one.id]
            if row.row.parent_slot is not None and row.row.parent_slot.parent is not place:
                row.row.move(place)
            row.told.say(one.told)
            asked = take_home.row_questions(case, "pay_choices", one.id, CHOICE)
            row.fields.show(asked)
        for heading, (section, _) in self._headings.items():
            section.set_visibility(any(one.heading == heading for one in found))
