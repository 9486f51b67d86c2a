"""Several at once on one database: nothing lost, nothing twice, one consistent view. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import sleep
from typing import TypeVar

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import IntegrityError

from pcb.domain.case import Case
from pcb.errors import AccessDenied
from pcb.storage import accounts, cases, journal, papers
from pcb.storage.accounts import UserAccount
from pcb.storage.cases import RequestAlreadyDone, StaleRevision
from pcb.storage.database import Store, open_store
from pcb.storage.journal import Change
from pcb.storage.tables import account, case_record, numbering
from pcb.storage.vault import Vault
from tests.storage.conftest import LIGHT, NOW

T = TypeVar("T")


def at_once(times: int, work: Callable[[int], T]) -> list[T | Exception]:
    """What each of ``times`` threads gives that begin at the same moment."""
    start = Barrier(times)

    def one(number: int) -> T | Exception:
        start.wait(10)
        try:
            return work(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_the_first_cases_of_a_year_made_at_once_have_each_their_number(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    made = at_once(
        6, lambda _: cases.create(store, vault, Case(), {}, kind="create", by=counsellor.id, now=NOW).reference
    )
    assert sorted(map(str, made)) == [f"2026-000{number}" for number in range(1, 7)]


def test_of_two_saves_of_the_same_revision_one_is_told_it_is_stale(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    stored = cases.create(store, vault, Case(), {}, kind="create", by=counsellor.id, now=NOW)

    def save(number: int) -> int:
        change = Change(2, NOW, counsellor.id, "answer", request_id=f"request-{number}")
        return cases.save(store, vault, stored, Case(), {}, change).revision

    outcomes = at_once(5, save)
    assert [o for o in outcomes if not isinstance(o, StaleRevision)] == [2]
    assert len(list(journal.newest_first(store, vault, stored.id))) == 2


def test_a_request_written_already_is_told_and_nothing_of_its_save_is_kept(
    store: Store, vault: Vault, counsellor: UserAccount
) -> None:
    stored = cases.create(store, vault, Case(), {}, kind="create", by=counsellor.id, now=NOW)
    saved = cases.save(
        store, vault, stored, Case(), {}, Change(2, NOW, counsellor.id, "answer", request_id="the-same-request")
    )
    with pytest.raises(RequestAlreadyDone):
        cases.save(
            store, vault, saved, Case(), {}, Change(3, NOW, counsellor.id, "answer", request_id="the-same-request")
        )
    assert cases.load(store, vault, stored.id).revision == 2
    assert cases.create(store, vault, Case(), {}, kind="create", by=counsellor.id, now=NOW).reference == "2026-0002"


def test_the_same_paper_printed_at_once_is_kept_once(store: Store, vault: Vault, counsellor: UserAccount) -> None:
    case_id = cases.create(store, vault, Case(), {}, kind="create", by=counsellor.id, now=NOW).id
    day = date(2026, 11, 23)

    def linger(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT paper."):
            sleep(0.05)  # so that each looks before any other has written, if it may

    event.listen(store.engine, "after_cursor_execute", linger)
    made = at_once(
        5,
        lambda _: papers.keep(
            store, vault, case_id, "plan", b"%PDF", case_revision=1, law_day=day, by=counsellor.id, now=NOW
        ),
    )
    assert set(map(type, made)) == {papers.KeptPaper}
    assert len(papers.kept(store, vault, case_id)) == 1
    assert made == [papers.kept(store, vault, case_id)[0]] * 5


def test_two_first_accounts_made_at_once_are_one(store: Store) -> None:
    def make(number: int) -> UserAccount:
        return accounts.create_first(store, Vault.new(), f"login{number}", "x", ("un mot", "ACDE"), LIGHT, NOW)[0]

    outcomes = at_once(4, make)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AccessDenied"] * 3 + ["UserAccount"]
    assert all(isinstance(o, UserAccount | AccessDenied) for o in outcomes)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(account)).scalar() == 1


def test_a_reader_sees_one_moment_while_another_saves(store: Store, vault: Vault, counsellor: UserAccount) -> None:
    stored = cases.create(store, vault, Case(), {}, kind="create", by=counsellor.id, now=NOW)
    with store.reading() as connection:
        before = connection.execute(select(case_record.c.revision)).scalar()
        cases.save(store, vault, stored, Case(), {}, Change(2, NOW, counsellor.id, "answer"))
        assert connection.execute(select(case_record.c.revision)).scalar() == before == 1
    with store.reading() as connection:
        assert connection.execute(select(case_record.c.revision)).scalar() == 2


def test_writing_again_after_a_refused_line_is_possible_in_the_next_transaction(store: Store) -> None:
    for _ in range(2):
        with pytest.raises(IntegrityError), store.writing() as connection:
            connection.execute(numbering.insert(), [{"year": 2026, "last": 1}, {"year": 2026, "last": 2}])
    with store.writing() as connection:
        connection.execute(numbering.insert().values(year=2026, last=1))
        assert connection.execute(update(numbering).values(last=2)).rowcount == 1


@pytest.mark.parametrize("attempt", range(2))
def test_a_database_opened_by_several_at_once_is_migrated_once(
    request: pytest.FixtureRequest, database_url: str, attempt: int
) -> None:
    empty = database_url
    if not database_url.startswith("sqlite"):
        empty = request.getfixturevalue("postgresql").new_base(migrated=False)
    for opened in at_once(4, lambda _: open_store(empty)):
        assert isinstance(opened, Store), repr(opened)
        opened.close()
