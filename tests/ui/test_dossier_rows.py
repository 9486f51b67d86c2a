"""The declaration page: what is missing, the copies."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pcb.domain.case import Case, Person
from pcb.domain.vocabulary.people import Role
from pcb.interview import engine
from pcb.ui.dossier_rows import copy_choices, copy_groups, missing_groups, missing_number
from pcb.usecases.papers import KeptPaper

DAY = date(2026, 11, 23)
EMPTY = Case(persons=(Person("p1", Role.DEPOSANT),))


def to_field(path: str) -> str:
    return f"/champ/{path}"


def test_every_essential_question_without_an_answer_is_a_link_to_its_field():
    stops = engine.journey(EMPTY)
    links = [
        link.href
        for group in missing_groups(stops, to_field)
        for row in group.rows
        for cell in row.cells.values()
        for link in cell.links
    ]
    assert links == [to_field(asked.path) for asked in engine.missing(EMPTY) if asked.essential]
    assert len(links) == missing_number(stops) > 20


def test_an_answer_shortens_the_list():
    before = missing_number(engine.journey(EMPTY))
    answered = replace(EMPTY, welcome=replace(EMPTY.welcome, met_on=DAY))
    assert missing_number(engine.journey(answered)) == before - 1


def test_a_copy_says_how_many_changes_were_made_since():
    made = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    kept = KeptPaper("a1", "c1", "declaration", 7, DAY, made, "u1", "0" * 64)
    notes = [copy_groups("c1", (kept,), revision)[0].rows[0].cells["what"].note for revision in (7, 8, 9)]
    assert notes == ["dossier inchangé depuis", "1 changement depuis", "2 changements depuis"]


def test_a_copy_is_chosen_by_what_it_is_its_moment_and_its_version():
    made = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    kinds = ("dossier", "dossier-partie-2-sur-4", "feuille-de-recopie", "declaration")
    copies = tuple(KeptPaper(kind, "c1", kind, 7, DAY, made, "u1", "0" * 64) for kind in kinds)
    words = [text.partition(" du ")[0] for _, text in copy_choices(copies)]
    assert words == ["Dossier complet", "Dossier, partie 2 sur 4", "Feuille de recopie", "Déclaration seule"]
    assert all(text.endswith(", version 7") for _, text in copy_choices(copies))
