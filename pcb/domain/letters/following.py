"""Where a letter stands: the last day to send it, whether it left, the day an answer is due, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.case_path import get
from pcb.domain.deadlines import Due, due
from pcb.domain.explain import Source
from pcb.domain.law.reading import Rule, rule
from pcb.domain.letter_notes import LetterNote
from pcb.domain.letters.template import Delay, Template
from pcb.domain.vocabulary.choice import Choice

RECENT = timedelta(days=30)
"""A delay that ended since is still worth a call; an older one no longer stands before what can be done."""


class Stage(Choice):
    """Where a letter stands."""

    LATE = "late", "délai dépassé"
    LONG_OVER = "long_over", "délai dépassé depuis longtemps"
    URGENT = "urgent", "à envoyer avant une date"
    TO_SEND = "to_send", "à envoyer"
    NO_ANSWER = "no_answer", "réponse en retard"
    WAITING = "waiting", "réponse attendue"
    ANSWERED = "answered", "réponse reçue"


_ORDER = (
    Stage.URGENT,
    Stage.LATE,
    Stage.NO_ANSWER,
    Stage.TO_SEND,
    Stage.WAITING,
    Stage.LONG_OVER,
    Stage.ANSWERED,
)


@dataclass(frozen=True, slots=True)
class Following:
    """``last_day`` to send, from a rule or from the notification (``read`` tells that it was read there, or has to be);
    ``expected`` is the day on which the answer is due. ``legal`` is false where no text gives that day."""

    stage: Stage
    last_day: date | None = None
    put_off: bool = False
    source: Source | None = None
    read: bool = False
    expected: date | None = None
    legal: bool = True
    urgent: bool = False

    @property
    def rank(self) -> tuple[int, date]:
        """What cannot wait first, then by date."""
        place = _ORDER.index(self.stage) * 2
        if self.stage is Stage.TO_SEND and self.urgent:
            place -= 1
        return place, self.last_day or self.expected or date.max


def following(template: Template, case: Case, note: LetterNote, start: str, day: date) -> Following:
    """Where the letter stands on ``day``; ``start`` is the path of the day on which its delay starts."""
    limit = _limit(template, case, start)
    written = known(note.last_day)
    last = written or (limit.last_day if limit else None)
    sent, answered = known(note.sent_on), known(note.answered_on)
    expected, legal = _expected(template, note, sent)
    if answered is not None or known(note.outcome) is not None:
        stage = Stage.ANSWERED
    elif sent is not None:
        stage = Stage.NO_ANSWER if expected and expected < day else Stage.WAITING
    elif last is not None:
        stage = Stage.URGENT if day <= last else Stage.LATE if day <= last + RECENT else Stage.LONG_OVER
    else:
        stage = Stage.TO_SEND
    read = written is not None or bool(template.delay and template.delay.read)
    source = limit.source if limit and written is None else None
    put_off = bool(limit and limit.put_off and written is None)
    return Following(stage, last, put_off, source, read, expected, legal, template.urgent)


def rule_of(delay: Delay, key: str) -> Rule:
    """The rule of a delay: that of the law files, else its own."""
    if delay.rule:
        return rule(delay.rule)
    counted = {"days": delay.days} if delay.days else {"months": delay.months}
    status = "one_source" if delay.mark.to_check else "official"
    return Rule(key, counted, Source(delay.effect or key, status, note=delay.mark.label))


def _limit(template: Template, case: Case, start: str) -> Due | None:
    delay = template.delay
    if delay is None or delay.read:
        return None
    day = known(get(case, start))
    return due(rule_of(delay, template.key), day) if isinstance(day, date) else None


def _expected(template: Template, note: LetterNote, sent: date | None) -> tuple[date | None, bool]:
    """The day written by hand, else that of the template counted from the sending."""
    written = known(note.expected_on)
    if written is not None:
        return written, True
    if sent is None or template.answer is None:
        return None, True
    return due(rule_of(template.answer, template.key), sent).last_day, template.answer.legal
