"""The history page: its rows, and which change « undo » names."""

from __future__ import annotations

from pcb.ui.history import history_groups, next_undone
from pcb.usecases.cases import answer
from pcb.usecases.changes import history, undo
from pcb.usecases.desk import Desk
from pcb.usecases.opening import OpenCase
from tests.ui.conftest import Clock


def say(desk: Desk, opened: OpenCase, clock: Clock, city: str) -> None:
    clock.pass_(60)
    answer(
        desk, opened.id, "address.city", city, seen=None, request_id=f"request-{city}", now=clock.now(), overwrite=True
    )


def test_the_change_named_is_the_one_that_undo_takes_back(desk: Desk, opened: OpenCase, clock: Clock):
    say(desk, opened, clock, "Auch")
    say(desk, opened, clock, "Mirande")
    for before, after in (("Auch", "Mirande"), ("", "Auch")):
        named = next_undone(history(desk, opened.id))
        assert named is not None
        assert (named.before, named.after) == (before, after)
        undo(desk, opened.id, clock.now())
    assert next_undone(history(desk, opened.id)) is None


def test_a_row_says_when_what_before_after_and_who(desk: Desk, opened: OpenCase, clock: Clock):
    say(desk, opened, clock, "Auch")
    say(desk, opened, clock, "Mirande")
    (group,) = history_groups(history(desk, opened.id), lambda path: f"/champ/{path}")
    assert group.title == "23/11/2026"
    cells = group.rows[0].cells
    assert (cells["before"].text, cells["after"].text, cells["who"].text) == ("Auch", "Mirande", "Claire Montaut")
    assert cells["what"].href == "/champ/address.city"


def test_a_change_taken_back_says_so(desk: Desk, opened: OpenCase, clock: Clock):
    say(desk, opened, clock, "Auch")
    undo(desk, opened.id, clock.now())
    (group,) = history_groups(history(desk, opened.id), lambda path: "")
    assert [badge.text for badge in group.rows[1].cells["what"].badges] == ["annulé depuis"]
