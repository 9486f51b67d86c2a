"""Who follows a case, who is let in, and what an emergency leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from pcb.domain.rights import Action, Role
from pcb.errors import AccessDenied, InvalidAnswer, NotFound
from pcb.storage.accounts import REMOVED
from pcb.storage.tables import account, audit
from pcb.usecases import access, emergency, invitations, people, sharing, sites
from pcb.usecases.cases import create_case, list_cases
from pcb.usecases.desk import Desk
from tests.usecases.conftest import NOW
from tests.usecases.house import House, house_of

REASON = "Remplace Anne pendant son congé"


@pytest.fixture
def house(desk: Desk) -> House:
    return house_of(replace(desk, now=lambda: NOW), NOW)


@pytest.fixture
def anne(house: House) -> Desk:
    return house.person("anne", NOW, (house.here, Role.COUNSELLOR))


@pytest.fixture
def paul(house: House) -> Desk:
    return house.person("paul", NOW, (house.here, Role.COORDINATOR))


@pytest.fixture
def zoe(house: House) -> Desk:
    return house.person("zoe", NOW, (house.there, Role.COUNSELLOR))


def reads(desk: Desk, case_id: str) -> bool:
    return access.may_now(desk, case_id, Action.READ)


def later(desk: Desk, **delay: float) -> Desk:
    return replace(desk, now=lambda: NOW + timedelta(**delay))


def epoch(desk: Desk) -> int:
    with desk.store.reading() as connection:
        return int(connection.execute(select(account.c.epoch).where(account.c.id == desk.account.id)).scalar_one())


def told(desk: Desk) -> list[str]:
    with desk.store.reading() as connection:
        return list(connection.execute(select(audit.c.action).order_by(audit.c.sequence)).scalars())


def test_a_counsellor_follows_what_they_create_and_the_coordinator_sees_it(anne: Desk, paul: Desk, zoe: Desk) -> None:
    case_id = create_case(anne, NOW).id
    assert (reads(anne, case_id), reads(paul, case_id), reads(zoe, case_id)) == (True, True, False)
    found = sharing.accesses(anne, case_id)
    assert [one.account_id for one in found.followers] == [anne.account.id]
    assert found.follows
    assert Action.ASSIGN not in found.may


def test_the_coordinator_decides_who_follows_a_case_and_the_counsellor_does_not(
    house: House, anne: Desk, paul: Desk, zoe: Desk
) -> None:
    case_id = create_case(anne, NOW).id
    karim = house.person("karim", NOW, (house.here, Role.COUNSELLOR))
    with pytest.raises(NotFound):
        sharing.assign(anne, case_id, karim.account.id)
    with pytest.raises(InvalidAnswer, match="ne travaille pas au lieu"):
        sharing.assign(paul, case_id, zoe.account.id)
    sharing.assign(paul, case_id, karim.account.id)
    sharing.take_away(paul, case_id, anne.account.id)
    assert (reads(karim, case_id), reads(anne, case_id)) == (True, False)
    assert [line for line in told(paul) if "assign" in line] == ["assign", "unassign"]


def test_who_leaves_a_case_loses_it_unless_nobody_could_open_it_any_more(house: House, anne: Desk) -> None:
    case_id = create_case(anne, NOW).id
    with pytest.raises(InvalidAnswer, match="plus personne"):
        sharing.leave(anne, case_id)
    house.person("paul", NOW, (house.here, Role.COORDINATOR))
    sharing.leave(anne, case_id)
    assert not reads(anne, case_id)


def test_a_share_needs_a_reason_and_a_colleague_and_ends_on_its_day(house: House, anne: Desk, zoe: Desk) -> None:
    case_id = create_case(anne, NOW).id
    with pytest.raises(InvalidAnswer, match="pourquoi"):
        sharing.share(anne, case_id, zoe.account.id, "congé")
    with pytest.raises(InvalidAnswer, match="aucun lieu"):
        sharing.share(anne, case_id, house.founder.account.id, REASON)
    with pytest.raises(InvalidAnswer, match="à venir"):
        sharing.share(anne, case_id, zoe.account.id, REASON, date(2026, 11, 22))
    sharing.share(anne, case_id, zoe.account.id, REASON, date(2026, 11, 24))
    assert reads(zoe, case_id)
    with pytest.raises(InvalidAnswer, match="déjà accès"):
        sharing.share(anne, case_id, zoe.account.id, REASON)
    assert reads(later(zoe, days=1), case_id)
    assert not reads(later(zoe, days=2), case_id)
    assert sharing.accesses(later(anne, days=2), case_id).shares == ()


def test_a_share_is_ended_by_who_may_share_or_by_who_received_it(anne: Desk, zoe: Desk, paul: Desk) -> None:
    case_id = create_case(anne, NOW).id
    for ends in (anne, paul, zoe):
        share_id = sharing.share(anne, case_id, zoe.account.id, REASON)
        with pytest.raises(NotFound):
            sharing.share(zoe, case_id, paul.account.id, REASON)  # what is lent is not lent on
        sharing.end_share(ends, case_id, share_id)
        assert not reads(zoe, case_id)
        with pytest.raises(NotFound):
            sharing.end_share(anne, case_id, share_id)


def test_emergency_access_lasts_four_hours_and_is_loud(house: House, anne: Desk, paul: Desk, zoe: Desk) -> None:
    opened = create_case(anne, NOW)
    with pytest.raises(InvalidAnswer, match="pourquoi"):
        emergency.break_glass(zoe, opened.reference, "vite")
    with pytest.raises(NotFound, match="Aucun dossier"):
        emergency.break_glass(zoe, "2026-9999", REASON)
    with pytest.raises(AccessDenied):
        emergency.break_glass(house.founder, opened.reference, REASON)
    assert emergency.break_glass(zoe, opened.reference, REASON) == opened.id
    assert reads(zoe, opened.id)
    assert not access.may_now(zoe, opened.id, Action.EXPORT)
    assert reads(later(zoe, hours=3.99), opened.id)
    assert not reads(later(zoe, hours=4), opened.id)
    (alarm,) = emergency.alarms(anne, opened.id)
    assert (alarm.by, alarm.reason) == ("Zoe", REASON)
    assert "emergency" in told(anne)
    assert emergency.to_be_seen(anne) == emergency.to_be_seen(zoe) == ()
    (seen,) = emergency.to_be_seen(paul)
    assert seen.reference == opened.reference
    for not_theirs in (anne, zoe, house.founder):
        with pytest.raises(NotFound):
            emergency.take_note(not_theirs, seen.id)
    emergency.take_note(paul, seen.id)
    assert emergency.to_be_seen(paul) == ()
    assert [one.seen_by for one in emergency.alarms(anne, opened.id)] == ["Paul"]  # still in force
    assert emergency.alarms(later(anne, hours=4), opened.id) == ()


def test_breaking_the_glass_of_a_case_that_opens_anyway_writes_nothing(anne: Desk, paul: Desk) -> None:
    opened = create_case(anne, NOW)
    assert emergency.break_glass(paul, opened.reference, REASON) == opened.id
    assert emergency.alarms(anne, opened.id) == ()


def test_a_role_given_or_taken_ends_the_sessions_of_the_account(house: House, anne: Desk) -> None:
    case_id = create_case(anne, NOW).id
    before = epoch(anne)
    people.give_role(house.founder, anne.account.id, house.here, Role.COUNSELLOR)  # as it was
    assert epoch(anne) == before
    people.take_role(house.founder, anne.account.id, house.here)
    assert epoch(anne) == before + 1
    assert not reads(anne, case_id)
    people.give_role(house.founder, anne.account.id, house.there, Role.COORDINATOR)
    invitations.set_administrator(house.founder, anne.account.id, True)
    assert epoch(anne) == before + 3
    assert not reads(anne, case_id)


def test_the_last_administrator_stays_one(house: House, anne: Desk) -> None:
    with pytest.raises(InvalidAnswer, match="dernier administrateur"):
        invitations.set_administrator(house.founder, house.founder.account.id, False)
    invitations.set_administrator(house.founder, anne.account.id, True)
    invitations.set_administrator(house.founder, house.founder.account.id, False)
    with pytest.raises(AccessDenied):
        people.staff(house.founder)


def test_nobody_but_an_administrator_touches_accounts_or_sites(house: House, anne: Desk, paul: Desk) -> None:
    for desk in (anne, paul):
        for forbidden in (
            lambda d: people.staff(d),
            lambda d: people.give_role(d, anne.account.id, house.there, Role.COUNSELLOR),
            lambda d: people.take_role(d, anne.account.id, house.here),
            lambda d: invitations.set_administrator(d, d.account.id, True),
            lambda d: sites.open_site(d, "Condom"),
            lambda d: sites.rename_site(d, house.here, "Condom"),
            lambda d: sites.close_site(d, house.here, house.there),
            lambda d: sites.cases_by_site(d),
        ):
            with pytest.raises(AccessDenied):
                forbidden(desk)


def test_a_site_that_closes_gives_its_cases_to_another(house: House, anne: Desk, paul: Desk) -> None:
    case_id = create_case(anne, NOW).id
    mado = house.person("mado", NOW, (house.there, Role.COORDINATOR))
    with pytest.raises(InvalidAnswer, match="autre lieu"):
        sites.close_site(house.founder, house.here, house.here)
    assert sites.close_site(house.founder, house.here, house.there) == 1
    assert (reads(anne, case_id), reads(paul, case_id), reads(mado, case_id)) == (False, False, True)
    with pytest.raises(AccessDenied):
        create_case(anne, NOW, house.here)
    with pytest.raises(NotFound):
        people.give_role(house.founder, anne.account.id, house.here, Role.COUNSELLOR)


def test_a_site_has_a_name_of_its_own(house: House) -> None:
    with pytest.raises(InvalidAnswer, match="déjà ce nom"):
        sites.open_site(house.founder, " Fleurance ")
    with pytest.raises(InvalidAnswer, match="2 à 120"):
        sites.open_site(house.founder, " ")


def test_a_case_given_to_another_site_is_seen_there_and_no_longer_here(house: House, anne: Desk, paul: Desk) -> None:
    case_id = create_case(anne, NOW).id
    mado = house.person("mado", NOW, (house.there, Role.COORDINATOR))
    with pytest.raises(NotFound):
        sites.place_case(anne, case_id, house.there)
    sites.place_case(paul, case_id, house.there)
    assert (reads(anne, case_id), reads(paul, case_id), reads(mado, case_id)) == (False, False, True)


def test_the_list_can_be_narrowed_to_a_site_and_to_ones_own_cases(house: House, anne: Desk) -> None:
    both = house.person("both", NOW, (house.here, Role.COORDINATOR), (house.there, Role.COORDINATOR))
    first, second = create_case(anne, NOW), create_case(both, NOW, house.there)
    assert {card.id for card in list_cases(both)} == {first.id, second.id}
    assert [(card.id, card.site) for card in list_cases(both, site_id=house.there)] == [(second.id, "Fleurance")]
    assert [card.id for card in list_cases(both, mine=True)] == [second.id]
    assert list_cases(anne, site_id=house.there) == ()


def test_an_account_that_was_removed_sees_nothing_though_it_still_has_its_places(house: House, anne: Desk) -> None:
    case_id = create_case(anne, NOW).id
    with anne.store.writing(anne.vault) as connection:
        connection.execute(account.update().where(account.c.id == anne.account.id).values(standing=REMOVED))
    assert list_cases(anne) == ()
    assert not reads(anne, case_id)
    assert people.colleagues(house.person("karim", NOW, (house.here, Role.COUNSELLOR))) == ()
