"""Reads a template file, strictly: every fault on a line of its own, with its place (docs/formulaire-officiel.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pcb.errors import FaultyTemplate
from pcb.reports.official.blank import Blank
from pcb.reports.official.placing import Placing, check_crowding
from pcb.reports.official.template import Box, Place, Template
from pcb.reports.rubrics import BY_NAME, TABLES, Kind, Rubric, rubric_named

FORMAT = "pcb-form/1"
MOST_ROWS = 60
SIZES = (4.0, 20.0)

_FRENCH_SPACE = re.compile(r" (?=[:;»])|(?<=«) ")

_HEAD = {"format", "title", "origin", "size", "floor", "unit", "ignored", "box", "table"}
_PLACE = {"page", "at", "field", "state", "cells"}
_LOOK = {"align", "size", "unit", "join"}
_BOX = {"rubric", "rubrics", "ticks", "day", "month", "year", "euros", "cents", "again"} | _PLACE | _LOOK
_COLUMN = _BOX - {"rubrics", "again", "page"}
_TABLE = {"table", "page", "first", "rows", "step", "more", "column"}
PARTS = {Kind.DATE: ("day", "month", "year"), Kind.AMOUNT: ("euros", "cents")}


def read_template(text: str, blank: Blank) -> Template:
    """The template, with every box found on the blank form. Raises :class:`FaultyTemplate`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FaultyTemplate((f"le fichier n’est pas du TOML\u202f: {_where(error)}",)) from None
    reader = _Reader(raw, blank, _lines(text))
    template = reader.template()
    if reader.faults:
        raise FaultyTemplate(tuple(reader.faults))
    return template


def _where(error: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f"à relire ligne {found[1]}, colonne {found[2]}" if found else "à relire en fin de fichier"


def _lines(text: str) -> dict[str, list[int]]:
    """The lines on which the boxes, tables and columns begin, in order."""
    found: dict[str, list[int]] = {"box": [], "table": [], "table.column": []}
    for number, line in enumerate(text.splitlines(), 1):
        opened = re.match(r"\s*\[\[\s*(box|table|table\s*\.\s*column)\s*\]\]", line)
        if opened:
            found[re.sub(r"\s", "", opened[1])].append(number)
    return found


@dataclass(slots=True)
class _Reader:
    raw: dict[str, Any]
    blank: Blank
    lines: dict[str, list[int]]
    faults: list[str] = field(default_factory=list)
    seen: dict[tuple[str, int | None], str] = field(default_factory=dict)

    def template(self) -> Template:
        raw = self.raw
        self._unknown("en-tête", raw, _HEAD)
        if raw.get("format") != FORMAT:
            self._fault("en-tête", f'format = "{FORMAT}" est attendu en tête du fichier')
        origin = raw.get("origin")
        if origin not in ("top-left", "bottom-left"):
            self._fault("en-tête", 'origin dit d’où se comptent les points : "top-left" ou "bottom-left"')
        size, floor = self._size(raw, "size", 9.0), self._size(raw, "floor", 6.0)
        if floor > size:
            self._fault("en-tête", f"floor ({floor:g}) dépasse size ({size:g})")
        unit = self._yes("en-tête", raw, "unit", True)
        placing = Placing(self.blank, origin != "bottom-left", floor, self._fault)
        boxes = [*self._boxes(placing, unit)]
        more: dict[str, Place] = {}
        for found, where in self._tables(placing, unit, more):
            boxes.append((found, where))
        check_crowding(boxes, self._fault)
        ignored = self._ignored(raw.get("ignored", []))
        return Template(str(raw.get("title", "")), size, floor, tuple(box for box, _ in boxes), more, ignored)

    def _fault(self, where: str, reason: str) -> None:
        plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in f"{where} : {reason}")
        self.faults.append(_FRENCH_SPACE.sub("\u202f", plain))

    def _unknown(self, where: str, given: Mapping[str, Any], known: set[str]) -> None:
        for key in given:
            if key not in known:
                near = get_close_matches(key, known, 1)
                self._fault(where, f"« {key} » n’existe pas ici" + (f" ; peut-être « {near[0]} »" if near else ""))

    def _size(self, raw: Mapping[str, Any], key: str, otherwise: float) -> float:
        value = raw.get(key, otherwise)
        if isinstance(value, bool) or not isinstance(value, int | float) or not SIZES[0] <= value <= SIZES[1]:
            self._fault("en-tête", f"{key} est une taille en points, de {SIZES[0]:g} à {SIZES[1]:g}")
            return otherwise
        return float(value)

    def _yes(self, where: str, given: Mapping[str, Any], key: str, otherwise: bool) -> bool:
        value = given.get(key, otherwise)
        if not isinstance(value, bool):
            self._fault(where, f"{key} vaut true ou false")
            return otherwise
        return value

    def _ignored(self, given: Any) -> frozenset[str]:
        names = given if isinstance(given, list) else [given]
        for name in names:
            if not isinstance(name, str) or (name not in BY_NAME and name not in TABLES):
                self._fault("en-tête", f"ignored : « {name} » n’est ni une rubrique ni un tableau")
        return frozenset(map(str, names))

    def _listed(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        given = self.raw.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._fault("en-tête", f"chaque {key} s’écrit sous une ligne [[{key}]]")
            return
        yield from enumerate(given)

    def _place_name(self, key: str, number: int, name: object) -> str:
        lines = self.lines[key]
        line = f"ligne {lines[number]}, " if number < len(lines) else ""
        return f"{line}[[{key}]] n° {number + 1}" + (f" ({name})" if name else "")

    def _boxes(self, placing: Placing, unit: bool) -> Iterator[tuple[Box, str]]:
        for number, given in self._listed("box"):
            names = given.get("rubrics", [given["rubric"]] if "rubric" in given else [])
            names = names if isinstance(names, list) else [names]
            where = self._place_name("box", number, ", ".join(map(str, names)))
            self._unknown(where, given, _BOX)
            if not names or ("rubric" in given and "rubrics" in given):
                self._fault(where, "donner rubric, ou rubrics pour en réunir plusieurs")
            rubrics = [found for name in names if (found := self._rubric(where, name, given)) is not None]
            if rubrics:
                yield self._box(placing, where, given, tuple(rubrics), unit, 0, 0.0), where

    def _rubric(self, where: str, name: object, given: Mapping[str, Any]) -> tuple[Rubric, int | None] | None:
        found = rubric_named(name) if isinstance(name, str) else None
        if found is None:
            self._fault(where, f"la rubrique « {name} » n’existe pas{_near(str(name), list(BY_NAME))}")
            return None
        self._once(where, found, self._yes(where, given, "again", False))
        return found

    def _once(self, where: str, found: tuple[Rubric, int | None], again: bool) -> None:
        key = (found[0].name, found[1])
        if key in self.seen and not again:
            name = found[0].named(found[1])
            self._fault(where, f"{name} a déjà sa case, {self.seen[key]} ; again = true si le formulaire la redemande")
        self.seen.setdefault(key, where)

    def _tables(self, placing: Placing, unit: bool, more: dict[str, Place]) -> Iterator[tuple[Box, str]]:
        column_number = 0
        for number, given in self._listed("table"):
            name = given.get("table")
            where = self._place_name("table", number, name)
            self._unknown(where, given, _TABLE)
            columns = given.get("column", [])
            columns = columns if isinstance(columns, list) and all(isinstance(c, dict) for c in columns) else []
            if not columns:
                self._fault(where, "aucune colonne : chacune s’écrit sous une ligne [[table.column]]")
            table = TABLES.get(name) if isinstance(name, str) else None
            if table is None:
                self._fault(where, f"le tableau « {name} » n’existe pas{_near(str(name), list(TABLES))}")
                column_number += len(columns)
                continue
            rows = self._number(where, given, "rows", 1, MOST_ROWS)
            first = self._number(where, given, "first", 1, MOST_ROWS)
            step = given.get("step", 0.0)
            if isinstance(step, bool) or not isinstance(step, int | float) or not 0 <= step < 20_000:
                self._fault(where, "step est l’écart entre deux lignes, en points")
                step = 0.0
            if "more" in given:
                place = placing.place(f"{where}, more", _with_page(given["more"], given), 1, 0.0)
                if place is not None:
                    more[table.name] = place
            for column in columns:
                here = f"{self._place_name('table.column', column_number, '')} du tableau {name}"
                column_number += 1
                self._unknown(here, column, _COLUMN)
                rubric = BY_NAME.get(f"{table.name}.*.{column.get('rubric')}")
                if rubric is None:
                    known = [one.name.rpartition(".")[2] for one in table.columns]
                    self._fault(
                        here, f"ce tableau n’a pas de colonne « {column.get('rubric')} » ; il a {', '.join(known)}"
                    )
                    continue
                if rows > 1 and step <= 0 and _on_the_page(column):
                    self._fault(where, "step manque : l’écart entre deux lignes, en points")
                    step = 1.0
                for row in range(rows):
                    found = (rubric, first - 1 + row)
                    self._once(here, found, False)
                    yield (
                        self._box(
                            placing, here, _with_page(column, given), (found,), unit, first + row, row * float(step)
                        ),
                        f"{here}, rangée {first + row}",
                    )

    def _number(self, where: str, given: Mapping[str, Any], key: str, otherwise: int, most: int) -> int:
        value = given.get(key, otherwise)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            self._fault(where, f"{key} est un nombre entier de 1 à {most}")
            return otherwise
        return value

    def _box(
        self,
        placing: Placing,
        where: str,
        given: Mapping[str, Any],
        rubrics: tuple[tuple[Rubric, int | None], ...],
        unit: bool,
        row: int,
        lower: float,
    ) -> Box:
        kind = rubrics[0][0].kind
        align = given.get("align", "right" if kind is Kind.AMOUNT and len(rubrics) == 1 else "left")
        if align not in ("left", "right"):
            self._fault(where, 'align vaut "left" ou "right"')
        ways = [
            key
            for key in ("at", "field", "ticks", *(part for parts in PARTS.values() for part in parts))
            if key in given
        ]
        parts = {key: given[key] for names in PARTS.values() for key in names if key in given}
        place, cut, ticks = None, {}, {}
        if "ticks" in given:
            ticks = self._ticks(placing, where, given, rubrics, row, lower)
        elif [way for way in ways if way not in ("at", "field")]:
            cut = self._parts(placing, where, given, kind, parts, row, lower)
        else:
            place = placing.place(where, given, row, lower)
        if "ticks" in given and (len(ways) > 1 or len(rubrics) > 1):
            self._fault(where, "ticks va seul, avec une seule rubrique")
        size = self._size(given, "size", 0.0) if "size" in given else 0.0
        return Box(
            rubrics, place, cut, ticks, align == "right", size, self._yes(where, given, "unit", unit),
            str(given.get("join", ", ")),
        )  # fmt: skip

    def _ticks(
        self,
        placing: Placing,
        where: str,
        given: Mapping[str, Any],
        rubrics: tuple[tuple[Rubric, int | None], ...],
        row: int,
        lower: float,
    ) -> dict[str, Place]:
        codes = [code for code, _ in rubrics[0][0].choices]
        if not codes:
            self._fault(where, "cette rubrique n’a pas de cases à cocher")
            return {}
        if not isinstance(given["ticks"], dict) or not given["ticks"]:
            self._fault(where, f"ticks donne la place de chaque case : {', '.join(codes)}")
            return {}
        found = {}
        for code, spot in given["ticks"].items():
            if code not in codes:
                self._fault(where, f"« {code} » n’est pas un choix de cette rubrique ; elle a {', '.join(codes)}")
                continue
            place = placing.tick(f"{where}, {code}", _with_page(spot, given), row, lower)
            if place is not None:
                found[code] = place
        return found

    def _parts(
        self,
        placing: Placing,
        where: str,
        given: Mapping[str, Any],
        kind: Kind,
        parts: Mapping[str, Any],
        row: int,
        lower: float,
    ) -> dict[str, Place]:
        wanted = PARTS.get(kind, ())
        if set(parts) != set(wanted):
            needed = f"il faut {', '.join(wanted)}" if wanted else "ni une date ni un montant"
            self._fault(where, f"cette rubrique est {kind.label} : {needed}")
            return {}
        found = {}
        for part, spot in parts.items():
            place = placing.place(f"{where}, {part}", _with_page(spot, given), row, lower, refers=False)
            if place is not None:
                found[part] = place
        return found


def _with_page(spot: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The place of a tick, a part or a column, on the page of what holds it."""
    if isinstance(spot, str):
        return {"field": spot}
    return {"page": given.get("page"), **spot} if isinstance(spot, dict) else {"page": given.get("page"), "at": spot}


def _on_the_page(given: Any) -> bool:
    """Whether a column is placed by positions, and not by names of fields."""
    if isinstance(given, dict):
        return "at" in given or any(_on_the_page(value) for key, value in given.items() if key != "at")
    return isinstance(given, list)


def _near(name: str, known: list[str]) -> str:
    plain = re.sub(r"\.\d+\.", ".*.", name)
    found = get_close_matches(plain, known, 1, 0.6)
    return f" ; peut-être « {found[0]} »" if found else ""
