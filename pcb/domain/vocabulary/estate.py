"""Closed lists about what the household owns (form, pages 4 and 5)."""

from __future__ import annotations

from pcb.domain.vocabulary.choice import Choice


class AssetKind(Choice):
    """Patrimoine immobilier et autre (form, page 5)."""

    MAIN_RESIDENCE = "main_residence", "Résidence principale"
    OTHER_PROPERTY = "other_property", "Autre bien immobilier"
    LAND = "land", "Terrain"
    MOBILE_HOME = "mobile_home", "Mobil-home, caravane"
    GARAGE = "garage", "Garage, parking"
    OTHER_REAL_ESTATE = "other_real_estate", "Autre immobilier (à préciser)"
    VALUABLE = "valuable", "Autre patrimoine (bijoux, tableaux, bateau…)"

    @property
    def is_real_estate(self) -> bool:
        return self is not AssetKind.VALUABLE


class VehicleKind(Choice):
    CAR = "car", "Voiture"
    VAN = "van", "Utilitaire"
    MOTORBIKE = "motorbike", "Deux-roues"
    SMALL_CAR = "small_car", "Voiture sans permis"
    CAMPER = "camper", "Camping-car"
    OTHER = "other", "Autre véhicule"


class AccountKind(Choice):
    """Bank accounts (form, page 4) and savings (page 5)."""

    CURRENT = "current", "Compte courant"
    PEL = "pel", "PEL"
    LIVRET_A = "livret_a", "Livret A"
    LDD = "ldd", "LDD"
    LEP = "lep", "LEP"
    CEL = "cel", "CEL"
    PEA = "pea", "PEA"
    PEE = "pee", "PEE"
    PER = "per", "PERP, PERCO, PER"
    LIFE_INSURANCE = "life_insurance", "Assurance-vie"
    SCI = "sci", "Parts de SCI"
    OTHER = "other", "Autre épargne"

    @property
    def is_savings(self) -> bool:
        return self is not AccountKind.CURRENT
