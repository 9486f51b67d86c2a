"""A template once read: which rubric goes in which box, all of it as places on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pcb.reports.official.blank import Spot
from pcb.reports.rubrics import Rubric


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: on each of its ``spots`` the same. ``cells`` above 0: one character in each."""

    spots: tuple[Spot, ...]
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """What goes in a box: ``rubrics``, each with its row counted from 0, joined by ``join``. It is written in
    ``place``, or cut in ``parts`` (day, month, year; euros, cents), or is a tick in one of ``ticks``, by the code of
    the choice. A ``size`` of 0 is that of the template."""

    rubrics: tuple[tuple[Rubric, int | None], ...]
    place: Place | None = None
    parts: Mapping[str, Place] = field(default_factory=dict)
    ticks: Mapping[str, Place] = field(default_factory=dict)
    right: bool = False
    size: float = 0.0
    unit: bool = True
    join: str = ", "


@dataclass(frozen=True, slots=True)
class Template:
    """The boxes of a form. ``size`` is the ordinary size of its texts and ``floor`` the smallest, in points; ``more``
    are the places where a table says that it goes on elsewhere; ``ignored`` the rubrics left out on purpose."""

    title: str
    size: float
    floor: float
    boxes: tuple[Box, ...]
    more: Mapping[str, Place]
    ignored: frozenset[str]

    def placed(self) -> frozenset[tuple[str, int | None]]:
        """The rubrics that have a box, with their row."""
        return frozenset((rubric.name, row) for box in self.boxes for rubric, row in box.rubrics)
