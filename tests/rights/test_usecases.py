"""Every use case that takes the id of a case asks for the right itself, whoever calls it: page, command, script."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

from sqlalchemy import update

import pcb.usecases
from pcb.domain.rights import Action
from pcb.domain.vocabulary.take_home import ActionModel, Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.errors import FileRefused, NotFound, PcbError
from pcb.interview import engine
from pcb.storage.tables import case_record
from pcb.usecases import (
    access,
    attachments,
    cases,
    changes,
    comparison,
    dossier,
    emergency,
    erasing,
    everything,
    items,
    letters,
    linking,
    opening,
    oversight,
    papers,
    plan_papers,
    presence,
    retention,
    sharing,
    sites,
    take_home,
    take_home_papers,
)
from pcb.usecases.attachments import Received
from pcb.usecases.desk import Desk
from tests.rights.conftest import World
from tests.rights.table import PAPER_KEY, ROLES, WHO

Call = Callable[[Desk, World, str], Any]
ORDER = ("emergency", "shared", "follower", "coordinator")


def _prepared(desk: Desk, world: World, case_id: str) -> None:
    started = dossier.prepare(desk, case_id, dossier.Variant.COPY_SHEET, world.clock.now().date(), world.clock.now())
    started.wait(60)
    if started.problem:
        raise NotFound(started.problem)
    assert started.made


def _refuse(_: bytes) -> Received:
    """Who came as far as this has passed the gate."""
    raise FileRefused("x")


TABLE: dict[str, tuple[str, Call]] = {
    "access.check": ("read", lambda d, w, c: access.check(d, c, Action.READ)),
    "access.enter": ("read", lambda d, w, c: access.enter(d, c)),
    "attachments.attach": (
        "change",
        lambda d, w, c: attachments.attach(
            d, c, PAPER_KEY, "x", b"x", w.clock.now(), request_id="z" * 9, receive=_refuse
        ),
    ),
    "attachments.attachments": ("read", lambda d, w, c: attachments.attachments(d, c)),
    "attachments.counts": ("read", lambda d, w, c: attachments.counts(d, c)),
    "attachments.attachment_content": ("read", lambda d, w, c: attachments.attachment_content(d, c, w.file)),
    "attachments.content_of": ("read", lambda d, w, c: attachments.content_of(d, c, w.file)),
    "attachments.preview": ("read", lambda d, w, c: attachments.preview(d, c, w.file, 9, 100, attachments.Worker())),
    "attachments.remove": ("change", lambda d, w, c: attachments.remove(d, c, w.file, w.clock.now())),
    "attachments.restore": ("change", lambda d, w, c: attachments.restore(d, c, w.file, w.clock.now())),
    "attachments.move": ("change", lambda d, w, c: attachments.move(d, c, w.file, PAPER_KEY, w.clock.now())),
    "cases.answer": (
        "change",
        lambda d, w, c: cases.answer(
            d, c, "welcome.site", d.account.login, seen=None, request_id=d.account.id, now=w.clock.now(), overwrite=True
        ),
    ),
    "changes.history": ("read", lambda d, w, c: changes.history(d, c)),
    "changes.undo": ("change", lambda d, w, c: changes.undo(d, c, w.clock.now())),
    "comparison.compare": ("read", lambda d, w, c: comparison.compare(d, c, w.paper, w.paper)),
    "dossier.prepare": ("print", _prepared),
    "dossier.joined_files": ("read", lambda d, w, c: dossier.joined_files(d, c)),
    "emergency.alarms": ("read", lambda d, w, c: emergency.alarms(d, c)),
    "erasing.erase_on_request": (
        "remove",
        lambda d, w, c: erasing.erase_on_request(d, c, "not this one", "x", w.clock.now(), folder=None),
    ),
    "everything.everything": ("export", lambda d, w, c: everything.everything(d, c, w.clock.now())),
    "items.add_item": ("change", lambda d, w, c: items.add_item(d, c, "debts", None, w.clock.now())),
    "items.remove_item": ("change", lambda d, w, c: items.remove_item(d, c, "debts", "nope", w.clock.now())),
    "letters.print_letters": (
        "print",
        lambda d, w, c: letters.print_letters(d, c, ("grace",), w.clock.now().date(), w.clock.now()),
    ),
    "letters.printed_letters": ("read", lambda d, w, c: letters.printed_letters(d, c)),
    "letters.edit": ("change", lambda d, w, c: letters.edit(d, c, "grace", w.clock.now().date(), w.clock.now())),
    "letters.leave_edited": ("change", lambda d, w, c: letters.leave_edited(d, c, "grace", w.clock.now())),
    "linking.create_linked": ("change", lambda d, w, c: linking.create_linked(d, c, w.clock.now())),
    "opening.open_case": ("read", lambda d, w, c: opening.open_case(d, c)),
    "opening.change_case": (
        "change",
        lambda d, w, c: opening.change_case(d, c, "add", lambda s: opening.Made(s.case, ()), w.clock.now()),
    ),
    "papers.print_declaration": (
        "print",
        lambda d, w, c: papers.print_declaration(d, c, w.clock.now().date(), w.clock.now()),
    ),
    "papers.print_copy_sheet": (
        "print",
        lambda d, w, c: papers.print_copy_sheet(d, c, w.clock.now().date(), w.clock.now()),
    ),
    "papers.printed_papers": ("read", lambda d, w, c: papers.printed_papers(d, c)),
    "oversight.who_looked": ("read", lambda d, w, c: oversight.who_looked(d, c)),
    "papers.as_printed": ("read", lambda d, w, c: papers.as_printed(d, c, w.paper)),
    "papers.printed_before": ("read", lambda d, w, c: papers.printed_before(d, c, w.paper)),
    "plan_papers.print_plan": (
        "print",
        lambda d, w, c: plan_papers.print_plan(d, c, w.clock.now().date(), w.clock.now()),
    ),
    "plan_papers.table_of_plan": (
        "export",
        lambda d, w, c: plan_papers.table_of_plan(d, c, w.clock.now().date(), "csv"),
    ),
    "presence.look_around": (
        "read",
        lambda d, w, c: presence.look_around(d, d.account.id[:16], c, "Accueil", 1, w.clock.now()),
    ),
    "retention.take_back": ("assign", lambda d, w, c: retention.take_back(d, c, w.clock.now())),
    "sharing.accesses": ("read", lambda d, w, c: sharing.accesses(d, c)),
    "sharing.assign": ("assign", lambda d, w, c: sharing.assign(d, c, w.people["counsellor"].account.id)),
    "sharing.take_away": ("assign", lambda d, w, c: sharing.take_away(d, c, w.people["counsellor"].account.id)),
    "sharing.leave": ("read", lambda d, w, c: sharing.leave(d, c)),
    "sharing.share": (
        "share",
        lambda d, w, c: sharing.share(d, c, w.people["other_counsellor"].account.id, "Remplace Anne en décembre"),
    ),
    "sharing.end_share": ("share", lambda d, w, c: sharing.end_share(d, c, "nope")),
    "take_home.take_suggestion": (
        "change",
        lambda d, w, c: take_home.take_suggestion(d, c, ActionModel.OPEN_MAIL, w.clock.now()),
    ),
    "take_home_papers.print_paper": (
        "print",
        lambda d, w, c: take_home_papers.print_paper(
            d, c, PaperKind.ACTIONS, Register.STANDARD, Language.FRENCH, Size.A4, w.clock.now().date(), w.clock.now()
        ),
    ),
    "sites.place_case": ("assign", lambda d, w, c: sites.place_case(d, c, w.house.there)),
}
PASSED_ALREADY = {
    "agreement.first_disagreement": "of the command that examines the base: it takes no desk and shows a number",
    "access.may_now": "it answers the question, and is asked by nobody who shows anything",
    "access.record": "writes a line of the audit and gives nothing back",
    "access.looked_at": "writes a line of the audit and gives nothing back",
    "take_home_dates.events": "pure: is handed what is taken home",
    "attachments.writing": "what a change of the case carries with it: change_case has asked",
    "emergency.alarms_of": "called by open_case, which has asked",
}
READ_BY_NOBODY = {
    # a share that does not exist is told as such to who opens the case, so its right cannot be seen this way
    "sharing.end_share": "read",
}


def found() -> set[str]:
    """Every public function of the use cases with a ``case_id``, by the module that defines it."""
    names = set()
    for module in pkgutil.iter_modules(pcb.usecases.__path__):
        loaded = importlib.import_module(f"pcb.usecases.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and "case_id" in inspect.signature(function).parameters:
                names.add(f"{module.name}.{name}")
    return names


def test_each_use_case_that_takes_a_case_has_its_line_in_the_table() -> None:
    assert found() == {*TABLE, *PASSED_ALREADY}


def let_in(call: Call, desk: Desk, world: World, case_id: str) -> bool:
    """Whether the gate let them pass; what comes after may well refuse for a reason of its own."""
    try:
        call(desk, world, case_id)
    except NotFound as refusal:
        return str(refusal) != access.NO_SUCH_CASE
    except PcbError:
        return True
    return True


def test_each_use_case_lets_in_whoever_has_the_right_and_nobody_else(world: World) -> None:
    """Those who may not come first, on every use case; then the others, the coordinator last."""
    case_id = world.case.id
    denied = [role for role in ROLES if role not in ORDER and role != "signed_out"]
    before = world.people["follower"]
    revision = cases.open_case(before, case_id).revision
    for role in denied:
        for name, (_, call) in TABLE.items():
            assert not let_in(call, world.people[role], world, case_id), (role, name)
    assert cases.open_case(before, case_id).revision == revision
    last = ("sharing.leave", "sites.place_case")
    for role in ORDER:
        for name in sorted(TABLE, key=lambda name: name in last):
            action, call = TABLE[name]
            who = WHO[READ_BY_NOBODY.get(name, action)]
            if name in last and role in who and role != "coordinator":
                continue  # it would take the case away before the others have been heard: told by its own test
            assert let_in(call, world.people[role], world, case_id) == (role in who), (role, name)


def test_an_archived_case_is_the_coordinators_alone_and_is_changed_by_nobody(world: World) -> None:
    """Who follows it, at which site, and its end stay theirs to decide; it is put back in the archive before each."""
    store = world.house.founder.store
    for role in sorted(set(ROLES) - {"signed_out"}, key=lambda role: role == "coordinator"):
        for name in sorted(TABLE, key=lambda name: name == "sites.place_case"):
            with store.writing(world.house.founder.vault) as connection:
                connection.execute(
                    update(case_record).where(case_record.c.id == world.case.id).values(standing="archived")
                )
            action, call = TABLE[name]
            may = role == "coordinator" and READ_BY_NOBODY.get(name, action) in ("read", "export", "assign", "remove")
            assert let_in(call, world.people[role], world, world.case.id) == may, (role, name)


def test_a_case_whose_interview_goes_on_is_the_same_for_all_who_may_read_it(world: World) -> None:
    stops = {len(engine.journey(cases.open_case(world.people[role], world.case.id).case)) for role in ORDER}
    assert len(stops) == 1
