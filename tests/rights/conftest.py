"""One house, one case with a paper and a file, and somebody signed in for each way of standing towards it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import update

from pcb.domain.rights import Role
from pcb.storage.tables import account
from pcb.ui.sessions import Sessions
from pcb.usecases import attachments as files
from pcb.usecases import emergency, papers, sharing
from pcb.usecases.attachments import Received
from pcb.usecases.cases import OpenCase, import_case
from pcb.usecases.demo import demo_household
from pcb.usecases.desk import Desk
from tests.intake import made
from tests.rights.table import PAPER_KEY, ROLES
from tests.ui.conftest import Clock, TestClient, clock, desk, make_app, sessions, settings, store, visitor  # noqa: F401
from tests.usecases.house import House, house_of

WHY = "Remplace Anne pendant son congé"


@dataclass(frozen=True)
class World:
    """``case`` is the one asked for; ``other`` is followed by the same counsellor, with a paper and a file too."""

    house: House
    people: dict[str, Desk]
    case: OpenCase
    other: OpenCase
    paper: str
    file: str
    other_paper: str
    other_file: str
    share: str
    clock: Clock


@pytest.fixture
def world(desk: Desk, clock: Clock) -> World:  # noqa: F811
    now = clock.now()
    house = house_of(replace(desk, now=clock.now), now)
    here, there = house.here, house.there
    people = {
        "administrator": house.founder,
        "follower": house.person("anne", now, (here, Role.COUNSELLOR)),
        "counsellor": house.person("karim", now, (here, Role.COUNSELLOR)),
        "coordinator": house.person("paul", now, (here, Role.COORDINATOR)),
        "other_counsellor": house.person("zoe", now, (there, Role.COUNSELLOR)),
        "other_coordinator": house.person("mado", now, (there, Role.COORDINATOR)),
        "shared": house.person("line", now, (there, Role.COUNSELLOR)),
        "emergency": house.person("hugo", now, (there, Role.COUNSELLOR)),
        "removed": house.person("jean", now, (here, Role.COORDINATOR)),
    }
    anne = people["follower"]
    case = import_case(anne, demo_household("couple-deux-enfants"), now)
    other = import_case(anne, demo_household("couple-deux-enfants"), now)
    papers_, files_ = [], []
    for one in (case, other):
        papers_.append(papers.print_copy_sheet(anne, one.id, now.date(), now).id)
        picture = made.photograph(12)
        received = Received("jpeg", picture, 1)
        joined = files.attach(
            anne, one.id, PAPER_KEY, "carte.jpg", picture, now, request_id=one.id, receive=lambda _, r=received: r
        )
        files_.append(joined.id)
    share = sharing.share(anne, case.id, people["shared"].account.id, WHY)
    emergency.break_glass(people["emergency"], case.reference, WHY)
    with desk.store.writing(desk.vault) as connection:
        connection.execute(
            update(account).where(account.c.id == people["removed"].account.id).values(standing="removed")
        )
    assert set(people) | {"signed_out"} == set(ROLES)
    return World(house, people, case, other, papers_[0], files_[0], papers_[1], files_[1], share, clock)


@pytest.fixture
def server(visitor: TestClient, world: World, sessions: Sessions) -> Server:  # noqa: F811
    return Server(visitor, world, sessions)


class Server:
    """The application itself, asked by each of them."""

    def __init__(self, client: TestClient, world: World, sessions: Sessions) -> None:  # noqa: F811
        self.client = client
        self.cookies = {role: sessions.open(desk) for role, desk in world.people.items()}  # noqa: F811

    def be(self, role: str) -> TestClient:
        """The browser of somebody in that role."""
        self.client.cookies.clear()
        if role in self.cookies:
            self.client.cookies.set("pcb_8080", self.cookies[role])
        return self.client
