"""The fixed texts of the declaration."""

TITLE = "Déclaration de surendettement"
NOT_THE_FORM = "Présentation conforme aux rubriques du formulaire Cerfa 13594 — n’est pas le formulaire officiel."
ORDER = (
    "Les rubriques suivent l’ordre et les mots du formulaire (13594*02, pages 1 à 12) ; la mise en page est celle"
    " de ce logiciel. Une feuille annexe prolonge chaque tableau trop court."
)
HONOUR = (
    "Je déclare (nous déclarons) sur l’honneur que les renseignements donnés dans cette déclaration sont exacts "
    "et complets, et n’avoir omis ni ressource, ni bien, ni dette."
)
SIGN_AT = "Fait à {place}, le {day}"
DOTS = "......................................"
MONTHLY = (
    "Montants par mois, arrondis au centime ; une semaine compte pour 52/12 de mois. Le montant tel qu’il a été "
    "dit est rappelé sous la ligne quand il n’est pas mensuel."
)
CHARGES = (
    "Le formulaire ne demande pas, ligne à ligne, l’alimentation, l’habillement, l’énergie ou le téléphone : ces "
    "dépenses sont détaillées ici sous « Autres charges et frais divers »."
)
LETTER = (
    "Les procédures en cours doivent être indiquées dans la lettre signée qui accompagne le dossier (ancien art. "
    "R. 331-8-1 du code de la consommation, service-public F134)."
)
SOLE_TRADER = (
    "Entrepreneur individuel : la demande se dépose au tribunal (judiciaire pour une activité agricole ou "
    "libérale, de commerce sinon), et non directement à la commission (C. com. art. L. 681-1 à L. 681-4)."
)
# DROIT : la déchéance (bien caché, crédit nouveau) est rattachée à l’art. L. 761-1 par une seule source, qui n’a pas
# été relue : l’article n’est pas imprimé. Fausse déclaration et irrecevabilité : service-public F134, F34642.
FALSE_STATEMENT = (
    "Une déclaration fausse ou incomplète, un bien caché ou un crédit contracté pendant la procédure peuvent "
    "faire perdre le bénéfice de la procédure."
)
UNTIL_DECISION = (
    "Après le dépôt et jusqu’à la décision de recevabilité, les charges courantes et les crédits restent à payer. "
    "Le dépôt entraîne une inscription au fichier des incidents de remboursement (FICP)."
)
WHERE = (
    "Envoyer le dossier daté et signé, avec la copie des pièces et la lettre, à : Banque de France "
    "Surendettement, TSA 41217, 75035 Paris Cedex 01. Un dossier de plus de 3 cm d’épaisseur se dépose au "
    "guichet. Renseignements : 34 14."
)
ANONYMOUS = (
    "Foyer suivi sans nom (« {alias} »). Une déclaration sans nom ni adresse est irrecevable : ce document "
    "prépare le dossier et ne peut pas être déposé tel quel."
)
