"""The papers that the person takes home, printed and kept sealed with the snapshot that they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from pcb.domain.rights import Action
from pcb.domain.take_home.plain import to_plain
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.reports.take_home.paper import render
from pcb.storage import codec, papers
from pcb.usecases import access
from pcb.usecases.desk import Desk
from pcb.usecases.opening import open_case
from pcb.usecases.papers import Printed, printed_before
from pcb.usecases.take_home import KEPT, taken_home


def kept_kind(kind: PaperKind) -> str:
    """The kind under which a paper is kept: the beginning of its file name."""
    return f"{KEPT}{kind.value}"


def print_paper(
    desk: Desk,
    case_id: str,
    kind: PaperKind,
    register: Register,
    language: Language,
    size: Size,
    day: date,
    now: datetime,
) -> Printed:
    """Make one paper of the newest revision and keep it sealed, with the snapshot that it says and the case it was made
    from; the same paper is kept once. Raises :class:`NotFound`, :class:`Damaged`."""
    access.check(desk, case_id, Action.PRINT)
    opened = open_case(desk, case_id)
    made = replace(taken_home(desk, opened, day).snapshot, language=language)
    case = replace(opened.case, reference=opened.reference)
    kept = papers.keep(
        desk.store,
        desk.vault,
        case_id,
        kept_kind(kind),
        render(made, kind, register, language, size),
        case_revision=opened.revision,
        law_day=day,
        by=desk.account.id,
        now=now,
        facts={
            "snapshot": to_plain(made),
            "case": codec.to_document(case),
            "register": register.value,
            "size": size.value,
        },
    )
    return printed_before(desk, case_id, kept.id)
