"""The right of access: a copy of everything, readable and reusable, without a name in the name of a file."""

from __future__ import annotations

import io
import json
import time
import zipfile
from hashlib import sha256

import pytest

from pcb.domain.case_path import get
from pcb.errors import NotFound
from pcb.interview import engine
from pcb.storage import audit_lines, held
from pcb.storage.audit_lines import Wanted
from pcb.storage.codec import from_document
from pcb.storage.tables import metadata
from pcb.usecases import cases, papers
from pcb.usecases.desk import Desk
from pcb.usecases.everything import DATA, PAPER, everything
from tests.reports.reading import searched, squeezed
from tests.usecases.conftest import NOW
from tests.usecases.full_case import CONTENT, REASON, full_case


@pytest.fixture
def opened(desk: Desk, colleague: Desk) -> cases.OpenCase:
    return full_case(desk, colleague)


def readable(pdf: bytes) -> str:
    return squeezed(searched(pdf))


def parts(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_table_that_names_a_case_is_in_the_copy(desk: Desk, opened: cases.OpenCase) -> None:
    data = json.loads(parts(everything(desk, opened.id, NOW).content)[DATA])
    naming = {
        table.name
        for table in metadata.sorted_tables
        if table.name == "case_record"
        or any(key.column.table.name == "case_record" for column in table.c for key in column.foreign_keys)
        or "case_id" in table.c
    }
    assert len(naming) >= 10
    assert naming <= set(data)
    assert {table.name for table in held.naming_a_case()} == naming
    assert all(data[name] for name in naming - {"erased"}), "une table sans ligne ne prouve rien"
    assert data["share"][0]["reason"] == data["emergency"][0]["reason"] == REASON


def test_the_copy_gives_back_the_case_the_papers_and_the_files_byte_for_byte(
    desk: Desk, opened: cases.OpenCase
) -> None:
    made = everything(desk, opened.id, NOW)
    found = parts(made.content)
    data = json.loads(found[DATA])
    assert from_document(data["case_record"]["document"]) == cases.open_case(desk, opened.id).case
    (paper,) = papers.printed_papers(desk, opened.id)
    (kept,), (joined,) = data["paper"], data["attachment"]
    assert sha256(found[kept["file"]]).hexdigest() == kept["sha256"] == paper.sha256
    assert found[joined["file"]] == CONTENT
    assert joined["name"] == "bail Ferrand.pdf"
    assert {"import", "overwrite", "attach"} <= {line["kind"] for line in data["journal"]}
    assert set(found) == {PAPER, DATA, kept["file"], joined["file"]}


def test_no_file_in_it_is_named_after_anybody(desk: Desk, opened: cases.OpenCase) -> None:
    made = everything(desk, opened.id, NOW)
    names = " ".join([made.name, *parts(made.content)]).casefold()
    assert made.name == f"tout-le-dossier-{opened.reference}.zip"
    for person in opened.case.persons:
        for fact in (person.birth_name, person.used_name, person.first_names):
            assert not isinstance(fact, str) or fact.casefold() not in names
    assert "bail" not in names


def test_the_readable_part_says_every_answer_the_history_and_who_looked(
    desk: Desk, colleague: Desk, opened: cases.OpenCase
) -> None:
    cases.open_case(colleague, opened.id)
    text = readable(parts(everything(desk, opened.id, NOW).content)[PAPER])
    for line in engine.recap(cases.open_case(desk, opened.id).case):
        assert squeezed(line.said) in text, line.path
    for words in ("le frigo est vide", "Paul Lannes", "A ouvert le dossier", "Feuille de recopie", "bail Ferrand.pdf"):
        assert squeezed(words) in text


def test_what_the_interview_does_not_show_any_more_is_in_the_readable_part_too(
    desk: Desk, opened: cases.OpenCase
) -> None:
    assert get(opened.case, "welcome.alias") is None
    for path, text in (
        ("welcome.anonymous", "yes"),
        ("welcome.alias", "Famille du mardi"),
        ("welcome.anonymous", "no"),
    ):
        done = cases.answer(desk, opened.id, path, text, seen=None, request_id=path + text, now=NOW, overwrite=True)
        assert isinstance(done, cases.Saved), done
    assert squeezed("Famille du mardi") in readable(parts(everything(desk, opened.id, NOW).content)[PAPER])


def test_a_copy_is_a_line_of_the_audit_and_not_for_everybody(
    desk: Desk, colleague: Desk, opened: cases.OpenCase
) -> None:
    everything(desk, opened.id, NOW)
    (line, *_) = audit_lines.lines(desk.store, desk.vault, Wanted(case_ids=(opened.id,)), 10)
    assert (line.action, line.object_kind, line.account_id) == ("export", "everything", desk.account.id)
    with pytest.raises(NotFound):
        everything(desk, "0" * 32, NOW)


@pytest.mark.proof
def test_a_case_of_two_thousand_changes_is_copied_in_a_minute(desk: Desk, opened: cases.OpenCase) -> None:
    for number in range(2000):
        cases.answer(
            desk, opened.id, "note", f"note {number}", seen=None, request_id=f"n{number}", now=NOW, overwrite=True
        )
    begun = time.perf_counter()
    everything(desk, opened.id, NOW)
    assert time.perf_counter() - begun < 20
