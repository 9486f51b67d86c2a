"""What an assessment is asked for on the screen: the day of the law and the reading, as they stand in an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.datastructures import QueryParams

from pcb.domain.assessment import Reading
from pcb.ui.visit import Visit


@dataclass(frozen=True, slots=True)
class View:
    """What an assessment is asked for: the day of the law and the reading."""

    day: date
    reading: Reading = Reading.COMMISSION

    @property
    def query(self) -> str:
        """As it stands in an address; nothing of the case is in it."""
        return f"jour={self.day.isoformat()}&lecture={self.reading.value}"


def view_of(asked: QueryParams, today: date) -> View:
    """The day and the reading asked for; today and the commission's reading when they are not, or cannot be read."""
    try:
        day = date.fromisoformat(asked.get("jour", ""))
    except ValueError:
        day = today
    wanted = asked.get("lecture", "")
    reading = next((reading for reading in Reading if reading.value == wanted), Reading.COMMISSION)
    return View(day, reading)


def today(visit: Visit) -> date:
    """The day in the time of the machine."""
    return visit.now().astimezone().date()
