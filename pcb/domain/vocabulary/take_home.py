"""Closed lists of what the person takes home: languages, what is to do and by whom, what is paid now, how a paper was
given."""

from __future__ import annotations

from pcb.domain.vocabulary.choice import Choice


class Language(Choice):
    """The language that faces the French on the papers; French alone when it is French. The code is ISO 639-1."""

    FRENCH = "fr", "Français"
    ENGLISH = "en", "Anglais"
    SPANISH = "es", "Espagnol"
    PORTUGUESE = "pt", "Portugais"
    ARABIC = "ar", "Arabe"
    UKRAINIAN = "uk", "Ukrainien"
    ROMANIAN = "ro", "Roumain"
    TURKISH = "tr", "Turc"


class Doer(Choice):
    """Who does it."""

    PERSON = "person", "La personne"
    COUNSELLOR = "counsellor", "Le conseiller"
    BOTH = "both", "Les deux ensemble"
    OTHER = "other", "Quelqu’un d’autre"


class ActionModel(Choice):
    """What there is usually to do, in words that the papers translate. Anything else is typed, and stays in French."""

    BRING_PAPERS = "bring_papers", "Apporter les papiers de la liste"
    OPEN_MAIL = "open_mail", "Ouvrir tout le courrier et le garder"
    SEND_LETTERS = "send_letters", "Envoyer les courriers préparés"
    CALL_BANK = "call_bank", "Appeler la banque"
    CALL_LANDLORD = "call_landlord", "Appeler le propriétaire du logement"
    CALL_ENERGY = "call_energy", "Appeler le fournisseur d’énergie"
    CALL_CREDITOR = "call_creditor", "Appeler la société à qui l’argent est dû"
    ASK_INSTALMENTS = "ask_instalments", "Demander à payer en plusieurs fois"
    CHANGE_DEBIT_DAY = "change_debit_day", "Demander une autre date de prélèvement"
    ASK_FAMILY_FUND = "ask_family_fund", "Demander ses droits à la CAF ou à la MSA"
    ASK_HOUSING_FUND = "ask_housing_fund", "Demander une aide pour le logement (FSL)"
    ASK_HEALTH_COVER = "ask_health_cover", "Demander la complémentaire santé solidaire"
    USE_ENERGY_VOUCHER = "use_energy_voucher", "Utiliser le chèque énergie"
    SEE_SOCIAL_WORKER = "see_social_worker", "Prendre rendez-vous avec un travailleur social"
    NOTE_SPENDING = "note_spending", "Noter ses dépenses chaque semaine"
    NO_NEW_CREDIT = "no_new_credit", "Ne pas prendre de nouveau crédit"
    SIGN_DOSSIER = "sign_dossier", "Relire et signer le dossier de surendettement"
    GO_TO_HEARING = "go_to_hearing", "Aller à l’audience"


class PayNow(Choice):
    """What the counsellor and the person decided for one debt or one charge."""

    PAY = "pay", "À payer"
    NOT_NOW = "not_now", "Ne pas payer maintenant"


class HandingMeans(Choice):
    """How a paper reached the person."""

    BY_HAND = "by_hand", "En main propre"
    BY_POST = "by_post", "Par la poste"
    ONLINE = "online", "Par courriel, hors de l’outil"
    OTHER = "other", "Autre"
