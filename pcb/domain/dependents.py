"""Personnes à charge of C. trav. art. R. 3252-3, who raise the thresholds of the quotité saisissable.

They are not the household: a working partner is not one; a child who lives elsewhere, helped by alimony, is.
"""

from __future__ import annotations

from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case, Person
from pcb.domain.household import Counted, Headcount, age_on, fact, family_benefits_age, lives_here, note
from pcb.domain.income import (
    MonthlyIncome,
    filers,
    name_of,
    own_resources,
    silent_partner,
    unattributed,
)
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import Custody, Role


def quotite_dependents(case: Case, incomes: tuple[MonthlyIncome, ...], day: date, rsa_single: Money) -> Headcount:
    """Personnes à charge of C. trav. art. R. 3252-3: they raise each threshold of the quotité.

    ``rsa_single`` is the montant forfaitaire for one person on ``day``. What is not known is never taken for granted
    in silence: each assumption is a notice.
    """
    persons: list[Counted] = []
    notices: list[str] = []
    if len(filers(case)) == 2:
        note(persons, notices, _other_filer(case, incomes, rsa_single))
    partner = silent_partner(case)
    for person in case.persons:
        if person is partner:
            note(persons, notices, _partner(person, incomes, rsa_single))
        elif person.role is Role.CHILD:
            note(persons, notices, _child(person, day))
        elif person.role is Role.ASCENDANT:
            note(persons, notices, _ascendant(case, person, incomes, rsa_single))
        elif person.role is Role.OTHER:
            reason = "ni conjoint, ni enfant, ni ascendant : R. 3252-3 ne le vise pas"
            persons.append(Counted(name_of(person), False, reason, fact(person, "role")))
    number = sum(person.counts for person in persons)
    return Headcount(
        "Personnes à charge (quotité saisissable)", number, tuple(persons), "C. trav. art. R. 3252-3", tuple(notices)
    )


def _partner(person: Person, incomes: tuple[MonthlyIncome, ...], rsa: Money) -> tuple[Counted, str]:
    own, name, path = own_resources(incomes, person), name_of(person), fact(person, "own_resources")
    if own.amount is not None and own.amount >= rsa:
        return Counted(name, False, f"ressources personnelles de {own.amount}, au moins égales à {rsa}", path), ""
    if own.amount is None or not own.complete:
        notice = f"{name} : ressources personnelles inconnues ; pas compté à charge pour la quotité."
        return Counted(name, False, "ressources personnelles inconnues", path), notice
    return Counted(
        name, True, f"ressources personnelles de {own.amount}, inférieures à {rsa} (RSA, une personne)", path
    ), ""


def _other_filer(case: Case, incomes: tuple[MonthlyIncome, ...], rsa: Money) -> tuple[Counted, str]:
    """Of two who file together, the one with less resources is the other's spouse in charge, under the RSA.

    DROIT : la commission calcule une seule quotité sur les ressources communes ; aucun texte lu ne dit comment
    R. 3252-3 compte alors le conjoint. Il est compté à charge si ses ressources personnelles sont sous le RSA.
    """
    first, second = filers(case)
    owns = [(own_resources(incomes, person), person) for person in (second, first)]
    own, person = min(owns, key=lambda pair: pair[0].amount or Money(0))
    name, path = name_of(person), fact(person, "has_resources")
    amount = own.amount or Money(0)
    if own.amount is not None and amount >= rsa:
        return Counted(name, False, f"chacun a des ressources personnelles d’au moins {rsa}", path), ""
    nobodys = unattributed(incomes)
    has_line = any(i.owner is not None and i.owner.id == person.id and not i.ended for i in incomes)
    unsure = nobodys is None or amount + nobodys >= rsa or (own.amount is not None and not own.complete)
    if unsure or (own.amount is None and (has_line or person.has_resources is True)):
        notice = (
            f"{name} : ressources personnelles incomplètes ou non attribuées ; pas compté à charge pour la quotité."
        )
        return Counted(name, False, "ressources personnelles incomplètes ou non attribuées", path), notice
    if own.amount is None:
        notice = f"{name} : aucune ressource personnelle saisie ; compté à charge pour la quotité, à confirmer."
        return Counted(name, True, "aucune ressource personnelle saisie", path), notice
    return Counted(
        name, True, f"ressources personnelles de {amount}, inférieures à {rsa} (RSA, une personne)", path
    ), ""


def _child(person: Person, day: date) -> tuple[Counted, str]:
    """DROIT : R. 3252-3 renvoie à l’enfant qui ouvre droit aux prestations familiales (moins de 20 ans) et est à la
    charge effective et permanente. Au-delà de 20 ans, un enfant dit à charge est compté, et l’écran le signale."""
    name, path = name_of(person), fact(person, "dependent")
    if person.alimony_paid_for is True:
        return Counted(name, True, "enfant pour lequel une pension alimentaire est versée", path), ""
    custody, birth = known(person.custody), known(person.birth_date)
    if custody in (Custody.VISITING, Custody.AWAY):
        reason = "ne vit pas au foyer et aucune pension n’est versée pour lui"
        notice = (
            ""
            if person.alimony_paid_for is False
            else f"{name} : pension alimentaire versée ou non ? Pas compté à charge."
        )
        return Counted(name, False, reason, path), notice
    age = None if birth is None else age_on(birth, day)
    match known(person.dependent):
        case True:
            if age is not None and age >= family_benefits_age():
                notice = (
                    f"{name} a {age} ans : R. 3252-3 vise l’enfant qui ouvre droit aux prestations familiales (moins "
                    f"de {family_benefits_age()} ans). Compté parce que déclaré à charge ; lecture à confirmer."
                )
                return Counted(name, True, f"déclaré à charge, {age} ans : à confirmer", path), notice
            return Counted(name, True, "enfant à charge effective et permanente", path), ""
        case False:
            return Counted(name, False, "déclaré non à charge", path), ""
    if age is not None and age >= family_benefits_age():
        notice = f"{name} a {age} ans, à charge ou non ? Pas compté à charge pour la quotité."
        return Counted(name, False, f"{age} ans, charge non renseignée", path), notice
    what = "âge et charge non renseignés" if age is None else "charge non renseignée"
    notice = f"{name} : {what} ; compté à charge pour la quotité, à confirmer."
    return Counted(name, True, f"enfant qui vit au foyer, {what}", path), notice


def _ascendant(case: Case, person: Person, incomes: tuple[MonthlyIncome, ...], rsa: Money) -> tuple[Counted, str]:
    own, name, path = own_resources(incomes, person), name_of(person), fact(person, "own_resources")
    if not (lives_here(case, person)[0] or person.alimony_paid_for is True):
        return Counted(name, False, "ne vit pas au foyer et ne reçoit pas de pension", path), ""
    if own.amount is not None and own.amount >= rsa:
        return Counted(name, False, f"ressources personnelles de {own.amount}, au moins égales à {rsa}", path), ""
    if own.amount is None or not own.complete:
        notice = f"{name} : ressources inconnues ; pas compté à charge pour la quotité."
        return Counted(name, False, "ressources personnelles inconnues", path), notice
    return Counted(name, True, f"ascendant dont les ressources ({own.amount}) sont inférieures à {rsa}", path), ""
