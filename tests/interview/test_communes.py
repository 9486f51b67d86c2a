"""The communes of a postcode."""

from __future__ import annotations

from pcb.interview.communes import cities_of


def test_a_rural_postcode_serves_several_communes_the_largest_first() -> None:
    cities = cities_of("32700")
    assert cities[0] == "Lectoure"
    assert "Mas-d’Auvignon" in cities
    assert len(cities) == 11


def test_each_arrondissement_of_paris_is_paris() -> None:
    assert cities_of("75001") == cities_of("75020") == ("Paris",)


def test_overseas_postcodes_are_there() -> None:
    assert "Les Abymes" in cities_of("97139")


def test_an_unknown_postcode_proposes_nothing() -> None:
    assert cities_of("00000") == ()
    assert cities_of("") == ()
