"""A base with cases, papers and files in it, on a real SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from pcb.domain.case_path import put
from pcb.storage import attachments, cases, papers
from pcb.storage.accounts import UserAccount
from pcb.storage.attachments import Attachment
from pcb.storage.codec import value_to_plain
from pcb.storage.database import Store
from pcb.storage.journal import Change, Patch
from pcb.storage.vault import Vault
from tests.storage.conftest import NOW
from tests.storage.facts import large_household

Rows = dict[str, list[tuple[Any, ...]]]


def database_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def rows_of(database: Path) -> Rows:
    """Every row of every table, as SQLite gives it."""
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for (name,) in names}  # noqa: S608


def fill(store: Store, vault: Vault, counsellor: UserAccount, households: int = 3) -> list[str]:
    """Cases of several revisions, each with a paper and a file; their ids."""
    made = []
    for number in range(households):
        by = counsellor.id
        case = large_household(debts=3 + number, lines=4)
        stored = cases.create(store, vault, case, {"title": f"Ménage {number}"}, kind="create", by=by, now=NOW)
        for turn in range(2):
            path, before, after = "note", stored.case.note, f"note {turn}"
            patches = (Patch(path, value_to_plain(before), value_to_plain(after)),)
            change = Change(stored.revision + 1, NOW, by, "answer", patches, request_id=f"r{turn}")
            stored = cases.save(
                store, vault, stored, put(stored.case, path, after), {"title": f"Ménage {number}"}, change
            )
        papers.keep(
            store, vault, stored.id, "declaration", b"%PDF " + bytes([number]) * 3000,
            case_revision=stored.revision, law_day=date(2026, 11, 23), by=by, now=NOW, facts={"a": number},
        )  # fmt: skip
        file = Attachment(stored.id, "home-lease", "bail.pdf", "pdf", 1, 0, "", "", (), NOW, by, 0)
        with store.writing() as connection:
            attachments.add(connection, vault, stored.id, file, b"%PDF joint " * 500)
        made.append(stored.id)
    return made


@pytest.fixture
def filled(store: Store, vault: Vault, counsellor: UserAccount) -> list[str]:
    return fill(store, vault, counsellor)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sauvegardes"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "travail"
