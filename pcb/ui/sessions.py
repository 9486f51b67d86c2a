"""Who is signed in: a table in memory, held by the application.

The browser holds a random token of 256 bits; only its SHA-256 stays here. A session ends after 30 minutes without an
action or 12 hours in all, whichever of the wall clock and the monotonic clock says so first: a laptop that slept, or a
clock that was set back, does not keep a vault open. Ending a session lets go of the desk, hence of the data key.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pcb.errors import PcbError
from pcb.usecases.desk import Desk

IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 12 * 3600


class SessionOver(PcbError):
    """The session has expired or was closed; the desk is no longer there."""

    def __init__(self) -> None:
        super().__init__("La session est terminée\u202f: entrez à nouveau votre mot de passe.")


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment on both clocks, in seconds."""

    wall: float
    steady: float

    def since(self, earlier: Instant) -> float:
        """Seconds elapsed since ``earlier``: the greater of the two clocks."""
        return max(self.wall - earlier.wall, self.steady - earlier.steady)


@dataclass(slots=True, eq=False)
class Session:
    """One signed-in browser. ``id`` is safe to log; it opens nothing."""

    id: str
    opened: Instant
    active: Instant
    demo: bool
    held: Desk | None = field(repr=False)
    discreet: bool = False
    """Whether the list hides the households: the screen is turned towards somebody."""

    @property
    def desk(self) -> Desk:
        """What the person may work with. Raises :class:`SessionOver` once the session has ended."""
        if self.held is None:
            raise SessionOver
        return self.held


class Sessions:
    """The table of sessions. Safe to use from several threads."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        *,
        idle: float = IDLE_SECONDS,
        absolute: float = ABSOLUTE_SECONDS,
        on_end: Callable[[Session], None] | None = None,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._idle, self._absolute = idle, absolute
        self._on_end = on_end
        self._by_digest: dict[bytes, Session] = {}
        self._lock = threading.Lock()

    def open(self, desk: Desk, *, demo: bool = False) -> str:
        """Begin a session and return the token for the cookie: a new one at each sign-in."""
        token = secrets.token_urlsafe(32)
        now = self._now()
        with self._lock:
            self._by_digest[_digest(token)] = Session(secrets.token_hex(8), now, now, demo, desk)
        return token

    def find(self, token: str | None) -> Session | None:
        """The live session of that token, without counting as an action."""
        if not token:
            return None
        with self._lock:
            session = self._by_digest.get(_digest(token))
        return session if session is not None and self.alive(session) else None

    def alive(self, session: Session) -> bool:
        """Whether the session still runs; one that has expired is ended here."""
        if session.held is None:
            return False
        now = self._now()
        if now.since(session.active) < self._idle and now.since(session.opened) < self._absolute:
            return True
        self.end(session)
        return False

    def touch(self, session: Session) -> None:
        """The person did something: the idle time starts again."""
        session.active = self._now()

    def end(self, session: Session) -> None:
        """Close the session and let go of its desk."""
        with self._lock:
            self._by_digest = {digest: other for digest, other in self._by_digest.items() if other is not session}
        ended, session.held = session.held, None
        if ended is not None and self._on_end is not None:
            self._on_end(session)

    def end_expired(self) -> None:
        """Close every session whose time is over, so that no key waits for a request that never comes."""
        with self._lock:
            sessions = list(self._by_digest.values())
        for session in sessions:
            self.alive(session)

    def _now(self) -> Instant:
        return Instant(self._wall(), self._steady())


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
