"""A case with something in every table that can name one: answers, journal, papers, files, sharing, presence."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from pcb.intake.received import Received
from pcb.storage.tables import emergency, follower, presence, share
from pcb.usecases import attachments, cases, papers
from pcb.usecases.cases import OpenCase
from pcb.usecases.demo import demo_household
from pcb.usecases.desk import Desk
from tests.usecases.conftest import NOW

DAY = NOW.date()
CONTENT = b"une page de bail"
REASON = "Zoubida remplace Claire pour ce motif"


def full_case(desk: Desk, colleague: Desk) -> OpenCase:
    """A demo household, on which everything that leaves a trace was done once."""
    opened = cases.import_case(desk, demo_household("couple-deux-enfants"), NOW)
    cases.answer(
        desk, opened.id, "request.words", "le frigo est vide", seen=None, request_id="r1", now=NOW, overwrite=True
    )
    papers.print_copy_sheet(desk, opened.id, DAY, NOW)
    attachments.attach(
        desk, opened.id, "home-lease", "bail Ferrand.pdf", CONTENT, NOW, request_id="request-1",
        receive=lambda content: Received("pdf", content, 1, ()),
    )  # fmt: skip
    with desk.store.writing(desk.vault) as connection:
        who, by = colleague.account.id, desk.account.id
        seal = desk.vault.seal
        connection.execute(insert(follower).values(case_id=opened.id, account_id=who, since=NOW, by=by))
        connection.execute(
            insert(share).values(
                id="1" * 32, case_id=opened.id, account_id=who, by=by, at=NOW,
                reason=seal(REASON.encode(), "share", "1" * 32, "reason"),
            )
        )  # fmt: skip
        connection.execute(
            insert(emergency).values(
                id="2" * 32, case_id=opened.id, account_id=who, at=NOW, until=NOW + timedelta(hours=1),
                reason=seal(REASON.encode(), "emergency", "2" * 32, "reason"),
            )
        )  # fmt: skip
        connection.execute(
            insert(presence).values(
                session_id="s" * 16,
                case_id=opened.id,
                account_id=who,
                seen_at=NOW,
                chapter=seal(b"dettes", "presence", "s" * 16, opened.id, "chapter"),
            )
        )
    return cases.open_case(desk, opened.id)
