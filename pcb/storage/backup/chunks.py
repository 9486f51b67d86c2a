"""The sealed part of a backup: chunks of one MiB, each authenticated with its number, the last one saying it is last.

The key is drawn for this file alone from the vault, with 256 random bits of the header (HKDF), so a counter is a nonce
that never comes twice. Each chunk is bound to the whole header, to its number and to whether it is the last: a byte
changed, a chunk missing, doubled, moved, or taken from another backup, and a file that was cut, do not open. Memory
is that of two chunks, whatever the size of the base.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pcb.storage.backup.header import damaged
from pcb.storage.vault import Vault

CHUNK = 1 << 20
_TAG = 16


def seal(plain: BinaryIO, out: BinaryIO, vault: Vault, salt: bytes, head: bytes) -> None:
    """Write ``plain`` to ``out``, sealed by the newest key of ``vault`` and bound to the header ``head``."""
    key, bound = _key(vault, salt), sha256(head).digest()
    number, content = 0, plain.read(CHUNK)
    while True:
        following = plain.read(CHUNK)
        place = _place(number, last=not following)
        out.write(key.encrypt(place, content, bound + place))
        if not following:
            return
        number, content = number + 1, following


def opened(
    source: BinaryIO, vault: Vault, salt: bytes, head: bytes, size: int, number: int | None = None
) -> Iterator[bytes]:
    """The chunks of ``source``, in clear, one by one: ``size`` bytes in all; sealed by the data key of that ``number``,
    the newest by default. Raises :class:`Damaged` at the first that
    does not open: what came before it is genuine, but is not the whole."""
    key, bound = _key(vault, salt, number), sha256(head).digest()
    place_of, done, content = 0, 0, source.read(CHUNK + _TAG)
    while True:
        following = source.read(CHUNK + _TAG)
        place = _place(place_of, last=not following)
        try:
            plain = key.decrypt(place, content, bound + place)
        except (InvalidTag, ValueError):
            raise damaged() from None
        done += len(plain)
        yield plain
        if not following:
            break
        place_of, content = place_of + 1, following
    if done != size:
        raise damaged()


def _key(vault: Vault, salt: bytes, number: int | None = None) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"pcb/1 backup file").derive(vault.subkey(b"backup", number)))


def _place(number: int, *, last: bool) -> bytes:
    """The nonce: eleven bytes of number, one for the end."""
    return number.to_bytes(11, "big") + bytes([last])
