"""The rules of ``domain/rights.py`` against a table written by hand, and the same table against each rule broken."""

from __future__ import annotations

import ast
import itertools
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from pcb.domain import rights
from pcb.domain.rights import Action, HouseAction
from pcb.storage import rights as stored
from pcb.storage import sites
from pcb.storage.tables import account, case_record, emergency, follower, share
from pcb.usecases.cases import create_case
from pcb.usecases.desk import Desk
from tests.usecases.conftest import desk, set_up, store  # noqa: F401
from tests.usecases.conftest import settings as usual_settings  # noqa: F401

LETTERS = {"R": "READ", "C": "CHANGE", "P": "PRINT", "X": "EXPORT", "S": "SHARE", "A": "ASSIGN", "D": "REMOVE"}
TABLE = {
    # (how the case stands towards them, archived) → what may be done; let in: shared, or emergency
    ("coordinator", False): "RCPXSAD",
    ("coordinator", True): "RXAD",
    ("follower", False): "RCPXS",
    ("let in", False): "RCP",
}


HOUSE = {"CREATE_CASE", "ADMINISTER", "BACK_UP", "OVERSEE", "RETAIN", "EMERGENCY"}


def expected(who: SimpleNamespace) -> str:
    """The line of the table for somebody."""
    if not who.active:
        return ""
    if who.here == "coordinator":
        return TABLE["coordinator", who.archived]
    if who.here == "counsellor" and who.followed:
        return TABLE.get(("follower", who.archived), "")
    if (who.shared or who.emergency) and (who.here or who.elsewhere):
        return TABLE.get(("let in", who.archived), "")
    return ""


def everybody() -> list[SimpleNamespace]:
    names = ("active", "administrator", "here", "elsewhere", "archived", "followed", "shared", "emergency")
    yes = (False, True)
    places = (None, "counsellor", "coordinator")
    found = itertools.product(yes, yes, places, places, yes, yes, yes, yes)
    return [SimpleNamespace(**dict(zip(names, values, strict=True))) for values in found]


def faults(module: Any) -> int:
    """How many answers differ from the table."""
    wrong = 0
    roles = {None: None, "counsellor": module.Role.COUNSELLOR, "coordinator": module.Role.COORDINATOR}
    for who in everybody():
        places = tuple((site, roles[r]) for site, r in (("there", who.elsewhere), ("here", who.here)) if r)
        actor = module.Actor("a", who.active, who.administrator, places)
        standing = module.Standing("here", who.archived, who.followed, who.shared, who.emergency)
        told = expected(who)
        for letter, name in LETTERS.items():
            wrong += bool(module.may(actor, module.Action[name], standing)) != (letter in told)
        nowhere = module.Standing(None, who.archived, who.followed, False, False)
        wrong += bool(module.may(actor, module.Action.READ, nowhere))  # of no site: it opens to nobody
        house = {
            ("CREATE_CASE", "here"): who.here is not None,
            ("CREATE_CASE", None): False,
            ("EMERGENCY", None): bool(places),
            ("OVERSEE", "here"): who.here == "coordinator",
            ("OVERSEE", None): who.administrator,
            ("RETAIN", "here"): who.administrator or who.here == "coordinator",
            ("RETAIN", None): who.administrator,
            ("ADMINISTER", None): who.administrator,
            ("BACK_UP", None): who.administrator,
        }
        for (name, site), may in house.items():
            told_here = bool(module.may_here(actor, module.HouseAction[name], site))
            wrong += told_here != (may and who.active)
    return wrong


def test_each_action_has_its_letter_in_the_table() -> None:
    assert {LETTERS[letter] for letter in LETTERS} == {action.name for action in Action}
    assert {action.name for action in HouseAction} == HOUSE


def test_the_rules_say_what_the_table_says() -> None:
    assert faults(rights) == 0


class Breaker(ast.NodeTransformer):
    """Breaks the rule of that number; ``what`` says which."""

    def __init__(self, number: int) -> None:
        self.left, self.what = number, ""

    def turn(self, node: ast.AST, broken: ast.AST) -> ast.AST:
        self.left -= 1
        if self.left == -1:
            self.what = f"{getattr(node, 'lineno', '?')}: {ast.unparse(node)} → {ast.unparse(broken)}"
            return ast.copy_location(broken, node)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        found = self.turn(node, ast.BoolOp(other, node.values))
        for position in range(len(node.values)):
            if found is node:
                rest = node.values[:position] + node.values[position + 1 :]
                found = self.turn(node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        return found

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        return self.turn(node, ast.UnaryOp(ast.Not(), node))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return self.turn(node, node.operand) if isinstance(node.op, ast.Not) else node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        for value in (True, False):
            if ast.unparse(node.value or ast.Constant(None)) != str(value):
                found = self.turn(node, ast.Return(ast.Constant(value)))
                if found is not node:
                    return found
        return node

    def visit_Set(self, node: ast.Set) -> ast.AST:
        for position in range(len(node.elts)):
            found = self.turn(node, ast.Set(node.elts[:position] + node.elts[position + 1 :]))
            if found is not node:
                return found
        return node


def mutants() -> list[tuple[str, ast.Module]]:
    source = Path(rights.__file__).read_text(encoding="utf-8")
    found = []
    for number in itertools.count():
        tree, breaker = ast.parse(source), Breaker(number)
        broken = breaker.visit(tree)
        if not breaker.what:
            return found
        found.append((breaker.what, ast.fix_missing_locations(broken)))
    return found


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant[0])
def test_each_rule_that_is_broken_is_found_by_the_table(mutant: tuple[str, ast.Module]) -> None:
    module = ModuleType("broken_rights")
    sys.modules["broken_rights"] = module  # dataclasses look their module up
    try:
        exec(compile(mutant[1], "broken_rights", "exec"), module.__dict__)  # noqa: S102 - our own rules, one broken
        try:
            wrong = faults(module)
        except (AttributeError, TypeError, StopIteration):
            wrong = 1
        assert wrong
    finally:
        del sys.modules["broken_rights"]


NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
SITES = st.sampled_from(("here", "there"))
MOMENTS = st.sampled_from((-1, 1, None))


@given(
    active=st.booleans(),
    places=st.dictionaries(SITES, st.sampled_from(list(rights.Role))),
    cases=st.lists(
        st.fixed_dictionaries(
            {
                "site": st.sampled_from(("here", "there", None)),
                "archived": st.booleans(),
                "followed": st.booleans(),
                "share": st.tuples(st.booleans(), MOMENTS, st.booleans()),
                "emergency": st.sampled_from((None, -1, 1)),
            }
        ),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_list_shows_exactly_the_cases_that_the_rules_let_read(
    desk: Desk,  # noqa: F811
    active: bool,
    places: dict[str, rights.Role],
    cases: list[dict[str, Any]],
) -> None:
    """The rule in SQL, for a list, and the rule in Python, for one case, on any world."""
    me, hour = desk.account.id, timedelta(hours=1)
    with desk.store.reading() as connection:
        made = len(connection.execute(select(case_record.c.id)).all())
    for _ in range(len(cases) - made):
        create_case(Desk(desk.store, desk.vault, desk.account), NOW)
    with desk.store.writing(desk.vault) as connection:
        for table in (follower, share, emergency):
            connection.execute(delete(table))
        known = {site.name: site.id for site in sites.sites(desk.store)}
        ids: dict[str | None, str | None] = {None: None, "here": known[sites.FIRST]}
        ids["there"] = known.get("there") or sites.open_site(connection, "there", NOW)
        for name in ("here", "there"):
            sites.place(connection, me, str(ids[name]), places.get(name), NOW)
        connection.execute(update(account).values(standing="active" if active else "removed"))
        there = connection.execute(select(case_record.c.id).order_by(case_record.c.id)).scalars().all()
        for number, (case_id, one) in enumerate(zip(there, cases, strict=False)):
            connection.execute(
                update(case_record)
                .where(case_record.c.id == case_id)
                .values(site_id=ids[one["site"]], standing="archived" if one["archived"] else "active")
            )
            if one["followed"]:
                connection.execute(insert(follower).values(case_id=case_id, account_id=me, since=NOW, by=me))
            shared, until, ended = one["share"]
            common = {"case_id": case_id, "account_id": me, "at": NOW, "reason": b""}
            if shared:
                connection.execute(
                    insert(share).values(
                        id=f"s{number}",
                        by=me,
                        until=None if until is None else NOW + until * hour,
                        ended_at=NOW if ended else None,
                        **common,
                    )
                )
            if one["emergency"]:
                connection.execute(
                    insert(emergency).values(id=f"e{number}", until=NOW + one["emergency"] * hour, **common)
                )
    with desk.store.reading() as connection:
        someone = stored.actor(connection, desk.vault, me)
        for archived in (False, True):
            where = stored.visible(someone, NOW, archived=archived)
            shown = set(connection.execute(select(case_record.c.id).where(where)).scalars())
            for case_id in there:
                standing = stored.standing(connection, desk.vault, me, case_id, NOW)
                assert standing is not None
                may = rights.may(someone, Action.READ, standing) and standing.archived is archived
                assert (case_id in shown) == may
    with desk.store.writing(desk.vault) as connection:
        connection.execute(update(account).values(standing="active"))
        sites.place(connection, me, str(ids["here"]), rights.Role.COORDINATOR, NOW)
