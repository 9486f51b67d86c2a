"""Closed lists about letters: how one was sent, what was answered, how well its legal basis was read."""

from __future__ import annotations

from pcb.domain.vocabulary.choice import Choice


class SendingMeans(Choice):
    """How a letter left. The proof of sending is what counts before a judge."""

    REGISTERED = "registered", "Recommandé avec avis de réception"
    SIMPLE = "simple", "Lettre simple ou suivie"
    BY_HAND = "by_hand", "Remise contre récépissé"
    ONLINE = "online", "En ligne ou par courriel"
    OTHER = "other", "Autre"


class LetterOutcome(Choice):
    """What was answered to a letter."""

    ACCEPTED = "accepted", "Accord"
    PARTLY = "partly", "Accord en partie"
    REFUSED = "refused", "Refus"
    MORE_ASKED = "more_asked", "Pièces ou précisions demandées"
    OTHER = "other", "Autre réponse"


class LegalMark(Choice):
    """How a reference was read. All but the first are to be checked before the letter rests on them."""

    CURRENT = "current", "lu dans un texte officiel"
    SP2020 = "sp2020", "service-public, état de novembre 2020\u202f: rédaction actuelle non lue"
    OLD = "old", "lu dans un ancien état du code\u202f: rédaction actuelle non lue"
    SECONDARY = "secondary", "source secondaire\u202f: texte officiel non lu"
    ONCE = "once", "vu une seule fois"
    NOT_READ = "not_read", "texte non lu"

    @property
    def to_check(self) -> bool:
        return self is not LegalMark.CURRENT
