"""Backups that the running application takes by itself, once a day, while somebody is signed in.

On a laptop nobody thinks of it; and the vault is open only while a counsellor works. A server takes its backups by a
timer (``pcb backup``, with the key file): it never finds one due here.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from pcb.config import Settings
from pcb.errors import PcbError
from pcb.usecases import backups
from pcb.usecases.backups import BackupAge
from pcb.usecases.desk import Desk

log = logging.getLogger("pcb.ui")

LOOK_SECONDS = 15 * 60
"""After a look, or a try that failed, this long before the next."""


class ScheduledBackups:
    """Takes the backups that are due, one at a time, in a thread of its own."""

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings, self._now, self._steady = settings, now, steady
        self._lock = threading.Lock()
        self._looked: float | None = None
        self._thread: threading.Thread | None = None
        self._failure = ""

    def consider(self, desk: Desk) -> None:
        """Take a backup with the vault of ``desk``, unless one was taken since yesterday or is being taken."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            if self._looked is not None and self._steady() - self._looked < LOOK_SECONDS:
                return
            self._looked = self._steady()
            self._thread = threading.Thread(target=self._take, args=(desk,), name="pcb-backup")
            self._thread.start()

    def age(self) -> BackupAge:
        """How old the last one is, with the failure of the last try. Reads the folder: out of the event loop."""
        age = backups.backup_age(self._settings, self._now(), self._failure)
        taking = self._looked is None or (self._thread is not None and self._thread.is_alive())
        if age.last is None and taking and not self._failure:
            return BackupAge(None, "Première sauvegarde en cours…", loud=False)
        return age

    def close(self) -> None:
        """Wait for the backup that is being taken: cut, it would be taken again from the start."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _take(self, desk: Desk) -> None:
        try:
            now = self._now()
            if backups.backup_due(self._settings, now):
                backups.back_up(self._settings, desk.vault, now)
            self._failure = ""
        except PcbError as error:
            self._failure = str(error)
            log.error("backup failed: %s", type(error).__name__)
        except Exception as error:  # a thread that dies in silence would be a backup that is believed taken
            self._failure = "L’application a rencontré une erreur."
            log.error("backup failed: %s", type(error).__name__)
