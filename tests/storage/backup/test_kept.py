"""Which backups are kept: by a table of dates, and never a file that is not a verified backup of this vault."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcb.errors import StoreUnavailable
from pcb.storage.backup import header, kept, taking
from pcb.storage.backup.header import Header
from pcb.storage.backup.kept import Keeping
from pcb.storage.vault import Vault
from tests.storage.conftest import NOW

KEEPING = Keeping(daily=7, weekly=4, monthly=12, hourly=0, all_hours=0)

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture(autouse=True)
def on_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days are those of the wall; here the wall is in Greenwich."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("dates", "gone"),
    [
        (["2026-11-23T10:00"], []),
        # the newest of a day stands for it
        (["2026-11-23T10:00", "2026-11-23T09:00", "2026-11-22T18:00"], ["2026-11-23T09:00"]),
        # nine days: seven by the day; the 14th and 15th are not needed by a week that has a newer one
        (
            [f"2026-11-{day}T10:00" for day in range(15, 24)],
            ["2026-11-16T10:00"],  # Monday of a week whose Sunday is kept; the 15th ends its own week
        ),
        # holidays: the last seven days worked are kept however old
        ([f"2026-08-0{day}T10:00" for day in range(1, 8)], []),
        # the fifth week back stays only as the last of its month
        (
            ["2026-11-23T10:00", "2026-11-16T10:00", "2026-11-09T10:00", "2026-11-02T10:00", "2026-10-26T10:00",
             "2026-10-19T10:00", "2026-10-12T10:00", "2026-10-05T10:00"],
            ["2026-10-05T10:00"],
        ),
        # thirteen months: the oldest goes when days and weeks do not hold it
        (
            [f"2026-{month:02d}-20T10:00" for month in range(1, 12)] + ["2025-12-20T10:00", "2025-11-20T10:00"],
            ["2025-11-20T10:00"],
        ),
        # a date to come is a clock that was wrong: never a reason to let go
        (["2031-01-01T10:00", "2026-11-23T10:00", "2026-11-23T09:00"], ["2026-11-23T09:00"]),
    ],
)  # fmt: skip
def test_seven_days_four_weeks_and_twelve_months_are_kept(dates: list[str], gone: list[str]) -> None:
    assert kept.to_let_go(map(at, dates), KEEPING, at("2026-11-23T12:00")) == set(map(at, gone))


def every(minutes: int, until: str, count: int) -> list[datetime]:
    return [at(until) - timedelta(minutes=minutes * number) for number in range(count)]


def test_every_five_minutes_two_hours_are_kept_whole_and_one_an_hour_for_a_day() -> None:
    """A server whose timer runs every five minutes: what was saved more than five minutes ago is never lost, and the
    folder does not grow without end."""
    now = at("2026-11-23T12:02")
    dates = every(5, "2026-11-23T12:00", 10 * 24 * 12)
    left = sorted(set(dates) - kept.to_let_go(dates, Keeping(), now), reverse=True)
    recent = [moment for moment in left if now - moment <= timedelta(hours=2)]
    day = [moment for moment in left if timedelta(hours=2) < now - moment < timedelta(hours=24)]
    assert recent == every(5, "2026-11-23T12:00", 24)
    assert [moment.hour for moment in day if moment.minute == 55] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, *range(23, 11, -1)]
    assert len(left) <= 24 + 24 + 7 + 4 + 12
    assert [moment.day for moment in left if now - moment >= timedelta(hours=24)] == [22 - n for n in range(1, 6)] + [
        15
    ]


@given(st.lists(st.integers(0, 3 * 366 * 24).map(lambda hours: at("2024-01-01T00:00") + timedelta(hours=hours))))
def test_the_newest_is_never_let_go_and_sorting_again_lets_nothing_more_go(dates: list[datetime]) -> None:
    now = at("2026-11-23T12:00")
    gone = kept.to_let_go(dates, KEEPING, now)
    left = set(dates) - gone
    assert not dates or max(dates) in left
    assert kept.to_let_go(left, KEEPING, now) == frozenset()
    assert len(left - {d for d in left if d > now}) <= 7 + 4 + 12 + 1
    assert all(moment <= now for moment in gone)


def made(folder: Path, name: str, moment: datetime, mark: str, head: Header) -> Path:
    path = folder / name
    path.write_bytes(header.written(dataclasses.replace(head, created_at=moment, vault=mark)) + b"sealed")
    return path


def test_only_whole_backups_of_this_vault_are_ever_removed(
    filled: list[str], url: str, vault: Vault, folder: Path, work: Path
) -> None:
    head = taking.take(url, vault, folder, work, NOW).header
    old = NOW - timedelta(days=3000)
    ours = [made(folder, f"ours-{n}.sauvegarde", old - timedelta(days=40 * n), head.vault, head) for n in range(30)]
    others = [made(folder, f"other-{n}.sauvegarde", old - timedelta(days=40 * n), "another", head) for n in range(30)]
    strange = [folder / "courrier.pdf", folder / "vide.sauvegarde", folder / ".inachevée-1"]
    for path in strange:
        path.write_bytes(b"")
    cut = folder / "cut.sauvegarde"
    cut.write_bytes(ours[0].read_bytes()[:100])
    renamed = made(folder, "ours.old", old, head.vault, head)
    removed = kept.rotate(folder, {head.vault}, KEEPING, NOW)
    assert set(removed) < set(ours)
    assert len(removed) == 31 - 12  # no day and no week holds what a month does not: each is alone in its own
    assert all(path.exists() for path in (*others, *strange, cut, renamed))
    assert kept.backups_in(folder)[0].created_at == NOW


def test_a_folder_that_does_not_exist_holds_no_backup_and_one_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.backups_in(tmp_path / "absent") == ()
    assert kept.age((), NOW) is None

    def refused(*_: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "is_dir", refused)
    with pytest.raises(StoreUnavailable, match="l’accès est refusé"):
        kept.backups_in(tmp_path)
