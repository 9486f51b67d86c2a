"""The questions about a resource (P3) and about a charge (P4), shared by the chapters that list them."""

from __future__ import annotations

from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, PaymentMethod
from pcb.interview import conditions as si
from pcb.interview.amounts import DAY_OF_MONTH, Amount
from pcb.interview.dates import Day
from pcb.interview.questions import OneOf, Owner, PeriodOf, Question, Text, YesNo

EVIDENCE_HELP = (
    "Pour la commission, seul un papier prouve un montant. Sans lui, la charge peut être ramenée au forfait."
)

_NATURE_KNOWN = frozenset(
    {
        IncomeKind.SELF_EMPLOYED,
        IncomeKind.INVALIDITY,
        IncomeKind.SURVIVOR,
        IncomeKind.PRIME_ACTIVITE,
        IncomeKind.AAH,
        IncomeKind.ASPA,
        IncomeKind.ASF,
        IncomeKind.CHILD_SUPPLEMENT,
        IncomeKind.FAMILY_HELP,
    }
)

_EXPENSE_KNOWN = frozenset(ExpenseKind) - {ExpenseKind.OTHER, ExpenseKind.OTHER_PROVED}

INCOME_QUESTIONS = (
    Question(
        "incomes.*.amount",
        Amount(),
        "Montant de la ressource",
        "Le montant net, tel qu'il est versé. Un impôt déjà prélevé à la source ne se compte pas une deuxième fois en "
        "charge.",
        example="1250,50",
        unit="€",
    ),
    Question("incomes.*.period", PeriodOf(), "Ce montant revient", required=True),
    Question("incomes.*.owner", Owner(), "À qui est cette ressource ?", when=si.SEVERAL_OWNERS),
    Question(
        "incomes.*.nature",
        Text(),
        "Nature de la ressource",
        "Le formulaire demande de préciser.",
        when=si.NATURE_OF_INCOME,
        detail_for=_NATURE_KNOWN,
    ),
    Question(
        "incomes.*.paid_to_landlord",
        YesNo(),
        "L'aide est-elle versée directement au bailleur ?",
        "Versée au bailleur, elle n'arrive pas sur le compte : le calendrier du mois en tient compte.",
        when=si.HOUSING_BENEFIT,
    ),
    Question(
        "incomes.*.evidence",
        OneOf(Evidence),
        "Comment ce montant est-il connu ?",
        "Bulletin de salaire, notification de la CAF ou de la MSA, relevé de compte…",
    ),
    Question(
        "incomes.*.day",
        DAY_OF_MONTH,
        "Jour du versement",
        "Le jour du mois où l'argent arrive.",
        essential=False,
        example="5",
    ),
    Question("incomes.*.method", OneOf(PaymentMethod), "Moyen de versement", essential=False),
    Question("incomes.*.payer", Text(), "Qui verse ?", essential=False, example="CAF du Gers"),
    Question(
        "incomes.*.ends_on",
        Day(),
        "Date de fin prévue",
        "Fin de contrat, fin de droits. Laissez vide si rien n'est prévu.",
        essential=False,
    ),
    Question("incomes.*.kind", OneOf(IncomeKind), "Genre de ressource", essential=False, required=True),
)

EXPENSE_QUESTIONS = (
    Question(
        "expenses.*.amount",
        Amount(),
        "Montant de la charge",
        "Ce qui est payé, même approximatif : dites ensuite comment ce montant est connu.",
        example="1250,50",
        unit="€",
    ),
    Question("expenses.*.period", PeriodOf(), "Cette charge revient", required=True),
    Question("expenses.*.nature", Text(), "Nature de la charge", when=si.NATURE_OF_EXPENSE, detail_for=_EXPENSE_KNOWN),
    Question("expenses.*.evidence", OneOf(Evidence), "Comment ce montant est-il connu ?", EVIDENCE_HELP),
    Question(
        "expenses.*.owner",
        Owner(),
        "Qui paie cette charge ?",
        "Le formulaire a une colonne pour chacun des deux déposants.",
        when=si.SEVERAL_OWNERS,
        essential=False,
    ),
    Question(
        "expenses.*.day",
        DAY_OF_MONTH,
        "Jour du paiement",
        "Le jour du mois où l'argent part.",
        essential=False,
        example="10",
    ),
    Question("expenses.*.method", OneOf(PaymentMethod), "Moyen de paiement", essential=False),
    Question("expenses.*.payee", Text(), "À qui cette charge est-elle payée ?", essential=False, example="EDF"),
    Question("expenses.*.kind", OneOf(ExpenseKind), "Genre de charge", essential=False, required=True),
)
