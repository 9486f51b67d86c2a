"""The fixed texts of the dossier: cover, letter, inventory, list of papers, parts, copy sheet."""

TITLE = "Dossier de surendettement"
LETTER = "Lettre d’explication"
INVENTORY = "Inventaire des créanciers"
PAPERS = "Liste numérotée des pièces"
CONTENTS = "Ce que contient ce dossier"
SENDING = "Comment le déposer"
TO_SIGN = "À dater et à signer : la déclaration (cadre « Déclaration sur l’honneur ») et la lettre."
STATED = (
    "Ces indications viennent de service-public F134, version du 7 janvier 2025, lue dans une copie fidèle de la page "
    "officielle ; elles n’ont pas été relues depuis : en cas de doute, appeler le 34 14."
)
RECIPIENT = ("Banque de France Surendettement", "TSA 41217", "75035 Paris Cedex 01")
POST = (
    "Par courrier",
    f"{', '.join(RECIPIENT)}. Rappeler le numéro à 12 chiffres de la Banque de France quand il est connu.",
)
THICK = ("Dossier de plus de 3 cm d’épaisseur", "Il ne peut pas être envoyé : il se dépose à un guichet.")
COUNTER = ("Au guichet", "À une succursale de la Banque de France.")
PHONE = (
    "Par téléphone",
    "34 14, du lundi au vendredi de 8 h à 18 h : vérifier que le dossier est complet, se renseigner.",
)
COPIES = ("Pièces", "Des photocopies seulement ; les originaux restent à la personne.")
RULES = (POST, THICK, COUNTER, PHONE, COPIES)

WITH_PAPERS = "Les pièces suivent, dans l’ordre de la liste ; chaque page porte son numéro."
WITHOUT_PAPERS = "Version sans les pièces : leurs copies se joignent à part, dans l’ordre de la liste."
SUBJECT = "Dossier préparé avec un Point conseil budget ; la déclaration suit les rubriques du Cerfa 13594."

NO_CREDITOR = "Aucune dette n’est notée : "
INVENTORY_NOTE = (
    "Une ligne par dette, dans l’ordre de la déclaration. « Restant dû » : tout ce qui reste à payer ; « impayé » : la "
    "part déjà en retard."
)

PAPERS_NOTE = (
    "Le numéro d’une pièce est celui qui figure au bas de chacune de ses pages. La liste est établie d’après "
    "service-public F134 et des résumés de la liste de la Banque de France ; la liste officielle fait foi."
)
MADE_HERE = "établie dans ce dossier"
TO_BE_SIGNED = "à dater et à signer"
NO_COPY_YET = "la copie n’est pas encore jointe"
ON_PAPER = "copie sur papier, non numérisée"
NO_REASON = "raison non précisée"

PART = "Partie {number} sur {count}"
PART_NOTE = (
    "Ce dossier est envoyé en {count} parties, pour que chacune passe par courriel. Il n’est complet qu’avec toutes "
    "ses parties."
)
PART_HOLDS = "Ce que contient cette partie"
PART_ELSEWHERE = "Les autres parties"
PART_FRONT = "La déclaration, la lettre, l’inventaire, l’annexe et la liste des pièces"
EMPTY_PART = "aucune pièce"
