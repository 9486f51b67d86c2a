"""Papers are evidence: kept sealed, given back byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import select, update

from pcb.domain.case import Case
from pcb.errors import Damaged, NotFound
from pcb.storage import cases, papers
from pcb.storage.accounts import UserAccount
from pcb.storage.database import Store
from pcb.storage.tables import paper
from pcb.storage.vault import Vault
from tests.storage.conftest import NOW

PDF = b"%PDF-1.7 Madame Oeuvrard doit 1 250,50"
DAY = date(2026, 11, 23)


@pytest.fixture
def case_id(store: Store, vault: Vault, counsellor: UserAccount) -> str:
    return cases.create(store, vault, Case(), {}, kind="create", by=counsellor.id, now=NOW).id


@pytest.fixture
def kept(store: Store, vault: Vault, counsellor: UserAccount, case_id: str) -> papers.KeptPaper:
    return papers.keep(
        store, vault, case_id, "declaration", PDF, case_revision=1, law_day=DAY, by=counsellor.id, now=NOW
    )


def test_a_paper_comes_back_as_it_was_printed(store: Store, vault: Vault, kept: papers.KeptPaper) -> None:
    assert papers.content(store, vault, kept.id) == (kept, PDF)
    assert kept.sha256 == sha256(PDF).hexdigest()
    assert (kept.case_revision, kept.law_day, kept.made_at) == (1, DAY, NOW)
    assert papers.kept(store, vault, kept.case_id) == (kept,)


def test_the_same_paper_printed_twice_is_kept_once(
    store: Store, vault: Vault, counsellor: UserAccount, kept: papers.KeptPaper
) -> None:
    def again(plain: bytes) -> papers.KeptPaper:
        return papers.keep(
            store, vault, kept.case_id, "declaration", plain, case_revision=1, law_day=DAY, by=counsellor.id, now=NOW
        )

    assert again(PDF) == kept
    assert again(PDF + b" ") != kept
    assert len(papers.kept(store, vault, kept.case_id)) == 2


def test_a_paper_lies_sealed(store: Store, kept: papers.KeptPaper) -> None:
    with store.reading() as connection:
        stored = connection.execute(select(paper.c.content)).scalar_one()
    assert PDF[:8] not in stored


@pytest.mark.parametrize(
    "change", [{"case_revision": 2}, {"law_day": date(2026, 1, 1)}, {"kind": "letter"}, {"sha256": "0" * 64}]
)
def test_a_paper_whose_record_was_altered_is_not_shown(
    store: Store, vault: Vault, kept: papers.KeptPaper, change: dict[str, object]
) -> None:
    with store.engine.begin() as connection:
        connection.execute(update(paper).values(**change))
    with pytest.raises(Damaged):
        papers.content(store, vault, kept.id)


@pytest.mark.parametrize("read", [papers.content, papers.frozen_facts])
def test_a_damaged_paper_of_another_case_is_not_found_as_any_other(
    store: Store, vault: Vault, kept: papers.KeptPaper, read: Callable[..., object]
) -> None:
    with store.writing() as connection:
        connection.execute(update(paper).values(content=b"damaged", facts=b"damaged"))
    with pytest.raises(NotFound):
        read(store, vault, kept.id, of_case="0" * 32)
    with pytest.raises(Damaged):
        read(store, vault, kept.id, of_case=kept.case_id)


def test_a_paper_that_does_not_exist_is_not_found(store: Store, vault: Vault) -> None:
    with pytest.raises(NotFound):
        papers.content(store, vault, "0" * 32)
