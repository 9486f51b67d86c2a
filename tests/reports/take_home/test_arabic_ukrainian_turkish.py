"""Arabic, Ukrainian, Turkish: whole, as easy to read as the French (English too), written so that the papers can set
them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import Register
from pcb.reports.take_home.catalogue import BLANK, Catalogue, catalogue, missing

FRENCH = catalogue(Language.FRENCH)
LANGUAGES = (Language.ARABIC, Language.UKRAINIAN, Language.TURKISH)
LONGEST = 15
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")
WORD_SPACE = re.compile(r"[\s’-]+")
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
MARKS = {"\u200e", "\u200f", "\u061c", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def easy_faults(found: Catalogue) -> list[str]:
    """What in the easy version is not as the French: more lines, long sentences, other abbreviations, a percentage."""
    faults = []
    for key in (*FRENCH.text, *FRENCH.labels):
        french, own = FRENCH.wording(key, Register.EASY) or "", found.wording(key, Register.EASY) or ""
        if french.count("\n") != own.count("\n"):
            faults.append(f"{key} : nombre de lignes")
        if sorted(ACRONYM.findall(french)) != sorted(ACRONYM.findall(own)):
            faults.append(f"{key} : sigles")
        if "%" in own:
            faults.append(f"{key} : pourcentage")
        for line in own.split("\n"):
            sentences = SENTENCE_END.split(line)
            if key in FRENCH.easy and len(sentences) > 1:
                faults.append(f"{key} : plusieurs phrases sur une ligne")
            faults += [f"{key} : {one}" for one in sentences if len(WORD_SPACE.split(one)) > LONGEST]
    return faults


def setting_faults(found: Catalogue) -> list[str]:
    """What the engine of the papers does by itself, or cannot do: shapes of letters, direction, figures, endings."""
    faults = []
    for key, text in (*found.text.items(), *found.easy.items(), *found.labels.items()):
        if MARKS & set(text):
            faults.append(f"{key} : marque de direction")
        if unicodedata.normalize("NFKC", text) != text:
            faults.append(f"{key} : forme de présentation")
        if any(mark.isdigit() and not mark.isascii() for mark in text):
            faults.append(f"{key} : chiffre d’une autre écriture")
        if re.search(r"[\w’]\{|\}[\w’]", text):
            faults.append(f"{key} : lettre collée à un champ")
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_is_complete_and_not_proofread(language: Language) -> None:
    found = catalogue(language)
    assert missing(found, FRENCH) == []
    assert not found.proofread


@pytest.mark.parametrize("language", [*LANGUAGES, Language.ENGLISH])
def test_the_easy_version_is_as_easy_as_the_french(language: Language) -> None:
    assert easy_faults(catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_in_logical_order_with_western_figures_and_nothing_stuck_to_a_blank(language: Language) -> None:
    assert setting_faults(catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_registers_keep_the_lines_and_the_blanks_of_each_line(language: Language) -> None:
    found = catalogue(language)
    for table in ("text", "easy"):
        for key, french in getattr(FRENCH, table).items():
            own = getattr(found, table)[key]
            blanks = [[sorted(BLANK.findall(line)) for line in text.split("\n")] for text in (french, own)]
            assert blanks[0] == blanks[1], (table, key)


@pytest.mark.parametrize(
    "wrong",
    [
        "Bir iki üç dört beş altı yedi sekiz dokuz on bir iki üç dört beş altı {amount}.",
        "Her ay %20 {amount}.",
        "Her ay size {amount} kalıyor.\nHepsi bu.",
        "Her ay size {amount} kalıyor. Hepsi bu.",
        "CAF size {amount} verir.",
    ],
)
def test_the_measure_of_the_easy_version_sees_what_is_wrong(wrong: str) -> None:
    turkish = catalogue(Language.TURKISH)
    assert easy_faults(replace(turkish, easy={**turkish.easy, "left.some": wrong}))


@pytest.mark.parametrize("wrong", ["ﻣﺎ ﻳﺒﻘﻰ", "\u200fالباقي", "٧ أيام", "{amount}’dir"])
def test_the_measure_of_the_setting_sees_what_is_wrong(wrong: str) -> None:
    arabic = catalogue(Language.ARABIC)
    assert setting_faults(replace(arabic, labels={**arabic.labels, "income": wrong}))
