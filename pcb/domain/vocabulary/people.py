"""Closed lists about people, their family, home and work (form pages 1 to 3)."""

from __future__ import annotations

from pcb.domain.vocabulary.choice import Choice


class Title(Choice):
    MONSIEUR = "monsieur", "Monsieur"
    MADAME = "madame", "Madame"


class Role(Choice):
    """What a person is in the household and in the dossier."""

    DEPOSANT = "deposant", "Déposant"
    CODEPOSANT = "codeposant", "Co-déposant"
    PARTNER = "partner", "Conjoint ou partenaire qui ne dépose pas"
    CHILD = "child", "Enfant"
    ASCENDANT = "ascendant", "Ascendant (parent, grand-parent)"
    OTHER = "other", "Autre personne vivant au foyer"


class MaritalStatus(Choice):
    """Situation familiale (form, page 2)."""

    MARRIED = "married", "Marié(e)"
    PACS = "pacs", "Pacsé(e)"
    CONCUBINAGE = "concubinage", "En concubinage"
    SINGLE = "single", "Célibataire"
    SEPARATED = "separated", "Séparé(e)"
    DIVORCED = "divorced", "Divorcé(e)"
    WIDOWED = "widowed", "Veuf ou veuve"
    OTHER = "other", "Autre situation"


class Custody(Choice):
    """Situation / mode de garde of a child (form, page 2)."""

    FULL = "full", "Vit au foyer"
    ALTERNATE = "alternate", "Garde alternée"
    VISITING = "visiting", "Droit de visite et d’hébergement"
    AWAY = "away", "Vit ailleurs (études, placement…)"


class Protection(Choice):
    """Protective measure for an adult: those people cannot file online, and someone else signs or assists."""

    NONE = "none", "Aucune"
    CURATELLE = "curatelle", "Curatelle"
    TUTELLE = "tutelle", "Tutelle"
    MASP_MAJ = "masp_maj", "MASP ou MAJ"
    OTHER = "other", "Autre mesure (habilitation familiale, sauvegarde…)"


class Occupancy(Choice):
    """Logement (form, page 2)."""

    TENANT = "tenant", "Locataire"
    OWNER = "owner", "Propriétaire (ou accédant)"
    HOSTED = "hosted", "Hébergé(e)"
    FREE_OCCUPANT = "free_occupant", "Occupant(e) à titre gratuit"
    HOMELESS = "homeless", "Sans domicile fixe"
    RETIREMENT_HOME = "retirement_home", "Maison de retraite"
    OTHER = "other", "Autre cas (mobil-home, famille d’accueil…)"

    @property
    def housed_for_free(self) -> bool:
        return self in (Occupancy.HOSTED, Occupancy.FREE_OCCUPANT, Occupancy.HOMELESS)


class WorkStatus(Choice):
    """Statut professionnel (form, page 3)."""

    CDI = "cdi", "CDI (ou fonctionnaire)"
    CDD = "cdd", "CDD"
    INTERIM = "interim", "Intérim"
    RETIRED = "retired", "Retraité(e)"
    PARENTAL_LEAVE = "parental_leave", "Congé parental"
    JOBSEEKER = "jobseeker", "Demandeur d’emploi"
    STUDENT = "student", "Étudiant(e)"
    INACTIVE = "inactive", "Sans activité"
    OTHER = "other", "Autre (indépendant, agriculteur…)"


class CameFrom(Choice):
    """Who sent the household to the Point conseil budget."""

    SELF = "self", "De sa propre initiative"
    SOCIAL_WORKER = "social_worker", "Travailleur social"
    FOOD_AID = "food_aid", "Aide alimentaire, tiers-lieu"
    FRANCE_SERVICES = "france_services", "France Services"
    BANK = "bank", "Banque"
    LANDLORD = "landlord", "Bailleur"
    ENERGY = "energy", "Fournisseur d’énergie"
    TOWN_HALL = "town_hall", "Mairie, CCAS, CIAS"
    EMPLOYER = "employer", "Employeur"
    ASSOCIATION = "association", "Association"
    OTHER = "other", "Autre"


class MeetingMode(Choice):
    AT_SITE = "at_site", "Au tiers-lieu"
    AT_HOME = "at_home", "À domicile"
    PHONE = "phone", "Par téléphone"
    VIDEO = "video", "En visio"
    OUTSIDE = "outside", "Permanence hors les murs"


class Urgency(Choice):
    """What cannot wait, asked before anything else."""

    FOOD = "food", "Se nourrir"
    ENERGY_CUT = "energy_cut", "Coupure d’énergie ou d’eau"
    EVICTION = "eviction", "Expulsion du logement"
    SEIZURE = "seizure", "Saisie en cours"
    ACCOUNT_BLOCKED = "account_blocked", "Compte bancaire bloqué ou fermé"
    HEALTH = "health", "Santé, soins reportés"
    VIOLENCE = "violence", "Violences"
    HEARING = "hearing", "Audience ou délai de recours proche"


class FilingMode(Choice):
    """How the household goes to the commission, if it does."""

    NONE = "none", "Conseil budgétaire, sans dossier pour le moment"
    ALONE = "alone", "Une personne dépose seule"
    JOINT = "joint", "Deux personnes déposent ensemble"
    TWO_DOSSIERS = "two_dossiers", "Chacun dépose son propre dossier"


class ChargeSharing(Choice):
    """How a couple shares its charges when only one of the two files (service-public F1947)."""

    PRO_RATA = "pro_rata", "En proportion des ressources de chacun"
    HALVES = "halves", "Par moitié"
    AGREED = "agreed", "Part fixée entre eux"


class Cause(Choice):
    """Causes of the situation. There is no official closed list: several may be ticked."""

    JOB_LOSS = "job_loss", "Perte d’emploi"
    INCOME_DROP = "income_drop", "Baisse des ressources"
    SEPARATION = "separation", "Séparation, divorce"
    DEATH = "death", "Décès d’un proche"
    ILLNESS = "illness", "Maladie, accident, handicap"
    BIRTH = "birth", "Naissance, famille qui s’agrandit"
    TIGHT_BUDGET = "tight_budget", "Budget trop serré depuis longtemps"
    CREDIT_USE = "credit_use", "Crédit utilisé pour vivre"
    HOUSING_COST = "housing_cost", "Logement trop cher, travaux"
    ENERGY_COST = "energy_cost", "Énergie, transports trop chers"
    BUSINESS = "business", "Difficultés d’une activité professionnelle"
    FAMILY_HELP = "family_help", "Aide à un proche, caution"
    PENALTY = "penalty", "Amendes, frais, condamnations"
    FRAUD_VICTIM = "fraud_victim", "Escroquerie"
    ADDICTION = "addiction", "Jeux, dépendance"
    OTHER = "other", "Autre"
