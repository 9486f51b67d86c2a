"""The backups of a laptop: taken by themselves once a day, told when they fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.ui.scheduled_backups import LOOK_SECONDS, ScheduledBackups
from pcb.ui.sessions import Sessions
from pcb.usecases import backups
from pcb.usecases.accounts import set_up
from pcb.usecases.desk import Desk, open_store
from tests.usecases.conftest import LIGHT, NOW, PASSWORD


class Clock:
    def __init__(self) -> None:
        self.moment, self.seconds = NOW, 0.0

    def now(self) -> datetime:
        return self.moment

    def steady(self) -> float:
        return self.seconds

    def pass_by(self, span: timedelta) -> None:
        self.moment += span
        self.seconds += span.total_seconds()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data", backup_dir=tmp_path / "usb")


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    store = open_store(settings)
    yield set_up(store, "claire", "Claire Dubosc", PASSWORD, now=NOW, strength=LIGHT).desk
    store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def scheduled(settings: Settings, clock: Clock) -> ScheduledBackups:
    return ScheduledBackups(settings, clock.now, clock.steady)


def considered(scheduled: ScheduledBackups, desk: Desk, folder: Path) -> int:
    scheduled.consider(desk)
    scheduled.close()
    return len(list(folder.glob("*.sauvegarde")))


def test_one_is_taken_at_once_and_the_next_a_day_later(
    scheduled: ScheduledBackups, desk: Desk, clock: Clock, settings: Settings
) -> None:
    assert (scheduled.age().sentence, scheduled.age().loud) == ("Première sauvegarde en cours…", False)
    assert considered(scheduled, desk, settings.backups) == 1
    assert not scheduled.age().loud
    for hours, number in ((23, 1), (1, 2), (1, 2)):
        clock.pass_by(timedelta(hours=hours))
        assert considered(scheduled, desk, settings.backups) == number


def test_a_failure_is_told_and_tried_again_a_quarter_of_an_hour_later(
    scheduled: ScheduledBackups, desk: Desk, clock: Clock, settings: Settings
) -> None:
    settings.backups.write_text("un fichier à la place du dossier")
    assert considered(scheduled, desk, settings.backups) == 0
    told = scheduled.age()
    assert told.loud
    assert told.sentence.startswith("La dernière sauvegarde a échoué. La sauvegarde n’a pas pu se faire")
    settings.backups.unlink()
    assert considered(scheduled, desk, settings.backups) == 0
    clock.pass_by(timedelta(seconds=LOOK_SECONDS))
    assert considered(scheduled, desk, settings.backups) == 1
    assert "échoué" not in scheduled.age().sentence


def test_an_unforeseen_error_is_told_too(
    scheduled: ScheduledBackups, desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Dupont, 23 450 €")

    monkeypatch.setattr(backups, "back_up", broken)
    assert considered(scheduled, desk, settings.backups) == 0
    assert scheduled.age().loud
    assert "Dupont" not in scheduled.age().sentence


def test_the_vault_of_somebody_signed_in_is_found_and_never_that_of_a_demonstration(desk: Desk) -> None:
    sessions = Sessions()
    assert sessions.any_desk() is None
    sessions.open(desk, demo=True)
    assert sessions.any_desk() is None
    token = sessions.open(desk)
    assert sessions.any_desk() is desk
    found = sessions.find(token)
    assert found is not None
    sessions.end(found)
    assert sessions.any_desk() is None
