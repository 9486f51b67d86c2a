"""Sessions end on time, on whichever clock says so first, and let go of the key."""

from __future__ import annotations

import pytest

from pcb.ui.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS, Session, SessionOver, Sessions
from pcb.usecases.desk import Desk
from tests.ui.conftest import Clock


def test_a_token_opens_its_own_session_and_no_other(sessions: Sessions, desk: Desk) -> None:
    first, second = sessions.open(desk), sessions.open(desk)
    found = sessions.find(first)
    assert found is not None
    assert found.desk is desk
    assert found is not sessions.find(second)
    assert sessions.find(first[:-1]) is None
    assert sessions.find("") is None
    assert sessions.find(None) is None


def test_the_table_does_not_hold_the_token(sessions: Sessions, desk: Desk) -> None:
    token = sessions.open(desk)
    assert len(token) >= 43  # 256 bits
    assert token not in repr(vars(sessions))
    assert token.encode() not in b"".join(sessions._by_digest)


@pytest.mark.parametrize(
    ("idle", "lives"), [(IDLE_SECONDS - 1, True), (IDLE_SECONDS, False), (IDLE_SECONDS + 1, False)]
)
def test_half_an_hour_without_an_action_ends_it(
    sessions: Sessions, desk: Desk, clock: Clock, idle: float, lives: bool
) -> None:
    token = sessions.open(desk)
    clock.pass_(idle)
    assert (sessions.find(token) is not None) is lives


def test_an_action_starts_the_half_hour_again_and_looking_does_not(
    sessions: Sessions, desk: Desk, clock: Clock
) -> None:
    token = sessions.open(desk)
    clock.pass_(IDLE_SECONDS - 1)
    session = sessions.find(token)
    assert session is not None
    sessions.touch(session)
    clock.pass_(IDLE_SECONDS - 1)
    assert sessions.find(token) is session
    clock.pass_(1)
    assert sessions.find(token) is None


def test_twelve_hours_end_it_whatever_is_done(sessions: Sessions, desk: Desk, clock: Clock) -> None:
    token = sessions.open(desk)
    for _ in range(ABSOLUTE_SECONDS // 1000):
        clock.pass_(1000)
        session = sessions.find(token)
        assert session is not None
        sessions.touch(session)
    clock.pass_(1000)
    assert sessions.find(token) is None


@pytest.mark.parametrize("moved", ["wall", "steady"])
def test_one_clock_is_enough_to_end_it(sessions: Sessions, desk: Desk, clock: Clock, moved: str) -> None:
    token = sessions.open(desk)
    setattr(clock, moved, getattr(clock, moved) + IDLE_SECONDS)
    assert sessions.find(token) is None


def test_a_clock_set_back_does_not_keep_it_open(sessions: Sessions, desk: Desk, clock: Clock) -> None:
    token = sessions.open(desk)
    clock.wall -= 86_400
    clock.steady += IDLE_SECONDS
    assert sessions.find(token) is None


@pytest.mark.parametrize("jump", [-3600, 3600, -86_400, 86_400, -315_576_000, 315_576_000, 5 * 86_400])
def test_whatever_the_wall_clock_does_neither_the_half_hour_nor_the_twelve_hours_are_stretched(
    sessions: Sessions, desk: Desk, clock: Clock, jump: float
) -> None:
    idle, busy = sessions.open(desk), sessions.open(desk)
    clock.wall += jump
    clock.pass_(IDLE_SECONDS)
    assert sessions.find(idle) is None
    for _ in range(ABSOLUTE_SECONDS // 1000):
        session = sessions.find(busy)
        if session is not None:
            sessions.touch(session)
        clock.pass_(1000)
    assert sessions.find(busy) is None


def test_a_wall_clock_set_back_an_hour_ends_nothing_too_early(sessions: Sessions, desk: Desk, clock: Clock) -> None:
    token = sessions.open(desk)
    clock.wall -= 3600
    clock.pass_(IDLE_SECONDS - 1)
    assert sessions.find(token) is not None


def test_a_session_that_ended_holds_no_desk_any_more(desk: Desk, clock: Clock) -> None:
    ended: list[Session] = []
    sessions = Sessions(lambda: clock.wall, lambda: clock.steady, on_end=ended.append)
    session = sessions.find(sessions.open(desk))
    assert session is not None
    sessions.end(session)
    assert session.held is None
    with pytest.raises(SessionOver):
        _ = session.desk
    sessions.end(session)
    assert ended == [session]  # told once


def test_the_sweep_ends_what_nobody_asks_for_any_more(sessions: Sessions, desk: Desk, clock: Clock) -> None:
    session = sessions.find(sessions.open(desk))
    assert session is not None
    clock.pass_(IDLE_SECONDS)
    sessions.end_expired()
    assert session.held is None
