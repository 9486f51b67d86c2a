"""The fixed texts of the copy sheet."""

TITLE = "Feuille de recopie pour le dépôt en ligne"
WARNING_TITLE = "Avant de commencer"
WARNING = (
    "Le dépôt en ligne est réservé à une personne qui dépose seule et qui n’est ni sous tutelle ni sous curatelle. Un "
    "couple qui dépose ensemble, ou une personne protégée, dépose un dossier sur papier.",
    "La personne se connecte elle-même, par FranceConnect (accueil.banque-france.fr). Un dossier commencé doit être "
    "terminé dans les six mois.",
    "Cet outil ne transmet rien : chaque valeur se recopie, rubrique par rubrique.",
)
NOT_ALLOWED = "Ce dossier ne peut pas être déposé en ligne : {why}. Cette feuille sert alors de relecture."
TWO_FILE = "deux personnes déposent ensemble"
PROTECTED = "une mesure de tutelle ou de curatelle est notée"
SOURCES = (
    "Rubriques d’après mesquestionsdargent.fr (« comment déposer un dossier de surendettement »), service-public et "
    "des pages de presse ; leur ordre est connu, l’intitulé exact de chaque case ne l’est pas. La séparation entre "
    "« charges » et « dépenses » est notre lecture : les lignes du formulaire, puis les dépenses de la vie courante."
)
VALUES = (
    "Les montants sont en euros par mois, sans espace ni symbole, prêts à être recopiés ; les autres périodes sont "
    "converties (une semaine compte pour 52/12 de mois)."
)
IDENTITY = "Identité"
PERSONAL = "Informations personnelles (famille, profession, logement)"
INCOMES = "Ressources"
ESTATE = "Patrimoine"
CHARGES = "Charges"
SPENDING = "Dépenses"
DEBTS = "Dettes"
MORE = "Informations complémentaires"
