"""What an answer can be. ``None`` is *not asked yet*; « ne sait pas » and « ne veut pas dire » are answers too."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias, TypeVar, Union

T = TypeVar("T")


class NoAnswer(Enum):
    """The person answered, but without a value. It is never counted as zero."""

    DOES_NOT_KNOW = "does_not_know"
    REFUSES = "refuses"

    @property
    def label(self) -> str:
        return "Ne sait pas" if self is NoAnswer.DOES_NOT_KNOW else "Ne veut pas dire"


# A field of the case: a value, an answer without a value, or not asked yet.
Answer: TypeAlias = Union[T, NoAnswer, None]  # noqa: UP007 - a generic alias cannot be written with | before Python 3.12


def known(answer: Answer[T]) -> T | None:
    """The value if there is one; ``None`` when not asked, unknown or refused."""
    return None if isinstance(answer, NoAnswer) else answer
