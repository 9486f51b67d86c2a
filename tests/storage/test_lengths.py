"""Every constant written to a column of fixed width fits it: PostgreSQL would refuse it, SQLite would not tell."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import String

import pcb
from pcb.domain import activity as counted
from pcb.domain.rights import Role
from pcb.storage import accounts, rights
from pcb.storage.tables import account, activity, audit, case_record, journal, membership, metadata, paper
from pcb.usecases import audit_words, letters, papers, plan_papers
from pcb.usecases.take_home_papers import PaperKind, kept_kind

SOURCES = sorted(Path(pcb.__file__).parent.rglob("*.py"))


def width(column: object) -> int:
    kind = column.type  # type: ignore[attr-defined]
    assert isinstance(kind, String)
    assert kind.length
    return kind.length


def written(callee: str, position: int, keyword: str) -> set[str]:
    """The constants given to that parameter wherever it is called."""
    found = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == callee:
                given = [word.value for word in node.keywords if word.arg == keyword] or node.args[position:][:1]
                found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def test_each_kind_of_a_line_of_the_journal_fits() -> None:
    kinds = written("Change", 3, "kind") | {"create", "import", "answer", "overwrite", "add", "remove", "undo", "move"}
    kinds |= audit_words.CHANGES
    assert len(kinds) >= 8
    assert max(map(len, kinds)) <= width(journal.c.kind)


def test_each_action_and_each_object_of_the_audit_fits() -> None:
    actions = set(audit_words.ACTIONS) | written("Entry", 2, "action") | written("record", 1, "action")
    kinds = written("Entry", 3, "object_kind") | written("record", 2, "object_kind")
    assert len(actions) > 40
    assert len(kinds) > 5
    assert max(map(len, actions)) <= width(audit.c.action)
    assert max(map(len, kinds)) <= width(audit.c.object_kind)


def test_each_kind_of_paper_fits() -> None:
    kinds = {letters.LETTERS, letters.CREDITORS, papers.DECLARATION, plan_papers.PLAN}
    kinds |= {kept_kind(kind) for kind in PaperKind}
    assert max(map(len, kinds)) <= width(paper.c.kind)


def test_each_standing_and_role_fits() -> None:
    assert max(len(one) for one in (accounts.INVITED, accounts.ACTIVE, accounts.REMOVED)) <= width(account.c.standing)
    assert max(len(one) for one in (rights.ACTIVE, rights.ARCHIVED)) <= width(case_record.c.standing)
    assert max(len(role.value) for role in Role) <= width(membership.c.role)


@pytest.mark.parametrize("column", ["age_band", "resources_band", "debts_band", "household", "pursued"])
def test_each_band_of_the_counts_fits(column: str) -> None:
    from enum import Enum

    words = {
        member.value
        for kind in vars(counted).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == counted.__name__
        for member in kind
    }
    assert words
    assert max(len(str(word)) for word in words) <= width(activity.c[column])


def test_what_a_person_types_into_a_column_in_clear_is_bounded_before() -> None:
    """A login (60), the name of a site (120): checked where they are typed, within the width of their column."""
    assert width(account.c.login) >= 60
    assert width(metadata.tables["site"].c.name) >= 120
