"""The base of invented households that the first screen offers: made on demand, in a folder that goes with it."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

from pcb.usecases.demo import open_demo_desk
from pcb.usecases.desk import Desk


class Demonstration:
    """One temporary base for the life of the application."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._desk: Desk | None = None
        self._lock = threading.Lock()

    def desk(self) -> Desk:
        """The desk on the demo base, which is made at the first call."""
        with self._lock:
            if self._desk is None:
                self._folder = tempfile.TemporaryDirectory(prefix="pcb-demo-", ignore_cleanup_errors=True)
                self._desk = open_demo_desk(Path(self._folder.name))
            return self._desk

    def close(self) -> None:
        """Remove the base."""
        if self._desk is not None:
            self._desk.store.close()
        if self._folder is not None:
            self._folder.cleanup()
        self._desk = self._folder = None
