"""From a key and its blanks to what is said in French and, facing it, in the other language.

Amounts and dates are written in one way, the French one, in every language: the figures of both columns are the same
characters. A sentence typed in French stays in French, is tagged so, and says so in the other column. A name is said
once, under both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pcb.domain.money import Money
from pcb.domain.take_home.snapshot import Blank, Said
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import Register
from pcb.domain.wording import french_date
from pcb.reports.facing import Pair, Passage
from pcb.reports.take_home.catalogue import BLANK, Catalogue, catalogue

_FRENCH = Language.FRENCH
_NAMES = frozenset({"who"})
"""The blanks that, alone on their line, hold a name."""


def figure(value: Money | date) -> str:
    """« 1 234,56 € », « 24/11/2026 »: the one way in which amounts and dates are written, whatever the language."""
    return str(value) if isinstance(value, Money) else french_date(value)


def signed(amount: Money) -> str:
    """An amount that comes with its plus, one that goes with its minus: no colour tells them apart."""
    return f"+{amount}" if amount.cents > 0 else str(amount)


@dataclass(frozen=True, slots=True)
class Teller:
    """Says everything in one register, in French and in one language (French: in French alone)."""

    register: Register
    language: Language = _FRENCH

    @property
    def easy(self) -> bool:
        return self.register is Register.EASY

    @property
    def facing(self) -> Catalogue | None:
        """The catalogue of the other language, if there is one."""
        return None if self.language is _FRENCH else catalogue(self.language)

    def say(
        self, key: str, blanks: Mapping[str, Blank] | None = None, *, strong: bool = False, small: bool = False
    ) -> tuple[Pair, ...]:
        """One idea for each line of the text. A blank that is the key of another text or label is said in its turn."""
        blanks = blanks or {}
        french = self._lines(catalogue(_FRENCH), key, blanks, strong, small)
        if self.facing is None:
            return tuple(Pair(line) for line in french)
        return _paired(french, self._lines(self.facing, key, blanks, strong, small))

    def one(
        self, key: str, blanks: Mapping[str, Blank] | None = None, *, strong: bool = False, small: bool = False
    ) -> Pair:
        """The same as one idea: a title, a label."""
        french = catalogue(_FRENCH)
        own = self._whole(french, key, blanks or {}, strong, small)
        facing = self.facing
        return Pair(own, None if facing is None else self._whole(facing, key, blanks or {}, strong, small))

    def typed(self, text: str, *, strong: bool = False, small: bool = False) -> Pair:
        """A sentence typed in French."""
        if not _has_letters(text):
            return self.same(text, strong=strong, small=small)
        own = Passage(text, strong=strong, small=small)
        return Pair(own, None if self.facing is None else _in_french(own), once=True)

    def name(self, text: str, *, strong: bool = False, small: bool = False) -> Pair:
        """A name, a payer, a creditor: said once, for both languages."""
        return Pair(Passage(text, strong=strong, small=small))

    def same(self, text: str, *, strong: bool = False, small: bool = False) -> Pair:
        """Figures alone, which are the same in every language."""
        own = Passage(text, strong=strong, small=small)
        return Pair(own, replace(own, language=self.language.value) if self.facing else None, once=True)

    def for_counsellor(self, text: str) -> Pair:
        """What is in French alone: a reference, what is for the counsellor."""
        return Pair(Passage(text, small=True))

    def said(self, said: Said, *, strong: bool = False) -> tuple[Pair, ...]:
        """A sentence of the snapshot."""
        return self.say(said.key, said.blanks, strong=strong) if said.key else (self.typed(said.text, strong=strong),)

    def _whole(self, words: Catalogue, key: str, blanks: Mapping[str, Blank], strong: bool, small: bool) -> Passage:
        lines = self._lines(words, key, blanks, strong, small)
        return Passage(" ".join(line.text for line in lines), lines[0].language, strong, small)

    def _lines(
        self, words: Catalogue, key: str, blanks: Mapping[str, Blank], strong: bool, small: bool
    ) -> list[Passage]:
        template, language = words.wording(key, self.register), words.language.value
        if template is None:
            french = self._lines(catalogue(_FRENCH), key, blanks, strong, small)
            return [Passage(f"{line.text} {_mark('mark.not_translated')}", "fr", strong, small) for line in french]
        found = []
        for line in template.split("\n"):
            alone = BLANK.fullmatch(line)
            value = blanks.get(alone[1], "") if alone else None
            if isinstance(value, str) and not self._translated(words, value):
                if value.strip():
                    typed = Passage(value, "fr", strong, small)
                    name = alone is not None and (alone[1] in _NAMES or not _has_letters(value))
                    found.append(typed if words.language is _FRENCH or name else _in_french(typed))
                continue
            names = BLANK.findall(line)
            if names and all(blanks[name] == "" for name in names):
                continue
            for name in names:
                line = line if blanks[name] != "" else line.replace(f" {{{name}}}", "")
            text = BLANK.sub(lambda blank: self._filled(words, blanks[blank[1]]), line)
            found.append(Passage(text, language, strong, small))
        return found or [Passage("", language, strong, small)]

    def _filled(self, words: Catalogue, value: Blank) -> str:
        if not isinstance(value, str):
            return figure(value)
        return self._translated(words, value) or value

    def _translated(self, words: Catalogue, value: str) -> str | None:
        """What a blank says when it is itself a key: the name of a procedure, a usual action."""
        french = catalogue(_FRENCH)
        if "." not in value or not (value in french.labels or (value in french.text and value.startswith("action."))):
            return None
        return " ".join(line.text for line in self._lines(words, value, {}, False, False))


def _has_letters(text: str) -> bool:
    """Whether a text says something: a date or an amount is the same in every language."""
    return any(mark.isalpha() for mark in text)


def _in_french(passage: Passage) -> Passage:
    return Passage(f"{passage.text} {_mark('mark.in_french')}", "fr", passage.strong, passage.small)


def _mark(key: str) -> str:
    return f"[{catalogue(_FRENCH).text[key]}]"


def _paired(french: list[Passage], other: list[Passage]) -> tuple[Pair, ...]:
    """Line by line; as one idea when the translation has not as many lines. What was typed is said once under both."""
    if len(french) != len(other):
        return (Pair(_joined(french), _joined(other)),)
    return tuple(
        Pair(own) if facing == own else Pair(own, facing, facing.text == _in_french(own).text)
        for own, facing in zip(french, other, strict=True)
    )


def _joined(lines: Iterable[Passage]) -> Passage:
    lines = list(lines)
    first = lines[0]
    return Passage("\n".join(line.text for line in lines), first.language, first.strong, first.small)
