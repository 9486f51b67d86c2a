"""The base of invented households: complete, readable, gone with its folder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pcb.interview import engine
from pcb.usecases.accounts import needs_setup, sign_in
from pcb.usecases.advice import advice
from pcb.usecases.cases import list_cases, open_case
from pcb.usecases.demo import LOGIN, demo_households, open_demo_desk
from pcb.usecases.exchange import read_household

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_demo_base_lists_at_least_eight_varied_households(tmp_path: Path) -> None:
    desk = open_demo_desk(tmp_path, NOW)
    cards = list_cases(desk)
    assert len(cards) == len(demo_households()) >= 8
    assert len({card.title for card in cards}) == len(cards)
    assert len({card.commune for card in cards}) >= 8
    assert max(card.updated_at for card in cards) == NOW
    desk.store.close()


def test_a_demo_case_opens_as_it_stands_in_its_file(tmp_path: Path) -> None:
    desk = open_demo_desk(tmp_path, NOW)
    families = [open_case(desk, card.id).case for card in list_cases(desk)]
    stories = {case.request.words for case in families}
    assert stories == {case.request.words for case in demo_households()}
    desk.store.close()


def test_the_demo_base_writes_nothing_in_clear(tmp_path: Path) -> None:
    desk = open_demo_desk(tmp_path, NOW)
    desk.store.close()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) > 50_000
    for secret in ("Ferrand", "Labadie", "Crédit Lomagne", "Volt Armagnac", "7840.22", "784022"):
        assert secret.encode() not in written


def test_the_demo_account_has_a_password_that_nobody_knows(tmp_path: Path) -> None:
    desk = open_demo_desk(tmp_path, NOW)
    assert not needs_setup(desk.store)
    with pytest.raises(Exception, match="ne convient pas"):
        sign_in(desk.store, LOGIN, "demo")
    desk.store.close()


def test_every_answer_of_a_demo_household_is_one_that_the_interview_asks_for(household_file: Path) -> None:
    case = read_household(household_file)
    assert engine.effective(case) == case


def test_the_chain_of_use_cases_gives_the_figures_of_the_domain_on_the_day_of_the_demo(household_file: Path) -> None:
    case = read_household(household_file)
    found = advice(case, date(2026, 11, 23))
    if case.filing.earlier_forfaits is True:
        assert found.capacity is not None
        assert any("repris du 01/01/2025" in notice for notice in found.notices)
    else:
        assert found.capacity is None
        assert any("forfaits" in sentence.casefold() for sentence in found.missing)


def test_every_demo_household_can_be_walked_from_the_first_question_to_the_recap(household_file: Path) -> None:
    case = read_household(household_file)
    stops = engine.journey(case)
    assert len(stops) > 10
    key = stops[0].key
    walked = [key]
    while (following := engine.next_stop(case, key)) is not None:
        key = following if isinstance(following, str) else following.key
        walked.append(key)
    assert walked == [stop.key for stop in stops]
