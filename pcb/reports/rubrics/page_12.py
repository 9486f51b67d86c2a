"""Page 12 of the form: what it prints and nobody fills."""

from __future__ import annotations

from pcb.reports.content.declaration import FALSE_STATEMENT, WHERE
from pcb.reports.rubrics.rubric import Facts, Kind, Rubric, Value


def _printed(name: str, wording: str, text: str) -> Rubric:
    def value(facts: Facts, row: int) -> Value:
        return text

    return Rubric(f"p12.{name}", 12, "Avertissement et envoi", wording, Kind.PRINTED, (), value)


RUBRICS = (
    _printed("avertissement", "Avertissement", FALSE_STATEMENT),
    _printed("adresse_envoi", "Adresse d’envoi", WHERE),
)
TABLES = ()
