"""Backups taken while people save: what comes back is one moment of the journal, with all that was acknowledged."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pcb.config import Settings
from pcb.errors import PcbError
from pcb.storage.journal import newest_first
from pcb.usecases import backups
from pcb.usecases.agreement import first_disagreement
from pcb.usecases.cases import Saved, answer, create_case, list_cases
from pcb.usecases.desk import Desk, open_store
from tests.usecases.conftest import NOW

WRITERS = 4


class Writers:
    """Threads that answer without end; ``acknowledged`` holds, for each case, the last revision known to be saved."""

    def __init__(self, desk: Desk, ids: list[str]) -> None:
        self.desk = desk
        self.acknowledged = dict.fromkeys(ids, 1)
        self.failures: list[BaseException] = []
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(one,)) for one in ids]

    def _write(self, case_id: str) -> None:
        number = 0
        try:
            while not self._stopping.is_set():
                number += 1
                made = answer(
                    self.desk, case_id, "note", f"note {number}", seen=None, request_id=f"n{number}", now=NOW,
                    overwrite=True,
                )  # fmt: skip
                assert isinstance(made, Saved)
                self.acknowledged[case_id] = made.revision
        except BaseException as failure:
            self.failures.append(failure)

    def __enter__(self) -> Writers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(30)
        assert self.failures == []


@pytest.mark.parametrize("number", [3, pytest.param(60, marks=pytest.mark.proof)])
def test_taken_under_load_it_is_one_moment_of_the_journal(
    desk: Desk, settings: Settings, tmp_path: Path, number: int
) -> None:
    ids = [create_case(desk, NOW).id for _ in range(WRITERS)]
    advanced = 0
    for turn in range(number):
        with Writers(desk, ids) as writers:
            threading.Event().wait(0.05)
            before = dict(writers.acknowledged)
            taken = backups.back_up(settings, desk.vault, NOW + timedelta(days=turn))
            after = dict(writers.acknowledged)
        advanced += sum(after[one] > before[one] for one in ids)
        place = tmp_path / f"elsewhere-{turn}"
        backups.restore(taken.path, desk.vault, backups.place_of(settings, str(place)), NOW)
        store = open_store(Settings(place), create=False)
        for case_id in ids:
            assert first_disagreement(store, desk.vault, case_id) is None
            restored = list(newest_first(store, desk.vault, case_id))
            live = list(newest_first(desk.store, desk.vault, case_id))
            assert before[case_id] <= restored[0].revision <= live[0].revision
            assert restored == live[-len(restored) :]
        store.close()
    assert advanced > 0, "personne n’a rien enregistré pendant les sauvegardes"


def test_it_goes_where_the_settings_say_or_where_it_is_told(desk: Desk, tmp_path: Path) -> None:
    settings = Settings(desk_folder(desk), backup_dir=tmp_path / "usb")
    assert backups.back_up(settings, desk.vault, NOW).path.parent == tmp_path / "usb"
    assert backups.back_up(settings, desk.vault, NOW, tmp_path / "ici").path.parent == tmp_path / "ici"
    assert backups.back_up(replace(settings, backup_dir=None), desk.vault, NOW).path.parent.name == "sauvegardes"


def desk_folder(desk: Desk) -> Path:
    return Path(str(desk.store.engine.url.database)).parent


def test_the_age_of_the_last_one_is_told_and_is_loud_past_two_days(desk: Desk, settings: Settings) -> None:
    never = backups.backup_age(settings, NOW)
    assert (never.last, never.loud) == (None, True)
    assert backups.backup_due(settings, NOW)
    backups.back_up(settings, desk.vault, NOW)
    for hours, said, loud, due in (
        (0, "il y a moins d’une heure", False, False),
        (1, "il y a une heure", False, False),
        (23, "il y a 23 heures", False, False),
        (24, "il y a 24 heures", False, True),
        (47, "il y a 47 heures", False, True),
        (48, "il y a 2 jours", False, True),
        (49, "il y a 2 jours", True, True),
        (72, "il y a 3 jours", True, True),
    ):
        moment = NOW + timedelta(hours=hours)
        told = backups.backup_age(settings, moment)
        assert (told.sentence, told.loud) == (f"Dernière sauvegarde\u202f: {said}.", loud)
        assert backups.backup_due(settings, moment) is due
    failed = backups.backup_age(settings, NOW, "Le disque est plein.")
    assert failed.loud
    assert "a échoué. Le disque est plein." in failed.sentence


def test_the_oldest_go_after_a_new_one_and_not_after_a_failure(desk: Desk, settings: Settings) -> None:
    for day in range(10):
        backups.back_up(settings, desk.vault, NOW + timedelta(days=day))
    names = sorted(path.name for path in settings.backups.iterdir())
    assert len(names) < 10
    (settings.data_dir / "pcb.sqlite3").rename(settings.data_dir / "ailleurs")
    with pytest.raises(PcbError):
        backups.back_up(settings, desk.vault, NOW + timedelta(days=30))
    assert sorted(path.name for path in settings.backups.iterdir()) == names


def test_what_was_saved_since_is_gone_after_a_restoration_and_kept_beside(desk: Desk, settings: Settings) -> None:
    first = create_case(desk, NOW)
    taken = backups.back_up(settings, desk.vault, NOW)
    create_case(desk, NOW)
    desk.store.close()
    assert backups.held_at(settings.database) == 2
    restored = backups.restore(taken.path, desk.vault, settings.database, NOW)
    again = open_store(settings)
    assert [card.id for card in list_cases(Desk(again, desk.vault, desk.account))] == [first.id]
    again.close()
    kept = open_store(Settings(settings.data_dir, f"sqlite:///{restored.old}"))
    assert len(list_cases(Desk(kept, desk.vault, desk.account))) == 2
    kept.close()
