"""What is counted of each case for the reports of activity, and the rows of the cases made before there were counts."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from pcb.domain.activity import Counted, counted
from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.errors import Damaged, NotFound
from pcb.interview.communes import grouping_of
from pcb.interview.effective import effective
from pcb.storage import activity, cases
from pcb.storage.database import Store
from pcb.storage.vault import Vault


def counted_of(case: Case, now: datetime) -> Counted:
    """The bands of the case as it is at that moment."""
    facts = effective(case)
    postcode = known(facts.address.postcode)
    grouping = grouping_of(postcode, known(facts.address.city)) if postcode else None
    return counted(facts, now.astimezone().date(), grouping)


def rebuild(store: Store, vault: Vault, now: datetime, most: int | None = None) -> int:
    """Count the cases that have no row yet, ``most`` at a time; how many. Called again, it goes on where it stopped.
    One that no longer opens is left."""
    with store.reading() as connection:
        left = activity.uncounted(connection)
    done = 0
    for case_id, opened_on in left[:most]:
        with suppress(Damaged, NotFound):
            stored = cases.load(store, vault, case_id)
            with store.writing() as connection:
                activity.write(connection, case_id, counted_of(stored.case, now), opened_on)
            done += 1
    return done
