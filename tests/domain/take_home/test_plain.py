"""A frozen snapshot is read back equal, whatever was typed in it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.money import Money
from pcb.domain.take_home.plain import from_plain, to_plain
from pcb.domain.take_home.snapshot import BudgetSheet, MonthSheet, Said, Snapshot

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
st.register_type_strategy(Money, st.integers(-(10**12), 10**12).map(Money))
SAID = st.builds(Said, TEXT, TEXT, st.dictionaries(TEXT, st.one_of(TEXT, st.from_type(Money), st.dates()), max_size=3))
st.register_type_strategy(Said, SAID)
SNAPSHOTS = st.from_type(Snapshot)


@given(SNAPSHOTS)
@settings(deadline=None)
def test_a_snapshot_is_read_back_equal_from_its_json(snapshot: Snapshot) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(snapshot)))) == snapshot


@pytest.mark.parametrize("spoilt", [{"day": "2026-11-24"}, {"watch": None}, {"budget": {}}, {"language": "xx"}])
def test_what_is_no_snapshot_is_refused(spoilt: dict[str, object]) -> None:
    day = date(2026, 11, 24)
    month = MonthSheet(day, None, (), (), day, Money(0), Money(0), Money(0), day)
    plain = to_plain(Snapshot("2026-0001", 1, day, "N.", BudgetSheet(), month))
    assert from_plain(plain).reference == "2026-0001"
    with pytest.raises(ValueError):
        from_plain({**plain, **spoilt})
