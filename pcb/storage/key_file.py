"""The key file of a server that starts with nobody to type a password: 32 bytes in base64, outside the database.

It is a secret like a password: of no use without the database, and the database of no use without it.
"""

from __future__ import annotations

import binascii
import os
import secrets
import stat
from base64 import b64decode, b64encode
from pathlib import Path

from pcb.errors import AccessDenied, FileRefused
from pcb.storage.backup.disk import disk_reason

KEY_BYTES = 32
_LARGEST = 4096


def read_key(path: Path) -> bytes:
    """The 256 bits of a key file: base64, on one line. Raises :class:`AccessDenied`, saying what is wrong with it.

    Refused is a file that others than its owner may read: a key that has been seen is no key. One exception: systemd
    (``LoadCredential=``) hands over a file of root, readable by root's group, to one account by an access list.
    """
    try:
        with path.open("rb") as file:
            facts = os.fstat(file.fileno())
            mode = facts.st_mode
            if not stat.S_ISREG(mode):
                raise AccessDenied(f"Le fichier de clé n’est pas un fichier\u202f: {path}.")
            if os.name != "nt" and mode & (0o037 if (facts.st_uid, facts.st_gid) == (0, 0) else 0o077):
                raise AccessDenied(
                    f"Le fichier de clé peut être lu par d’autres que son propriétaire\u202f: {path}. "
                    f"Limitez-le par « chmod 600 {path} »."
                )
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise AccessDenied(f"Le fichier de clé ne peut pas être lu\u202f: {path}, {disk_reason(error)}.") from None
    try:
        key = b64decode(content.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise AccessDenied(
            f"Le fichier de clé ne convient pas\u202f: {path}. Il doit contenir {KEY_BYTES} octets en base64."
        )
    return key


def new_key_file(path: Path) -> bytes:
    """Make a key file for its owner alone; the 256 bits in it. Raises :class:`FileRefused`, also when there is a file:
    it may be the only one that opens something."""
    key = secrets.token_bytes(KEY_BYTES)
    try:
        place = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(place, "wb") as file:
            file.write(b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise FileRefused(f"Il y a déjà un fichier à cet endroit\u202f: {path}. Choisissez un autre nom.") from None
    except OSError as error:
        raise FileRefused(f"Le fichier de clé ne peut pas être écrit\u202f: {path}, {disk_reason(error)}.") from None
    return key
