"""Many counsellors in the same cases, some on the same field: every answer is in the document, or was shown as a
conflict; none vanished.

Each client answers what its own screen shows, which may be old. An answer that was acknowledged must be a line of the
journal; a line that changes a value must come from somebody whose screen showed that value, or who chose to overwrite
it.
"""

from __future__ import annotations

import random
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from pcb.domain.case_path import get, put
from pcb.storage import cases as stored_cases
from pcb.storage import journal
from pcb.usecases.cases import Conflicting, OpenCase, Saved, answer, import_case
from pcb.usecases.desk import Desk
from tests.storage.facts import large_household
from tests.usecases.conftest import NOW

pytestmark = pytest.mark.databases("sqlite", "postgresql")

PATHS = ("note", "request.words", "history.story", *(f"debts.d{n}.creditor" for n in range(6)))


@dataclass(slots=True)
class Client(threading.Thread):
    """One browser: what it sends, and what it was told."""

    desk: Desk
    opened: list[OpenCase]
    answers: int
    name_of_client: str
    saved: list[tuple[str, str, str, int, str]] = field(default_factory=list)
    conflicts: list[tuple[str, str, str, str]] = field(default_factory=list)
    fault: BaseException | None = None

    def __post_init__(self) -> None:
        threading.Thread.__init__(self, name=self.name_of_client)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        draw = random.Random(self.name_of_client)
        screen: dict[tuple[str, str], str] = {}
        try:
            for number in range(self.answers):
                case_id, path = draw.choice(self.opened).id, draw.choice(PATHS)
                typed = f"{self.name_of_client} {number}"
                self._answer(screen, case_id, path, typed, keep=draw.random() < 0.5)
        except BaseException as fault:
            self.fault = fault

    def _answer(self, screen: dict[tuple[str, str], str], case_id: str, path: str, typed: str, *, keep: bool) -> None:
        place = (case_id, path)
        seen = screen.get(place, "")
        request = uuid4().hex
        outcome = answer(self.desk, case_id, path, typed, seen=seen, request_id=request, now=NOW)
        if isinstance(outcome, Conflicting):
            assert outcome.mine == typed
            self.conflicts.append((case_id, path, typed, str(outcome.theirs)))
            screen[place] = str(outcome.theirs)
            if not keep:
                return
            request = uuid4().hex
            outcome = answer(self.desk, case_id, path, typed, seen=seen, request_id=request, now=NOW, overwrite=True)
        assert isinstance(outcome, Saved), outcome
        screen[place] = typed
        self.saved.append((case_id, path, typed, outcome.revision, seen))


def at_once(desk: Desk, clients: int, answers: int, cases: int) -> Counter[str]:
    """Let them work, check everything, and count."""
    opened = [import_case(desk, large_household(debts=6, lines=4), NOW) for _ in range(cases)]
    first = {one.id: stored_cases.load(desk.store, desk.vault, one.id).case for one in opened}
    for one in opened:  # nothing is on the screens at first, and nothing in these fields
        for path in PATHS:
            if get(first[one.id], path) is not None:
                answer(desk, one.id, path, "", seen=str(get(first[one.id], path)), request_id=uuid4().hex, now=NOW)
        first[one.id] = stored_cases.load(desk.store, desk.vault, one.id).case
    begun = {one.id: stored_cases.load(desk.store, desk.vault, one.id).revision for one in opened}
    team = [Client(desk, opened, answers, f"client {n}") for n in range(clients)]
    for client in team:
        client.start()
    for client in team:
        client.join()
        if client.fault is not None:
            raise client.fault
    saved = [line for client in team for line in client.saved]
    told = {(case, path, value, revision): seen for case, path, value, revision, seen in saved}
    found = 0
    for one in opened:
        case, screen_before = first[one.id], {}
        changes = sorted(journal.newest_first(desk.store, desk.vault, one.id), key=lambda change: change.revision)
        for change in (change for change in changes if change.revision > begun[one.id]):
            (patch,) = change.patches
            seen = told.get((one.id, patch.path, patch.after, change.revision))
            assert seen is not None, "the journal has an answer that nobody was told of"
            assert screen_before.get(patch.path) == patch.before, "the journal does not follow itself"
            assert change.kind == "overwrite" or seen == (patch.before or ""), "an answer was overwritten unseen"
            screen_before[patch.path] = patch.after
            case = put(case, patch.path, patch.after)
            found += 1
        assert case == stored_cases.load(desk.store, desk.vault, one.id).case, "the journal does not give the document"
    assert found == len(told) == len(saved), "an acknowledged answer vanished"
    everything = {change for client in team for change in client.conflicts}
    values = {(case, path, value) for case, path, value, _ in told}
    assert all(not theirs or (case, path, theirs) in values for case, path, _, theirs in everything)
    return Counter(saved=found, conflicts=sum(len(client.conflicts) for client in team))


def test_eight_clients_lose_nothing(desk: Desk) -> None:
    counted = at_once(desk, clients=8, answers=25, cases=2)
    assert counted["conflicts"] > 30
    assert counted["saved"] > 90


@pytest.mark.proof
def test_fifty_clients_and_twenty_thousand_answers_on_two_hundred_cases_lose_nothing(desk: Desk) -> None:
    counted = at_once(desk, clients=50, answers=400, cases=200)
    assert counted["conflicts"] > 1_000
    # seen on the screen with -s
    sys.stdout.write(f"\n{counted['saved']} saved, {counted['conflicts']} conflicts shown, none lost\n")
