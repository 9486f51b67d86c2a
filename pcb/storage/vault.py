"""The vault: every record is sealed with a data key, and the data key is sealed to each who may open it.

A record is sealed with AES-256-GCM and bound to its place (table, row, revision): altered, cut, or moved to another
place, it no longer opens. It says the number of its data key, because the key can be replaced while people work: the
newest one seals, all those that are left open. A data key, 256 random bits, is never stored as it is
(:mod:`pcb.storage.keys`).

What a person types opens nothing by itself: Argon2id draws a key from it. Its strength is stored with what it wraps, so
that it may be raised without locking anybody out.
"""

from __future__ import annotations

import secrets
import threading
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pcb.errors import AccessDenied, Damaged

_FIRST_VERSION = b"\x01"  # of the first key: it says no number
_NUMBERED = b"\x02"
_NONCE = 12
_TAG = 16
LOOK_SECONDS = 5.0
"""How old the knowledge of the newest number may be when something is sealed."""
LASTING = (b"audit", b"audit detail", b"backup", b"backup mark")
"""What a data key was used for besides records; these subkeys outlive it, so that what they made can be checked."""
CODE_LETTERS = "ACDEFGHJKMNPQRTVWXY34679"
"""Letters and digits that are not taken for one another, even by hand: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V."""
CODE_LENGTH = 20  # 91 bits


@dataclass(frozen=True, slots=True)
class Strength:
    """What deriving a key from a secret costs (Argon2id): memory in KiB, passes, lanes."""

    memory_kib: int
    iterations: int
    lanes: int


STRONG = Strength(memory_kib=65536, iterations=3, lanes=4)
"""Over 200 ms on a laptop of 2026: the attack on a stolen disk is offline."""

_MOST = Strength(memory_kib=1 << 20, iterations=64, lanes=64)
"""What is read from a database or a backup that was tampered with must not take all the memory of the machine."""
_ONE_AT_A_TIME = threading.Lock()
"""Two derivations with several lanes at once wait for each other for ever (measured: cryptography 50, OpenSSL 4.0.3);
one at a time also bounds the memory that a burst of sign-ins can take."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key wrapped by a secret, with all that is needed to unwrap it but the secret."""

    salt: bytes
    strength: Strength
    sealed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Ring:
    """The data keys by number, and what outlives those that were destroyed: number, purpose, subkey."""

    keys: Mapping[int, bytes]
    lasting: Mapping[int, Mapping[bytes, bytes]] = field(default_factory=dict)


class KeySource(Protocol):
    """Where an open vault learns of a data key that came after it was opened."""

    def newest(self) -> int:
        """The number of the newest data key: quick."""

    def ring(self) -> Ring:
        """Every key. Raises :class:`AccessDenied` when the holder is no longer one."""

    def personal_key(self, purpose: bytes) -> bytes:
        """256 bits that are the holder's alone, and that a new data key does not change."""


class Vault:
    """An open vault: it holds the data keys in memory, and nothing else. Threads may share it."""

    __slots__ = ("_ciphers", "_lock", "_looked", "_ring", "_source", "newest")

    def __init__(self, ring: Ring, source: KeySource | None = None) -> None:
        self._source = source
        self._ring = ring
        self._ciphers: dict[tuple[bytes, int], AESGCM] = {}
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        self.newest = max(ring.keys)
        """The number of the key that seals."""

    def __repr__(self) -> str:
        return "Vault(…)"

    @classmethod
    def new(cls) -> Vault:
        """A vault with a data key never used before."""
        return cls(Ring({1: new_key()}))

    def with_source(self, source: KeySource) -> Vault:
        """The same keys, and where to learn the next ones."""
        return Vault(self._ring, source)

    def with_key(self, number: int, key: bytes) -> Vault:
        """The same keys and one more."""
        return Vault(Ring({**self._ring.keys, number: key}, self._ring.lasting), self._source)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the keys that it knows, destroyed or not, the newest first."""
        return tuple(sorted({*self._ring.keys, *self._ring.lasting}, reverse=True))

    def data_key(self, number: int) -> bytes:
        """The key itself, to be sealed to a holder. Raises :class:`Damaged` for one that is not held."""
        try:
            return self._ring.keys[number]
        except KeyError:
            raise _no_key() from None

    def subkey(self, purpose: bytes, number: int | None = None) -> bytes:
        """256 bits drawn from a data key (the newest) for one ``purpose``, which tell nothing of the others (HKDF).

        Of a destroyed key, only the :data:`LASTING` purposes are left. Raises :class:`Damaged` for the others.
        """
        wanted = self.newest if number is None else number
        if wanted not in self._ring.keys and wanted in self._ring.lasting:
            try:
                return self._ring.lasting[wanted][purpose]
            except KeyError:
                raise _no_key() from None
        self._need(wanted)
        return drawn(self.data_key(wanted), purpose)

    def personal_key(self, purpose: bytes) -> bytes:
        """256 bits for one ``purpose`` that colleagues cannot draw, and that outlive a change of data key."""
        return self.subkey(purpose) if self._source is None else self._source.personal_key(purpose)

    def seal(self, plain: bytes, *place: str | int) -> bytes:
        """``plain`` made unreadable and bound to its ``place``, with the newest key.

        Raises :class:`AccessDenied` when the holder was removed since the key was replaced.
        """
        return self._sealed(b"records", plain, place)

    def open(self, sealed: bytes, *place: str | int) -> bytes:
        """What was sealed at that ``place``. Raises :class:`Damaged` if one bit, or the place, has changed."""
        return self._opened(b"records", sealed, place)

    def open_at(self, sealed: bytes, *places: tuple[str | int, ...]) -> bytes:
        """What was sealed at the first of those ``places``, or at one that an earlier version used instead of it.
        Raises :class:`Damaged`."""
        for place in places[:-1]:
            try:
                return self.open(sealed, *place)
            except Damaged:
                continue
        return self.open(sealed, *places[-1])

    def seal_lasting(self, plain: bytes, *place: str | int) -> bytes:
        """Like :meth:`seal`, for what is never rewritten (the audit): it opens even when its key is destroyed."""
        return self._sealed(b"audit detail", plain, place)

    def open_lasting(self, sealed: bytes, *place: str | int) -> bytes:
        """What :meth:`seal_lasting` sealed. Raises :class:`Damaged`."""
        return self._opened(b"audit detail", sealed, place)

    def learn(self) -> None:
        """Ask the source for all keys; those that it no longer has are kept until the vault is closed."""
        if self._source is not None:
            found = self._source.ring()
            with self._lock:
                keys = {**self._ring.keys, **found.keys}
                self._ring = Ring(keys, {**self._ring.lasting, **found.lasting})
                self.newest = max(keys)
                self._looked = time.monotonic()

    def _sealed(self, purpose: bytes, plain: bytes, place: tuple[str | int, ...]) -> bytes:
        if self._source is not None and time.monotonic() - self._looked >= LOOK_SECONDS:
            if self._source.newest() != self.newest:
                self.learn()
            self._looked = time.monotonic()
        number = self.newest
        head, nonce = mark(number), secrets.token_bytes(_NONCE)
        return head + nonce + self._cipher(purpose, number).encrypt(nonce, plain, _bound(head, place))

    def _opened(self, purpose: bytes, sealed: bytes, place: tuple[str | int, ...]) -> bytes:
        number = number_of(sealed)
        if number is None:
            raise damaged()
        head = sealed[:1] if number_is_implied(sealed) else sealed[:5]
        start = len(head) + _NONCE
        self._need(number)
        try:
            return self._cipher(purpose, number).decrypt(sealed[len(head) : start], sealed[start:], _bound(head, place))
        except InvalidTag:
            raise damaged() from None

    def _need(self, number: int) -> None:
        if number > self.newest:
            self.learn()

    def _cipher(self, purpose: bytes, number: int) -> AESGCM:
        cipher = self._ciphers.get((purpose, number))
        if cipher is None:
            cipher = self._ciphers[purpose, number] = AESGCM(self.subkey(purpose, number))
        return cipher


def new_key() -> bytes:
    """A data key never used before."""
    return secrets.token_bytes(32)


def drawn(key: bytes, purpose: bytes) -> bytes:
    """256 bits drawn from ``key`` for one ``purpose`` (HKDF)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"pcb/1 " + purpose).derive(key)


def mark(number: int) -> bytes:
    """How a record sealed by that key begins. Marks are in the order of the numbers, after that of version 1."""
    return _NUMBERED + number.to_bytes(4, "big")


def number_is_implied(sealed: bytes) -> bool:
    """Whether the record is of the first version, hence of key 1."""
    return sealed[:1] == _FIRST_VERSION


def number_of(sealed: bytes) -> int | None:
    """The number of the key that sealed a record; ``None`` for what is none."""
    if number_is_implied(sealed) and len(sealed) >= 1 + _NONCE + _TAG:
        return 1
    if sealed[:1] == _NUMBERED and len(sealed) >= 5 + _NONCE + _TAG:
        return int.from_bytes(sealed[1:5], "big")
    return None


def damaged() -> Damaged:
    """A sealed record that does not open."""
    return Damaged(
        "Un enregistrement est abîmé ou a été modifié hors de l’application. "
        "Il n’est pas affiché. Restaurez une sauvegarde."
    )


def wrap(key: bytes, secret: str, *place: str, strength: Strength = STRONG) -> Wrapped:
    """``key`` wrapped by ``secret``, and bound to its ``place``."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
    cipher = _derived(secret, salt, strength)
    sealed = _FIRST_VERSION + nonce + cipher.encrypt(nonce, key, _bound(_FIRST_VERSION, place))
    return Wrapped(salt, strength, sealed)


def unwrap(wrapped: Wrapped, secret: str, *place: str) -> bytes:
    """The key that ``secret`` unwraps.

    Raises :class:`AccessDenied` on a wrong secret, in the time of a right one; :class:`Damaged` on parameters that we
    never wrote.
    """
    cipher, sealed = _derived(secret, wrapped.salt, wrapped.strength), wrapped.sealed
    if sealed[:1] == _FIRST_VERSION and len(sealed) >= 1 + _NONCE + _TAG:
        try:
            return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], _bound(_FIRST_VERSION, place))
        except InvalidTag:
            pass
    raise AccessDenied("Ce secret n’ouvre pas le coffre.")


def spend_the_time(secret: str, strength: Strength) -> None:
    """Derive a key for nothing, so that an unknown login takes the time of a wrong password."""
    _derived(secret, bytes(16), strength)


def new_code() -> str:
    """A code of 91 random bits in five groups: ``ACDE-FGHJ-KMNP-QRTV-WXY3``."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A code as it was typed, without case, spaces or dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _derived(secret: str, salt: bytes, strength: Strength) -> AESGCM:
    if not (
        8 <= len(salt) <= 64
        and 8 * strength.lanes <= strength.memory_kib <= _MOST.memory_kib
        and 0 < strength.iterations <= _MOST.iterations
        and 0 < strength.lanes <= _MOST.lanes
    ):
        raise damaged()
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=strength.iterations,
        lanes=strength.lanes,
        memory_cost=strength.memory_kib,
    )
    plain = unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
    with _ONE_AT_A_TIME:
        return AESGCM(kdf.derive(plain))


def _bound(head: bytes, place: tuple[str | int, ...]) -> bytes:
    return head + "\x1f".join(map(str, place)).encode()


def _no_key() -> Damaged:
    return Damaged("La clé de cet enregistrement n’existe plus. Restaurez une sauvegarde.")
