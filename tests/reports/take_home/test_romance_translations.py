"""Spanish, Portuguese, Romanian: whole, as short in the easy version as the French, said line for line as it is.

Nobody whose language it is has read them yet: no word is judged here, only what can be measured in any language.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import Register
from pcb.reports.take_home.catalogue import Catalogue, catalogue, missing
from tests.reports.take_home.test_easy_words import ACRONYM, LONGEST, sentences, words

FRENCH = catalogue(Language.FRENCH)
LANGUAGES = [Language.SPANISH, Language.PORTUGUESE, Language.ROMANIAN]
FOREIGN_SIGNS = re.compile("[«»\u202f'şţŞŢ]| [:;?!]")
"""French spacing and quotes, a typist’s apostrophe, the cedillas that Romanian does not have."""


def faults(found: Catalogue) -> list[str]:
    """What is not as the French: the number of lines and of sentences, the end of a line, the signs, the easy rules."""
    wrong = []
    for key in (*FRENCH.text, *FRENCH.labels):
        for register in Register:
            own, model = found.wording(key, register) or "", FRENCH.wording(key, register) or ""
            if shape(own) != shape(model):
                wrong.append(f"{key} : {own}")
            if FOREIGN_SIGNS.search(own):
                wrong.append(f"signe : {own}")
        wrong += [f"longue : {one}" for one in sentences(own) if len(words(one)) > LONGEST]
        wrong += [f"sigle : {own}" for acronym in ACRONYM.findall(own) if f" ({acronym})" not in own]
        if "%" in own:
            wrong.append(f"pourcentage : {own}")
    return wrong


def shape(text: str) -> list[tuple[int, str]]:
    """Of each line, how many sentences it has and the sign that ends it."""
    return [(len(sentences(line)), line[-1:] if line[-1:] in ".:?" else "") for line in text.split("\n")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_is_whole_and_says_that_nobody_proofread_it(language: Language) -> None:
    found = catalogue(language)
    assert missing(found, FRENCH) == []
    assert not found.proofread


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_has_the_lines_of_the_french_and_its_easy_version_is_as_short(language: Language) -> None:
    assert list(Register)[-1] is Register.EASY
    assert faults(catalogue(language)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis.",
        "El importe es 20%.",
        "Pida ayuda a la CAF.",
        "Es para comer : sí.",
        "Plătiţi acum.",
        "Dos ideas. Una línea.",
        "Sin punto final",
    ],
)
def test_the_measure_sees_what_is_wrong(text: str) -> None:
    wrong = replace(FRENCH, easy={**FRENCH.easy, "pay.food": text})
    assert len([one for one in faults(wrong) if text in one]) >= 1
