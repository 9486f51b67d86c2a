"""The day by whose law a page is computed: one field, where a date is typed as people type it."""

from __future__ import annotations

from pcb.domain.wording import french_date
from pcb.ui.view import View
from pcb.ui.widgets import node


def day_field(address: str, view: View) -> None:
    """A plain GET form: the page is asked again for that day."""
    with node("form", "", "day-field").has(method="get", action=address):
        node("label", "Jour de la décision").has(for_="law-day")
        with node("span", "", "two-up"):
            day = node("input").has(type="text", id="law-day", name="jour", autocomplete="off")
            day.has(value=view.typed or french_date(view.day))
            node("input").has(type="hidden", name="lecture", value=view.reading.value)
            node("button", "Calculer à ce jour", "pcb-action secondary").has(type="submit")
        if view.problem:
            day.has(aria_invalid="true", aria_describedby="law-day-problem")
            problem = node("p", f"{view.problem} Calculé pour aujourd’hui.", "day-problem")
            problem.has(id="law-day-problem", role="alert")
