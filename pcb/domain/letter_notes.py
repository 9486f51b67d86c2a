"""What the counsellor notes for the letters: what one says that no other fact gives, its sending and its answer; whom
they are sent to; where the dossier stands before the commission.

Like the other records of :mod:`pcb.domain.noted`, a letter and an addressee are named by what they are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import Answer
from pcb.domain.money import Money
from pcb.domain.vocabulary.letters import LetterOutcome, SendingMeans


@dataclass(frozen=True, slots=True)
class LetterNote:
    """One letter. ``id`` is its key, such as ``instalments-d1``.

    ``text`` is None while the template filled from the case will do. ``event_on`` is the day of the act, invoice or
    decision it answers; ``last_day`` what the notification itself says, where no rule gives the delay.
    """

    id: str
    reference: Answer[str] = None
    event_on: Answer[date] = None
    last_day: Answer[date] = None
    amount: Answer[Money] = None
    first_on: Answer[date] = None
    grace_months: Answer[int] = None
    subject: Answer[str] = None
    reasons: Answer[str] = None
    details: Answer[str] = None
    text: Answer[str] = None
    sent_on: Answer[date] = None
    means: Answer[SendingMeans] = None
    tracking: Answer[str] = None
    expected_on: Answer[date] = None  # overrides the delay of the answer
    answered_on: Answer[date] = None
    outcome: Answer[LetterOutcome] = None
    answer: Answer[str] = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom letters go to, when no debt names them: a court, a fund, the bank of an account. ``id`` is its key."""

    id: str
    name: Answer[str] = None
    address: Answer[str] = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """Where the dossier stands before the commission. Each date is the day on which the letter was *received*: it
    starts a delay. ``number`` is the twelve-digit number of the attestation."""

    number: Answer[str] = None
    filed_on: Answer[date] = None
    admissible_on: Answer[date] = None
    refused_on: Answer[date] = None
    claims_on: Answer[date] = None  # état détaillé du passif
    failed_on: Answer[date] = None  # no agreed plan could be reached
    measures_on: Answer[date] = None
    recovery_on: Answer[date] = None  # rétablissement personnel
    suspension_ends_on: Answer[date] = None
    fund_asked_on: Answer[date] = None  # the FSL
