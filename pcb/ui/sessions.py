"""Who is signed in: a table in memory, held by the application.

The browser holds a random token of 256 bits; only its SHA-256 stays here. A session ends after 30 minutes without an
action or 12 hours in all, whichever of the wall clock and the monotonic clock says so first: a laptop that slept, or a
clock that was set back, does not keep a vault open. Ending a session lets go of the desk, hence of the data key.

Each session has a row in the database (:mod:`pcb.usecases.sign_ins`), which opens nothing: there every process sees
that it was closed from elsewhere, or that the password or the standing of the account has changed. It is looked at
every three seconds at most.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pcb.errors import PcbError, StoreUnavailable
from pcb.usecases import sign_ins
from pcb.usecases.desk import Desk

IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 12 * 3600
LOOK_SECONDS = 3
"""How old the knowledge that nobody has closed the session may be."""
TELL_SECONDS = 60
"""How often the row of a session learns that something was done in it."""


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
    epoch: int = 0
    must_enrol: bool = False
    """Nothing may be done but setting up the second factor."""
    enrolling: bool = False
    """The password was typed again to set up the second factor."""
    discreet: bool = False
    """Whether the list hides the households: the screen is turned towards somebody."""
    looked: Instant = field(default=Instant(0, 0), repr=False)
    told: Instant = field(default=Instant(0, 0), repr=False)

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
        self.idle, self._absolute = idle, absolute
        self._on_end = on_end
        self._by_digest: dict[bytes, Session] = {}
        self._lock = threading.Lock()

    def open(self, desk: Desk, *, demo: bool = False, epoch: int = 0, must_enrol: bool = False) -> str:
        """Begin a session and return the token for the cookie: a new one at each sign-in. ``epoch`` is that of the
        account when its password was checked."""
        token = secrets.token_urlsafe(32)
        now = self.instant()
        session = Session(secrets.token_hex(8), now, now, demo, desk, epoch, must_enrol, looked=now, told=now)
        if not demo:
            sign_ins.begin(desk, session.id, self.moment())
        with self._lock:
            self._by_digest[_digest(token)] = session
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
        now = self.instant()
        late = now.since(session.active) >= self.idle or now.since(session.opened) >= self._absolute
        if late or (now.since(session.looked) >= LOOK_SECONDS and session not in self._not_closed([session])):
            self.end(session)
            return False
        return True

    def touch(self, session: Session) -> None:
        """The person did something: the idle time starts again."""
        session.active = self.instant()

    def end(self, session: Session, how: str = "idle") -> None:
        """Close the session and let go of its desk; ``how`` is told in the audit."""
        with self._lock:
            self._by_digest = {digest: other for digest, other in self._by_digest.items() if other is not session}
        ended, session.held = session.held, None
        if ended is None:
            return
        if self._on_end is not None:
            self._on_end(session)
        if not session.demo:
            with suppress(StoreUnavailable):
                sign_ins.end(ended, session.id, self.moment(), how)

    def end_expired(self) -> None:
        """Close every session whose time is over or that was closed elsewhere, so that no key waits for a request that
        never comes; and let the rows know what was done."""
        with self._lock:
            sessions = list(self._by_digest.values())
        open_still = self._not_closed(sessions)
        for session in sessions:
            if session not in open_still:
                self.end(session)
            else:
                self.alive(session)
        self._tell([session for session in sessions if session.held is not None])

    def any_desk(self) -> Desk | None:
        """The desk of somebody signed in, not of a demonstration; ``None`` when there is nobody."""
        with self._lock:
            sessions = list(self._by_digest.values())
        return next((held for session in sessions if not session.demo and (held := session.held) is not None), None)

    def instant(self) -> Instant:
        """Now, on both clocks."""
        return Instant(self._wall(), self._steady())

    def moment(self) -> datetime:
        """Now, by the wall clock of the sessions."""
        return datetime.fromtimestamp(self._wall(), UTC)

    def _not_closed(self, sessions: list[Session]) -> list[Session]:
        """Those that the database says are open. While it does not answer nobody can read anything: they wait."""
        now = self.instant()
        kept = []
        for store in {session.held.store for session in sessions if session.held is not None and not session.demo}:
            of_store = [s for s in sessions if s.held is not None and s.held.store is store]
            try:
                found = sign_ins.still_open(store, [(s.id, s.epoch) for s in of_store])
            except StoreUnavailable:
                kept += of_store
                continue
            for session in of_store:
                if session.id in found:
                    session.looked = now
                    kept.append(session)
        return kept + [session for session in sessions if session.demo]

    def _tell(self, sessions: list[Session]) -> None:
        now = self.instant()
        for session in sessions:
            desk = session.held
            if desk is None or session.demo or session.active == session.told or now.since(session.told) < TELL_SECONDS:
                continue
            with suppress(StoreUnavailable):
                sign_ins.seen(desk.store, [session.id], self.moment())
                session.told = session.active


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
