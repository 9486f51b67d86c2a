"""What must be told in the letter is found in its text, and missed when it is not there."""

from __future__ import annotations

from datetime import date

import pytest

from pcb.domain.case import Case, Declared, Home, Proceeding, Request
from pcb.domain.letter import draft, under_way, unmentioned
from pcb.domain.vocabulary.debts import ProceedingKind
from pcb.domain.vocabulary.people import Occupancy, Urgency

K = ProceedingKind


def one(kind: ProceedingKind, who: str = "Crédit Lomagne") -> Case:
    return Case(proceedings=(Proceeding("s1", kind, who),))


def missing(case: Case, text: str) -> list[str]:
    return [found.id for found in unmentioned(case, text)]


@pytest.mark.parametrize("kind", list(ProceedingKind))
def test_the_draft_tells_every_kind_of_procedure(kind: ProceedingKind) -> None:
    case = Case(proceedings=(Proceeding("s1", kind, "Crédit Lomagne"), Proceeding("s2", kind, "Banque de l’Astarac")))
    assert missing(case, draft(case, date(2026, 11, 24))) == []
    assert missing(one(kind), draft(one(kind), date(2026, 11, 24))) == []


@pytest.mark.parametrize("kind", list(ProceedingKind))
def test_a_letter_that_speaks_of_something_else_tells_nothing(kind: ProceedingKind) -> None:
    text = "Nous vous demandons de saisir le juge. Nos dettes dépassent nos ressources. Le loyer est en retard."
    assert missing(one(kind), text) == ["s1"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (K.EVICTION, "J’ai reçu un commandement de quitter les lieux."),
        (K.EVICTION, "NOUS SOMMES MENACÉS D’EXPULSION"),
        (K.PROPERTY_SEIZURE, "La banque a engagé la saisie de notre maison."),
        (K.WAGE_SEIZURE, "Mon salaire est saisi chaque mois."),
        (K.WAGE_SEIZURE, "Il y a une saisie sur ma paie."),
        (K.WAGE_ASSIGNMENT, "J’ai consenti une cession de salaire."),
        (K.ACCOUNT_SEIZURE, "Mon compte à la banque a été saisi."),
        (K.ACCOUNT_SEIZURE, "Une saisie-attribution a été faite le 3 mars."),
        (K.ACCOUNT_SEIZURE, "L’huissier va saisir mon compte."),
        (K.TAX_SEIZURE, "Un avis à tiers détenteur a été envoyé à mon employeur."),
        (K.TAX_SEIZURE, "Je subis une SATD."),
        (K.GOODS_SEIZURE, "Une saisie de la voiture est annoncée."),
        (K.DIRECT_PAYMENT, "La pension est prise par paiement direct."),
        (K.PAYMENT_ORDER, "J’ai été condamnée à payer."),
        (K.ENERGY_CUT, "L’électricité doit être coupée lundi."),
        (K.ACCOUNT_SEIZURE, "Il y a une saisie en cours, par Crédit Lomagne."),
        (K.OTHER, "Crédit Lomagne nous menace."),
    ],
)
def test_other_words_for_it_are_understood(kind: ProceedingKind, text: str) -> None:
    assert missing(one(kind), text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (K.EVICTION, "Il n’y a aucune procédure d’expulsion."),
        (K.EVICTION, "Il n’y a pas d’expulsion, ni de saisie."),
        (K.WAGE_SEIZURE, "Aucune saisie de mes rémunérations n’est en cours."),
        (K.ACCOUNT_SEIZURE, "Nous vivons sans saisie sur nos comptes."),
        (K.WAGE_SEIZURE, "Une saisie de la voiture est annoncée."),
        (K.GOODS_SEIZURE, "Mon salaire est saisi chaque mois."),
        (K.EVICTION, "Nous vous demandons de saisir le juge."),
    ],
)
def test_a_denial_or_another_procedure_does_not_tell_it(kind: ProceedingKind, text: str) -> None:
    assert missing(one(kind), text) == ["s1"]


def test_two_seizures_of_one_kind_are_each_told_with_their_creditor() -> None:
    case = Case(
        proceedings=(
            Proceeding("s1", K.ACCOUNT_SEIZURE, "Crédit Lomagne"),
            Proceeding("s2", K.ACCOUNT_SEIZURE, "Banque de l’Astarac"),
        )
    )
    assert missing(case, "Une saisie sur notre compte, par Crédit Lomagne.") == ["s2"]
    assert missing(case, "Deux saisies sur nos comptes, par Lomagne et par la banque de l'ASTARAC.") == []
    assert missing(case, "Banque de l’Astarac est notre banque.\n\nSaisie du compte par Crédit Lomagne.") == ["s2"]


def test_the_seizure_of_one_thing_does_not_tell_that_of_another_by_the_same_creditor() -> None:
    case = Case(
        proceedings=(
            Proceeding("s1", K.WAGE_SEIZURE, "Crédit Lomagne"),
            Proceeding("s2", K.GOODS_SEIZURE, "Crédit Lomagne"),
        )
    )
    assert missing(case, "Crédit Lomagne a fait une saisie de la voiture.") == ["s1"]


def test_what_is_told_with_the_home_or_as_urgent_must_be_in_the_letter_too() -> None:
    case = Case(home=Home(Occupancy.TENANT, eviction=True, property_seizure=True))
    assert missing(case, "") == ["home-eviction", "home-seizure"]
    assert [found.path for found in under_way(case)] == ["home.eviction", "home.property_seizure"]
    urgent = Case(request=Request(urgencies=frozenset({Urgency.EVICTION, Urgency.SEIZURE})))
    assert missing(urgent, "Nous vous demandons de saisir le juge.") == ["urgent-eviction", "urgent-seizure"]
    assert missing(urgent, "Une saisie et une expulsion nous menacent.") == []


def test_nothing_is_told_twice_nor_against_what_was_answered() -> None:
    urgent = Request(urgencies=frozenset({Urgency.EVICTION, Urgency.SEIZURE}))
    listed = (Proceeding("s1", K.EVICTION), Proceeding("s2", K.WAGE_SEIZURE))
    case = Case(request=urgent, home=Home(Occupancy.TENANT, eviction=True), proceedings=listed)
    assert [found.id for found in under_way(case)] == ["s1", "s2"]
    assert under_way(Case(request=urgent, declared=Declared(no_proceeding=True))) == ()
