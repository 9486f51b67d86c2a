"""The program that keeps a base of the present schema works on the day when it is needed."""

from __future__ import annotations

from pathlib import Path

from pcb.config import DATABASE_NAME, Settings
from pcb.storage import examining
from pcb.usecases.accounts import sign_in
from pcb.usecases.cases import list_cases
from pcb.usecases.desk import open_store
from tests.storage.make_base import PASSWORD, make


def test_a_base_of_this_schema_is_made_opens_and_is_sound(tmp_path: Path) -> None:
    assert len(make(tmp_path / DATABASE_NAME)) == 64
    desk = sign_in(open_store(Settings(tmp_path)), "claire", PASSWORD)
    assert len(list_cases(desk)) == 2
    assert not list(examining.closed_records(desk.store, desk.vault))
    desk.store.close()
