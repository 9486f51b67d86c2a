"""A first draft of a template from the fields of a PDF: one box a field, with the rubric its name recalls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from pcb.reports.official.blank import Blank, Field
from pcb.reports.official.reading import FORMAT
from pcb.reports.rubrics import RUBRICS, Kind, Rubric

_LIKE = 0.72
"""Below this likeness, from 0 to 1, nothing is proposed."""


def draft(blank: Blank) -> str:
    """The text of the draft. What it could not guess is left as a comment, to be completed by hand."""
    lines = [
        "# Brouillon tiré des noms des champs : chaque rubrique est à vérifier, puis « pcb form try » l’essaie.",
        "# « pcb form rubrics » donne la liste des rubriques.",
        f'format = "{FORMAT}"',
        'title = ""',
        'origin = "top-left"',
        "size = 9",
        "floor = 6",
    ]
    fields = [field for field in blank.fields if field.kind in ("text", "choice", "tick")]
    for number, on_page in groupby(sorted(fields, key=_place), key=lambda field: field.spot.page):
        lines += ["", f"# ----- Page {number + 1}"]
        for name, widgets in groupby(on_page, key=lambda field: field.name):
            lines += _box(name, list(widgets))
    return "\n".join(lines) + "\n"


def _place(field: Field) -> tuple[int, float, float]:
    return field.spot.page, -round(field.spot.top / 4), field.spot.x


def _box(name: str, widgets: list[Field]) -> Iterator[str]:
    tick = widgets[0].kind == "tick"
    guess = _guess(name, Kind.TICK if tick else None)
    spot = widgets[0].spot
    states = f" ; états : {', '.join(widget.state for widget in widgets)}" if tick else ""
    yield ""
    yield f"# champ « {_quiet(name)} », {widgets[0].kind}, {spot.width:.0f} × {spot.height:.0f} points{states}"
    mark = "" if guess else "# "
    rubric = guess.named(0).replace("*", "1") if guess else "à compléter"
    yield f"{mark}[[box]]"
    yield f'{mark}rubric = "{rubric}"'
    if tick:
        codes = [code for code, _ in guess.choices] if guess else ["oui"]
        ticks = ", ".join(
            f"{code} = {{ field = {_quoted(name)}, state = {_quoted(widget.state)} }}"
            for code, widget in zip(codes, widgets, strict=False)
        )
        yield f"{mark}ticks = {{ {ticks} }}"
    else:
        yield f"{mark}field = {_quoted(name)}"


def _guess(name: str, kind: Kind | None) -> Rubric | None:
    """The rubric whose name or wording is most like that of the field."""
    wanted = _plain(name)
    found, best = None, _LIKE
    for rubric in RUBRICS:
        if rubric.kind in (Kind.SIGNATURE, Kind.PRINTED) or (rubric.kind is Kind.TICK) != (kind is Kind.TICK):
            continue
        for words in (rubric.name.partition(".")[2], rubric.wording):
            like = SequenceMatcher(None, wanted, _plain(words)).ratio()
            if like > best:
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
