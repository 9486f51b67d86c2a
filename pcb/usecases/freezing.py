"""What a printed paper freezes: the case, the day of the law, the reading, the figures, the papers and their files.

The fingerprint is the SHA-256 of the canonical document of the case with the day, the reading and the SHA-256 of each
file: it stands whole at the foot of each page, and can be computed again from the frozen facts alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from pcb.domain.assessment import Assessment, Reading
from pcb.domain.case import Case
from pcb.domain.explain import Explained
from pcb.domain.papers_to_join import papers_to_join
from pcb.interview import engine
from pcb.storage.codec import dump, to_document
from pcb.usecases.advice import advice
from pcb.usecases.pieces import JoinedFile, pieces_of

FIGURES: Mapping[str, str] = {
    "resources": "Ressources du mois",
    "charges": "Charges du mois",
    "instalments": "Mensualités",
    "remainder": "Reste après charges et mensualités",
    "retained_resources": "Ressources retenues",
    "retained_charges": "Charges retenues",
    "quotite": "Quotité saisissable",
    "floor": "Plancher (RSA)",
    "capacity": "Capacité de remboursement",
    "capacity_with_proofs": "Capacité, tous justificatifs apportés",
}
"""The figures that are frozen, with their French names."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """The facts of one paper as plain data, their fingerprint, and the mark printed on each page."""

    facts: dict[str, Any]
    fingerprint: str
    mark: str


def freeze(
    case: Case,
    day: date,
    reading: Reading,
    files: Sequence[JoinedFile] = (),
    revision: int | None = None,
    form: bytes = b"",
) -> Frozen:
    """Freeze ``case`` as it is stored (every answer, also those that do not count now). Without a ``revision``, a
    household read from a file. ``form`` is the official form as filled, when there is one: it counts among the files.
    """
    document = to_document(case)
    marks = [file.sha256 for file in files] + ([sha256(form).hexdigest()] if form else [])
    print_ = fingerprint(document, day.isoformat(), reading.value, marks)
    facts = {
        "case": document,
        "day": day.isoformat(),
        "reading": reading.value,
        "figures": figures(advice(case, day, reading)),
        "papers": _papers(case, day, files),
        "files": marks,
        "fingerprint": print_,
    }
    version = "" if revision is None else f"Version {revision} du dossier ; "
    said = f"{version}empreinte SHA-256 des faits : {print_}"
    return Frozen(facts, print_, said[0].upper() + said[1:])


def fingerprint(document: Mapping[str, Any], day: str, reading: str, files: Sequence[str]) -> str:
    """The SHA-256, in hexadecimal, of facts given as plain data."""
    return sha256(dump({"case": document, "day": day, "reading": reading, "files": list(files)})).hexdigest()


def figures(found: Assessment) -> dict[str, str | None]:
    """The main figures as exact amounts; ``None`` for one that could not be computed."""
    lived, retained = found.lived, found.retained
    totals: dict[str, Explained | None] = {
        "resources": lived.resources,
        "charges": lived.charges,
        "instalments": lived.instalments,
        "remainder": lived.remainder,
        "retained_resources": retained.resources if retained else None,
        "retained_charges": retained.charges if retained else None,
        "quotite": found.quotite,
        "floor": found.rsa_floor,
        "capacity": found.capacity,
        "capacity_with_proofs": found.capacity_with_all_proofs,
    }
    return {key: _exact(totals[key]) for key in FIGURES}


def _exact(explained: Explained | None) -> str | None:
    return explained.total.exact() if explained else None


def _papers(case: Case, day: date, files: Sequence[JoinedFile]) -> list[dict[str, Any]]:
    facts = engine.effective(case)
    return [
        {
            "key": paper.key,
            "label": paper.label,
            "concerns": paper.concerns,
            "state": piece.state.value,
            "reason": piece.reason,
            "files": [{"sha256": file.sha256, "pages": file.pages} for file in files if file.paper_key == paper.key],
        }
        for paper, piece in zip(papers_to_join(facts, day), pieces_of(facts, day, files), strict=True)
    ]
