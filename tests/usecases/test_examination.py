"""The examination of a case: only what counts is read; a reason sets a finding aside, emptied it puts it back."""

from __future__ import annotations

from dataclasses import replace

from pcb.domain.case import Case, Debt, Filing, Home, Person
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Role
from pcb.usecases.cases import Saved, answer, import_case, open_case
from pcb.usecases.desk import Desk
from pcb.usecases.examination import Grade, examination, standing
from tests.usecases.conftest import NOW

CASE = Case(
    persons=(Person("p1", Role.DEPOSANT, birth_name="Castan", first_names="Aurélie"),),
    filing=Filing(mode=FilingMode.ALONE),
    debts=(Debt("d1", DebtKind.OVERDRAFT, "Banque", "Auch"),),
)


def test_an_answer_that_no_longer_applies_makes_no_finding() -> None:
    hidden = replace(CASE, home=Home(Occupancy.OWNER, eviction=True), letter=replace(CASE.letter, text="Rien."))
    assert not [f for f in examination(hidden, NOW.date()) if f.key.startswith("letter-")]
    tenant = replace(hidden, home=Home(Occupancy.TENANT, eviction=True))
    assert [f.key for f in examination(tenant, NOW.date()) if f.key.startswith("letter-")] == ["letter-home-eviction"]


def test_the_files_attached_are_counted() -> None:
    def asked(**attached: int) -> bool:
        return any(f.key == "paper-persons-p1-identity" for f in examination(CASE, NOW.date(), attached))

    assert asked()
    assert not asked(**{"persons-p1-identity": 2})


def test_a_reason_is_an_answer_it_sets_aside_stays_in_the_case_and_is_undone_by_emptying_it(
    desk: Desk,
) -> None:
    opened = import_case(desk, CASE, NOW)
    path = "set_aside.signature.reason"
    told = answer(desk, opened.id, path, "Signée au guichet", seen="", request_id="request-1", now=NOW)
    assert isinstance(told, Saved)
    case = open_case(desk, opened.id).case
    found = {f.key: f for f in examination(case, NOW.date())}
    assert found["signature"].set_aside == "Signée au guichet"
    assert "signature" not in {f.key for f in standing(found.values(), Grade.BLOCKING)}
    answer(desk, opened.id, path, "", seen="Signée au guichet", request_id="request-2", now=NOW)
    case = open_case(desk, opened.id).case
    assert case.set_aside == ()
    assert "signature" in {f.key for f in standing(examination(case, NOW.date()), Grade.BLOCKING)}
