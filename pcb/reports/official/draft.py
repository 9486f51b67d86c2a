"""A first draft of a template from the fields of a PDF: one box a field, with the rubric its name recalls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from pcb.reports.official.blank import Blank, Field
from pcb.reports.official.placing import KINDS
from pcb.reports.official.reading import FORMAT
from pcb.reports.rubrics import RUBRICS, Kind, Rubric

_LIKE = 0.72
"""Below this likeness, from 0 to 1, nothing is proposed."""


def draft(blank: Blank) -> str:
    """The text of the draft. What it could not guess, or guessed twice, is left as a comment, to be completed."""
    lines = [
        "# Brouillon tiré des noms des champs : chaque rubrique est à vérifier, puis « pcb form try » l’essaie.",
        "# « pcb form rubrics » donne la liste des rubriques.",
        f'format = "{FORMAT}"',
        'title = ""',
        'origin = "top-left"',
        "size = 9",
        "floor = 6",
    ]
    fields = sorted((field for field in blank.fields if field.kind in ("text", "choice", "tick")), key=_place)
    seen: set[str] = set()
    for number, on_page in groupby(fields, key=lambda field: field.spot.page):
        lines += ["", f"# ----- Page {number + 1}"]
        guessed = [(_guess(field.name, field.kind == "tick"), field) for field in on_page]
        for rubric, pairs in groupby(guessed, key=lambda pair: pair[0]):
            here = [field for _, field in pairs]
            if rubric is not None and rubric.kind is Kind.TICK:
                lines += _squares(rubric, here, seen)
            else:
                lines += [line for field in here for line in _box(rubric, field, seen)]
    return "\n".join(lines) + "\n"


def _place(field: Field) -> tuple[int, float, float]:
    return field.spot.page, -round(field.spot.top / 4), field.spot.x


def _box(rubric: Rubric | None, field: Field, seen: set[str]) -> Iterator[str]:
    mark, name = _new(rubric, seen)
    yield from _described(field)
    yield f"{mark}[[box]]"
    yield f'{mark}rubric = "{name}"'
    place = f"{{ field = {_quoted(field.name)}, state = {_quoted(field.state)} }}"
    yield f"{mark}ticks = {{ oui = {place} }}" if field.kind == "tick" else f"{mark}field = {_quoted(field.name)}"


def _squares(rubric: Rubric, fields: list[Field], seen: set[str]) -> Iterator[str]:
    """The squares of one choice, each with the code that its name or its state is most like."""
    for field in fields:
        yield from _described(field)
    mark, name = _new(rubric, seen)
    codes: dict[str, Field] = {}
    for field in fields:
        likeness = {
            code: max(_like(code, field.state), _like(code, field.name[-len(code) :])) for code, _ in rubric.choices
        }
        codes.setdefault(max(likeness, key=lambda code: likeness[code]), field)
    ticks = ", ".join(
        f"{code} = {{ field = {_quoted(field.name)}, state = {_quoted(field.state)} }}" for code, field in codes.items()
    )
    yield f"{mark}[[box]]"
    yield f'{mark}rubric = "{name}"'
    yield f"{mark}ticks = {{ {ticks} }}"


def _new(rubric: Rubric | None, seen: set[str]) -> tuple[str, str]:
    """What stands before the lines (a comment sign for what was not guessed, or guessed before), and the name."""
    if rubric is None:
        return "# ", "à compléter"
    name = rubric.named(0)
    mark = "# " if name in seen else ""
    seen.add(name)
    return mark, name


def _described(field: Field) -> tuple[str, str]:
    spot = field.spot
    state = f" = {_quiet(field.state)}" if field.state else ""
    size = f"{spot.width:.0f} × {spot.height:.0f} points"
    return "", f"# champ « {_quiet(field.name)} »{state}, {KINDS[field.kind]}, {size}"


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other)).ratio()


def _guess(name: str, tick: bool) -> Rubric | None:
    """The rubric whose name or wording is most like that of the field."""
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_plain(name))
    found, best = None, _LIKE
    for words, rubric in _WORDS:
        if (rubric.kind is Kind.TICK) is not tick:
            continue
        matcher.set_seq1(words)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (like := matcher.ratio()) > best:
            found, best = rubric, like
    return found


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def _quoted(text: str) -> str:
    """A TOML string, whatever the field is called."""
    safe = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in text)
    return f'"{safe}"'


def _quiet(text: str) -> str:
    """A name in a comment: on one line, whatever is in it."""
    return "".join(c for c in text if c.isprintable())


_WORDS = tuple(
    (_plain(words), rubric)
    for rubric in RUBRICS
    if rubric.kind not in (Kind.SIGNATURE, Kind.PRINTED)
    for words in (rubric.name, rubric.name.partition(".")[2], rubric.wording)
)
"""What each rubric may be called."""
