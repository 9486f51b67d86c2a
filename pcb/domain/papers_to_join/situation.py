"""The papers of the dossier itself, of the persons and of the home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.income import filers, name_of
from pcb.domain.papers_to_join.paper import PaperHeading, PaperToJoin, recent, who
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.people import MaritalStatus, Occupancy, Protection, Role

RECEIPT = "Dernière quittance de loyer ou dernier avis d’échéance"
FORM, LETTER = "dossier-form", "dossier-letter"
"""The two papers that the application itself makes, to be signed."""

_ALIMONY = {IncomeKind.ALIMONY, ExpenseKind.ALIMONY_PAID, ExpenseKind.PRESTATION_COMPENSATOIRE, DebtKind.ALIMONY}


def dossier(case: Case) -> Iterator[PaperToJoin]:
    """The form, the letter, and the decisions of an earlier dossier."""
    heading = PaperHeading.DOSSIER
    yield PaperToJoin(FORM, heading, "Formulaire Cerfa 13594 rempli, daté et signé", "", "filing.signed_on")
    yield PaperToJoin(
        LETTER,
        heading,
        "Lettre signée qui explique la situation et ses causes",
        "elle mentionne les saisies et toute procédure d’expulsion",
        "letter.text",
    )
    if case.filing.filed_before is True:
        number = known(case.filing.earlier_number)
        concerns = f"dossier n° {number}" if number else ""
        yield PaperToJoin(
            "dossier-earlier", heading, "Décisions du dossier précédent", concerns, "filing.earlier_number"
        )


def situation(case: Case) -> Iterator[PaperToJoin]:
    """Identity, family, protection."""
    heading = PaperHeading.SITUATION
    identity = "Pièce d’identité en cours de validité"
    for person in filers(case):
        yield PaperToJoin(
            f"persons-{person.id}-identity",
            heading,
            identity,
            who(person),
            f"persons.{person.id}.birth_name",
            owner=person.id,
        )
    if not filers(case):
        yield PaperToJoin("persons-identity", heading, identity, "de chaque déposant", "filing.mode")
    children = [person for person in case.persons if person.role is Role.CHILD]
    status = known(case.family.status)
    if children or status in (MaritalStatus.MARRIED, MaritalStatus.DIVORCED):
        names = ", ".join(name_of(child) for child in children)
        yield PaperToJoin("family-book", heading, "Livret de famille", names, "family.status")
    if status is MaritalStatus.PACS:
        yield PaperToJoin("family-pacs", heading, "Convention ou attestation de PACS", "", "family.status")
    if status in (MaritalStatus.DIVORCED, MaritalStatus.SEPARATED):
        label = "Jugement de divorce ou de séparation, s’il existe"
        yield PaperToJoin("family-judgment", heading, label, "", "family.status")
    kinds: set[object] = {item.kind for item in case.incomes}
    kinds |= {item.kind for item in case.expenses} | {item.kind for item in case.debts}
    if _ALIMONY & kinds:
        label = "Jugement fixant la pension alimentaire et preuve des versements"
        yield PaperToJoin("family-alimony", heading, label, "", "family.status")
    for person in case.persons:
        protection = known(person.protection)
        if person.role in (Role.DEPOSANT, Role.CODEPOSANT) and protection not in (None, Protection.NONE):
            yield PaperToJoin(
                f"persons-{person.id}-protection",
                heading,
                "Jugement de mesure de protection",
                who(person),
                f"persons.{person.id}.protection",
                owner=person.id,
            )


def home(case: Case, day: date) -> Iterator[PaperToJoin]:
    """The lease, the receipt, who houses; what threatens the home."""
    heading, occupancy = PaperHeading.LOGEMENT, known(case.home.occupancy)
    landlord = known(case.home.landlord)
    concerns = f"bailleur : {landlord}" if landlord else ""
    if occupancy in (None, Occupancy.TENANT):
        yield PaperToJoin("home-lease", heading, "Bail", concerns, "home.occupancy")
        if not any(expense.kind is ExpenseKind.RENT for expense in case.expenses):  # else it is asked with the rent
            yield PaperToJoin("home-receipt", heading, RECEIPT, concerns, "home.occupancy", age=recent(day))
    if occupancy in (Occupancy.HOSTED, Occupancy.FREE_OCCUPANT):
        label, usage = "Attestation d’hébergement", "usage, à confirmer au 34 14"
        yield PaperToJoin("home-host", heading, label, usage, "home.occupancy", age=recent(day))
    if occupancy is Occupancy.RETIREMENT_HOME:
        label = "Dernière facture de l’établissement"
        yield PaperToJoin("home-establishment", heading, label, "", "home.occupancy", age=recent(day))
    if case.home.eviction is True and not _has(case, ProceedingKind.EVICTION):
        label = "Documents de la procédure d’expulsion"
        yield PaperToJoin("home-eviction", heading, label, concerns, "home.eviction")
    if case.home.property_seizure is True and not _has(case, ProceedingKind.PROPERTY_SEIZURE):
        label = "Documents de la saisie immobilière"
        yield PaperToJoin("home-seizure", heading, label, "", "home.property_seizure")


def _has(case: Case, kind: ProceedingKind) -> bool:
    return any(proceeding.kind is kind for proceeding in case.proceedings)
