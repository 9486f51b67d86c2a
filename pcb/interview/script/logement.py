"""Chapter 4, logement: the home, the landlord, housing charges, housing benefit (P2, P4)."""

from __future__ import annotations

from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.people import Occupancy
from pcb.interview import conditions as si
from pcb.interview.dates import Day
from pcb.interview.questions import OneOf, Question, Text, YesNo
from pcb.interview.script.budget import EXPENSE_QUESTIONS, INCOME_QUESTIONS
from pcb.interview.steps import Chapter, KindGroup, Step

HOME = Step(
    "logement",
    "Votre logement",
    questions=(
        Question("home.occupancy", OneOf(Occupancy), "Dans ce logement, vous êtes"),
        Question("home.occupancy_detail", Text(), "Quel est ce logement ?", when=si.OCCUPANCY_OTHER),
        Question("home.since", Day(past=True), "Dans ce logement depuis le", when=si.HOUSED, essential=False),
        Question(
            "home.landlord",
            Text(),
            "Nom et adresse du bailleur",
            "Particulier, agence ou organisme. Une dette de loyer passe avant les crédits (C. conso. art. L. 711-6).",
            when=si.TENANT_NAMED,
        ),
        Question(
            "home.social_landlord",
            YesNo(),
            "Le bailleur est-il un bailleur social (HLM) ?",
            when=si.TENANT,
            essential=False,
        ),
        Question(
            "home.eviction",
            YesNo(),
            "Une procédure d'expulsion est-elle engagée ?",
            "Commandement de payer, assignation, jugement : l'expulsion ne s'arrête pas toute seule. Notez ses dates "
            "au chapitre Procédures.",
            when=si.EVICTABLE,
        ),
        Question(
            "home.property_seizure",
            YesNo(),
            "Le logement fait-il l'objet d'une saisie immobilière ?",
            when=si.OWNER_OCCUPIER,
        ),
        Question(
            "filing.keep_main_residence",
            YesNo(),
            "Souhaitez-vous garder votre logement ?",
            "Être propriétaire n'est pas un motif de refus.",
            when=si.OWNER_OCCUPIER,
        ),
        Question(
            "filing.above_quotite_agreed",
            YesNo(),
            "Pour garder le logement, acceptez-vous de rembourser plus que la quotité saisissable ?",
            "Avec l'accord de la personne, le remboursement peut dépasser la quotité pour éviter la vente du logement "
            "(C. conso. art. L. 731-2). Le minimum laissé au foyer reste garanti.",
            when=si.KEEPS_HOME,
        ),
        Question(
            "home.codeposant_lives_here",
            YesNo(),
            "Le co-déposant vit-il dans ce logement ?",
            when=si.WITH_CODEPOSANT,
            essential=False,
        ),
    ),
)

OTHER_HOME = Step(
    "logement-de",
    "L'autre logement",
    questions=(
        Question("persons.*.occupancy", OneOf(Occupancy), "Logement du co-déposant", when=si.LIVES_ELSEWHERE),
        Question(
            "persons.*.eviction",
            YesNo(),
            "Une procédure d'expulsion vise-t-elle cet autre logement ?",
            when=si.EVICTABLE_ELSEWHERE,
        ),
        Question(
            "persons.*.property_seizure",
            YesNo(),
            "Cet autre logement fait-il l'objet d'une saisie immobilière ?",
            when=si.OWNS_ELSEWHERE,
        ),
    ),
    each="persons",
)

_HOUSING = (
    KindGroup(
        "Charges du logement",
        (ExpenseKind.RENT, ExpenseKind.RENTAL_CHARGES, ExpenseKind.COPROPRIETE, ExpenseKind.RETIREMENT_HOME),
    ),
)
_BENEFIT = (KindGroup("Aide au logement", (IncomeKind.HOUSING_BENEFIT,)),)

HOUSING_EXPENSES = Step(
    "charges-logement",
    "Ce que coûte le logement",
    "Loyer et charges à part, tels qu'ils sont sur la quittance, avant déduction de l'aide au logement. L'eau, "
    "l'énergie et l'assurance viennent au chapitre Charges, le crédit immobilier au chapitre Dettes.",
    collection="expenses",
    groups=_HOUSING,
)
HOUSING_EXPENSE = Step(
    "charge-logement", "Charge du logement", questions=EXPENSE_QUESTIONS, each="expenses", groups=_HOUSING
)
BENEFITS = Step(
    "aides-logement",
    "L'aide au logement",
    "APL, ALF ou ALS. Inscrivez-la même si elle est versée au bailleur : le loyer est noté en entier à côté.",
    collection="incomes",
    groups=_BENEFIT,
)
BENEFIT = Step("aide-logement", "Aide au logement", questions=INCOME_QUESTIONS, each="incomes", groups=_BENEFIT)

CHAPTER = Chapter("logement", 4, "Logement", (HOME, OTHER_HOME, HOUSING_EXPENSES, HOUSING_EXPENSE, BENEFITS, BENEFIT))
