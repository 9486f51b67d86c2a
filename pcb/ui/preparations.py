"""The dossiers being prepared: held by the application, so that one leaves the page and finds the work again.

They belong to a session: when it ends they are stopped, and the key that they hold is let go of.
"""

from __future__ import annotations

import threading

from pcb.ui.sessions import Session
from pcb.usecases.dossier import Preparation


class Preparations:
    """At most one at a time for each session and case. Safe to use from several threads."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Preparation] = {}
        self._lock = threading.Lock()

    def of(self, session: Session, case_id: str) -> Preparation | None:
        """The preparation of this case by this session, as long as nobody was told how it ended."""
        with self._lock:
            return self._held.get((session.id, case_id))

    def keep(self, session: Session, preparation: Preparation) -> None:
        """Remember it; the one before, if any, is stopped."""
        with self._lock:
            before = self._held.get((session.id, preparation.case_id))
            self._held[session.id, preparation.case_id] = preparation
        if before is not None:
            before.cancel()

    def forget(self, session: Session, preparation: Preparation) -> None:
        """It is over and was told."""
        key = (session.id, preparation.case_id)
        with self._lock:
            if self._held.get(key) is preparation:
                del self._held[key]

    def end(self, session: Session | None = None) -> None:
        """Stop those of a session that has ended; all of them when the application stops."""
        with self._lock:
            ended = [key for key in self._held if session is None or key[0] == session.id]
            stopped = [self._held.pop(key) for key in ended]
        for preparation in stopped:
            preparation.cancel()
