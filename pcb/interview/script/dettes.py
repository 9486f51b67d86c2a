"""Chapter 7, dettes: unpaid bills, overdrafts, leasing, credits, guarantees (P6 to P11)."""

from __future__ import annotations

from pcb.domain.vocabulary.budget import Evidence, PaymentMethod
from pcb.domain.vocabulary.debts import DebtKind, DebtTable
from pcb.interview import conditions as si
from pcb.interview.amounts import DAY_OF_MONTH, RENTS, Amount, Rate
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, OneOf, Owner, PeriodOf, Question, Text, YesNo
from pcb.interview.steps import Chapter, KindGroup, Step

_ARREARS = frozenset(
    kind
    for kind in DebtKind
    if kind.table in (DebtTable.LOGEMENT, DebtTable.CHARGES_COURANTES, DebtTable.DIVERSES, DebtTable.PENALES)
)
_NATURE_KNOWN = frozenset(DebtKind) - {DebtKind.OTHER, DebtKind.INVOICE, DebtKind.PROFESSIONAL}

_KINDS = (
    KindGroup("Logement", (DebtKind.RENT, DebtKind.COPROPRIETE)),
    KindGroup(
        "Charges courantes",
        (
            DebtKind.ENERGY,
            DebtKind.WATER,
            DebtKind.PHONE,
            DebtKind.TAX,
            DebtKind.INSURANCE,
            DebtKind.SOCIAL,
            DebtKind.CHILDCARE,
        ),
    ),
    KindGroup(
        "Crédits à la consommation",
        (
            DebtKind.REVOLVING,
            DebtKind.PERSONAL_LOAN,
            DebtKind.TIED_CREDIT,
            DebtKind.SPLIT_PAYMENT,
            DebtKind.MICROCREDIT,
            DebtKind.PAWN,
        ),
    ),
    KindGroup(
        "Banque, immobilier, voiture louée",
        (DebtKind.OVERDRAFT, DebtKind.HOME_LOAN, DebtKind.LEASING),
    ),
    KindGroup(
        "Autres prêts, caution",
        (DebtKind.FAMILY_LOAN, DebtKind.EMPLOYER_LOAN, DebtKind.SOCIAL_LOAN, DebtKind.GUARANTEE),
    ),
    KindGroup(
        "Autres factures",
        (DebtKind.HEALTH, DebtKind.LAWYER, DebtKind.CHEQUE, DebtKind.INVOICE, DebtKind.PROFESSIONAL, DebtKind.OTHER),
    ),
    KindGroup(
        "Pensions dues, amendes, condamnations",
        (DebtKind.ALIMONY, DebtKind.PENAL_FINE, DebtKind.DAMAGES, DebtKind.FRAUD),
    ),
)

DEBTS = Step(
    "dettes",
    "Vos dettes",
    "Toutes les dettes, même les petites, même celles qui sont payées à temps : une dette oubliée n'est pas protégée. "
    "Ouvrez les enveloppes ensemble, une à une.",
    (
        Question(
            "declared.no_debt",
            YesNo(),
            "Le foyer est-il sans aucune dette ?",
            "Répondez oui pour que le dossier porte « néant » : une rubrique vide n'est pas une réponse.",
            when=si.NO_DEBT_LISTED,
        ),
    ),
    collection="debts",
    groups=_KINDS,
)

_ESSENTIAL = (
    Question(
        "debts.*.creditor",
        Text(),
        "Créancier",
        "Le nom écrit sur le contrat ou la facture. Sans nom ni adresse, le dossier peut être refusé.",
        example="Cofidis",
    ),
    Question("debts.*.creditor_address", LongText(longest=1000), "Adresse du créancier"),
    Question(
        "debts.*.balance",
        Amount(),
        "Somme restant due",
        "Tout ce qui reste à payer, retard compris.",
        example="4350,00",
        unit="€",
    ),
    Question(
        "debts.*.unpaid",
        Amount(),
        "Dont en retard (impayé)",
        "La part qui aurait déjà dû être payée. Pour une facture en retard, c'est souvent toute la somme. Zéro si tout "
        "est à jour.",
        when=si.NOT_OVERDRAFT,
        unit="€",
    ),
    Question(
        "debts.*.instalment",
        Amount(),
        "Mensualité ou versement",
        "Ce qui est demandé à chaque échéance, assurance à part.",
        when=si.PAID_BY_INSTALMENT,
        unit="€",
        detail_for=_ARREARS,
    ),
    Question(
        "debts.*.insurance",
        Amount(),
        "Assurance du crédit, par échéance",
        "À part de la mensualité, dans le formulaire.",
        when=si.HOME_LOAN,
        unit="€",
    ),
    Question(
        "debts.*.period",
        PeriodOf(),
        "Cette échéance revient",
        when=si.PAID_BY_INSTALMENT,
        required=True,
        detail_for=_ARREARS,
    ),
    Question("debts.*.owner", Owner(), "Qui doit cette somme ?", when=si.SEVERAL_OWNERS),
    Question(
        "debts.*.evidence",
        OneOf(Evidence),
        "Comment ce montant est-il connu ?",
        "Relevé de la banque, facture, lettre de relance, tableau d'amortissement.",
    ),
    Question(
        "debts.*.pursued",
        YesNo(),
        "Y a-t-il des poursuites ?",
        "Commissaire de justice, injonction de payer, jugement, saisie.",
    ),
)

_CONTRACT = (
    Question("debts.*.nature", Text(), "Nature de la dette", when=si.NATURE_OF_DEBT, detail_for=_NATURE_KNOWN),
    Question(
        "debts.*.reference",
        Text(),
        "Référence du contrat ou de la facture",
        "Elle figure sur chaque courrier du créancier : elle évite les erreurs.",
        when=si.NOT_OVERDRAFT,
    ),
    Question("debts.*.account_reference", Text(), "Référence du compte à découvert", when=si.OVERDRAFT),
    Question("debts.*.guaranteed_person", Text(), "Personne ou entreprise garantie", when=si.GUARANTEE),
    Question(
        "debts.*.finances_main_residence",
        YesNo(),
        "Ce crédit paie-t-il la résidence principale ?",
        when=si.HOME_LOAN,
    ),
    Question("debts.*.granted_on", Day(past=True), "Date du contrat", when=si.CREDIT),
    Question("debts.*.capital", Amount(), "Capital emprunté", when=si.CREDIT, unit="€"),
    Question(
        "debts.*.rate",
        Rate(),
        "Taux débiteur annuel",
        "Le taux du contrat, pas le TAEG.",
        when=si.CREDIT,
        example="4,90",
        unit="%",
        detail_for=frozenset({DebtKind.FAMILY_LOAN, DebtKind.EMPLOYER_LOAN, DebtKind.SOCIAL_LOAN}),
    ),
    Question("debts.*.lease_start", Day(past=True), "Début de la location", when=si.LEASING),
    Question("debts.*.lease_rents", RENTS, "Nombre de loyers prévus", when=si.LEASING, example="48"),
    Question(
        "debts.*.sale_balance",
        Amount(),
        "Solde après vente du véhicule",
        "Si le véhicule loué a été repris et vendu.",
        when=si.LEASING,
        unit="€",
        essential=False,
    ),
)

_DETAILS = (
    Question(
        "debts.*.day", DAY_OF_MONTH, "Jour de l'échéance", when=si.PAID_BY_INSTALMENT, essential=False, example="5"
    ),
    Question("debts.*.method", OneOf(PaymentMethod), "Moyen de paiement", when=si.PAID_BY_INSTALMENT, essential=False),
    Question("debts.*.statement_date", Day(past=True), "Date du relevé ou de la facture", essential=False),
    Question("debts.*.ends_on", Day(), "Dernière échéance prévue", when=si.CONTRACT, essential=False),
    Question(
        "debts.*.due_in_full",
        YesNo(),
        "Le créancier demande-t-il tout, d'un coup ?",
        "C'est la déchéance du terme : le crédit est devenu exigible.",
        when=si.CONTRACT,
        essential=False,
    ),
    Question(
        "debts.*.first_unpaid_on",
        Day(past=True),
        "Date du premier impayé non régularisé",
        "Elle peut faire courir un délai au-delà duquel le créancier ne peut plus agir en justice.",
        when=si.NOT_OVERDRAFT,
        essential=False,
    ),
    Question(
        "debts.*.contested",
        YesNo(),
        "Cette dette est-elle contestée ?",
        "Montant faux, dette déjà payée, contrat jamais signé.",
        essential=False,
    ),
    Question(
        "debts.*.professional",
        YesNo(),
        "Cette dette vient-elle d'une activité professionnelle ?",
        essential=False,
    ),
    Question(
        "debts.*.guarantor",
        Text(),
        "Personne qui s'est portée caution",
        "Elle peut être appelée à payer : elle doit être prévenue.",
        when=si.GUARANTEED,
        essential=False,
    ),
    Question("debts.*.insurer", Text(), "Assureur du crédit", when=si.HOME_LOAN, essential=False),
    Question(
        "debts.*.insurer_address",
        LongText(longest=1000),
        "Adresse de l'assureur",
        "S'il est différent du prêteur.",
        when=si.HOME_LOAN,
        essential=False,
    ),
    Question(
        "debts.*.collector",
        Text(),
        "Société de recouvrement ou commissaire de justice",
        "Si quelqu'un d'autre réclame cette somme pour le créancier.",
        essential=False,
    ),
    Question("debts.*.collector_address", LongText(longest=1000), "Adresse de qui réclame la somme", essential=False),
    Question("debts.*.kind", OneOf(DebtKind), "Genre de dette", essential=False, required=True),
)

DEBT = Step("dette", "Dette", questions=_ESSENTIAL + _CONTRACT + _DETAILS, each="debts", groups=_KINDS)

CHAPTER = Chapter("dettes", 7, "Dettes", (DEBTS, DEBT))
