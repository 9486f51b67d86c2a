"""Page 2 of the form: earlier dossier, family situation, persons of the home, housing, family benefits."""

from __future__ import annotations

from pcb.domain.answers import NoAnswer, known
from pcb.domain.case import Person
from pcb.domain.vocabulary.people import MaritalStatus, Occupancy, Role
from pcb.reports.content.words import joined, optional
from pcb.reports.rubrics.rubric import (
    YES_NO,
    Col,
    Facts,
    Kind,
    Rubric,
    Value,
    by_filer,
    choices,
    col,
    of_case,
    of_filers,
    table,
    tick,
)

PERSONS_ON_PAGE = 5
"""Lines of the form for « Enfants et autres personnes vivant au foyer »."""

STATUSES = {
    MaritalStatus.MARRIED: "marie",
    MaritalStatus.PACS: "pacse",
    MaritalStatus.CONCUBINAGE: "concubinage",
    MaritalStatus.SINGLE: "celibataire",
    MaritalStatus.SEPARATED: "separe",
    MaritalStatus.DIVORCED: "divorce",
    MaritalStatus.WIDOWED: "veuf",
    MaritalStatus.OTHER: "autre",
}
_DATED = {status: code for status, code in STATUSES.items() if code not in ("celibataire", "autre")}
OCCUPANCIES = {
    Occupancy.TENANT: "locataire",
    Occupancy.OWNER: "proprietaire",
    Occupancy.HOSTED: "heberge",
    Occupancy.FREE_OCCUPANT: "gratuit",
    Occupancy.HOMELESS: "sans_domicile",
    Occupancy.RETIREMENT_HOME: "maison_retraite",
    Occupancy.OTHER: "autre",
}

_HISTORY = "Avez-vous déjà déposé un dossier de surendettement ?"
_FAMILY = "Situation familiale"
_PERSONS = "Enfants et autres personnes vivant au foyer ou à charge"
_HOME = "Logement"
_BENEFITS = "Prestations familiales"


def _since(status: MaritalStatus, code: str) -> Rubric:
    def value(facts: Facts, row: int) -> Value:
        family = facts.case.family
        return family.status_since if family.status is status else None

    paths = ("family.status", "family.status_since")
    return Rubric(f"p2.situation.date_{code}", 2, _FAMILY, f"{status} depuis le", Kind.DATE, paths, value)


def _apart(facts: Facts, person: Person) -> bool:
    return person.role is Role.CODEPOSANT and facts.case.home.codeposant_lives_here is False


def _occupancy(facts: Facts, person: Person) -> Value:
    return tick(person.occupancy if _apart(facts, person) else facts.case.home.occupancy, OCCUPANCIES)


def _other_home(facts: Facts, person: Person) -> Value:
    return None if _apart(facts, person) else facts.case.home.occupancy_detail


def _eviction(facts: Facts, person: Person) -> Value:
    return tick(person.eviction if _apart(facts, person) else facts.case.home.eviction, {})


def _seizure(facts: Facts, person: Person) -> Value:
    return tick(person.property_seizure if _apart(facts, person) else facts.case.home.property_seizure, {})


_LIVES = ("home.codeposant_lives_here", "home.occupancy", "persons.*.occupancy")

RUBRICS = (
    of_case(2, _HISTORY, "deja_depose", "Dossier déjà déposé", "filing.filed_before", Kind.TICK),
    of_case(2, _HISTORY, "numero_dossier", "Numéro du dossier", "filing.earlier_number"),
    of_case(2, _FAMILY, "situation.etat", "Situation familiale", "family.status", Kind.TICK, STATUSES),
    *(_since(status, code) for status, code in _DATED.items()),
    of_case(2, _FAMILY, "situation.autre", "Autre situation, à préciser", "family.status_detail"),
    *by_filer(2, _HOME, "logement", "Logement", _LIVES, _occupancy, Kind.TICK, choices(Kind.TICK, OCCUPANCIES)),
    *by_filer(2, _HOME, "logement_autre", "Autre cas, à préciser", ("home.occupancy_detail",), _other_home),
    *by_filer(
        2,
        _HOME,
        "expulsion",
        "Procédure d’expulsion",
        ("home.eviction", "persons.*.eviction"),
        _eviction,
        Kind.TICK,
        YES_NO,
    ),
    *by_filer(
        2,
        _HOME,
        "saisie_immobiliere",
        "Saisie immobilière",
        ("home.property_seizure", "persons.*.property_seizure"),
        _seizure,
        Kind.TICK,
        YES_NO,
    ),
    *of_filers(2, _BENEFITS, "numero_caf", "N° allocataire CAF", "caf_number"),
    *of_filers(2, _BENEFITS, "numero_msa", "N° MSA", "msa_number"),
)


def _kinship(facts: Facts, person: Person) -> Value:
    kin = known(person.kinship)
    return kin or person.role.label


def _situation(facts: Facts, person: Person) -> Value:
    said = joined(optional("", person.custody), optional("", person.situation), by=", ")
    if said:
        return said
    refused = [answer for answer in (person.custody, person.situation) if isinstance(answer, NoAnswer)]
    return refused[0] if refused else None


TABLES = (
    table(
        2,
        "personne",
        _PERSONS,
        PERSONS_ON_PAGE,
        lambda facts: facts.others,
        (
            Col("lien", "Lien de parenté", ("persons.*.role", "persons.*.kinship"), _kinship),
            col("date_naissance", "Date de naissance", "persons.*.birth_date", Kind.DATE),
            Col("situation", "Situation, mode de garde", ("persons.*.custody", "persons.*.situation"), _situation),
            col("ressources", "Ressources", "persons.*.has_resources", Kind.TICK),
        ),
        lambda facts: facts.case.declared.nobody_else is True,
    ),
)
