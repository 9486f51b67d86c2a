"""No column of bytes escapes a new data key without a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import LargeBinary

from pcb.storage.sealed_columns import LET_OFF, SEALED
from pcb.storage.tables import metadata


def test_every_column_of_bytes_is_sealed_again_or_let_off_with_a_reason() -> None:
    there = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    sealed = {(one.table.name, name) for one in SEALED for name in one.places}
    assert sealed | LET_OFF.keys() == there
    assert not sealed & LET_OFF.keys()
    assert all(len(reason) > 20 for reason in LET_OFF.values())


def test_what_a_place_needs_is_a_column_of_its_table() -> None:
    for one in SEALED:
        assert set(one.needed) <= set(one.table.columns.keys()), one.table.name
        assert not set(one.needed) & {*one.places, *(column.name for column in one.key)}, one.table.name


def test_two_sealed_columns_never_share_a_place() -> None:
    class Row:
        def __getattr__(self, name: str) -> object:
            if name in ("at", "updated_at"):
                return datetime(2026, 11, 24, tzinfo=UTC)
            return date(2026, 11, 24) if name == "law_day" else f"<{name}>"

    places = [place(Row()) for one in SEALED for place in one.places.values()]  # type: ignore[arg-type]
    assert len(set(places)) == len(places)
