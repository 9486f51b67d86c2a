"""The strict reader of templates: every fault on its own line, with its place; a sound template has none."""

from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest

from pcb.errors import FaultyTemplate
from pcb.intake.form_fields import blank_form
from pcb.reports.official.blank import Blank, Field, Spot
from pcb.reports.official.draft import draft
from pcb.reports.official.filling import fill
from pcb.reports.official.reading import read_template
from pcb.reports.rubrics import RUBRICS, Facts
from tests.reports.official import official_like
from tests.reports.official.test_official_like import DAY, flat, household, with_fields

HEAD = 'format = "pcb-form/1"\norigin = "top-left"\n'
NAME = '[[box]]\nrubric = "p1.deposant.nom_naissance"\npage = 1\nat = [50, 40, 200, 18]\n'
TABLE = '[[table]]\ntable = "p6.logement"\npage = 2\nrows = 4\nstep = 18.5\n'
COLUMN = '[[table.column]]\nrubric = "creancier"\nat = [40, 215, 160, 15]\n'


def faults(text: str, fields: bool = False) -> tuple[str, ...]:
    blank = with_fields()[1] if fields else flat()[1]
    try:
        read_template(text, blank)
    except FaultyTemplate as found:
        return tuple(fault.replace("\u202f", " ") for fault in found.faults)
    return ()


def test_sound_templates_have_no_fault() -> None:
    assert faults(official_like.FLAT) == ()
    assert faults(official_like.WITH_FIELDS, fields=True) == ()
    assert faults(HEAD + NAME + TABLE + COLUMN) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format = ", "le fichier n’est pas du TOML : à relire"),
        (NAME, 'en-tête : format = "pcb-form/1" est attendu'),
        (NAME, "en-tête : origin dit d’où se comptent les points"),
        (HEAD + "size = 3\n" + NAME, "en-tête : size est une taille en points, de 4 à 20"),
        (HEAD + "size = 6\nfloor = 8\n" + NAME, "en-tête : floor (8) dépasse size (6)"),
        (HEAD + "colour = 1\n" + NAME, "en-tête : « colour » n’existe pas ici"),
        (HEAD + "unit = 1\n" + NAME, "en-tête : unit vaut true ou false"),
        (HEAD + 'ignored = ["p4.chateau"]\n', "ignored : « p4.chateau » n’est ni une rubrique ni un tableau"),
        (HEAD + "box = 3\n", "en-tête : chaque box s’écrit sous une ligne [[box]]"),
        (HEAD + NAME.replace("nom_naissance", "nom_de_naissance"), "peut-être « p1.deposant.nom_naissance »"),
        (HEAD + NAME.replace("nom_naissance", "nom_de_naissance"), "ligne 3, [[box]] n° 1"),
        (HEAD + NAME.replace('rubric = "p1.deposant.nom_naissance"\n', ""), "donner rubric, ou rubrics"),
        (HEAD + NAME.replace("p1.deposant.nom_naissance", "p6.logement.creancier"), "n’existe pas"),
        (HEAD + NAME + NAME.replace("[50,", "[300,"), "a déjà sa case, ligne 3"),
        (HEAD + NAME.replace("page = 1\n", "pages = 1\n"), "« pages » n’existe pas ici ; peut-être « page »"),
        (HEAD + NAME.replace("page = 1\n", ""), "page est un numéro de 1 à 2"),
        (HEAD + NAME.replace("page = 1", "page = 3"), "page est un numéro de 1 à 2"),
        (HEAD + NAME.replace("page = 1", "page = true"), "page est un numéro de 1 à 2"),
        (HEAD + NAME.replace("at = [50, 40, 200, 18]", "at = [50, 40, 200]"), "at est [x, y, largeur, hauteur]"),
        (HEAD + NAME.replace("200, 18", "-200, 18"), "largeur et hauteur au-dessus de zéro"),
        (HEAD + NAME.replace("[50, 40, 200", "[650, 40, 200"), "la case sort de la page 1 (842 × 595 points)"),
        (HEAD + NAME.replace("40, 200, 18", "580, 200, 18"), "la case sort de la page 1"),
        (HEAD + NAME.replace("200, 18", "200, 5"), "case trop basse (5 points) pour la plus petite taille (6)"),
        (HEAD + NAME.replace("200, 18", "15, 18"), "case trop étroite (15 points) pour renvoyer"),
        (HEAD + NAME.replace("at = [50, 40, 200, 18]", ""), "donner la place"),
        (HEAD + NAME + 'field = "x"\n', "donner la place"),
        (HEAD + NAME.replace("at = [50, 40, 200, 18]", 'field = "nom"'), "le champ « nom » n’est pas dans ce PDF"),
        (HEAD + NAME + "cells = 99\n", "cells est un nombre de cases, 60 au plus"),
        (HEAD + NAME + 'align = "center"\n', 'align vaut "left" ou "right"'),
        (HEAD + NAME + NAME.replace("nom_naissance", "nom_usage"), "même case que ligne 3, [[box]] n° 1"),
        (HEAD + NAME.replace("at =", "ticks ="), "cette rubrique n’a pas de cases à cocher"),
        (
            HEAD + '[[box]]\nrubric = "p1.deposant.civilite"\npage = 1\nticks = { mademoiselle = [1, 1, 9, 9] }\n',
            "« mademoiselle » n’est pas un choix de cette rubrique ; elle a monsieur, madame",
        ),
        (
            HEAD + '[[box]]\nrubric = "p1.deposant.civilite"\npage = 1\nticks = []\n',
            "ticks donne la place de chaque case : monsieur, madame",
        ),
        (
            HEAD + '[[box]]\nrubric = "p1.deposant.date_naissance"\npage = 1\nday = [1, 1, 30, 9]\n',
            "cette rubrique est date : il faut day, month, year",
        ),
        (HEAD + NAME.replace("at =", "day ="), "cette rubrique est texte : ni une date ni un montant"),
        (HEAD + TABLE.replace("p6.logement", "p6.loyers") + COLUMN, "le tableau « p6.loyers » n’existe pas"),
        (HEAD + TABLE, "aucune colonne"),
        (HEAD + TABLE.replace("rows = 4", "rows = 0") + COLUMN, "rows est un nombre entier de 1 à 60"),
        (HEAD + TABLE.replace("step = 18.5\n", "") + COLUMN, "step manque"),
        (HEAD + TABLE.replace("18.5", '"18.5"') + COLUMN, "step est l’écart entre deux lignes"),
        (HEAD + TABLE.replace("18.5", "4") + COLUMN, "même case que"),
        (HEAD + TABLE.replace("rows = 4", "rows = 40") + COLUMN, "la case sort de la page 2"),
        (HEAD + TABLE + COLUMN.replace("creancier", "crediteur"), "ce tableau n’a pas de colonne « crediteur »"),
        (HEAD + TABLE + COLUMN + COLUMN.replace("[40,", "[240,"), "p6.logement.1.creancier a déjà sa case"),
        (HEAD + TABLE + "more = [1, 2]\n" + COLUMN, "[[table]] n° 1 (p6.logement), more : at est"),
    ],
)
def test_each_fault_is_told_with_its_place(text: str, told: str) -> None:
    assert [fault for fault in faults(text) if told in fault], faults(text)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('field = "motif"', 'field = "motifs"', "le champ « motifs » n’est pas dans ce PDF ; peut-être « motif »"),
        ('field = "motif"', 'field = "loue"', "le champ « loue » est de genre case à cocher"),
        ('locataire = "loue"', 'locataire = "motif"', "le champ « motif » est de genre texte"),
        ('state = "F"', 'state = "Z"', "n’a pas d’état « Z » ; il a F, H"),
        ('{ field = "civilite", state = "F" }', '"civilite"', "a plusieurs cases : dire laquelle par state (F, H)"),
        ('"demandeur.prenom"', '"demandeur.nom"', "même case que"),
        ("rows = 2", "rows = 3", "le champ « creancier_3 » n’est pas dans ce PDF"),
    ],
)
def test_a_fault_about_a_field_is_told(before: str, after: str, told: str) -> None:
    text = official_like.WITH_FIELDS.replace(before, after)
    assert text != official_like.WITH_FIELDS
    assert [fault for fault in faults(text, fields=True) if told in fault], faults(text, fields=True)


def test_every_fault_is_told_at_once_each_on_its_line() -> None:
    text = (
        HEAD + NAME.replace("nom_", "mon_") + NAME.replace("page = 1", "page = 9").replace("nom_naissance", "prenoms")
    )
    found = faults(text + TABLE + COLUMN.replace("creancier", "x"))
    assert len(found) == 3
    assert not [fault for fault in found if "\n" in fault]
    assert [fault.split(",")[0] for fault in found] == ["ligne 3", "ligne 7", "ligne 16"]


def test_faults_are_typographically_french() -> None:
    with pytest.raises(FaultyTemplate) as told:
        read_template(HEAD + NAME.replace("nom_", "mon_"), flat()[1])
    assert not [fault for fault in told.value.faults if " :" in fault or "« " in fault or " ;" in fault]


def test_the_smallest_box_that_is_taken_holds_the_number_of_a_renvoi() -> None:
    """At the limit and just below it."""
    assert faults(HEAD + NAME.replace("200, 18", "22, 6")) == ()
    assert faults(HEAD + NAME.replace("200, 18", "21.9, 6")) != ()
    assert faults(HEAD + NAME.replace("200, 18", "22, 5.9")) != ()


def test_positions_are_counted_from_the_corner_that_the_template_says() -> None:
    from_top = read_template(HEAD + NAME, flat()[1]).boxes[0].place
    from_bottom = read_template(HEAD.replace("top-left", "bottom-left") + NAME, flat()[1]).boxes[0].place
    assert from_top is not None
    assert from_top.spots == (Spot(0, 50, 595 - 40 - 18, 200, 18),)
    assert from_bottom is not None
    assert from_bottom.spots == (Spot(0, 50, 40, 200, 18),)


def test_rows_go_down_the_page_whichever_way_points_are_counted() -> None:
    for head in (HEAD, HEAD.replace("top-left", "bottom-left")):
        boxes = read_template(head + TABLE + COLUMN, flat()[1]).boxes
        heights = [box.place.spots[0].y for box in boxes if box.place is not None]
        assert [round(above - below, 2) for above, below in pairwise(heights)] == [18.5] * 3


def test_a_draft_proposes_rubrics_and_is_read_without_a_fault() -> None:
    text = draft(with_fields()[1])
    assert faults(text, fields=True) == ()
    assert 'field = "pays"' in text
    assert "# champ « demandeur.naissance.jour »" in text


def test_a_draft_survives_names_chosen_to_harm() -> None:
    names = ('a"b', "x\\y", "ligne\nautre = 1", "]]", "\U0001f600", "'''", "")
    blank = Blank(
        ((595.0, 842.0),),
        tuple(Field(name, "text", Spot(0, 10, 40 + 20 * n, 200, 15)) for n, name in enumerate(names)),
    )
    assert not [line for line in draft(blank).splitlines() if line.startswith("autre")]
    read_template(draft(blank), blank)


def test_a_box_can_hold_every_rubric_of_the_registry() -> None:
    for rubric in RUBRICS:
        text = HEAD + NAME.replace("p1.deposant.nom_naissance", rubric.named(0))
        assert faults(text) == (), rubric.name


def test_what_is_no_form_is_refused_with_its_reason() -> None:
    from pcb.errors import FileRefused

    for content, reason in ((b"", "abîmé"), (b"%PDF-1.7 rien", "abîmé"), (b"PK\x03\x04", "abîmé")):
        with pytest.raises(FileRefused, match=reason):
            blank_form(content)


ODD = (True, -1, 0, 10**30, float("nan"), float("inf"), "", "x" * 500, [], [[]], {}, {"at": [1, 2, 3, 4]}, ["é"])


def odd_templates(value: object) -> list[object]:
    """The value with, in the place of each of its parts in turn, something that nobody expects there."""
    found: list[object] = list(ODD)
    if isinstance(value, dict):
        found += [{**value, key: odd} for key, part in value.items() for odd in odd_templates(part)]
    elif isinstance(value, list):
        found += [[*value[:n], odd, *value[n + 1 :]] for n, part in enumerate(value[:2]) for odd in odd_templates(part)]
    return found


def test_whatever_stands_in_a_template_is_a_fault_or_can_be_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    content, blank = flat()
    facts = Facts.of(household(5), DAY)
    whole = tomllib.loads(official_like.FLAT)
    few = {**whole, "box": [whole["box"][n] for n in (1, 2, 3)], "table": whole["table"]}
    tried = filled = 0
    for raw in odd_templates(few):
        if not isinstance(raw, dict):
            continue
        monkeypatch.setattr("tomllib.loads", lambda text, raw=raw: raw)
        tried += 1
        try:
            template = read_template("", blank)
        except FaultyTemplate:  # told: what else could be raised is not caught
            continue
        if filled < 40:  # each takes a while, and they are much alike
            fill(content, blank, template, facts)
        filled += 1
    assert tried > 500
    assert filled > 10


def test_a_field_that_lies_off_its_page_is_a_fault() -> None:
    off = Blank(((595.0, 842.0),), (Field("nom", "text", Spot(0, 500, 40, 200, 15)),))
    with pytest.raises(FaultyTemplate, match="sort de sa page"):
        read_template(HEAD + NAME.replace("page = 1\nat = [50, 40, 200, 18]", 'field = "nom"'), off)
