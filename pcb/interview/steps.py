"""What the interview is made of: chapters, and the steps of each, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pcb.interview.questions import Question
from pcb.interview.texts import french


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Kinds of item offered together, as buttons under one heading."""

    label: str
    kinds: tuple[Enum, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", french(self.label))


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the interview.

    * With neither ``collection`` nor ``each``: its questions.
    * With ``collection``: the list of those items, with buttons to add one (``groups``), and its « néant » question.
    * With ``each``: its questions, once for every item of that list whose kind is in ``groups`` (all when empty).

    ``recap`` marks the page that the engine's recap fills.
    """

    key: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()
    collection: str = ""
    each: str = ""
    groups: tuple[KindGroup, ...] = ()
    recap: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", french(self.title))
        object.__setattr__(self, "intro", french(self.intro))

    @property
    def kinds(self) -> tuple[Enum, ...]:
        """The kinds it offers or asks about, in order; empty for all."""
        return tuple(kind for group in self.groups for kind in group.kinds)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered chapter of the interview. ``title`` stands in the menu, the steps carry their own."""

    key: str
    number: int
    title: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", french(self.title))
