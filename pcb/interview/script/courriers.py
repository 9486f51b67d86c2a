"""What the letters need and the interview does not ask: one letter, one addressee, the course before the commission."""

from __future__ import annotations

from pcb.domain.vocabulary.letters import LetterOutcome, SendingMeans
from pcb.interview.amounts import Amount, Number
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, OneOf, Question, Text
from pcb.interview.steps import Step

_MONTHS = Number(1, 24, "un délai de grâce est de 1 à 24 mois.")

LETTER = Step(
    "courrier",
    "Courrier",
    questions=(
        Question("letters.*.reference", Text(), "Numéro de client, de contrat ou de décision"),
        Question("letters.*.event_on", Day(past=True), "Date de l'acte, de la facture ou de la décision"),
        Question(
            "letters.*.last_day",
            Day(),
            "Dernier jour pour agir, écrit sur la notification",
            "Aucun texte lu par l'outil ne fixe ce délai : il se lit sur le papier reçu.",
        ),
        Question("letters.*.amount", Amount(), "Montant", unit="€"),
        Question("letters.*.first_on", Day(), "À partir du"),
        Question("letters.*.grace_months", _MONTHS, "Durée demandée", unit="mois"),
        Question("letters.*.subject", LongText(longest=4_000), "De quoi s'agit-il ?"),
        Question("letters.*.reasons", LongText(longest=8_000), "Raisons, avec les mots de la personne"),
        Question("letters.*.details", LongText(longest=8_000), "Précisions"),
        Question("letters.*.text", LongText(), "Texte du courrier"),
        Question("letters.*.sent_on", Day(past=True), "Envoyé le"),
        Question("letters.*.means", OneOf(SendingMeans), "Moyen d'envoi"),
        Question("letters.*.tracking", Text(), "Numéro de suivi"),
        Question("letters.*.expected_on", Day(), "Réponse attendue le"),
        Question("letters.*.answered_on", Day(past=True), "Réponse reçue le"),
        Question("letters.*.outcome", OneOf(LetterOutcome), "Réponse"),
        Question("letters.*.answer", LongText(longest=4_000), "Ce que dit la réponse"),
    ),
    each="letters",
)

ADDRESSEE = Step(
    "destinataire",
    "Destinataire",
    questions=(
        Question("addressees.*.name", Text(), "Nom du destinataire"),
        Question(
            "addressees.*.address",
            LongText(longest=2_000),
            "Adresse du destinataire",
            "Une ligne par ligne d'enveloppe, sans le nom. Elle servira à tous les courriers pour lui.",
        ),
    ),
    each="addressees",
)

PROCEDURE = Step(
    "procedure-commission",
    "Devant la commission",
    questions=(
        Question("procedure.number", Text(), "Numéro de dossier Banque de France (12 chiffres)"),
        Question("procedure.filed_on", Day(past=True), "Dossier déposé le"),
        Question("procedure.admissible_on", Day(past=True), "Recevabilité : lettre reçue le"),
        Question("procedure.refused_on", Day(past=True), "Irrecevabilité : lettre reçue le"),
        Question("procedure.claims_on", Day(past=True), "État détaillé des dettes : lettre reçue le"),
        Question("procedure.failed_on", Day(past=True), "Échec du plan amiable : lettre reçue le"),
        Question("procedure.measures_on", Day(past=True), "Mesures imposées : lettre reçue le"),
        Question("procedure.recovery_on", Day(past=True), "Rétablissement personnel : lettre reçue le"),
        Question("procedure.suspension_ends_on", Day(), "Fin de la suspension (moratoire)"),
        Question("procedure.fund_asked_on", Day(past=True), "FSL demandé le"),
    ),
)

STEPS: tuple[Step, ...] = (LETTER, ADDRESSEE, PROCEDURE)
