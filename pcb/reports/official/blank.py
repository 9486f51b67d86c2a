"""A blank form as a template sees it: the size of its pages, and its fields, which are named places.

Points from the bottom left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle on a page, counted from 0."""

    page: int
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    def lower(self, by: float) -> Spot:
        return Spot(self.page, self.x, self.y - by, self.width, self.height)

    def shared(self, other: Spot) -> float:
        """The part of the smaller of the two that both cover, from 0 to 1."""
        if self.page != other.page:
            return 0.0
        across = min(self.right, other.right) - max(self.x, other.x)
        up = min(self.top, other.top) - max(self.y, other.y)
        smaller = min(self.width * self.height, other.width * other.height)
        return across * up / smaller if across > 0 and up > 0 and smaller > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """One place where a field shows. ``state`` is what a box to tick is called when it is ticked."""

    name: str
    kind: str
    spot: Spot
    state: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """The pages of a form, width and height in points, and its fields."""

    pages: tuple[tuple[float, float], ...]
    fields: tuple[Field, ...]

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Blank:
        """From the plain data of :func:`pcb.intake.form_fields.blank_form`."""
        return cls(
            tuple((float(width), float(height)) for width, height in found["pages"]),
            tuple(
                Field(
                    str(one["name"]),
                    str(one["kind"]),
                    Spot(int(one["page"]), *map(float, one["rect"])),
                    str(one["state"]),
                )
                for one in found["fields"]
            ),
        )

    def named(self, name: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.name == name)
