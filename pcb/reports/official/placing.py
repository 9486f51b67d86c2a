"""From what a template says of a place (``at`` on a page, or the name of a field) to rectangles on the blank form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pcb.reports.official.blank import Blank, Field, Spot
from pcb.reports.official.template import Box, Place

MOST_CELLS = 60
NARROWEST, LOWEST = 22.0, 1.0
"""A box must hold « n° 99 » at the smallest size: its width in points, its height in parts of that size."""
_CROWDED = 0.4
"""Two boxes that share more than this part of the smaller one are the same place described twice."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Finds places on ``blank``; tells each fault, with where it is. ``from_top``: y is counted downwards."""

    blank: Blank
    from_top: bool
    floor: float
    fault: Callable[[str, str], None]

    def place(self, where: str, given: Mapping[str, Any], row: int, lower: float, refers: bool = True) -> Place | None:
        """Where a text goes: a rectangle of a page, or each place where a field shows. One that ``refers`` must have
        room to say that its text is elsewhere."""
        cells = given.get("cells", 0)
        if isinstance(cells, bool) or not isinstance(cells, int) or not 0 <= cells <= MOST_CELLS:
            self.fault(where, f"cells est un nombre de cases, {MOST_CELLS} au plus")
            cells = 0
        spots = self._spots(where, given, row, lower, ("text", "choice"))
        for spot in spots:
            if spot.height < self.floor * LOWEST:
                self.fault(
                    where, f"case trop basse ({spot.height:g} points) pour la plus petite taille ({self.floor:g})"
                )
                break
            if refers and not cells and spot.width < NARROWEST * self.floor / 6:
                self.fault(where, f"case trop étroite ({spot.width:g} points) pour renvoyer à la feuille annexe")
                break
        return Place(tuple(spots), cells) if spots else None

    def tick(self, where: str, given: Mapping[str, Any], row: int, lower: float) -> Place | None:
        """Where a cross goes."""
        spots = self._spots(where, given, row, lower, ("tick",))
        return Place(tuple(spots)) if spots else None

    def _spots(
        self, where: str, given: Mapping[str, Any], row: int, lower: float, kinds: tuple[str, ...]
    ) -> list[Spot]:
        if ("at" in given) == ("field" in given):
            self.fault(where, 'donner la place : at = [x, y, largeur, hauteur], ou field = "nom du champ"')
            return []
        if "field" in given:
            return [field.spot for field in self._fields(where, given, row, kinds)]
        spot = self._rectangle(where, given, lower)
        return [] if spot is None else [spot]

    def _fields(self, where: str, given: Mapping[str, Any], row: int, kinds: tuple[str, ...]) -> list[Field]:
        name = str(given["field"]).replace("{row}", str(row))
        fields = self.blank.named(name)
        if not fields:
            near = get_close_matches(name, {field.name for field in self.blank.fields}, 1)
            self.fault(
                where, f"le champ « {name} » n’est pas dans ce PDF" + (f" ; peut-être « {near[0]} »" if near else "")
            )
            return []
        if any(field.kind not in kinds for field in fields):
            self.fault(where, f"le champ « {name} » est de genre {KINDS[fields[0].kind]}, ce qui ne convient pas ici")
            return []
        if any(not self._on_its_page(field.spot) for field in fields):
            self.fault(where, f"le champ « {name} » sort de sa page : ce qu’il contient ne s’imprimerait pas")
            return []
        state = given.get("state")
        if state is None:
            if kinds == ("tick",) and len({field.state for field in fields}) > 1:
                states = ", ".join(field.state for field in fields)
                self.fault(where, f"le champ « {name} » a plusieurs cases : dire laquelle par state ({states})")
                return []
            return list(fields)
        chosen = [field for field in fields if field.state == state]
        if not chosen:
            states = ", ".join(field.state for field in fields if field.state) or "aucun"
            self.fault(where, f"le champ « {name} » n’a pas d’état « {state} » ; il a {states}")
        return chosen

    def _on_its_page(self, spot: Spot) -> bool:
        across, up = self.blank.pages[spot.page]
        return spot.x >= -2 and spot.y >= -2 and spot.right <= across + 2 and spot.top <= up + 2

    def _rectangle(self, where: str, given: Mapping[str, Any], lower: float) -> Spot | None:
        number, at = given.get("page"), given["at"]
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(self.blank.pages):
            self.fault(where, f"page est un numéro de 1 à {len(self.blank.pages)}")
            return None
        fit = isinstance(at, list) and len(at) == 4 and all(isinstance(s, int | float) and abs(s) < 20_000 for s in at)
        if not fit or at[2] <= 0 or at[3] <= 0:
            self.fault(where, "at est [x, y, largeur, hauteur], en points ; largeur et hauteur au-dessus de zéro")
            return None
        x, y, width, height = map(float, at)
        across, up = self.blank.pages[number - 1]
        bottom = (up - y - height if self.from_top else y) - lower
        if x < 0 or bottom < 0 or x + width > across + 0.01 or bottom + height > up + 0.01:
            self.fault(where, f"la case sort de la page {number} ({across:g} × {up:g} points)")
            return None
        return Spot(number - 1, x, bottom, width, height)


KINDS = {
    "text": "texte",
    "choice": "liste",
    "tick": "case à cocher",
    "button": "bouton",
    "signature": "signature",
}
"""What the administrator reads for each kind of field."""


def check_crowding(boxes: list[tuple[Box, str]], fault: Callable[[str, str], None]) -> None:
    """Tell each pair of boxes that stand on one another."""
    placed = [(spot, where) for box, where in boxes for spot in spots_of(box)]
    placed.sort(key=lambda pair: (pair[0].page, pair[0].x))
    for rank, (spot, where) in enumerate(placed):
        for other, there in placed[rank + 1 :]:
            if other.page != spot.page or other.x >= spot.right:
                break
            if where != there and spot.shared(other) > _CROWDED:
                fault(there, f"même case que {where}")


def spots_of(box: Box) -> Iterator[Spot]:
    """Every rectangle of a box."""
    places = [box.place, *box.parts.values(), *box.ticks.values()]
    return (spot for place in places if place is not None for spot in place.spots)
