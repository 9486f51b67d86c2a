"""What a finding is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from pcb.domain.explain import Source
from pcb.domain.law.reading import rule
from pcb.domain.money import NARROW_SPACE
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.wording import status_in_words

LONGEST_KEY = 120
_NARROW = re.compile(r" (?=[;:!?»])|(?<=«) ")
"""Where French wants a narrow space: the law files are written with plain ones."""
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9_-]")


class Grade(Choice):
    """How much a finding weighs, the heaviest first."""

    BLOCKING = "blocking", "Bloquant"
    IMPORTANT = "important", "Important"
    ADVICE = "advice", "Conseil"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``key`` names it for ever (letters, figures, ``_`` and ``-``): the reason for setting it aside is
    kept under it. ``path`` opens the field to change; ``set_aside`` is that reason, None while the finding stands."""

    key: str
    grade: Grade
    title: str
    why: str
    source: Source
    todo: str
    path: str
    set_aside: str | None = None

    @property
    def rests_on(self) -> str:
        """The text it comes from, and how sure that is unless it is official."""
        sure = "" if self.source.is_official else f" ({status_in_words(self.source)})"
        note = f". {self.source.note}" if self.source.note else ""
        return _NARROW.sub(NARROW_SPACE, f"{self.source.article}{sure}{note}")


def stable_key(key: str) -> str:
    """The key as it may name a record: letters, figures, ``_`` and ``-``; a long one is cut and ends with a digest."""
    plain = _NOT_ALLOWED.sub("_", key)
    if plain == key and len(key) <= LONGEST_KEY:
        return key
    digest = sha256(key.encode()).hexdigest()[:12]
    return f"{plain[: LONGEST_KEY - 13]}-{digest}"


def standing(findings: Iterable[Finding], grade: Grade) -> tuple[Finding, ...]:
    """The findings of that grade that nobody set aside."""
    return tuple(finding for finding in findings if finding.grade is grade and finding.set_aside is None)


def text(kind: str) -> Source:
    """A text of ``law/dossier.toml``."""
    return rule(f"dossier.{kind}").source
