"""What a question is, and the kinds whose answer is a text or is picked in a list.

Amounts are read in :mod:`pcb.interview.amounts`, dates in :mod:`pcb.interview.dates`, telephone numbers and the like in
:mod:`pcb.interview.contacts`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, ClassVar, TypeAlias

from pcb.domain.answers import NoAnswer
from pcb.domain.vocabulary.budget import Period
from pcb.interview.conditions import Condition
from pcb.interview.texts import cleaned, french, refused

Raw: TypeAlias = str | list[str] | NoAnswer
"""What comes from the screen: the text of the field, the codes ticked, or « ne sait pas » / « ne veut pas dire »."""

Shown: TypeAlias = str | list[str]
"""What is put back in the field."""

Options: TypeAlias = tuple[tuple[str, str], ...]
"""Codes and labels to pick from, in order."""


class Kind(ABC):
    """A kind of question: how its answer is read, put back in the field, and said in a recap."""

    widget: ClassVar[str]
    """How the screen draws it: text, long_text, amount, choice, choices, yes_no, date, hour, number, rate, phone,
    email, postcode, iban, owner or period."""

    @property
    def options(self) -> Options:
        """What to pick from; empty for a typed answer (and for ``owner``, whose options depend on the case)."""
        return ()

    @abstractmethod
    def parse(self, typed: str, today: date) -> Any:
        """The value of a typed text, already cleaned and not blank. Raises :class:`InvalidAnswer`."""

    def parse_list(self, codes: list[str]) -> Any:
        """The value of the codes ticked; only :class:`Several` takes any."""
        raise refused("Une seule réponse est attendue ici.")

    def show(self, value: Any) -> Shown:
        """The text to put back in the field: parsing it gives the value again."""
        return str(value)

    def say(self, value: Any) -> str:
        """The answer in words, for a recap."""
        return str(self.show(value))


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """One line of text; never cut: what is too long is refused."""

    widget: ClassVar[str] = "text"
    longest: int = 300

    def parse(self, typed: str, today: date) -> str:
        return _not_too_long(" ".join(typed.split("\n")), self.longest)


@dataclass(frozen=True, slots=True)
class LongText(Kind):
    """Several lines of text, kept with their line ends."""

    widget: ClassVar[str] = "long_text"
    longest: int = 20_000

    def parse(self, typed: str, today: date) -> str:
        return _not_too_long(typed, self.longest)


def _not_too_long(text: str, longest: int) -> str:
    if len(text) > longest:
        raise refused(
            "Ce texte est trop long : {count} caractères, pour {longest} au plus. Rien n'est coupé : raccourcissez-le.",
            count=str(len(text)),
            longest=str(longest),
        )
    return text


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """Yes or no: ``"yes"``, ``"no"``."""

    widget: ClassVar[str] = "yes_no"

    @property
    def options(self) -> Options:
        return (("yes", "Oui"), ("no", "Non"))

    def parse(self, typed: str, today: date) -> bool:
        if typed not in ("yes", "no"):
            raise refused("Répondez par oui ou par non.")
        return typed == "yes"

    def show(self, value: bool) -> str:
        return "yes" if value else "no"

    def say(self, value: bool) -> str:
        return "Oui" if value else "Non"


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One member of a closed list, named by its code."""

    widget: ClassVar[str] = "choice"
    vocabulary: type[Enum]

    @property
    def options(self) -> Options:
        return _options(self.vocabulary)

    def parse(self, typed: str, today: date) -> Enum:
        return _member(self.vocabulary, typed)

    def show(self, value: Enum) -> str:
        return str(value.value)

    def say(self, value: Enum) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class PeriodOf(OneOf):
    """How often an amount comes. It is shown beside the amount and always has a value."""

    widget: ClassVar[str] = "period"
    vocabulary: type[Enum] = Period


@dataclass(frozen=True, slots=True)
class Several(Kind):
    """Any number of members of a closed list. ``none_label`` is the box that says « none of these »: code ``none``,
    an empty set, which is an answer. No box ticked at all is *not asked yet*."""

    widget: ClassVar[str] = "choices"
    vocabulary: type[Enum]
    none_label: str
    NONE: ClassVar[str] = "none"

    def __post_init__(self) -> None:
        object.__setattr__(self, "none_label", french(self.none_label))

    @property
    def options(self) -> Options:
        return (*_options(self.vocabulary), (self.NONE, self.none_label))

    def parse(self, typed: str, today: date) -> frozenset[Enum]:
        return self.parse_list([typed])

    def parse_list(self, codes: list[str]) -> frozenset[Enum]:
        if self.NONE in codes and len(set(codes)) > 1:
            raise refused("« {none} » est coché en même temps qu'une autre réponse.", none=self.none_label)
        return frozenset(_member(self.vocabulary, code) for code in codes if code != self.NONE)

    def show(self, value: frozenset[Enum]) -> list[str]:
        return [m.value for m in self.vocabulary if m in value] or [self.NONE]

    def say(self, value: frozenset[Enum]) -> str:
        return ", ".join(str(m) for m in self.vocabulary if m in value) or self.none_label


@dataclass(frozen=True, slots=True)
class Owner(Kind):
    """Whose it is: the id of a person of the household, or ``joint``. The engine checks it against the case."""

    widget: ClassVar[str] = "owner"

    def parse(self, typed: str, today: date) -> str:
        return typed


@cache
def _options(vocabulary: type[Enum]) -> Options:
    return tuple((member.value, str(member)) for member in vocabulary)


def _member(vocabulary: type[Enum], code: str) -> Enum:
    try:
        return vocabulary(code)
    except ValueError:
        raise refused("« {code} » n'est pas dans la liste.", code=code) from None


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one field of the case.

    ``path`` names the field, with ``*`` for the id of an item. ``when`` hides the question where it does not apply.
    ``essential`` is false for what the screen may fold under « Plus de détails »; ``detail_for`` folds it for some
    kinds of item only. ``required`` marks the few fields that always have a value (kind, role, period): they cannot be
    emptied, and are not counted in the progress. ``suggest`` names what can be proposed while typing (``cities``).
    """

    path: str
    kind: Kind
    label: str
    help: str = ""
    when: Condition | None = None
    example: str = ""
    unit: str = ""
    essential: bool = True
    detail_for: frozenset[Any] = field(default_factory=frozenset)
    required: bool = False
    suggest: str = ""
    field_name: str = field(init=False)  # the last part of the path

    def __post_init__(self) -> None:
        for name in ("label", "help", "example", "unit"):
            object.__setattr__(self, name, french(getattr(self, name)))
        object.__setattr__(self, "field_name", self.path.rpartition(".")[2])

    @property
    def collection(self) -> str:
        """The list whose items it asks about, or nothing."""
        head, _, rest = self.path.partition(".")
        return head if rest.startswith("*.") else ""

    def path_of(self, item_id: str | None) -> str:
        """The path with the item's id in its place."""
        return self.path if item_id is None else self.path.replace("*", item_id, 1)

    def parse(self, raw: Raw, today: date) -> Any:
        """The value typed; ``None`` when the field was emptied. Raises :class:`InvalidAnswer`."""
        if isinstance(raw, NoAnswer):
            if self.required:
                raise refused("Une réponse est nécessaire ici.")
            return raw
        if isinstance(raw, list):
            codes = [cleaned(code) for code in raw if cleaned(code)]
            if self.required and not codes:
                raise refused("Choisissez une réponse : cette ligne en a toujours une.")
            return self.kind.parse_list(codes) if codes else None
        typed = cleaned(raw)
        if not typed:
            if self.required:
                raise refused("Choisissez une réponse : cette ligne en a toujours une.")
            return None
        return self.kind.parse(typed, today)

    def show(self, value: Any) -> Shown:
        """What to put back in the field; nothing for an answer without a value."""
        if value is None or isinstance(value, NoAnswer):
            return [] if isinstance(self.kind, Several) else ""
        return self.kind.show(value)

    def say(self, value: Any) -> str:
        """The answer in words: « 1 250,50 € », « Oui », « Ne sait pas »; nothing when not asked."""
        if value is None:
            return ""
        return value.label if isinstance(value, NoAnswer) else self.kind.say(value)
