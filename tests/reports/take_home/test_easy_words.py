"""The « version facile »: short sentences, one idea a line, no percentage, no abbreviation alone, one word a thing.

The texts typed by people are theirs and are not measured: they stand alone on their lines, in French as typed.
"""

from __future__ import annotations

import re
from itertools import chain

import pytest

from pcb.domain.take_home.words import SAID
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register
from pcb.reports.facing import Facing, FacingHeading, FacingTable, Pair
from pcb.reports.take_home.catalogue import BLANK, catalogue
from pcb.reports.take_home.paper import compose
from tests.reports.take_home import snapshots
from tests.reports.take_home.demo_snapshots import HOUSEHOLDS, demo

FRENCH = catalogue(Language.FRENCH)
LONGEST = 15
DEFINED = {
    "RSA": "Revenu de solidarité active (RSA)",
    "AAH": "Allocation aux adultes handicapés (AAH)",
    "CAF": "caisse d’allocations familiales (CAF)",
    "MSA": "mutualité sociale agricole (MSA)",
    "FSL": "fonds de solidarité pour le logement (FSL)",
}
"""The abbreviations allowed, each always with its meaning: it is on the letters that the person receives."""

ONE_WORD = {
    "remboursement": ("mensualité", "échéance", "échéancier", "acompte"),
    "dépense": ("charges de la vie", "frais courants", "débours"),
    "argent qui rentre": ("ressource", "recette"),
    "lettre": ("courrier", "missive"),
    "papier": ("justificatif", "pièce justificative", "document"),
    "sur le compte": ("solde", "trésorerie"),
    "société à qui vous devez de l’argent": ("créancier",),
    "rendez-vous": ("entretien", "entrevue"),
    "logement": ("domicile", "résidence"),
    "propriétaire": ("bailleur",),
    "accepté": ("recevable", "recevabilité"),
    "conseiller": ("accompagnant", "intervenant"),
}
"""One word for one thing, and the words for it that the easy version never uses."""

AMOUNT = re.compile(r"[+−]?\d[\d\u202f]*(?:,\d\d)?\u202f€")
DATE = re.compile(r"\d\d/\d\d/\d{4}")
ACRONYM = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")


def easy_templates() -> dict[str, str]:
    keys = chain(FRENCH.text, FRENCH.labels)
    return {key: FRENCH.wording(key, Register.EASY) or "" for key in keys}


def sentences(text: str) -> list[str]:
    """The sentences of a text: an amount, a date, a blank count for one word."""
    text = AMOUNT.sub("montant", DATE.sub("date", BLANK.sub("champ", text)))
    return [part for line in text.split("\n") for part in re.split(r"(?<=[.!?])\s+", line) if part.strip()]


def words(sentence: str) -> list[str]:
    return [word for word in re.split(r"[\s’'-]+", sentence) if re.search(r"\w", word)]


def faults(text: str) -> list[str]:
    """What the easy version may not say."""
    found = [f"{len(words(one))} mots : {one}" for one in sentences(text) if len(words(one)) > LONGEST]
    if "%" in text:
        found.append(f"pourcentage : {text}")
    found += [
        f"sigle : {acronym}"
        for acronym in ACRONYM.findall(text)
        if DEFINED.get(acronym, "\0").lower() not in text.lower()
    ]
    lower = text.lower()
    found += [f"{word} : dire « {say} »" for say, banned in ONE_WORD.items() for word in banned if word in lower]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize.",
        "Il reste 20 % de la dette.",
        "Allez à la CAF.",
        "Payez votre mensualité.",
    ],
)
def test_the_measure_sees_what_is_wrong(text: str) -> None:
    assert faults(text)


def test_the_measure_lets_pass_what_is_right() -> None:
    assert (
        faults("Demandez à la caisse d’allocations familiales (CAF).\nIl vous reste 1\u202f234,56\u202f€ par mois.")
        == []
    )


def test_no_template_of_the_easy_version_breaks_its_rules() -> None:
    assert {key: found for key, text in easy_templates().items() if (found := faults(text))} == {}


def test_one_idea_a_line_a_line_of_the_easy_version_is_one_sentence() -> None:
    several = {
        key: line
        for key, text in easy_templates().items()
        if key in SAID or key.startswith(("left.", "month.", "note.", "watch."))
        for line in text.split("\n")
        if len(sentences(line)) > 1
    }
    assert several == {}


def test_a_typed_text_stands_alone_on_its_line() -> None:
    for key in SAID:
        for line in (FRENCH.wording(key, Register.EASY) or "").split("\n"):
            if {"detail", "what"} & set(BLANK.findall(line)):
                assert BLANK.fullmatch(line), (key, line)


def said(pair: Pair, typed: set[str]) -> list[str]:
    return [] if pair.french.text in typed else [pair.french.text]


@pytest.mark.parametrize("name", [path.stem for path in HOUSEHOLDS] + ["full"])
def test_no_filled_text_of_the_easy_version_breaks_its_rules(name: str) -> None:
    """The texts as printed, with their amounts, dates and names, but for those typed or written for the counsellor."""
    snapshot = snapshots.full() if name == "full" else demo(name)
    typed = set(strings_of(snapshot))
    document = compose(snapshot, PaperKind.SET, Register.EASY, Language.FRENCH)
    lines: list[str] = []
    for block in document.blocks:
        match block:
            case FacingHeading():
                lines += said(block.pair, typed)
            case Facing():
                lines += [text for item in block.items for pair in item for text in said(pair, typed)]
            case FacingTable():
                pairs = (block.title, *block.titles, *(pair for row in block.rows for pair in row.label))
                lines += [text for pair in pairs for text in said(pair, typed)]
    assert len(lines) > 30
    found = [(line, fault) for line in lines for fault in faults(without(line, typed))]
    assert found == []


def counted(sentence: str) -> int:
    """Its words, as far as white space tells them in that language."""
    return len([word for word in sentence.split() if re.search(r"\w", word)])


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.FRENCH])
def test_no_filled_text_of_the_easy_version_is_longer_in_another_language(language: Language) -> None:
    """The column that faces the French, as printed, for every household: its sentences, no percentage."""
    found = 0
    for snapshot in (snapshots.full(), *(demo(path.stem) for path in HOUSEHOLDS)):
        typed = set(strings_of(snapshot))
        for block in compose(snapshot, PaperKind.SET, Register.EASY, language).blocks:
            for pair in pairs_of(block):
                if pair.other is None or pair.other.language == "fr":
                    continue
                for sentence in re.split(r"(?<=[.!?؟])\s+", blanked(without(pair.other.text, typed))):
                    assert counted(sentence) <= LONGEST, sentence
                    assert "%" not in sentence
                    found += 1
    assert found > 1000


def blanked(text: str) -> str:
    return AMOUNT.sub("montant", DATE.sub("date", text))


def pairs_of(block: object) -> tuple[Pair, ...]:
    match block:
        case FacingHeading():
            return (block.pair,)
        case Facing():
            return tuple(pair for item in block.items for pair in item)
        case FacingTable():
            return (block.title, *block.titles, *(pair for row in block.rows for pair in row.label))
    return ()


def without(line: str, typed: set[str]) -> str:
    """The line with the names in it as one word each: nobody's name is our sentence."""
    for text in sorted(typed, key=len, reverse=True):
        if len(text) > 3 and text in line:
            line = line.replace(text, "nom")
    return line


def strings_of(value: object) -> list[str]:
    from collections.abc import Mapping
    from dataclasses import fields, is_dataclass

    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in strings_of(one)]
    if isinstance(value, tuple):
        return [text for one in value for text in strings_of(one)]
    if is_dataclass(value):
        return [text for one in fields(value) for text in strings_of(getattr(value, one.name))]
    return []
