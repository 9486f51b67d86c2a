"""The dossiers being prepared belong to a session: found again from any page, stopped when it ends."""

from __future__ import annotations

import pytest

from pcb.ui.preparations import Preparations
from pcb.ui.sessions import Instant, Session
from pcb.usecases.dossier import Preparation, Variant


class Watched(Preparation):
    """A preparation that remembers being stopped."""

    def __init__(self, case_id: str) -> None:
        super().__init__(case_id, Variant.WHOLE)
        self.stopped = False

    def cancel(self) -> None:
        self.stopped = True


def session(name: str) -> Session:
    return Session(name, Instant(0, 0), Instant(0, 0), demo=False, held=None)


@pytest.fixture
def held() -> Preparations:
    return Preparations()


def test_a_preparation_is_found_by_its_session_and_its_case_alone(held: Preparations) -> None:
    mine, theirs = session("a"), session("b")
    preparation = Watched("c1")
    held.keep(mine, preparation)
    assert held.of(mine, "c1") is preparation
    assert held.of(theirs, "c1") is None
    assert held.of(mine, "c2") is None
    held.forget(mine, preparation)
    assert held.of(mine, "c1") is None


def test_a_second_one_for_the_same_case_stops_the_first(held: Preparations) -> None:
    mine, first, second = session("a"), Watched("c1"), Watched("c1")
    held.keep(mine, first)
    held.keep(mine, second)
    assert (first.stopped, second.stopped) == (True, False)
    held.forget(mine, first)
    assert held.of(mine, "c1") is second


def test_the_end_of_a_session_stops_its_own_and_the_end_of_the_application_all(held: Preparations) -> None:
    mine, theirs, other = Watched("c1"), Watched("c1"), Watched("c2")
    held.keep(session("a"), mine)
    held.keep(session("a"), other)
    held.keep(session("b"), theirs)
    held.end(session("a"))
    assert (mine.stopped, other.stopped, theirs.stopped) == (True, True, False)
    held.end()
    assert theirs.stopped
