"""The law files: every value dated, cited, ordered; every day answered or refused, never guessed."""

import tomllib
from datetime import date, timedelta
from fractions import Fraction
from importlib import resources
from itertools import pairwise

import pytest

from pcb.domain.law import law_on
from pcb.domain.law.reading import STATUSES, all_rules, all_series, parse, series
from pcb.domain.law.scales import exact, money
from pcb.domain.law.validity import Validity, last_day
from pcb.domain.money import Money
from pcb.errors import LawError, NoValueOnDay, UnknownParameter

FILES = sorted(f.name for f in resources.files("pcb.domain.law").iterdir() if f.name.endswith(".toml"))
SERIES = sorted(all_series())


@pytest.mark.parametrize("name", FILES)
def test_a_law_file_holds_no_float_and_says_when_it_was_last_checked(name: str) -> None:
    table = parse(resources.files("pcb.domain.law").joinpath(name).read_text("utf-8"), name)
    assert table["checked"] >= date(2026, 11, 23)


def test_a_float_in_a_law_file_is_refused_with_its_place() -> None:
    with pytest.raises(LawError, match=r"essai\.toml.*12\.5"):
        parse("amount = 12.5", "essai")


def test_a_broken_law_file_is_refused() -> None:
    with pytest.raises(LawError, match="illisible"):
        parse("amount = ", "essai")


@pytest.mark.parametrize("text", ["", "1,5", "-1", "abc", "1/0", "1e3", 5, None])
def test_a_number_of_the_law_is_an_exact_string(text: object) -> None:
    with pytest.raises(LawError):
        exact(text, "essai")


@pytest.mark.parametrize("text", ["", "1,5", "1.234", 5, None])
def test_an_amount_of_the_law_is_an_exact_string(text: object) -> None:
    with pytest.raises(LawError):
        money(text, "essai")


@pytest.mark.parametrize("key", SERIES)
def test_every_value_is_dated_ordered_and_says_how_sure_it_is(key: str) -> None:
    values = series(key).values
    starts = [value.start for value in values]
    assert starts == sorted(set(starts))
    for value in values:
        assert value.end >= value.start
        assert value.source.in_force_since == value.start
        assert value.source.status in STATUSES


@pytest.mark.parametrize("key", SERIES)
def test_every_value_is_cited_and_what_has_no_source_is_said_unverified(key: str) -> None:
    for value in series(key).values:
        assert value.sources or value.source.decree or value.source.status == "unverified"
        assert value.source.article


@pytest.mark.parametrize("key", SERIES)
def test_no_day_falls_between_two_values_unless_the_file_says_that_it_is_missing(key: str) -> None:
    values = series(key).values
    said_missing = series(key).head.get("missing", [])
    for earlier, later in pairwise(values):
        hole = later.start if earlier.end >= later.start else earlier.end + timedelta(days=1)
        assert hole == later.start or any(str(hole.year) in text for text in said_missing), hole


@pytest.mark.parametrize("key", SERIES)
def test_the_first_and_last_day_of_each_value_are_answered_by_it(key: str) -> None:
    found = series(key)
    for value, following in zip(found.values, (*found.values[1:], None), strict=True):
        last = value.end if following is None else min(value.end, following.start - timedelta(days=1))
        assert found.on(value.start) is value
        assert found.on(last) is value


@pytest.mark.parametrize("key", SERIES)
def test_the_day_before_the_first_value_is_refused_by_name(key: str) -> None:
    found = series(key)
    with pytest.raises(NoValueOnDay, match="aucune valeur enregistrée") as lack:
        found.on(found.values[0].start - timedelta(days=1))
    assert found.label in str(lack.value)


@pytest.mark.parametrize("key", [key for key in SERIES if series(key).validity is not Validity.OPEN])
def test_the_day_after_the_last_value_runs_out_is_refused_not_guessed(key: str) -> None:
    found = series(key)
    with pytest.raises(NoValueOnDay, match="n’est plus à jour"):
        found.on(found.values[-1].end + timedelta(days=1))


@pytest.mark.parametrize(
    ("start", "rule", "end"),
    [
        (date(2026, 1, 1), Validity.CIVIL_YEAR, date(2026, 12, 31)),
        (date(2022, 7, 1), Validity.CIVIL_YEAR, date(2022, 12, 31)),
        (date(2026, 4, 1), Validity.APRIL_YEAR, date(2027, 3, 31)),
        (date(2022, 7, 1), Validity.APRIL_YEAR, date(2023, 3, 31)),
        (date(2023, 1, 1), Validity.APRIL_YEAR, date(2023, 3, 31)),
        (date(2026, 1, 1), Validity.HALF_YEAR, date(2026, 6, 30)),
        (date(2025, 7, 1), Validity.HALF_YEAR, date(2025, 12, 31)),
        (date(2014, 4, 1), Validity.OPEN, date.max),
    ],
)
def test_a_value_holds_until_its_next_revision_is_due(start: date, rule: Validity, end: date) -> None:
    assert last_day(start, rule) == end


def test_the_quotite_of_2021_is_that_of_2020_because_the_file_says_so() -> None:
    assert law_on(date(2021, 12, 31)).quotite == law_on(date(2020, 1, 1)).quotite
    assert law_on(date(2022, 1, 1)).quotite != law_on(date(2021, 12, 31)).quotite


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2027, 1, 1), date(2027, 3, 1)])
def test_a_year_without_a_decree_on_file_has_no_quotite(day: date) -> None:
    with pytest.raises(NoValueOnDay, match="Quotité saisissable des rémunérations") as lack:
        _ = law_on(day).quotite
    assert f"{day:%d/%m/%Y}" in str(lack.value)


@pytest.mark.parametrize("day", [date(2018, 3, 31), date(2027, 4, 1)])
def test_a_day_without_rsa_on_file_is_refused(day: date) -> None:
    with pytest.raises(NoValueOnDay, match="RSA"):
        _ = law_on(day).rsa


def test_the_rsa_of_april_serves_until_the_following_march() -> None:
    assert law_on(date(2027, 3, 31)).rsa.amount == Money.of("651.69")
    assert law_on(date(2026, 3, 31)).rsa.amount == Money.of("646.52")


def test_the_missing_legal_rate_of_the_second_half_of_2026_is_refused() -> None:
    assert law_on(date(2026, 6, 30)).value("taux_legal")["other"] == Fraction("2.62")
    with pytest.raises(NoValueOnDay, match="intérêt légal"):
        law_on(date(2026, 7, 1)).value("taux_legal")


def test_an_unknown_parameter_or_rule_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownParameter, match="taux_magique"):
        law_on(date(2026, 1, 1)).value("taux_magique")
    with pytest.raises(UnknownParameter, match="nulle_part"):
        law_on(date(2026, 1, 1)).rule("measures.nulle_part")


def test_forfaits_of_another_year_are_used_only_when_asked_and_say_so() -> None:
    law = law_on(date(2026, 11, 23))
    with pytest.raises(NoValueOnDay, match="Forfaits de la commission"):
        law.forfaits()
    earlier = law.forfaits(earlier=True)
    assert (earlier.is_earlier, earlier.from_day) == (True, date(2025, 1, 1))
    of_the_year = law_on(date(2025, 6, 1)).forfaits(earlier=True)
    assert not of_the_year.is_earlier
    assert of_the_year == law_on(date(2025, 6, 1)).forfaits()


def test_no_earlier_forfait_is_invented_before_the_first_on_file() -> None:
    with pytest.raises(NoValueOnDay):
        law_on(date(2011, 12, 31)).forfaits(earlier=True)


@pytest.mark.parametrize(("persons", "total"), [(1, "876.00"), (2, "1183.00"), (5, "2104.00")])
def test_the_forfaits_of_2025_for_a_household(persons: int, total: str) -> None:
    scale = law_on(date(2025, 6, 19)).forfaits()
    amounts = [rate.amount(persons) for rate in (scale.base, scale.habitation, scale.chauffage)]
    assert amounts[0] + amounts[1] + amounts[2] == Money.of(total)


def test_a_forfait_for_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="au moins une personne"):
        law_on(date(2025, 6, 19)).forfaits().base.amount(0)


def test_every_rule_says_its_source_and_how_sure_it_is() -> None:
    assert {"measures.rescheduling", "deadlines.recours_recevabilite", "prescriptions.indu_rsa"} <= set(all_rules())
    for rule in all_rules().values():
        assert rule.source.status in STATUSES


def test_what_was_added_to_the_files_changes_no_value_of_the_law() -> None:
    table = tomllib.loads(resources.files("pcb.domain.law").joinpath("quotite_saisissable.toml").read_text("utf-8"))
    assert [row["thresholds"][0] for row in table["value"]] == ["3830", "3870", "3940", "4170", "4370", "4440", "4480"]
