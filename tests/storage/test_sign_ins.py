"""The rows of the sessions: what they say, and what they do not."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import inspect, select

from pcb.storage import sign_ins
from pcb.storage.accounts import UserAccount
from pcb.storage.database import Store
from pcb.storage.tables import sign_in
from tests.storage.conftest import NOW

DAY = timedelta(days=1)


def test_a_session_is_open_until_it_is_ended_or_the_epoch_is_raised(store: Store, counsellor: UserAccount) -> None:
    for name in ("one", "two", "three"):
        sign_ins.begin(store, name, counsellor.id, NOW)
    asked = [("one", 0), ("two", 0), ("three", 7), ("none", 0)]
    assert sign_ins.still_open(store, asked) == {"one", "two"}
    sign_ins.end(store, "one", NOW)
    assert sign_ins.still_open(store, asked) == {"two"}
    sign_ins.end(store, "two", NOW, account_id="somebody else")
    assert sign_ins.still_open(store, asked) == {"two"}
    sign_ins.end_all(store, counsellor.id, NOW)
    assert sign_ins.still_open(store, asked) == frozenset()
    assert sign_ins.epoch(store, counsellor.id) == 1


def test_the_list_leaves_out_what_died_with_its_process(store: Store, counsellor: UserAccount) -> None:
    sign_ins.begin(store, "dead", counsellor.id, NOW - DAY)
    sign_ins.begin(store, "live", counsellor.id, NOW - DAY)
    sign_ins.seen(store, ["live"], NOW)
    assert [one.id for one in sign_ins.open_of(store, counsellor.id, NOW - timedelta(minutes=30))] == ["live"]


def test_a_row_holds_no_address_and_no_browser_and_goes_after_a_month(store: Store, counsellor: UserAccount) -> None:
    columns = {column["name"] for column in inspect(store.engine).get_columns("sign_in")}
    assert columns == {"id", "account_id", "opened_at", "seen_at", "ended_at"}
    sign_ins.begin(store, "old", counsellor.id, NOW - 31 * DAY)
    sign_ins.begin(store, "new", counsellor.id, NOW)
    with store.reading() as connection:
        assert connection.execute(select(sign_in.c.id)).scalars().all() == ["new"]
