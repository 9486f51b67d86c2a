"""Pages 1 and 2 of the form: identity, helper, declaration on honour, history, family, home, benefits."""

from __future__ import annotations

from typing import TypeVar

from pcb.domain.answers import Answer, known
from pcb.domain.case import Person
from pcb.domain.vocabulary.people import Occupancy, Role
from pcb.domain.wording import french_date
from pcb.reports.blocks import Block, Column, Heading, Look, Part, Row, Signatures, Table, Text
from pcb.reports.content.declaration import DOTS, HONOUR, SIGN_AT
from pcb.reports.content.words import NOT_ASKED, joined, nothing, optional, said, said_if
from pcb.reports.declaration.form import Form, page, pairs
from pcb.reports.rubrics.page_2 import PERSONS_ON_PAGE

_TENANT = frozenset({Occupancy.TENANT})
_OWNER = frozenset({Occupancy.OWNER})
_MAY_BE_EVICTED = frozenset(Occupancy) - _OWNER - {Occupancy.HOMELESS}

T = TypeVar("T")


def page_1(form: Form) -> tuple[Block, ...]:
    """Identité, coordonnées, travailleur social, déclaration sur l’honneur."""
    case = form.case
    supporter, address = case.supporter, case.address
    return (
        page(1, "Identité"),
        form.by_person(
            (
                ("Civilité", lambda p: said(p.title)),
                ("Nom de naissance", lambda p: said(p.birth_name)),
                ("Nom d’usage", lambda p: said(p.used_name)),
                ("Prénoms", lambda p: said(p.first_names)),
                ("Date de naissance", lambda p: said(p.birth_date)),
                ("Lieu de naissance", lambda p: said(p.birth_place)),
                ("N° de département", lambda p: said(p.birth_departement)),
                ("Pays de naissance", lambda p: said(p.birth_country)),
                ("Mesure de protection", _protection),
            )
        ),
        Heading(3, "Coordonnées"),
        pairs(
            ("Bâtiment", said(address.building), "Escalier", said(address.stair)),
            ("Étage", said(address.floor), "Appartement", said(address.apartment)),
            ("Numéro", said(address.number), "Voie", said(address.street)),
            ("Lieu-dit", said(address.locality), "Code postal", said(address.postcode)),
            ("Localité", said(address.city), "Pays", said(address.country)),
            *_reached(form),
        ),
        Heading(3, "Vous êtes assisté(e) par un travailleur social"),
        pairs(
            ("Nom", said(supporter.last_name), "Prénom", said(supporter.first_name)),
            ("Organisme", said(supporter.organisation), "Adresse", said(supporter.address)),
            ("Téléphone", said(supporter.phone), "Courriel", said(supporter.email)),
        ),
        Heading(3, "Déclaration sur l’honneur"),
        Text(HONOUR, keeps=True),
        Text(
            SIGN_AT.format(
                place=known(case.filing.signed_at) or DOTS,
                day=french_date(signed) if (signed := known(case.filing.signed_on)) else DOTS,
            ),
            keeps=True,
        ),
        Signatures(tuple(f"Signature {of_whom(person)}" for person in form.people)),
    )


def _reached(form: Form) -> tuple[tuple[str, str, str, str], ...]:
    """Telephone and e-mail address, side by side when two people file."""
    first = form.people[0]
    if not form.two:
        return (("Téléphone", said(first.phone), "Courriel", said(first.email)),)
    second = form.people[1]
    return (
        ("Téléphone déposant", said(first.phone), "Téléphone co-déposant", said(second.phone)),
        ("Courriel déposant", said(first.email), "Courriel co-déposant", said(second.email)),
    )


def of_whom(person: Person) -> str:
    """« du déposant », « du co-déposant »."""
    return "du déposant" if person.role is Role.DEPOSANT else "du co-déposant"


def _protection(person: Person) -> str:
    return joined(said(person.protection), optional("", person.protector), by=", ")


def page_2(form: Form) -> tuple[Block, ...]:
    """Historique, situation familiale, personnes du foyer, logement, prestations familiales."""
    case = form.case
    family = case.family
    return (
        page(2, "Historique, famille et logement", new_page=True),
        Heading(3, "Avez-vous déjà déposé un dossier de surendettement ?"),
        *_history(form),
        Heading(3, "Situation familiale"),
        pairs(
            (
                "Situation",
                joined(said(family.status), optional("", family.status_detail), by=" — "),
                "Depuis le",
                said(family.status_since),
            )
        ),
        Heading(3, "Enfants et autres personnes vivant au foyer ou à charge"),
        *_others(form),
        Heading(3, "Logement"),
        form.by_person(
            (
                ("Situation", lambda p: _occupancy(form, p)),
                ("Procédure d’expulsion", lambda p: _threat(form, p, case.home.eviction, p.eviction, _MAY_BE_EVICTED)),
                (
                    "Saisie immobilière",
                    lambda p: _threat(form, p, case.home.property_seizure, p.property_seizure, _OWNER),
                ),
                ("Depuis le", lambda p: _of_the_home(form, p, case.home.since)),
                ("Bailleur", lambda p: _landlord(form, p)),
            )
        ),
        Heading(3, "Prestations familiales"),
        form.by_person(
            (("N° allocataire CAF", lambda p: said(p.caf_number)), ("N° MSA", lambda p: said(p.msa_number)))
        ),
    )


def _history(form: Form) -> tuple[Block, ...]:
    filing = form.case.filing
    if filing.filed_before is not True:
        return (Text(said(filing.filed_before)),)
    months = said(filing.earlier_months_used)
    return (
        pairs(
            ("Déjà déposé", "oui", "Numéro", said(filing.earlier_number)),
            ("Date", said(filing.earlier_date), "Suite donnée", said(filing.earlier_outcome)),
            ("Mois de mesures", months, "", ""),
        ),
    )


def _others(form: Form) -> tuple[Block, ...]:
    here = {person.id for person in form.people}
    others = [person for person in form.case.persons if person.id not in here]
    if not others:
        return (Text(nothing(form.case.declared.nobody_else)),)
    columns = (
        Column("Lien de parenté", 3),
        Column("Nom, prénoms", 4),
        Column("Né(e) le", 1.7),
        Column("Situation, mode de garde", 3.4),
        Column("Ressources", 2),
    )
    rows = tuple(
        Row(
            (
                joined(person.role.label, optional("", person.kinship), by=" : "),
                joined(
                    *(known(name) or "" for name in (person.birth_name, person.used_name, person.first_names)), by=" "
                )
                or said(person.first_names),
                said(person.birth_date),
                _situation(person),
                (
                    Part(said(person.has_resources)),
                    Part(optional("", person.own_resources, lambda amount: f"{amount} par mois"), Look.FAINT),
                ),
            )
        )
        for person in others
    )
    table = Table(columns, rows, summary="Personnes du foyer autres que les déposants")
    return form.limited("Enfants et autres personnes du foyer", 2, table, PERSONS_ON_PAGE)


def _situation(person: Person) -> tuple[Part, ...]:
    if person.role is Role.CHILD or person.custody is not None:
        lives = said(person.custody)
    else:
        lives = said(person.situation) if person.role is Role.ASCENDANT else "Vit au foyer"
    more = joined(
        {True: "à charge", False: "non à charge"}.get(known(person.dependent), ""),  # type: ignore[arg-type]
        "pension alimentaire versée" if person.alimony_paid_for is True else "",
        optional("protection : ", person.protection) if person.role is not Role.CHILD else "",
        optional("", person.situation) if optional("", person.situation) != lives else "",
        optional("", person.occupation),
        optional("", person.work_status),
    )
    return Part(lives), Part(more, Look.FAINT)


def _apart(form: Form, person: Person) -> bool:
    return person.role is Role.CODEPOSANT and form.case.home.codeposant_lives_here is False


def _occupancy(form: Form, person: Person) -> str:
    home = form.case.home
    if _apart(form, person):
        return said(person.occupancy)
    return joined(said(home.occupancy), optional("", home.occupancy_detail), by=" — ")


def _of_the_home(
    form: Form, person: Person, answer: Answer[T], where: frozenset[Occupancy] = frozenset(Occupancy)
) -> str:
    """A fact of the home, which only arises ``where`` they live so; not that of a co-déposant who lives elsewhere."""
    if _apart(form, person):
        return NOT_ASKED
    occupancy = known(form.case.home.occupancy)
    return said_if(occupancy is None or occupancy in where, answer)


def _threat(
    form: Form, person: Person, here: Answer[bool], elsewhere: Answer[bool], where: frozenset[Occupancy]
) -> str:
    """An eviction or a seizure: of the home, or of the place where a co-déposant who lives elsewhere does."""
    if not _apart(form, person):
        return _of_the_home(form, person, here, where)
    occupancy = known(person.occupancy)
    return said_if(occupancy is None or occupancy in where, elsewhere)


def _landlord(form: Form, person: Person) -> str:
    home = form.case.home
    landlord = _of_the_home(form, person, home.landlord, _TENANT)
    return joined(landlord, "bailleur social" if home.social_landlord is True else "", by=", ")
