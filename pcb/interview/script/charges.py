"""Chapter 6, charges: what the household pays, how a couple shares it, and the commission's flat rates (P4)."""

from __future__ import annotations

from pcb.domain.vocabulary.budget import ExpenseKind
from pcb.domain.vocabulary.people import ChargeSharing
from pcb.interview import conditions as si
from pcb.interview.amounts import PERCENT
from pcb.interview.questions import OneOf, Question, YesNo
from pcb.interview.script.budget import EXPENSE_QUESTIONS
from pcb.interview.steps import Chapter, KindGroup, Step

SHARING = Step(
    "partage",
    "Le partage des charges du couple",
    "Une seule personne dépose : la commission ne retient que sa part des charges.",
    (
        Question(
            "filing.charge_sharing",
            OneOf(ChargeSharing),
            "Comment le couple partage-t-il ses charges ?",
            when=si.SHARES_CHARGES,
        ),
        Question(
            "filing.agreed_share",
            PERCENT,
            "Part des charges payée par la personne qui dépose",
            when=si.AGREED_SHARE,
            unit="%",
            example="60",
        ),
    ),
)

_KINDS = (
    KindGroup(
        "Énergie, eau, téléphone, assurance",
        (
            ExpenseKind.HEATING,
            ExpenseKind.ELECTRICITY,
            ExpenseKind.WATER,
            ExpenseKind.PHONE,
            ExpenseKind.HOME_INSURANCE,
        ),
    ),
    KindGroup(
        "Vie courante",
        (
            ExpenseKind.FOOD,
            ExpenseKind.HYGIENE,
            ExpenseKind.CLOTHING,
            ExpenseKind.HOUSEHOLD_PRODUCTS,
            ExpenseKind.LEISURE,
            ExpenseKind.TOBACCO,
            ExpenseKind.PETS,
        ),
    ),
    KindGroup("Santé", (ExpenseKind.MUTUELLE, ExpenseKind.HEALTH)),
    KindGroup("Enfants et famille", (ExpenseKind.CHILDCARE, ExpenseKind.SCHOOLING, ExpenseKind.CANTEEN)),
    KindGroup(
        "Pensions versées",
        (ExpenseKind.ALIMONY_PAID, ExpenseKind.PRESTATION_COMPENSATOIRE),
    ),
    KindGroup(
        "Transports",
        (
            ExpenseKind.VEHICLE_WORK,
            ExpenseKind.PUBLIC_TRANSPORT_WORK,
            ExpenseKind.VEHICLE_INSURANCE,
            ExpenseKind.OTHER_TRANSPORT,
        ),
    ),
    KindGroup("Impôts", (ExpenseKind.INCOME_TAX, ExpenseKind.PROPERTY_TAX, ExpenseKind.HOUSING_TAX)),
    KindGroup(
        "Autres charges",
        (ExpenseKind.BANK_FEES, ExpenseKind.OTHER_INSURANCE, ExpenseKind.OTHER_PROVED, ExpenseKind.OTHER),
    ),
)

EXPENSES = Step(
    "charges",
    "Vos charges",
    "Une idée approximative suffit pour commencer. Les mensualités de crédit viennent au chapitre Dettes.",
    (
        Question(
            "declared.no_expense",
            YesNo(),
            "Le foyer est-il sans aucune charge ?",
            "Répondez oui pour que le dossier porte « néant » : une rubrique vide n'est pas une réponse.",
            when=si.NO_EXPENSE_LISTED,
        ),
    ),
    collection="expenses",
    groups=_KINDS,
)
EXPENSE = Step("charge", "Charge", questions=EXPENSE_QUESTIONS, each="expenses", groups=_KINDS)

FLAT_RATES = Step(
    "forfaits",
    "Les forfaits de la commission",
    questions=(
        Question(
            "filing.earlier_forfaits",
            YesNo(),
            "Si les forfaits de l'année manquent, calculer avec les derniers connus ?",
            "La commission compte une partie des charges au forfait, et ces montants changent chaque année. Si ceux de "
            "l'année ne sont pas encore dans l'outil, le calcul s'arrête, ou continue avec les derniers connus : il le "
            "dit alors à l'écran et sur le papier.",
        ),
    ),
)

CHAPTER = Chapter("charges", 6, "Charges", (SHARING, EXPENSES, EXPENSE, FLAT_RATES))
