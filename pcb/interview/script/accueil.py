"""Chapter 1, accueil: the frame of the meeting (free, confidential, what is written and why)."""

from __future__ import annotations

from pcb.domain.vocabulary.people import CameFrom, MeetingMode
from pcb.interview import conditions as si
from pcb.interview.contacts import Email, Phone
from pcb.interview.dates import Day
from pcb.interview.questions import OneOf, Question, Text, YesNo
from pcb.interview.steps import Chapter, Step

FRAME = Step(
    "cadre",
    "Le cadre de l'entretien",
    "Cet entretien est gratuit et confidentiel. Ce que vous dites est noté pour faire le point sur votre budget, et "
    "pour rien d'autre. Vous pouvez ne pas répondre à une question, et y revenir plus tard.",
    (
        Question("welcome.met_on", Day(past=True), "Date de l'entretien", example="23/11/2026"),
        Question("welcome.mode", OneOf(MeetingMode), "Comment se passe l'entretien ?"),
        Question(
            "welcome.site",
            Text(),
            "Lieu de l'entretien",
            when=si.FACE_TO_FACE,
            example="Tiers-lieu de Lectoure",
        ),
        Question(
            "welcome.frame_explained",
            YesNo(),
            "Le cadre a-t-il été expliqué ?",
            "Gratuit, confidentiel, sans engagement : dites ce qui est noté, et pourquoi.",
        ),
        Question(
            "welcome.notice_given_on",
            Day(past=True),
            "Date de remise de la notice d'information",
            "La notice dit quelles données sont gardées, combien de temps, et comment les faire corriger ou effacer.",
        ),
        Question(
            "welcome.may_exchange",
            YesNo(),
            "La personne accepte-t-elle que vous échangiez avec d'autres services ?",
            "Par exemple un travailleur social, un bailleur, une banque. Sans accord, rien n'est transmis.",
        ),
        Question(
            "welcome.exchange_with",
            Text(),
            "Avec quels partenaires la personne accepte-t-elle que vous échangiez ?",
            "Nommez-les tels que la personne les a acceptés : rien n'est dit à un autre.",
            when=si.EXCHANGES,
            example="Assistante sociale de secteur, bailleur",
        ),
        Question(
            "welcome.exchange_agreed_on",
            Day(past=True),
            "Date de l'accord pour échanger",
            when=si.EXCHANGES,
        ),
        Question(
            "welcome.exchange_withdrawn_on",
            Day(past=True),
            "Date de retrait de l'accord",
            "À remplir si la personne revient sur son accord. Dès ce jour, plus rien n'est transmis.",
            when=si.EXCHANGES,
            essential=False,
        ),
        Question("welcome.came_from", OneOf(CameFrom), "Qui a orienté la personne vers vous ?"),
        Question(
            "welcome.anonymous",
            YesNo(),
            "La personne préfère-t-elle ne pas donner son nom ?",
            "Le conseil est possible sans identité. Un dossier de surendettement, lui, demande le nom et l'adresse.",
        ),
        Question(
            "welcome.alias",
            Text(),
            "Sous quel prénom ou repère garder ce dossier ?",
            "Un repère que vous saurez reconnaître tous les deux, sans identité.",
            when=si.ANONYMOUS,
            example="Famille du mardi",
        ),
    ),
)

SUPPORTER = Step(
    "accompagnant",
    "Qui accompagne",
    "Le formulaire a une rubrique « Vous êtes assisté(e) par un travailleur social » : c'est la vôtre. La commission "
    "peut ainsi vous joindre.",
    (
        Question("supporter.organisation", Text(), "Organisme qui accompagne", example="Point conseil budget du Gers"),
        Question("supporter.last_name", Text(), "Nom de l'accompagnant"),
        Question("supporter.first_name", Text(), "Prénom de l'accompagnant"),
        Question("supporter.phone", Phone(), "Téléphone de l'accompagnant", example="05 62 68 00 00"),
        Question("supporter.email", Email(), "Courriel de l'accompagnant"),
        Question("supporter.address", Text(), "Adresse de l'accompagnant"),
    ),
)

CHAPTER = Chapter("accueil", 1, "Accueil", (FRAME, SUPPORTER))
