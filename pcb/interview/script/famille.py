"""Chapter 3, famille: the persons of the home and of the dossier, the family situation, the address (P1, P2)."""

from __future__ import annotations

from pcb.domain.vocabulary.people import Custody, MaritalStatus, Protection, Role, Title
from pcb.interview import conditions as si
from pcb.interview.contacts import Email, Phone, Postcode
from pcb.interview.dates import Day
from pcb.interview.questions import LongText, OneOf, Question, Text, YesNo
from pcb.interview.steps import Chapter, KindGroup, Step

_ROLES = (
    KindGroup("Le couple", (Role.DEPOSANT, Role.CODEPOSANT, Role.PARTNER)),
    KindGroup("Les enfants et les autres personnes", (Role.CHILD, Role.ASCENDANT, Role.OTHER)),
)

PERSONS = Step(
    "foyer",
    "Qui vit au foyer, qui dépose",
    "Ajoutez chaque personne : qui dépose, son conjoint, les enfants (même en garde alternée ou en visite), "
    "les autres.",
    (
        Question(
            "declared.nobody_else",
            YesNo(),
            "Personne d'autre ne vit au foyer ?",
            "Répondez oui quand il n'y a ni conjoint, ni enfant, ni autre personne à inscrire.",
            when=si.ONLY_FILERS,
        ),
    ),
    collection="persons",
    groups=_ROLES,
)

PERSON = Step(
    "personne",
    "La personne",
    questions=(
        Question("persons.*.title", OneOf(Title), "Civilité", when=si.OF_COUPLE),
        Question(
            "persons.*.first_names",
            Text(),
            "Prénoms",
            "Tous les prénoms de l'état civil, dans l'ordre.",
            when=si.NAMED,
            example="Marie, Louise",
        ),
        Question("persons.*.birth_name", Text(), "Nom de naissance", when=si.NAMED, example="MARTIN"),
        Question(
            "persons.*.used_name",
            Text(),
            "Nom d'usage",
            "S'il est différent du nom de naissance : nom d'époux ou d'épouse.",
            when=si.OF_COUPLE_NAMED,
            essential=False,
        ),
        Question("persons.*.birth_date", Day(birth=True), "Date de naissance", example="01/02/1980"),
        Question("persons.*.birth_place", Text(), "Commune de naissance", when=si.FILER_NAMED, example="Lectoure"),
        Question(
            "persons.*.birth_departement",
            Text(),
            "Département de naissance (numéro)",
            when=si.FILER_NAMED,
            example="32",
        ),
        Question("persons.*.birth_country", Text(), "Pays de naissance", when=si.FILER_NAMED, example="France"),
        Question(
            "persons.*.custody",
            OneOf(Custody),
            "Où vit cet enfant ?",
            "La garde change le nombre de personnes à charge, donc le budget retenu par la commission.",
            when=si.CHILD,
        ),
        Question(
            "persons.*.dependent",
            YesNo(),
            "Cet enfant est-il à charge ?",
            "À charge : il ouvre droit aux prestations familiales, ou le foyer assume son entretien.",
            when=si.CHILD,
        ),
        Question(
            "persons.*.alimony_paid_for",
            YesNo(),
            "Le foyer verse-t-il une pension alimentaire pour cette personne ?",
            when=si.HELPED_BY_ALIMONY,
        ),
        Question(
            "persons.*.kinship",
            Text(),
            "Lien de parenté avec qui dépose",
            "Mère, frère, belle-fille, sans lien : le formulaire le demande.",
            when=si.KIN_TO_SAY,
            essential=False,
        ),
        Question(
            "persons.*.situation",
            Text(),
            "Situation de cette personne",
            "Ce que le formulaire demande à côté de la garde : au collège, étudiant, en emploi, à la retraite…",
            when=si.NOT_FILER,
            essential=False,
        ),
        Question(
            "persons.*.has_resources",
            YesNo(),
            "Cette personne a-t-elle des ressources à elle ?",
            "Le formulaire le demande pour chaque personne du foyer. Les montants viennent au chapitre Ressources.",
            detail_for=frozenset({Role.DEPOSANT}),
        ),
        Question(
            "persons.*.phone",
            Phone(),
            "Téléphone",
            "Pour le secrétariat de la commission.",
            when=si.FILER_NAMED,
            example="06 12 34 56 78",
        ),
        Question("persons.*.email", Email(), "Courriel", when=si.FILER_NAMED, essential=False),
        Question(
            "persons.*.caf_number",
            Text(),
            "Numéro d'allocataire CAF",
            when=si.FILER_NAMED,
            essential=False,
        ),
        Question("persons.*.msa_number", Text(), "Numéro MSA", when=si.FILER_NAMED, essential=False),
        Question(
            "persons.*.protection",
            OneOf(Protection),
            "Mesure de protection ou d'accompagnement",
            "Sous curatelle ou tutelle, le dossier en ligne n'est pas possible : il faut le papier, et le protecteur "
            "assiste ou signe.",
            when=si.FILER,
            essential=False,
        ),
        Question(
            "persons.*.protector",
            LongText(longest=1000),
            "Nom et adresse de la personne ou du service qui protège",
            when=si.PROTECTED,
        ),
        Question(
            "persons.*.role",
            OneOf(Role),
            "Place dans le foyer et le dossier",
            "À changer si la personne dépose, ou ne dépose plus.",
            essential=False,
            required=True,
        ),
    ),
    each="persons",
)

SITUATION = Step(
    "situation",
    "Situation familiale",
    questions=(
        Question("family.status", OneOf(MaritalStatus), "Situation familiale"),
        Question("family.status_since", Day(past=True), "Depuis quelle date ?", when=si.STATUS_DATED),
        Question("family.status_detail", Text(), "Quelle est cette autre situation ?", when=si.STATUS_OTHER),
        Question(
            "family.lone_parent_majoration",
            YesNo(),
            "Le foyer a-t-il droit au RSA majoré (parent isolé) ?",
            "Pour un temps, le RSA d'un parent isolé ou d'une femme enceinte isolée est majoré (CASF art. L. 262-9). "
            "Cela peut relever le minimum laissé au foyer.",
            when=si.ALONE_IN_HOME,
            essential=False,
        ),
    ),
)

ADDRESS = Step(
    "adresse",
    "Adresse",
    "La commission compétente est celle du domicile. L'adresse est obligatoire dans un dossier.",
    (
        Question("address.number", Text(), "Numéro dans la voie", when=si.NAMED, example="12 bis"),
        Question("address.street", Text(), "Voie", when=si.NAMED, example="rue Nationale"),
        Question("address.postcode", Postcode(), "Code postal", example="32700"),
        Question("address.city", Text(), "Commune", example="Lectoure", suggest="cities"),
        Question("address.locality", Text(), "Lieu-dit", when=si.NAMED, essential=False),
        Question("address.building", Text(), "Bâtiment", when=si.NAMED, essential=False),
        Question("address.stair", Text(), "Escalier", when=si.NAMED, essential=False),
        Question("address.floor", Text(), "Étage", when=si.NAMED, essential=False),
        Question("address.apartment", Text(), "Appartement", when=si.NAMED, essential=False),
        Question(
            "address.country",
            Text(),
            "Pays de l'adresse",
            "À remplir seulement hors de France.",
            essential=False,
        ),
    ),
)

CHAPTER = Chapter("famille", 3, "Famille", (PERSONS, PERSON, SITUATION, ADDRESS))
