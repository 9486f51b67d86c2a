"""The words of the papers: every key a snapshot can hold, in every language, with the same blanks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pcb.domain.take_home.words import DEADLINE_NOTED, KINDS, PAPERS, SAID
from pcb.domain.vocabulary.budget import PaymentMethod, Period
from pcb.domain.vocabulary.take_home import Doer, Language
from pcb.domain.vocabulary.take_home_papers import Register
from pcb.reports.pictograms import Pictogram
from pcb.reports.take_home.catalogue import (
    BLANK,
    CatalogueError,
    catalogue,
    differences,
    french_only,
    missing,
    read,
)

FRENCH = catalogue(Language.FRENCH)
OTHERS = [language for language in Language if language is not Language.FRENCH]


def test_the_french_says_every_code_and_every_sentence_that_a_snapshot_can_hold() -> None:
    labels = {*KINDS, *PAPERS, DEADLINE_NOTED}
    labels |= {f"doer.{one.value}" for one in Doer} | {f"method.{one.value}" for one in PaymentMethod}
    labels |= {f"period.{one.value}" for one in Period}
    assert labels == set(FRENCH.labels)
    assert set(SAID) <= set(FRENCH.text)
    assert {f"picture.{one.value}" for one in Pictogram} <= set(french_only())


def test_a_sentence_has_the_blanks_of_the_snapshot_and_no_other_in_both_registers() -> None:
    for key, blanks in SAID.items():
        for register in Register:
            text = FRENCH.wording(key, register)
            assert text
            assert set(BLANK.findall(text)) == set(blanks), (key, register)


def test_an_easy_text_has_the_blanks_of_the_usual_one() -> None:
    for key, text in FRENCH.easy.items():
        usual = set(BLANK.findall(FRENCH.text[key]))
        assert set(BLANK.findall(text)) == usual, key


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_says_nothing_that_the_french_does_not(language: Language) -> None:
    assert differences(catalogue(language), FRENCH) == []


def test_english_is_complete_and_not_proofread() -> None:
    english = catalogue(Language.ENGLISH)
    assert missing(english, FRENCH) == []
    assert not english.proofread


def test_a_translation_with_other_blanks_or_an_unknown_key_is_refused() -> None:
    wrong = replace(
        FRENCH,
        text={"left.some": "Nothing left.", "left.more": "More", "watch.deadline": "{day} {what}"},
        easy={},
        labels={},
    )
    assert len(differences(wrong, FRENCH)) == 3


def test_a_file_that_is_not_of_its_language_is_refused() -> None:
    with pytest.raises(CatalogueError, match="dit être en"):
        read('language = "fr"\nname = "x"\nproofread = false', Language.TURKISH)
    with pytest.raises(CatalogueError, match="illisibles"):
        read("language = ", Language.TURKISH)
