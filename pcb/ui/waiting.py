"""Between the password and the code: what the password opened is kept for five minutes at most, then let go."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable

from pcb.ui.sessions import Instant
from pcb.usecases.signing_in import HalfOpen

PATIENCE_SECONDS = 5 * 60
MOST = 200
"""How many may wait at once; the oldest gives way."""


class Waiting:
    """The table of those who owe a code. Safe to use from several threads."""

    def __init__(self, instant: Callable[[], Instant]) -> None:
        self._instant = instant
        self._by_digest: dict[bytes, tuple[HalfOpen, Instant]] = {}
        self._lock = threading.Lock()

    def put(self, half: HalfOpen) -> str:
        """Keep it; the token with which it is found again."""
        token = secrets.token_urlsafe(32)
        self.forget_late()
        with self._lock:
            while len(self._by_digest) >= MOST:
                self._by_digest.pop(next(iter(self._by_digest)))
            self._by_digest[_digest(token)] = (half, self._instant())
        return token

    def find(self, token: str | None) -> HalfOpen | None:
        """What waits under that token, if it is not too late."""
        self.forget_late()
        with self._lock:
            found = self._by_digest.get(_digest(token)) if token else None
        return found[0] if found else None

    def drop(self, token: str | None) -> None:
        """It waits no longer."""
        if token:
            with self._lock:
                self._by_digest.pop(_digest(token), None)

    def forget_late(self) -> None:
        """Let go of all that has waited too long."""
        now = self._instant()
        with self._lock:
            for digest, (_, since) in list(self._by_digest.items()):
                if now.since(since) >= PATIENCE_SECONDS:
                    del self._by_digest[digest]


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
