"""What the papers that the person takes home need, and the interview does not ask."""

from __future__ import annotations

from pcb.domain.vocabulary.take_home import ActionModel, Doer, HandingMeans, Language, PayNow
from pcb.interview.contacts import Phone
from pcb.interview.dates import Day, Hour
from pcb.interview.questions import OneOf, Question, Text, YesNo
from pcb.interview.steps import Step

PAPERS = Step(
    "a-emporter",
    "Les papiers à emporter",
    questions=(
        Question(
            "take_home.language", OneOf(Language), "Langue en face du français", "Sans choix : en français seulement."
        ),
        Question("take_home.by_week", YesNo(), "Dire aussi ce qui reste par semaine"),
        Question("take_home.next_month", YesNo(), "Faire le calendrier du mois prochain"),
        Question("take_home.watch_1", Text(), "À surveiller, 1", "Une phrase courte, avec les mots de la personne."),
        Question("take_home.watch_2", Text(), "À surveiller, 2"),
        Question("take_home.watch_3", Text(), "À surveiller, 3"),
    ),
)

ACTION = Step(
    "action",
    "Chose à faire",
    questions=(
        Question("actions.*.model", OneOf(ActionModel), "Action"),
        Question("actions.*.what", Text(), "Précision, ou autre action"),
        Question("actions.*.who", OneOf(Doer), "Qui la fait"),
        Question("actions.*.who_name", Text(), "Nom de cette personne"),
        Question("actions.*.before", Day(), "Avant le"),
        Question("actions.*.done_on", Day(past=True), "Faite le"),
    ),
    each="actions",
)

APPOINTMENT = Step(
    "rendez-vous",
    "Rendez-vous",
    questions=(
        Question("appointments.*.on", Day(), "Date"),
        Question("appointments.*.at", Hour(), "Heure", example="14 h 30"),
        Question("appointments.*.place", Text(), "Lieu"),
        Question("appointments.*.with_whom", Text(), "Avec qui"),
        Question("appointments.*.purpose", Text(), "Pour quoi"),
    ),
    each="appointments",
)

CONTACT = Step(
    "contact",
    "Personne à appeler",
    questions=(
        Question("contacts.*.name", Text(), "Nom"),
        Question("contacts.*.phone", Phone(), "Téléphone"),
        Question("contacts.*.about", Text(), "À quel sujet"),
    ),
    each="contacts",
)

PAY_CHOICE = Step(
    "a-payer",
    "Payer maintenant ou non",
    questions=(
        Question("pay_choices.*.choice", OneOf(PayNow), "Décision"),
        Question("pay_choices.*.until", Day(), "Jusqu'au"),
        Question("pay_choices.*.why", Text(), "Pourquoi"),
    ),
    each="pay_choices",
)

HANDING = Step(
    "remise",
    "Papier remis",
    questions=(
        Question("handed.*.to_whom", Text(), "Remis à"),
        Question("handed.*.on", Day(past=True), "Remis le"),
        Question("handed.*.means", OneOf(HandingMeans), "De quelle façon"),
    ),
    each="handed",
)

STEPS: tuple[Step, ...] = (PAPERS, ACTION, APPOINTMENT, CONTACT, PAY_CHOICE, HANDING)
