"""Chapter 5, ressources: work, every resource of the household, the resources of those who do not file (P2, P3)."""

from __future__ import annotations

from pcb.domain.vocabulary.budget import IncomeKind
from pcb.domain.vocabulary.people import WorkStatus
from pcb.interview import conditions as si
from pcb.interview.amounts import Amount
from pcb.interview.dates import Day
from pcb.interview.questions import OneOf, Question, Text, YesNo
from pcb.interview.script.budget import INCOME_QUESTIONS
from pcb.interview.steps import Chapter, KindGroup, Step

WORK = Step(
    "travail",
    "Travail",
    questions=(
        Question("persons.*.work_status", OneOf(WorkStatus), "Statut professionnel", when=si.FILER),
        Question("persons.*.work_detail", Text(), "Quel est cet autre statut ?", when=si.WORK_OTHER),
        Question(
            "persons.*.occupation", Text(), "Profession ou dernier emploi", when=si.FILER, example="Aide-soignante"
        ),
        Question("persons.*.qualification", Text(), "Qualification", when=si.FILER, essential=False),
        Question("persons.*.work_since", Day(past=True), "Dans cette situation depuis le", when=si.FILER),
    ),
    each="persons",
)

_KINDS = (
    KindGroup(
        "Travail", (IncomeKind.SALARY, IncomeKind.SELF_EMPLOYED, IncomeKind.DAILY_ALLOWANCE, IncomeKind.UNEMPLOYMENT)
    ),
    KindGroup(
        "CAF, MSA, minima sociaux",
        (
            IncomeKind.RSA,
            IncomeKind.PRIME_ACTIVITE,
            IncomeKind.FAMILY_BENEFITS,
            IncomeKind.CHILD_SUPPLEMENT,
            IncomeKind.ASF,
            IncomeKind.AAH,
            IncomeKind.ASS,
            IncomeKind.ASPA,
            IncomeKind.OTHER_BENEFIT,
        ),
    ),
    KindGroup(
        "Retraite et pensions",
        (
            IncomeKind.RETIREMENT,
            IncomeKind.SURVIVOR,
            IncomeKind.INVALIDITY,
            IncomeKind.ALIMONY,
            IncomeKind.OTHER_PENSION,
            IncomeKind.LIFE_ANNUITY,
            IncomeKind.OTHER_ANNUITY,
        ),
    ),
    KindGroup(
        "Autres ressources",
        (IncomeKind.FAMILY_HELP, IncomeKind.RENTAL_INCOME, IncomeKind.INVESTMENT_INCOME, IncomeKind.OTHER),
    ),
)

INCOMES = Step(
    "ressources",
    "Vos ressources",
    "Tout ce qui arrive dans le mois, pour chaque personne du foyer. L'aide au logement est au chapitre Logement.",
    (
        Question(
            "declared.no_income",
            YesNo(),
            "Le foyer est-il sans aucune ressource ?",
            "Répondez oui pour que le dossier porte « néant » : une rubrique vide n'est pas une réponse.",
            when=si.NO_INCOME_LISTED,
        ),
    ),
    collection="incomes",
    groups=_KINDS,
)
INCOME = Step("ressource", "Ressource", questions=INCOME_QUESTIONS, each="incomes", groups=_KINDS)

OF_OTHERS = Step(
    "ressources-de",
    "Ressources de qui ne dépose pas",
    "La commission tient compte des ressources de chaque personne du foyer, même de qui ne dépose pas.",
    (
        Question(
            "persons.*.own_resources",
            Amount(),
            "Ressources de cette personne, par mois",
            "Un seul montant suffit. Pour le détail, inscrivez plutôt ses ressources dans la liste.",
            when=si.OWN_RESOURCES,
            unit="€ par mois",
        ),
    ),
    each="persons",
)

CHAPTER = Chapter("ressources", 5, "Ressources", (WORK, INCOMES, INCOME, OF_OTHERS))
