"""The first part of a backup, readable without any secret: what it holds, and the wrapped keys that open the rest.

Layout of the file: the mark, the length of the header (4 bytes), the header (JSON), the SHA-256 of all that precedes,
then the sealed chunks (:mod:`pcb.storage.backup.chunks`). The SHA-256 only tells damage from a wrong password; what
proves the header genuine is that every chunk is bound to it.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO

from pcb.errors import AccessDenied, Damaged
from pcb.storage.audit_chain import Head, read_anchor
from pcb.storage.keys import Lock, opened
from pcb.storage.vault import Strength, Vault, Wrapped

MARK = b"PCB sauvegarde\n"
FORMAT = 1
LONGEST_HEADER = 4_000_000
MOST_MEMORY_KIB = 1 << 20
MOST_PASSES = 64
MOST_LANES = 64
_DAMAGED = "Cette sauvegarde est abîmée\u202f: rien n’en a été repris. Prenez-en une autre."


@dataclass(frozen=True, slots=True)
class HeldKey:
    """What the secret of one holder opens; ``login`` is empty for the recovery code and the key file."""

    login: str
    lock: Lock


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup says of itself. ``engine`` is ``sqlite`` or ``postgresql``, ``schema`` the migration of the base,
    ``counts`` the rows of each table, ``size`` the bytes of the content before sealing. ``vault`` tells backups of one
    data key from those of another, and nothing of the key."""

    engine: str
    schema: str
    created_at: datetime
    counts: Mapping[str, int]
    size: int
    salt: bytes
    vault: str
    keys: tuple[HeldKey, ...] = field(repr=False)
    audit: Head | None = None
    """The end of the chain of the audit at that moment; ``None`` before schema 0003."""


def vault_mark(vault: Vault, number: int | None = None) -> str:
    """64 bits that are the same for every backup of one data key (the newest)."""
    return vault.subkey(b"backup mark", number)[:8].hex()


def vault_marks(vault: Vault) -> Mapping[str, int]:
    """The marks of all the data keys that the vault has had, with their numbers: its backups remain its own after the
    key was replaced."""
    return {vault_mark(vault, number): number for number in vault.numbers}


def written(header: Header) -> bytes:
    """The header as it stands at the head of the file, its SHA-256 included."""
    plain = {
        "format": FORMAT,
        "engine": header.engine,
        "schema": header.schema,
        "created_at": header.created_at.isoformat(),
        "counts": dict(header.counts),
        "size": header.size,
        "salt": _text(header.salt),
        "vault": header.vault,
        "audit": None if header.audit is None else str(header.audit),
        "keys": [_key_to_plain(key) for key in header.keys],
    }
    content = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
    head = MARK + len(content).to_bytes(4, "big") + content
    return head + sha256(head).digest()


def read(source: BinaryIO) -> tuple[Header, bytes]:
    """The header at the head of ``source``, and its bytes, to which every chunk is bound.

    Raises :class:`Damaged`: not a backup, cut, altered, or of a later version of the application.
    """
    mark = source.read(len(MARK))
    if mark != MARK:
        raise Damaged("Ce fichier n’est pas une sauvegarde de l’application, ou son début est abîmé.")
    size = source.read(4)
    length = int.from_bytes(size, "big")
    if len(size) != 4 or not 0 < length <= LONGEST_HEADER:
        raise damaged()
    content, digest = source.read(length), source.read(32)
    head = mark + size + content
    if len(content) != length or sha256(head).digest() != digest:
        raise damaged()
    try:
        plain = json.loads(content)
        if plain["format"] != FORMAT:
            raise Damaged(
                "Cette sauvegarde a été faite par une version plus récente de l’application. "
                "Installez la dernière version."
            )
        return _header(plain), head + digest
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise damaged() from None


def damaged() -> Damaged:
    """A flipped byte, a missing or misplaced part, or a cut."""
    return Damaged(_DAMAGED)


def opened_by_secret(header: Header, holder: str, login: str, secret: str) -> Vault:
    """The vault of the backup, by the password of ``login``, or of that ``holder`` (recovery code, key file) when there
    is no login. Raises :class:`AccessDenied`, with the same words for an unknown login."""
    for key in header.keys:
        if key.login == login if login else key.lock.holder == holder and not key.login:
            try:
                return checked(header, opened(key.lock, secret))
            except AccessDenied:
                break
    raise AccessDenied("Ce secret n’ouvre pas cette sauvegarde. Essayez celui du jour où elle a été faite.")


def checked(header: Header, vault: Vault) -> Vault:
    """``vault``, if it is that of the backup. Raises :class:`AccessDenied`."""
    key_number(header, vault)
    return vault


def key_number(header: Header, vault: Vault) -> int:
    """The number, in this vault, of the data key that sealed the backup. Raises :class:`AccessDenied`."""
    try:
        return vault_marks(vault)[header.vault]
    except KeyError:
        raise AccessDenied("Cette clé n’est pas celle de la sauvegarde.") from None


def _key_to_plain(key: HeldKey) -> dict[str, Any]:
    wrapped, public = key.lock.wrapped, key.lock.public_key
    return {
        "holder": key.lock.holder,
        "login": key.login,
        "public_key": None if public is None else _text(public),
        "number": key.lock.number,
        "sealed": _text(key.lock.sealed),
        "salt": _text(wrapped.salt),
        "memory_kib": wrapped.strength.memory_kib,
        "iterations": wrapped.strength.iterations,
        "lanes": wrapped.strength.lanes,
        "wrapped": _text(wrapped.sealed),
    }


def _header(plain: Mapping[str, Any]) -> Header:
    created_at = datetime.fromisoformat(plain["created_at"])
    counts = {str(table): int(count) for table, count in plain["counts"].items()}
    if created_at.tzinfo is None or plain["engine"] not in ("sqlite", "postgresql") or int(plain["size"]) < 0:
        raise ValueError
    return Header(
        engine=plain["engine"],
        schema=str(plain["schema"]),
        created_at=created_at,
        counts=counts,
        size=int(plain["size"]),
        salt=_bytes(plain["salt"]),
        vault=str(plain["vault"]),
        keys=tuple(_key(key) for key in plain["keys"]),
        audit=_head(plain.get("audit")),
    )


def _head(text: str | None) -> Head | None:
    found = None if text is None else read_anchor(text)
    if text is not None and found is None:
        raise ValueError
    return found


def _key(plain: Mapping[str, Any]) -> HeldKey:
    strength = Strength(int(plain["memory_kib"]), int(plain["iterations"]), int(plain["lanes"]))
    if not (  # a forged file must not be able to take all the memory of the machine
        8 * strength.lanes <= strength.memory_kib <= MOST_MEMORY_KIB
        and 0 < strength.iterations <= MOST_PASSES
        and 0 < strength.lanes <= MOST_LANES
    ):
        raise ValueError
    wrapped = Wrapped(_bytes(plain["salt"]), strength, _bytes(plain["wrapped"]))
    public = None if plain["public_key"] is None else _bytes(plain["public_key"])
    lock = Lock(str(plain["holder"]), wrapped, public, int(plain["number"]), _bytes(plain["sealed"]))
    return HeldKey(str(plain["login"]), lock)


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
