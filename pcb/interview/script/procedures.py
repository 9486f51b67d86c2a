"""Chapter 9, procédures et parcours: procedures under way, earlier dossiers, the causes of the situation (P2, P11)."""

from __future__ import annotations

from pcb.domain.vocabulary.debts import PastOutcome, ProceedingKind
from pcb.domain.vocabulary.people import Cause
from pcb.interview import conditions as si
from pcb.interview.amounts import MONTHS, Amount
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, OneOf, Question, Several, Text, YesNo
from pcb.interview.steps import Chapter, KindGroup, Step

_KINDS = (
    KindGroup("Logement", (ProceedingKind.EVICTION, ProceedingKind.PROPERTY_SEIZURE, ProceedingKind.ENERGY_CUT)),
    KindGroup(
        "Saisies et retenues",
        (
            ProceedingKind.WAGE_SEIZURE,
            ProceedingKind.WAGE_ASSIGNMENT,
            ProceedingKind.ACCOUNT_SEIZURE,
            ProceedingKind.TAX_SEIZURE,
            ProceedingKind.GOODS_SEIZURE,
            ProceedingKind.DIRECT_PAYMENT,
        ),
    ),
    KindGroup("Jugements et autres", (ProceedingKind.PAYMENT_ORDER, ProceedingKind.OTHER)),
)

PROCEEDINGS = Step(
    "procedures",
    "Procédures en cours",
    "Expulsion, saisies, jugements : la lettre jointe au dossier doit les dire. Gardez les enveloppes, la date de "
    "réception compte.",
    (
        Question(
            "declared.no_proceeding",
            YesNo(),
            "Le foyer est-il sans aucune procédure en cours ?",
            "Répondez oui pour que le dossier porte « néant » : une rubrique vide n'est pas une réponse.",
            when=si.NO_PROCEEDING_LISTED,
        ),
    ),
    collection="proceedings",
    groups=_KINDS,
)
PROCEEDING = Step(
    "procedure",
    "Procédure",
    questions=(
        Question("proceedings.*.who", Text(), "Qui a engagé cette procédure ?", "Le créancier, le bailleur, l'État."),
        Question(
            "proceedings.*.received_on",
            Day(past=True),
            "Date de réception du dernier acte",
            "Les délais de recours courent souvent de ce jour.",
        ),
        Question(
            "proceedings.*.next_date",
            Day(),
            "Prochaine date de cette procédure",
            "Audience, vente, passage, fin d'un délai.",
        ),
        Question(
            "proceedings.*.withheld",
            Amount(),
            "Somme retenue chaque mois",
            when=si.WITHHOLDING,
            unit="€ par mois",
        ),
        Question("proceedings.*.officer", Text(), "Commissaire de justice", essential=False),
        Question("proceedings.*.since", Day(past=True), "Procédure engagée le", essential=False),
        Question("proceedings.*.detail", LongText(), "Précisions sur la procédure", essential=False),
        Question("proceedings.*.kind", OneOf(ProceedingKind), "Genre de procédure", essential=False, required=True),
    ),
    each="proceedings",
    groups=_KINDS,
)

EARLIER = Step(
    "dossiers-precedents",
    "Dossiers précédents",
    "Après un refus définitif, un nouveau dossier demande un élément nouveau.",
    (
        Question("filing.filed_before", YesNo(), "Un dossier de surendettement a-t-il déjà été déposé ?"),
        Question("filing.earlier_number", Text(), "Numéro du dossier précédent", when=si.FILED_BEFORE),
        Question(
            "filing.earlier_date", Day(past=True), "Date du dossier précédent", when=si.FILED_BEFORE, essential=False
        ),
        Question(
            "filing.earlier_outcome", OneOf(PastOutcome), "Qu'a donné le dossier précédent ?", when=si.FILED_BEFORE
        ),
        Question(
            "filing.earlier_months_used",
            MONTHS,
            "Mois de mesures déjà utilisés",
            "Les plans, mesures et suspensions déjà obtenus peuvent compter dans la durée maximale.",
            when=si.FILED_BEFORE,
            unit="mois",
            example="24",
            essential=False,
        ),
        Question(
            "filing.linked_reference",
            Text(),
            "Référence du dossier de l'autre membre du couple",
            "Chacun dépose le sien : la référence de l'autre est rappelée sur chaque document.",
            when=si.TWO_DOSSIERS,
            example="2026-0043",
            essential=False,
        ),
        Question(
            "filing.ficp",
            YesNo(),
            "La personne est-elle inscrite au FICP ?",
            "Le fichier des incidents de remboursement des crédits. Chacun peut demander à le consulter.",
            essential=False,
        ),
    ),
)

STORY = Step(
    "parcours",
    "Ce qui s'est passé",
    "Le formulaire demande la cause de la situation, et une lettre l'explique. Pas de jugement : des faits, des dates.",
    (
        Question("history.causes", Several(Cause, "Aucune de ces causes"), "Causes des difficultés"),
        Question("history.since", Day(past=True), "Les difficultés durent depuis le"),
        Question(
            "history.story",
            LongText(),
            "L'histoire, avec les mots de la personne",
            "Ce texte servira de base à la lettre jointe au dossier.",
        ),
        Question(
            "history.tried",
            LongText(),
            "Ce qui a déjà été tenté",
            "Demandes de délais, aides, rachat de crédits, vente.",
            essential=False,
        ),
        Question(
            "filing.good_faith_doubt",
            YesNo(),
            "Un point pourrait-il faire discuter la bonne foi ?",
            "Fausse déclaration, bien caché, crédits pris sans pouvoir rembourser. La bonne foi est présumée : mieux "
            "vaut expliquer ce point dans la lettre.",
            essential=False,
        ),
    ),
)

CHAPTER = Chapter("procedures", 9, "Procédures et parcours", (PROCEEDINGS, PROCEEDING, EARLIER, STORY))
