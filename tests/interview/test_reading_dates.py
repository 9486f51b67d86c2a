"""Dates as people type them: each mistake has its own sentence, two centuries are never guessed for a birth."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcb.errors import InvalidAnswer
from pcb.interview.dates import Day, Hour
from tests.interview.random_cases import TODAY

BIRTH, PAST, ANY = Day(birth=True), Day(past=True), Day()


def refusal(kind: Day, typed: str) -> str:
    with pytest.raises(InvalidAnswer) as raised:
        kind.parse(typed, TODAY)
    return str(raised.value).replace("\u202f", " ")


@pytest.mark.parametrize(
    "typed",
    [
        "01/02/1980",
        "1/2/1980",
        "1/2/80",
        "01021980",
        "010280",
        "1980-02-01",
        "01-02-1980",
        "01.02.1980",
        "1 2 1980",
        "1 / 2 / 1980",
        "1er février 1980",
        "1 fevrier 1980",
        "1 FÉVR. 1980",
    ],
)
def test_a_birth_date_is_read_in_every_usual_notation(typed: str) -> None:
    assert BIRTH.parse(typed, TODAY) == date(1980, 2, 1)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (BIRTH, "31/02/1980", "« 31/02/1980 » n’existe pas : février 1980 a 29 jours."),
        (BIRTH, "29/02/2001", "« 29/02/2001 » n’existe pas : février 2001 a 28 jours."),
        (BIRTH, "00/02/1980", "« 00/02/1980 » n’existe pas : février 1980 a 29 jours."),
        (BIRTH, "02/13/1980", "« 02/13/1980 » : il n’y a pas de mois 13. Écrivez le jour avant le mois."),
        (BIRTH, "24/11/2026", "« 24/11/2026 » : une date de naissance ne peut pas être dans le futur."),
        (PAST, "24/11/2026", "« 24/11/2026 » est dans le futur : cette date devrait être passée."),
        (BIRTH, "31/12/1899", "« 31/12/1899 » : l’année est trop ancienne. Vérifiez ses quatre chiffres."),
        (ANY, "01/01/2101", "« 01/01/2101 » : l’année est trop lointaine. Vérifiez ses quatre chiffres."),
        (BIRTH, "1/2/25", "« 1/2/25 » : voulez-vous dire 1925 ou 2025 ? Écrivez l’année avec quatre chiffres."),
        (BIRTH, "02/1980", "« 02/1980 » : indiquez aussi le jour et le mois, par exemple 01/02/1980."),
        (BIRTH, "1980", "« 1980 » : indiquez aussi le jour et le mois, par exemple 01/02/1980."),
        (BIRTH, "février 1980", "« février 1980 » : indiquez aussi le jour et le mois, par exemple 01/02/1980."),
        (BIRTH, "1 ju 1980", "« 1 ju 1980 » : ce mois n’est pas reconnu. Écrivez par exemple 23/11/2026."),
        (BIRTH, "hier", "« hier » n’est pas une date. Écrivez jour, mois, année : 23/11/2026."),
        (BIRTH, "1/2/3/1980", "« 1/2/3/1980 » n’est pas une date. Écrivez jour, mois, année : 23/11/2026."),
        (BIRTH, "١/٢/١٩٨٠", "« ١/٢/١٩٨٠ » n’est pas une date. Écrivez jour, mois, année : 23/11/2026."),
    ],
)
def test_each_mistake_in_a_date_has_its_sentence(kind: Day, typed: str, sentence: str) -> None:
    assert refusal(kind, typed) == sentence


def test_today_is_neither_in_the_future_nor_refused() -> None:
    assert BIRTH.parse("23/11/2026", TODAY) == TODAY
    assert PAST.parse("23/11/2026", TODAY) == TODAY


@pytest.mark.parametrize(
    ("kind", "typed", "year"),
    [
        (PAST, "1/2/25", 2025),
        (PAST, "1/2/27", 1927),
        (PAST, "1/2/99", 1999),
        (ANY, "1/2/27", 2027),
        (ANY, "1/2/80", 1980),
    ],
)
def test_two_digits_of_a_year_take_the_century_that_fits(kind: Day, typed: str, year: int) -> None:
    assert kind.parse(typed, TODAY).year == year


def test_the_first_of_january_1900_is_the_oldest_date() -> None:
    assert BIRTH.parse("01/01/1900", TODAY) == date(1900, 1, 1)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_put_back_in_its_field_is_read_the_same(day: date) -> None:
    assert ANY.parse(str(ANY.show(day)), TODAY) == day


@given(st.text(st.sampled_from("0123456789/.- février"), max_size=14))
def test_what_looks_like_a_date_is_read_or_refused(typed: str) -> None:
    try:
        day = ANY.parse(typed, TODAY)
    except InvalidAnswer:
        return
    assert 1900 <= day.year <= 2100


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("14h30", "14\u00a0h\u00a030"),
        ("14:30", "14\u00a0h\u00a030"),
        ("14 H 30", "14\u00a0h\u00a030"),
        ("9h", "9\u00a0h"),
        ("09 h 05", "9\u00a0h\u00a005"),
        ("8 heures", "8\u00a0h"),
        ("0h", "0\u00a0h"),
        ("23h59", "23\u00a0h\u00a059"),
        ("9h00", "9\u00a0h"),
    ],
)
def test_an_hour_is_kept_in_one_form_that_is_read_again(typed: str, kept: str) -> None:
    assert Hour().parse(typed, TODAY) == kept
    assert Hour().parse(kept, TODAY) == kept


@pytest.mark.parametrize("typed", ["24h", "9h60", "9", "midi", "14h3", "14h300", "h30"])
def test_what_is_no_hour_is_refused_where_it_was_typed(typed: str) -> None:
    with pytest.raises(InvalidAnswer, match="n’est pas une heure"):
        Hour().parse(typed, TODAY)
