"""Closed lists about repayment plans: the measures that may be pursued, and what a creditor answers to an offer."""

from __future__ import annotations

from pcb.domain.vocabulary.choice import Choice


class MeasureKind(Choice):
    """The measures, in the order in which they are met: by agreement, by the judge, then those of Livre VII. This order
    is no ranking."""

    AMICABLE = "amicable", "Délais amiables, hors procédure"
    GRACE = "grace", "Délai de grâce accordé par le juge"
    AGREED = "agreed", "Plan conventionnel"
    RESCHEDULING = "rescheduling", "Rééchelonnement imposé"
    SUSPENSION = "suspension", "Suspension (moratoire)"
    WRITE_OFF = "write_off", "Rééchelonnement avec effacement partiel"
    RECOVERY = "recovery", "Rétablissement personnel sans liquidation"
    LIQUIDATION = "liquidation", "Rétablissement personnel avec liquidation"


class OfferAnswer(Choice):
    """What became of an offer. Silence is agreement only in a plan conventionnel, never out of procedure."""

    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"
    COUNTER_OFFER = "counter_offer", "Autre proposition"
    SILENCE = "silence", "Pas de réponse"
