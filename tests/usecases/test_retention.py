"""The end of what is kept: proposed, archived, listed, signed, removed; never early, never in silence, never by one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from pcb.config import Settings
from pcb.domain.rights import Role
from pcb.errors import AccessDenied, InvalidAnswer, NotFound
from pcb.storage import sites
from pcb.storage.tables import account, case_record, membership
from pcb.usecases import cases, retention
from pcb.usecases.desk import Desk
from pcb.usecases.retention import SecondLook, Stage
from tests.reports.reading import searched, squeezed
from tests.usecases.conftest import NOW, PASSWORD

OLD = NOW - timedelta(days=731)
AFTER = NOW + timedelta(days=30)


@pytest.fixture
def folder(settings: Settings) -> Path:
    return settings.data_dir


@pytest.fixture
def at(desk: Desk) -> Callable[..., Desk]:
    """The desk, or another, at a moment."""
    return lambda moment, whose=desk: replace(whose, now=lambda: moment)


def old_case(desk: Desk, at: Callable[..., Desk]) -> str:
    return cases.create_case(at(OLD), OLD).id


def archived(desk: Desk, at: Callable[..., Desk]) -> str:
    case_id = old_case(desk, at)
    retention.propose(at(NOW), [case_id], NOW, confirmed=True)
    retention.archive(at(AFTER), [case_id], AFTER, confirmed=True)
    return case_id


def stages(desk: Desk, moment: datetime) -> dict[str, Stage]:
    return {line.case.id: line.stage for line in retention.board(desk, moment.date()).lines}


def test_a_case_goes_from_one_step_to_the_next_and_no_step_is_skipped(desk: Desk, at: Callable[..., Desk]) -> None:
    young, old = cases.create_case(desk, NOW).id, old_case(desk, at)
    assert stages(desk, NOW) == {old: Stage.DUE}
    assert retention.archive(desk, [old, young], NOW, confirmed=True) == 0
    assert retention.propose(desk, [old, young], NOW, confirmed=True) == 1
    assert stages(desk, NOW + timedelta(days=29)) == {old: Stage.NOTICED}
    assert retention.archive(desk, [old], NOW + timedelta(days=29), confirmed=True) == 0
    assert retention.archive(desk, [old], AFTER, confirmed=True) == 1
    assert stages(desk, AFTER) == {old: Stage.ARCHIVED}
    assert [card.id for card in cases.list_cases(desk)] == [young]
    assert cases.open_case(desk, old)  # the coordinator of its site still can
    with pytest.raises(NotFound):
        cases.answer(desk, old, "note", "x", seen=None, request_id="r", now=AFTER)


def test_a_contact_stops_the_notice_and_a_correction_by_an_administrator_is_no_contact(
    desk: Desk, colleague: Desk, at: Callable[..., Desk]
) -> None:
    one = old_case(desk, at)
    retention.propose(desk, [one], NOW, confirmed=True)
    with desk.store.writing(desk.vault) as connection:  # works nowhere, let in by a share
        connection.execute(update(account).where(account.c.id == colleague.account.id).values(administrator=True))
        connection.execute(membership.delete().where(membership.c.account_id == colleague.account.id))
        other = sites.open_site(connection, "Fleurance", NOW)
        sites.place(connection, colleague.account.id, other, Role.COUNSELLOR, NOW)
        _share(connection, desk, colleague, one)
    cases.answer(colleague, one, "note", "corrigé", seen=None, request_id="r1", now=NOW)
    assert stages(desk, AFTER)[one] is Stage.TO_ARCHIVE
    cases.answer(desk, one, "note", "rappelée", seen="corrigé", request_id="r2", now=NOW)
    assert one not in stages(desk, AFTER)
    with desk.store.reading() as connection:
        row = connection.execute(select(case_record).where(case_record.c.id == one)).one()
    assert (row.last_contact_on, row.notice_on) == (NOW.date(), None)


def _share(connection: object, desk: Desk, whom: Desk, case_id: str) -> None:
    from sqlalchemy import Connection, insert

    from pcb.storage.tables import share

    assert isinstance(connection, Connection)
    values = {"id": "1" * 32, "case_id": case_id, "account_id": whom.account.id, "by": desk.account.id, "at": NOW}
    connection.execute(insert(share).values(**values, reason=b""))


def test_a_clock_set_back_never_makes_the_last_contact_older(desk: Desk) -> None:
    one = cases.create_case(desk, NOW).id
    cases.answer(desk, one, "note", "x", seen=None, request_id="r", now=NOW - timedelta(days=3650))
    with desk.store.reading() as connection:
        assert connection.execute(select(case_record.c.last_contact_on)).scalar_one() == NOW.date()


def test_nothing_is_destroyed_without_a_signed_bordereau(desk: Desk, at: Callable[..., Desk], folder: Path) -> None:
    one = archived(desk, at)
    made = retention.make_bordereau(desk, [one], AFTER)
    with pytest.raises(InvalidAnswer, match="déjà sur un bordereau"):
        retention.make_bordereau(desk, [one], AFTER)
    with pytest.raises(InvalidAnswer, match="signé"):
        retention.carry_out(desk, made, PASSWORD, AFTER, folder=folder, confirmed=True)
    for wrong in (AFTER.date() - timedelta(days=1), AFTER.date() + timedelta(days=1)):
        with pytest.raises(InvalidAnswer, match="jour du visa"):
            retention.note_signed(desk, made, wrong, AFTER)
    retention.note_signed(desk, made, AFTER.date(), AFTER)
    with pytest.raises(AccessDenied):
        retention.carry_out(desk, made, "pas le mien", AFTER, folder=folder, confirmed=True)
    reference = retention.board(desk, AFTER.date()).lines[0].case.reference
    done = retention.carry_out(desk, made, PASSWORD, AFTER, folder=folder, confirmed=True)
    assert (done.removed, done.left) == ((reference,), ())
    assert retention.board(desk, AFTER.date()).lines == ()
    with pytest.raises(InvalidAnswer, match="déjà été exécuté"):
        retention.carry_out(desk, made, PASSWORD, AFTER, folder=folder, confirmed=True)


def test_the_bordereau_says_the_cases_by_reference_the_basis_and_leaves_room_to_sign(
    desk: Desk, at: Callable[..., Desk]
) -> None:
    made = retention.make_bordereau(desk, [archived(desk, at), archived(desk, at)], AFTER)
    content, name = retention.bordereau_paper(desk, made)
    text = squeezed(searched(content))
    words = ("2024-0001", "2024-0002", "22/11/2024", "L. 212-3", "à vérifier", "Visa des Archives départementales")
    for said in words:
        assert squeezed(said) in text, said
    assert name == "bordereau-elimination-2026-12-23.pdf"


def test_where_two_people_have_an_account_one_proposes_and_the_other_carries_out(
    desk: Desk, colleague: Desk, at: Callable[..., Desk], folder: Path
) -> None:
    one = archived(desk, at)
    made = retention.make_bordereau(colleague, [one], AFTER)
    retention.note_signed(colleague, made, AFTER.date(), AFTER)
    with pytest.raises(AccessDenied, match="quelqu’un d’autre"):
        retention.carry_out(colleague, made, PASSWORD, AFTER, folder=folder, confirmed=True)
    assert retention.board(desk, AFTER.date()).two
    assert retention.carry_out(desk, made, PASSWORD, AFTER, folder=folder, confirmed=True).removed


def test_a_household_that_comes_back_is_taken_off_the_bordereau(
    desk: Desk, at: Callable[..., Desk], folder: Path
) -> None:
    one, other = archived(desk, at), archived(desk, at)
    made = retention.make_bordereau(desk, [one, other], AFTER)
    retention.note_signed(desk, made, AFTER.date(), AFTER)
    retention.take_back(desk, one, AFTER)
    done = retention.carry_out(desk, made, PASSWORD, AFTER, folder=folder, confirmed=True)
    assert (len(done.removed), len(done.left)) == (1, 1)
    assert cases.open_case(desk, one)
    assert one not in stages(desk, AFTER)


def test_a_clock_that_jumped_and_too_many_at_once_want_a_second_look(desk: Desk, at: Callable[..., Desk]) -> None:
    one = cases.create_case(desk, NOW).id
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(case_record).values(last_contact_on=OLD.date()))
    with pytest.raises(SecondLook, match="5 %"):
        retention.propose(desk, [one], NOW)
    for _ in range(20):
        cases.create_case(desk, NOW)
    assert retention.propose(desk, [one], NOW) == 1
    later = NOW + timedelta(days=31)
    with pytest.raises(SecondLook, match="date est la bonne"):
        retention.archive(at(later), [one], later)
    assert stages(desk, later)[one] is Stage.TO_ARCHIVE
    assert retention.archive(at(later), [one], later, confirmed=True) == 1


def test_a_coordinator_handles_the_cases_of_their_sites_and_a_counsellor_none(
    desk: Desk, colleague: Desk, at: Callable[..., Desk]
) -> None:
    one = old_case(desk, at)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(membership.delete().where(membership.c.account_id == colleague.account.id))
        elsewhere = sites.open_site(connection, "Mirande", NOW)
        sites.place(connection, colleague.account.id, elsewhere, Role.COORDINATOR, NOW)
    assert retention.board(colleague, NOW.date()).lines == ()
    for forbidden in (retention.propose, retention.archive):
        with pytest.raises(NotFound):
            forbidden(colleague, [one], NOW, confirmed=True)
    with pytest.raises(NotFound):
        retention.take_back(colleague, one, NOW)
    with desk.store.writing(desk.vault) as connection:
        sites.place(connection, colleague.account.id, elsewhere, Role.COUNSELLOR, NOW)
    with pytest.raises(AccessDenied):
        retention.board(colleague, NOW.date())


def test_of_a_thousand_histories_the_board_shows_each_on_its_day(desk: Desk) -> None:
    """Through the base: nothing a day early, nothing a day late."""
    chance = random.Random(4)
    template = cases.create_case(desk, NOW).id
    with desk.store.writing(desk.vault) as connection:
        row = connection.execute(select(case_record).where(case_record.c.id == template)).one()._asdict()
        expected = {}
        for number in range(1000):
            last = NOW.date() - timedelta(days=chance.choice([729, 730, 731, chance.randrange(1500)]))
            notice = chance.choice(
                [None, NOW.date() - timedelta(days=chance.choice([0, 29, 30, chance.randrange(400)]))]
            )
            case_id = f"{number:032x}"
            connection.execute(
                case_record.insert().values(
                    {**row, "id": case_id, "reference": f"x{number}", "last_contact_on": last, "notice_on": notice,
                     "activity_id": None}
                )
            )  # fmt: skip
            due = last.replace(year=last.year + 2) if (last.month, last.day) != (2, 29) else None
            if due is None or due > NOW.date():
                continue
            heard = notice is not None and due <= notice
            ready = heard and notice is not None and (NOW.date() - notice).days >= 30
            expected[case_id] = Stage.TO_ARCHIVE if ready else Stage.NOTICED if heard else Stage.DUE
    assert stages(desk, NOW) == expected
