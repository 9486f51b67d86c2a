# ruff: noqa: E501 - a table is read line by line
"""Every use case leaves its line in the audit, or says why it has none; and no line holds a word of a household.

A new function of ``pcb.usecases`` that is given a desk fails here until it is put in one of the two tables.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import insert, update

import pcb.usecases
from pcb.config import DATABASE_NAME, Settings
from pcb.domain.assessment import Reading
from pcb.domain.rights import Role
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.errors import AccessDenied, NotFound
from pcb.intake.received import Received
from pcb.storage import audit_lines
from pcb.storage.audit import Entry, write
from pcb.storage.audit_lines import Line, Wanted
from pcb.storage.tables import account, case_record, elimination, emergency, follower, share
from pcb.usecases import (
    accounts,
    attachments,
    audit,
    audit_words,
    cases,
    changes,
    erasing,
    everything,
    keys,
    letters,
    linking,
    oversight,
    papers,
    people,
    plan_papers,
    retention,
    second_factor,
    sharing,
    sign_ins,
    sites,
    take_home_dates,
    take_home_papers,
)
from pcb.usecases import emergency as emergencies
from pcb.usecases.desk import Desk, open_store
from tests.domain.letters.corresponding import complete, household, likely
from tests.usecases.conftest import LIGHT, NOW, PASSWORD
from tests.usecases.full_case import DAY, REASON, full_case

WITHOUT_A_LINE: Mapping[str, str] = {
    "access.actor": "is the gate itself", "access.may_now": "shows a button or not", "access.oversees": "shows a link or not", "access.check": "is the gate itself", "access.check_house": "is the gate itself",
    "access.enter": "is the gate itself", "access.looked_at": "writes lines", "access.record": "writes lines",
    "opening.open_case": "cases.open_case", "opening.change_case": "each change is told by its kind",
    "opening.created": "cases.create_case", "opening.opened": "reads nothing",
    "items.add_item": "cases.add_item", "items.remove_item": "cases.remove_item",
    "changes.history": "part of a page that was opened", "changes.undo": "cases.undo",
    "attachments.attachments": "part of a page that was opened", "attachments.counts": "part of a page that was opened",
    "attachments.content_of": "for what has its own line", "attachments.writing": "part of a change",
    "papers.printed_papers": "part of a page that was opened", "papers.as_printed": "follows a print",
    "letters.printed_letters": "part of a page that was opened", "comparison.compare": "part of a page that was opened",
    "linking.linked_case": "opens each case by open_case", "dossier.joined_files": "part of a print",
    "dossier.prepare": "prints, when it is over (test_dossier)",
    "official_form.forms": "the blank form is of no household", "official_form.in_use": "the blank form",
    "official_form.form_to_fill": "the blank form", "official_form.filled_form": "part of a print",
    "official_form.filled_in_use": "part of a print", "official_form.try_in_use": "an example is filled",
    "official_form.template_of": "the blank form",
    "official_form.take_in": "test_official_form", "official_form.withdraw": "test_official_form",
    "audit.day_head": "tells nothing of what was done", "audit.check_oversees": "is a gate",
    "audit.signed_in": "writes lines", "audit.signed_out": "writes lines",
    "listing.find_cases": "cases.list_cases", "listing.list_cases": "cases.list_cases",
    "presence.leave": "tells nothing of the case", "presence.look_around": "part of a page that was opened",
    "keys.rotation_unfinished": "tells nothing of a case",
    **dict.fromkeys(("accounts.change_password", "invitations.invite", "invitations.invite_again", "invitations.remove",
                     "invitations.set_administrator", "keys.make_key_file", "keys.new_recovery_code", "keys.rotate",
                     "keys.withdraw_key_file"), "its line is in the tests of its own module"),
    "oversight.case_of": "an id, which opens nothing",
    "oversight.who_looked": "part of a page that was opened",
    "erasing.keep_list": "part of an erasure", "erasing.replay_erasures": "erases (test_erasing)",
    "emergency.alarms": "part of a page that was opened", "emergency.alarms_of": "part of a page that was opened",
    "emergency.to_be_seen": "part of the list", "people.colleagues": "accounts, no household",
    "people.names": "accounts, no household", "people.staff": "accounts, no household",
    "sharing.accesses": "part of a page that was opened",
    "sites.all_sites": "sites, no household", "sites.my_sites": "sites, no household",
    "sites.cases_by_site": "numbers, no household",
    "second_factor.begin": "a secret of their own that counts for nothing yet", "second_factor.state": "one's own account",
    "second_factor.check": "part of a sign-in", "sign_ins.begin": "part of a sign-in",
    "sign_ins.open_sessions": "one's own account", "signing_in.check_again": "part of what it guards",
    "signing_in.confirm_again": "part of what it guards", "unlocking.check_code": "part of what it guards",
    "signing_in.first_entry": "a sign-in (test_signing_in)",
    "take_home.given": "part of a page that was opened", "take_home.taken_home": "part of a page that was opened",
    "take_home.take_suggestion": "an answer",
    "letters.edit": "an answer", "letters.leave_edited": "an answer",
}  # fmt: skip


def as_it_came(content: bytes) -> Received:
    return Received("jpeg", content, 1, ())


class Doing:
    """One use case after the other on a full case."""

    def __init__(self, desk: Desk, opened: cases.OpenCase) -> None:
        self.desk, self.case_id, self.reference = desk, opened.id, opened.reference
        self.opened = opened

    def a_file(self) -> str:
        return attachments.attachments(self.desk, self.case_id, removed=True)[0].id

    def join(self) -> None:
        attachments.attach(self.desk, self.case_id, "home-lease", "x", b"another", NOW, request_id="request-2",
                           receive=as_it_came)  # fmt: skip

    def preview(self) -> None:
        class Worker:
            def preview(self, *_: object) -> bytes:
                return b""

        attachments.preview(self.desk, self.case_id, self.a_file(), 0, 100, Worker())  # type: ignore[arg-type]

    def after_two_years(self) -> Desk:
        with self.desk.store.writing(self.desk.vault) as connection:
            connection.execute(update(case_record).values(last_contact_on=DAY - timedelta(days=731)))
        return self.desk

    def proposed(self) -> Desk:
        retention.propose(self.after_two_years(), [self.case_id], NOW, confirmed=True)
        return self.desk

    def archived(self) -> Desk:
        retention.archive(self.proposed(), [self.case_id], LATER, confirmed=True)
        return self.desk

    def listed(self) -> str:
        return retention.make_bordereau(self.archived(), [self.case_id], LATER)

    def signed(self) -> str:
        made = self.listed()
        retention.note_signed(self.desk, made, LATER.date(), LATER)
        return made

    def carry_out(self) -> None:
        made = self.signed()
        with self.desk.store.writing(self.desk.vault) as connection:  # made by the other one
            connection.execute(update(elimination).values(made_by="f" * 32))
            connection.execute(update(account).where(account.c.id == "f" * 32).values(standing="removed"))
        retention.carry_out(self.desk, made, PASSWORD, LATER, folder=None, confirmed=True)

    def table(self) -> dict[str, tuple[Callable[[], object], str, str]]:
        """Use case → what does it, the action and the kind of object of its line."""
        desk, case_id, v = self.desk, self.case_id, NOW
        return {
            "cases.list_cases": (lambda: cases.list_cases(desk, "ferrand"), "list", "cases"),
            "cases.open_case": (lambda: cases.open_case(desk, case_id), "open", "case"),
            "cases.create_case": (lambda: cases.create_case(desk, v), "create", "case"),
            "cases.import_case": (lambda: cases.import_case(desk, self.opened.case, v), "import", "case"),
            "cases.answer": (lambda: cases.answer(desk, case_id, "note", "x", seen=None, request_id="a", now=v), "answer", "case"),
            "cases.add_item": (lambda: cases.add_item(desk, case_id, "debts", "rent", v), "add", "case"),
            "cases.remove_item": (lambda: cases.remove_item(desk, case_id, "debts", self.opened.case.debts[0].id, v), "remove", "case"),
            "cases.undo": (lambda: changes.undo(desk, case_id, v), "undo", "case"),
            "linking.create_linked": (lambda: linking.create_linked(desk, case_id, v), "link", "case"),
            "attachments.attach": (self.join, "attach", "case"),
            "attachments.attachment_content": (lambda: attachments.attachment_content(desk, case_id, self.a_file()), "download", "file"),
            "attachments.preview": (self.preview, "look", "file"),
            "attachments.remove": (lambda: attachments.remove(desk, case_id, self.a_file(), v), "detach", "case"),
            "attachments.restore": (
                lambda: (attachments.remove(desk, case_id, self.a_file(), v), attachments.restore(desk, case_id, self.a_file(), v)),
                "restore", "case"),
            "attachments.move": (lambda: attachments.move(desk, case_id, self.a_file(), "persons-p1-identity", v), "move", "case"),
            "papers.print_declaration": (lambda: papers.print_declaration(desk, case_id, DAY, v), "print", "paper"),
            "papers.print_copy_sheet": (lambda: papers.print_copy_sheet(desk, case_id, DAY, v), "print", "paper"),
            "papers.printed_before": (
                lambda: papers.printed_before(desk, case_id, papers.printed_papers(desk, case_id)[0].id), "download", "paper"),
            "plan_papers.print_plan": (lambda: plan_papers.print_plan(desk, case_id, DAY, v), "print", "paper"),
            "plan_papers.table_of_plan": (
                lambda: plan_papers.table_of_plan(desk, case_id, DAY, "csv", Reading.COMMISSION), "export", "plan"),
            "letters.print_letters": (
                self.print_letter, "print", "paper"),
            "letters.slip": (lambda: letters.slip(desk, self.opened, (), DAY), "export", "slip"),
            "letters.calendar": (lambda: letters.calendar(desk, self.opened, DAY, v), "export", "calendar"),
            "everything.everything": (lambda: everything.everything(desk, case_id, v), "export", "everything"),
            "audit.verify": (lambda: audit.verify(desk), "verify", "audit"),
            "oversight.activity": (lambda: oversight.activity(desk, oversight.Filters()), "list", "audit"),
            "oversight.activity_csv": (lambda: oversight.activity_csv(desk, oversight.Filters()), "export", "audit"),
            "retention.board": (lambda: retention.board(desk, DAY), "list", "retention"),
            "retention.propose": (self.proposed, "propose", "case"),
            "retention.archive": (self.archived, "archive", "case"),
            "retention.take_back": (lambda: retention.take_back(self.archived(), case_id, LATER), "take_back", "case"),
            "retention.make_bordereau": (self.listed, "list_for_removal", "case"),
            "retention.bordereau_paper": (lambda: retention.bordereau_paper(desk, self.listed()), "download", "bordereau"),
            "retention.note_signed": (self.signed, "note_visa", "bordereau"),
            "retention.carry_out": (self.carry_out, "erase", "case"),
            "take_home_papers.print_paper": (
                lambda: take_home_papers.print_paper(desk, case_id, PaperKind.ACTIONS, Register.STANDARD, Language.FRENCH, Size.A4, DAY, v),
                "print", "paper"),
            "take_home_dates.calendar": (lambda: take_home_dates.calendar(desk, self.opened, DAY, v), "export", "calendar"),
            "emergency.break_glass": (lambda: emergencies.break_glass(self.passer_by(), self.reference, REASON), "emergency", "case"),
            "emergency.take_note": (lambda: emergencies.take_note(desk, "2" * 32), "take_note", "emergency"),
            "people.give_role": (lambda: people.give_role(desk, OTHER, self.here(), Role.COUNSELLOR), "role", "account"),
            "people.take_role": (
                lambda: (people.give_role(desk, OTHER, self.here(), Role.COUNSELLOR), people.take_role(desk, OTHER, self.here())),
                "role", "account"),
            "second_factor.confirm": (self.confirm, "second_factor", "account"),
            "second_factor.renew_spare_codes": (
                lambda: (self.confirm(), second_factor.renew_spare_codes(desk)), "second_factor", "account"),
            "second_factor.remove": (lambda: second_factor.remove(desk), "second_factor", "account"),
            "second_factor.remove_for": (lambda: second_factor.remove_for(desk, OTHER), "second_factor", "account"),
            "sharing.assign": (lambda: sharing.assign(desk, case_id, self.at_work()), "assign", "account"),
            "sharing.take_away": (lambda: sharing.take_away(desk, case_id, OTHER), "unassign", "account"),
            "sharing.leave": (lambda: (sharing.assign(desk, case_id, desk.account.id), sharing.leave(desk, case_id)), "leave", "account"),
            "sharing.share": (lambda: sharing.share(desk, case_id, self.elsewhere(), REASON), "share", "account"),
            "sharing.end_share": (lambda: sharing.end_share(desk, case_id, "1" * 32), "end_share", "account"),
            "sign_ins.end": (lambda: sign_ins.end(desk, "x" * 16, v, "asked"), "sign_out", "account"),
            "sign_ins.end_one": (lambda: sign_ins.end_one(desk, "x" * 16, v), "session_closed", "account"),
            "sign_ins.end_all": (lambda: sign_ins.end_all(desk, v), "sessions_closed", "account"),
            "sites.open_site": (lambda: sites.open_site(desk, "Condom"), "open_site", "site"),
            "sites.rename_site": (lambda: sites.rename_site(desk, self.here(), "Condom"), "rename_site", "site"),
            "sites.close_site": (lambda: sites.close_site(desk, sites.open_site(desk, "Condom"), self.here()), "close_site", "site"),
            "sites.place_case": (lambda: sites.place_case(desk, case_id, sites.open_site(desk, "Condom")), "change_site", "case"),
            "erasing.erase_on_request": (
                lambda: erasing.erase_on_request(desk, case_id, self.reference, PASSWORD, v, folder=None), "erase", "case"),
        }  # fmt: skip

    def here(self) -> str:
        return sites.my_sites(self.desk)[0][0].id

    def confirm(self) -> None:
        secret = second_factor.begin(self.desk).secret.replace(" ", "")
        second_factor.confirm(self.desk, pyotp.TOTP(secret).at(NOW), NOW)

    def at_work(self) -> str:
        """The colleague works here, and follows nothing yet."""
        people.give_role(self.desk, OTHER, self.here(), Role.COUNSELLOR)
        sharing.take_away(self.desk, self.case_id, OTHER)
        return OTHER

    def elsewhere(self) -> str:
        """The colleague works at another site, and has the case no more."""
        people.give_role(self.desk, OTHER, sites.open_site(self.desk, "Condom"), Role.COUNSELLOR)
        sharing.end_share(self.desk, self.case_id, "1" * 32)
        return OTHER

    def passer_by(self) -> Desk:
        """Claire herself, who works at another site alone from now on."""
        people.give_role(self.desk, self.desk.account.id, sites.open_site(self.desk, "Condom"), Role.COUNSELLOR)
        people.take_role(self.desk, self.desk.account.id, self.here())
        return self.desk

    def print_letter(self) -> None:
        other = cases.import_case(self.desk, complete(household(), likely), NOW).id
        letters.print_letters(self.desk, other, ("instalments-d1",), DAY, NOW)


OTHER = "f" * 32
LATER = NOW + timedelta(days=31)
NAMES = (
    "cases.list_cases", "cases.open_case", "cases.create_case", "cases.import_case", "cases.answer", "cases.add_item",
    "cases.remove_item", "cases.undo", "linking.create_linked", "attachments.attach", "attachments.attachment_content",
    "attachments.preview", "attachments.remove", "attachments.restore", "attachments.move", "papers.print_declaration",
    "papers.print_copy_sheet", "papers.printed_before", "plan_papers.print_plan", "plan_papers.table_of_plan",
    "letters.print_letters", "letters.slip", "letters.calendar", "everything.everything", "audit.verify",
    "oversight.activity", "oversight.activity_csv", "retention.board", "retention.propose", "retention.archive",
    "retention.take_back", "retention.make_bordereau", "retention.bordereau_paper", "retention.note_signed",
    "retention.carry_out", "erasing.erase_on_request", "take_home_papers.print_paper", "take_home_dates.calendar",
    "emergency.break_glass", "emergency.take_note", "people.give_role", "people.take_role", "second_factor.confirm",
    "second_factor.renew_spare_codes", "second_factor.remove", "second_factor.remove_for", "sharing.assign",
    "sharing.take_away", "sharing.leave", "sharing.share", "sharing.end_share", "sign_ins.end", "sign_ins.end_one",
    "sign_ins.end_all", "sites.open_site", "sites.rename_site", "sites.close_site", "sites.place_case",
)  # fmt: skip


def given_a_desk() -> set[str]:
    """Every public function of the use cases whose first parameter is a desk."""
    found = set()
    for module in pkgutil.iter_modules(pcb.usecases.__path__):
        loaded = importlib.import_module(f"pcb.usecases.{module.name}")
        for name, thing in inspect.getmembers(loaded, inspect.isfunction):
            parameters = list(inspect.signature(thing).parameters)
            if thing.__module__ == loaded.__name__ and not name.startswith("_") and parameters[:1] == ["desk"]:
                found.add(f"{module.name}.{name}")
    return found


ALIASES = {"cases.list_cases", "cases.open_case", "cases.add_item", "cases.remove_item", "cases.undo"}
"""Use cases of other modules, by the name under which the screen calls them."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk, cases.OpenCase]:
    """A base with a full case, made once."""
    folder = tmp_path_factory.mktemp("template")
    store = open_store(Settings(folder))
    made = accounts.set_up(store, "Claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
    with store.writing(made.vault) as connection:
        sealed = made.vault.seal(b"Paul Lannes", "account", "f" * 32, "display_name")
        connection.execute(insert(account).values(id="f" * 32, login="paul", display_name=sealed, created_at=NOW))
    opened = full_case(made, replace(made, account=replace(made.account, id="f" * 32)))
    store.close()
    return folder, made, opened


@pytest.fixture
def doing(template: tuple[Path, Desk, cases.OpenCase], tmp_path: Path) -> Iterator[Doing]:
    folder, made, opened = template
    shutil.copy(folder / DATABASE_NAME, tmp_path / DATABASE_NAME)
    store = open_store(Settings(tmp_path))
    # an hour later: what was opened is looked at anew
    yield Doing(replace(made, store=store, now=lambda: NOW + timedelta(hours=1)), opened)
    store.close()


def test_every_use_case_is_in_one_of_the_two_tables(doing: Doing) -> None:
    assert set(NAMES) == set(doing.table())
    assert (set(NAMES) - ALIASES) | set(WITHOUT_A_LINE) == given_a_desk()
    assert not set(NAMES) & set(WITHOUT_A_LINE)


@pytest.mark.parametrize("name", NAMES)
def test_each_use_case_writes_its_line(doing: Doing, name: str) -> None:
    do, action, kind = doing.table()[name]
    before = len(lines(doing.desk))
    do()
    found = lines(doing.desk)
    new = found[: len(found) - before]
    assert (action, kind) in {(line.action, line.object_kind) for line in new}
    assert all(line.account_id == doing.desk.account.id for line in new)
    assert audit_words.ACTIONS[action]


def test_who_is_refused_has_a_line_for_a_case_that_is_there_and_for_one_that_is_not(doing: Doing) -> None:
    nobody = replace(doing.desk, account=replace(doing.desk.account, id="f" * 32))
    with doing.desk.store.writing(
        doing.desk.vault
    ) as connection:  # the colleague follows and shares it: take all of that away
        for table in (follower, share, emergency):
            connection.execute(table.delete())
    for case_id, about in ((doing.case_id, "read"), ("0" * 32, "unknown"), ("../../etc", "unknown")):
        with pytest.raises(NotFound):
            cases.open_case(nobody, case_id)
        (line, *_) = lines(doing.desk)
        assert (line.action, line.account_id, line.detail) == ("refused", "f" * 32, about)
        assert line.object_id == (None if "/" in case_id else case_id)
    with pytest.raises(AccessDenied):
        oversight.activity(nobody, oversight.Filters())
    assert lines(doing.desk)[0].action == "refused"


def test_signing_in_and_out_and_being_refused_have_their_lines(doing: Doing) -> None:
    desk = doing.desk
    audit.refused_sign_in(desk.store, " CLAIRE ", NOW)
    audit.refused_sign_in(desk.store, "mon mot de passe", NOW)
    audit.signed_in(desk, NOW)
    audit.signed_out(desk, NOW)
    out, in_, unknown, refused = lines(desk)[:4]
    assert [line.action for line in (refused, unknown, in_, out)] == [
        "refused_sign_in", "refused_sign_in", "sign_in", "sign_out"]  # fmt: skip
    assert (refused.account_id, unknown.account_id) == (desk.account.id, None)
    assert audit.verify(desk).whole


def test_lines_of_more_than_a_year_are_let_go_at_a_sign_in_unless_the_clock_jumped(doing: Doing) -> None:
    desk, later = doing.desk, NOW + timedelta(days=366)
    number = len(lines(desk))
    audit.signed_in(desk, later)  # the clock has jumped a year
    assert len(lines(desk)) == number + 1
    with desk.store.writing(desk.vault) as connection:  # the house was in use in between
        for hours in range(0, 366 * 24, 40):
            write(connection, desk.vault, Entry(NOW + timedelta(hours=hours), desk.account.id, "list", "cases"))
    audit.signed_in(desk, later)
    assert min(line.at for line in lines(desk)) >= NOW
    assert {"prune", "sign_in"} <= {line.action for line in lines(desk)[:2]}
    assert audit.verify(desk).whole


def test_no_line_holds_a_word_of_the_household(doing: Doing) -> None:
    """Names, answers, file names, reasons: searched in what is in the clear and in what is unsealed."""
    for name in NAMES:
        if not name.startswith(
            (
                "retention",
                "erasing",
                "sites",
                "people",
                "second_factor",
                "sharing",
                "emergency",
                "linking",
                "cases.remove",
                "cases.undo",
                "cases.add",
            )
        ):
            doing.table()[name][0]()
    case = doing.opened.case
    words = {REASON, "bail Ferrand", "frigo"}
    for person in case.persons:
        words |= {fact for fact in (person.birth_name, person.used_name, person.first_names) if isinstance(fact, str)}
    words |= {debt.creditor for debt in case.debts if isinstance(debt.creditor, str)}
    assert len(words) > 8
    told = " ".join(repr(line) for line in lines(doing.desk)).casefold()
    assert [word for word in words if word.casefold() in told] == []


def lines(desk: Desk) -> tuple[Line, ...]:
    """The last one first."""
    return audit_lines.lines(desk.store, desk.vault, Wanted(), 100_000)


def test_the_chain_holds_across_a_new_data_key(desk: Desk) -> None:
    with pytest.raises(NotFound):
        cases.open_case(desk, "0" * 32)  # a line with a sealed detail
    before = audit.day_head(desk)
    assert keys.rotate(desk, settle=0).finished  # nobody else is at work, who would still hold the old key
    audit.signed_in(desk, NOW)
    found = audit.verify(desk, before)
    assert found.whole
    assert found.anchored
    assert all(line.detail != "?" for line in lines(desk))
