"""Closed lists about the papers to join to a dossier."""

from __future__ import annotations

from pcb.domain.vocabulary.choice import Choice


class PaperState(Choice):
    """Where a paper to join stands. Nothing noted is *to bring*."""

    TO_BRING = "to_bring", "À apporter"
    RECEIVED = "received", "Reçue"
    IN_DOSSIER = "in_dossier", "Dans le dossier"
    IMPOSSIBLE = "impossible", "Impossible à obtenir"
