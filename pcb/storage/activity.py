"""The counts: one flat row a case, without identity, written with each save, kept when the case is erased."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Date, String, bindparam, insert, select, update

from pcb.domain.activity import Counted
from pcb.storage.tables import activity, case_record

_CASE, _ROW = case_record.c, activity.c
_ID = select(_CASE.activity_id).where(_CASE.id == bindparam("case_id", type_=String)).scalar_subquery()
_LAST = select(_CASE.last_contact_on).where(_CASE.id == bindparam("case_id", type_=String)).scalar_subquery()
_SITE = select(_CASE.site_id).where(_CASE.id == bindparam("case_id", type_=String)).scalar_subquery()
_BANDS = ("age_band", "household", "occupancy", "grouping", "resources_band", "debts_band", "pursued")
# Built once: this is part of every save.
_AGAIN = (
    update(activity)
    .where(_ROW.id == _ID)
    .values(
        site_id=_SITE,
        last_contact_on=_LAST,
        **{name: bindparam(f"new_{name}", type_=String) for name in _BANDS},
    )
)
_FIRST = insert(activity).values(
    id=bindparam("row_id", type_=String),
    site_id=_SITE,
    opened_on=bindparam("opened_on", type_=Date),
    last_contact_on=_LAST,
    **{name: bindparam(f"new_{name}", type_=String) for name in _BANDS},
)
_NAMED = update(case_record).where(_CASE.id == bindparam("case_id")).values(activity_id=bindparam("row_id"))


def write(connection: Connection, case_id: str, counted: Counted, opened_on: date) -> None:
    """Write the row of a case in the transaction of its save: one statement, but for the first time. ``opened_on`` is
    the day to note when there is no row yet."""
    values = {"case_id": case_id, **{f"new_{name}": value for name, value in _plain(counted).items()}}
    if connection.execute(_AGAIN, values).rowcount == 0:
        new = {"row_id": uuid4().hex}
        connection.execute(_FIRST, {**values, **new, "opened_on": opened_on})
        connection.execute(_NAMED, {"case_id": case_id, **new})


def mark_erased(connection: Connection, case_id: str, day: date) -> None:
    """Its case is being erased: the row stays, and says the month of it. The day would tie it to the erasure."""
    connection.execute(
        update(activity).where(_ROW.id == _ID).values(erased_on=day.replace(day=1)), {"case_id": case_id}
    )


def uncounted(connection: Connection) -> tuple[tuple[str, date], ...]:
    """The cases made before there were counts: id, and the day on which they were opened."""
    rows = connection.execute(select(_CASE.id, _CASE.created_at).where(_CASE.activity_id.is_(None))).all()
    return tuple((row.id, row.created_at.astimezone().date()) for row in rows)


def _plain(counted: Counted) -> dict[str, Any]:
    choices = {
        "age_band": counted.age,
        "household": counted.household,
        "resources_band": counted.resources,
        "debts_band": counted.debts,
        "pursued": counted.pursued,
    }
    return {
        **{name: None if choice is None else choice.value for name, choice in choices.items()},
        "occupancy": counted.occupancy,
        "grouping": counted.grouping,
    }
