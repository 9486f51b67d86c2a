"""Chapter 2, demande: the request in the person's words, what cannot wait, and how a dossier would be filed."""

from __future__ import annotations

from pcb.domain.vocabulary.people import FilingMode, Urgency
from pcb.interview import conditions as si
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, OneOf, Question, Several, YesNo
from pcb.interview.steps import Chapter, Step

REQUEST = Step(
    "demande",
    "La demande et les urgences",
    "Commencez par écouter : qu'est-ce qui amène la personne aujourd'hui ?",
    (
        Question(
            "request.words",
            LongText(),
            "La demande, avec les mots de la personne",
            "Notez ses propres mots, sans les reformuler.",
        ),
        Question(
            "request.urgencies",
            Several(Urgency, "Rien d'urgent"),
            "Qu'est-ce qui ne peut pas attendre ?",
            "Ces urgences se traitent avant tout le reste : aide alimentaire, délai de recours, coupure, expulsion.",
        ),
        Question(
            "request.urgency_detail",
            LongText(),
            "Précisions sur l'urgence",
            "Qui, quoi, pour quand, et ce qui a déjà été fait.",
            when=si.URGENT,
        ),
        Question(
            "request.next_deadline",
            Day(),
            "Prochaine date à ne pas manquer",
            "Audience, fin d'un délai de recours, coupure annoncée, passage d'un commissaire de justice.",
            example="15/12/2026",
        ),
    ),
)

FILING = Step(
    "depot",
    "Vers un dossier de surendettement ?",
    "Ces questions disent vers qui aller. Un entrepreneur individuel ne dépose pas directement à la commission.",
    (
        Question(
            "filing.sole_trader",
            YesNo(),
            "Une personne qui dépose est-elle entrepreneur individuel (artisan, commerçant, agriculteur, libéral) ?",
            "L'entrepreneur individuel s'adresse au tribunal, qui peut saisir la commission "
            "(C. com. art. L. 681-1 à L. 681-4). À demander d'abord, surtout à la campagne.",
        ),
        Question(
            "filing.mode",
            OneOf(FilingMode),
            "Qui dépose un dossier ?",
            "Un dossier commun est préférable quand les dettes sont communes. Si une personne dépose seule, elle seule "
            "est protégée : les créanciers peuvent réclamer les dettes communes à l'autre. Sans dossier, un couple "
            "peut être conseillé ensemble.",
        ),
        Question(
            "filing.professional_debts",
            YesNo(),
            "Y a-t-il des dettes professionnelles ?",
            "Depuis 2022, elles comptent avec les dettes personnelles. Par exemple URSSAF, MSA, fournisseurs.",
        ),
        Question(
            "filing.lives_in_france",
            YesNo(),
            "La personne qui dépose vit-elle en France (ou est-elle de nationalité française, à l'étranger) ?",
        ),
    ),
)

CHAPTER = Chapter("demande", 2, "Demande", (REQUEST, FILING))
