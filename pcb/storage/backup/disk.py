"""Writing on a disk that may be full, withdrawn or forbidden: whole or not at all, for its owner alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pcb.errors import StoreUnavailable

_REASONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée sur ce disque est épuisée",
    errno.EFBIG: "le fichier dépasse la taille permise",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.ENOENT: "le fichier ou le dossier n’existe pas",
    errno.ENOTDIR: "le dossier n’en est pas un",
    errno.EISDIR: "c’est un dossier",
    errno.EIO: "le disque ne répond pas bien",
    errno.EBUSY: "le fichier est ouvert par un autre programme",
}


def disk_reason(error: OSError) -> str:
    """Why the disk refused, in French, without a full stop."""
    return _REASONS.get(error.errno or 0, "le disque a refusé l’opération")


@contextmanager
def in_french(what: str) -> Iterator[None]:
    """Turn an error of the disk into « ``what`` n’a pas pu se faire : le disque est plein. »"""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"{what} n’a pas pu se faire\u202f: {disk_reason(error)}.") from error


def private_folder(folder: Path) -> None:
    """Make ``folder``, for its owner alone, when it is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """A name just given or taken in ``folder`` survives a power cut."""
    if os.name == "nt":  # Windows has no such call, and writes names through
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
