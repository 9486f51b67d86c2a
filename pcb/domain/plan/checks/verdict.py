"""What a check says: a rule with its article, whether the plan keeps it, and where it does not, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pcb.domain.explain import Source
from pcb.domain.vocabulary.choice import Choice

OF_THE_PLAN = "Règle du plan"
"""In place of an article, for what holds without a text: arithmetic, and the rules chosen for this plan."""


class Outcome(Choice):
    """What is known of a rule: unknown is never taken for respected."""

    PASSED = "passed", "Respecté"
    FAILED = "failed", "Non respecté"
    UNKNOWN = "unknown", "Impossible à vérifier"


class Rule(Enum):
    """Every rule that is proved, in the order in which the checks are given. ``value`` is a stable code."""

    label: str
    source: Source

    def __new__(cls, code: str, label: str, article: str = OF_THE_PLAN) -> Rule:
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        member.source = Source(article)
        return member

    FACTS = "facts", "Les faits de départ sont complets et se suivent"
    PALIERS = "paliers", "Les paliers se suivent sans trou, chacun différent du précédent"
    CONSTANT = "constant", "Dans un palier, chaque dette est payée du même montant tous les mois"
    FEWEST = "fewest", "Chaque palier a sa raison : aucun de trop"
    OPENING = "opening", "Chaque mois part de ce que le mois d’avant a laissé"
    INTEREST = "interest", "Les intérêts sont ceux du taux, sur le seul capital"
    IMPUTATION = "imputation", "Chaque paiement est imputé comme prévu", "C. civ. art. 1343-1 ; C. conso. art. L. 733-1"
    SUMS = "sums", "Chaque ligne se recompte au centime"
    CAPACITY = "capacity", "Jamais plus que la capacité du mois", "C. conso. art. L. 731-1, L. 731-2"
    LENGTH = "length", "La durée reste dans ce que la loi permet", "C. conso. art. L. 732-3, L. 733-1, L. 733-3"
    RATE_CAP = "rate_cap", "Aucun taux au-dessus du taux légal", "C. conso. art. L. 733-1 ; CMF art. L. 313-2"
    APART = "apart", "Ce qui est payé à part l’est exactement", "C. conso. art. L. 711-4, L. 711-5, L. 733-3"
    EXCLUDED = "excluded", "Les dettes hors procédure sont payées d’abord", "C. conso. art. L. 711-4, L. 711-5"
    LANDLORD = "landlord", "Les bailleurs sont payés avant les autres créanciers", "C. conso. art. L. 711-6"
    NOT_BEFORE = "not_before", "Aucune dette n’est payée avant son premier mois"
    BY_HAND = "by_hand", "Les montants fixés par le conseiller sont ceux du plan"
    MINIMUM = "minimum", "Aucun versement sous le minimum choisi, sauf pour solder"
    EQUAL = "equal", "Les créanciers d’un même rang sont traités également, selon la règle choisie"
    IDLE = "idle", "Rien ne reste inutilisé tant qu’une dette peut être payée"
    REMAINDER = "remainder", "Ce qui reste à la fin est compté au centime"
    WRITE_OFF = "write_off", "N’est effacé que ce qui peut l’être", "C. conso. art. L. 733-4, L. 711-4, L. 711-5"
    GUARANTOR = "guarantor", "Rien n’est effacé de ce qu’une caution a payé", "C. conso. art. L. 733-4"


@dataclass(frozen=True, slots=True)
class Failure:
    """One breach: a French sentence, and where. ``cents`` is by how much (of a rate: None)."""

    text: str
    month: int | None = None
    debt: str | None = None
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One rule judged. ``why`` says what is missing when it is unknown, or what was taken into account."""

    rule: Rule
    outcome: Outcome
    source: Source
    failures: tuple[Failure, ...] = ()
    why: str = ""

    @property
    def code(self) -> str:
        return str(self.rule.value)

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED


def judged(rule: Rule, failures: Sequence[Failure] = (), why: str = "", source: Source | None = None) -> Check:
    """The check of a rule that could be verified: failed if it has failures."""
    outcome = Outcome.FAILED if failures else Outcome.PASSED
    return Check(rule, outcome, source or rule.source, tuple(failures), why)


def unknown(rule: Rule, why: str, source: Source | None = None) -> Check:
    """The check of a rule that could not be verified, and what is missing."""
    return Check(rule, Outcome.UNKNOWN, source or rule.source, (), why)
