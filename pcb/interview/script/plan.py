"""What is asked on the page of the plan: its settings, terms of a debt set by hand, offers, the commission's plan."""

from __future__ import annotations

from pcb.domain.plan.model import LONGEST_MONTHS, DebtClass, PlanNature, SharingRule
from pcb.domain.vocabulary.plans import MeasureKind, OfferAnswer
from pcb.interview.amounts import DAY_OF_MONTH, Amount, Number, Rate
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, OneOf, Question, YesNo
from pcb.interview.steps import Step

_MONTH = Number(1, LONGEST_MONTHS, f"les mois du plan vont de 1 à {LONGEST_MONTHS}.")
_LENGTH = Number(1, LONGEST_MONTHS, f"écrivez un nombre entier de mois, de 1 à {LONGEST_MONTHS}.")
_USED = Number(0, 120, "écrivez un nombre entier de mois, de 0 à 120.")
_RANK = Number(1, 999, "écrivez un rang, en chiffres, à partir de 1.")

SETTINGS = Step(
    "plan",
    "Réglages du plan",
    questions=(
        Question("plan.nature", OneOf(PlanNature), "Cadre du plan"),
        Question("plan.start", Day(), "Premier versement"),
        Question("plan.day_of_month", DAY_OF_MONTH, "Jour des suivants", unit="du mois"),
        Question("plan.monthly", Amount(), "Montant versé chaque mois", unit="€/mois"),
        Question("plan.rule", OneOf(SharingRule), "Règle de partage"),
        Question("plan.minimum", Amount(), "Versement minimum", unit="€/mois"),
        Question("plan.length", _LENGTH, "Durée au plus", unit="mois"),
    ),
)

WAY = Step(
    "voie",
    "La voie à suivre",
    questions=(
        Question("plan.pursued", OneOf(MeasureKind), "La voie à suivre"),
        Question(
            "plan.why",
            LongText(longest=2_000),
            "Pourquoi celle-là ?",
            "L'outil ne classe pas les mesures : ce choix est le vôtre, avec la personne.",
        ),
    ),
)

BY_HAND = Step(
    "plan-dette",
    "Une dette, réglée à la main",
    questions=(
        Question("plan_debts.*.amount", Amount(), "Montant fixé à la main", unit="€/mois"),
        Question("plan_debts.*.from_month", _MONTH, "Du mois", example="1"),
        Question("plan_debts.*.to_month", _MONTH, "Au mois", "Vide : jusqu'à la fin."),
        Question("plan_debts.*.starts_at", _MONTH, "Premier mois possible", example="1"),
        Question(
            "plan_debts.*.rank", _RANK, "Rang dans l'ordre", "Pour « la plus petite » ou « la plus chère d'abord »."
        ),
        Question("plan_debts.*.rate", Rate(), "Taux dans le plan", unit="% par an"),
    ),
    each="plan_debts",
)

OFFER = Step(
    "offre",
    "Offre amiable à un créancier",
    questions=(
        Question("offers.*.amount", Amount(), "Montant offert", unit="€/mois"),
        Question("offers.*.sent_on", Day(past=True), "Envoyée le"),
        Question("offers.*.answer", OneOf(OfferAnswer), "Réponse du créancier"),
        Question("offers.*.counter", Amount(), "Montant demandé par le créancier", unit="€/mois"),
        Question("offers.*.months", _LENGTH, "Pendant combien de mois", "Vide : jusqu'à la fin.", unit="mois"),
        Question("offers.*.answered_on", Day(past=True), "Réponse reçue le"),
    ),
    each="offers",
)

RECEIVED = Step(
    "plan-recu",
    "Le plan reçu de la commission",
    questions=(
        Question("received.nature", OneOf(PlanNature), "Nature des mesures reçues"),
        Question("received.decided_on", Day(), "Date de la décision"),
        Question("received.first_payment", Day(), "Premier versement demandé"),
        Question("received.capacity", Amount(), "Capacité retenue par la commission", unit="€/mois"),
        Question("received.months_used", _USED, "Mois déjà utilisés (lettre)", unit="mois"),
        Question("received.keeps_main_residence", YesNo(), "Les mesures évitent la vente de la résidence principale"),
    ),
)

RECEIVED_DEBT = Step(
    "plan-recu-dette",
    "Une dette du plan reçu",
    questions=(
        Question("received_debts.*.balance", Amount(), "Solde retenu par la commission", unit="€"),
        Question("received_debts.*.rate", Rate(), "Taux retenu", unit="% par an"),
        Question("received_debts.*.debt_class", OneOf(DebtClass), "Comment elle est traitée"),
        Question("received_debts.*.written_off", Amount(), "Effacement prévu à la fin", unit="€"),
        Question("received_debts.*.guarantor_paid", YesNo(), "Une caution a payé à la place du foyer"),
    ),
    each="received_debts",
)

RECEIVED_PALIER = Step(
    "plan-recu-palier",
    "Un palier du plan reçu",
    questions=(Question("received_paliers.*.months", _LENGTH, "Durée du palier", unit="mois"),),
    each="received_paliers",
)

RECEIVED_AMOUNT = Step(
    "plan-recu-montant",
    "Un montant du plan reçu",
    questions=(Question("received_amounts.*.amount", Amount(), "Montant par mois", unit="€"),),
    each="received_amounts",
)

STEPS: tuple[Step, ...] = (
    SETTINGS,
    WAY,
    BY_HAND,
    OFFER,
    RECEIVED,
    RECEIVED_DEBT,
    RECEIVED_PALIER,
    RECEIVED_AMOUNT,
)
"""All of them."""
