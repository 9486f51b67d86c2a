"""What an assessment is asked for on the screen: the day of the law and the reading, as they stand in an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import QueryParams

from pcb.domain.assessment import Reading
from pcb.errors import InvalidAnswer
from pcb.interview.dates import Day
from pcb.ui.visit import Visit


@dataclass(frozen=True, slots=True)
class View:
    """What an assessment is asked for: the day of the law and the reading. ``problem`` is the sentence to show when the
    day ``typed`` cannot be read; ``day`` is then today."""

    day: date
    reading: Reading = Reading.COMMISSION
    typed: str = ""
    problem: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address; nothing of the case is in it."""
        return f"jour={self.day.isoformat()}&lecture={self.reading.value}"

    def read_by(self, reading: Reading) -> View:
        """The same day, the other reading."""
        return View(self.day, reading)


def view_of(asked: QueryParams, today: date) -> View:
    """The day (as people type it, or in ISO) and the reading asked for; by default today and the commission's."""
    typed = asked.get("jour", "").strip()[:40]
    wanted = asked.get("lecture", "")
    reading = next((reading for reading in Reading if reading.value == wanted), Reading.COMMISSION)
    if not typed:
        return View(today, reading)
    try:
        return View(Day().parse(typed, today), reading)
    except InvalidAnswer as refusal:
        return View(today, reading, typed, str(refusal))


def today(visit: Visit) -> date:
    """The day in the time of the machine."""
    return visit.now().astimezone().date()
