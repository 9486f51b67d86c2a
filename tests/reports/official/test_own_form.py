"""Our own blank form, flat and with fields: every rubric of the form has its box, which holds what was typed."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

import pytest

from pcb.domain.case import Case
from pcb.domain.case_path import COLLECTIONS, put
from pcb.intake.form_fields import blank_form
from pcb.reports.blocks import Heading, Text
from pcb.reports.official.blank import Blank
from pcb.reports.official.filling import FilledForm, fill
from pcb.reports.official.own_form import own_blank, own_template
from pcb.reports.official.reading import read_template
from pcb.reports.official.template import Box, Template
from pcb.reports.rubrics import BESIDE, BY_NAME, TABLES, Facts, Kind
from tests.reports.official.reading_boxes import Pages, opened
from tests.reports.reading import normal
from tests.reports.rubrics_of_the_form import each_name
from tests.reports.test_rubrics import DAY, ticked, words
from tests.reports.typed_household import in_words, typed_at, typed_household, typed_rows

VARIANTS = pytest.mark.parametrize("with_fields", [False, True], ids=["flat", "fields"])


@cache
def form(with_fields: bool) -> tuple[bytes, Blank, Template]:
    found, content = blank_form(own_blank(with_fields))
    blank = Blank.of(found)
    return content, blank, read_template(own_template(with_fields), blank)


@cache
def typed() -> Case:
    return typed_household()


@cache
def filled(with_fields: bool) -> FilledForm:
    content, blank, template = form(with_fields)
    return fill(content, blank, template, Facts.of(typed(), DAY))


def boxes(template: Template) -> dict[tuple[str, int | None], Box]:
    return {(rubric.name, row): box for box in template.boxes for rubric, row in box.rubrics}


def rows_here(template: Template, name: str) -> list[int | None]:
    """The first and the last row that the form has of this rubric, and one more."""
    if ".*." not in name:
        return [None]
    have = sorted(row for other, row in boxes(template) if other == name and row is not None)
    return [have[0], have[-1], have[-1] + 1]


@VARIANTS
def test_every_rubric_of_the_form_has_its_box(with_fields: bool) -> None:
    placed = boxes(form(with_fields)[2])
    by_hand = (Kind.SIGNATURE, Kind.PRINTED)
    lacking = [
        (name, row)
        for _, _, name, _ in each_name()
        if BY_NAME[name].kind not in by_hand
        for row in (rows_here(form(with_fields)[2], name)[:2])
        if (name, row) not in placed
    ]
    assert lacking == []


@VARIANTS
def test_what_is_typed_stands_in_its_box_on_the_first_row_and_on_the_last(with_fields: bool) -> None:
    _, _, template = form(with_fields)
    lost = []
    with opened(filled(with_fields).pages) as pages:
        for _, _, name, path in each_name():
            if not path or BY_NAME[name].kind is Kind.TICK or ".situation.date_" in name:
                continue
            for row in rows_here(template, name):
                if row is not None and row >= typed_rows(name.partition(".*.")[0]):
                    continue
                said = normal(in_words(typed_at(typed(), name, path, row or 0)))
                box = boxes(template).get((name, row))
                if box is None:
                    here = on_the_annex(filled(with_fields))
                else:
                    assert box.place is not None
                    here = pages.within(box.place.spots[0])
                    here = here.replace(" ", "") if box.place.cells else here
                if said not in here:
                    lost.append((name, row, said, here[:60]))
    assert lost == []


@VARIANTS
def test_one_row_more_than_fits_is_on_a_continuation_sheet_that_the_page_names(with_fields: bool) -> None:
    """In every table, whether the number of its rows on the official form is known or ours."""
    content, blank, template = form(with_fields)
    last = {table: rows_here(template, f"{table}.*.{name}")[1] for table, name in LEADS.items()}
    case = typed_household(lambda table: (last[table] or 0) + 2)
    filled = fill(content, blank, template, Facts.of(case, DAY))
    annex, seen = on_the_annex(filled), set()
    with opened(filled.pages) as pages:
        for _, _, name, path in each_name():
            table = BY_NAME[name].table
            if not table:
                continue
            more = (last[table] or 0) + 1
            if BY_NAME[name].kind is not Kind.TICK:
                assert normal(in_words(typed_at(case, name, path, more))) in annex, (name, more)
            note = pages.within(template.more[table].spots[0])
            assert "Suite : feuille annexe, renvoi n°" in note, (name, note)
            assert "(1 autre ligne)" in note
            seen.add(table)
    assert seen == set(LEADS)


LEADS = {table.name: table.columns[0].name.rpartition(".")[2] for table in TABLES.values() if table.name not in BESIDE}
"""The first column of each table of the form."""


def on_the_annex(form: FilledForm) -> str:
    return normal(" ".join((*words(form.annex), *(b.text for b in form.annex if isinstance(b, Heading | Text)))))


@VARIANTS
def test_each_thing_ticked_has_its_cross_and_no_other_square_has_one(with_fields: bool) -> None:
    """Each answer of each choice, on the first row and on the last, by the registry; read back square by square."""
    content, blank, template = form(with_fields)
    rubrics = {name: path for _, _, name, path in each_name() if BY_NAME[name].kind is Kind.TICK}
    most = max(len(BY_NAME[name].choices) for name in rubrics)
    wrong = []
    for rank in range(most):
        case, wanted = typed(), {}
        for name, path in rubrics.items():
            if path.startswith("declared.") or path in ("home.eviction", "home.property_seizure"):
                continue
            answers = _answers(path)
            for row in rows_here(template, name)[:2]:
                if row is not None and row >= typed_rows(name.partition(".*.")[0]):
                    continue
                answer = answers[rank % len(answers)]
                case = ticked(case, name, path, row or 0, answer)
                wanted[(name, row)] = [code for code, _ in BY_NAME[name].choices][rank % len(answers)]
        with opened(fill(content, blank, template, Facts.of(case, DAY)).pages) as pages:
            for key, code in wanted.items():
                crossed = [c for c, place in boxes(template)[key].ticks.items() if _crossed(pages, place.spots[0])]
                if crossed != [code]:
                    wrong.append((key, code, crossed))
    assert wrong == []


def _answers(path: str) -> list[object]:
    from pcb.interview.plan import QUESTIONS
    from pcb.interview.questions import YesNo

    head, field = path.partition(".")[0], path.rpartition(".")[2]
    kind = QUESTIONS[f"{head}.*.{field}" if head in COLLECTIONS else path].kind
    return [True, False] if isinstance(kind, YesNo) else list(kind.vocabulary)  # type: ignore[attr-defined]


def _crossed(pages: Pages, spot: object) -> bool:
    return "X" in pages.within(spot)  # type: ignore[arg-type]


@VARIANTS
def test_the_eviction_and_the_seizure_of_the_home_are_ticked(with_fields: bool) -> None:
    content, blank, template = form(with_fields)
    for path, name in (("home.eviction", "expulsion"), ("home.property_seizure", "saisie_immobiliere")):
        for answer, code in ((True, "oui"), (False, "non")):
            facts = Facts.of(put(typed(), path, answer), DAY)
            with opened(fill(content, blank, template, facts).pages) as pages:
                for who in ("deposant", "codeposant"):
                    ticks = boxes(template)[(f"p2.{who}.{name}", None)].ticks
                    crossed = [c for c, place in ticks.items() if _crossed(pages, place.spots[0])]
                    assert crossed == ([code] if who == "deposant" or typed().home.codeposant_lives_here else [])


@VARIANTS
def test_the_same_facts_give_the_same_bytes(with_fields: bool) -> None:
    content, blank, template = form(with_fields)
    assert fill(content, blank, template, Facts.of(typed(), DAY)).pages == filled(with_fields).pages
    assert own_blank(with_fields) == own_blank(with_fields)


def test_an_empty_case_leaves_the_form_blank_and_has_no_annex() -> None:
    content, blank, template = form(False)
    found = fill(content, blank, template, Facts.of(Case(), date(2026, 11, 24)))
    assert found.annex == ()
    with opened(found.pages) as pages, opened(content) as before:
        assert [pages.whole(page) for page in range(12)] == [before.whole(page) for page in range(12)]


@VARIANTS
def test_what_is_shipped_is_what_the_registry_makes(with_fields: bool) -> None:
    """After a change of the registry: ``pcb form own -o pcb/data/forms/…`` writes them again."""
    stem = "notre-formulaire-champs" if with_fields else "notre-formulaire"
    folder = files("pcb.data") / "forms"
    assert (folder / f"{stem}.toml").read_text("utf-8") == own_template(with_fields)
    shipped = (folder / f"{stem}.pdf").read_bytes()
    assert blank_form(shipped)[0] == blank_form(own_blank(with_fields))[0]
    with opened(shipped) as there, opened(own_blank(with_fields)) as made:
        assert [there.whole(page) for page in range(12)] == [made.whole(page) for page in range(12)]
