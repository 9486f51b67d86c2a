"""The vault: every record is sealed with one data key, and the data key is wrapped for each who may open it.

A record is sealed with AES-256-GCM and bound to its place (table, row, revision): altered, cut, or moved to another
place, it no longer opens. The data key, 256 random bits, is never stored: it is wrapped by a key that Argon2id draws
from a password, and once by a recovery code printed at set-up. The parameters are stored with each wrapped key, so
that they may be raised without locking anybody out.
"""

from __future__ import annotations

import secrets
import threading
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pcb.errors import AccessDenied, Damaged

_VERSION = b"\x01"
_NONCE = 12
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

_ONE_AT_A_TIME = threading.Lock()
"""Two derivations with several lanes at once wait for each other for ever (measured: cryptography 50, OpenSSL 4.0.3);
one at a time also bounds the memory that a burst of sign-ins can take."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key wrapped by a secret, with all that is needed to unwrap it but the secret."""

    salt: bytes
    strength: Strength
    sealed: bytes


class Vault:
    """An open vault: it holds the data key in memory, and nothing else."""

    __slots__ = ("_key", "_records")

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._records = AESGCM(self.subkey(b"records"))

    def __repr__(self) -> str:
        return "Vault(…)"

    @classmethod
    def new(cls) -> Vault:
        """A vault with a data key never used before."""
        return cls(secrets.token_bytes(32))

    def subkey(self, purpose: bytes) -> bytes:
        """256 bits drawn from the data key for one ``purpose``, which tell nothing of the others (HKDF)."""
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"pcb/1 " + purpose).derive(self._key)

    def seal(self, plain: bytes, *place: str | int) -> bytes:
        """``plain`` made unreadable and bound to its ``place``."""
        return _seal(self._records, plain, place)

    def open(self, sealed: bytes, *place: str | int) -> bytes:
        """What was sealed at that ``place``. Raises :class:`Damaged` if one bit, or the place, has changed."""
        try:
            return _open(self._records, sealed, place)
        except InvalidTag:
            raise Damaged(
                "Un enregistrement est abîmé ou a été modifié hors de l’application. "
                "Il n’est pas affiché. Restaurez une sauvegarde."
            ) from None

    def wrapped(self, secret: str, holder: str, strength: Strength = STRONG) -> Wrapped:
        """The data key wrapped by ``secret`` for ``holder``."""
        salt = secrets.token_bytes(16)
        return Wrapped(salt, strength, _seal(_derived(secret, salt, strength), self._key, ("keyring", holder)))


def unwrap(wrapped: Wrapped, secret: str, holder: str) -> Vault:
    """The vault that ``secret`` opens. Raises :class:`AccessDenied` on a wrong secret, in the time of a right one."""
    try:
        return Vault(_open(_derived(secret, wrapped.salt, wrapped.strength), wrapped.sealed, ("keyring", holder)))
    except InvalidTag:
        raise AccessDenied("Ce secret n’ouvre pas le coffre.") from None


def spend_the_time(secret: str, strength: Strength) -> None:
    """Derive a key for nothing, so that an unknown login takes the time of a wrong password."""
    _derived(secret, bytes(16), strength)


def new_recovery_code() -> str:
    """A code of 91 random bits in five groups: ``ACDE-FGHJ-KMNP-QRTV-WXY3``."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A recovery code as it was typed, without case, spaces or dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _derived(secret: str, salt: bytes, strength: Strength) -> AESGCM:
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


def _bound(place: tuple[str | int, ...]) -> bytes:
    return _VERSION + "\x1f".join(map(str, place)).encode()


def _seal(key: AESGCM, plain: bytes, place: tuple[str | int, ...]) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + key.encrypt(nonce, plain, _bound(place))


def _open(key: AESGCM, sealed: bytes, place: tuple[str | int, ...]) -> bytes:
    if not isinstance(sealed, bytes) or sealed[:1] != _VERSION or len(sealed) < 1 + _NONCE + 16:
        raise InvalidTag
    return key.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], _bound(place))
