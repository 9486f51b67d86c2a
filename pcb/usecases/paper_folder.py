"""The dossier of a household in a file, with its papers in a folder: each named after the key of its paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pcb.domain.assessment import Reading
from pcb.domain.case import Case
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.papers_to_join.situation import FORM, LETTER
from pcb.errors import ExchangeFault, FileRefused
from pcb.intake.worker import Worker
from pcb.interview import engine
from pcb.usecases.assembly import EMAIL_LIMITS, Made, Order, Tell, Variant, assemble
from pcb.usecases.freezing import freeze
from pcb.usecases.pieces import JoinedFile

__all__ = ["EMAIL_LIMITS", "Made", "Variant", "dossier_of", "read_papers"]


@dataclass(frozen=True, slots=True)
class Papers:
    """The files of a folder, made safe: what each is, and its content by its id."""

    files: tuple[JoinedFile, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()


def dossier_of(
    case: Case,
    day: date,
    reading: Reading,
    variant: Variant,
    *,
    papers: Papers | None = None,
    limit: int = EMAIL_LIMITS[1],
    tell: Tell = lambda step, done, of: None,
) -> tuple[Made, ...]:
    """The papers of that variant. The same household, day and files give the same bytes. Raises :class:`PcbError`."""
    joined = papers or Papers()
    frozen = freeze(case, day, reading, joined.files)
    order = Order(variant, case, day, reading, frozen.mark, joined.files, limit)
    return assemble(order, dict(joined.contents), tell)


def read_papers(case: Case, day: date, folder: Path) -> Papers:
    """The files of ``folder``, in the order of their names, each made safe in a process of its own.

    A file is named after the key of its paper: ``home-lease.pdf``, ``home-lease-2.jpg``. Raises :class:`ExchangeFault`
    with every file that has no paper, or that is refused with its reason.
    """
    keys = [paper.key for paper in papers_to_join(engine.effective(case), day) if paper.key not in (FORM, LETTER)]
    faults: list[str] = []
    files: list[JoinedFile] = []
    contents: list[tuple[str, bytes]] = []
    worker = Worker()
    try:
        for path in _listed(folder):
            key = key_of(path.stem, keys)
            if key is None:
                faults.append(f"{path.name} : aucune pièce de ce nom ; pièces attendues : {', '.join(keys)}")
                continue
            try:
                received = worker.receive(path.read_bytes())
            except (FileRefused, OSError) as refusal:
                faults.append(f"{path.name} : {refusal}")
                continue
            digest = sha256(received.content).hexdigest()
            name = f"{len(files)}-{digest}"
            files.append(JoinedFile(name, key, received.pages, len(received.content), digest))
            contents.append((name, received.content))
    finally:
        worker.close()
    if faults:
        raise ExchangeFault(tuple(faults))
    return Papers(tuple(files), tuple(contents))


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        raise ExchangeFault((f"{folder} : ce dossier ne peut pas être lu",)) from None


def key_of(stem: str, keys: Sequence[str]) -> str | None:
    """The longest key that the name begins with; ``debts-d10`` does not begin with ``debts-d1``."""
    found = [key for key in keys if stem == key or (stem.startswith(key) and not stem[len(key)].isalnum())]
    return max(found, key=len, default=None)
