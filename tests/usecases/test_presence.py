"""Two in one case: each sees the other, where they are, and what they have just changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from pcb.errors import NotFound
from pcb.storage.presence import WORTH
from pcb.storage.tables import membership, presence
from pcb.usecases.cases import OpenCase, answer, create_case
from pcb.usecases.desk import Desk
from pcb.usecases.presence import Around, Companion, leave, look_around
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")


@pytest.fixture
def opened(desk: Desk) -> OpenCase:
    return create_case(desk, NOW)


def look(desk: Desk, opened: OpenCase, session: str, chapter: str = "Dettes", after: timedelta = timedelta()) -> Around:
    return look_around(desk, session, opened.id, chapter, opened.revision, NOW + after)


def test_alone_one_sees_nobody_not_even_oneself(desk: Desk, opened: OpenCase) -> None:
    look(desk, opened, "s1")
    assert look(desk, opened, "s1") == Around((), opened.revision, ())


def test_each_sees_the_other_and_the_chapter(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    look(desk, opened, "s1", "Logement")
    assert look(colleague, opened, "s2").companions == (Companion("Claire Dubosc", "Logement"),)
    assert look(desk, opened, "s1").companions == (Companion("Paul Lannes", "Dettes"),)
    look(colleague, opened, "s2", "Charges")
    assert look(desk, opened, "s1").companions == (Companion("Paul Lannes", "Charges"),)


def test_ones_own_other_pages_are_nobody_else_and_two_pages_are_one_person(
    desk: Desk, colleague: Desk, opened: OpenCase
) -> None:
    look(desk, opened, "s3", "Charges")
    assert not look(desk, opened, "s1").companions
    look(colleague, opened, "s2", "Logement")
    look(colleague, opened, "s4", "Charges", after=timedelta(seconds=1))
    found = look(desk, opened, "s1", after=timedelta(seconds=2)).companions
    assert found == (Companion("Paul Lannes", "Charges"),)


def test_the_chapter_which_may_name_a_person_is_sealed(desk: Desk, opened: OpenCase) -> None:
    look(desk, opened, "s1", "Barthélémy : état civil")
    with desk.store.reading() as connection:
        kept = connection.execute(select(presence.c.chapter)).scalar_one()
    assert "Barthélémy".encode() not in kept


def test_who_left_or_fell_silent_is_no_longer_there(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    look(colleague, opened, "s2")
    assert look(desk, opened, "s1", after=WORTH).companions
    assert not look(desk, opened, "s1", after=WORTH + timedelta(seconds=1)).companions
    look(colleague, opened, "s3")
    leave(colleague, "s3")
    assert not look(desk, opened, "s1").companions


def test_what_the_other_changed_is_told_and_ones_own_changes_are_not(
    desk: Desk, colleague: Desk, opened: OpenCase
) -> None:
    answer(desk, opened.id, "note", "À moi", seen="", request_id="12345678", now=NOW)
    answer(colleague, opened.id, "request.words", "Le loyer", seen="", request_id="12345679", now=NOW)
    found = look(desk, opened, "s1")
    assert found.revision == opened.revision + 2
    ((label, by, at),) = [(one.label, one.by, one.at) for one in found.news]
    assert (by, at) == ("Paul Lannes", NOW)
    assert label


def test_who_may_not_see_the_case_hears_nothing(desk: Desk, colleague: Desk, opened: OpenCase) -> None:
    with desk.store.writing(desk.vault) as connection:
        connection.execute(delete(membership).where(membership.c.account_id == colleague.account.id))
    with pytest.raises(NotFound):
        look(colleague, opened, "s2")
    assert not look(desk, opened, "s1").companions
