"""The key of the vault in a file outside the database, for a server that starts with nobody to type a password."""

from __future__ import annotations

import binascii
import os
import stat
from base64 import b64decode
from pathlib import Path

from pcb.errors import AccessDenied
from pcb.storage.backup.disk import disk_reason

KEY_BYTES = 32
_LARGEST = 4096


def read_key(path: Path) -> bytes:
    """The 256 bits of a key file: base64, on one line. Raises :class:`AccessDenied`, saying what is wrong with it.

    Refused is a file that others than its owner may read: a key that has been seen is no key.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise AccessDenied(f"Le fichier de clé n’est pas un fichier\u202f: {path}.")
            if os.name != "nt" and mode & 0o077:
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
