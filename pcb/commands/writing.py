"""Files that a command reads and writes: whole or not at all, and why not, in French."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pcb.errors import PcbError


def read_whole(path: Path) -> bytes:
    """What the file holds. Raises :class:`PcbError`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PcbError(f"{path} ne peut pas être lu : {_why(error, 'ce fichier n’existe pas')}.") from None


def write_whole(output: Path, content: bytes) -> None:
    """Write beside, then put in place: an error or a power cut never leaves half a paper under its name."""
    beside = ""
    try:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            beside = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(output)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise PcbError(f"{output} ne peut pas être écrit : {_why(error)}.") from None


def _why(error: OSError, missing: str = "ce dossier n’existe pas") -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: missing,
        NotADirectoryError: "ce dossier n’existe pas",
        IsADirectoryError: "c’est un dossier",
        PermissionError: "l’accès est refusé",
    }
    return reasons.get(type(error)) or error.strerror or "erreur d’écriture"
