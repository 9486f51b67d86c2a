"""« Déclaration de surendettement »: the rubrics of the form in its order, the continuation sheets, the annex that
explains the capacity, and the papers to join."""

from __future__ import annotations

from datetime import date

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case, Person
from pcb.domain.papers_to_join import PaperToJoin
from pcb.reports import capacity_annex, papers_list
from pcb.reports.blocks import Block, Document, Heading, Look, Notice, Text
from pcb.reports.content.declaration import ANONYMOUS, NOT_THE_FORM, ORDER, TITLE
from pcb.reports.content.words import LEGEND, joined, said
from pcb.reports.declaration.budget import page_3, page_4
from pcb.reports.declaration.closing import continuation_sheets, more_facts, page_12
from pcb.reports.declaration.debts import page_6, page_7, page_8, page_9, page_10, page_11
from pcb.reports.declaration.estate import page_5
from pcb.reports.declaration.form import Form
from pcb.reports.declaration.identity import page_1, page_2
from pcb.reports.render import render as render_document

PAGES = (page_1, page_2, page_3, page_4, page_5, page_6, page_7, page_8, page_9, page_10, page_11, page_12, more_facts)


def render(
    case: Case, assessment: Assessment, day: date, missing_papers: tuple[PaperToJoin, ...], mark: str = ""
) -> bytes:
    """The declaration in PDF. The same facts, day and assessment give the same bytes; ``mark`` freezes them."""
    return render_document(compose(case, assessment, day, missing_papers, mark))


def compose(
    case: Case, assessment: Assessment, day: date, missing_papers: tuple[PaperToJoin, ...], mark: str = ""
) -> Document:
    """The declaration before it is set: what it says, in its order."""
    return Document(
        title=TITLE,
        header=f"{TITLE} — {NOT_THE_FORM.partition(' — ')[2].rstrip('.')}",
        reference=whose(case, day),
        day=day,
        blocks=(
            *form_blocks(case, day),
            *capacity_annex.compose(assessment),
            *papers_list.compose(missing_papers),
        ),
        subject=NOT_THE_FORM,
        mark=mark,
    )


def form_blocks(case: Case, day: date, *, anchor: str = "", new_page: bool = False) -> tuple[Block, ...]:
    """The rubrics of the form and its continuation sheets, alone."""
    form = Form.of(case, day)
    pages = [block for write in PAGES for block in write(form)]
    return *_opening(form, anchor, new_page), *pages, *continuation_sheets(form)


def whose(case: Case, day: date) -> str:
    """What tells one household's loose pages from another's: the reference, that of the linked dossier, and who files,
    or the alias."""
    dossier = f"Dossier {case.reference}" if case.reference else "Dossier sans référence"
    linked = known(case.filing.linked_reference)
    names = joined(*(_name(person) for person in Form.of(case, day).people), by=", ")
    return joined(
        f"{dossier}, lié au dossier {linked}" if linked else dossier, names or known(case.welcome.alias) or "", by=" — "
    )


def _name(person: Person) -> str:
    return joined(known(person.birth_name) or known(person.used_name) or "", known(person.first_names) or "", by=" ")


def _opening(form: Form, anchor: str, new_page: bool) -> tuple[Block, ...]:
    case = form.case
    blocks: list[Block] = [
        Heading(1, TITLE, new_page, anchor),
        Text(NOT_THE_FORM, Look.STRONG),
        Text(f"{ORDER} {LEGEND}", Look.SMALL),
    ]
    if case.welcome.anonymous is True:
        alias = said(case.welcome.alias)
        blocks.append(Notice("Dossier anonyme", (ANONYMOUS.format(alias=alias),)))
    return tuple(blocks)
