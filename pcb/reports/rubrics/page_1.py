"""Page 1 of the form: identity, address, who helps, declaration on honour."""

from __future__ import annotations

from pcb.domain.vocabulary.people import Title
from pcb.reports.rubrics.rubric import DEPOSANT, ROLES, Facts, Kind, Rubric, Value, of_case, of_filers

TITLES = {Title.MONSIEUR: "monsieur", Title.MADAME: "madame"}

_IDENTITY = "Identité"
_ADDRESS = "Coordonnées"
_HELPER = "Vous êtes assisté(e) par un travailleur social"
_HONOUR = "Déclaration sur l’honneur"

_OF_FILERS = (
    *of_filers(1, _IDENTITY, "civilite", "Civilité", "title", Kind.TICK, TITLES),
    *of_filers(1, _IDENTITY, "nom_naissance", "Nom de naissance", "birth_name"),
    *of_filers(1, _IDENTITY, "nom_usage", "Nom d’usage", "used_name"),
    *of_filers(1, _IDENTITY, "prenoms", "Prénoms", "first_names"),
    *of_filers(1, _IDENTITY, "date_naissance", "Date de naissance", "birth_date", Kind.DATE),
    *of_filers(1, _IDENTITY, "lieu_naissance", "Lieu de naissance", "birth_place"),
    *of_filers(1, _IDENTITY, "departement_naissance", "N° de département", "birth_departement"),
    *of_filers(1, _IDENTITY, "pays_naissance", "Pays de naissance", "birth_country"),
)
_PLACE = (
    of_case(1, _ADDRESS, "adresse.batiment", "Bâtiment", "address.building"),
    of_case(1, _ADDRESS, "adresse.escalier", "Escalier", "address.stair"),
    of_case(1, _ADDRESS, "adresse.etage", "Étage", "address.floor"),
    of_case(1, _ADDRESS, "adresse.appartement", "Appartement", "address.apartment"),
    of_case(1, _ADDRESS, "adresse.numero", "Numéro", "address.number"),
    of_case(1, _ADDRESS, "adresse.voie", "Voie", "address.street"),
    of_case(1, _ADDRESS, "adresse.lieu_dit", "Lieu-dit", "address.locality"),
    of_case(1, _ADDRESS, "adresse.code_postal", "Code postal", "address.postcode"),
    of_case(1, _ADDRESS, "adresse.localite", "Localité", "address.city"),
    of_case(1, _ADDRESS, "adresse.pays", "Pays", "address.country"),
)
_REACHED = (
    *of_filers(1, _ADDRESS, "telephone", "Téléphone", "phone"),
    *of_filers(1, _ADDRESS, "courriel", "Courriel", "email"),
)
_SUPPORTER = (
    of_case(1, _HELPER, "travailleur_social.nom", "Nom", "supporter.last_name"),
    of_case(1, _HELPER, "travailleur_social.prenom", "Prénom", "supporter.first_name"),
    of_case(1, _HELPER, "travailleur_social.adresse", "Adresse", "supporter.address"),
    of_case(1, _HELPER, "travailleur_social.telephone", "Téléphone", "supporter.phone"),
    of_case(1, _HELPER, "travailleur_social.courriel", "Courriel", "supporter.email"),
)


def _signature(role: str, label: str) -> Rubric:
    def value(facts: Facts, row: int) -> Value:
        return None

    whose = "du déposant" if role == DEPOSANT else "du co-déposant"
    return Rubric(f"p1.{role}.signature", 1, _HONOUR, f"Signature {whose}", Kind.SIGNATURE, (), value)


_SIGNED = (
    of_case(1, _HONOUR, "fait_a", "Fait à", "filing.signed_at"),
    of_case(1, _HONOUR, "fait_le", "le", "filing.signed_on", Kind.DATE),
    *(_signature(role, label) for role, label in ROLES),
)

RUBRICS = (*_OF_FILERS, *_PLACE, *_REACHED, *_SUPPORTER, *_SIGNED)
TABLES = ()
