"""What a closed list is: an enumeration whose members carry their French label."""

from __future__ import annotations

from enum import Enum


class Choice(Enum):
    """A member of a closed list: ``value`` is the code that is stored, ``label`` what people read."""

    label: str

    def __new__(cls, code: str, label: str) -> Choice:
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        return member

    def __str__(self) -> str:
        return self.label
