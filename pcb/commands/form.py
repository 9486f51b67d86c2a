"""``form``: what an administrator needs to make the template of an official form, and to try it."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from pcb.commands import DONE
from pcb.commands.writing import read_whole, write_whole
from pcb.domain.wording import plural
from pcb.errors import FaultyTemplate
from pcb.usecases import official_form
from pcb.usecases.demo import example_household
from pcb.usecases.exchange import read_household

USUAL_DAY = date(2026, 1, 1)


def run(given: Namespace) -> int:
    """One action of ``pcb form``. Raises :class:`PcbError`, :class:`FaultyTemplate` with every fault."""
    match given.action:
        case "inspect":
            return _inspect(given.file, given.output)
        case "try":
            return _try(given.file, given.template, given.household, given.on or USUAL_DAY, given.output)
        case "template":
            print(official_form.draft_template(read_whole(given.file)), end="")
        case "rubrics":
            print(official_form.rubric_text(), end="")
        case "own":
            return _own(given.output, given.fields)
    return DONE


def _inspect(file: Path, output: Path | None) -> int:
    content = read_whole(file)
    blank = official_form.inspect(content)
    for number, (width, height) in enumerate(blank.pages, 1):
        print(f"Page {number} : {width:g} × {height:g} points")
    if not blank.fields:
        print("Ce PDF n’a pas de champs : relevez les positions sur une grille (-o GRILLE.pdf).")
    else:
        print("Positions en points depuis le coin en haut à gauche : page, x, y, largeur, hauteur, genre, champ, état.")
    for field in blank.fields:
        spot, height = field.spot, blank.pages[field.spot.page][1]
        place = f"{spot.page + 1:>3} {spot.x:8.1f} {height - spot.top:8.1f} {spot.width:8.1f} {spot.height:8.1f}"
        state = f" = {field.state}" if field.state else ""
        print(f"{place}  {official_form.KINDS[field.kind]:<14}  {field.name}{state}")
    if output is not None:
        write_whole(output, official_form.with_positions(content))
        print(f"Grille écrite : {output}")
    return DONE


def _try(file: Path, template: Path, household: Path | None, day: date, output: Path) -> int:
    case = example_household() if household is None else read_household(household)
    tried = official_form.try_form(read_whole(file), _text(template), case, day)
    write_whole(output, tried.content)
    print(f"Essai écrit : {output}")
    if tried.without_a_box:
        count = plural(len(tried.without_a_box), "rubrique n’a", "rubriques n’ont")
        print(
            f"{count} pas toute leur place sur ce formulaire ; une réponse y passerait à la feuille annexe :",
            file=sys.stderr,
        )
        print("\n".join(f"- {line}" for line in tried.without_a_box), file=sys.stderr)
    return DONE


def _own(output: Path, fields: bool) -> int:
    content, template = official_form.own_form(fields)
    beside = output.with_suffix(".toml")
    write_whole(output, content)
    write_whole(beside, template.encode())
    print(f"Formulaire écrit : {output}\nModèle écrit : {beside}")
    return DONE


def _text(template: Path) -> str:
    try:
        return read_whole(template).decode("utf-8")
    except UnicodeDecodeError:
        raise FaultyTemplate((f"{template} : ce n’est pas un fichier de texte en UTF-8",)) from None
